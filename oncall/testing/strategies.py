"""Hypothesis strategies: schedules and the instants at which something may happen to them.

Clocks are where schedules go wrong. So instants, hand-offs and the edges of windows crowd around the clock changes of a
zone: the change itself, a second before and after it, and the hours and days around it. Everything that is drawn is
valid, shrinks to what is short and plain, and works with every schedule of the library, not only with a pretty one.

Needs Hypothesis: `pip install oncall-schedule[testing]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import attrs
from hypothesis import strategies as st

from oncall.chronology.instants import Instant, checked_range
from oncall.chronology.zones import DAY, WEEK, Zone
from oncall.errors import InvalidValueError
from oncall.model import (
    DailyRestriction,
    EscalationPolicy,
    EscalationRule,
    Layer,
    Override,
    Schedule,
    User,
    WeeklyRestriction,
    fields,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

    from oncall.model.escalation import EmptyRules, Strategy
    from oncall.model.restrictions import Restriction

T = TypeVar("T")

PEOPLE = tuple(map(User, ("alice", "bob", "carol", "dave", "erin")))
"""Who is drawn, where no users are given."""

ZONES = (
    "Etc/UTC",
    "America/New_York",
    "Europe/Madrid",
    "Europe/Dublin",  # summer time is the standard time, winter time the exception
    "Australia/Lord_Howe",  # moves by half an hour
    "Africa/Casablanca",  # moves for Ramadan
    "Asia/Kathmandu",  # 5 hours and 45 minutes ahead
    "Antarctica/Troll",  # moves by two hours
)
"""Which zones are drawn, where none are given: those of most teams, and those with the oddest clocks."""

SINCE, UNTIL = "2020-01-01T00:00:00Z", "2035-01-01T00:00:00Z"
"""Between which instants everything is drawn, where no range is given."""

_HOUR, _MINUTE = 3600, 60

_nudge = st.one_of(
    st.sampled_from((0, -1, 1)),
    st.integers(-2 * _HOUR, 2 * _HOUR),
    st.integers(-2 * DAY, 2 * DAY),
    st.integers(-3 * WEEK, 3 * WEEK),
)
_time_of_day = st.one_of(
    st.sampled_from((9 * _HOUR, 17 * _HOUR, 0, 1800, _HOUR, 5400, 2 * _HOUR, 9000, 3 * _HOUR, DAY - 1)),
    st.integers(0, DAY - 1),
)
_turn = st.one_of(
    st.sampled_from((WEEK, DAY, 12 * _HOUR, 2 * WEEK, _HOUR, 25 * _HOUR)),
    st.integers(1, 28).map(lambda days: days * DAY),  # odd seconds would make joint periods of thousands of years
)
_delay = st.one_of(st.sampled_from((5, 10, 30)), st.integers(1, 120))
_strategy: SearchStrategy[Strategy] = st.sampled_from(("assign_to_everyone", "round_robin"))
_loops = st.integers(0, 2)
_empty_rules: SearchStrategy[EmptyRules] = st.sampled_from(("skip", "wait"))
_override_length = st.one_of(st.sampled_from((DAY, _HOUR, WEEK, 1)), st.integers(1, 2 * WEEK))
_is_aside = st.sampled_from((False, False, False, False, True))
_is_rare = st.sampled_from((False, False, True))


# What is drawn from is made once, outside of what draws: making it anew for each example takes longer than drawing.


@st.composite
def _moments(draw: DrawFn, changes: SearchStrategy[int] | None, anywhere: SearchStrategy[int]) -> int:
    return draw(anywhere) if changes is None or draw(_is_aside) else draw(changes) + draw(_nudge)


def _instants(zone: str, since: int, until: int) -> SearchStrategy[int]:
    """Instants of `[since, until)`; what is drawn beyond it is moved to its end."""
    changes = Zone.named(zone).changes(since, until)
    drawn = _moments(st.sampled_from(changes) if changes else None, st.integers(since, until - 1))
    return drawn.map(lambda instant: min(max(instant, since), until - 1))


def _minutes(zone: str, since: int, until: int) -> SearchStrategy[int]:
    """The same on full minutes, of which the first may be before the range."""
    return _instants(zone, since, until).map(lambda instant: instant // _MINUTE * _MINUTE)


def instants(zone: str = "America/New_York", *, since: Instant = SINCE, until: Instant = UNTIL) -> SearchStrategy[int]:
    """UTC seconds of `[since, until)`: on and around the clock changes of `zone` mostly, anywhere else.

    Raises:
        UnknownZoneError: `zone` is no IANA zone.
        NotAnInstantError, InvalidValueError: the range has an end that is no instant, or is empty.

    Examples:
        >>> from hypothesis import given
        >>> from oncall import Layer, Schedule, User
        >>> layer = Layer.daily(
        ...     [User("alice"), User("bob")],
        ...     start="2025-01-01T00:00:00Z",
        ...     hand_off="02:30",
        ...     time_zone="Europe/Madrid",
        ... )
        >>> schedule = Schedule(name="checkout", time_zone="Europe/Madrid", layers=[layer])
        >>> @given(instants("Europe/Madrid", since="2025-01-01T00:00:00Z"))
        ... def test_somebody_is_there(instant):
        ...     assert schedule.on_call(instant)
        >>> test_somebody_is_there()
    """
    Zone.named(zone)
    return _instants(zone, *checked_range(since, until))


def users(people: Sequence[User] = PEOPLE) -> SearchStrategy[User]:
    """One of some people.

    Raises:
        InvalidValueError: it is no list of users, or an empty one.
    """
    return st.sampled_from(_people(people))


def zones(names: Sequence[str] = ZONES) -> SearchStrategy[str]:
    """One of some IANA zones.

    Raises:
        InvalidValueError: it is no list of names, or an empty one.
        UnknownZoneError: one of them is no IANA zone.
    """
    return st.sampled_from(_zones(names))


@st.composite
def daily_restrictions(draw: DrawFn) -> DailyRestriction:
    """A window of every day, past midnight too; many begin or end in the hours in which clocks change."""
    begin, end = draw(_time_of_day), draw(_time_of_day)
    return DailyRestriction(start_time_of_day=_clock(begin), duration_seconds=(end - begin) % DAY or 1)


@st.composite
def weekly_restrictions(draw: DrawFn) -> WeeklyRestriction:
    """A window of every week, past its end too."""
    begin, days, end = draw(_time_of_day), draw(st.integers(0, 6)), draw(_time_of_day)
    return WeeklyRestriction(
        start_day_of_week=draw(st.integers(1, 7)),
        start_time_of_day=_clock(begin),
        duration_seconds=(days * DAY + end - begin) % WEEK or 1,
    )


def restrictions() -> SearchStrategy[Restriction]:
    """A window of every day or of every week."""
    return _any_restriction


_any_restriction = st.one_of(daily_restrictions(), weekly_restrictions())


@st.composite
def _layers(
    draw: DrawFn,
    minutes: SearchStrategy[int],
    rotations: SearchStrategy[list[User]],
    windows: SearchStrategy[list[Restriction]],
) -> Layer:
    start = draw(minutes)
    return Layer(
        start=start,
        end=draw(minutes) if draw(_is_rare) else None,
        rotation_virtual_start=draw(minutes) if draw(_is_rare) else start,
        rotation_turn_length_seconds=draw(_turn),
        users=draw(rotations),
        restrictions=draw(windows) if draw(_is_rare) else [],
    )


def _layers_of(
    zone: str, people: tuple[User, ...], bounds: tuple[int, int], windows: SearchStrategy[Restriction]
) -> SearchStrategy[Layer]:
    rotations = st.lists(st.sampled_from(people), min_size=1, max_size=5)
    return _layers(_minutes(zone, *bounds), rotations, st.lists(windows, min_size=1, max_size=3))


def layers(
    *,
    zone: str = "America/New_York",
    users: Sequence[User] = PEOPLE,
    since: Instant = SINCE,
    until: Instant = UNTIL,
    restrictions: SearchStrategy[Restriction] | None = None,
) -> SearchStrategy[Layer]:
    """Layers whose starts, ends and hand-offs crowd around the clock changes of `zone`, in `[since, until)`.

    Their turns last from an hour to four weeks, whole days mostly. Most have no end and no restriction; some have an
    end before their start, as such layers are written too. `restrictions` draws the windows of those that have any.

    Raises:
        UnknownZoneError, NotAnInstantError, InvalidValueError: as `instants`, or there are no users.
    """
    Zone.named(zone)
    windows = _any_restriction if restrictions is None else restrictions
    return _layers_of(zone, _people(users), checked_range(since, until), windows)


@st.composite
def _overrides(draw: DrawFn, begins: SearchStrategy[int], people: SearchStrategy[User]) -> Override:
    start = draw(begins)
    return Override(user=draw(people), start=start, end=start + draw(_override_length))


def _overrides_of(zone: str, people: tuple[User, ...], bounds: tuple[int, int]) -> SearchStrategy[Override]:
    return _overrides(_instants(zone, *bounds), st.sampled_from(people))


def overrides(
    *, zone: str = "America/New_York", users: Sequence[User] = PEOPLE, since: Instant = SINCE, until: Instant = UNTIL
) -> SearchStrategy[Override]:
    """Overrides of a second to two weeks, that begin around the clock changes of `zone`, in `[since, until)`.

    Raises:
        UnknownZoneError, NotAnInstantError, InvalidValueError: as `layers`.
    """
    Zone.named(zone)
    return _overrides_of(zone, _people(users), checked_range(since, until))


@st.composite
def _schedules(
    draw: DrawFn,
    zones: SearchStrategy[str],
    parts: dict[str, tuple[SearchStrategy[list[Layer]], SearchStrategy[list[Override]]]],
) -> Schedule:
    zone = draw(zones)
    layers, overrides = parts[zone]
    return Schedule(name="schedule", time_zone=zone, layers=draw(layers), overrides=draw(overrides))


def schedules(
    *,
    zones: Sequence[str] = ZONES,
    users: Sequence[User] = PEOPLE,
    since: Instant = SINCE,
    until: Instant = UNTIL,
    min_layers: int = 0,
    max_layers: int = 3,
    max_overrides: int = 2,
) -> SearchStrategy[Schedule]:
    """Schedules in one of the `zones`, with what begins and ends in them in `[since, until)`.

    All are called `schedule`; `.map(lambda it: attrs.evolve(it, name=…, id=…))` gives them other names.

    Raises:
        UnknownZoneError, NotAnInstantError, InvalidValueError: as `layers`, or a number is not one, or out of order.

    Examples:
        >>> from hypothesis import given
        >>> @given(schedules(min_layers=1, max_layers=1), instants())
        ... def test_one_layer_is_the_schedule(schedule, instant):
        ...     shifts = schedule.layer_shifts(0, instant, instant + 1)
        ...     if not schedule.overrides:
        ...         assert shifts == schedule.shifts(instant, instant + 1)
        >>> test_one_layer_is_the_schedule()
    """
    fields.whole("min_layers", min_layers, least=0)
    fields.whole("max_layers", max_layers, least=min_layers)
    fields.whole("max_overrides", max_overrides, least=0)
    names, people, bounds = _zones(zones), _people(users), checked_range(since, until)
    parts = {
        zone: (
            st.lists(_layers_of(zone, people, bounds, _any_restriction), min_size=min_layers, max_size=max_layers),
            st.lists(_overrides_of(zone, people, bounds), max_size=max_overrides),
        )
        for zone in names
    }
    return _schedules(st.sampled_from(names), parts)


@st.composite
def _rules(draw: DrawFn, targets: SearchStrategy[list[User | Schedule]]) -> EscalationRule:
    return EscalationRule(
        escalation_delay_in_minutes=draw(_delay),
        targets=draw(targets),
        escalation_rule_assignment_strategy=draw(_strategy),
    )


def escalation_rules(
    *, schedules: SearchStrategy[Schedule] | None = None, users: Sequence[User] = PEOPLE
) -> SearchStrategy[EscalationRule]:
    """Rules of one to three targets, schedules and people, with delays of a minute to two hours.

    Raises:
        InvalidValueError: there are no users.
    """
    people = _people(users)
    return _rules(_some_of(st.one_of(st.sampled_from(people), _schedules_or(schedules, people))))


@st.composite
def _policies(draw: DrawFn, drawn: SearchStrategy[Schedule], people: tuple[User, ...], most: int) -> EscalationPolicy:
    first, second = (_renamed(draw(drawn), name) for name in ("first", "second"))
    targets: SearchStrategy[User | Schedule] = st.sampled_from((first, second, *people))
    return EscalationPolicy(
        name="policy",
        rules=draw(st.lists(_rules(_some_of(targets)), min_size=1, max_size=most)),
        num_loops=draw(_loops),
        empty_rules=draw(_empty_rules),
    )


def escalation_policies(
    *, schedules: SearchStrategy[Schedule] | None = None, users: Sequence[User] = PEOPLE, max_rules: int = 3
) -> SearchStrategy[EscalationPolicy]:
    """Policies of one rule to `max_rules`, over two schedules, `first` and `second`, and some people.

    Raises:
        InvalidValueError: there are no users, or no rules.
    """
    fields.whole("max_rules", max_rules, least=1)
    people = _people(users)
    return _policies(_schedules_or(schedules, people), people, max_rules)


def _schedules_or(given: SearchStrategy[Schedule] | None, people: tuple[User, ...]) -> SearchStrategy[Schedule]:
    return schedules(users=people) if given is None else given


def _some_of(targets: SearchStrategy[User | Schedule]) -> SearchStrategy[list[User | Schedule]]:
    return st.lists(targets, min_size=1, max_size=3)


def _renamed(schedule: Schedule, name: str) -> Schedule:
    return attrs.evolve(schedule, name=name, id=name)


def _clock(seconds: int) -> str:
    return f"{seconds // _HOUR:02}:{seconds % _HOUR // _MINUTE:02}:{seconds % _MINUTE:02}"


def _people(values: Sequence[User]) -> tuple[User, ...]:
    return _some(fields.tuple_of(User, "users", values), "users")


def _zones(values: Sequence[str]) -> tuple[str, ...]:
    found = _some(fields.tuple_of(str, "zones", values), "zones")
    for name in found:
        Zone.named(name)
    return found


def _some(found: tuple[T, ...], field: str) -> tuple[T, ...]:
    if not found:
        raise InvalidValueError(field, "a list that is not empty", found)
    return found
