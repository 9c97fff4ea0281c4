"""Facts about the strategies for users: they are valid, they stay in range, and they crowd where clocks change."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from oncall import EscalationPolicy, EscalationRule, Layer, Override, Schedule, User, WeeklyRestriction
from oncall.errors import InvalidValueError, NotAnInstantError, UnknownZoneError
from oncall.testing import strategies

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

SINCE, UNTIL = 1_735_689_600, 1_767_225_600
"""The year 2025 in UTC."""
CHANGES = (1_741_503_600, 1_762_063_200)
"""The clock changes of New York in 2025: 9 March 07:00 UTC and 2 November 06:00 UTC."""

FRANK, GRACE = User("frank"), User("grace")


def reaches(strategy: SearchStrategy[Any], condition: Callable[[Any], bool]) -> bool:
    """Whether something of the kind is drawn in some thousand tries; the same ones each time, up to the first."""
    tries = settings(settings.get_profile("nightly"), phases=[Phase.generate], derandomize=True, database=None)
    try:
        find(strategy, condition, settings=tries)
    except NoSuchExample:
        return False
    return True


def seconds(moment: datetime) -> int:
    """The UTC second of a value of the model."""
    return int(moment.timestamp())


# --- Instants -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("aside", [0, -1, 1])
@pytest.mark.parametrize("change", CHANGES)
def test_instants_are_drawn_at_clock_changes_and_beside_them(change: int, aside: int) -> None:
    """To the second, of a whole year."""
    year = strategies.instants("America/New_York", since=SINCE, until=UNTIL)
    assert reaches(year, lambda at: at == change + aside)


def test_most_instants_are_near_a_clock_change() -> None:
    """Within three weeks, of which a year has 12 of 52: by chance it would be less than a quarter."""
    seen: list[bool] = []

    @settings(database=None, derandomize=True)
    @given(strategies.instants("America/New_York", since=SINCE, until=UNTIL))
    def draw(at: int) -> None:
        seen.append(any(abs(at - change) <= 3 * 604_800 for change in CHANGES))

    draw()
    assert sum(seen) > len(seen) / 2


@given(st.data())
def test_instants_stay_in_their_range(data: st.DataObject) -> None:
    """In one of a few seconds too, and in a zone whose clock is never changed."""
    zone = data.draw(strategies.zones())
    since = data.draw(st.sampled_from((*CHANGES, SINCE)))
    until = since + data.draw(st.sampled_from((1, 2, 3600, 31_536_000)))
    assert since <= data.draw(strategies.instants(zone, since=since, until=until)) < until


def test_a_skipped_and_a_repeated_hour_are_drawn() -> None:
    """In Madrid, as the standard library sees it."""
    clock = ZoneInfo("Europe/Madrid")
    local = strategies.instants("Europe/Madrid").map(lambda at: datetime.fromtimestamp(at, UTC).astimezone(clock))
    assert reaches(local, lambda moment: moment.fold == 1)
    assert reaches(local, lambda moment: (moment.month, moment.hour, moment.minute, moment.second) == (3, 3, 0, 0))


# --- Schedules ----------------------------------------------------------------------------------------------------


@given(strategies.schedules(zones=["Asia/Kathmandu"], users=[FRANK, GRACE], since=SINCE, until=UNTIL))
def test_schedules_are_made_of_what_is_given(schedule: Schedule) -> None:
    """Zones, people, and the range in which things begin and end."""
    assert schedule.time_zone == "Asia/Kathmandu"
    assert set(schedule.users) <= {FRANK, GRACE}
    for layer in schedule.layers:
        edges = [layer.start, layer.rotation_virtual_start, *([layer.end] if layer.end else [])]
        assert all(SINCE <= seconds(edge) < UNTIL for edge in edges)
    assert all(SINCE <= seconds(override.start) < UNTIL for override in schedule.overrides)


@pytest.mark.parametrize(
    "condition",
    [
        lambda it: not it.layers,
        lambda it: len(it.layers) == 3,
        lambda it: any(layer.end and layer.end <= layer.start for layer in it.layers),
        lambda it: any(layer.restrictions for layer in it.layers),
        lambda it: any(len(layer.users) > len(set(layer.users)) for layer in it.layers),
        lambda it: len(it.overrides) == 2,
        lambda it: it.time_zone == "Australia/Lord_Howe",
        lambda it: any(layer.rotation_virtual_start < layer.start for layer in it.layers),
        lambda it: any(layer.rotation_virtual_start > layer.start for layer in it.layers),
    ],
)
def test_all_sorts_of_schedules_are_drawn(condition: Callable[[Schedule], bool]) -> None:
    """Empty and layered, ended and restricted, overridden, in odd zones, begun before and after their virtual start."""
    assert reaches(strategies.schedules(), condition)


@given(strategies.schedules(min_layers=2, max_layers=2, max_overrides=0))
def test_the_numbers_of_layers_and_overrides_are_given(schedule: Schedule) -> None:
    """From so many up to so many."""
    assert len(schedule.layers) == 2
    assert not schedule.overrides


def test_hand_offs_are_drawn_at_a_clock_change() -> None:
    """A layer whose turns begin in the hour that is repeated."""
    change = CHANGES[1]
    layers = strategies.layers(zone="America/New_York", since=SINCE, until=UNTIL)
    assert reaches(layers, lambda it: 0 <= seconds(it.rotation_virtual_start) - change < 3600)


def test_the_restrictions_of_layers_are_given() -> None:
    """Of one kind, say, or of one's own."""
    layers = strategies.layers(restrictions=strategies.weekly_restrictions())

    @given(layers)
    def draw(layer: Layer) -> None:
        assert all(isinstance(window, WeeklyRestriction) for window in layer.restrictions)

    draw()


def test_windows_past_midnight_and_past_the_week_are_drawn() -> None:
    """A window is where it begins and how long it lasts, wherever that ends."""
    daily = strategies.daily_restrictions()
    assert reaches(daily, lambda it: it.start_time_of_day >= "12:00:00" and it.duration_seconds > 43_200)
    weekly = strategies.weekly_restrictions()
    assert reaches(weekly, lambda it: it.start_day_of_week == 7 and it.duration_seconds > 86_400)
    assert reaches(strategies.restrictions(), lambda it: it.start_time_of_day == "02:30:00")


@given(strategies.escalation_policies(users=[FRANK, GRACE], max_rules=2))
def test_policies_are_made_of_what_is_given(policy: EscalationPolicy) -> None:
    """At most so many rules; two schedules whose names tell them apart, and the people."""
    assert 1 <= len(policy.rules) <= 2
    assert {schedule.id for schedule in policy.schedules} <= {"first", "second"}
    targets = [target for rule in policy.rules for target in rule.targets if isinstance(target, User)]
    assert set(targets) <= {FRANK, GRACE}


def test_the_schedules_of_a_policy_are_given() -> None:
    """Also one's own."""
    mine = Schedule(name="mine", time_zone="Etc/UTC", layers=[])
    policies = strategies.escalation_policies(schedules=st.just(mine))
    assert reaches(policies, lambda it: len(it.schedules) == 2 and not it.schedules[0].layers)
    assert reaches(strategies.escalation_rules(schedules=st.just(mine)), lambda it: mine in it.targets)
    assert reaches(policies, lambda it: any(rule.is_round_robin for rule in it.rules))


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        (lambda: strategies.instants("Europe/Madird"), UnknownZoneError, "near: Europe/Madrid"),
        (lambda: strategies.instants(since="now"), NotAnInstantError, "since: 'now' is not an instant"),
        (lambda: strategies.instants(since=UNTIL, until=SINCE), InvalidValueError, "until must be after since"),
        (lambda: strategies.users([]), InvalidValueError, "users must be a list that is not empty"),
        (lambda: strategies.users(cast("Any", "alice")), InvalidValueError, "users must be a list of User"),
        (lambda: strategies.zones(["Mars/Olympus"]), UnknownZoneError, "Mars/Olympus"),
        (lambda: strategies.layers(zone="Mars/Olympus"), UnknownZoneError, "Mars/Olympus"),
        (lambda: strategies.overrides(users=[]), InvalidValueError, "users must be a list that is not empty"),
        (lambda: strategies.schedules(min_layers=-1), InvalidValueError, "min_layers must be a whole number"),
        (
            lambda: strategies.schedules(min_layers=4),
            InvalidValueError,
            "max_layers must be a whole number of at least 4",
        ),
        (lambda: strategies.escalation_policies(max_rules=0), InvalidValueError, "max_rules must be a whole number"),
    ],
)
def test_wrong_arguments_are_refused_where_they_are_given(
    make: Callable[[], object], error: type[Exception], words: str
) -> None:
    """Not when something is first drawn."""
    with pytest.raises(error, match=words):
        make()


# --- The entry point ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [User, WeeklyRestriction, Layer, Override, Schedule, EscalationRule, EscalationPolicy])
def test_types_are_drawn_without_an_import_of_the_strategies(kind: type[object]) -> None:
    """Hypothesis found the entry point when it was imported."""

    @given(st.from_type(kind))
    def draw(value: object) -> None:
        assert isinstance(value, kind)

    draw()


def paged(policy: EscalationPolicy, at: User, *, rota: Schedule) -> tuple[EscalationPolicy, User, Schedule]:
    """A function of one's own, with annotations."""
    return policy, at, rota


@given(st.builds(paged))
def test_arguments_that_are_annotated_are_drawn(drawn: tuple[EscalationPolicy, User, Schedule]) -> None:
    """By `st.builds`, for functions and classes of one's own."""
    assert [type(each) for each in drawn] == [EscalationPolicy, User, Schedule]
