"""Everything that was found as one configuration: users first, since each kind points at those before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import attrs

from oncall.formats.resources.people import People
from oncall.formats.resources.policies import Surroundings, escalation_policy, service
from oncall.formats.resources.schedules import schedule
from oncall.model import Configuration

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from oncall.formats.resources.bodies import Declared, DeclaredOverride, Found
    from oncall.formats.resources.report import Report

T = TypeVar("T")


def configuration(found: Found, report: Report) -> Configuration:
    """Every resource that was found and can be read; what is wrong with the others, or not known, is in the report."""
    declared = _each_once(found.declared, report)
    real_ids = _by_real_id(declared)
    declared = [each for each in declared if real_ids.get(each.real_id, each.id) == each.id]
    users = (each for each in declared if each.type == "pagerduty_user")
    people = People(users, real_ids, found.names, found.families, report)
    above = _by_schedule(found.overrides, declared, real_ids, report)
    schedules = _made(declared, "pagerduty_schedule", lambda it: schedule(it, people, report, above.get(it.id, ())))
    around = Surroundings(
        people, report, {each.id for each in declared if not each.is_data}, real_ids, schedules, policies={}
    )
    policies = _made(declared, "pagerduty_escalation_policy", lambda it: escalation_policy(it, around))
    around = attrs.evolve(around, policies=policies)
    return Configuration(
        schedules=schedules.values(),
        escalation_policies=policies.values(),
        services=_made(declared, "pagerduty_service", lambda it: service(it, around)).values(),
        users=people.everybody(),
        suppressions=found.suppressions,
    )


def _made(declared: Iterable[Declared], type_: str, make: Callable[[Declared], T | None]) -> dict[str, T]:
    """What is made of the declared resources of a type, by id; nothing of those with mistakes in their syntax."""
    return {
        each.id: made
        for each in declared
        if each.type == type_ and not each.is_data and each.body.is_sound and (made := make(each)) is not None
    }


def _each_once(declared: Iterable[Declared], report: Report) -> list[Declared]:
    found: dict[str, Declared] = {}
    for each in declared:
        first = found.setdefault(each.id, each)
        if first is not each and (each.type != "pagerduty_user" or each.is_written):
            report.error(f"it is declared twice, first at {first.body.at}", each.body.at, each.id)
    return list(found.values())


def _by_real_id(declared: Iterable[Declared]) -> dict[str, str]:
    """The ids of resources by the id that the paging service knows them by, and by the addresses of what is the same.

    What several addresses stand for, as a user who is looked up twice, is the first of them, a managed one if there is.
    """
    found: dict[str, str] = {}
    several: dict[str, list[str]] = {}
    for each in sorted(declared, key=lambda each: each.is_data):
        if each.real_id:
            found.setdefault(each.real_id, each.id)
            several.setdefault(each.real_id, []).append(each.id)
    return found | {id_: ids[0] for ids in several.values() for id_ in ids[1:]}


def _by_schedule(
    overrides: Iterable[DeclaredOverride], declared: Iterable[Declared], real_ids: dict[str, str], report: Report
) -> dict[str, list[DeclaredOverride]]:
    """The overrides by the id of their schedule; of those that are of none there is a warning."""
    schedules = [each.id for each in declared if each.type == "pagerduty_schedule" and not each.is_data]
    found: dict[str, list[DeclaredOverride]] = {}
    for each in overrides:
        id_ = real_ids.get(each.schedule, each.schedule)
        if not id_ and len(schedules) == 1:
            id_ = schedules[0]
        found.setdefault(id_, []).append(each)
        if id_ not in schedules:
            what = f"the schedule {id_!r} is not there" if id_ else "nothing says which schedule it is of"
            report.warning(f"an override is left out: {what}", each.body.at)
    return found
