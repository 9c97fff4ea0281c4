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
    expected: str
    value: object

    def __str__(self) -> str:
        return f"{self.field} must be {self.expected}, got {self.value!r}"


@attrs.define
class NotAnInstantError(OncallError, ValueError):
    """A value that should name an instant does not; `reason` says why and shows how to write it."""

    value: object
    reason: str
    field: str = ""

    def __str__(self) -> str:
        subject = f"{self.field}: " if self.field else ""
        return f"{subject}{self.value!r} is not an instant: {self.reason}"


@attrs.define
class UnknownZoneError(OncallError, ValueError):
    """A name that is no IANA time zone."""

    name: object
    field: str = "time_zone"
    near: tuple[str, ...] = ()

    def __str__(self) -> str:
        example = f"; near: {', '.join(self.near)}" if self.near else ""
        return (
            f"{self.field} must be the name of an IANA time zone such as 'America/New_York', got {self.name!r}{example}"
        )


@attrs.define
class OutsideTimelineError(OncallError, LookupError):
    """A timeline was asked about an instant that it does not cover. All three are ISO 8601 texts."""

    instant: str
    since: str
    until: str

    def __str__(self) -> str:
        return (
            f"{self.instant} is outside of the timeline, which covers {self.since} up to, not including, {self.until}"
        )


@attrs.define
class NotFoundError(OncallError, KeyError):
    """A look-up by name or address that found nothing, or found several; `near` lists what it may have meant."""

    kind: str
    name: str
    near: tuple[str, ...] = ()
    ambiguous: bool = False

    def __str__(self) -> str:
        if self.ambiguous:
            return f"{self.name!r} names more than one {self.kind}: {', '.join(self.near)}"
        hint = f"; near: {', '.join(self.near)}" if self.near else ""
        return f"no {self.kind} is called {self.name!r}{hint}"


@attrs.define
class NotRecurringError(OncallError, ValueError):
    """A calendar was asked for in its recurring form, which it has none of; `subject` is what, `reason` says why."""

    subject: str
    reason: str

    def __str__(self) -> str:
        return f"{self.subject} has no recurring calendar: {self.reason}"


@attrs.define
class MissingLibraryError(OncallError, ImportError):
    """What was asked for needs a library that is not installed; `extra` is what to install it with."""

    purpose: str
    library: str
    extra: str

    def __str__(self) -> str:
        return f"{self.purpose} needs the package {self.library!r}: pip install 'oncall-schedule[{self.extra}]'"


@attrs.frozen(order=True)
class Location:
    """A place in a file: `path` as it was given, `line` and `column` counted from 1 (a column in characters)."""

    path: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@attrs.frozen
class Problem:
    """One thing wrong in a source.

    `path` is the file or folder, `message` one sentence. `location` is absent where the whole file is at fault;
    `source_line` is the text of the line it points at, `address` the block it stands in (`pagerduty_schedule.a`).
    """

    path: str
    message: str
    location: Location | None = None
    source_line: str = ""
    address: str = ""

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
