"""Declared escalation policies and services as the model's."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import attrs

from oncall.formats.resources.arguments import Arguments
from oncall.formats.resources.schema import ESCALATION_POLICY, SERVICE
from oncall.formats.resources.values import PLAN_ADVICE, Reference, RefusedError, Resource, Unknown, shown
from oncall.model import EscalationPolicy, EscalationRule, Schedule, Service, User

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from oncall.errors import Location
    from oncall.formats.resources.bodies import Declared
    from oncall.formats.resources.people import People
    from oncall.formats.resources.report import Report
    from oncall.formats.resources.values import Value

T = TypeVar("T")

_STRATEGY = "escalation_rule_assignment_strategy"
_TO_EVERYONE = "assign_to_everyone"
_STRATEGIES = (_TO_EVERYONE, "round_robin")

# What stands in for a wrong value while the others are tried; none of it comes out.
_SOMEBODY = (User("somebody"),)
_A_RULE = {"escalation_delay_in_minutes": 1, "targets": _SOMEBODY, _STRATEGY: _TO_EVERYONE}
_RULES = (EscalationRule(escalation_delay_in_minutes=1, targets=_SOMEBODY),)
_A_POLICY = {"name": "a policy", "num_loops": 0, "rules": _RULES}
_A_SERVICE = {
    "name": "a service",
    "escalation_policy": EscalationPolicy(name="a policy", rules=_RULES),
    "acknowledgement_timeout": None,
    "auto_resolve_timeout": None,
}
# The short forms are those of configurations written for Terraform 0.11; PagerDuty takes them.
_TARGET_TYPES = {
    "user_reference": "pagerduty_user",
    "user": "pagerduty_user",
    "schedule_reference": "pagerduty_schedule",
    "schedule": "pagerduty_schedule",
}


@attrs.frozen
class Surroundings:
    """What policies and services point at: `schedules` and `policies` are those that were read, of the `declared`.

    `real_ids` are the addresses of resources by the id that the paging service knows them by.
    """

    people: People
    report: Report
    declared: Collection[str]
    real_ids: Mapping[str, str]
    schedules: Mapping[str, Schedule]
    policies: Mapping[str, EscalationPolicy]


class _LeftOutError(Exception):
    """Something points at what is not in the inputs, or was left out itself; `args[0]` says so."""


def escalation_policy(found: Declared, around: Surroundings) -> EscalationPolicy | None:
    """The policy that is declared, its rules in their order; None once what is wrong with it is reported."""
    arguments = Arguments(found.body, ESCALATION_POLICY, found.id, around.report, is_written=found.is_written)
    rules = [_rule(arguments.nested(nested), around) for nested in arguments.blocks("rule")]
    if not rules and "rule" not in arguments.failed:
        arguments.fail("rule", "an escalation policy needs at least one `rule` block", found.body.at)
    if None in rules or not rules:
        arguments.failed.update(("rule", "rules"))
    values = {
        "name": _name(arguments, found),
        "num_loops": arguments.whole("num_loops") or 0,
        "rules": [rule for rule in rules if rule is not None],
        "description": arguments.optional_text("description"),
        "id": found.id,
        "where": found.body.at,
    }
    return arguments.built(EscalationPolicy, values, _A_POLICY)


def _name(arguments: Arguments, found: Declared) -> str:
    """The name, or the label where it is not known; one that is missing is reported."""
    if "name" not in found.body.arguments:
        arguments.text("name")
    return arguments.optional_text("name") or found.label


def _rule(arguments: Arguments, around: Surroundings) -> EscalationRule | None:
    strategies = [_strategy(arguments.nested(body)) for body in arguments.blocks(_STRATEGY)]
    if None in strategies:
        arguments.failed.add(_STRATEGY)
    targets = [_target(arguments.nested(body), around) for body in arguments.blocks("target")]
    if not targets and "target" not in arguments.failed and arguments.body.is_sound:
        arguments.fail("target", "a rule needs at least one `target` block", arguments.body.at)
    if None in targets or not targets:
        arguments.failed.update(("target", "targets"))
    values = {
        "escalation_delay_in_minutes": arguments.whole("escalation_delay_in_minutes"),
        "targets": [target for target in targets if target is not None],
        _STRATEGY: strategies[-1] if strategies else _TO_EVERYONE,
        "where": arguments.body.at,
    }
    return arguments.built(EscalationRule, values, _A_RULE)


def _strategy(arguments: Arguments) -> str | None:
    """Whom a rule notifies; None once what is wrong with it is reported."""
    written = arguments.text("type")
    if arguments.failed:
        return None
    if written is not None and written not in _STRATEGIES:
        arguments.fail("type", f"`type` must be {' or '.join(_STRATEGIES)}, got {written!r}")
        return None
    return written or _TO_EVERYONE


def _target(arguments: Arguments, around: Surroundings) -> User | Schedule | None:
    written = arguments.text("type")
    type_ = _TARGET_TYPES.get(written or "user_reference")
    value, at = arguments.value("id"), arguments.place("id")
    if type_ is None and "type" not in arguments.failed:
        arguments.fail("type", f"`type` must be user_reference or schedule_reference, got {written!r}")
    if arguments.failed or type_ is None:
        return None
    if isinstance(value, Reference) and value.type.startswith("pagerduty_") and value.type != type_:
        _refuse_mismatch(arguments, value, written)
        return None
    if isinstance(value, Unknown) and (type_ != "pagerduty_user" or not value.is_identity):
        arguments.lack("id", value)
        return None
    try:
        if type_ == "pagerduty_user":
            return around.people.user(value, at, arguments.address)
        return _pointed_at(value, at, type_, around, around.schedules)
    except RefusedError as error:
        arguments.refuse("id", error)
    except _LeftOutError as error:
        arguments.leave_out("id", str(error))
    return None


def _refuse_mismatch(arguments: Arguments, value: Reference, written: str | None) -> None:
    is_given = f"`type` is {written!r}" if written else "`type` is 'user_reference' where it is not set"
    right = next((name for name, type_ in _TARGET_TYPES.items() if type_ == value.type), None)
    advice = f': write type = "{right}"' if right else ", which is neither a pagerduty_user nor a pagerduty_schedule"
    arguments.fail("type", f"{is_given}, but `id` is that of `{value.address}`{advice}")


def _pointed_at(value: Value, at: Location, type_: str, around: Surroundings, read: Mapping[str, T]) -> T:
    """The schedule or policy that an id stands for.

    Raises:
        RefusedError: the id is no such id, or that of something that is declared nowhere.
        _LeftOutError: nothing is known of it here, or it is left out itself.
    """
    match value:
        case Reference(address) if value.type == type_ or not value.type.startswith("pagerduty_"):
            id_, shown_id = address, f"`{address}`"
        case Reference(address):
            raise RefusedError(f"the id of a {type_} is needed here, not that of `{address}`", at)
        case Resource(address):
            raise RefusedError(f"the id is needed here: write `{address}.id`", at)
        case str():
            id_, shown_id = value, repr(value)
        case _:
            raise RefusedError(f"the id of a {type_} is needed here, not {shown(value)}", at)
    id_ = around.real_ids.get(id_, id_)
    if id_ in read:
        return read[id_]
    if id_ in around.declared:
        raise _LeftOutError(f"{shown_id}, which it points at, is left out or wrong itself")
    if isinstance(value, Reference) and value.type == type_ and not value.is_data:
        raise RefusedError(f"`{id_}` is declared nowhere", at, because_of_absence=True)
    raise _LeftOutError(f"nothing is known of the {type_} {shown_id} here, which is kept elsewhere; {PLAN_ADVICE}")


def service(found: Declared, around: Surroundings) -> Service | None:
    """The service that is declared; None once what is wrong with it is reported, or its policy is not there."""
    arguments = Arguments(found.body, SERVICE, found.id, around.report, is_written=found.is_written)
    values = {
        "escalation_policy": _policy(arguments, around),
        "name": _name(arguments, found),
        "acknowledgement_timeout": _timeout(arguments, "acknowledgement_timeout", 1800),
        "auto_resolve_timeout": _timeout(arguments, "auto_resolve_timeout", 14_400),
        "description": arguments.optional_text("description"),
        "id": found.id,
        "where": found.body.at,
    }
    return arguments.built(Service, values, _A_SERVICE)


def _policy(arguments: Arguments, around: Surroundings) -> EscalationPolicy | None:
    name = "escalation_policy"
    value = arguments.value(name)
    if name in arguments.failed:
        return None
    if isinstance(value, Unknown):
        arguments.lack(name, value)
        return None
    try:
        return _pointed_at(value, arguments.place(name), "pagerduty_escalation_policy", around, around.policies)
    except RefusedError as error:
        arguments.refuse(name, error)
    except _LeftOutError as error:
        arguments.leave_out(name, str(error))
    return None


def _timeout(arguments: Arguments, name: str, default: int) -> int | None:
    """Seconds, which the provider takes as a string; `"null"` and 0 switch the timeout off."""
    match arguments.value(name):
        case None:
            return default
        case "null":
            return None
        case _:
            return arguments.whole(name) or None
