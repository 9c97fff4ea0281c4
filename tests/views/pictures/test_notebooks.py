"""What notebooks show."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import attrs
import pytest

import oncall
from oncall import Override, Schedule, Timeline, User
from oncall.views.pictures.notebooks import own_range
from tests.views.html.markup import Node, parsed
from tests.views.rotas import ALICE, BOB, CAROL, DAVE, checkout, office_hours, weekly

NEW_YORK = ZoneInfo("America/New_York")


def days_of(schedule: Schedule) -> tuple[str, str]:
    """The first and the last midnight of its own range."""
    span = own_range(schedule)
    assert span is not None
    since, until = (datetime.fromtimestamp(each, NEW_YORK) for each in span)
    return f"{since:%Y-%m-%dT%H:%M}", f"{until:%Y-%m-%dT%H:%M}"


def test_a_schedule_is_shown_for_its_joint_period() -> None:
    """Four people by weeks come back after four weeks, one after one: at least two are shown."""
    assert days_of(checkout()) == ("2025-01-01T00:00", "2025-01-29T00:00")
    assert days_of(office_hours(ALICE)) == ("2025-01-01T00:00", "2025-01-15T00:00")


def test_a_long_period_is_cut() -> None:
    """Thirty people by weeks repeat after thirty weeks; thirteen are shown, the last ones in summer time."""
    people = [User(str(number)) for number in range(30)]
    assert days_of(office_hours(*people)) == ("2025-01-01T00:00", "2025-04-02T00:00")


def test_it_begins_at_midnight() -> None:
    """A layer that starts at 15:00 is shown from that morning on."""
    layer = attrs.evolve(weekly(ALICE, BOB), start="2025-02-03T15:00:00-05:00")
    schedule = Schedule(name="Late", time_zone="America/New_York", layers=[layer])
    assert days_of(schedule) == ("2025-02-03T00:00", "2025-02-17T00:00")


def test_what_ends_is_shown_to_its_end() -> None:
    """Twenty days in January; a schedule of overrides alone is shown from the first on."""
    layer = attrs.evolve(weekly(ALICE, BOB), end="2025-01-21T00:00:00-05:00")
    assert days_of(Schedule(name="Ends", time_zone="America/New_York", layers=[layer]))[1] == "2025-01-21T00:00"
    override = Override(user=ALICE, start="2025-03-05T09:00:00-05:00", end="2025-03-06T09:00:00-05:00")
    alone = Schedule(name="Alone", time_zone="America/New_York", layers=[], overrides=[override])
    assert days_of(alone) == ("2025-03-05T00:00", "2025-03-19T00:00")


def test_the_end_of_time() -> None:
    """A schedule that starts in the last days of the calendar is shown from as late as there is room."""
    layer = attrs.evolve(weekly(ALICE, BOB), start="9999-12-01T00:00:00-05:00")
    assert (Schedule(name="Late", time_zone="America/New_York", layers=[layer])._repr_svg_() or "").startswith("<svg")


def test_a_schedule_of_nobody_shows_nothing() -> None:
    """A notebook then falls back to the text."""
    empty = Schedule(name="Empty", time_zone="Etc/UTC", layers=[])
    assert empty._repr_svg_() is None
    assert empty._repr_html_() is None


def test_a_picture_and_a_table() -> None:
    """The schedule's four shifts, with local times."""
    page = checkout()._repr_html_() or ""
    assert page.startswith('<div style="overflow-x:auto" tabindex="0">')
    assert (checkout()._repr_svg_() or "?") in page
    assert rows(page)[0] == ["Dave", "Wed 2025-01-01 00:00", "Wed 2025-01-08 00:00", "1 week", "Secondary"]
    assert len(rows(page)) == 4


def rows(page: str) -> list[list[str]]:
    """The cells of each row of the table, but of the one that says how many more there are."""
    table = parsed(page[page.rindex("</svg>") + len("</svg></div></div>") :])
    return [[cell.text for cell in row.each("th", "td")] for row in table.each("tr") if "row" in scopes(row)]


def scopes(row: Node) -> set[str]:
    """Of what the heads in a row are heads."""
    return {each.attributes["scope"] for each in row.each("th")}


def test_a_timeline_has_its_gaps_in_the_table() -> None:
    """From 09:00 to 17:00 alice is there; a shift for ever has no length."""
    timeline = office_hours(ALICE).shifts("2025-03-12T00:00:00-04:00", "2025-03-13T00:00:00-04:00")
    assert [row[0] for row in rows(timeline._repr_html_())] == ["nobody", "Alice", "nobody"]
    assert timeline._repr_svg_() == timeline.to_svg()
    alone = attrs.evolve(checkout(), layers=[weekly(CAROL)]).shifts(1_740_000_000, 1_741_000_000, overflow=True)
    assert rows(alone._repr_html_())[0][2:4] == ["for ever", ""]


def test_a_long_table_is_capped() -> None:
    """Of 73 shifts and gaps fifty are listed, and it says that 23 are not."""
    timeline = office_hours(ALICE).shifts("2025-01-01T00:00:00-05:00", "2025-02-06T00:00:00-05:00")
    assert len(timeline) + len(timeline.gaps) == 36 + 37
    assert len(rows(timeline._repr_html_())) == 50
    assert ">and 23 more</td>" in timeline._repr_html_()


def test_fairness_has_a_table() -> None:
    """A row for each person with what `str` tells of them."""
    found = oncall.fairness(checkout())
    page = found._repr_html_()
    assert found._repr_svg_() in page
    assert [row[:2] for row in rows(page)] == [[user.name, "168"] for user in (ALICE, BOB, CAROL, DAVE)]
    nobody = oncall.fairness(Schedule(name="None", time_zone="Etc/UTC", layers=[]), 0, 86_400)
    assert rows(nobody._repr_html_()) == []


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><b>', "&lt;"])
def test_names_stay_text(name: str) -> None:
    """In the table as in the picture."""
    user = User("1", name=name)
    page = Timeline([], since=0, until=86_400)._repr_html_() + (office_hours(user)._repr_html_() or "")
    assert "<script" not in page
    assert "<b>" not in page


def test_what_ends_at_noon_is_shown_to_its_end() -> None:
    """Counted from the midnight of the first day, not from its noon: 16 days and 11 hours are 17 days."""
    layer = attrs.evolve(weekly(ALICE, BOB), start="2025-01-01T12:00:00-05:00", end="2025-01-17T11:00:00-05:00")
    assert days_of(Schedule(name="Ends", time_zone="America/New_York", layers=[layer]))[1] == "2025-01-18T00:00"


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Apia", "Etc/UTC"])
def test_the_beginning_of_time(zone: str) -> None:
    """Before the first day there is no midnight to begin with."""
    layer = attrs.evolve(weekly(ALICE, BOB), start="0001-01-03T00:00:00Z")
    assert (Schedule(name="Early", time_zone=zone, layers=[layer])._repr_svg_() or "").startswith("<svg")
