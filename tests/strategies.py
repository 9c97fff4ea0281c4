"""What the properties are tried with: zones with odd clocks, instants where clocks change, and every kind of schedule.

Clock changes are found here with the standard library alone, so that nothing under test chooses what it is tried with.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

import attrs
from hypothesis import strategies as st

from oncall.model import (
    DailyRestriction,
    EscalationPolicy,
    EscalationRule,
    Layer,
    Override,
    Schedule,
    User,
    WeeklyRestriction,
)
from tests.agreement import oracle

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

    from oncall.model.escalation import EmptyRules, Strategy

MINUTE, HOUR, DAY, WEEK = 60, 3600, 86_400, 604_800

ODD_ZONES = (
    "Etc/UTC",
    "America/New_York",
    "Europe/Dublin",  # summer time is the standard time, winter time the exception
    "Australia/Lord_Howe",  # moves by half an hour
    "Africa/Casablanca",  # moves for Ramadan
    "Pacific/Apia",  # has no 30 December 2011
    "America/St_Johns",  # once moved a minute after midnight
    "Asia/Kathmandu",
    "Europe/London",
    "Asia/Gaza",  # moves on dates of its own
    "Antarctica/Troll",  # moves by two hours
)
EVERY_ZONE = tuple(sorted(available_timezones() - {"localtime"}))

PEOPLE = tuple(map(User, ("alice", "bob", "carol", "dave", "erin")))

_EPOCH = datetime(1970, 1, 1)
_FROM, _TO = -157_766_400, 2_208_988_800  # 1965 to 2040
_RECENT = 946_684_800  # 2000


@cache
def clock_changes(zone: str) -> tuple[int, ...]:
    """The instants of 1965 to 2040 at which the UTC offset of `zone` changes; the largest changes first."""
    clock = ZoneInfo(zone)
    found: list[tuple[float, int]] = []
    for low, high in pairwise(range(_FROM, _TO, 3 * DAY)):
        before, after = _offset(clock, low), _offset(clock, high)
        if before != after:
            found.append((-abs(after - before), _last_with(clock, before, low, high) + 1))
    return tuple(instant for _, instant in sorted(found))


def _offset(clock: ZoneInfo, instant: int) -> float:
    offset = datetime.fromtimestamp(instant, clock).utcoffset()
    assert offset is not None
    return offset.total_seconds()


def _last_with(clock: ZoneInfo, offset: float, low: int, high: int) -> int:
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(clock, middle) == offset else (low, middle)
    return low


def instant_at(zone: str, wall: datetime, fold: int = 0) -> int:
    """The instant that the standard library finds for a naive local time."""
    return int(wall.replace(tzinfo=ZoneInfo(zone), fold=fold).timestamp())


# Every part below is drawn from strategies that are made once: making them anew for each example takes longer than the
# answers do. So what depends on a zone or an instant is a function of `draw`, and lists are counted first.

# --- Zones and instants -------------------------------------------------------------------------------------------

_any_zone = st.sampled_from(EVERY_ZONE)
_odd_zone = st.sampled_from(ODD_ZONES)
_yes_or_no = st.booleans()
_die = st.integers(0, 9)
_nudge = st.one_of(
    st.sampled_from((0, -1, 1)),
    st.integers(-2 * HOUR, 2 * HOUR),
    st.integers(-2 * DAY, 2 * DAY),
    st.integers(-3 * WEEK, 3 * WEEK),
)
_recent_instant = st.integers(_RECENT, _TO)


@st.composite
def zones(draw: DrawFn) -> str:
    """An odd zone mostly, any zone of the database now and then."""
    return draw(_any_zone if draw(_die) == 5 else _odd_zone)


def nudges() -> SearchStrategy[int]:
    """Seconds to step aside: none or one mostly, minutes, hours, days."""
    return _nudge


@cache
def _changes_of(zone: str, since: int) -> SearchStrategy[int] | None:
    changes = [each for each in clock_changes(zone) if each >= since]
    return st.sampled_from(changes) if changes else None


def instant_near_change(draw: DrawFn, zone: str) -> int:
    """A UTC second: near a clock change of `zone` mostly, anywhere from 2000 to 2040 else."""
    changes = _changes_of(zone, _RECENT if draw(_yes_or_no) else _FROM)
    if changes is None or draw(_die) < 2:
        return draw(_recent_instant)
    return draw(changes) + draw(_nudge)


@st.composite
def instants(draw: DrawFn, zone: str) -> int:
    """The same as a strategy."""
    return instant_near_change(draw, zone)


@st.composite
def moments(draw: DrawFn) -> tuple[str, int]:
    """A zone, and an instant near one of its clock changes mostly."""
    zone = draw(zones())
    return zone, instant_near_change(draw, zone)


# --- Restrictions -------------------------------------------------------------------------------------------------

_AWKWARD_LENGTHS = (1, 1800, 3600, 3601, 7200, 9000, 28_800, 43_200, 86_399)
_time = st.one_of(
    st.sampled_from((0, 1, 1800, 3599, 3600, 5400, 7199, 7200, 7260, 9000, 10_800, 12_600, 32_400, 61_200, 86_399)),
    st.integers(0, DAY - 1),
)
_early_time = st.one_of(st.sampled_from((0, 1800, 3600, 5400, 7200, 9000, 10_800)), st.integers(0, 4 * HOUR))
_daily_length = st.one_of(st.sampled_from(_AWKWARD_LENGTHS), st.integers(1, DAY - 1))
_weekly_length = st.one_of(
    st.sampled_from((*_AWKWARD_LENGTHS, DAY, 2 * DAY, 5 * DAY, WEEK - 1)), st.integers(1, WEEK - 1)
)
_weekday = st.integers(1, 7)
_how_many_restrictions = st.sampled_from((0, 0, 0, 1, 2, 3))
_touching = st.sampled_from((None, None, 0, -1, 1))

Restriction = DailyRestriction | WeeklyRestriction


def _text(seconds: int) -> str:
    return str(_EPOCH + timedelta(seconds=seconds))[11:]


def _daily(draw: DrawFn) -> DailyRestriction:
    """A daily window, past midnight too; half of them end between 00:00 and 04:00, where clocks change."""
    begin = draw(_time)
    length = (draw(_early_time) - begin) % DAY or 1 if draw(_yes_or_no) else draw(_daily_length)
    return DailyRestriction(start_time_of_day=_text(begin), duration_seconds=length)


def _weekly(begin: int, length: int) -> WeeklyRestriction:
    """A weekly window, past the week's end too; `begin` is counted from Monday 00:00 of any week."""
    day, second = divmod(begin % WEEK, DAY)
    return WeeklyRestriction(start_day_of_week=day + 1, start_time_of_day=_text(second), duration_seconds=length)


@st.composite
def restriction_lists(draw: DrawFn) -> list[Restriction]:
    """None at all half of the time; else a few, daily, weekly or mixed, apart, touching or overlapping."""
    found: list[Restriction] = []
    for _ in range(draw(_how_many_restrictions)):
        aside = draw(_touching)
        if found and aside is not None:
            begin, length = found[0].weekly[-1]  # begins where the first one ends, or a second before or after
            found.append(_weekly(begin + length + aside, draw(_weekly_length)))
        elif draw(_yes_or_no):
            found.append(_daily(draw))
        else:
            found.append(_weekly(draw(_weekday) * DAY + draw(_time), draw(_weekly_length)))
    return found


# --- Layers, overrides, schedules ---------------------------------------------------------------------------------

_turn_length = st.one_of(
    st.sampled_from((DAY, WEEK, HOUR, 12 * HOUR, HOUR + 1, 5 * HOUR, 90_000, 2 * DAY, 2 * WEEK, 30 * DAY, 31_536_000)),
    st.integers(HOUR, 4 * DAY),
    st.integers(HOUR, 31_536_000),
)
_days_away = st.one_of(st.integers(-10, 10), st.integers(-400, 400), st.integers(-20_000, 2_000))
_minute_of_day = st.one_of(st.sampled_from((0, 60, 90, 119, 120, 121, 150, 180, 540)), st.integers(0, 1439))
_fold = st.integers(0, 1)
_start_kind = st.sampled_from(("virtual start", "long ago", "near"))
_end_kind = st.sampled_from(("never", "never", "near", "later"))
_days_ago, _days_later = st.integers(0, 800), st.integers(-1, 500)
_rotation = st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=5)
_restrictions = restriction_lists()
_how_many_overrides = st.sampled_from((0, 0, 1, 2, 3))
_override_length = st.one_of(st.sampled_from((1, HOUR, DAY, WEEK)), st.integers(1, 2 * WEEK))
_person = st.sampled_from(PEOPLE)
_how_many_layers = st.integers(0, 4)


def turn_lengths() -> SearchStrategy[int]:
    """Any turn that the provider takes: whole days and weeks mostly."""
    return _turn_length


def virtual_start(draw: DrawFn, zone: str, near: int) -> int:
    """A full minute, days or decades before `near` or after it, at an awkward local time mostly."""
    day = _EPOCH + timedelta(seconds=near // DAY * DAY, days=draw(_days_away))
    found = instant_at(zone, day + timedelta(minutes=draw(_minute_of_day)), draw(_fold))
    return found // MINUTE * MINUTE


def _layer_near(draw: DrawFn, zone: str, near: int) -> Layer:
    """A layer that has something to say about `near`, or had, or will have, or never has."""
    first = virtual_start(draw, zone, near)
    match draw(_start_kind):
        case "virtual start":
            start = first
        case "long ago":
            start = near - draw(_days_ago) * DAY + draw(_nudge)
        case _:
            start = near + draw(_nudge)
    match draw(_end_kind):
        case "never":
            end = None
        case "near":
            end = (near + draw(_nudge)) // MINUTE * MINUTE
        case _:
            end = (start + draw(_days_later) * DAY) // MINUTE * MINUTE
    return Layer(
        start=start,
        end=end,
        rotation_virtual_start=first,
        rotation_turn_length_seconds=draw(_turn_length),
        users=draw(_rotation),
        restrictions=draw(_restrictions),
    )


def _overrides_near(draw: DrawFn, near: int) -> list[Override]:
    """A few overrides around `near` that overlap, touch, cover each other, or lie apart."""
    edges = [near]
    found: list[Override] = []
    for _ in range(draw(_how_many_overrides)):
        start = edges[draw(_die) % len(edges)] if draw(_yes_or_no) else near + draw(_nudge)
        end = start + draw(_override_length)
        found.append(Override(user=draw(_person), start=start, end=end))
        edges += [start, end]
    return found


def schedule_near(draw: DrawFn, zone: str, near: int, *, name: str = "schedule", layers: int = 4) -> Schedule:
    """No layer to so many, and overrides, with what matters to them around `near`."""
    count = min(draw(_how_many_layers), layers)
    found = [_layer_near(draw, zone, near) for _ in range(count)]
    return Schedule(
        name=name,
        time_zone=zone,
        layers=[attrs.evolve(layer, name=f"layer {index}") for index, layer in enumerate(found)],
        overrides=_overrides_near(draw, near),
    )


@attrs.frozen
class Scene:
    """A schedule and an instant at which something may happen to it."""

    schedule: Schedule
    near: int

    @property
    def told(self) -> oracle.Schedule:
        """The schedule as the oracle has it."""
        return as_oracle(self.schedule)


@st.composite
def scenes(draw: DrawFn) -> Scene:
    """A schedule in some zone, and an instant, near one of its clock changes mostly."""
    zone, near = draw(_moment)
    return Scene(schedule_near(draw, zone, near), near)


_moment = moments()


@st.composite
def ranges(draw: DrawFn, scene: Scene, *, pieces: int = 40) -> tuple[int, int]:
    """A range around the scene's instant, from one second long to some `pieces` of its shortest turn or window."""
    steps = [30 * DAY, *(layer.rotation_turn_length_seconds for layer in scene.schedule.layers)]
    steps += [DAY for layer in scene.schedule.layers if layer.restrictions]
    longest = pieces * min(steps)
    length = draw(st.integers(1, longest)) if draw(_yes_or_no) else (HOUR, longest, 1)[draw(_die) % 3]
    since = scene.near - draw(st.integers(0, length))
    return since, since + length


# --- Escalation ---------------------------------------------------------------------------------------------------

_delay = st.one_of(st.sampled_from((1, 5, 30, 60)), st.integers(1, 2000))
_targets = st.lists(st.integers(0, 6), min_size=1, max_size=3)
_strategy: SearchStrategy[Strategy] = st.sampled_from(("assign_to_everyone", "assign_to_everyone", "round_robin"))
_empty_rules: SearchStrategy[EmptyRules] = st.sampled_from(("skip", "skip", "wait"))
_how_many_rules = st.integers(1, 3)
_loops = st.sampled_from((0, 1, 2, 9))


def policy_near(draw: DrawFn, zone: str, near: int) -> EscalationPolicy:
    """One to three rules over two schedules and the people in them, with delays from a minute to a day and a half.

    Some rules are `round_robin`, and some policies wait at empty rules.
    """
    first, second = (schedule_near(draw, zone, near, name=name, layers=2) for name in ("first", "second"))
    choices: tuple[User | Schedule, ...] = (first, second, *PEOPLE[:3], second, first)
    rules = [
        EscalationRule(
            escalation_delay_in_minutes=draw(_delay),
            targets=[choices[number] for number in draw(_targets)],
            escalation_rule_assignment_strategy=draw(_strategy),
        )
        for _ in range(draw(_how_many_rules))
    ]
    return EscalationPolicy(name="policy", rules=rules, num_loops=draw(_loops), empty_rules=draw(_empty_rules))


@st.composite
def policies(draw: DrawFn, zone: str, near: int) -> EscalationPolicy:
    """The same as a strategy."""
    return policy_near(draw, zone, near)


# --- The oracle's words -------------------------------------------------------------------------------------------


def as_oracle(schedule: Schedule) -> oracle.Schedule:
    """The same schedule as the oracle writes it."""
    return oracle.Schedule(
        schedule.time_zone,
        tuple(map(_layer, schedule.layers)),
        tuple(oracle.Override(_second(it.start), _second(it.end), it.user.id) for it in schedule.overrides),
    )


def _layer(layer: Layer) -> oracle.Layer:
    return oracle.Layer(
        start=_second(layer.start),
        end=None if layer.end is None else _second(layer.end),
        virtual_start=_second(layer.rotation_virtual_start),
        turn_seconds=layer.rotation_turn_length_seconds,
        users=tuple(user.id for user in layer.users),
        windows=tuple(map(as_window, layer.restrictions)),
    )


def as_window(restriction: Restriction) -> oracle.Window:
    """The same restriction as the oracle writes it."""
    hours, minutes, seconds = map(int, restriction.start_time_of_day.split(":"))
    day = restriction.start_day_of_week if isinstance(restriction, WeeklyRestriction) else None
    return oracle.Window(hours * HOUR + minutes * MINUTE + seconds, restriction.duration_seconds, day)


def _second(moment: datetime) -> int:
    return int(moment.timestamp())
