"""The picture of a schedule, and that of a timeline."""

from __future__ import annotations

import re
from itertools import pairwise

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import DailyRestriction, Layer, Override, Schedule, Timeline, User
from oncall.chronology.instants import to_seconds
from oncall.views.people import Roster
from oncall.views.pictures import schedule_svg
from oncall.views.pictures.texts import text_width
from tests.strategies import Scene, ranges, scenes
from tests.views.pictures.reading import Box, Drawing
from tests.views.rotas import ALICE, BOB, CAROL, DAVE, checkout, office_hours, weekly

SINCE, UNTIL = "2025-03-05T00:00:00-05:00", "2025-04-09T00:00:00-04:00"
DAY = 86_400
RIGHT = 936.0
"""Where every scale ends."""
NARROW = 3.0
"""What is narrower may be drawn together with others."""


def drawing(schedule: Schedule, since: str | int = SINCE, until: str | int = UNTIL, now: str | None = None) -> Drawing:
    """The picture, read back."""
    return Drawing.of(schedule.to_svg(since, until, now=now))


def nightly() -> Schedule:
    """Four people by weeks, and above them four others by nights, from 20:00 to 08:00."""
    people = [User(name) for name in ("alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi")]
    weeks = Layer(
        name="Days",
        start="2025-01-06T08:00:00-05:00",
        rotation_virtual_start="2025-01-06T08:00:00-05:00",
        rotation_turn_length_seconds=7 * DAY,
        users=people[:4],
    )
    nights = Layer(
        name="Nights",
        start="2025-01-06T20:00:00-05:00",
        rotation_virtual_start="2025-01-06T20:00:00-05:00",
        rotation_turn_length_seconds=DAY,
        users=people[4:],
        restrictions=[DailyRestriction(start_time_of_day="20:00:00", duration_seconds=12 * 3600)],
    )
    return Schedule(name="Platform", time_zone="America/New_York", layers=[weeks, nights])


def spans(boxes: list[Box]) -> list[tuple[float, float]]:
    """From where to where boxes are."""
    return [(box.left, round(box.right, 1)) for box in boxes]


def test_a_second_is_as_wide_as_another() -> None:
    """35 days from the 5th of March take 35 * 24 - 1 hours: a turn's end after 7 days less one hour is at 167 / 839."""
    picture = drawing(checkout())
    turns = picture.lane(0)
    left = turns[0].left
    hours = (0, 167, 335, 503, 671, 839)
    expected = [left + (RIGHT - left) * hour / 839 for hour in hours]
    assert [box.left for box in turns] == pytest.approx(expected[:-1], abs=0.1)
    assert [box.right for box in turns] == pytest.approx(expected[1:], abs=0.15)
    assert picture.x_of("10") == pytest.approx(left + (RIGHT - left) * 119 / 839, abs=0.1)  # Monday, after 4 days 23 h


def test_lanes_stand_as_precedence_goes() -> None:
    """On top who is on call, below it Secondary, which decides, and last Primary, all of which is hidden."""
    picture = drawing(checkout())
    assert picture.lanes == 3
    assert [text for text in picture.texts if text in {"on call", "Secondary", "Primary"}] == [
        "on call",
        "Secondary",
        "Primary",
    ]
    assert not any(box.is_faint for box in picture.lane(1))
    assert all(box.is_faint for box in picture.lane(2))
    assert "hidden by a lane above" in picture.texts
    assert (
        "Bob, Wed 2025-03-05 00:00 to Wed 2025-03-12 00:00, 6 days 23 hours, hidden by a lane above" in picture.titles
    )


def test_an_override_hides_what_lies_below() -> None:
    """Dave has bob's Friday the 14th: a lane of its own, a bar in the result, and a faint part in Secondary."""
    override = Override(user=DAVE, start="2025-03-14T00:00:00-04:00", end="2025-03-15T00:00:00-04:00")
    picture = drawing(checkout(overrides=(override,)))
    (taken,) = picture.lane(1)
    assert taken.title == "Dave, Fri 2025-03-14 00:00 to Sat 00:00, 1 day"
    assert spans([taken])[0] in spans(picture.lane(0))
    assert spans([box for box in picture.lane(2) if box.is_faint]) == spans([taken])
    parted = "Bob, Wed 2025-03-12 00:00 to Wed 2025-03-19 00:00, 1 week, hidden by a lane above for 1 day"
    assert parted in picture.titles


def test_no_override_in_the_range_has_no_lane() -> None:
    """An empty lane would say nothing."""
    override = Override(user=DAVE, start="2026-03-14T00:00:00-04:00", end="2026-03-15T00:00:00-04:00")
    assert drawing(checkout(overrides=(override,))).lanes == 3


def test_gaps_and_restrictions() -> None:
    """From 09:00 to 17:00 alice is there: the layer has a hole before and after, where the result has a gap."""
    picture = drawing(office_hours(ALICE), "2025-03-12T00:00:00-04:00", "2025-03-13T00:00:00-04:00")
    before, there, after = picture.lane(0)
    left, width = before.left, RIGHT - before.left
    assert (before.is_gap, there.is_gap, after.is_gap) == (True, False, True)
    assert (there.left, there.right) == pytest.approx((left + width * 9 / 24, left + width * 17 / 24), abs=0.2)
    assert spans(picture.lane(1)) == spans([there])
    assert before.title == "nobody on call, Wed 2025-03-12 00:00 to 09:00, 9 hours"
    assert "nobody on call: 2 gaps, 16 hours" in picture.texts
    assert picture.texts.count("nobody") == 2


def test_the_shortest_gap_is_seen() -> None:
    """A minute of a quarter is less than a hundredth of a pixel; it is drawn two wide, on top of its neighbours."""
    day = attrs.evolve(office_hours(ALICE).layers[0], restrictions=())
    ended = attrs.evolve(day, end="2025-03-20T12:00:00-04:00")
    resumed = attrs.evolve(day, start="2025-03-20T12:01:00-04:00")
    seam = Schedule(name="Seam", time_zone="America/New_York", layers=[ended, resumed])
    picture = drawing(seam, "2025-01-15T00:00:00-05:00", "2025-04-15T00:00:00-04:00")
    (gap,) = (box for box in picture.lane(0) if box.is_gap)
    assert (gap.width, gap.height) == (2, 34)
    assert picture.root.findall(".//{*}g[@transform]")[0][-1].get("fill", "").endswith("-gap)")


def test_clock_changes_are_marked() -> None:
    """In New York clocks go forward on the 9th of March 2025 at 02:00, and back on the 2nd of November."""
    spring = drawing(checkout(), "2025-03-09T00:00:00-05:00", "2025-03-10T00:00:00-04:00")
    assert "clocks +1 h" in spring.texts
    left = spring.lane(0)[0].left
    assert spring.lines("c") == pytest.approx([left + (RIGHT - left) * 2 / 23], abs=0.1)  # a day of 23 hours
    assert "Sun 2025-03-09 03:00: clocks +1 h" in spring.titles
    autumn = drawing(checkout(), "2025-11-01T00:00:00-04:00", "2025-11-08T00:00:00-05:00")
    assert "clocks \N{MINUS SIGN}1 h" in autumn.texts


@pytest.mark.parametrize(
    ("zone", "since", "until", "words"),
    [
        ("Australia/Lord_Howe", "2025-04-05T00:00:00Z", "2025-04-07T00:00:00Z", "clocks \N{MINUS SIGN}30 min"),
        ("Pacific/Apia", "2011-12-29T00:00:00Z", "2012-01-01T00:00:00Z", "clocks +24 h, no 30 Dec"),
        ("Antarctica/Troll", "2025-03-29T00:00:00Z", "2025-03-31T00:00:00Z", "clocks +2 h"),
    ],
)
def test_other_clocks(zone: str, since: str, until: str, words: str) -> None:
    """Clocks move by half an hour, by two, and in Samoa once by a day."""
    assert words in drawing(attrs.evolve(checkout(), time_zone=zone), since, until).texts


def test_many_clock_changes_are_explained_once() -> None:
    """In ten years there is no room for twenty names: lines alone, and a word in the legend."""
    picture = drawing(checkout(), "2025-01-01T00:00:00-05:00", "2035-01-01T00:00:00-05:00")
    assert len(picture.lines("c")) == 20 + 1  # and the one in the legend
    assert not any(text.startswith("clocks") for text in picture.texts)
    assert "clock change" in picture.texts


def test_now_is_a_line() -> None:
    """On the third day after the 9th at 11:00, one hour less has passed; outside of the range it is left out."""
    now = "2025-03-12T15:00:00Z"
    picture = drawing(checkout(), "2025-03-09T00:00:00-05:00", "2025-04-06T00:00:00-04:00", now)
    left = picture.lane(0)[0].left
    assert picture.lines("o") == pytest.approx([left + (RIGHT - left) * (3 * 24 + 11 - 1) / (28 * 24 - 1)], abs=0.1)
    assert "now" in picture.texts
    assert drawing(checkout(), now="2026-03-12T15:00:00Z").lines("o") == []


def test_a_name_keeps_away_from_a_line() -> None:
    """Alice's bar of a week is crossed by the clock change: her name stands in the larger part, left of it."""
    picture = drawing(checkout())
    (line,) = picture.lines("c")
    assert picture.x_of("Alice") == pytest.approx((picture.lane(0)[0].left + line) / 2, abs=0.1)


def test_dates_are_equally_long() -> None:
    """A day of seven has room for the year, and one of eight has not; what is left of a day may have none at all."""
    week = drawing(checkout(), "2025-03-12T20:00:00-04:00", "2025-03-19T01:00:00-04:00").texts
    dates = ["Thu 13 Mar", "Fri 14 Mar", "Sat 15 Mar", "Sun 16 Mar", "Mon 17 Mar", "Tue 18 Mar"]
    assert [text for text in week if " Mar" in text] == [f"{each} 2025" for each in dates]
    more = drawing(checkout(), "2025-03-12T00:00:00-04:00", "2025-03-20T00:00:00-04:00").texts
    assert [text for text in more if " Mar" in text] == ["Wed 12 Mar", *dates, "Wed 19 Mar"]


def test_weekends_are_shaded() -> None:
    """A week has one from Saturday to Monday: from 3 to 5 days after a Wednesday."""
    picture = drawing(checkout(), "2025-03-12T00:00:00-04:00", "2025-03-19T00:00:00-04:00")
    (shade,) = (each.get("d", "") for each in picture.root.iter() if each.get("class") == "w")
    left = picture.lane(0)[0].left
    ((x, width),) = re.findall(r"M([\d.]+) [\d.]+h([\d.]+)", shade)
    assert float(x) == pytest.approx(left + (RIGHT - left) * 3 / 7, abs=0.1)
    assert float(width) == pytest.approx((RIGHT - left) * 2 / 7, abs=0.1)


@given(scenes(), st.data())
def test_a_picture_is_what_the_timeline_says(scene: Scene, data: st.DataObject) -> None:
    """Each shift and gap wide enough has a box where it is, and all together fill the lane, to rounding.

    What is bright below the result is as wide as what somebody has in it. Nothing lies outside of the picture, and all
    that it refers to is in it.
    """
    since, until = data.draw(ranges(scene, pieces=12))
    svg = scene.schedule.to_svg(since, until, now=scene.near)
    picture = Drawing.of(svg)
    lanes = [picture.lane(number) for number in range(picture.lanes)]
    assert_shown(scene.schedule.shifts(since, until), lanes[0])
    held, bright = (
        [box for box in lanes[0] if not box.is_gap],
        [box for lane in lanes[1:] for box in lane if not box.is_faint],
    )
    assert area(lanes[0]) / 34 == pytest.approx(RIGHT - lanes[0][0].left, abs=2.2 * len(lanes[0]))
    assert area(bright) / 24 == pytest.approx(area(held) / 34, abs=1.2 * (len(held) + len(bright)))
    for box in (box for lane in lanes for box in lane):
        assert box.left > 0 <= box.top + 0.1
        assert box.right <= RIGHT + 0.1
        assert box.top + box.height <= 34.1
    assert {*re.findall(r"url\(#([^)]+)\)", svg)} <= {*picture.ids()}
    assert len({*picture.ids()}) == len(picture.ids())


def assert_shown(timeline: Timeline, boxes: list[Box]) -> None:
    """Whatever is wide enough to be drawn alone has a box of its own, as far as the range goes."""
    since, until = (int(each.timestamp()) for each in (timeline.since, timeline.until))
    left = boxes[0].left
    second = (RIGHT - left) / (until - since)
    shifts = [(start, until if end is None else end, False) for start, end in (shift.bounds for shift in timeline)]
    drawn = [(box.left, box.right, box.is_gap) for box in boxes]
    for start, end, is_gap in [*shifts, *((*gap.bounds, True) for gap in timeline.gaps)]:
        if (end - start) * second > NARROW:
            edges = pytest.approx((left + (start - since) * second, left + (end - since) * second), abs=0.2)
            assert any(is_gap == is_bare and (x, right) == edges for x, right, is_bare in drawn)


def area(boxes: list[Box]) -> float:
    """How much of the picture boxes cover together."""
    return sum(box.width * box.height for box in boxes)


def test_the_same_picture_has_the_same_bytes() -> None:
    """Also of an equal schedule that was made anew."""
    assert checkout().to_svg(SINCE, UNTIL) == checkout().to_svg(SINCE, UNTIL)


def test_the_shortest_override_is_seen() -> None:
    """Ten minutes in a year, of somebody who has a bar before them: wider than they are, and above what follows."""
    override = Override(user=DAVE, start="2025-03-07T00:00:00-05:00", end="2025-03-07T00:10:00-05:00")
    svg = checkout(overrides=(override,)).to_svg("2025-01-01T00:00:00-05:00", "2026-01-01T00:00:00-05:00")
    result = re.split("<g transform", svg)[1]
    whole, short = result.index("<title>Dave (Secondary)"), result.index("<title>Dave (override)")
    assert whole < result.index("<title>Alice (Secondary), Fri 2025-03-07 00:10") < short
    (box,) = (box for box in Drawing.of(svg).lane(0) if box.title.startswith("Dave (override)"))
    assert box.width == 1


@pytest.mark.parametrize("minute", ["2025-05-21T00:00:00-04:00", "2025-12-30T23:57:00-05:00"])
def test_the_shortest_column_is_seen(minute: str) -> None:
    """Three minutes of two people in a year are 0.005 of 800 wide; what is drawn is one wide, and within the lane."""
    start, people = to_seconds(minute), (User("erin"), User("frank"), User("erin"))
    overrides = tuple(
        Override(user=user, start=start + 60 * place, end=start + 60 * place + 60) for place, user in enumerate(people)
    )
    svg = checkout(overrides=overrides).to_svg("2025-01-01T00:00:00-05:00", "2025-12-31T00:00:00-05:00")
    lane = Drawing.of(svg).lane(0)
    together = [box for box in lane if box.title.startswith("3 shifts")]
    assert [box.width for box in together] == pytest.approx([1, 1])
    assert max(box.right for box in together) <= max(box.right for box in lane if box not in together) + 0.1


def test_narrow_pieces_become_columns() -> None:
    """In a year of nights each has 12 of 24 hours shared by four: half of the lane is theirs, an eighth each's."""
    picture = drawing(nightly(), "2026-01-01T00:00:00-05:00", "2027-01-01T00:00:00-05:00")
    boxes = picture.lane(0)
    whole = 34 * (RIGHT - min(box.left for box in boxes))
    areas: dict[frozenset[str], float] = {}
    for box in boxes:
        areas[box.looks] = areas.get(box.looks, 0) + box.width * box.height / whole
    assert sorted(areas.values()) == pytest.approx([1 / 8] * 8, abs=0.01)
    assert "columns: how the time is shared" in picture.texts
    (title,) = {box.title for box in boxes}
    assert title.startswith("731 shifts, Thu 2026-01-01 00:00 to Fri 2027-01-01 00:00, 52 weeks 1 day: ")
    assert "alice 12.3%" in title or "alice 12.5%" in title or "alice 12.6%" in title


def test_a_gap_is_seen_among_columns() -> None:
    """A night in a year in which nobody is on call is two high, though it lasts half a day of the two of a column."""
    nights = nightly().layers[1]
    office = attrs.evolve(
        nights,
        name="Days",
        restrictions=[DailyRestriction(start_time_of_day="08:00:00", duration_seconds=12 * 3600 - 60)],
    )
    schedule = Schedule(name="Minutes", time_zone="America/New_York", layers=[office, nights])
    boxes = drawing(schedule, "2026-01-01T00:00:00-05:00", "2027-01-01T00:00:00-05:00").lane(0)
    gaps = [box for box in boxes if box.is_gap]
    assert sum(box.width for box in gaps) == pytest.approx(RIGHT - min(box.left for box in boxes), abs=8)
    assert {box.height for box in gaps} == {2}


def test_a_quarter_with_nights_is_small() -> None:
    """Some 180 shifts with tooltips, two layers and a legend take from 15 to 50 kB."""
    svg = nightly().to_svg("2025-04-01T00:00:00-04:00", "2025-07-01T00:00:00-04:00")
    assert 15_000 < len(svg.encode()) < 50_000
    assert len(Drawing.of(svg).lane(0)) > 180


@pytest.mark.parametrize("seconds", [1, 60, 3600])
def test_the_shortest_ranges(seconds: int) -> None:
    """A second, a minute and an hour have one bar from end to end."""
    picture = drawing(checkout(), 1_741_800_000, 1_741_800_000 + seconds)
    (bar,) = picture.lane(0)
    assert bar.right == pytest.approx(RIGHT, abs=0.15)
    assert picture.lanes == 3


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "]]>&amp;&#0;",
    "a\x00b\x1b[31m\x7f",
    "\u202eevil\u2066",
    "אליס כהן",
    "\ufffe\uffff",
    "\u3164",
    "\u200b",
    "e\u0301\u0302" * 40,
    "x" * 300,
    "山田太郎",
    "👩‍🚒",
]


@given(
    names=st.lists(st.sampled_from(HOSTILE) | st.text(min_size=1).filter(str.strip), min_size=1, max_size=5),
    days=st.sampled_from([1, 20, 400]),
)
def test_no_name_is_more_than_text(names: list[str], days: int) -> None:
    """Whatever people, layers and the schedule are called, it is XML of the same tags without a control character."""
    users = [User(str(number), name=name) for number, name in enumerate(names)]
    layer = attrs.evolve(office_hours(*users).layers[0], name=names[0])
    schedule = Schedule(name=names[-1], time_zone="America/New_York", layers=[layer])
    picture = drawing(schedule, 1_741_800_000, 1_741_800_000 + days * DAY)
    tags = {"defs", "desc", "g", "path", "pattern", "style", "svg", "text", "title"}
    assert {*picture.names} <= tags
    shown = "".join([*picture.texts, *picture.titles])
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 or char in "\u202e\ufffe\uffff" for char in shown)
    attributes = {name for each in picture.root.iter() for name in each.attrib}
    assert not any(name.startswith("on") or "href" in name for name in attributes)


def test_a_name_that_reads_from_right_to_left_is_isolated() -> None:
    """In a sentence, so that the times after it stay in their order; alone in a bar it needs no more."""
    user = User("1", name="אליס כהן")
    picture = drawing(office_hours(user), "2025-03-12T00:00:00-04:00", "2025-03-13T00:00:00-04:00")
    title = next(title for title in picture.titles if "09:00 to 17:00" in title)
    assert title.startswith("\N{FIRST STRONG ISOLATE}אליס כהן")
    assert "\N{POP DIRECTIONAL ISOLATE} (Office), Wed" in title
    assert any(text.startswith("אליס כהן") for text in picture.texts)


def test_a_long_name_is_cut_where_it_has_no_room() -> None:
    """A label of 300 letters ends in an ellipsis, and the tooltip has all of them; in a bar stands a letter instead."""
    user = User("1", name="x" * 300)
    schedule = attrs.evolve(office_hours(user), layers=[attrs.evolve(office_hours(user).layers[0], name="y" * 300)])
    picture = drawing(schedule, "2025-03-12T00:00:00-04:00", "2025-03-13T00:00:00-04:00")
    assert "y" * 300 in picture.titles
    assert max(len(text) for text in picture.texts) < 60
    assert "X" in picture.texts


def test_names_that_begin_alike_are_told_apart() -> None:
    """In the legend, and beside the lanes: what long ones share is left out, and the tooltip has all of it."""
    ends = ("alice", "bob", "carol")
    team = "the on-call engineers of the platform team in Europe"
    users = [User(f"{team}: {name}") for name in ends]
    layers = [weekly(*users, name=f"{team}, {name}") for name in ends]
    picture = drawing(Schedule(name="Alike", time_zone="America/New_York", layers=layers))
    # Each lane's label, from the top on, and then each person's name.
    found = [text for text in picture.texts if text.startswith("\N{HORIZONTAL ELLIPSIS}")]
    assert [text.split()[-1] for text in found] == ["carol", "bob", "alice", *ends]
    assert {user.name for user in users} | {layer.name for layer in layers} <= {*picture.titles}


def test_the_roster_gives_colours() -> None:
    """On a page somebody has one colour in all pictures; whoever the roster lacks is there nevertheless."""
    people = [User(str(number)) for number in range(8)]
    schedule = office_hours(people[0])
    day = ("2025-03-12T00:00:00-04:00", "2025-03-13T00:00:00-04:00")
    everybody = Roster(people)
    svg = schedule_svg(schedule, *day, roster=everybody)
    assert f"fill:{everybody[people[0]].color}" in svg
    assert "Alice" in schedule_svg(office_hours(ALICE), *day, roster=everybody)


def test_who_shares_a_colour_has_a_pattern() -> None:
    """With thirteen people one is drawn with a pattern, which is defined in the picture."""
    people = [User(f"p{number}") for number in range(13)]
    daily = attrs.evolve(office_hours(*people).layers[0], rotation_turn_length_seconds=DAY)
    svg = attrs.evolve(office_hours(*people), layers=[daily]).to_svg(SINCE, UNTIL)
    (pattern,) = {*re.findall(r'fill="url\(#(oc[0-9a-f]{8}-h\d+-1)\)"', svg)}
    assert f'<pattern id="{pattern}"' in svg


def test_two_pictures_can_stand_on_one_page() -> None:
    """No id of the one is in the other, and both have the same rules, but for the colours of people."""
    one, other = drawing(checkout()), drawing(office_hours(ALICE, BOB))
    assert not {*one.ids()} & {*other.ids()}


def test_who_does_not_see_it_hears_it() -> None:
    """A picture has a role, a title and a description."""
    picture = drawing(checkout())
    assert picture.root.get("role") == "img"
    labels = {each.get("id"): each.text for each in picture.root if "id" in each.attrib}
    title, description = (labels[name] for name in picture.root.get("aria-labelledby", "").split())
    assert title == "Checkout: Wed 2025-03-05 to Wed 2025-04-09, America/New_York"
    # Of 35 days less an hour alice has two weeks less that hour: 335 hours of 839; the others 168.
    told = "On call: 5 shifts: Alice 39.9%, Bob 20.0%, Carol 20.0%, Dave 20.0%. Somebody is on call all the time. "
    assert description == told + "Below it, from top to bottom: Secondary, Primary."


def test_a_timeline_is_one_lane() -> None:
    """Its shifts and gaps, in the zone it has; shifts that reach out of the range are cut to it."""
    timeline = checkout().shifts(SINCE, UNTIL, overflow=True)
    picture = Drawing.of(timeline.to_svg())
    assert picture.lanes == 1
    assert (picture.lane(0)[-1].right, picture.lane(0)[-1].title.split(", ")[1]) == (
        RIGHT,
        "Wed 2025-04-02 00:00 to Wed 2025-04-09 00:00",
    )
    assert [box.title.split(" (")[0] for box in picture.lane(0)] == ["Alice", "Bob", "Carol", "Dave", "Alice"]
    alone = Drawing.of(timeline.for_user(BOB).to_svg())
    assert [box.is_gap for box in alone.lane(0)] == [False]  # somebody else is on call, so it is no gap
    assert "nobody" not in timeline.for_user(BOB)._repr_html_()
    assert "<desc" in timeline.for_user(BOB).to_svg()
    assert "Bob: 1 shift: Bob.<" in timeline.for_user(BOB).to_svg()
    empty = Drawing.of(Timeline([], since=SINCE, until=UNTIL).to_svg())
    assert [box.is_gap for box in empty.lane(0)] == [True]


def test_people_are_listed_below() -> None:
    """Those who have a bar, in the order of the roster, each with a bar for their part, and its number.

    Of 35 days less an hour alice has two weeks less that hour: 335 hours of 839, and bob 168.
    """
    picture = drawing(checkout())
    found = picture.texts[picture.texts.index("Share of the time on call") + 1 :]
    expected = [("Alice", "39.9%"), ("Bob", "20.0%"), ("Carol", "20.0%"), ("Dave", "20.0%")]
    shown = [text for text in found if len(text) > 1]
    assert shown == [*(text for pair in expected for text in pair), "hidden by a lane above"]
    assert "Alice: 39.9%, 1 week 6 days" in picture.titles
    widths = portions(picture)
    assert widths["Bob"] == pytest.approx(widths["Alice"] * 168 / 335, abs=0.1)


def portions(picture: Drawing) -> dict[str, float]:
    """How wide the bar of each person's part is."""
    found: dict[str, float] = {}
    for group in picture.root.iter("{http://www.w3.org/2000/svg}g"):
        title, path = group.find("{*}title"), group.find("{*}path")
        if title is not None and path is not None and re.fullmatch(r"[^,]+: [\d.]+%, [^,]+", title.text or ""):
            found[(title.text or "").split(":")[0]] = float(path.get("d", "").split("h")[1].split("v")[0])
    return found


def test_gaps_are_no_part_of_what_is_shared() -> None:
    """Two people have eight hours a day, a week each: half of the time in which somebody is on call."""
    picture = drawing(office_hours(ALICE, BOB), "2025-03-12T00:00:00-04:00", "2025-03-26T00:00:00-04:00")
    assert picture.texts.count("50.0%") == 2
    assert "Alice: 50.0%, 2 days 8 hours" in picture.titles
    # Nobody at all: there is nothing to share, and a legend is left.
    nobody = drawing(office_hours(ALICE), "2025-03-12T00:00:00-04:00", "2025-03-12T01:00:00-04:00")
    assert "Share of the time on call" not in nobody.texts


def test_who_never_is_on_call_has_no_bar() -> None:
    """Carol's layer is hidden all the time."""
    layers = [weekly(CAROL, name="Below"), weekly(ALICE, name="Above")]
    picture = drawing(Schedule(name="Hidden", time_zone="America/New_York", layers=layers))
    assert portions(picture) == {"Alice": portions(picture)["Alice"], "Carol": 0}
    assert "Carol: 0.0%, 0 seconds" in picture.titles


@pytest.mark.parametrize("count", [1, 2, 3, 4, 8, 24])
def test_no_part_reaches_into_another(count: int) -> None:
    """However many people there are, and however long their names: names, bars and numbers have room."""
    for name in ("p", "x" * 300):
        users = [User(str(number), name=f"{number} {name}") for number in range(count)]
        daily = attrs.evolve(office_hours(*users).layers[0], rotation_turn_length_seconds=DAY)
        picture = drawing(attrs.evolve(office_hours(*users), layers=[daily]))
        places = [
            (
                float(each.get("y", "nan")),
                float(each.get("x", "nan")),
                "".join([each.text or "", *(c.tail or "" for c in each)]),
            )
            for each in picture.root.iter("{http://www.w3.org/2000/svg}text")
        ]
        first = next(y for y, _, words in places if words == "Share of the time on call")
        below = sorted((y, x, words) for y, x, words in places if y > first and len(words) > 1)
        assert len([words for _, _, words in below if words.endswith("%")]) == count
        for (y, x, words), (next_y, next_x, _) in pairwise(below):
            assert x + text_width(words, 13) <= (next_x if y == next_y else 960)


def test_many_people_are_capped() -> None:
    """Of 30 people, a day each, the 24 who have most are listed: 31 days of April and May, so one has two of them."""
    users = [User(f"p{number:02}") for number in range(30)]
    daily = attrs.evolve(weekly(*users), rotation_turn_length_seconds=DAY)
    schedule = Schedule(name="Crowd", time_zone="America/New_York", layers=[daily])
    # 2025-01-01 is the first day of the first turn, so 2025-04-30, 119 days later, is the last one's of the 30.
    picture = drawing(schedule, "2025-04-30T00:00:00-04:00", "2025-05-31T00:00:00-04:00")
    assert [text for text in picture.texts if re.fullmatch(r"p\d\d", text)][-24:] == [
        *(f"p{number:02}" for number in range(23)),
        "p29",
    ]
    assert "and 6 more: 19.4%" in picture.texts  # six of 31 days


def test_many_people_of_a_part_are_capped() -> None:
    """Of a layer alone it is not known who is on call, so there are no shares: of 30 people six are counted."""
    users = [User(f"p{number:02}") for number in range(30)]
    daily = attrs.evolve(weekly(*users), rotation_turn_length_seconds=DAY)
    layer = attrs.evolve(checkout(), layers=[daily]).layer_shifts(0, 1_741_752_000, 1_741_752_000 + 30 * DAY)
    picture = Drawing.of(layer.to_svg())
    assert "and 6 more" in picture.texts
    assert not any("%" in text for text in picture.texts)


def test_one_layer_may_be_left_out() -> None:
    """Of thirteen layers of which the highest decides, the lowest has no lane."""
    layers = [weekly(ALICE, name=f"L{number}") for number in range(13)]
    picture = drawing(Schedule(name="Layers", time_zone="America/New_York", layers=layers))
    assert "and 1 more layer, which decides 0.0% of the time: L0" in picture.texts


def test_many_layers_are_capped() -> None:
    """Of fifteen layers those twelve have a lane that decide for the longest time; the others are named.

    The highest decides an hour, the next one two hours, and so on up to 14 hours; the lowest the rest of five days.
    """
    day = "2025-03-12T00:00:00-04:00"
    first = 1_741_752_000
    layers = [weekly(ALICE, name="L0")]
    layers += [
        attrs.evolve(
            weekly(BOB, name=f"L{15 - hours}"), start=start, rotation_virtual_start=start, end=start + hours * 3600
        )
        for hours in range(14, 0, -1)
        for start in (first + sum(range(hours)) * 3600,)
    ]
    schedule = Schedule(name="Layers", time_zone="America/New_York", layers=layers)
    picture = drawing(schedule, day, first + 5 * DAY)
    assert picture.lanes == 1 + 12
    assert [text for text in picture.texts if re.fullmatch(r"L\d+", text)] == [
        *(f"L{number}" for number in range(11, 0, -1)),
        "L0",
    ]
    # The others decide for 1 + 2 + 3 hours of 120.
    assert "and 3 more layers, which decide 5.0% of the time: L14, L13, L12" in picture.texts
    assert "L1, L0 and 3 more layers." in picture.root.findtext("{*}desc", "")


def test_a_tooltip_says_what_of_a_shift_is_hidden() -> None:
    """Alice alone, for ever, beneath bob for one day: of the half day that is shown, all, and no more than that."""
    low = attrs.evolve(weekly(ALICE), start="2025-01-01T00:00:00-05:00")
    top = attrs.evolve(weekly(BOB), start="2025-01-05T00:00:00-05:00", end="2025-01-06T00:00:00-05:00")
    schedule = Schedule(name="s", time_zone="America/New_York", layers=[low, top])
    drawn = schedule.to_svg("2025-01-05T06:00:00-05:00", "2025-01-05T18:00:00-05:00")
    assert "hidden by a lane above for 12 hours of what is shown<" in drawn
