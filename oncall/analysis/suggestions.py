"""Suggestions: how to write the layers that a change edits, so that people who stay keep their turns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from oncall.analysis.preserving import preserve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.changes import Change
    from oncall.analysis.preserved import PreservedSchedule
    from oncall.analysis.schedule_diffs import ScheduleDiff


@attrs.frozen(kw_only=True)
class Suggestion:
    """For a schedule with edited layers: what is best by `virtual_start`, and in another `order` of its people.

    None: it is best as it is written; of the order also if that keeps nobody's turns longer than a virtual start does.
    `written` says how long people keep their turns with what is written.
    """

    diff: ScheduleDiff
    written: PreservedSchedule
    virtual_start: PreservedSchedule | None
    order: PreservedSchedule | None

    @property
    def ways(self) -> tuple[PreservedSchedule, ...]:
        """What may be written otherwise, each way by itself."""
        return tuple(each for each in (self.virtual_start, self.order) if each is not None)

    def to_dict(self) -> dict[str, Any]:
        """Plain values: the id of the schedule, and both ways."""
        return {
            "schedule": self.diff.id,
            "virtual_start": None if self.virtual_start is None else self.virtual_start.to_dict(),
            "order": None if self.order is None else self.order.to_dict(),
        }


def suggestions(change: Change) -> Iterator[Suggestion]:
    """A suggestion for each schedule that is there before and after a change, and of which it edits rotations."""
    for diff in change.schedules:
        if diff.before is None or diff.after is None or diff.is_equal:
            continue
        turned, ordered = (
            preserve(diff.before, diff.after, change.applied_second, reorder=reorder) for reorder in (False, True)
        )
        if turned.layers:
            yield Suggestion(
                diff=diff,
                written=turned,
                virtual_start=turned if turned.is_mended else None,
                order=ordered if _is_longer(ordered, turned) else None,
            )


def _is_longer(one: PreservedSchedule, other: PreservedSchedule) -> bool:
    """Whether in any layer turns are kept longer than in the same layer of the other one."""
    pairs = zip(one.layers, other.layers, strict=True)
    return any(
        theirs.kept_until is not None and (ours.kept_until is None or ours.kept_until > theirs.kept_until)
        for ours, theirs in pairs
    )
