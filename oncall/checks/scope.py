"""Scope: what the checks look at, with what they need to know about it worked out once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall.analysis.attribution import Attribution, attribute
from oncall.analysis.people import schedules_of
from oncall.analysis.periods import Course, course
from oncall.analysis.reach import Reach, reach
from oncall.model import PageLog

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from oncall.checks.settings import Settings
    from oncall.model import Configuration, EscalationPolicy, Schedule


@attrs.define
class Scope:
    """A configuration, from `since` on (None: from its beginning), the page log, and the thresholds.

    Evidence is listed up to `until`, or over one joint period and at least twelve weeks.
    """

    configuration: Configuration
    settings: Settings
    since: int | None = None
    until: int | None = None
    log: PageLog = attrs.field(factory=PageLog)
    _attribution: Attribution | None = attrs.field(default=None, init=False)
    _courses: dict[str, Course | None] = attrs.field(factory=dict[str, Course | None], init=False)
    _reaches: dict[str, Reach] = attrs.field(factory=dict[str, Reach], init=False)

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
            self._courses[schedule.id] = course(schedule, self.since, self.until, margin=self.settings.gap_seconds)
        return self._courses[schedule.id]

    def reach(self, policy: EscalationPolicy) -> Reach:
        """How a policy reaches as many people as the settings ask for, for all time."""
        if policy.id not in self._reaches:
            self._reaches[policy.id] = reach(policy, max(self.settings.people, 2), self.since)
        return self._reaches[policy.id]

    @property
    def attribution(self) -> Attribution:
        """On whose shift, and on which level, each page of the log fell."""
        if self._attribution is None:
            self._attribution = attribute(self.log, self.configuration)
        return self._attribution

    def horizon(self, seen: Course) -> int:
        """Up to where evidence about a schedule is listed."""
        return seen.walked[0].until if self.until is None else self.until
