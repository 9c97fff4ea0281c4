"""`load` and `loads`, as in `json`: what is called to have JSON of the REST API read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

    from oncall.model import Configuration


def load(*paths: str | os.PathLike[str], schedule: str = "") -> Configuration:
    """What JSON files of the REST API say about being on call, all of them together.

    `schedule` is the id of the schedule that overrides belong to which do not say so, as those of
    `GET /schedules/{id}/overrides`.

    Raises:
        SourceError: with every problem of every file.
    """
    from oncall.formats.loading import Reading
    from oncall.formats.loading import load as load_all

    return load_all(paths, Reading(schedule=schedule))


def loads(text: str, *, path: str = "<text>", schedule: str = "") -> Configuration:
    """What a JSON text of the REST API says about being on call; `path` names it in locations.

    Raises:
        SourceError: with every problem in it.
    """
    from oncall.formats.loading import Reading
    from oncall.formats.loading import loads as loads_all

    return loads_all(text, path, Reading(schedule=schedule))
