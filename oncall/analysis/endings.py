"""Endings: who is the last on call, where everything ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.chronology.zones import WEEK
from oncall.engine.stack import FOREVER

if TYPE_CHECKING:
    from oncall.engine.lanes import Stretch
    from oncall.engine.stack import Stack

_FIRST_LOOK = 8 * WEEK


def last_stretch(stack: Stack) -> Stretch | None:
    """The end of the last shift that there ever is; None: a layer lasts for ever, or nobody ever is on call.

    Its start is the shift's, or some instant within the shift. Every layer that has no end puts somebody on call again
    and again, since windows open every week. So this is decided for all time, whatever the joint period.
    """
    if any(track.start < track.end == FOREVER for track in stack.tracks):
        return None
    until, width = stack.settled, _FIRST_LOOK
    while until > stack.begins:
        since = max(until - width, stack.begins)
        found = stack.stretches(since, until)
        if found:
            return found[-1]
        until, width = since, 2 * width
    return None
