"""Which checks are asked, and with which thresholds: the options, and the file of settings that holds here."""

from __future__ import annotations

import os
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import attrs
import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from oncall import Settings

F = TypeVar("F", bound="Callable[..., Any]")

_file = click.option("--settings", "file", metavar="FILE", help="Settings; by default those of the nearest folder.")


@attrs.frozen(kw_only=True)
class Choice:
    """A `file` of settings, None for the nearest one, and what is said about checks beside it."""

    file: str | None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    @property
    def path(self) -> Path | None:
        """The file that holds; None where there is none."""
        from oncall.formats import settings

        return settings.nearest(Path.cwd()) if self.file is None else Path(self.file)

    def settings(self) -> Settings:
        """The settings of the file, or those by default, with the choice of checks as it was given.

        As ruff does it: a choice with `select` takes the place of all that the file chooses, its `ignore` too; `ignore`
        alone is added to the file's.

        Raises:
            SourceError: with everything that is wrong in the file.
        """
        from oncall import Settings
        from oncall.formats import settings

        path = self.path
        found = Settings() if path is None else settings.load(path)
        if self.select:
            return attrs.evolve(found, select=self.select, ignore=self.ignore)
        return attrs.evolve(found, ignore=(*found.ignore, *self.ignore))

    @property
    def origin(self) -> str:
        """Where the settings come from, as a sentence; empty for those by default."""
        path = self.path
        return "" if path is None else f"Settings: {_short(path)}"


def of_file(command: F) -> F:
    """The option `--settings`, as the argument `choice`."""

    @_file
    @wraps(command)
    def taking(*args: Any, file: str | None, **others: Any) -> object:  # noqa: ANN401 - handed on as they come
        return command(*args, choice=Choice(file=file), **others)

    return cast("F", taking)


def of_checks(command: F) -> F:
    """The options `--settings`, `--select` and `--ignore`, as the argument `choice`."""

    @_file
    @click.option("--select", multiple=True, metavar="CHECKS", callback=_words, help="Ask only these: OC1, two-week.")
    @click.option("--ignore", multiple=True, metavar="CHECKS", callback=_words, help="Do not ask these.")
    @wraps(command)
    def taking(
        *args: Any,  # noqa: ANN401 - handed on as they come
        file: str | None,
        select: tuple[str, ...],
        ignore: tuple[str, ...],
        **others: Any,  # noqa: ANN401
    ) -> object:
        return command(*args, choice=Choice(file=file, select=select, ignore=ignore), **others)

    return cast("F", taking)


def _words(_context: click.Context, option: click.Parameter, texts: tuple[str, ...]) -> tuple[str, ...]:
    """The words of all the texts, each of which has one or several with commas between them."""
    found: list[str] = []
    for text in texts:
        words = [word.strip() for word in text.split(",") if word.strip()]
        if not words:
            raise click.BadParameter(f"{text!r} names no check: write OC101, OC1 or coverage-gap", param=option)
        found += words
    return tuple(found)


def _short(path: Path) -> str:
    """A path from here, unless it is above, or on another drive."""
    try:
        here = os.path.relpath(path)
    except ValueError:
        return str(path)
    return str(path) if here.startswith(os.pardir) else here
