"""How much work one load may be: what is written in a few lines can ask for years of it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from oncall.formats.resources.values import RefusedError

if TYPE_CHECKING:
    from collections.abc import Generator

    from oncall.errors import Location

# About a second of evaluation, which is some hundred thousand lines of what people write.
_STEPS = 300_000
_STEPS_A_BYTE = 20
# Each level takes up to eight calls of Python, which allows a thousand of them.
_MAX_DEPTH = 90


class ExhaustedError(RefusedError):
    """An evaluation that is longer or deeper than any that people write; no `try` goes on after it."""

    is_final = True


class Work:
    """What has been spent, and what is under way."""

    def __init__(self) -> None:
        self._left = _STEPS
        self._depth = 0
        self._under_way: dict[str, None] = {}

    def has_read(self, count: int) -> None:
        """Allows what so many bytes of configuration need."""
        self._left += count * _STEPS_A_BYTE

    def spend(self, steps: int, at: Location) -> None:
        """Counts steps.

        Raises:
            ExhaustedError: there are none left.
        """
        self._left -= steps
        if self._left < 0:
            raise ExhaustedError("evaluating this takes more steps than are allowed for files of this size", at)

    def enter(self, at: Location) -> None:
        """Counts one step and one level; `leave` counts the level off.

        Raises:
            ExhaustedError: there are too many.
        """
        self._left -= 1
        if self._left < 0:
            self.spend(0, at)
        if self._depth >= _MAX_DEPTH:
            raise ExhaustedError(f"the expression depends on others more than {_MAX_DEPTH} deep", at)
        self._depth += 1

    def leave(self) -> None:
        """Counts one level off."""
        self._depth -= 1

    @contextmanager
    def on(self, name: str, at: Location) -> Generator[None]:
        """While the value of `name` is worked out.

        Raises:
            RefusedError: it is already, so that it depends on itself.
        """
        if name in self._under_way:
            names = list(self._under_way)
            cycle = [*names[names.index(name) :], name]
            raise RefusedError(f"the value depends on itself: {' -> '.join(cycle)}", at)
        self._under_way[name] = None
        try:
            yield
        finally:
            del self._under_way[name]
