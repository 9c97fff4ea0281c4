"""What comes of an incident under an escalation policy, level by level, and why."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from oncall.chronology.characters import visible_lines
from oncall.chronology.instants import to_datetime, to_text
from oncall.chronology.representations import as_written
from oncall.chronology.words import NEAR_DAYS, after, moment
from oncall.chronology.zones import DAY, Zone
from oncall.engine.escalation import UNANSWERED, End, Handling, Lapse, Run, course
from oncall.engine.stack import FOREVER
from oncall.model.explained_levels import ExplainedEvent, ExplainedLevel, LookUp
from oncall.model.full_names import policy_in_full
from oncall.model.pages import Page, Pages, Target
from oncall.model.schedules import Schedule
from oncall.model.users import User

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.chronology.instants import DateTime
    from oncall.model.escalation import EscalationPolicy
    from oncall.model.explained_levels import EventKind
    from oncall.model.explanations import Explanation

_Run: TypeAlias = Run[dict[User, tuple[Target, ...]]]

_USUAL_WIDTHS = (len("+1440 min 30 s"), len("Wed 00:05"))


def _id(policy: EscalationPolicy) -> str:
    return policy.id


@attrs.frozen(kw_only=True)
class PolicyExplanation:
    """What comes of an incident under `policy`, and why; worked out when it is asked for.

    Times are in the zone of the policy's first schedule. `str()` gives all of it as a person reads it, `to_dict()` as a
    program.
    """

    policy: EscalationPolicy = attrs.field(repr=_id)
    """The policy that was asked."""
    _triggered: int = attrs.field(alias="triggered_at")
    _handling: Handling = attrs.field(default=UNANSWERED, alias="handling", repr=False)
    incident_number: int = 0
    """The number of the incident, from 0, that says whose turn it is in a `round_robin`."""

    __repr__ = as_written

    @property
    def triggered_at(self) -> DateTime:
        """When the incident is triggered."""
        return to_datetime(self._triggered, self._zone)

    @property
    def time_zone(self) -> str:
        """The zone that times are shown in."""
        return self.policy.time_zone

    @cached_property
    def events(self) -> tuple[ExplainedLevel | ExplainedEvent, ...]:
        """Every level that is run, and what else happens, in order of time."""
        by_itself = [*self._happening()]
        if not self.is_opened:
            return tuple(by_itself)
        acknowledged, resolved = self._answers()
        # An acknowledgement comes before what happens at the same instant, as in the escalation itself.
        return (*sorted([*acknowledged, *by_itself], key=lambda event: event.instant), *resolved)

    @property
    def levels(self) -> tuple[ExplainedLevel, ...]:
        """The levels that are run, those too that reach nobody, in order of time."""
        return tuple(event for event in self.events if isinstance(event, ExplainedLevel))

    @property
    def pages(self) -> Pages:
        """Who is paged, and when, as `EscalationPolicy.pages`."""
        return Pages(page for level in self.levels for page in level.pages)

    @cached_property
    def is_opened(self) -> bool:
        """Whether there is an incident at all: not, if no level reaches anybody, unless levels wait all the same."""
        runs = [event for event in self._course if isinstance(event, Run)]
        is_run_out = any(isinstance(event, End) for event in self._course)
        return self.policy.plan.waits or not is_run_out or any(run.reached for run in runs)

    @property
    def stays_with(self) -> tuple[User, ...]:
        """With whom the incident is in the end; with nobody, if it was resolved or nobody was ever paged."""
        if self._handling.resolved < FOREVER:
            return ()
        return next((level.users for level in reversed(self.levels) if level.pages), ())

    def to_dict(self) -> dict[str, Any]:
        """Plain values; each event with the seconds after the trigger."""
        return {
            "policy": self.policy.id,
            "name": self.policy.name,
            "time_zone": self.time_zone,
            "triggered_at": to_text(self._triggered, self._zone),
            "incident_number": self.incident_number,
            "events": [{"after_seconds": it.instant - self._triggered, **it.to_dict()} for it in self.events],
            "stays_with": [user.id for user in self.stays_with],
        }

    def lines(self) -> list[str]:
        """What a person reads: what happens and when, then why, once for each answer that a schedule gave.

        People of one name have their ids there.
        """
        told = in_full(self)
        if told is not self:
            return told.lines()
        found = [f"{self.policy.name} ({self.time_zone})", f"  triggered  {moment(self._triggered, self._zone)}"]
        found += (f"  {line}" for line in self._timeline())
        for explanation in self._derivations():
            found += ["", *explanation.lines()]
        return found

    def __str__(self) -> str:
        return visible_lines(self.lines())

    def _repr_html_(self) -> str:
        """What a notebook shows: a row for each event; of more than fifty, the first."""
        from oncall.views.html.notebooks import policy_explanation_html

        return policy_explanation_html(self)

    @property
    def _zone(self) -> Zone:
        return Zone.named(self.policy.time_zone)

    @cached_property
    def _course(self) -> tuple[_Run | Lapse | End, ...]:
        rules, number = self.policy.rules, self.incident_number

        def reach(rule: int, at: int) -> dict[User, tuple[Target, ...]]:
            return rules[rule].reached(at, incident_number=number)

        return tuple(course(self.policy.plan, self._triggered, reach, self._handling))

    def _happening(self) -> Iterator[ExplainedLevel | ExplainedEvent]:
        """What happens by itself."""
        zone = self.time_zone
        holders: tuple[User, ...] = ()
        for event in self._course:
            match event:
                case Run():
                    yield self._level(event)
                    holders = tuple(event.reached) or holders
                case Lapse(at=at, rule=rule, loop=loop):
                    yield ExplainedEvent(kind="lapsed", at=at, level=rule + 1, loop=loop, zone=zone)
                case End(at=at):
                    kind: EventKind = "over" if self.is_opened else "not opened"
                    yield ExplainedEvent(kind=kind, at=at, users=holders, zone=zone)

    def _answers(self) -> tuple[list[ExplainedEvent], list[ExplainedEvent]]:
        """The acknowledgements, and the resolution if there is one."""
        timeout, resolved, zone = self._handling.timeout, self._handling.resolved, self.time_zone
        return [
            ExplainedEvent(kind="acknowledged", at=at, timeout_seconds=timeout, zone=zone)
            for at in self._handling.acknowledged
            if at < resolved
        ], [ExplainedEvent(kind="resolved", at=resolved, zone=zone)] if resolved < FOREVER else []

    def _level(self, run: _Run) -> ExplainedLevel:
        rule, zone, level = self.policy.rules[run.rule], self.time_zone, run.rule + 1
        return ExplainedLevel(
            at=run.at,
            rule=rule,
            level=level,
            loop=run.loop,
            look_ups=tuple(_look_up(target, run.at) for target in rule.targets_of(self.incident_number)),
            pages=tuple(
                Page(at=run.at, user=user, level=level, loop=run.loop, targets=targets, zone=zone)
                for user, targets in run.reached.items()
            ),
            waits=self.policy.plan.waits,
            incident_number=self.incident_number,
            zone=zone,
        )

    def _timeline(self) -> Iterator[str]:
        """A row for each event, below the number of its pass where there are several."""
        # What finds nobody in one pass finds nobody in the others, which are all run at the same instant.
        events = [it for it in self.events if self.is_opened or not isinstance(it, ExplainedLevel) or it.loop == 0]
        times = {it.instant: (after(it.instant - self._triggered), self._clock(it.instant)) for it in events}
        # A date or an offset, which few rows have, moves only its own row.
        widths = [
            max((len(cell) for cell in column if len(cell) <= usual), default=0)
            for usual, column in zip(_USUAL_WIDTHS, zip(*times.values(), strict=True), strict=True)
        ]
        known: set[str] = set()
        loop = 0
        for event in events:
            label = "  ".join(text.ljust(width) for text, width in zip(times[event.instant], widths, strict=True))
            if isinstance(event, ExplainedLevel):
                if event.loop != loop:
                    loop = event.loop
                    yield f"pass {loop + 1} of {self.policy.num_loops + 1}"
                label += f"  level {event.level}"
            first, *others = event.lines(known=known) if isinstance(event, ExplainedLevel) else event.lines()
            yield f"{label}  {first}"
            yield from (f"{' ' * len(label)}  {line}" for line in others)
            if isinstance(event, ExplainedLevel):
                known.update(map(str, event.look_ups))

    def _derivations(self) -> Iterator[Explanation]:
        """Why each schedule gave what it gave: each different answer once, as of the first time."""
        known: set[tuple[str, User | None, str]] = set()
        for level in self.levels:
            for explanation in (look_up.explanation for look_up in level.look_ups):
                if explanation is None:
                    continue
                answer = (explanation.schedule.id, explanation.user, explanation.reason)
                if answer not in known:
                    known.add(answer)
                    yield explanation

    def _clock(self, instant: int) -> str:
        """The time of day, after the day and before the offset where they are not those of the trigger."""
        day, date, time, offset = moment(instant, self._zone).split()
        *_, first_offset = moment(self._triggered, self._zone).split()
        days = self._zone.reading_of(instant) // DAY - self._zone.reading_of(self._triggered) // DAY
        parts = [
            *([day] if days else []),
            *([date] if days >= NEAR_DAYS else []),
            time,
            *([offset] if offset != first_offset else []),
        ]
        return " ".join(parts)


def in_full(explanation: PolicyExplanation) -> PolicyExplanation:
    """The same of a policy in which people of one name are called by their ids too; itself if nobody is."""
    policy = policy_in_full(explanation.policy)
    return explanation if policy is explanation.policy else attrs.evolve(explanation, policy=policy)


def _look_up(target: Target, at: int) -> LookUp:
    if isinstance(target, Schedule):
        explanation = target.explain(at)
        return LookUp(target=target, user=explanation.user, explanation=explanation)
    return LookUp(target=target, user=target)
