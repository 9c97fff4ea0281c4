"""What a terminal shows while a command takes its time: a bar where there is something to count, else that it goes on.

It is written to the standard error, and gone before anything else is written: whoever holds one open writes nothing.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from typing import TypeAlias

    from rich.progress import Progress, TaskID

    Tell: TypeAlias = Callable[[int, int, str], None]

T = TypeVar("T")

_BEGAN = monotonic()
_PATIENCE, _LEAST = 1.0, 0.25
"""In seconds: how long a command is before anything is shown, and for how long a part of it that follows."""
_A_SECOND = 4
"""So often the picture is drawn anew."""
_BAR = 20
"""In columns: beside it, on 80, there is room for the longest words that are shown."""


@contextmanager
def shown(title: str) -> Generator[Tell]:
    """Shows that something is going on, where a person looks on and it takes long; what comes back counts.

    Called with a number of things done and a number of all, it makes that a bar; with words, they stand for the title.
    """
    if not _is_watched():
        yield _untold
        return
    watched = _Watched(title)
    try:
        yield watched.tell
    finally:
        watched.end()


@contextmanager
def over(things: Iterable[T], title: str) -> Generator[Iterator[T]]:
    """Shows how far it is through the things; what comes back gives them one after the other."""
    found = [*things]
    with shown(title) as tell:
        yield _counted(found, tell)


@contextmanager
def asking() -> Generator[Tell]:
    """Shows which check is asked, and how far it is; what comes back is told by `oncall.check`."""
    with shown("Asking the checks") as tell:
        yield lambda done, total, asked: tell(done, total, f"Asking {asked}" if asked else "")


def _counted(things: list[T], tell: Tell) -> Iterator[T]:
    for number, thing in enumerate(things):
        tell(number, len(things), "")
        yield thing


def _untold(_done: int, _total: int, _words: str) -> None:
    """Nobody looks on."""


def _is_watched() -> bool:
    """Whether a person looks at the standard error, and nothing else draws there, such as a pager behind a pipe."""
    try:
        if sys.stderr is None or not sys.stderr.isatty() or os.environ.get("TERM", "") in {"dumb", "unknown"}:
            return False
        return sys.stdout is not None and not stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError):  # it is closed, or no file
        return False


class _Watched:
    """One part of a command, which a thread begins to show once it has lasted long enough."""

    def __init__(self, title: str) -> None:
        from threading import Lock, Timer  # Imported here, as rich is below: most commands are done at once.

        self._title, self._words = title, title
        self._done, self._total = 0, 0
        self._shown: tuple[Progress, TaskID] | None = None
        self._lock, self._is_over = Lock(), False
        self._timer = Timer(max(_PATIENCE - (monotonic() - _BEGAN), _LEAST), self._show)
        self._timer.daemon = True
        self._timer.start()

    def tell(self, done: int, total: int, words: str) -> None:
        """So many things are done, of all that there are; the words, if there are any, are shown for the title."""
        self._done, self._total, self._words = done, total, words or self._title
        if self._shown is not None:
            self._update(*self._shown)

    def end(self) -> None:
        """Nothing is shown any more, and nothing will be."""
        self._timer.cancel()
        with self._lock:
            self._is_over = True
            if self._shown is not None:
                self._shown[0].stop()

    def _show(self) -> None:
        with self._lock:
            if not self._is_over:
                bar = _bar()
                task = bar.add_task(self._title, total=None, count="")
                self._update(bar, task)
                bar.start()
                self._shown = (bar, task)

    def _update(self, bar: Progress, task: TaskID) -> None:
        """One thing alone is no count: it is done when all is."""
        if self._total > 1:
            count = f"{self._done}/{self._total}"
            bar.update(task, description=self._words, completed=self._done, total=self._total, count=count)


def _bar() -> Progress:
    """A line that is gone when it is stopped, in letters that every encoding has."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn
    from rich.table import Column

    return Progress(
        SpinnerColumn("line"),
        TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis")),
        BarColumn(_BAR),
        TextColumn("{task.fields[count]}", markup=False),
        console=Console(stderr=True),
        transient=True,
        refresh_per_second=_A_SECOND,
        redirect_stdout=False,
        redirect_stderr=False,
    )
