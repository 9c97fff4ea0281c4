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
    from oncall.cli.options import Option, Sources

F = TypeVar("F", bound="Callable[..., Any]")

file: Option = click.option("--settings", "file", metavar="FILE", help="Settings; by default those nearest to PATH.")


@attrs.frozen(kw_only=True)
class Choice:
    """A `file` of settings, None for the one nearest to the `paths`, and what is said about checks beside it."""

    file: str | None
    paths: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    @property
    def path(self) -> Path | None:
        """The file that holds; None where there is none."""
        from oncall.formats import settings

        return settings.nearest(*self.paths[:1], Path.cwd()) if self.file is None else Path(self.file)

    @property
    def is_said(self) -> bool:
        """Whether an option says anything about it."""
        return self.file is not None or bool(self.select or self.ignore)

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

    def asking(self) -> Settings:
        """The settings, of which at least one check is asked.

        Raises:
            SourceError, NotFoundError, OncallError: they cannot be read, name no check, or choose none.
        """
        from oncall.checks.choosing import chosen

        settings = self.settings()
        chosen(settings)
        return settings

    @property
    def origin(self) -> str:
        """Where the settings come from, as a sentence; empty for those by default."""
        path = self.path
        return "" if path is None else f"Settings: {_short(path)}"


def of_file(command: F) -> F:
    """The option `--settings`, as the argument `choice`; below `options.sources`, whose paths it looks at."""

    @file
    @wraps(command)
    def taking(
        *args: Any,  # noqa: ANN401 - handed on as they come
        sources: Sources,
        file: str | None,
        **others: Any,  # noqa: ANN401
    ) -> object:
        return command(*args, sources=sources, choice=Choice(file=file, paths=sources.paths), **others)

    return cast("F", taking)


def of_checks(command: F) -> F:
    """The options `--settings`, `--select` and `--ignore`, as the argument `choice`; below `options.sources`."""

    @file
    @click.option("--select", multiple=True, metavar="CHECKS", callback=_words, help="Ask only these: OC1, two-week.")
    @click.option("--ignore", multiple=True, metavar="CHECKS", callback=_words, help="Do not ask these.")
    @wraps(command)
    def taking(
        *args: Any,  # noqa: ANN401 - handed on as they come
        sources: Sources,
        file: str | None,
        select: tuple[str, ...],
        ignore: tuple[str, ...],
        **others: Any,  # noqa: ANN401
    ) -> object:
        choice = Choice(file=file, paths=sources.paths, select=select, ignore=ignore)
        return command(*args, sources=sources, choice=choice, **others)

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
