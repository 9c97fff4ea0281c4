"""Changes: what one configuration does to people that another one did not."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from oncall.analysis.applied import Applied
from oncall.analysis.exchanges import Customs, Exchange, exchanges
from oncall.analysis.fairness import catalog_of
from oncall.analysis.namesakes import by_name, pairs, renamed_policy, renamed_schedule, same_people
from oncall.analysis.nights import Night
from oncall.analysis.people import policies_of, schedules_of, users_of
from oncall.analysis.policy_diffs import PolicyDiff
from oncall.analysis.schedule_diffs import ScheduleDiff
from oncall.chronology.instants import to_text
from oncall.chronology.spans import UTC_ZONE
from oncall.chronology.zones import Zone
from oncall.model import fields
from oncall.model.schedules import Schedule
from oncall.model.silent_edits import SilentEdit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from oncall.analysis.public_holidays import Day
    from oncall.model.configuration import Catalog, Configuration
    from oncall.model.escalation import EscalationPolicy
    from oncall.model.services import Service
    from oncall.model.users import User


def _silent_edits(values: Iterable[SilentEdit]) -> tuple[SilentEdit, ...]:
    return fields.tuple_of(SilentEdit, "silent_edits", values)


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Change(Applied):
    """The configuration `before`, the one `after`, and what of `[since, until)` is different for people.

    The change takes effect at `applied_at`, and nothing before that is different. Schedules and policies are the same
    if they have one id, or else alone have a name; people if they have one id, or else alone an e-mail address or a
    name. `holidays` are each person's; None: nobody said when those are. `silent_edits` are
    those that the plan of the change does not show.
    """

    before: Configuration
    """The configuration as it was."""
    after: Configuration
    """The configuration with the change."""
    night: Night = attrs.field(factory=Night)
    """Which hours of the wall clock are night, where people live."""
    holidays: Mapping[User, Sequence[Day]] | None = None
    """The public holidays of each person; None: nobody said when those are."""
    silent_edits: tuple[SilentEdit, ...] = attrs.field(default=(), converter=_silent_edits)
    """What the plan of the change does not show."""

    @cached_property
    def renamed_people(self) -> dict[User, User]:
        """Whoever is there under another id than before, and under which."""
        return same_people(users_of(self.before), users_of(self.after))

    @cached_property
    def schedules(self) -> tuple[ScheduleDiff, ...]:
        """What becomes of each schedule: those after the change in order, then those that are removed."""
        people = self.renamed_people
        before = [renamed_schedule(each, people) for each in schedules_of(self.before)]
        return tuple(
            ScheduleDiff(before=old, after=new, since=self._since, until=self._until, applied_at=self._applied_at)
            for old, new in pairs(before, schedules_of(self.after), by_name)
        )

    @cached_property
    def policies(self) -> tuple[PolicyDiff, ...]:
        """What becomes of each escalation policy: those after the change in order, then those that are removed.

        Then what becomes of each service that is given another policy, or that comes or goes while its policy stays.
        """
        people = self.renamed_people
        before = [renamed_policy(each, people) for each in policies_of(self.before)]
        found = pairs(before, policies_of(self.after), by_name)
        return (*(self._policy_diff(old, new) for old, new in found), *self._services(found))

    def _services(
        self, policies: Sequence[tuple[EscalationPolicy | None, EscalationPolicy | None]]
    ) -> Iterator[PolicyDiff]:
        """The services of which the incidents are escalated otherwise, but for what becomes of their policy."""
        becomes = {old.id: new.id for old, new in policies if old is not None and new is not None}
        known = {old.id: old for old, _ in policies if old is not None}
        before, after = (side.services.values() for side in (self.before, self.after))
        for one, other in pairs(before, after, by_name):
            old = None if one is None else known[one.escalation_policy.id]
            new = None if other is None else other.escalation_policy
            if (
                (old is None and new is not None and new.id in becomes.values())
                or (new is None and old is not None and old.id in becomes)
                or (old is not None and new is not None and becomes.get(old.id) != new.id)
            ):
                yield self._policy_diff(old, new, other or one)

    def _policy_diff(
        self, before: EscalationPolicy | None, after: EscalationPolicy | None, service: Service | None = None
    ) -> PolicyDiff:
        return PolicyDiff(
            before=before,
            after=after,
            service=service,
            since=self._since,
            until=self._until,
            applied_at=self._applied_at,
        )

    @property
    def diffs(self) -> tuple[ScheduleDiff | PolicyDiff, ...]:
        """What becomes of each schedule and each policy."""
        return (*self.schedules, *self.policies)

    @property
    def changed_schedules(self) -> tuple[ScheduleDiff, ...]:
        """The schedules in which somebody else is on call at any time of the range."""
        return tuple(each for each in self.schedules if not each.is_empty)

    @property
    def changed_policies(self) -> tuple[PolicyDiff, ...]:
        """The policies of which an incident of the range pages other people, or at other times."""
        return tuple(each for each in self.policies if not each.is_empty)

    @property
    def added(self) -> tuple[ScheduleDiff | PolicyDiff, ...]:
        """The schedules and policies that are only there after the change."""
        return tuple(each for each in self.diffs if each.before is None)

    @property
    def removed(self) -> tuple[ScheduleDiff | PolicyDiff, ...]:
        """The schedules and policies that are only there before it."""
        return tuple(each for each in self.diffs if each.after is None)

    @property
    def renamed(self) -> tuple[ScheduleDiff | PolicyDiff, ...]:
        """The schedules and policies that have another id or name."""
        return tuple(each for each in self.diffs if each.is_renamed)

    @cached_property
    def exchanges(self) -> tuple[Exchange, ...]:
        """What everybody gains and loses of whom the change takes or gives anything; whoever has most of it first.

        Nights and weekends are those of the zone in which they live after the change.
        """
        people = {user: user for user in users_of(self.after)}
        changes = (
            (attrs.evolve(each, before=each.before and people.get(each.before, each.before)), Zone.named(diff.zone))
            for diff in self.changed_schedules
            for each in diff.reassignments
        )
        return exchanges(changes, Customs(night=self.night, holidays=self.holidays))

    @property
    def is_empty(self) -> bool:
        """Whether in all the range the same people are on call, and every incident pages them at the same times."""
        return not self.changed_schedules and not self.changed_policies

    @cached_property
    def is_empty_for_ever(self) -> bool:
        """Whether it is proved that nothing is ever different for anybody from `applied_at` on."""
        return all(
            each.proof is not None and each.proof.holds and each.proof.until is None for each in self.schedules
        ) and all(self._has_same_rules(each) for each in self.policies)

    @property
    def zone(self) -> str:
        """Where times are shown that are not one schedule's: in the zone of the first schedule, else in UTC."""
        return next((each.zone for each in self.schedules), UTC_ZONE)

    @property
    def applied_second(self) -> int:
        """When the change takes effect, as UTC second."""
        return self._applied_at

    def _has_same_rules(self, diff: PolicyDiff) -> bool:
        """Whether the rules are the same, and their schedules are those that the schedules before have become."""
        partners = {each.before.id: each.after for each in self.schedules if each.before and each.after}
        if diff.before is None or diff.after is None:
            return False
        known = ({each.before for each in self.schedules}, {each.after for each in self.schedules})
        if any({*policy.schedules} - those for policy, those in zip((diff.before, diff.after), known, strict=True)):
            return False  # a schedule of its own, which has the id of another one
        return _with_targets(diff.before, partners) == _with_targets(diff.after, {})

    def to_dict(self) -> dict[str, Any]:
        """Plain values: what changes, for whom, and whether anything ever does."""
        zone = Zone.named(self.zone)
        since, until = self.bounds
        return {
            "since": to_text(since, zone),
            "until": to_text(until, zone),
            "applied_at": to_text(self._applied_at, zone),
            "night": list(self.night.hours),
            "is_empty": self.is_empty,
            "is_empty_for_ever": self.is_empty_for_ever,
            "people": [each.to_dict() for each in self.exchanges],
            "schedules": [each.to_dict() for each in self.changed_schedules],
            "policies": [each.to_dict() for each in self.changed_policies],
            "added": [each.id for each in self.added],
            "removed": [each.id for each in self.removed],
            "silent_edits": [each.to_dict() for each in self.silent_edits],
            "renamed": [{"before": each.before and each.before.id, "after": each.id} for each in self.renamed],
        }


def everybody(before: Configuration, after: Configuration) -> Catalog[User]:
    """Everybody on either side; whoever is there on both, under one id or two, as after."""
    old, new = users_of(before), users_of(after)
    renamed = same_people(old, new)
    return catalog_of([*(each for each in old if each not in renamed), *new])


def _with_targets(policy: EscalationPolicy, partners: Mapping[str, Schedule]) -> tuple[object, ...]:
    """What makes up a policy but for its name: a schedule that has a partner is the partner."""
    return (
        policy.num_loops,
        policy.empty_rules,
        tuple(
            (
                rule.delay_seconds,
                rule.escalation_rule_assignment_strategy,
                tuple(partners.get(each.id, each).id if isinstance(each, Schedule) else each for each in rule.targets),
            )
            for rule in policy.rules
        ),
    )
