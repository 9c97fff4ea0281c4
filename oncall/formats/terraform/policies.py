"""`pagerduty_escalation_policy` and `pagerduty_service` blocks as policies and services."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import attrs

from oncall.formats.terraform.arguments import Arguments
from oncall.formats.terraform.schema import ESCALATION_POLICY, SERVICE
from oncall.formats.terraform.values import Reference, RefusedError, Resource, shown
from oncall.model import EscalationPolicy, EscalationRule, Schedule, Service, User

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from oncall.errors import Location
    from oncall.formats.terraform.expressions import Scope
    from oncall.formats.terraform.people import People
    from oncall.formats.terraform.report import Report
    from oncall.formats.terraform.syntax import Block
    from oncall.formats.terraform.values import Value

T = TypeVar("T")

# What stands in for a wrong value while the others are tried; none of it comes out.
_SOMEBODY = (User("somebody"),)
_A_RULE = {"escalation_delay_in_minutes": 1, "targets": _SOMEBODY}
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
    """What policies and services point at: `schedules` and `policies` are those without fault, of the `declared`."""

    scope: Scope
    people: People
    report: Report
    declared: Collection[str]
    schedules: Mapping[str, Schedule]
    policies: Mapping[str, EscalationPolicy]


def escalation_policy(address: str, block: Block, around: Surroundings) -> EscalationPolicy | None:
    """The policy of a block, its rules in the order of the file; None once what is wrong with it is reported."""
    arguments = Arguments(block, ESCALATION_POLICY, address, around.scope, around.report)
    rules = [_rule(arguments.nested(nested), around) for nested in arguments.blocks("rule")]
    if not rules and "rule" not in arguments.failed:
        arguments.fail("rule", "an escalation policy needs at least one `rule` block", block.at)
    if None in rules or not rules:
        arguments.failed.update(("rule", "rules"))
    values = {
        "name": arguments.text("name"),
        "num_loops": arguments.whole("num_loops") or 0,
        "rules": [rule for rule in rules if rule is not None],
        "description": arguments.optional_text("description"),
        "id": address,
        "where": block.at,
    }
    return arguments.built(EscalationPolicy, values, _A_POLICY)


def _rule(arguments: Arguments, around: Surroundings) -> EscalationRule | None:
    for block in arguments.blocks("escalation_rule_assignment_strategy"):
        strategy = arguments.nested(block)
        if strategy.text("type") not in {None, "assign_to_everyone"} or strategy.failed:
            strategy.fail("type", "only the strategy assign_to_everyone is understood yet")
            arguments.failed.add("escalation_rule_assignment_strategy")
    targets = [_target(arguments.nested(block), around) for block in arguments.blocks("target")]
    if not targets and "target" not in arguments.failed:
        arguments.fail("target", "a rule needs at least one `target` block", arguments.block.at)
    if None in targets or not targets:
        arguments.failed.update(("target", "targets"))
    values = {
        "escalation_delay_in_minutes": arguments.whole("escalation_delay_in_minutes"),
        "targets": [target for target in targets if target is not None],
        "where": arguments.block.at,
    }
    return arguments.built(EscalationRule, values, _A_RULE)


def _target(arguments: Arguments, around: Surroundings) -> User | Schedule | None:
    written = arguments.text("type")
    type_ = _TARGET_TYPES.get(written or "user_reference")
    value, at = arguments.value("id"), arguments.place("id")
    if type_ is None:
        arguments.fail("type", f"`type` must be user_reference or schedule_reference, got {written!r}")
    if arguments.failed or type_ is None:
        return None
    if isinstance(value, Reference) and value.type != type_:
        _refuse_mismatch(arguments, value, written)
        return None
    try:
        if type_ == "pagerduty_user":
            return around.people.user(value, at, arguments.address)
        return _pointed_at(value, at, type_, around.declared, around.schedules)
    except RefusedError as error:
        arguments.refuse("id", error)
        return None


def _refuse_mismatch(arguments: Arguments, value: Reference, written: str | None) -> None:
    is_given = f"`type` is {written!r}" if written else "`type` is 'user_reference' where it is not set"
    right = next((name for name, type_ in _TARGET_TYPES.items() if type_ == value.type), None)
    advice = f': write type = "{right}"' if right else ", which is neither a pagerduty_user nor a pagerduty_schedule"
    arguments.fail("type", f"{is_given}, but `id` is that of `{value.address}`{advice}")


def _pointed_at(value: Value, at: Location, type_: str, declared: Collection[str], sound: Mapping[str, T]) -> T | None:
    """The schedule or policy that an id stands for; None where it is declared, but has faults of its own.

    Raises:
        RefusedError: nothing is known of it here.
    """
    match value:
        case Reference(address) if value.type == type_ and value.is_data:
            raise RefusedError(f"nothing is known of `{address}` here: it is kept in PagerDuty, not in these files", at)
        case Reference(address) if value.type == type_ and address in declared:
            return sound.get(address)
        case Reference(address) if value.type == type_:
            raise RefusedError(f"`{address}` is declared nowhere", at, because_of_absence=True)
        case Reference(address):
            raise RefusedError(f"the id of a {type_} is needed here, not that of `{address}`", at)
        case Resource(address):
            raise RefusedError(f"the id is needed here: write `{address}.id`", at)
        case str():
            raise RefusedError(f"nothing is known of the {type_} with the id {value!r} here: refer to its block", at)
        case _:
            raise RefusedError(f"the id of a {type_} is needed here, not {shown(value)}", at)


def service(address: str, block: Block, around: Surroundings) -> Service | None:
    """The service of a block; None once what is wrong with it is reported, or its policy is not in these files."""
    arguments = Arguments(block, SERVICE, address, around.scope, around.report)
    policy = _policy(arguments, around)
    values = {
        "name": arguments.text("name"),
        "escalation_policy": policy,
        "acknowledgement_timeout": _timeout(arguments, "acknowledgement_timeout", 1800),
        "auto_resolve_timeout": _timeout(arguments, "auto_resolve_timeout", 14_400),
        "description": arguments.optional_text("description"),
        "id": address,
        "where": block.at,
    }
    return arguments.built(Service, values, _A_SERVICE)


def _policy(arguments: Arguments, around: Surroundings) -> EscalationPolicy | None:
    name, type_ = "escalation_policy", "pagerduty_escalation_policy"
    value, at = arguments.value(name), arguments.place(name)
    found: EscalationPolicy | None = None
    if isinstance(value, str) or (isinstance(value, Reference) and value.type == type_ and value.is_data):
        what = repr(value) if isinstance(value, str) else f"`{value.address}`"
        message = f"the service is left out: its policy {what} is kept in PagerDuty, not in these files"
        around.report.warning(message, at, arguments.address)
    elif value is not None:
        try:
            found = _pointed_at(value, at, type_, around.declared, around.policies)
        except RefusedError as error:
            arguments.refuse(name, error)
    if found is None:
        arguments.failed.add(name)
    return found


def _timeout(arguments: Arguments, name: str, default: int) -> int | None:
    """Seconds, which the provider takes as a string; `"null"` and 0 switch the timeout off."""
    match arguments.value(name):
        case None:
            return default
        case "null":
            return None
        case _:
            return arguments.whole(name) or None
