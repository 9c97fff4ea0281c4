"""Silent edits: what somebody wrote for a layer, and Terraform does not apply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from oncall.chronology.representations import as_written
from oncall.errors import InvalidValueError
from oncall.model import fields

if TYPE_CHECKING:
    from oncall.chronology.instants import DateTime
    from oncall.errors import Location


@attrs.frozen(kw_only=True)
class SilentEdit:
    """The `start` of a layer that is `written` otherwise than it is `applied`, and stays as that for ever.

    The provider drops a new `start` where the old one and the new one are both in the past, and the plan shows no
    change.

    Raises:
        NotAnInstantError: a time is not an instant, or has no UTC offset.
        InvalidValueError: both times are one instant, which is no edit; `layer` is below 0.

    Examples:
        >>> edit = SilentEdit(
        ...     schedule="pagerduty_schedule.a",
        ...     layer=1,
        ...     name="Secondary",
        ...     applied="2025-01-01T00:00:00-05:00",
        ...     written="2025-02-01T00:00:00-05:00",
        ... )
        >>> print(edit)
        pagerduty_schedule.a, layer 'Secondary': start stays 2025-01-01T00:00:00-05:00, not 2025-02-01T00:00:00-05:00
    """

    schedule: str = attrs.field(validator=fields.text)
    """The address of the schedule."""
    layer: int = attrs.field(validator=fields.within(0, 2**31))
    """The place of the layer in it, from 0."""
    name: str = attrs.field(default="", validator=fields.text)
    """What the layer is called."""
    applied: DateTime = attrs.field(converter=fields.start)
    """The `start` that is applied, with the offset that was written."""
    written: DateTime = attrs.field(converter=fields.start)
    """The `start` that is written, with the offset that was written."""
    where: Location | None = attrs.field(default=None, eq=False, repr=False)
    """The place of the written one; None: it is not known."""

    __repr__ = as_written

    def __attrs_post_init__(self) -> None:
        if self.applied == self.written:
            raise InvalidValueError("written", "another instant than the one that is applied", self.written.isoformat())

    def to_dict(self) -> dict[str, Any]:
        """Plain values: the times in ISO 8601, the layer counted from 0, and the file and line of what is written."""
        return {
            "schedule": self.schedule,
            "layer": self.layer,
            "name": self.name,
            "applied": self.applied.isoformat(),
            "written": self.written.isoformat(),
            "at": None if self.where is None else str(self.where),
        }

    def __str__(self) -> str:
        layer = f"layer {self.name!r}" if self.name else f"layer {self.layer + 1}"
        return f"{self.schedule}, {layer}: start stays {self.applied.isoformat()}, not {self.written.isoformat()}"
