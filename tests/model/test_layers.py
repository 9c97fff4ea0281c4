"""Layers: their limits, and the short ways to write the common ones."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import DailyRestriction, Layer, Schedule, User
from oncall.errors import InvalidValueError, NotAnInstantError, UnknownZoneError
from tests import strategies
from tests.agreement import oracle
from tests.strategies import DAY, PEOPLE, WEEK

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

ALICE, BOB, CAROL, DAVE = map(User, ("alice", "bob", "carol", "dave"))
VALID: dict[str, Any] = {
    "start": "2025-01-01T00:00:00-05:00",
    "rotation_virtual_start": "2025-01-01T00:00:00-05:00",
    "rotation_turn_length_seconds": 604_800,
    "users": [ALICE, BOB],
}
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def refused(field: str, value: Any) -> InvalidValueError:
    """The error of a layer with one field that it cannot hold."""
    with pytest.raises(InvalidValueError) as caught:
        Layer(**{**VALID, field: value})
    assert caught.value.field == field
    assert str(caught.value).startswith(f"{field} must be {caught.value.expected}, got ")
    return caught.value


def test_a_layer_keeps_what_it_was_given() -> None:
    """Times keep their offsets, lists become tuples, and what is left out has a default."""
    layer = Layer(**VALID)
    assert layer.start.isoformat() == layer.rotation_virtual_start.isoformat() == "2025-01-01T00:00:00-05:00"
    assert (layer.users, layer.restrictions, layer.end, layer.name) == ((ALICE, BOB), (), None, "")


@pytest.mark.parametrize("seconds", [3600, 3601, 90_000, 31_536_000])
def test_turns_within_the_limits_are_taken(seconds: int) -> None:
    """A turn lasts from an hour to a year, whole days or not."""
    assert attrs.evolve(Layer(**VALID), rotation_turn_length_seconds=seconds).rotation_turn_length_seconds == seconds


@pytest.mark.parametrize("seconds", [0, 1, 3599, 31_536_001, -604_800, True, 604_800.0, "604800", None])
def test_a_turn_lasts_an_hour_to_a_year(seconds: Any) -> None:
    """Any other length is refused in the words of the provider."""
    error = refused("rotation_turn_length_seconds", seconds)
    assert error.expected == "a whole number in the range (3600 - 31536000)"
    assert error.value is seconds
    assert str(error).endswith(f"got {seconds!r}")


@pytest.mark.parametrize(
    ("users", "value"),
    [
        ([], []),
        ((), ()),
        ("alice", "alice"),
        (["alice"], "alice"),
        ([ALICE, None], None),
        (None, None),
        (ALICE, ALICE),
        (b"alice", b"alice"),
    ],
)
def test_a_layer_has_users(users: Any, value: Any) -> None:
    """No user, a text for a list, or something else than users in it is refused, and the error says which."""
    error = refused("users", users)
    assert "user" in error.expected.lower()
    assert error.value == value


@pytest.mark.parametrize("restrictions", ["09:00:00", [{"start_time_of_day": "09:00:00"}], None, 5])
def test_restrictions_are_a_list_of_them(restrictions: Any) -> None:
    """Anything but restrictions is refused."""
    assert refused("restrictions", restrictions).expected == "a list of DailyRestriction or WeeklyRestriction"


@pytest.mark.parametrize("field", ["rotation_virtual_start", "end"])
@pytest.mark.parametrize("time", ["2025-01-01T11:23:05-05:00", "2025-01-01T00:00:01Z", 1])
def test_the_virtual_start_and_the_end_are_on_a_full_minute(field: str, time: Any) -> None:
    """What the provider refuses is refused in its words; the start may be at any second."""
    assert "on a full minute, e.g. 11:23:00, not 11:23:05" in str(refused(field, time))
    assert Layer(**{**VALID, "start": time}).start.second in {1, 5}


@pytest.mark.parametrize("field", ["start", "rotation_virtual_start", "end"])
@pytest.mark.parametrize("time", ["2025-01-01T00:00:00", datetime(2025, 1, 1), "tomorrow", 1.5, True])
def test_times_of_a_layer_are_instants(field: str, time: Any) -> None:
    """A naive time, or none, is refused by the name of its field."""
    with pytest.raises(NotAnInstantError, match=f"^{field}: ") as caught:
        Layer(**{**VALID, field: time})
    assert caught.value.field == field


def test_an_end_before_the_start_is_taken() -> None:
    """A layer that ends before it starts is written down as it is, and is never active."""
    layer = attrs.evolve(Layer(**VALID), end="2024-01-01T00:00:00Z")
    schedule = Schedule(name="s", time_zone="Etc/UTC", layers=[layer])
    assert len(schedule.shifts("2023-01-01T00:00:00Z", "2027-01-01T00:00:00Z")) == 0


@pytest.mark.parametrize("name", [None, 5])
def test_a_name_is_a_text(name: Any) -> None:
    """The name may be empty but must be a text."""
    assert refused("name", name).expected == "a text"


# --- The short ways -----------------------------------------------------------------------------------------------


def test_a_weekly_layer_is_the_long_way_in_short() -> None:
    """The article's first layer, written in short, is the same value."""
    short = Layer.weekly(
        [ALICE, BOB],
        start="2025-01-01T00:00:00-05:00",
        hand_off="wed 00:00",
        time_zone="America/New_York",
        name="Primary",
        end="2026-01-01T00:00:00-05:00",
        restrictions=[DailyRestriction(start_time_of_day="09:00:00", duration_seconds=28_800)],
    )
    assert short == Layer(
        **VALID,  # 1 January 2025 was a Wednesday
        name="Primary",
        end="2026-01-01T00:00:00-05:00",
        restrictions=[DailyRestriction(start_time_of_day="09:00:00", duration_seconds=28_800)],
    )


@pytest.mark.parametrize(
    ("hand_off", "zone", "virtual_start"),
    [
        # 1 January 2025 was a Wednesday; the hand-off is the last at or before midnight of it in New York, 05:00Z.
        ("wed 00:00", "America/New_York", "2025-01-01T00:00:00-05:00"),
        ("wed 00:01", "America/New_York", "2024-12-25T00:01:00-05:00"),
        ("mon 09:00", "America/New_York", "2024-12-30T09:00:00-05:00"),
        ("SUN 9:30", "Europe/Dublin", "2024-12-29T09:30:00+00:00"),
        ("thu 12:00", "Pacific/Apia", "2024-12-26T12:00:00+13:00"),  # there it is 18:00 on Wednesday
        ("wed 17:59", "Pacific/Apia", "2025-01-01T17:59:00+13:00"),
        ("wed 10:45", "Asia/Kathmandu", "2025-01-01T10:45:00+05:45"),
        ("wed 10:46", "Asia/Kathmandu", "2024-12-25T10:46:00+05:45"),
    ],
)
def test_a_weekly_layer_begins_with_the_hand_off_before_its_start(hand_off: str, zone: str, virtual_start: str) -> None:
    """The virtual start is the last asked weekday and time, on the wall of the zone, at or before the start."""
    layer = Layer.weekly([ALICE, BOB], start="2025-01-01T00:00:00-05:00", hand_off=hand_off, time_zone=zone)
    assert layer.rotation_virtual_start.isoformat() == virtual_start
    assert (layer.rotation_turn_length_seconds, layer.end, layer.name, layer.restrictions) == (WEEK, None, "", ())


@pytest.mark.parametrize(
    ("start", "hand_off", "zone", "virtual_start"),
    [
        # 01:30 is repeated on 2 November 2025: the first one, at 05:30Z, is the hand-off.
        ("2025-11-02T12:00:00Z", "01:30", "America/New_York", "2025-11-02T01:30:00-04:00"),
        ("2025-11-02T05:30:00Z", "01:30", "America/New_York", "2025-11-02T01:30:00-04:00"),
        ("2025-11-02T05:29:59Z", "01:30", "America/New_York", "2025-11-01T01:30:00-04:00"),
        # 02:30 is skipped on 9 March 2025, so it is alice's hand-off two users, two days, before.
        ("2025-03-09T12:00:00Z", "02:30", "America/New_York", "2025-03-07T02:30:00-05:00"),
        # At 06:59:59Z the clock shows 01:59:59, and the last 02:30 was on the 8th.
        ("2025-03-09T06:59:59Z", "02:30", "America/New_York", "2025-03-08T02:30:00-05:00"),
        # 03:30 in summer time is when the skipped 02:30 is: 07:30Z.
        ("2025-03-09T07:29:59Z", "02:30", "America/New_York", "2025-03-08T02:30:00-05:00"),
        # Apia had no 30 December 2011; its 09:00 moves to 09:00 on the 31st, which is the 31st's own hand-off.
        ("2011-12-30T18:59:59Z", "09:00", "Pacific/Apia", "2011-12-29T09:00:00-10:00"),
        ("2011-12-30T19:00:00Z", "09:00", "Pacific/Apia", "2011-12-31T09:00:00+14:00"),
    ],
)
def test_a_daily_layer_shows_its_time_also_when_clocks_change(
    start: str, hand_off: str, zone: str, virtual_start: str
) -> None:
    """A hand-off at a repeated or a skipped time gives a virtual start that shows the asked time all the same."""
    layer = Layer.daily([ALICE, BOB], start=start, hand_off=hand_off, time_zone=zone)
    assert layer.rotation_virtual_start.isoformat() == virtual_start
    assert layer.rotation_turn_length_seconds == DAY


@attrs.frozen
class Short:
    """What a person gives to `Layer.weekly` or `Layer.daily`."""

    users: list[User]
    start: int
    zone: str
    minute: int
    weekday: int | None

    @property
    def layer(self) -> Layer:
        """The layer, by the short way."""
        time = f"{self.minute // 60:02}:{self.minute % 60:02}"
        if self.weekday is None:
            return Layer.daily(self.users, start=self.start, hand_off=time, time_zone=self.zone)
        return Layer.weekly(self.users, start=self.start, hand_off=f"{DAYS[self.weekday]} {time}", time_zone=self.zone)


some_people = st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=5, unique=True)
minutes = st.one_of(st.sampled_from((0, 60, 90, 120, 121, 150, 180, 540)), st.integers(0, 1439))
weekdays = st.none() | st.integers(0, 6)


@st.composite
def shorts(draw: DrawFn) -> Short:
    """A short way to write a layer, with a start near a clock change mostly."""
    zone, start = draw(strategies.moments())
    return Short(
        users=draw(some_people),
        start=start,
        zone=zone,
        minute=draw(minutes),
        weekday=draw(weekdays),
    )


@given(shorts())
def test_the_virtual_start_shows_the_asked_local_time(short: Short) -> None:
    """Whatever the clocks do, the virtual start is at the asked time, on the asked weekday, not after the start."""
    virtual_start = short.layer.rotation_virtual_start
    shown = datetime.fromtimestamp(virtual_start.timestamp(), ZoneInfo(short.zone))
    assert (shown.hour * 60 + shown.minute, shown.second) == (short.minute, 0)
    assert short.weekday in {None, shown.weekday()}
    assert virtual_start.timestamp() <= short.start
    # It is the first of two hours that show the same.
    assert shown.fold == 0


@given(shorts(), st.integers(0, 400))
def test_the_first_user_has_the_turn_at_the_start(short: Short, days: int) -> None:
    """The rotation is the one that hands over at the asked times, with the first user on call when it starts."""
    schedule = Schedule(name="s", time_zone=short.zone, layers=[short.layer])
    assert schedule.on_call(short.start) == short.users[0]
    told = strategies.as_oracle(schedule).layers[0]
    later = short.start + days * DAY
    turns = oracle.turn_number(told, short.zone, later) - oracle.turn_number(told, short.zone, short.start)
    assert schedule.on_call(later) == short.users[turns % len(short.users)]
    # At most a turn, and a day for what clocks do, has gone by since the hand-off to the first user.
    before = schedule.shift_at(short.start)
    assert before is not None
    assert before.bounds[0] == short.start


@pytest.mark.parametrize(
    "hand_off",
    [
        "mon",
        "09:00",
        "monday 09:00",
        "mon 24:00",
        "mon 09:60",
        "mon 9",
        "",
        "mon  09:00",
        "mon 09:00:00",
        "mon,09:00",
        None,
        5,
    ],
)
def test_a_weekly_hand_off_is_a_weekday_and_a_time(hand_off: Any) -> None:
    """Anything else is refused with an example."""
    with pytest.raises(InvalidValueError, match="hand_off must be a weekday and a time such as 'mon 09:00'") as caught:
        Layer.weekly([ALICE], start=0, hand_off=hand_off, time_zone="Etc/UTC")
    assert (caught.value.field, caught.value.value) == ("hand_off", hand_off)


@pytest.mark.parametrize("hand_off", ["mon 09:00", "24:00", "9", "09:00:00", "", None, 9])
def test_a_daily_hand_off_is_a_time(hand_off: Any) -> None:
    """Anything else is refused with an example."""
    with pytest.raises(InvalidValueError, match="hand_off must be a time such as '09:00'") as caught:
        Layer.daily([ALICE], start=0, hand_off=hand_off, time_zone="Etc/UTC")
    assert (caught.value.field, caught.value.value) == ("hand_off", hand_off)


def test_the_short_ways_refuse_what_the_long_way_does() -> None:
    """Users, times, zones and restrictions have the same limits in short."""
    fields: dict[str, Any] = {"start": 0, "hand_off": "09:00", "time_zone": "Etc/UTC"}
    with pytest.raises(InvalidValueError, match="^users must be"):
        Layer.daily([], **fields)
    with pytest.raises(InvalidValueError, match="^users must be"):
        Layer.daily("alice", **fields)  # type: ignore[arg-type]
    with pytest.raises(UnknownZoneError, match="Mars"):
        Layer.daily([ALICE], start=0, hand_off="09:00", time_zone="Mars/Olympus")
    with pytest.raises(NotAnInstantError, match="^start: "):
        Layer.daily([ALICE], start="2025-01-01T00:00:00", hand_off="09:00", time_zone="Etc/UTC")
    with pytest.raises(InvalidValueError, match="^restrictions must be"):
        Layer.daily([ALICE], **fields, restrictions=["09:00:00"])  # type: ignore[list-item]


def test_a_zone_whose_offset_has_seconds_has_hand_offs_on_full_minutes() -> None:
    """In Monrovia, 44 minutes and 30 seconds behind UTC until 1972, a clock's full minute is no full minute of UTC."""
    layer = Layer.daily([ALICE, BOB], start="1971-06-01T00:00:00Z", hand_off="09:00", time_zone="Africa/Monrovia")
    # 09:00 of 31 May is 09:44:30Z, the last before midnight.
    assert layer.rotation_virtual_start.timestamp() == datetime.fromisoformat("1971-05-31T09:44:30Z").timestamp()
    assert layer.rotation_virtual_start.utcoffset() == -timedelta(minutes=44, seconds=30)


def test_a_layer_that_pagerduty_has_may_have_seconds() -> None:
    """A layer that was removed at 11:23:05 ended then; only what Terraform writes has to be on a full minute."""
    values = {
        "start": "2025-01-01T00:00:00Z",
        "end": "2025-03-01T11:23:05Z",
        "rotation_virtual_start": "2025-01-01T00:00:07Z",
        "rotation_turn_length_seconds": 86_400,
        "users": [User("alice")],
    }
    with pytest.raises(InvalidValueError, match="on a full minute"):
        Layer(**values)  # type: ignore[arg-type]
    layer = Layer(**values, is_as_answered=True)  # type: ignore[arg-type]
    schedule = Schedule(name="s", time_zone="Etc/UTC", layers=[layer])
    assert schedule.on_call("2025-03-01T11:23:04Z") == User("alice")
    assert schedule.on_call("2025-03-01T11:23:05Z") is None
