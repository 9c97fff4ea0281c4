"""Preserved: the layers of a schedule that leave people their next shifts, and what is to be written for that."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from oncall.analysis.schedule_diffs import ScheduleDiff
from oncall.chronology.instants import to_datetime, to_text, written_seconds
from oncall.chronology.words import moment
from oncall.chronology.zones import LATEST, Zone
from oncall.model.addresses import address, quoted
from oncall.model.compilation import source_name

if TYPE_CHECKING:
    from oncall.chronology.instants import DateTime
    from oncall.model.layers import Layer
    from oncall.model.schedules import Schedule
    from oncall.model.users import User


@attrs.frozen(kw_only=True)
class PreservedLayer:
    """A layer that was edited: `before`, `after` as it is written, and `layer`, as people keep their turns longest."""

    index: int
    """Its place in the schedule after the edit, from 0."""
    before: Layer
    """The layer as it was."""
    after: Layer
    """The layer as it is written."""
    layer: Layer
    """The layer with which people keep their turns longest."""
    zone: str
    """The IANA zone of the schedule."""
    written_until: int | None
    """The UTC second at which somebody who stays loses the first turn, as it is written; None: none ever does."""
    kept_until: int | None
    """The same with `layer`; None: none ever does, as far as was looked."""
    because: str = ""
    """Why no position, or no order, can do better."""

    @property
    def is_mended(self) -> bool:
        """Whether the layer is another one than was written, because it keeps more."""
        return self.layer != self.after

    @property
    def until(self) -> DateTime | None:
        """When the first turn is lost of somebody who stays, with the layer mended; None: none ever is."""
        return None if self.kept_until is None else to_datetime(self.kept_until, Zone.named(self.zone))

    @property
    def words(self) -> str:
        """How long everybody keeps their turns, as a sentence."""
        zone = Zone.named(self.zone)
        if self.kept_until is None:
            return "everybody who stays keeps every turn"
        as_written = (
            ""
            if self.written_until is None or not self.is_mended
            else (f", instead of {moment(self.written_until, zone)} as it is written")
        )
        return (
            f"everybody who stays keeps their turns until {moment(self.kept_until, zone)}{as_written}: {self.because}"
        )


@attrs.frozen(kw_only=True)
class PreservedSchedule:
    """The schedule `before` an edit, `after` it as it is written, and `schedule`, with its edited layers mended.

    `layers` are those that were edited. The turns of `before` are those from the UTC second `at` on.
    """

    before: Schedule
    """The schedule as it was."""
    after: Schedule
    """The schedule as it is written."""
    schedule: Schedule
    """The same, with its edited layers mended."""
    at: int
    """The UTC second from which on turns are to be kept."""
    layers: tuple[PreservedLayer, ...]
    """The layers that were edited."""

    @property
    def is_mended(self) -> bool:
        """Whether there is anything to write differently."""
        return any(layer.is_mended for layer in self.layers)

    @cached_property
    def remaining(self) -> ScheduleDiff:
        """What is still different for people once the layers are mended, for two rounds of the longest rotation."""
        rounds = [
            len(each.users) * each.rotation_turn_length_seconds
            for layer in self.layers
            for each in (layer.before, layer.layer)
        ]
        until = min(self.at + 2 * max(rounds, default=604_800), LATEST)
        return ScheduleDiff(before=self.before, after=self.schedule, since=self.at, until=until, applied_at=self.at)

    @property
    def terraform(self) -> str:
        """The lines of each mended layer that are to be written in the place of its own; empty: there are none."""
        return "\n".join(
            f"# {_on_one_line(f'{self.after.name}, {source_name(self.after, layer.index)}')}\n{self.lines(layer)}"
            for layer in self.layers
            if layer.is_mended
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain values: the lines to write, each edited layer, and what is still different."""
        zone = Zone.named(self.schedule.time_zone)
        return {
            "schedule": self.schedule.id,
            "at": to_text(self.at, zone),
            "terraform": self.terraform,
            "layers": [
                {
                    "layer": source_name(self.after, layer.index),
                    "is_mended": layer.is_mended,
                    "rotation_virtual_start": layer.layer.rotation_virtual_start.isoformat(),
                    "users": [user.id for user in layer.layer.users],
                    "written_until": None if layer.written_until is None else to_text(layer.written_until, zone),
                    "kept_until": None if layer.kept_until is None else to_text(layer.kept_until, zone),
                    "because": layer.because,
                }
                for layer in self.layers
            ],
            "remaining": self.remaining.to_dict(),
        }

    def __str__(self) -> str:
        told = [f"{source_name(self.after, layer.index)}: {layer.words}" for layer in self.layers]
        return "\n".join([*told, *([self.terraform] if self.terraform else [])])

    def lines(self, layer: PreservedLayer) -> str:
        """The lines to write in a layer that is mended; empty: there are none."""
        lines: list[str] = []
        written, mended = layer.after, layer.layer
        if written.rotation_virtual_start != mended.rotation_virtual_start:
            start = to_text(written_seconds(mended.rotation_virtual_start), Zone.named(self.schedule.time_zone))
            lines.append(f'rotation_virtual_start = "{start}"')
        if written.users != mended.users:
            lines += ["users = [", *(f"  {_reference(user, self.schedule)}," for user in mended.users), "]"]
        return "\n".join(lines)


def _on_one_line(text: str) -> str:
    """The text without anything that ends a line, or that is not seen."""
    return "".join(each if each.isprintable() else " " for each in text)


def _reference(user: User, schedule: Schedule) -> str:
    """What stands for a user in the block of a schedule: a reference within their module, else the id as a text."""
    found, home = address(user.id), address(schedule.id)
    if found is None or found.module != (home.module if home else ""):
        return quoted(user.id)
    return f"{'data.' if found.is_data else ''}{found.type}.{found.short}.id"
