"""Which part of a range a picture shows: so much of it that a day can still be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.chronology.zones import WEEK

if TYPE_CHECKING:
    from oncall.analysis.schedule_diffs import ScheduleDiff

_MOST = 9 * WEEK
"""A range that is no longer is shown as a whole."""
_SHOWN = 8 * WEEK
_BEFORE = WEEK
"""So much is shown before the first change, of a longer range."""


def window(diff: ScheduleDiff) -> tuple[int, int]:
    """The whole range of a schedule that changes in it; of a long one, eight weeks around the first change."""
    since, until = diff.bounds
    if until - since <= _MOST:
        return since, until
    first = diff.reassignments[0].span.bounds[0]
    begin = since if first - since < _SHOWN - _BEFORE else first - _BEFORE
    return begin, min(begin + _SHOWN, until)
