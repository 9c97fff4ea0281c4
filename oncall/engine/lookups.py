"""Lookups: the lists in which to find who is on call at an instant, by bisection alone."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import attrs

from oncall.engine.lanes import NOBODY, Lane
from oncall.engine.stack import FOREVER

if TYPE_CHECKING:
    from oncall.engine.stack import Stack


@attrs.frozen(kw_only=True)
class Lookup:
    """Which place is on call at the instants of `[since, until)`, which may be empty; nothing is known of others.

    `claims` are the overrides, `steps` and `offsets` those of the zone, `edges` and `places` of one `period` of
    readings.
    """

    since: int
    until: int
    claims: Lane | None
    steps: list[int]
    offsets: list[int | None]
    period: int
    edges: list[int]
    places: list[int]

    def place_at(self, instant: int) -> int | None:
        """The place that is on call at `instant`; None: that is not known. The same as `Stack.place_at`, but faster."""
        if not self.since <= instant < self.until:
            return None
        if self.claims is not None:
            claimed = self.claims.places[bisect_right(self.claims.starts, instant) - 1]
            if claimed != NOBODY:
                return claimed
        offset = self.offsets[bisect_right(self.steps, instant) - 1]
        return None if offset is None else self.places[bisect_right(self.edges, (instant + offset) % self.period) - 1]


def lookup(stack: Stack) -> Lookup | None:
    """What can be looked up of a stack once no layer starts or ends, in years that its zone knows; None: nothing."""
    repeat, table = stack.repeat, stack.zone.table
    if repeat is None:
        return None
    return Lookup(
        since=max(stack.steady_since, table.first + 1),
        until=min(FOREVER, table.last),
        claims=stack.claimed if stack.claims else None,
        steps=table.steps,
        offsets=table.step_offsets,
        period=repeat.period,
        edges=repeat.edges,
        places=repeat.places,
    )
