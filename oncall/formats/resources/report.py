"""Everything that is wrong in the inputs of one load, gathered until all of them have been read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oncall.errors import Location
    from oncall.formats.resources.source import Source
    from oncall.formats.resources.values import RefusedError, Unknown

LEFT_OUT = "it is left out"
"""How a warning begins about a resource of which nothing could be made."""


class Report:
    """Errors and warnings in the order in which they were found, each once."""

    def __init__(self) -> None:
        self._sources: dict[str, Source] = {}
        self._is_complete = True  # Where a part of the files could not be read, nothing is said to be absent.
        self._is_exhausted = False
        self._errors: dict[Problem, None] = {}
        self._warnings: dict[Problem, None] = {}

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What makes the files unusable."""
        return tuple(self._errors)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is left out or taken otherwise than it may look."""
        return tuple(self._warnings)

    def has_read(self, source: Source, problems: Iterable[Problem] = ()) -> None:
        """A file was read, with these mistakes in its syntax; its lines are shown where something else is wrong."""
        self._sources[source.path] = source
        for problem in problems:
            self.trouble(problem)

    def trouble(self, problem: Problem) -> None:
        """Something that could not be read, so that what is not found may be there all the same."""
        self._is_complete = False
        self._errors.setdefault(problem)

    def error(self, message: str, at: Location, address: str = "") -> None:
        """Something that makes the files unusable."""
        self._errors.setdefault(self._problem(message, at, address))

    def absence(self, message: str, at: Location, address: str) -> None:
        """An error about something that no file declares."""
        if self._is_complete:
            self.error(message, at, address)

    def refused(self, error: RefusedError, address: str) -> None:
        """An expression that a field needs and that is wrong."""
        if error.is_final and self._is_exhausted:
            return
        self._is_exhausted |= error.is_final
        if error.because_of_absence:
            self.absence(error.message, error.at, address)
        else:
            self.error(error.message, error.at, address)

    def warning(self, message: str, at: Location, address: str = "") -> None:
        """Something that is left out, or taken otherwise than it may look."""
        self._warnings.setdefault(self._problem(message, at, address))

    def unknown(self, subject: str, value: Unknown, at: Location, address: str) -> None:
        """A warning that something is left out, because a value that it needs is not known offline, and the way out."""
        first, *others = value.causes
        more = f" (and {len(others)} more)" if others else ""
        advice = f"; {first.advice}" if first.advice else ""
        self.warning(f"{LEFT_OUT}: {subject} is not known here, since {first.what}{more}{advice}", at, address)

    def _problem(self, message: str, at: Location, address: str) -> Problem:
        source = self._sources.get(at.path)
        return source.problem(message, at, address) if source else Problem(at.path, message, at, "", address)
