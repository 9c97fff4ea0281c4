"""The picture of a change as SVG."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, fromstring

import attrs
import pytest

from oncall import Configuration, Layer, Schedule, User
from oncall.views.diffs.documents import Picture
from oncall.views.diffs.drawings import change_svg
from oncall.views.diffs.windows import window
from oncall.views.people import Roster
from tests.views.diffs.changes import ALICE, BOB, CAROL, changed, hostile, joined, office, week, weekly

if TYPE_CHECKING:
    from oncall.checks.diffing import Diff

SVG = "{http://www.w3.org/2000/svg}"


def drawn(diff: Diff) -> Element:
    """The picture of the first schedule that changes."""
    schedule = diff.changed_schedules[0]
    users = [user for each in (schedule.before, schedule.after) if each for user in each.users]
    return fromstring(change_svg(Picture(schedule, window(schedule)), Roster(users)))  # noqa: S314 - our own


def titles(svg: Element) -> list[str]:
    """The tooltips."""
    return [each.text or "" for each in svg.iter(f"{SVG}title")]


def words(svg: Element) -> list[str]:
    """What is written in the picture."""
    return [each.text or "" for each in svg.iter(f"{SVG}text")]


def test_what_changes_is_marked() -> None:
    """Two weeks change hands: each is a mark that says from when to when, and who."""
    svg = drawn(joined())
    marks = [each for each in titles(svg) if "\N{RIGHTWARDS ARROW}" in each]
    assert [each[:20] for each in marks] == ["Mon 2025-01-20 09:00", "Mon 2025-01-27 09:00"]
    assert [each.rpartition(": ")[2] for each in marks] == [
        "Alice \N{RIGHTWARDS ARROW} Carol",
        "Bob \N{RIGHTWARDS ARROW} Alice",
    ]
    assert {"before", "changed", "after", "somebody else is on call"} <= {*words(svg)}


def test_marks_stand_where_the_bars_do() -> None:
    """The marks of weeks 2 and 3 are the second half of all four weeks, between the lanes."""
    svg = drawn(joined())
    marks = [each for each in svg.iter(f"{SVG}path") if each.get("class") == "r" and "8" in (each.get("d") or "")]
    lefts = sorted(float((each.get("d") or "").split()[0].removeprefix("M")) for each in marks)
    bars = [each for each in svg.iter(f"{SVG}g") if (each.get("class") or "").startswith("h")]
    assert bars
    assert len(lefts) >= 2
    left, right = lefts[-2:]
    width = 936.0 - left  # the picture is 960 wide, and 24 of it are left free at the right
    assert abs((right - left) - width / 2) < 0.2


def test_a_schedule_that_is_not_there_has_no_lane() -> None:
    """One that comes has none before."""
    found = words(drawn(changed(Configuration(), Configuration(schedules=[weekly(ALICE, BOB)]))))
    assert "before" not in found
    assert "after" in found
    found = words(drawn(changed(Configuration(schedules=[weekly(ALICE, BOB)]), Configuration())))
    assert "after" not in found


def test_gaps_and_short_shifts_are_explained() -> None:
    """Nights without anybody are gaps; turns of an hour are drawn as columns."""
    assert "nobody on call" in words(drawn(changed(weekly(ALICE), office(ALICE))))
    layer = Layer(
        name="Hours",
        start="2025-01-06T09:00:00Z",
        rotation_virtual_start="2025-01-06T09:00:00Z",
        rotation_turn_length_seconds=3600,
        users=[ALICE, BOB, CAROL],
    )
    hourly = Schedule(name="Checkout", id="checkout", time_zone="Etc/UTC", layers=[layer])
    assert "columns: how the time is shared" in words(drawn(changed(weekly(ALICE, BOB), hourly)))


def test_of_many_people_those_are_listed_who_have_most() -> None:
    """Of 28 days 26 people have one each, and the first two another; then bob has all of the last week.

    Before and after together bob has seven days, u00 and u01 three, u02 to u20 two, which are 22 people; of u21 to u25,
    who have one, two are listed besides.
    """
    users = [User(f"u{number:02}") for number in range(26)]
    daily = Layer.daily(users, start="2025-01-06T09:00:00Z", hand_off="09:00", time_zone="Etc/UTC")
    before = Schedule(name="Checkout", id="checkout", time_zone="Etc/UTC", layers=[daily])
    found = words(drawn(changed(before, attrs.evolve(before, overrides=[week(BOB, 3)]))))
    named = [each for each in found if each == "Bob" or each.startswith("u")]
    assert {*named} >= {"Bob", "u00", "u01", *(user.name for user in users[2:21])}
    assert "and 3 more" in found
    assert not {"u23", "u24", "u25"} & {*named}


def test_of_few_people_all_are_listed() -> None:
    """Nobody is counted."""
    assert not any(each.startswith("and ") for each in words(drawn(joined())))


def test_names_that_mean_harm_are_texts() -> None:
    """There are no other elements than in any picture, and no attributes of another kind."""
    harmless = {each.tag for each in drawn(joined()).iter()} | {f"{SVG}{tag}" for tag in ("pattern", "text")}
    for schedule in hostile().changed_schedules:
        users = [user for each in (schedule.before, schedule.after) if each for user in each.users]
        svg = fromstring(change_svg(Picture(schedule, window(schedule)), Roster(users)))  # noqa: S314 - our own
        assert {each.tag for each in svg.iter()} <= harmless
        assert not any(name.startswith("on") or name.endswith("href") for each in svg.iter() for name in each.attrib)


def test_whoever_does_not_see_it_is_told() -> None:
    """Two weeks of four."""
    (told,) = (each.text for each in drawn(joined()).iter(f"{SVG}desc"))
    assert told == "Who is on call before and after. Somebody else is on call for 2 weeks."


def turns(seconds: int, users: list[User]) -> Schedule:
    """Turns of so many seconds."""
    start = "2025-01-06T09:00:00Z"
    layer = Layer(
        name="Turns", start=start, rotation_virtual_start=start, rotation_turn_length_seconds=seconds, users=users
    )
    return Schedule(name="&" * 200, id="checkout", time_zone="Etc/UTC", layers=[layer])


@pytest.mark.once
@pytest.mark.parametrize(
    "name", ["Person *", "<&\"'>" * 39 + "*", "\x00" * 197 + "*", "🇪🇸" * 98 + "*", "א" * 197 + "*"]
)
@pytest.mark.parametrize("seconds", [3600, 43_200, 86_400, 604_800])
@pytest.mark.parametrize("people", [2, 30, 200])
def test_no_change_is_a_large_picture(name: str, seconds: int, people: int) -> None:
    """Whoever takes over from whom in four weeks, how often, and whatever they are called: it has up to 50 kB."""
    users = [User(f"u{number}", name=name.replace("*", str(number))) for number in range(people)]
    schedule = changed(turns(seconds, users), turns(seconds, [*users[1:], users[0]])).changed_schedules[0]
    svg = change_svg(Picture(schedule, window(schedule)), Roster(users))
    assert len(svg.encode()) <= 50_000
    found = words(fromstring(svg))  # noqa: S314 - our own
    turned = min(people, 28 * 86_400 // seconds)
    assert any(each.startswith("and ") and " more" in each for each in found) == (turned > 24)


def test_many_changes_are_marked_together() -> None:
    """Each hour of four weeks is somebody else's: some marks say how many changes they stand for, 672 in all."""
    users = [ALICE, BOB, CAROL]
    found = titles(drawn(changed(turns(3600, users), turns(3600, [BOB, CAROL, ALICE]))))
    counts = [re.search(r": (\d+) changes, (.*) in all$", each) for each in found]
    together = [int(each[1]) for each in counts if each]
    assert len(together) > 20
    assert sum(together) == 28 * 24
