"""Schedules and policies in which people of one name are called by their ids too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall.model.schedules import Schedule
from oncall.model.users import User, full_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from oncall.model.escalation import EscalationPolicy


def schedule_in_full(schedule: Schedule) -> Schedule:
    """The schedule, its people called as `full_names` says; itself if that changes nothing."""
    return _schedule(schedule, _changed(full_names(schedule.users)))


def policy_in_full(policy: EscalationPolicy) -> EscalationPolicy:
    """The policy, the people of its rules and of their schedules called so; itself if that changes nothing."""
    targets = [target for rule in policy.rules for target in rule.targets]
    people = [user for each in targets for user in (each.users if isinstance(each, Schedule) else (each,))]
    changed = _changed(full_names(people))
    if not changed:
        return policy
    rules = [attrs.evolve(rule, targets=[_target(each, changed) for each in rule.targets]) for rule in policy.rules]
    return attrs.evolve(policy, rules=rules)


def _changed(names: Mapping[User, str]) -> dict[User, User]:
    """Those who are called otherwise than by their name."""
    return {user: attrs.evolve(user, name=name) for user, name in names.items() if name != user.name}


def _target(target: Schedule | User, changed: Mapping[User, User]) -> Schedule | User:
    return changed.get(target, target) if isinstance(target, User) else _schedule(target, changed)


def _schedule(schedule: Schedule, changed: Mapping[User, User]) -> Schedule:
    if changed.keys().isdisjoint(schedule.users):
        return schedule
    return attrs.evolve(
        schedule,
        layers=[
            attrs.evolve(layer, users=[changed.get(user, user) for user in layer.users]) for layer in schedule.layers
        ],
        overrides=[attrs.evolve(each, user=changed.get(each.user, each.user)) for each in schedule.overrides],
    )
