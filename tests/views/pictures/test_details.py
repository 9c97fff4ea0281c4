"""A picture is no larger than 50 kB, and leaves out first what can be read elsewhere in it."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import oncall
from oncall import DailyRestriction, Layer, Override, Schedule, User, WeeklyRestriction
from oncall.views.pictures.details import MOST_BYTES
from tests.documents import CHECKOUT
from tests.views.pictures.crowds import HARD_NAMES, named
from tests.views.pictures.reading import Drawing

pytestmark = pytest.mark.once

HOUR, DAY = 3600, 86_400
QUARTER = ("2025-04-01T00:00:00-04:00", "2025-07-01T00:00:00-04:00")
NAMES = ("Alice", "Bob", "Carol", "Dave", "Erin", "Frank", "Grace", "Heidi", "Ivan", "Judy", "Mallory", "Niaj")
PEOPLE = [User(name) for name in NAMES]
LONG = [attrs.evolve(user, name=f"team-platform-on-call-eu-{user.id.lower()}") for user in PEOPLE]
HEBREW = [attrs.evolve(user, name=f"אליס כהן {number}") for number, user in enumerate(PEOPLE)]
CROWD = [User(f"Person {number}") for number in range(48)]


def layer(name: str, users: list[User], turn: int, *windows: DailyRestriction | WeeklyRestriction) -> Layer:
    """Turns from Monday, 6 January 2025, 08:00 in New York on."""
    start = "2025-01-06T08:00:00-05:00"
    return Layer(
        name=name,
        start=start,
        rotation_virtual_start=start,
        rotation_turn_length_seconds=turn,
        users=users,
        restrictions=windows,
    )


def daily(hour: int, hours: int) -> DailyRestriction:
    """So many hours of every day."""
    return DailyRestriction(start_time_of_day=f"{hour:02}:00:00", duration_seconds=hours * HOUR)


def six(users: list[User], turn: int, *hours: int, name: str = "Layer") -> list[Layer]:
    """Six layers of eight people each, or less; each with a window of so many hours, which begin every three."""
    count = min(8, len(users) // 2)
    first = [place * count % len(users) for place in range(6)]
    windows = [[daily(3 * place, each) for each in hours] for place in range(6)]
    return [layer(f"{name} {place}", users[first[place] :][:count], turn, *windows[place]) for place in range(6)]


OFFICE = [
    WeeklyRestriction(start_day_of_week=day, start_time_of_day="09:00:00", duration_seconds=8 * HOUR)
    for day in range(1, 6)
]
DAYS_AND_NIGHTS = [layer("Days", PEOPLE[:4], 7 * DAY), layer("Nights", PEOPLE[4:8], DAY, daily(20, 12))]
SHAPES = {
    "days and nights": DAYS_AND_NIGHTS,
    "nights with gaps": [layer("Days", PEOPLE[:4], DAY, daily(8, 11)), layer("Nights", PEOPLE[4:8], DAY, daily(22, 8))],
    "three regions": [layer(f"Region {hour}", PEOPLE[hour // 2 :][:4], 7 * DAY, daily(hour, 8)) for hour in (0, 8, 16)],
    "six, of which one decides": six(PEOPLE, DAY),
    "six by half days": six(PEOPLE, 12 * HOUR),
    "six by hours": six(PEOPLE, HOUR),
    "six windows": six(PEOPLE, DAY, 3),
    "six windows that overlap": six(PEOPLE, DAY, 10),
    "six windows that overlap, long names": six(LONG, DAY, 10, name="team-platform-on-call-layer"),
    "six windows that overlap, letters of two bytes": six(HEBREW, DAY, 10, name="שכבה"),
    "six windows that overlap, 48 people": six(CROWD, DAY, 10),
    "six of all kinds": [
        *DAYS_AND_NIGHTS,
        layer("Office", PEOPLE[8:], DAY, *OFFICE),
        layer("Lunch", PEOPLE[2:6], DAY, daily(12, 3)),
        layer("Sleep", PEOPLE[1:9], DAY, daily(22, 8)),
        layer("Tea", PEOPLE[:6], DAY, daily(16, 2)),
    ],
}


def in_new_york(layers: list[Layer], *overrides: Override) -> Schedule:
    """A schedule of these layers, the lowest first."""
    return Schedule(name="Sizes", time_zone="America/New_York", layers=layers, overrides=overrides)


def crowded(people: int, lanes: int, name: str, turn: int = DAY, hours: int = 10) -> Schedule:
    """So many layers of all of so many people, whose names have their numbers in the place of each `*`."""
    users = [User(f"u{number}", name=named(name, number)) for number in range(people)]
    layers = [layer(named(name, place), users, turn, daily(2 * place % 24, hours)) for place in range(lanes)]
    return attrs.evolve(in_new_york(layers), name=name)


def size(svg: str) -> int:
    """In bytes."""
    return len(svg.encode())


@pytest.mark.parametrize("shape", SHAPES)
def test_a_quarter_of_up_to_six_layers(shape: str) -> None:
    """Whatever the layers are like, it is well-formed, has a lane for each, and takes up to 50 kB."""
    svg = in_new_york(SHAPES[shape]).to_svg(*QUARTER)
    assert size(svg) <= MOST_BYTES == 50_000
    assert Drawing.of(svg).lanes == 1 + len(SHAPES[shape])


@pytest.mark.parametrize("name", ["primary", "secondary"])
def test_a_quarter_of_the_example(name: str) -> None:
    """Follow the sun has three shifts a day: each of the 3 * 91 has a bar of its own with a tooltip."""
    schedule = oncall.load(CHECKOUT / "examples" / "follow-the-sun").schedules[f'pagerduty_schedule.sun["{name}"]']
    svg = schedule.to_svg("2025-04-01T05:00:00Z", "2025-07-01T05:00:00Z")
    assert size(svg) <= MOST_BYTES
    assert len({box.title for box in Drawing.of(svg).lane(0)}) == 3 * 91


def test_many_overrides() -> None:
    """One of eight hours each day."""
    first = 1_743_516_000  # 2025-04-01, 10:00 in New York
    overrides = [
        Override(user=PEOPLE[day % 12], start=first + day * DAY, end=first + day * DAY + 8 * HOUR) for day in range(84)
    ]
    assert size(in_new_york(DAYS_AND_NIGHTS, *overrides).to_svg(*QUARTER)) <= MOST_BYTES


@pytest.mark.parametrize("days", [1, 7, 31, 92, 130, 140, 183, 366, 3 * 366, 3653])
def test_no_range_makes_a_large_picture(days: int) -> None:
    """From a day to ten years of nights."""
    schedule = in_new_york(DAYS_AND_NIGHTS)
    assert size(schedule.to_svg(1_735_689_600, 1_735_689_600 + days * DAY)) <= MOST_BYTES
    assert size(schedule.shifts(1_735_689_600, 1_735_689_600 + days * DAY).to_svg()) <= MOST_BYTES


def test_what_is_hidden_is_told_together_first() -> None:
    """The highest of six layers decides by days: each day has its tooltip there; in the lowest each person has one.

    91 days from 08:00 to 08:00, and two halves at the ends of the quarter, among six people.
    """
    picture = Drawing.of(in_new_york(SHAPES["six, of which one decides"]).to_svg(*QUARTER))
    assert len({box.title for box in picture.lane(1)}) == 92
    lowest = picture.lane(6)
    assert len(lowest) == 92
    assert all(box.is_faint for box in lowest)
    titles = sorted({box.title for box in lowest})
    assert [title.split(", ")[0] for title in titles] == ["Alice", "Bob", "Carol", "Dave", "Erin", "Frank"]
    # Of the 90 whole turns each has 15; alice has the end of one more on 1 April, and bob the beginning on 30 June.
    assert titles[2] == "Carol, 15 shifts, 2 weeks 1 day, hidden by a lane above"


def test_a_bar_that_somebody_has_alone_is_told_as_ever() -> None:
    """Beneath all of them Alice has one shift for ever, of which the 91 days are shown."""
    layers = [layer("Base", PEOPLE[:1], 7 * DAY), *SHAPES["six, of which one decides"]]
    (bar,) = Drawing.of(in_new_york(layers).to_svg(*QUARTER)).lane(7)
    assert bar.title == "Alice, Mon 2025-01-06 08:00, for ever, hidden by a lane above for 13 weeks of what is shown"


def test_what_decides_is_told_together_next() -> None:
    """Of three regions the shifts are told in the result: in a layer, how many of them each person has."""
    picture = Drawing.of(in_new_york(SHAPES["three regions"]).to_svg(*QUARTER))
    assert len({box.title for box in picture.lane(0)}) == 3 * 91
    # On 1 April the turn has six days left, then come twelve weeks, and a Monday: 6 + 21, 21 + 1, 21 and 21 days.
    expected = [("Ivan", 27), ("Judy", 22), ("Mallory", 21), ("Niaj", 21)]
    titles = sorted({box.title for box in picture.lane(1)})
    assert [title.split(" shifts, ")[0] for title in titles] == [f"{name}, {days}" for name, days in expected]
    assert titles[0] == "Ivan, 27 shifts, 1 week 2 days"  # of eight hours


def test_a_picture_with_room_tells_all() -> None:
    """Four weeks of days and nights: each bar has a tooltip of its own, hidden or not."""
    picture = Drawing.of(in_new_york(DAYS_AND_NIGHTS).to_svg("2025-04-01T00:00:00-04:00", "2025-04-29T00:00:00-04:00"))
    assert not any(" shifts, " in title for title in picture.titles)


@given(
    people=st.integers(1, 200),
    lanes=st.integers(1, 40),
    name=HARD_NAMES,
    turn=st.sampled_from([12 * HOUR, DAY, 7 * DAY]),
    hours=st.sampled_from([3, 10, 23]),
)
@example(people=40, lanes=12, name="Person *", turn=DAY, hours=10)
@example(people=60, lanes=12, name="Person *", turn=DAY, hours=10)
@example(people=99, lanes=3, name="team-platform-on-call-eu-person-number-*-of-a-long-list", turn=DAY, hours=10)
@example(people=200, lanes=40, name="&" * 197 + "*", turn=DAY, hours=10)
@example(people=200, lanes=40, name="\U000e0001" * 197 + "*", turn=12 * HOUR, hours=10)
def test_no_quarter_is_a_large_picture(people: int, lanes: int, name: str, turn: int, hours: int) -> None:
    """Whoever is on call, and whatever they are called, it is well-formed and says of whom it is not."""
    schedule = crowded(people, lanes, name, turn, hours)
    svg = schedule.to_svg(*QUARTER)
    assert size(svg) <= MOST_BYTES
    picture = Drawing.of(svg)
    assert picture.lanes == 1 + min(lanes, 12)
    seen = {shift.user for place in range(lanes) for shift in schedule.layer_shifts(place, *QUARTER)}
    assert len([text for text in picture.texts if text.startswith("and ") and " more" in text]) >= (len(seen) > 24)
    assert size(schedule.shifts(*QUARTER).to_svg()) <= MOST_BYTES


@pytest.mark.parametrize("name", ["Person *", "\U000e0001" * 197 + "*"])
def test_many_people_and_clock_changes(name: str) -> None:
    """Thirty years have 58 clock changes, which have a tooltip each."""
    assert size(crowded(60, 12, name, turn=7 * DAY).to_svg(1_735_689_600, 1_735_689_600 + 29 * 365 * DAY)) <= MOST_BYTES


@pytest.mark.parametrize("name", ["<&\"'> *", "\x00" * 199 + "*", "&" * 98 + "*" + "&" * 98, "🇪🇸" * 99 + "*"])
def test_names_are_told_as_they_are(name: str) -> None:
    """A week of four people has room for all of their names: whole, or as escapes, in tooltips."""
    picture = Drawing.of(crowded(4, 1, name).to_svg("2025-04-01T00:00:00-04:00", "2025-04-08T00:00:00-04:00"))
    whole = {named(name, number).replace("\x00", "\\x00") for number in range(4)}
    assert {each for each in whole if len(each) <= 500} <= {*picture.texts, *picture.titles}


def test_whoever_is_not_listed_has_one_colour_in_columns() -> None:
    """Of sixty people in twelve lanes some have colours of their own; the grey of the others is explained."""
    picture = Drawing.of(crowded(60, 12, "Person *").to_svg(*QUARTER))
    (more,) = [text for text in picture.texts if text.startswith("and ")]
    listed = [text for text in picture.texts if text.endswith("%")]
    assert more.startswith(f"and {60 - len(listed)} more: ")
    assert more.endswith("%, as one in columns")
    assert any("x" in box.looks for box in picture.lane(0))
    few = Drawing.of(crowded(24, 1, "Person *").to_svg(*QUARTER))
    assert not any("x" in box.looks for box in few.lane(0))
    assert not any(text.startswith("and ") for text in few.texts)
