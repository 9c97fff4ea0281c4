"""Scope: what the checks look at, with what they need to know about it worked out once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from oncall.analysis.attribution import Attribution, attribute
from oncall.analysis.endings import last_stretch
from oncall.analysis.levels import Levels
from oncall.analysis.people import schedules_of, users_of
from oncall.analysis.periods import Course, course
from oncall.analysis.proving import coverage
from oncall.analysis.reach import Reach, reach
from oncall.chronology.words import moment
from oncall.chronology.zones import WEEK
from oncall.model import PageLog
from oncall.model.users import full_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from oncall.analysis.changes import Change
    from oncall.analysis.fairness import Fairness
    from oncall.analysis.walks import Walk
    from oncall.checks.definition import Check
    from oncall.checks.settings import Settings
    from oncall.checks.sharing import Sharing
    from oncall.engine.lanes import Stretch
    from oncall.model import Absence, Configuration, EscalationPolicy, Schedule, User


_LONGEST_MARGIN = 8 * WEEK


@attrs.define
class Scope:
    """A configuration, from `since` on (None: from its beginning), the page log, who is away, and the thresholds.

    Evidence is listed up to `until`, or over one joint period and at least twelve weeks. `change` is the one that made
    the configuration what it is, if somebody asks about a change.
    """

    configuration: Configuration
    settings: Settings
    since: int | None = None
    until: int | None = None
    log: PageLog = attrs.field(factory=PageLog)
    away: tuple[Absence, ...] = ()
    change: Change | None = None
    _attribution: Attribution | None = attrs.field(default=None, init=False)
    _courses: dict[str, Course | None] = attrs.field(factory=dict[str, Course | None], init=False)
    _last_stretches: dict[str, Stretch | None] = attrs.field(factory=dict[str, "Stretch | None"], init=False)
    _reaches: dict[str, Reach] = attrs.field(factory=dict[str, Reach], init=False)
    _levels: dict[str, Levels] = attrs.field(factory=dict[str, Levels], init=False)

    @cached_property
    def _sharing(self) -> Sharing:
        from oncall.checks.sharing import Sharing

        return Sharing(self.configuration, self.settings, self.since)

    @cached_property
    def _full_names(self) -> dict[User, str]:
        change = self.change
        gone = () if change is None else (user for user in users_of(change.before) if user not in change.renamed_people)
        return full_names((*users_of(self.configuration), *gone))

    def called(self, user: User | None) -> str:
        """What messages call somebody: the name, with the id where somebody else has it too; of None, `nobody`."""
        return "nobody" if user is None else self._full_names.get(user, user.name)

    @property
    def schedules(self) -> Iterable[Schedule]:
        """Every schedule of the configuration."""
        return self.configuration.schedules.values()

    @property
    def paged_schedules(self) -> tuple[Schedule, ...]:
        """Every schedule that a page may fall on: also those that only a policy names."""
        return schedules_of(self.configuration)

    @property
    def policies(self) -> Iterable[EscalationPolicy]:
        """Every escalation policy of the configuration."""
        return self.configuration.escalation_policies.values()

    @property
    def courses(self) -> Iterator[tuple[Schedule, Course]]:
        """Every schedule that ever has anybody on call, with what it does for all time."""
        for schedule in self.schedules:
            found = self.course(schedule)
            if found is not None:
                yield schedule, found

    def course(self, schedule: Schedule) -> Course | None:
        """What a schedule does for all time; None: nobody is ever on call."""
        if schedule.id not in self._courses:
            self._courses[schedule.id] = course(schedule, self.since, self.until, margin=self._margin)
        return self._courses[schedule.id]

    def lasting_from(self, seen: Course) -> str:
        """From when on what a schedule does in the long run is so, as the beginning of a sentence.

        Empty: from `since` on, or, without it, from the first start.
        """
        asked = seen.stack.begins if self.since is None else self.since
        return f"from {moment(seen.settled, seen.stack.zone)} on, " if seen.settled > asked else ""

    def coverage(self, schedule: Schedule) -> Walk | None:
        """When anybody is on call in a schedule, for all time, also where its course is too long to walk."""
        seen = self.course(schedule)
        if seen is None or seen.until is None:
            return seen
        return coverage(schedule, self.since, self.until, margin=self._margin)

    def last_stretch(self, schedule: Schedule) -> Stretch | None:
        """The end of the last shift of a schedule of which everything ends; None: it does not, or never begins."""
        if schedule.id not in self._last_stretches:
            self._last_stretches[schedule.id] = last_stretch(schedule.compiled.stack)
        return self._last_stretches[schedule.id]

    def fairness(self, schedule: Schedule) -> Fairness | None:
        """How the load of a schedule is shared over one joint period; None: it ends, or one person alone is in it."""
        return self._sharing.lasting(schedule, self.course(schedule))

    def holiday_fairness(self, schedule: Schedule) -> Fairness | None:
        """The same with the public holidays of one year, as the settings have them."""
        return self._sharing.with_holidays(schedule, self.course(schedule))

    def asks(self, check: Check) -> bool:
        """Whether another check is asked as well, so that what it finds need not be found twice."""
        return self.settings.chooses(check.code, check.name)

    def reach(self, policy: EscalationPolicy) -> Reach:
        """How a policy reaches as many people as the settings ask for, for all time."""
        if policy.id not in self._reaches:
            self._reaches[policy.id] = reach(policy, max(self.settings.people, 2), self.since)
        return self._reaches[policy.id]

    def levels(self, policy: EscalationPolicy) -> Levels:
        """Whom the rules of a policy reach, for all time."""
        if policy.id not in self._levels:
            self._levels[policy.id] = Levels(policy, self.since)
        return self._levels[policy.id]

    @property
    def _margin(self) -> int:
        """How far around clock changes a gap is followed: as far as an hour more or less matters to anybody."""
        return min(max(self.settings.gap_seconds, self.settings.seam_seconds), _LONGEST_MARGIN)

    @property
    def attribution(self) -> Attribution:
        """On whose shift, and on which level, each page of the log fell."""
        if self._attribution is None:
            self._attribution = attribute(self.log, self.configuration)
        return self._attribution

    def horizon(self, seen: Walk) -> int:
        """Up to where evidence about a schedule is listed."""
        return seen.walked[0].until if self.until is None else self.until
