"""What the options of the plugin say is read: once for each path, whoever asks for it."""

from __future__ import annotations

import os
from contextlib import chdir
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import attrs
import pytest

import oncall
from oncall.chronology.instants import to_seconds
from oncall.errors import NotAnInstantError, Problem, SourceError
from oncall.formats.terraform import Written
from oncall.testing.matrix import Checked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from oncall.model import Configuration


def since(config: pytest.Config) -> int | None:
    """The UTC second of `--oncall-since`; None: from the beginning of each schedule.

    Raises:
        pytest.UsageError: it is no instant.
    """
    text: str | None = config.option.oncall_since
    try:
        return None if text is None else to_seconds(text, "--oncall-since")
    except NotAnInstantError as error:
        raise pytest.UsageError(str(error)) from error


@attrs.frozen
class Inputs:
    """The paths of one run of pytest, with what is given for variables; a path is where pytest was started from."""

    _config: pytest.Config
    _read: dict[tuple[str, ...], Configuration] = attrs.field(factory=dict[tuple[str, ...], "Configuration"])

    def absolute(self, path: str) -> Path:
        """Where a path is, without `..`; links are not followed."""
        return Path(os.path.normpath(self._folder / path))

    def shown(self, path: Path) -> str:
        """A path as people write it who stand where pytest was started: relative, if it is below."""
        return path.relative_to(self._folder).as_posix() if path.is_relative_to(self._folder) else str(path)

    def configuration(self, *paths: str) -> Configuration:
        """What the paths have, all of it together.

        Raises:
            SourceError: with everything that is wrong there, or because there is no schedule and no policy.
        """
        places = tuple(self.shown(self.absolute(path)) for path in paths)
        if places not in self._read:
            with chdir(self._folder):  # a place in a file is shown relative to it, wherever a test has gone meanwhile
                self._read[places] = self._loaded(places)
        return self._read[places]

    def checked(self, path: str) -> Checked:
        """What the checks say of one path.

        Raises:
            OncallError: something cannot be read: the path, the page log or the settings; or these choose no check.
        """
        configuration, log, settings = self.configuration(path), self._log(), self._settings(path)
        report = oncall.check(configuration, since=since(self._config), pages=log, settings=settings)
        return Checked(configuration=configuration, report=report, settings=settings, has_log=bool(log))

    def _log(self) -> oncall.PageLog:
        paths: list[str] = self._config.option.oncall_log
        with chdir(self._folder):
            return oncall.load_log(*paths) if paths else oncall.PageLog()

    def _settings(self, path: str) -> oncall.Settings:
        """Those nearest to a path, else to the root of the tests: of a `pyproject.toml`, or `.oncall.toml`.

        Raises:
            OncallError: they cannot be read, or choose no check.
        """
        from oncall.checks.choosing import chosen
        from oncall.formats import settings as settings_files

        place = settings_files.nearest(self.absolute(path), self._config.rootpath)
        if place is None:
            return oncall.Settings()
        with chdir(self._folder):
            found = settings_files.load(self.shown(place))
        chosen(found)
        return found

    @property
    def _folder(self) -> Path:
        return self._config.invocation_params.dir

    def _loaded(self, places: tuple[str, ...]) -> Configuration:
        given: list[tuple[Literal["var", "file"], str]] = self._config.option.oncall_given
        found = oncall.load(*places, var_files=[_given(*each) for each in given], root=self._config.option.oncall_root)
        if not found.schedules and not found.escalation_policies:
            why = [*found.warnings, Problem(" ".join(places), "no schedule and no escalation policy could be read")]
            raise SourceError(why)
        return found


def _given(kind: Literal["var", "file"], text: str) -> Path | Mapping[str, Written]:
    """What an option gives for variables, as `oncall.load` takes it."""
    if kind == "file":
        return Path(text)
    name, _, value = text.partition("=")
    return {name.strip(): Written(value, f"--oncall-var {name.strip()}")}
