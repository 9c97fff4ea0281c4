"""What files say of each incident, put together from wherever they say it."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from oncall.chronology.instants import to_text
from oncall.chronology.spans import UTC_ZONE
from oncall.chronology.zones import Zone
from oncall.errors import InvalidValueError, Location, Problem
from oncall.model import Incident, Page, PageLog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.formats.logs.answers import Answer
    from oncall.model import User

_UTC = Zone.named(UTC_ZONE)

Kind: TypeAlias = Literal["triggered", "acknowledged", "resolved", "assigned", "notified", "listed"]
Moment: TypeAlias = "int | tuple[int, int]"
"""An instant, or both at which a wall clock shows the time that is written."""
Note: TypeAlias = "tuple[Kind, int, User | None]"
"""Something that happened, when, and to whom: log entries say of people that they were assigned and notified."""


@attrs.frozen
class Place:
    """Where a file speaks of an incident: at a `pointer` in a JSON document, or on a `line` of a table."""

    path: str
    pointer: str = ""
    line: int | None = None

    def problem(self, message: str, field: str = "") -> Problem:
        """What is wrong there, in a field of it."""
        if self.line is not None:
            return Problem(self.path, message, Location(self.path, self.line), address=field)
        subject = ".".join(filter(None, (self.pointer, field)))
        return Problem(self.path, f"{subject}: {message}" if subject else message)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line is not None else f"{self.path}: {self.pointer}"


@attrs.define
class Draft:
    """One incident as far as it has been read. Of a text that is said several times, the last one counts.

    `created` and `ended` are said of the incident itself; what log entries say of it is among the `notes`, with who the
    incident itself, or a table, lists as paged. A note that is made twice is one. Until the trigger is known, it is not
    known either which of two instants is meant where a clock is put back: those are the `doubts`, and `started`.
    """

    place: Place
    id: str
    created: int | None = None
    ended: int | None = None
    started: Moment | None = None
    notes: list[Note] = attrs.field(factory=list["Note"])
    doubts: list[tuple[Kind | Literal["ended"], tuple[int, int], User | None]] = attrs.field(
        factory=list["tuple[Kind | Literal['ended'], tuple[int, int], User | None]"]
    )
    severity: str = ""
    title: str = ""
    service: str = ""
    escalation_policy: str = ""
    needed_action: bool | None = None
    number: int | None = None

    def say(self, place: Place, *, created: int | None, ended: Moment | None) -> Problem | None:
        """Take when it was created, on which everybody must agree, and when it was resolved, of which the last counts.

        The problem, if they do not agree.
        """
        if created is not None and self.created not in {None, created}:
            assert self.created is not None, "it was said before"
            other = f"{self.place} says {to_text(self.created, _UTC)} of the same incident, {self.id!r}"
            return place.problem(f"it was triggered at {to_text(created, _UTC)}, but {other}")
        if created is not None:
            self.created, self.place = created, place
        if isinstance(ended, tuple):
            self.doubts.append(("ended", ended, None))
        elif ended is not None:
            self.ended = ended if self.ended is None else max(self.ended, ended)
        return None

    def note(self, kind: Kind, at: Moment | None, user: User | None = None) -> None:
        """Take that something happened; what has no instant, or is about nobody, did not."""
        if at is None or (user is None and kind not in {"triggered", "acknowledged", "resolved"}):
            return
        if isinstance(at, tuple):
            self.doubts.append((kind, at, user))
        else:
            self.notes.append((kind, at, user))

    def _decide(self, triggered: int) -> None:
        """Take of two instants the first that is not before the trigger; for the start, the last not after it."""
        doubts, self.doubts = self.doubts, []
        for kind, (first, second), user in doubts:
            at = second if first < triggered else first
            if kind == "ended":
                self.say(self.place, created=None, ended=at)
            else:
                self.note(kind, at, user)
        if isinstance(self.started, tuple):
            first, second = self.started
            self.started = first if second > triggered else second

    @property
    def triggered(self) -> int | None:
        """When it was triggered: an incident may gather triggers, of which the first counts; None: nobody said."""
        triggers = self._when("triggered")
        return min(triggers if self.created is None else [self.created, *triggers], default=None)

    @property
    def resolved(self) -> int | None:
        """When it was resolved; None: it was not."""
        return max(self._when("resolved"), default=None) if self.ended is None else self.ended

    def pages(self) -> Iterator[Page]:
        """Every assignment is a page of each assignee.

        Notifications are pages only of people who were never assigned, and until the next assignment one of each.
        Without either, what the incident itself lists. Of how somebody is recorded, what has an e-mail address counts.
        """
        found = (self._people("assigned") | self._notified()) or self._people("listed")
        known = {user.id: user for _, _, user in self.notes if user is not None and user.email}
        for instant, name in sorted(found):
            yield Page(at=instant, user=known.get(name, found[instant, name]))

    def _notified(self) -> dict[tuple[int, str], User]:
        assigned, notified = self._people("assigned"), self._people("notified")
        if not notified:
            return {}
        assignments, people = sorted({instant for instant, _ in assigned}), {name for _, name in assigned}
        first: dict[tuple[int, str], int] = {}
        for instant, name in sorted(notified):
            if name not in people:
                first.setdefault((bisect_right(assignments, instant), name), instant)
        return {(instant, name): notified[instant, name] for (_, name), instant in first.items()}

    def _when(self, kind: Kind) -> list[int]:
        return [at for each, at, _ in self.notes if each == kind]

    def _people(self, kind: Kind) -> dict[tuple[int, str], User]:
        return {(at, user.id): user for each, at, user in self.notes if each == kind and user is not None}

    def incident(self) -> Incident | Problem:
        """The incident, or what is wrong with it."""
        triggered = self.triggered
        if triggered is None:
            name = f"of the incident {self.id!r} " if self.id else ""
            return self.place.problem(
                f"nothing {name}says when it was triggered: that takes the incident itself, its trigger_log_entry, or "
                "a column triggered_at"
            )
        self._decide(triggered)
        assert not isinstance(self.started, tuple), "it was decided"
        try:
            return Incident(
                id=self.id,
                triggered_at=triggered,
                acknowledged_at=sorted({*self._when("acknowledged")}),
                resolved_at=self.resolved,
                started_at=self.started,
                pages=tuple(self.pages()),
                severity=self.severity,
                title=self.title,
                service=self.service,
                escalation_policy=self.escalation_policy,
                needed_action=self.needed_action,
                number=self.number,
            )
        except InvalidValueError as error:
            return self.place.problem(str(error))


class Drafts:
    """The incidents that have been read until now, by id, everything that is wrong with them, and in which answers."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.answers: list[Answer] = []
        self._by_id: dict[str, Draft] = {}
        self._nameless: list[Draft] = []

    def of(self, name: str, place: Place) -> Draft:
        """The draft of an incident by its id; without one, it is an incident of its own."""
        if not name:
            self._nameless.append(Draft(place, ""))
            return self._nameless[-1]
        if name not in self._by_id:
            self._by_id[name] = Draft(place, name)
        return self._by_id[name]

    def log(self) -> PageLog:
        """All of them; what is wrong with one is among the problems then.

        If there are problems already, nothing is said of a trigger that is missing: it may be what could not be read.
        """
        drafts = (*self._by_id.values(), *self._nameless)
        made = [draft.incident() for draft in drafts if draft.triggered is not None or not self.problems]
        self.problems += [each for each in made if isinstance(each, Problem)]
        return PageLog(each for each in made if isinstance(each, Incident))
