"""Schedules, policies and configurations as PagerDuty's REST JSON: bodies of requests, and what the API would answer.

The same input gives the same bytes. Ids are those of the model: of what was read from Terraform they are addresses,
which the API does not know.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TextIO, TypeAlias

import attrs

from oncall.errors import InvalidValueError
from oncall.model import Configuration, EscalationPolicy, Schedule, User, WeeklyRestriction

if TYPE_CHECKING:
    from oncall.chronology.instants import Instant
    from oncall.model import EscalationRule, Layer, Override, Service, Timeline
    from oncall.model.restrictions import Restriction

Json: TypeAlias = dict[str, Any]


def dumps(
    thing: Schedule | EscalationPolicy | Configuration, *, since: Instant | None = None, until: Instant | None = None
) -> str:
    """JSON text: for a schedule or policy the body of the POST that makes it, for a configuration all that is in it.

    The body of a schedule has its layers in the API's order for requests, lowest first, and no overrides, which are
    made by requests of their own. With `since` and `until`, a schedule is written as `rendered`. A configuration is
    written as the API answers, with ids and layers highest first, and can be read again without loss.

    Raises:
        InvalidValueError: only one of `since` and `until` is given, or they are given for what is no schedule; or the
            empty rules of a policy wait, which those of PagerDuty never do.
        NotAnInstantError: one of them is no instant.
    """
    if since is not None or until is not None:
        if since is None or until is None:
            missing = "since" if since is None else "until"
            raise InvalidValueError(missing, "an instant where the other end of the range is given", None)
        if not isinstance(thing, Schedule):
            raise InvalidValueError("since", "given for a schedule only", since)
        return _text(rendered(thing, since, until))
    match thing:
        case Schedule():
            return _text({"schedule": _request(thing)})
        case EscalationPolicy():
            return _text({"escalation_policy": {**_policy(thing), "type": "escalation_policy"}})
        case Configuration():
            return _text(_configuration(thing))


def dump(
    thing: Schedule | EscalationPolicy | Configuration,
    file: TextIO,
    *,
    since: Instant | None = None,
    until: Instant | None = None,
) -> None:
    """Writes what `dumps` gives to an open text file.

    Raises:
        InvalidValueError, NotAnInstantError: as `dumps`.
    """
    file.write(dumps(thing, since=since, until=until))


def rendered(schedule: Schedule, since: Instant, until: Instant) -> Json:
    """What GET /schedules/{id} answers for `[since, until)`, and beside it `overrides` as GET …/overrides has them.

    Layers come highest first, each with its own entries; `final_schedule` is who is on call. Entries are cut to the
    range and have the offset of the schedule's zone; coverage is in per cent with two decimals. `overrides` are whole.

    Raises:
        NotAnInstantError, InvalidValueError: an end of the range is no instant, or the range is empty.
    """
    layers = [
        {**_layer(layer), **_entries(schedule.layer_shifts(index, since, until))}
        for index, layer in enumerate(schedule.layers)
    ]
    alone = attrs.evolve(schedule, layers=())
    answer = {
        "id": schedule.id,
        "type": "schedule",
        "summary": schedule.name,
        "name": schedule.name,
        "time_zone": schedule.time_zone,
        "description": schedule.description,
        "schedule_layers": layers[::-1],
        "overrides_subschedule": {"name": "Overrides", **_entries(alone.shifts(since, until))},
        "final_schedule": {"name": "Final Schedule", **_entries(schedule.shifts(since, until))},
        "users": [_person(user) for user in schedule.users],
    }
    return {"schedule": answer, "overrides": [_override(override) for override in schedule.overrides]}


def _text(value: Json) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _configuration(configuration: Configuration) -> Json:
    schedules = configuration.schedules.values()
    overrides = [
        {**_override(override), "schedule": {"id": schedule.id, "type": "schedule_reference"}}
        for schedule in schedules
        for override in schedule.overrides
    ]
    return {
        "users": [_user(user) for user in configuration.users.values()],
        "schedules": [_answer(schedule) for schedule in schedules],
        "overrides": overrides,
        "escalation_policies": [
            {"id": policy.id, "type": "escalation_policy", **_policy(policy)}
            for policy in configuration.escalation_policies.values()
        ],
        "services": [_service(service) for service in configuration.services.values()],
    }


def _request(schedule: Schedule) -> Json:
    return {
        "type": "schedule",
        "name": schedule.name,
        "time_zone": schedule.time_zone,
        "description": schedule.description,
        "schedule_layers": [_layer(layer, is_named=False) for layer in schedule.layers],
    }


def _answer(schedule: Schedule) -> Json:
    return {
        "id": schedule.id,
        "type": "schedule",
        "name": schedule.name,
        "time_zone": schedule.time_zone,
        "description": schedule.description,
        "schedule_layers": [_layer(layer) for layer in reversed(schedule.layers)],
    }


def _layer(layer: Layer, *, is_named: bool = True) -> Json:
    """A layer; `is_named`: with what its people are called, which no request needs."""
    return {
        "name": layer.name,
        "start": layer.start.isoformat(),
        "end": None if layer.end is None else layer.end.isoformat(),
        "rotation_virtual_start": layer.rotation_virtual_start.isoformat(),
        "rotation_turn_length_seconds": layer.rotation_turn_length_seconds,
        "users": [{"user": _person(user) if is_named else _reference(user)} for user in layer.users],
        "restrictions": [_restriction(restriction) for restriction in layer.restrictions],
    }


def _restriction(restriction: Restriction) -> Json:
    is_weekly = isinstance(restriction, WeeklyRestriction)
    return {
        "type": "weekly_restriction" if is_weekly else "daily_restriction",
        "start_time_of_day": restriction.start_time_of_day,
        **({"start_day_of_week": restriction.start_day_of_week} if isinstance(restriction, WeeklyRestriction) else {}),
        "duration_seconds": restriction.duration_seconds,
    }


def _entries(timeline: Timeline) -> Json:
    entries: list[Json] = []
    for shift in timeline:
        plain = shift.to_dict()
        entries.append({"start": plain["start"], "end": plain["end"], "user": _person(shift.user)})
    return {
        "rendered_schedule_entries": entries,
        "rendered_coverage_percentage": round(timeline.coverage * 100, 2),
    }


def _override(override: Override) -> Json:
    return {
        "start": override.start.isoformat(),
        "end": override.end.isoformat(),
        "user": _person(override.user),
    }


def _policy(policy: EscalationPolicy) -> Json:
    if policy.empty_rules != "skip":
        expected = f"'skip' to write the escalation policy {policy.id!r}: PagerDuty skips a rule that reaches nobody"
        raise InvalidValueError("empty_rules", expected, policy.empty_rules)
    return {
        "name": policy.name,
        "description": policy.description,
        "num_loops": policy.num_loops,
        "escalation_rules": [_rule(rule) for rule in policy.rules],
    }


def _rule(rule: EscalationRule) -> Json:
    targets = [
        {"id": target.id, "type": "user_reference" if isinstance(target, User) else "schedule_reference"}
        for target in rule.targets
    ]
    strategy = {"type": rule.escalation_rule_assignment_strategy}  # an object, as the Terraform provider sends it
    return {
        "escalation_delay_in_minutes": rule.escalation_delay_in_minutes,
        "targets": targets,
        **({"escalation_rule_assignment_strategy": strategy} if rule.is_round_robin else {}),
    }


def _service(service: Service) -> Json:
    return {
        "id": service.id,
        "type": "service",
        "name": service.name,
        "description": service.description,
        "acknowledgement_timeout": service.acknowledgement_timeout,
        "auto_resolve_timeout": service.auto_resolve_timeout,
        "escalation_policy": {"id": service.escalation_policy.id, "type": "escalation_policy_reference"},
    }


def _user(user: User) -> Json:
    return {"id": user.id, "type": "user", "name": user.name, "email": user.email, "time_zone": user.time_zone}


def _reference(user: User) -> Json:
    return {"id": user.id, "type": "user_reference"}


def _person(user: User) -> Json:
    return {**_reference(user), "summary": user.name}
