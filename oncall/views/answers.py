"""What the command answers with, as values that both its text and its JSON are made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from oncall.analysis.proofs import span_dict
from oncall.chronology.instants import Instant, to_seconds, to_text
from oncall.chronology.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oncall.analysis.workload import Load
    from oncall.checks import Report
    from oncall.model import EscalationPolicy, Outcome, Page, Schedule, Timeline, User
    from oncall.views.watch import Watch


@attrs.frozen(kw_only=True)
class Rota:
    """The shifts of a schedule over a range and the gaps between them; with `user`, that person's shifts alone."""

    schedule: Schedule
    timeline: Timeline
    user: User | None = None

    @classmethod
    def of(cls, schedule: Schedule, since: Instant, until: Instant, user: User | None = None) -> Rota:
        """The rota of `[since, until)`.

        Raises:
            NotAnInstantError, InvalidValueError: an end of the range is no instant, or the range is empty.
        """
        timeline = schedule.shifts(since, until)
        return cls(schedule=schedule, timeline=timeline if user is None else timeline.for_user(user), user=user)

    def to_dict(self) -> dict[str, Any]:
        """Plain values; `coverage`, from 0 to 1, and `gaps` only where everybody's shifts are there."""
        whole = self.user is None
        rest: dict[str, Any] = {"coverage": self.timeline.coverage} if whole else {"user": self.user and self.user.id}
        rest["shifts"] = self.timeline.to_dicts()
        if whole:
            rest["gaps"] = [span_dict(gap) for gap in self.timeline.gaps]
        return {
            "schedule": self.schedule.id,
            "name": self.schedule.name,
            "time_zone": self.schedule.time_zone,
            "since": self.timeline.since.isoformat(),
            "until": self.timeline.until.isoformat(),
            **rest,
        }


@attrs.frozen(kw_only=True)
class Incident:
    """An incident that nobody answers: the pages that a policy sends, one after the other."""

    policy: EscalationPolicy
    triggered_at: int = attrs.field(converter=to_seconds)

    @property
    def pages(self) -> tuple[Page, ...]:
        """Who is paged, and when."""
        return self.policy.pages(self.triggered_at)

    @property
    def over(self) -> int | None:
        """When the last delay has run out, as a UTC second; None: nobody is ever paged."""
        if not self.pages:
            return None
        last = self.pages[-1]
        return last.instant + self.policy.rules[last.level - 1].delay_seconds

    @property
    def holders(self) -> tuple[User, ...]:
        """With whom the incident stays after that."""
        return () if self.over is None else self.policy.assigned(self.triggered_at, at=self.over)

    def to_dict(self) -> dict[str, Any]:
        """Plain values; every page with the minutes after the trigger."""
        zone = Zone.named(self.policy.time_zone)
        return {
            "policy": self.policy.id,
            "name": self.policy.name,
            "time_zone": zone.name,
            "triggered_at": to_text(self.triggered_at, zone),
            "pages": [
                {"after_minutes": (page.instant - self.triggered_at) // 60, **page.to_dict()} for page in self.pages
            ],
            "over_at": None if self.over is None else to_text(self.over, zone),
            "stays_with": [user.id for user in self.holders],
        }


@attrs.frozen(kw_only=True)
class Prospect:
    """What comes of incidents that nobody answers, for every time at which they may be triggered."""

    policy: EscalationPolicy
    outcomes: tuple[Outcome, ...]

    @classmethod
    def of(cls, policy: EscalationPolicy, since: Instant, until: Instant) -> Prospect:
        """What comes of incidents of `[since, until)`.

        Raises:
            NotAnInstantError, InvalidValueError: an end of the range is no instant, or the range is empty.
        """
        return cls(policy=policy, outcomes=policy.outcomes(since, until))

    def to_dict(self) -> dict[str, Any]:
        """Plain values: the spans of trigger times, each with the pages in minutes after the trigger."""
        return {
            "policy": self.policy.id,
            "name": self.policy.name,
            "time_zone": self.policy.time_zone,
            "outcomes": [
                {
                    **span_dict(outcome.span),
                    "pages": [
                        {
                            "after_minutes": step.offset_seconds // 60,
                            "level": step.level,
                            "loop": step.loop,
                            "users": [user.id for user in step.users],
                        }
                        for step in outcome.steps
                    ],
                }
                for outcome in self.outcomes
            ],
        }


@attrs.frozen(kw_only=True)
class Outlook:
    """A schedule now and over the weeks that are shown: who is on call, the shifts, and each person's load."""

    watch: Watch
    rota: Rota
    loads: tuple[Load, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        loads = [load.to_dict() for load in self.loads]
        return {**self.rota.to_dict(), "now": self.watch.to_dict(), "loads": loads}


@attrs.frozen(kw_only=True)
class Overview:
    """The whole picture of what was read from `path`; `calendars` are the files that were written, if any."""

    path: str
    outlooks: Sequence[Outlook]
    incidents: Sequence[Incident]
    report: Report
    calendars: Sequence[str] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "path": self.path,
            "schedules": [outlook.to_dict() for outlook in self.outlooks],
            "escalation_policies": [incident.to_dict() for incident in self.incidents],
            **self.report.to_dict(),
            "calendars": list(self.calendars),
        }
