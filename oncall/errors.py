"""Every exception of the library; each keeps what its message says as attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable


class OncallError(Exception):
    """The base of every error that this library raises on purpose."""


@attrs.define
class InvalidValueError(OncallError, ValueError):
    """A field was given something that it cannot hold.

    `field` is the field's name, `expected` says in words what it takes, `value` is what came.
    """

    field: str
    """The name of the field."""
    expected: str
    """What it takes, in words."""
    value: object
    """What came instead."""

    def __str__(self) -> str:
        return f"{self.field} must be {self.expected}, got {self.value!r}"


@attrs.define
class NotAnInstantError(OncallError, ValueError):
    """A value that should name an instant does not; `reason` says why and shows how to write it."""

    value: object
    """What came instead of an instant."""
    reason: str
    """Why it is none, and how to write it."""
    field: str = ""
    """What the value was given for; empty: it was not said."""

    def __str__(self) -> str:
        subject = f"{self.field}: " if self.field else ""
        return f"{subject}{self.value!r} is not an instant: {self.reason}"


@attrs.define
class UnknownZoneError(OncallError, ValueError):
    """A name that is no IANA time zone."""

    name: object
    """What is no zone."""
    field: str = "time_zone"
    """The name of the field."""
    near: tuple[str, ...] = ()
    """What may have been meant instead."""

    def __str__(self) -> str:
        example = f"; near: {', '.join(self.near)}" if self.near else ""
        return (
            f"{self.field} must be the name of an IANA time zone such as 'America/New_York', got {self.name!r}{example}"
        )


@attrs.define
class OutsideTimelineError(OncallError, LookupError):
    """A timeline was asked about an instant that it does not cover. All three are ISO 8601 texts."""

    instant: str
    """What was asked about."""
    since: str
    """The first instant that the timeline covers."""
    until: str
    """The end of what it covers, not included."""

    def __str__(self) -> str:
        return (
            f"{self.instant} is outside of the timeline, which covers {self.since} up to, not including, {self.until}"
        )


_MOST_NAMED = 6


@attrs.define
class NotFoundError(OncallError, KeyError):
    """A look-up by name or address that found nothing, or found several; `near` lists what it may have meant.

    Where nothing is near, the text names the first six of all that are `known`.
    """

    kind: str
    """What was looked for, such as `schedule`."""
    name: str
    """The name or address that was given."""
    near: tuple[str, ...] = ()
    """What it may have meant, or all that it means."""
    ambiguous: bool = False
    """Whether it means several."""
    known: tuple[str, ...] | None = None
    """All that it could have meant. None: that is not told."""

    def __str__(self) -> str:
        if self.ambiguous:
            return f"{self.name!r} names more than one {self.kind}: {', '.join(self.near)}"
        return f"no {self.kind} is called {self.name!r}{self._way_on}"

    @property
    def _way_on(self) -> str:
        if self.near:
            return f"; near: {', '.join(self.near)}"
        if self.known is None:
            return ""
        more = len(self.known) - _MOST_NAMED
        first = ", ".join(self.known[:_MOST_NAMED])
        match len(self.known):
            case 0:
                return "; there is none"
            case 1:
                return f"; the only one is {first}"
            case _:
                return f"; there are {first}{f' and {more} more' if more > 0 else ''}"


@attrs.define
class NotRecurringError(OncallError, ValueError):
    """A calendar was asked for in its recurring form, which it has none of; `subject` is what, `reason` says why."""

    subject: str
    """What the calendar was of."""
    reason: str
    """Why it has no such form."""

    def __str__(self) -> str:
        return f"{self.subject} has no recurring calendar: {self.reason}"


@attrs.define
class MissingLibraryError(OncallError, ImportError):
    """What was asked for needs a library that is not installed; `extra` is what to install it with."""

    purpose: str
    """What was asked for."""
    library: str
    """The package that is missing."""
    extra: str
    """The extra of this package that brings it."""

    def __str__(self) -> str:
        return f"{self.purpose} needs the package {self.library!r}: pip install 'oncall-schedule[{self.extra}]'"


@attrs.frozen(order=True)
class Location:
    """A place in a file."""

    path: str
    """The file, as it was given."""
    line: int
    """The line, from 1."""
    column: int = 1
    """The character in the line, from 1."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@attrs.frozen
class Problem:
    """One thing wrong in a source."""

    path: str
    """The file or folder."""
    message: str
    """What is wrong, in one sentence."""
    location: Location | None = None
    """Where in the file; None: the whole of it is at fault."""
    source_line: str = ""
    """The text of the line that the place points at."""
    address: str = ""
    """The block that it stands in, such as `pagerduty_schedule.a`."""

    def __str__(self) -> str:
        if self.location is None:
            return f"{self.path}: {self.message}" if self.path else self.message
        subject = f"{self.address}: " if self.address else ""
        head = f"{self.path}:{self.location.line}:{self.location.column}: {subject}{self.message}"
        if not self.source_line.strip():
            return head
        text = self.source_line.replace("\t", " ").rstrip()
        return f"{head}\n    {text}\n    {' ' * (self.location.column - 1)}^"


class SourceError(OncallError, ValueError):
    """What could not be read: all the `problems` of all the files of one load, in the order of file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__(in_reading_order(problems))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Each thing that is wrong."""
        found: tuple[Problem, ...] = self.args[0]
        return found

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


def in_reading_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems by file, line and column; those of a whole file come first."""
    return tuple(sorted(problems, key=lambda each: (each.path, each.location or Location(each.path, 0, 0))))
