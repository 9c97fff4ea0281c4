"""Where an instant stands in a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from oncall.chronology.zones import Zone


@attrs.frozen(kw_only=True)
class Scale:
    """The instants of `[since, until)` from `left` to `right`: every second that passes is equally wide.

    So a day of 23 hours is narrower than the others.
    """

    zone: Zone
    since: int
    until: int
    left: float
    right: float

    second: float = attrs.field(
        init=False,
        default=attrs.Factory(lambda self: (self.right - self.left) / (self.until - self.since), takes_self=True),
    )
    """How wide a second is."""

    def x(self, instant: int) -> float:
        """Where an instant stands."""
        return self.left + (instant - self.since) * self.second
