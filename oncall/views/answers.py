"""What the command answers with, as values that both its text and its JSON are made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from oncall.analysis.proofs import span_dict
from oncall.chronology.instants import Instant, to_seconds, to_text
from oncall.chronology.zones import LATEST, Zone
from oncall.model import ExplainedEvent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oncall.analysis.fairness import Fairness
    from oncall.analysis.loads import Load
    from oncall.checks import Report
    from oncall.errors import Problem
    from oncall.model import EscalationPolicy, Outcomes, Page, PolicyExplanation, Schedule, Service, Timeline, User
    from oncall.views.watch import Watch

_ENDS = {"over", "acknowledged", "resolved"}
"""After which events no page may come."""


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
class Escalation:
    """One incident and the pages that it sends, one after the other.

    It is about a `service`, whose timeouts then apply, or escalated by a policy alone. Nobody answers, unless it is
    acknowledged or resolved so many seconds after the trigger.
    """

    policy: EscalationPolicy
    triggered_at: int = attrs.field(converter=to_seconds)
    service: Service | None = None
    acknowledged_after: int | None = None
    resolved_after: int | None = None
    incident_number: int = 0

    @property
    def pages(self) -> tuple[Page, ...]:
        """Who is paged, and when."""
        return (self.service or self.policy).pages(self.triggered_at, **self._deeds)

    @property
    def acknowledged_at(self) -> int | None:
        """When it is acknowledged, as a UTC second."""
        return None if self.acknowledged_after is None else self.triggered_at + self.acknowledged_after

    @property
    def lapses_at(self) -> int | None:
        """When the acknowledgement has run out, as a UTC second; None: it holds, if need be until it is resolved."""
        timeout = self.service.acknowledgement_timeout if self.service else None
        if self.acknowledged_at is None or timeout is None:
            return None
        lapses, resolved = self.acknowledged_at + timeout, self.resolved_at
        return lapses if resolved is None or lapses < resolved else None

    @property
    def resolved_at(self) -> int | None:
        """When it is resolved, by somebody or by the service, as a UTC second; None: never."""
        by_itself = self.service.auto_resolve_timeout if self.service else None
        afters = [after for after in (self.resolved_after, by_itself) if after is not None]
        return self.triggered_at + min(afters) if afters else None

    @property
    def over(self) -> int | None:
        """From when on nobody else is paged, as a UTC second; None: nobody ever is.

        That is when the last delay has run out, or when the incident is resolved or acknowledged with no page to come.
        """
        if not self.pages:
            return None
        last = self.pages[-1].instant
        ends = (event for event in self.explanation.events if isinstance(event, ExplainedEvent) and event.kind in _ENDS)
        return next((event.instant for event in ends if event.instant > last), LATEST)

    @property
    def holders(self) -> tuple[User, ...]:
        """With whom the incident stays after that, until it is resolved."""
        if self.over is None:
            return ()
        return (self.service or self.policy).assigned(self.triggered_at, at=self.over, **self._deeds)

    @property
    def explanation(self) -> PolicyExplanation:
        """Why the pages are what they are."""
        return (self.service or self.policy).explain(self.triggered_at, **self._deeds)

    @property
    def _deeds(self) -> dict[str, Any]:
        resolved = None if self.resolved_after is None else self.triggered_at + self.resolved_after
        return {
            "acknowledged_at": self.acknowledged_at,
            "resolved_at": resolved,
            "incident_number": self.incident_number,
        }

    def to_dict(self) -> dict[str, Any]:
        """Plain values; every page with the seconds after the trigger."""
        zone = Zone.named(self.policy.time_zone)
        return {
            "policy": self.policy.id,
            "name": self.policy.name,
            "service": self.service and self.service.id,
            "time_zone": zone.name,
            "triggered_at": to_text(self.triggered_at, zone),
            "acknowledged_at": None if self.acknowledged_at is None else to_text(self.acknowledged_at, zone),
            "resolved_at": None if self.resolved_at is None else to_text(self.resolved_at, zone),
            "pages": [{"after_seconds": page.instant - self.triggered_at, **page.to_dict()} for page in self.pages],
            "over_at": None if self.over is None else to_text(self.over, zone),
            "stays_with": [user.id for user in self.holders],
        }


@attrs.frozen(kw_only=True)
class Prospect:
    """What comes of incidents that nobody answers, for every time at which they may be triggered."""

    policy: EscalationPolicy
    outcomes: Outcomes

    @classmethod
    def of(cls, policy: EscalationPolicy, since: Instant, until: Instant, *, incident_number: int = 0) -> Prospect:
        """What comes of incidents of `[since, until)`.

        Raises:
            NotAnInstantError, InvalidValueError: an end of the range is no instant, or the range is empty.
        """
        return cls(policy=policy, outcomes=policy.outcomes(since, until, incident_number=incident_number))

    def to_dict(self) -> dict[str, Any]:
        """Plain values: the spans of trigger times, each with its pages."""
        return {
            "policy": self.policy.id,
            "name": self.policy.name,
            "time_zone": self.policy.time_zone,
            "outcomes": self.outcomes.to_dicts(),
        }


@attrs.frozen(kw_only=True)
class Outlook:
    """A schedule now and over the weeks that are shown: who is on call, the shifts, and how the hours are shared."""

    watch: Watch
    rota: Rota
    fairness: Fairness

    @property
    def loads(self) -> tuple[Load, ...]:
        """What everybody has of these weeks."""
        return self.fairness.loads

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        loads = [load.to_dict() for load in self.loads]
        return {**self.rota.to_dict(), "now": self.watch.to_dict(), "loads": loads}


@attrs.frozen(kw_only=True)
class Overview:
    """The whole picture of what was read from `path`.

    `calendars` are the files that were written, if any, and `html` is the page; `warnings` are about what was there to
    read and is no part of it, which the command tells on its own.
    """

    path: str
    outlooks: Sequence[Outlook]
    escalations: Sequence[Escalation]
    report: Report
    calendars: Sequence[str] = ()
    warnings: Sequence[Problem] = ()
    html: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "path": self.path,
            "schedules": [outlook.to_dict() for outlook in self.outlooks],
            "escalation_policies": [escalation.to_dict() for escalation in self.escalations],
            **self.report.to_dict(),
            "calendars": list(self.calendars),
            "html": self.html,
        }


@attrs.frozen(kw_only=True)
class Shares:
    """The fairness of one schedule; None: of all of them together."""

    schedule: Schedule | None
    fairness: Fairness

    def to_dict(self) -> dict[str, Any]:
        """Plain values; without the schedule where it is all of them."""
        about = {} if self.schedule is None else {"schedule": self.schedule.id, "name": self.schedule.name}
        return {**about, **self.fairness.to_dict()}
