"""Schedules: the article's, answer by answer, and what cannot be one."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pendulum
import pytest

from oncall import DailyRestriction, Layer, Override, Schedule, User
from oncall.errors import InvalidValueError, NotAnInstantError, NotFoundError, UnknownZoneError
from tests.strategies import DAY, HOUR, WEEK

ALICE, BOB, CAROL, DAVE = map(User, ("alice", "bob", "carol", "dave"))


def weekly(name: str, virtual_start: str) -> Layer:
    """One of the article's two layers."""
    return Layer(
        name=name,
        start="2025-01-01T00:00:00-05:00",
        rotation_virtual_start=virtual_start,
        rotation_turn_length_seconds=WEEK,
        users=[ALICE, BOB, CAROL, DAVE],
    )


ARTICLE = Schedule(
    name="Checkout Team On-Call",
    time_zone="America/New_York",
    layers=[
        weekly("Primary", "2025-01-01T00:00:00-05:00"),
        weekly("Secondary", "2025-01-08T00:00:00-05:00"),
    ],
)


def shown(schedule: Schedule, since: str, until: str, *, overflow: bool = False) -> list[tuple[str, str, str]]:
    """Shifts as people, local starts and local ends."""
    found = schedule.shifts(since, until, overflow=overflow)
    return [(it.user.id, it.start.isoformat(), it.end.isoformat() if it.end else "") for it in found]


def test_the_articles_secondary_always_wins() -> None:
    """Dave has the week before the virtual start of Secondary, then alice, bob, carol and dave have one week each."""
    # Secondary starts on 1 January too, so its turn -1 is users[-1 mod 4] = dave: "Primary" is hidden from the start.
    assert shown(ARTICLE, "2025-01-01T00:00:00-05:00", "2025-02-05T00:00:00-05:00") == [
        ("dave", "2025-01-01T00:00:00-05:00", "2025-01-08T00:00:00-05:00"),
        ("alice", "2025-01-08T00:00:00-05:00", "2025-01-15T00:00:00-05:00"),
        ("bob", "2025-01-15T00:00:00-05:00", "2025-01-22T00:00:00-05:00"),
        ("carol", "2025-01-22T00:00:00-05:00", "2025-01-29T00:00:00-05:00"),
        ("dave", "2025-01-29T00:00:00-05:00", "2025-02-05T00:00:00-05:00"),
    ]
    timeline = ARTICLE.shifts("2025-01-01T05:00:00Z", "2026-01-01T05:00:00Z")
    assert timeline.coverage == 1
    assert {shift.sources for shift in timeline} == {("Secondary",)}


def test_the_articles_week_of_the_spring_change_has_167_hours() -> None:
    """Alice begins on 5 March 2025 and hands over to bob at midnight of the 12th, in summer time."""
    shift = ARTICLE.shift_at("2025-03-08T12:00:00Z")
    assert shift is not None
    assert (shift.user, shift.start.isoformat()) == (ALICE, "2025-03-05T00:00:00-05:00")
    assert shift.end is not None
    assert shift.end.isoformat() == "2025-03-12T00:00:00-04:00"
    assert shift.seconds == 167 * HOUR
    assert isinstance(shift.start, pendulum.DateTime)
    assert shift.start.timezone_name == "America/New_York"


def test_whoever_takes_over_is_on_call_at_that_second() -> None:
    """Alice has the last second before midnight of 12 March 2025, and bob has midnight."""
    assert ARTICLE.on_call("2025-03-11T23:59:59.999-04:00") == ALICE
    assert ARTICLE.on_call("2025-03-12T00:00:00-04:00") == BOB
    assert ARTICLE.on_call("2024-12-31T23:59:59-05:00") is None
    assert ARTICLE.shift_at("2024-12-31T23:59:59-05:00") is None


@pytest.mark.parametrize(
    "at",
    [
        "2025-03-12T15:00:00Z",
        "2025-03-12T11:00:00-04:00",
        1_741_791_600,  # 20 159 days after 1970-01-01, and 15 hours
        datetime(2025, 3, 12, 11, tzinfo=ZoneInfo("America/New_York")),
        pendulum.datetime(2025, 3, 12, 11, tz="America/New_York"),
    ],
)
def test_an_instant_can_be_given_in_many_ways(at: Any) -> None:
    """Text, number, the standard library's datetime and pendulum's are one instant."""
    assert ARTICLE.on_call(at) == BOB
    assert ARTICLE.on_call_many([at, at]) == [BOB, BOB]
    shift = ARTICLE.shift_at(at)
    assert shift is not None
    assert shift.user == BOB


def test_shifts_are_cut_to_the_range_or_whole() -> None:
    """With overflow the first and the last shift reach as far as they do."""
    since, until = "2025-03-04T00:00:00Z", "2025-03-06T00:00:00Z"
    middle = "2025-03-05T00:00:00-05:00"
    assert shown(ARTICLE, since, until) == [
        ("dave", "2025-03-03T19:00:00-05:00", middle),
        ("alice", middle, "2025-03-05T19:00:00-05:00"),
    ]
    assert shown(ARTICLE, since, until, overflow=True) == [
        ("dave", "2025-02-26T00:00:00-05:00", middle),
        ("alice", middle, "2025-03-12T00:00:00-04:00"),
    ]
    whole = ARTICLE.shifts(since, until, overflow=True)
    assert (whole.since.isoformat(), whole.until.isoformat()) == (
        "2025-03-03T19:00:00-05:00",
        "2025-03-05T19:00:00-05:00",
    )
    assert whole.coverage == 1


def test_one_layer_can_be_looked_at_alone() -> None:
    """Primary by itself has bob in the second week of January 2025, though nobody ever sees it."""
    for layer in ("Primary", 0):
        (shift,) = ARTICLE.layer_shifts(layer, "2025-01-10T00:00:00Z", "2025-01-11T00:00:00Z")
        assert (shift.user, shift.sources) == (BOB, ("Primary",))
    (whole,) = ARTICLE.layer_shifts("Primary", "2025-01-10T00:00:00Z", "2025-01-11T00:00:00Z", overflow=True)
    assert whole.seconds == WEEK


def test_layers_without_names_are_counted() -> None:
    """A nameless second layer is `layer 2`, as a source and for looking it up."""
    nameless = attrs.evolve(ARTICLE, layers=[attrs.evolve(layer, name="") for layer in ARTICLE.layers])
    (shift,) = nameless.shifts("2025-01-10T00:00:00Z", "2025-01-11T00:00:00Z")
    assert shift.sources == ("layer 2",)
    assert nameless.layer_shifts("layer 2", 0, 2_000_000_000) == nameless.layer_shifts(1, 0, 2_000_000_000)


@pytest.mark.parametrize("layer", ["primary", "", "Third", 2, -1])
def test_a_layer_that_is_not_there_is_not_found(layer: Any) -> None:
    """The error lists the layers that are."""
    with pytest.raises(NotFoundError) as caught:
        ARTICLE.layer_shifts(layer, 0, 1)
    assert isinstance(caught.value, LookupError)
    assert str(caught.value) == f"no layer is called {str(layer)!r}; there are Primary, Secondary"
    assert (caught.value.kind, caught.value.known, caught.value.ambiguous) == ("layer", ("Primary", "Secondary"), False)


def test_two_layers_of_one_name_are_told_apart_by_index() -> None:
    """A name that two layers have means neither."""
    twins = attrs.evolve(ARTICLE, layers=[attrs.evolve(layer, name="same") for layer in ARTICLE.layers])
    with pytest.raises(NotFoundError, match="'same' names more than one layer") as caught:
        twins.layer_shifts("same", 0, 1)
    assert caught.value.ambiguous
    assert twins.layer_shifts(1, 0, 2_000_000_000) != twins.layer_shifts(0, 0, 2_000_000_000)


def test_overrides_beat_layers_fill_gaps_and_the_last_wins() -> None:
    """Of two overlapping overrides the one listed last counts, before any layer starts as well."""
    schedule = attrs.evolve(
        ARTICLE,
        overrides=[
            Override(user=CAROL, start="2024-12-31T12:00:00-05:00", end="2025-01-01T12:00:00-05:00"),
            Override(user=BOB, start="2025-01-01T06:00:00-05:00", end="2025-01-01T18:00:00-05:00"),
        ],
    )
    assert shown(schedule, "2024-12-31T00:00:00-05:00", "2025-01-02T00:00:00-05:00") == [
        ("carol", "2024-12-31T12:00:00-05:00", "2025-01-01T06:00:00-05:00"),
        ("bob", "2025-01-01T06:00:00-05:00", "2025-01-01T18:00:00-05:00"),
        ("dave", "2025-01-01T18:00:00-05:00", "2025-01-02T00:00:00-05:00"),
    ]
    turned = attrs.evolve(schedule, overrides=schedule.overrides[::-1])
    assert turned.on_call("2025-01-01T09:00:00-05:00") == CAROL
    assert schedule.shifts(0, 2_000_000_000)[0].sources == ("override",)


def test_one_persons_neighbouring_shifts_are_one_whatever_they_came_through() -> None:
    """An override for the person who takes over anyway joins their turn, and both sources are named in order."""
    early = Override(user=ALICE, start="2025-01-07T12:00:00-05:00", end="2025-01-08T00:00:00-05:00")
    shift = attrs.evolve(ARTICLE, overrides=[early]).shift_at("2025-01-10T00:00:00Z")
    assert shift is not None
    assert shift.start.isoformat() == "2025-01-07T12:00:00-05:00"
    assert (shift.seconds, shift.sources) == (WEEK + 12 * HOUR, ("override", "Secondary"))


def test_a_restricted_layer_lets_the_one_below_show_through() -> None:
    """From 09:00 to 17:00 the upper layer speaks, else the lower one; turns go by all the same."""
    midnight = "2025-01-06T00:00:00+00:00"
    lower = Layer(start=midnight, rotation_virtual_start=midnight, rotation_turn_length_seconds=WEEK, users=[ALICE])
    upper = attrs.evolve(
        lower,
        rotation_turn_length_seconds=DAY,
        users=[BOB, CAROL],
        restrictions=[DailyRestriction(start_time_of_day="09:00:00", duration_seconds=8 * HOUR)],
    )
    schedule = Schedule(name="s", time_zone="Etc/UTC", layers=[lower, upper])
    times = [f"2025-01-0{day}T{time}Z" for day in (6, 7) for time in ("08:59:59", "09:00", "16:59:59", "17:00")]
    assert schedule.on_call_many(times) == [ALICE, BOB, BOB, ALICE, ALICE, CAROL, CAROL, ALICE]


def test_a_schedule_without_layers_has_nobody() -> None:
    """Nobody is ever on call, and there is nothing wrong with that."""
    empty = Schedule(name="empty", time_zone="Etc/UTC", layers=[])
    assert empty.on_call(0) is None
    assert empty.shift_at(0) is None
    assert empty.on_call_many([]) == []
    assert empty.on_call_many(range(3)) == [None, None, None]
    assert list(empty.shifts(0, 1, overflow=True)) == []
    assert empty.users == ()


def test_a_schedule_knows_its_people() -> None:
    """Everybody in a layer or an override, in that order, each once."""
    override = Override(user=User("erin"), start=0, end=1)
    assert attrs.evolve(ARTICLE, overrides=[override]).users == (ALICE, BOB, CAROL, DAVE, User("erin"))
    assert (ARTICLE.id, str(ARTICLE)) == ("Checkout Team On-Call", "Checkout Team On-Call")


def test_the_example_of_the_design_runs_as_written() -> None:
    """The schedule of the design page answers as a reader would work out by hand."""
    alice, bob = User("alice"), User("bob", name="Bob", email="bob@example.com", time_zone="Europe/Madrid")
    primary = Schedule(
        name="primary",
        time_zone="America/New_York",
        layers=[
            Layer(
                name="weekly",
                start="2025-01-01T00:00:00-05:00",
                rotation_virtual_start="2025-01-01T00:00:00-05:00",
                rotation_turn_length_seconds=604800,
                users=[alice, bob],
                restrictions=[DailyRestriction(start_time_of_day="09:00:00", duration_seconds=28800)],
            )
        ],
        overrides=[Override(user=bob, start="2025-03-10T12:00:00Z", end="2025-03-10T13:00:00Z")],
    )
    # 12 March is ten weeks after 1 January: turn 10, alice; 15:00Z is 11:00 in New York, within 09:00 to 17:00.
    assert primary.on_call("2025-03-12T15:00:00Z") == alice
    shift = primary.shift_at("2025-03-12T15:00:00Z")
    assert shift is not None
    assert (shift.user, shift.sources) == (alice, ("weekly",))
    assert (str(shift.start), str(shift.end)) == ("2025-03-12 09:00:00-04:00", "2025-03-12 17:00:00-04:00")
    # A shift a day, and bob's override of the 10th, 08:00 to 09:00, which ends where his shift of the day begins.
    march = primary.shifts("2025-03-01T00:00:00Z", "2025-04-01T00:00:00Z")
    assert len(march) == 31
    assert primary.layer_shifts("weekly", "2025-03-01T00:00:00Z", "2025-04-01T00:00:00Z").coverage == 8 / 24
    assert march[9].sources == ("override", "weekly")
    assert primary.on_call_many(["2025-03-12T15:00:00Z", 1_741_791_600]) == [alice, alice]


# --- What cannot be one -------------------------------------------------------------------------------------------

VALID: dict[str, Any] = {"name": "s", "time_zone": "Etc/UTC", "layers": []}


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("name", "", "a text that is not empty"),
        ("name", None, "a text that is not empty"),
        ("id", "", "a text that is not empty"),
        ("description", None, "a text"),
        ("layers", None, "a list of Layer"),
        ("layers", "weekly", "a list of Layer"),
        ("layers", ["weekly"], "a list of Layer"),
        ("layers", ARTICLE.layers[0], "a list of Layer"),
        ("overrides", "alice", "a list of Override"),
        ("overrides", [ALICE], "a list of Override"),
    ],
)
def test_a_schedule_is_made_of_what_it_says(field: str, value: Any, expected: str) -> None:
    """Each field names itself, what it takes and what came."""
    with pytest.raises(InvalidValueError) as caught:
        Schedule(**{**VALID, field: value})
    assert (caught.value.field, caught.value.expected) == (field, expected)
    assert caught.value.value == (value[0] if isinstance(value, list) else value)
    assert str(caught.value) == f"{field} must be {expected}, got {caught.value.value!r}"


@pytest.mark.parametrize("zone", ["", "Mars", "EST+5", "localtime", None, 5])
def test_a_schedule_has_an_iana_zone(zone: Any) -> None:
    """Anything else is refused, and `localtime`, which is another zone on every machine."""
    with pytest.raises(UnknownZoneError, match="^time_zone must be the name of an IANA time zone"):
        Schedule(**{**VALID, "time_zone": zone})


@pytest.mark.parametrize("end", [0, -1, "1969-12-31T23:59:59.999Z"])
def test_an_override_ends_after_it_starts(end: Any) -> None:
    """An override has at least one second."""
    with pytest.raises(InvalidValueError, match="end must be after start") as caught:
        Override(user=ALICE, start=0, end=end)
    assert caught.value.field == "end"


def test_an_override_has_a_user_and_two_instants() -> None:
    """A text is no user, and a naive time is no instant."""
    with pytest.raises(InvalidValueError, match="user must be a User, got 'alice'"):
        Override(user="alice", start=0, end=1)  # type: ignore[arg-type]
    with pytest.raises(NotAnInstantError, match="^start: "):
        Override(user=ALICE, start="2025-01-01T00:00:00", end=1)
    with pytest.raises(NotAnInstantError, match="^end: "):
        Override(user=ALICE, start=0, end="2025-01-01T00:00:00")


@pytest.mark.parametrize("at", ["2025-01-01T00:00:00", datetime(2025, 1, 1), None, True, 1.5])
def test_a_question_needs_an_instant(at: Any) -> None:
    """Every question refuses a naive time, or none, by the name of its argument."""
    with pytest.raises(NotAnInstantError, match="^at: "):
        ARTICLE.on_call(at)
    with pytest.raises(NotAnInstantError, match="^at: "):
        ARTICLE.shift_at(at)
    with pytest.raises(NotAnInstantError, match="^since: "):
        ARTICLE.shifts(at, 0)
    with pytest.raises(NotAnInstantError, match="^until: "):
        ARTICLE.layer_shifts(0, 0, at)
    with pytest.raises(NotAnInstantError, match="^instants: "):
        ARTICLE.on_call_many([0, at])


def test_a_range_needs_a_second() -> None:
    """An empty or a backward range is refused."""
    for until in (0, -1):
        with pytest.raises(InvalidValueError, match="until must be after since"):
            ARTICLE.shifts(0, until)


@attrs.frozen
class Dtype:
    """What numpy calls a dtype, as far as the library looks at it."""

    kind: str

    def __str__(self) -> str:
        return "datetime64[ns]"


@attrs.frozen
class Array:
    """An array that is not of whole numbers."""

    dtype: Dtype

    def tolist(self) -> list[int]:
        """Is not asked for."""
        raise AssertionError


@pytest.mark.parametrize("kind", ["M", "f", "O", "b"])
def test_an_array_of_anything_but_whole_numbers_is_refused(kind: str) -> None:
    """A `datetime64` has no UTC offset, so it is no instant."""
    with pytest.raises(InvalidValueError, match="instants must be whole UTC seconds") as caught:
        ARTICLE.on_call_many(Array(Dtype(kind)))  # type: ignore[arg-type]
    assert caught.value.value == "an array of datetime64[ns]"


def test_an_array_that_says_no_kind_is_refused() -> None:
    """What is not known to hold whole numbers is not taken for them."""
    with pytest.raises(InvalidValueError, match="instants must be whole UTC seconds"):
        ARTICLE.on_call_many(Array("datetime64[ns, UTC]"))  # type: ignore[arg-type]


def test_many_instants_may_come_from_anything_that_is_walked() -> None:
    """A generator, a set's order or a tuple of mixed kinds: the answers stand in the order of the questions."""
    questions = ("2025-03-12T15:00:00Z", 1_741_791_600 - WEEK, datetime(2025, 1, 1, 12, tzinfo=ZoneInfo("Etc/UTC")))
    assert ARTICLE.on_call_many(questions) == [BOB, ALICE, DAVE]
    assert ARTICLE.on_call_many(each for each in questions) == [BOB, ALICE, DAVE]
    assert ARTICLE.on_call_many(range(1_741_791_600, 1_741_791_603)) == [BOB] * 3
