"""Declared schedules as the model's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.chronology.words import DAYS
from oncall.formats.resources.arguments import Arguments
from oncall.formats.resources.conversions import as_number
from oncall.formats.resources.schema import OVERRIDE, SCHEDULE
from oncall.formats.resources.values import NOT_KNOWN, NoValueError, RefusedError, Unknown, shown
from oncall.model import DailyRestriction, Layer, Override, Schedule, User, WeeklyRestriction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oncall.formats.resources.bodies import Declared, DeclaredOverride
    from oncall.formats.resources.people import People
    from oncall.formats.resources.report import Report

# What stands in for a wrong value while the others are tried; none of it comes out.
_A_START = "2000-01-01T00:00:00Z"
_A_LAYER = {
    "start": _A_START,
    "end": _A_START,
    "rotation_virtual_start": _A_START,
    "rotation_turn_length_seconds": 3600,
    "users": (User("somebody"),),
}
_DAYS_OF_WEEK = "a number from 1 (Monday) to 7 (Sunday)"
_SHORTEST_DAY = 3  # letters, as `mon`
_A_RESTRICTION = {"start_day_of_week": 1, "start_time_of_day": "00:00:00", "duration_seconds": 1}
_A_DAY = {"start_time_of_day": "00:00:00", "duration_seconds": 1}
_A_SCHEDULE = {"name": "a schedule", "time_zone": "Etc/UTC"}
_AN_OVERRIDE = {"user": User("somebody"), "start": _A_START, "end": "2000-01-02T00:00:00Z"}


def schedule(found: Declared, people: People, report: Report, overrides: Iterable[DeclaredOverride]) -> Schedule | None:
    """The schedule that is declared, its layers in their order; None once what is wrong with it is reported.

    One without a name, which the provider allows, has its label as name.
    """
    arguments = Arguments(found.body, SCHEDULE, found.id, report, is_written=found.is_written)
    layers = [
        _layer(arguments.nested(nested), people, is_written=found.is_written) for nested in arguments.blocks("layer")
    ]
    if not layers and "layer" not in arguments.failed and found.is_written:
        arguments.fail("layer", "a schedule needs at least one `layer` block", found.body.at)
    if not layers and not found.is_written and "layer" not in arguments.failed:
        report.warning("it has no layers: through it, nobody is on call but by overrides", found.body.at, found.id)
    if None in layers:
        arguments.failed.add("layer")
    above = [_override(each, found.id, people, report) for each in overrides]
    if None in above:
        arguments.failed.add("overrides")
    values = {
        "name": arguments.optional_text("name") or found.label,
        "time_zone": arguments.text("time_zone"),
        "layers": [layer for layer in layers if layer is not None],
        "overrides": [override for override in above if override is not None],
        "description": arguments.optional_text("description"),
        "id": found.id,
        "where": found.body.at,
    }
    return arguments.built(Schedule, values, _A_SCHEDULE)


def _override(found: DeclaredOverride, address: str, people: People, report: Report) -> Override | None:
    arguments = Arguments(found.body, OVERRIDE, address, report, is_written=False)
    if not found.body.is_sound:  # Who it is of is wrong, and has been reported.
        arguments.failed.add("user")
    values = {
        "user": _user(arguments, people) if found.body.is_sound else None,
        "start": arguments.moment("start"),
        "end": arguments.moment("end"),
    }
    if arguments.failed & {"start", "end"}:  # One of them says nothing about the other.
        arguments.failed.update(("start", "end"))
    return arguments.built(Override, values, _AN_OVERRIDE)


def _user(arguments: Arguments, people: People) -> User | None:
    value = arguments.value("user")
    try:
        return None if "user" in arguments.failed else people.user(value, arguments.place("user"), arguments.address)
    except RefusedError as error:
        arguments.refuse("user", error)
    return None


def _layer(arguments: Arguments, people: People, *, is_written: bool) -> Layer | None:
    restrictions = [_restriction(arguments.nested(block)) for block in arguments.blocks("restriction")]
    if None in restrictions:
        arguments.failed.add("restriction")
    users = _users(arguments, people)
    if not users and not arguments.body.is_sound:  # Those who are listed are wrong, and have been reported.
        arguments.failed.add("users")
    values = {
        "name": arguments.optional_text("name"),
        "start": arguments.moment("start"),
        "end": arguments.moment("end"),
        "rotation_virtual_start": arguments.moment("rotation_virtual_start"),
        "rotation_turn_length_seconds": arguments.whole("rotation_turn_length_seconds"),
        "users": users,
        "restrictions": [restriction for restriction in restrictions if restriction is not None],
        "where": arguments.body.at,
        "is_as_answered": not is_written,
    }
    return arguments.built(Layer, values, _A_LAYER)


def _users(arguments: Arguments, people: People) -> list[User]:
    found: list[User] = []
    for value, at in arguments.items("users"):
        try:
            if isinstance(value, Unknown) and not value.is_identity:
                arguments.lack("users", value, at)
            else:
                found.append(people.user(value, at, arguments.address))
        except RefusedError as error:
            arguments.refuse("users", error)
    return found


def _restriction(arguments: Arguments) -> DailyRestriction | WeeklyRestriction | None:
    type_ = arguments.text("type")
    values: dict[str, object] = {
        "start_time_of_day": arguments.text("start_time_of_day"),
        "duration_seconds": arguments.whole("duration_seconds"),
        "where": arguments.body.at,
    }
    if type_ == "daily_restriction":
        day = arguments.whole("start_day_of_week") or None  # The provider takes 0 for "not set".
        if day is None:
            return arguments.built(DailyRestriction, values, _A_DAY)
        message = "start_day_of_week must only be set for a weekly_restriction schedule restriction type"
        arguments.fail("start_day_of_week", message)
        arguments.built(WeeklyRestriction, {**values, "start_day_of_week": day}, _A_RESTRICTION)
        return None
    day = _day(arguments)
    if type_ == "weekly_restriction":
        if day is None and "start_day_of_week" not in arguments.failed:
            message = "start_day_of_week must be set for a weekly_restriction schedule restriction type"
            arguments.fail("start_day_of_week", f"{message}: {_DAYS_OF_WEEK}")
    elif type_ is not None:
        arguments.fail("type", f"`type` must be daily_restriction or weekly_restriction, got {type_!r}")
    return arguments.built(WeeklyRestriction, {**values, "start_day_of_week": day or 1}, _A_RESTRICTION)


def _day(arguments: Arguments) -> int | None:
    """The day of a weekly restriction; None: it is not set, which the provider takes 0 for, or it is reported."""
    value = arguments.value("start_day_of_week")
    if value is None:
        return None
    if isinstance(value, NOT_KNOWN):
        return arguments.whole("start_day_of_week")
    try:
        number = as_number(value)
    except NoValueError:
        number = None
    if number is not None and number in range(len(DAYS) + 1):
        return int(number) or None
    message = f"`start_day_of_week` must be {_DAYS_OF_WEEK}, got {shown(value)}"
    name = value.strip(" .").lower() if isinstance(value, str) else ""
    meant = [at for at, day in enumerate(DAYS, start=1) if len(name) >= _SHORTEST_DAY and day.lower().startswith(name)]
    arguments.fail("start_day_of_week", f"{message}: write {meant[0]}" if meant else message)
    return None
