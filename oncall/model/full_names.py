"""Schedules, policies and configurations in which people of one name are called by their ids too."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

import attrs

from oncall.model.schedules import Schedule
from oncall.model.users import User, full_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from oncall.model.configuration import Configuration
    from oncall.model.escalation import EscalationPolicy


def schedule_in_full(schedule: Schedule) -> Schedule:
    """The schedule, its people called as `full_names` says; itself if that changes nothing."""
    return _schedule(schedule, _changed(full_names(schedule.users)))


def policy_in_full(policy: EscalationPolicy) -> EscalationPolicy:
    """The policy, the people of its rules and of their schedules called so; itself if that changes nothing."""
    changed = _changed(full_names(_people(policy)))
    return _policy(policy, changed, _keeping(changed))


def configuration_in_full(configuration: Configuration) -> Configuration:
    """The configuration, all of its people called so, wherever they are; itself if that changes nothing.

    What several name is one thing for all of them still, with what is worked out for it.
    """
    services = configuration.services.values()
    named = (each.escalation_policy for each in services)
    policies = dict.fromkeys((*configuration.escalation_policies.values(), *named))
    scheduled = (user for schedule in configuration.schedules.values() for user in schedule.users)
    targeted = (user for policy in policies for user in _people(policy))
    changed = _changed(full_names((*configuration.users.values(), *scheduled, *targeted)))
    if not changed:
        return configuration
    schedule = _keeping(changed)
    policy = cache(partial(_policy, changed=changed, schedule=schedule))
    return attrs.evolve(
        configuration,
        users=[changed.get(user, user) for user in configuration.users.values()],
        schedules=[schedule(each) for each in configuration.schedules.values()],
        escalation_policies=[policy(each) for each in configuration.escalation_policies.values()],
        services=[attrs.evolve(each, escalation_policy=policy(each.escalation_policy)) for each in services],
    )


def _people(policy: EscalationPolicy) -> Iterator[User]:
    for target in (target for rule in policy.rules for target in rule.targets):
        yield from target.users if isinstance(target, Schedule) else (target,)


def _changed(names: Mapping[User, str]) -> dict[User, User]:
    """Those who are called otherwise than by their name."""
    return {user: attrs.evolve(user, name=name) for user, name in names.items() if name != user.name}


def _keeping(changed: Mapping[User, User]) -> Callable[[Schedule], Schedule]:
    """What calls the people of a schedule so, and gives the same schedule to all who name it."""
    return cache(partial(_schedule, changed=changed))


def _policy(
    policy: EscalationPolicy, changed: Mapping[User, User], schedule: Callable[[Schedule], Schedule]
) -> EscalationPolicy:
    if changed.keys().isdisjoint(_people(policy)):
        return policy
    rules = [
        attrs.evolve(
            rule,
            targets=[changed.get(each, each) if isinstance(each, User) else schedule(each) for each in rule.targets],
        )
        for rule in policy.rules
    ]
    return attrs.evolve(policy, rules=rules)


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
