"""`load` and `loads`, as in `json`: what is called to have JSON of the REST API read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

    from oncall.formats.pagerduty.reading import Order
    from oncall.model import Configuration


def load(*paths: str | os.PathLike[str], schedule: str = "", order: Order = "auto") -> Configuration:
    """What JSON files of the REST API say about being on call, all of them together.

    `schedule` is the id of the schedule that overrides belong to which do not say so, as those of
    `GET /schedules/{id}/overrides`. `order` says which layer of a schedule is the first in its list; `auto` takes the
    highest for the first where the schedule has an id, as in an answer, else the lowest, as in the body of a request.

    Raises:
        SourceError: with every problem of every file.
    """
    from oncall.formats.loading import Reading
    from oncall.formats.loading import load as load_all

    return load_all(paths, Reading(schedule=schedule, order=order))


def loads(text: str, *, path: str = "<text>", schedule: str = "", order: Order = "auto") -> Configuration:
    """What a JSON text of the REST API says about being on call; `path` names it in locations.

    `schedule` and `order` are as for `load`.

    Raises:
        SourceError: with every problem in it.
    """
    from oncall.formats.loading import Reading
    from oncall.formats.loading import loads as loads_all

    return loads_all(text, path, Reading(schedule=schedule, order=order))
