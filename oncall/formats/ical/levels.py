"""Levels: where escalation policies use a schedule or a person, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.chronology.words import duration, listing
from oncall.model.users import User

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from oncall.model import EscalationPolicy, EscalationRule, Layer
    from oncall.model.pages import Target


def numbers(target: Target, policy: EscalationPolicy) -> list[int]:
    """The levels of a policy, counted from 1, whose rules name a target."""
    return [number for number, rule in enumerate(policy.rules, 1) if target.id in {each.id for each in rule.targets}]


def called(levels: Sequence[int]) -> str:
    """`level 2`, or `levels 1 and 3`."""
    return f"level{'s' if len(levels) > 1 else ''} {listing(map(str, levels))}"


def level_lines(target: Target, policies: Iterable[EscalationPolicy]) -> tuple[str, ...]:
    """A line for each level that a target is on: `Level 2 of Checkout, after 5 minutes`.

    That is how long after the trigger the level is reached in the first pass; `after at most` where a level before it
    may have nobody, and is skipped then, even once all layers have begun. The policies are in the order of their names.
    """
    return tuple(
        f"Level {number} of {policy.name}{_after(policy, number)}{_in_turn(policy, number)}"
        for policy in sorted(policies, key=lambda policy: (policy.name, policy.id))
        for number in numbers(target, policy)
    )


def _after(policy: EscalationPolicy, number: int) -> str:
    if number == 1:
        return ""
    before = policy.rules[: number - 1]
    is_exact = policy.empty_rules == "wait" or all(map(_always_has_somebody, before))
    return f", after {'' if is_exact else 'at most '}{duration(sum(rule.delay_seconds for rule in before))}"


def _always_has_somebody(rule: EscalationRule) -> bool:
    """Whether a rule reaches somebody at any time once its layers have begun, as can be seen at once."""
    is_enough = all if rule.is_round_robin else any
    return is_enough(isinstance(target, User) or any(map(_is_always_there, target.layers)) for target in rule.targets)


def _is_always_there(layer: Layer) -> bool:
    return layer.end is None and not layer.restrictions


def _in_turn(policy: EscalationPolicy, number: int) -> str:
    rule = policy.rules[number - 1]
    return ", in turn with the others there" if rule.is_round_robin and len(rule.targets) > 1 else ""
