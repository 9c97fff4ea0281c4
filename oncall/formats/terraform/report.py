"""Everything that is wrong in the files of one load, gathered until all of them have been read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from oncall.errors import Location
    from oncall.formats.terraform.source import Source
    from oncall.formats.terraform.values import RefusedError


class Report:
    """Errors and warnings in the order in which they were found, each once."""

    def __init__(self, sources: Mapping[str, Source], *, is_complete: bool) -> None:
        """`is_complete` is false where a part of the files could not be read: then nothing is said to be absent."""
        self._sources = sources
        self._is_complete = is_complete
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

    def error(self, message: str, at: Location, address: str = "") -> None:
        """Something that makes the files unusable."""
        self._errors.setdefault(self._problem(message, at, address))

    def absence(self, message: str, at: Location, address: str) -> None:
        """An error about something that no file declares."""
        if self._is_complete:
            self.error(message, at, address)

    def refused(self, error: RefusedError, address: str) -> None:
        """An expression that a field needs and that has no value."""
        if error.because_of_absence:
            self.absence(error.message, error.at, address)
        else:
            self.error(error.message, error.at, address)

    def warning(self, message: str, at: Location, address: str = "") -> None:
        """Something that is left out, or taken otherwise than it may look."""
        self._warnings.setdefault(self._problem(message, at, address))

    def _problem(self, message: str, at: Location, address: str) -> Problem:
        source = self._sources.get(at.path)
        return source.problem(message, at, address) if source else Problem(at.path, message, at, "", address)
