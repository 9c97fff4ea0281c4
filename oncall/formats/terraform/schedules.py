"""`pagerduty_schedule` blocks as schedules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.formats.terraform.arguments import Arguments
from oncall.formats.terraform.schema import SCHEDULE
from oncall.formats.terraform.values import RefusedError
from oncall.model import DailyRestriction, Layer, Schedule, User, WeeklyRestriction

if TYPE_CHECKING:
    from oncall.formats.terraform.expressions import Scope
    from oncall.formats.terraform.people import People
    from oncall.formats.terraform.report import Report
    from oncall.formats.terraform.syntax import Block

# What stands in for a wrong value while the others are tried; none of it comes out.
_A_START = "2000-01-01T00:00:00Z"
_A_LAYER = {
    "start": _A_START,
    "end": _A_START,
    "rotation_virtual_start": _A_START,
    "rotation_turn_length_seconds": 3600,
    "users": (User("somebody"),),
}
_A_RESTRICTION = {"start_day_of_week": 1, "start_time_of_day": "00:00:00", "duration_seconds": 1}
_A_SCHEDULE = {"name": "a schedule", "time_zone": "Etc/UTC"}


def schedule(address: str, block: Block, scope: Scope, people: People, report: Report) -> Schedule | None:
    """The schedule of a block, its layers in the order of the file; None once what is wrong with it is reported.

    One without a name, which the provider allows, has its label as name.
    """
    arguments = Arguments(block, SCHEDULE, address, scope, report)
    layers = [_layer(arguments.nested(nested), people) for nested in arguments.blocks("layer")]
    if not layers and "layer" not in arguments.failed:
        arguments.fail("layer", "a schedule needs at least one `layer` block", block.at)
    if None in layers:
        arguments.failed.add("layer")
    values = {
        "name": arguments.text("name") or block.labels[1],
        "time_zone": arguments.text("time_zone"),
        "layers": [layer for layer in layers if layer is not None],
        "description": arguments.optional_text("description"),
        "id": address,
        "where": block.at,
    }
    return arguments.built(Schedule, values, _A_SCHEDULE)


def _layer(arguments: Arguments, people: People) -> Layer | None:
    restrictions = [_restriction(arguments.nested(block)) for block in arguments.blocks("restriction")]
    if None in restrictions:
        arguments.failed.add("restriction")
    values = {
        "name": arguments.text("name") or "",
        "start": arguments.moment("start"),
        "end": arguments.moment("end"),
        "rotation_virtual_start": arguments.moment("rotation_virtual_start"),
        "rotation_turn_length_seconds": arguments.whole("rotation_turn_length_seconds"),
        "users": _users(arguments, people),
        "restrictions": [restriction for restriction in restrictions if restriction is not None],
        "where": arguments.block.at,
    }
    return arguments.built(Layer, values, _A_LAYER)


def _users(arguments: Arguments, people: People) -> list[User]:
    found: list[User] = []
    for value, at in arguments.items("users"):
        try:
            found.append(people.user(value, at, arguments.address))
        except RefusedError as error:
            arguments.refuse("users", error)
    return found


def _restriction(arguments: Arguments) -> DailyRestriction | WeeklyRestriction | None:
    type_ = arguments.text("type")
    values: dict[str, object] = {
        "start_time_of_day": arguments.text("start_time_of_day"),
        "duration_seconds": arguments.whole("duration_seconds"),
        "where": arguments.block.at,
    }
    # The provider takes 0 for "not set".
    day = arguments.whole("start_day_of_week") or None
    match type_:
        case "daily_restriction":
            if day is not None:
                message = "start_day_of_week must only be set for a weekly_restriction schedule restriction type"
                arguments.fail("start_day_of_week", message)
                arguments.built(WeeklyRestriction, {**values, "start_day_of_week": day}, _A_RESTRICTION)
                return None
            return arguments.built(DailyRestriction, values, {**_A_RESTRICTION})
        case "weekly_restriction":
            if day is None and "start_day_of_week" not in arguments.failed:
                message = "start_day_of_week must be set for a weekly_restriction schedule restriction type"
                arguments.fail("start_day_of_week", message)
        case None:
            pass
        case other:
            arguments.fail("type", f"`type` must be daily_restriction or weekly_restriction, got {other!r}")
    return arguments.built(WeeklyRestriction, {**values, "start_day_of_week": day or 1}, _A_RESTRICTION)
