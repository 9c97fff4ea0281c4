"""What one of two configurations has and the other could not tell: it is no part of a comparison."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

import attrs

from oncall.errors import Location, Problem
from oncall.formats.resources.report import LEFT_OUT
from oncall.model.addresses import address as parsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from oncall.model import Catalog, Configuration, EscalationPolicy, Schedule

T = TypeVar("T", "Schedule", "EscalationPolicy")

_KEY = re.compile(r'\[(?:[0-9]+|"(?:[^"\\]|\\.)*")\]', re.DOTALL)


def counterparts(before: Configuration, after: Configuration) -> tuple[Configuration, Configuration, tuple[str, ...]]:
    """Both without what is missing in the other one only since it is not known there, and the addresses of all that.

    It would look as if it were added or removed. Where one side alone has a module that cannot be read, that may be
    anything that is not there by its name. Policies that lead to a schedule of that kind are left out too, and
    services with such a policy. Of each schedule and policy that is left out here there is a warning on its side.
    """
    lost_before, lost_after = _lost(before), _lost(after)
    dropped = _missing(before, after, lost_after) | _missing(after, before, lost_before)
    if dropped:
        dropped |= {each for side in (before, after) for each in _leading_to(dropped, side)}
        before, after = _without(before, dropped, "after the change"), _without(after, dropped, "before the change")
    return before, after, tuple(sorted(lost_before | lost_after | dropped))


def _lost(side: Configuration) -> frozenset[str]:
    """The addresses of what a load left out, services aside: nobody compares those."""
    addresses = {each.address for each in side.warnings if each.address and each.message.startswith(LEFT_OUT)}
    return frozenset(each for each in addresses if not ((parts := parsed(each)) and parts.type == "pagerduty_service"))


def _missing(side: Configuration, other: Configuration, lost: AbstractSet[str]) -> set[str]:
    """The addresses of what is here, and is not on the other side, which that may have lost, or all of its kind."""
    if not lost:
        return set()
    is_opaque = any(parsed(each) is None for each in lost - _lost(side))  # a module
    return {*_lacking(side.schedules, other.schedules, lost, is_opaque=is_opaque)} | {
        *_lacking(side.escalation_policies, other.escalation_policies, lost, is_opaque=is_opaque)
    }


def _lacking(things: Catalog[T], others: Catalog[T], lost: AbstractSet[str], *, is_opaque: bool) -> Iterator[str]:
    names = {each.name for each in others.values()}
    for id_, each in things.items():
        if id_ not in others and (not lost.isdisjoint(_holders(id_)) or (is_opaque and each.name not in names)):
            yield id_


def _holders(address: str) -> Iterable[str]:
    """An address and the modules that it is in: each as it is, and as the block that is written for all instances."""
    for text in (address, _KEY.sub("", address)):
        yield text
        yield from (text[: found.start()] for found in re.finditer(r"\.(?=module\.|pagerduty_)", text))


def _leading_to(dropped: AbstractSet[str], side: Configuration) -> set[str]:
    """The addresses of the policies of which a target is one of some schedules."""
    return {
        policy.id
        for policy in side.escalation_policies.values()
        if not dropped.isdisjoint(schedule.id for schedule in policy.schedules)
    }


def _without(side: Configuration, dropped: AbstractSet[str], other: str) -> Configuration:
    things: tuple[Schedule | EscalationPolicy, ...] = (*side.schedules.values(), *side.escalation_policies.values())
    warnings = (_told(each, other) for each in things if each.id in dropped)
    return attrs.evolve(
        side,
        schedules=_kept(side.schedules.values(), dropped),
        escalation_policies=_kept(side.escalation_policies.values(), dropped),
        services=[each for each in side.services.values() if each.escalation_policy.id not in dropped],
        warnings=(*side.warnings, *warnings),
    )


def _told(thing: Schedule | EscalationPolicy, other: str) -> Problem:
    at = thing.where or Location("", 0)
    return Problem(at.path, f"{LEFT_OUT}: what it is {other} is not known here", at, "", thing.id)


def _kept(things: Iterable[T], dropped: AbstractSet[str]) -> list[T]:
    return [each for each in things if each.id not in dropped]
