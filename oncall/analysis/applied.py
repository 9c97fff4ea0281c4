"""Applied: what of a range a change can still change."""

from __future__ import annotations

import attrs

from oncall.chronology.instants import Instant, to_seconds


def _seconds(value: Instant) -> int:
    return to_seconds(value)


@attrs.frozen(kw_only=True, repr=False)
class Applied:
    """A change that takes effect at `applied_at`, over `[since, until)`: what is over by then stays as it was."""

    _since: int = attrs.field(alias="since", converter=_seconds)
    _until: int = attrs.field(alias="until", converter=_seconds)
    _applied_at: int = attrs.field(alias="applied_at", converter=_seconds)

    @property
    def bounds(self) -> tuple[int, int]:
        """What can change of the range, as UTC seconds; the start is the end if nothing can."""
        return min(max(self._since, self._applied_at), self._until), self._until
