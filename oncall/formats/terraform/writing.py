"""A configuration as Terraform text, in the layout of `terraform fmt`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO
from unicodedata import normalize

import attrs

from oncall.chronology.instants import to_written, written_seconds
from oncall.errors import InvalidValueError, NotAnInstantError
from oncall.formats.terraform import naming
from oncall.formats.terraform.layout import Block, laid_out, quoted
from oncall.model import Configuration, Schedule, User, WeeklyRestriction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from oncall.chronology.instants import DateTime
    from oncall.model import DailyRestriction, EscalationPolicy, EscalationRule, Layer, Service

_ACKNOWLEDGEMENT_TIMEOUT, _AUTO_RESOLVE_TIMEOUT = 1800, 14_400  # what the provider takes where nothing is written
_FIRST_SECOND = "00"


def dump(configuration: Configuration, file: TextIO) -> None:
    """Writes what `dumps` gives to a file that is open for text in UTF-8.

    Raises:
        InvalidValueError: as `dumps`; nothing is written then.
    """
    file.write(dumps(configuration))


def dumps(configuration: Configuration) -> str:
    """The configuration as the text of one `.tf` file in the layout of `terraform fmt`, which `loads` reads back.

    Users come first, then schedules, policies and services, each in the order of the configuration, then those that are
    only referred to. The same configuration gives the same text, on any machine.

    What has a plain address (`pagerduty_user.alice`, `data.pagerduty_user.carol`) is declared by it. No file can
    declare what stands in a module or has a key (`module.eu.pagerduty_user.person["alice"]`), nor a schedule, policy or
    service whose id is a REST id or a name: each gets a label made from its id (`eu_person_alice`), is referred to by
    that, and is read back with that address. A person whose id is no address (`PABC123`) is written as that id; neither
    their name, email and zone nor a person whom nothing refers to can be written then. Of a data source the email alone
    is.

    References stay references. Times keep the offset that they were written with; where it has seconds, which RFC 3339
    knows not, they are written in UTC. Texts are composed to NFC, as Terraform composes every string it reads: what
    was not NFC is read back composed. A configuration without a provider block is not complete: add yours.

    Raises:
        InvalidValueError: Terraform cannot say it: a schedule with overrides or without layers, a layer whose
            `rotation_virtual_start` or `end` is not on a full minute, a time in UTC outside of the years 1 to 9999, a
            policy whose empty rules wait, a text with lone surrogates, two different things of one kind with one id.

    Examples:
        >>> print(dumps(Configuration(users=[User("pagerduty_user.bob", name="Bob", email="bob@example.com")])), end="")
        resource "pagerduty_user" "bob" {
          name  = "Bob"
          email = "bob@example.com"
        }
    """
    whole = _with_everything_referred_to(configuration)
    names = _Names.of(whole)
    return laid_out(
        (
            *(_declared(user, names) for user in whole.users.values() if _is_declared(user)),
            *(_looked_up(user, names) for user in whole.users.values() if naming.is_data_address(user.id)),
            *(_schedule(schedule, names) for schedule in whole.schedules.values()),
            *(_policy(policy, names) for policy in whole.escalation_policies.values()),
            *(_service(service, names) for service in whole.services.values()),
        )
    )


def _with_everything_referred_to(configuration: Configuration) -> Configuration:
    services = tuple(configuration.services.values())
    policies = (*configuration.escalation_policies.values(), *(service.escalation_policy for service in services))
    targets = [target for policy in policies for rule in policy.rules for target in rule.targets]
    referred = (target for target in targets if isinstance(target, Schedule))
    schedules = (*configuration.schedules.values(), *referred)
    in_layers = (user for schedule in schedules for layer in schedule.layers for user in layer.users)
    paged = (target for target in targets if isinstance(target, User))
    return Configuration(
        users=(*configuration.users.values(), *in_layers, *paged),
        schedules=schedules,
        escalation_policies=policies,
        services=services,
    )


# --- Names ------------------------------------------------------------------------------------------------------------


def _is_declared(user: User) -> bool:
    return naming.is_user_address(user.id) and not naming.is_data_address(user.id)


@attrs.frozen
class _Names:
    """The addresses of all things by their ids, a mapping for each kind; people known by a literal are in none."""

    users: Mapping[str, str]
    schedules: Mapping[str, str]
    policies: Mapping[str, str]
    services: Mapping[str, str]

    @classmethod
    def of(cls, whole: Configuration) -> _Names:
        """The names in a configuration that holds everything that it refers to."""
        users = tuple(whole.users.values())
        _refuse_merging([user.id for user in users if not naming.is_user_address(user.id)])
        declared = naming.addresses((user for user in users if _is_declared(user)), "pagerduty_user.")
        looked_up = (user for user in users if naming.is_data_address(user.id))
        return cls(
            users={**declared, **naming.addresses(looked_up, "data.pagerduty_user.")},
            schedules=naming.addresses(whole.schedules.values(), "pagerduty_schedule."),
            policies=naming.addresses(whole.escalation_policies.values(), "pagerduty_escalation_policy."),
            services=naming.addresses(whole.services.values(), "pagerduty_service."),
        )

    def user(self, user: User) -> str:
        """The expression of a person's id."""
        if user.id not in self.users:
            return quoted(user.id, "id", f"the user {user.id!r}")
        return naming.reference(self.users[user.id])


def _refuse_merging(literals: list[str]) -> None:
    composed: dict[str, str] = {}
    for id_ in literals:
        other = composed.setdefault(normalize("NFC", id_), id_)
        if other != id_:
            expected = f"another text than {other!r} once it is composed to NFC, as Terraform composes it"
            raise InvalidValueError("id", expected, id_)


# --- Blocks -----------------------------------------------------------------------------------------------------------


def _declared(user: User, names: _Names) -> Block:
    subject = f"the user {user.id!r}"
    return Block(
        naming.labelled(names.users[user.id]),
        [
            ("name", quoted(user.name, "name", subject)),
            ("email", _optional(user.email, "email", subject)),
            ("time_zone", _optional(user.time_zone or "", "time_zone", subject)),
        ],
    )


def _looked_up(user: User, names: _Names) -> Block:
    email = _optional(user.email, "email", f"the user {user.id!r}")
    return Block(naming.labelled(names.users[user.id]), [("email", email)])


def _schedule(schedule: Schedule, names: _Names) -> Block:
    subject = f"the schedule {schedule.id!r}"
    if schedule.overrides:
        way_out = "write them with the REST API, or leave them out: attrs.evolve(schedule, overrides=())"
        expected = f"empty to write {subject} as Terraform, which has no resource for overrides ({way_out})"
        raise InvalidValueError("overrides", expected, len(schedule.overrides))
    if not schedule.layers:
        expected = f"at least one to write {subject} as Terraform, which requires a `layer`; add a Layer to it"
        raise InvalidValueError("layers", expected, schedule.layers)
    return Block(
        naming.labelled(names.schedules[schedule.id]),
        [
            ("name", quoted(schedule.name, "name", subject)),
            ("time_zone", quoted(schedule.time_zone, "time_zone", subject)),
            ("description", _optional(schedule.description, "description", subject)),
        ],
        [_layer(layer, f"layer {number} of {subject}", names) for number, layer in enumerate(schedule.layers, start=1)],
    )


def _layer(layer: Layer, subject: str, names: _Names) -> Block:
    virtual_start = layer.rotation_virtual_start
    return Block(
        "layer",
        [
            ("name", _optional(layer.name, "name", subject)),
            ("start", f'"{_moment(layer.start, "start", subject)}"'),
            ("end", f'"{_full_minute(layer.end, "end", subject)}"' if layer.end else None),
            ("rotation_virtual_start", f'"{_full_minute(virtual_start, "rotation_virtual_start", subject)}"'),
            ("rotation_turn_length_seconds", str(layer.rotation_turn_length_seconds)),
            ("users", tuple(names.user(user) for user in layer.users)),
        ],
        [_restriction(restriction) for restriction in layer.restrictions],
    )


def _restriction(restriction: DailyRestriction | WeeklyRestriction) -> Block:
    type_, day = "daily_restriction", None
    if isinstance(restriction, WeeklyRestriction):
        type_, day = "weekly_restriction", str(restriction.start_day_of_week)
    return Block(
        "restriction",
        [
            ("type", f'"{type_}"'),
            ("start_day_of_week", day),
            ("start_time_of_day", f'"{restriction.start_time_of_day}"'),
            ("duration_seconds", str(restriction.duration_seconds)),
        ],
    )


def _policy(policy: EscalationPolicy, names: _Names) -> Block:
    subject = f"the escalation policy {policy.id!r}"
    if policy.empty_rules != "skip":
        expected = f"'skip' to write {subject} as Terraform: PagerDuty skips a rule that reaches nobody"
        raise InvalidValueError("empty_rules", expected, policy.empty_rules)
    return Block(
        naming.labelled(names.policies[policy.id]),
        [
            ("name", quoted(policy.name, "name", subject)),
            ("description", _optional(policy.description, "description", subject)),
            ("num_loops", str(policy.num_loops)),
        ],
        [_rule(rule, names) for rule in policy.rules],
    )


def _rule(rule: EscalationRule, names: _Names) -> Block:
    delay = str(rule.escalation_delay_in_minutes)
    strategy = Block("escalation_rule_assignment_strategy", [("type", '"round_robin"')])
    targets = (_target(target, names) for target in rule.targets)
    blocks = (strategy, *targets) if rule.is_round_robin else targets
    return Block("rule", [("escalation_delay_in_minutes", delay)], blocks)


def _target(target: User | Schedule, names: _Names) -> Block:
    if isinstance(target, User):
        return Block("target", [("type", '"user_reference"'), ("id", names.user(target))])
    schedule = naming.reference(names.schedules[target.id])
    return Block("target", [("type", '"schedule_reference"'), ("id", schedule)])


def _service(service: Service, names: _Names) -> Block:
    subject = f"the service {service.id!r}"
    return Block(
        naming.labelled(names.services[service.id]),
        [
            ("name", quoted(service.name, "name", subject)),
            ("description", _optional(service.description, "description", subject)),
            ("escalation_policy", naming.reference(names.policies[service.escalation_policy.id])),
            ("acknowledgement_timeout", _timeout(service.acknowledgement_timeout, _ACKNOWLEDGEMENT_TIMEOUT)),
            ("auto_resolve_timeout", _timeout(service.auto_resolve_timeout, _AUTO_RESOLVE_TIMEOUT)),
        ],
    )


# --- Values -----------------------------------------------------------------------------------------------------------


def _optional(text: str, field: str, subject: str) -> str | None:
    return quoted(text, field, subject) if text else None


def _timeout(seconds: int | None, default: int) -> str | None:
    """A string, as the provider has it; none where it is what the provider takes anyway."""
    if seconds == default:
        return None
    return '"null"' if seconds is None else f'"{seconds}"'


def _moment(moment: DateTime, field: str, subject: str) -> str:
    """RFC 3339 with the moment's own offset; in UTC, where that has seconds."""
    offset = moment.utcoffset()
    assert offset is not None, "a layer's times have an offset"
    if offset.seconds % 60 == 0:
        return moment.isoformat().removesuffix("+00:00") + ("" if offset else "Z")
    try:
        return _moment(to_written(written_seconds(moment)), field, subject)
    except NotAnInstantError as error:
        expected = (
            f"within the years 1 to 9999 in UTC to write {subject} as Terraform; give its offset in whole minutes"
        )
        raise InvalidValueError(field, expected, moment.isoformat()) from error


def _full_minute(moment: DateTime, field: str, subject: str) -> str:
    text = _moment(moment, field, subject)
    if text[17:19] != _FIRST_SECOND:
        expected = f"on a full minute to write {subject} as Terraform, whose provider refuses seconds; round it"
        raise InvalidValueError(field, expected, moment.isoformat())
    return text
