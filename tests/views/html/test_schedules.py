"""A schedule on the page."""

from __future__ import annotations

import attrs
import pytest

from oncall import Configuration, Override, Schedule
from oncall.errors import Location
from oncall.views.html.anchors import Anchors
from oncall.views.html.drawings import Drawings
from oncall.views.html.elements import written
from oncall.views.html.schedules import MOST_SHIFTS, schedule, watches
from tests.views.html.markup import Node, parsed
from tests.views.html.overviews import everything, overview
from tests.views.rotas import ALICE, BOB, DAVE, checkout, office_hours


def drawn(subject: Schedule) -> Node:
    """The article about a schedule."""
    whole = overview(Configuration(schedules=[subject]))
    return parsed(written(schedule(whole.outlooks[0], Anchors.of(whole), Drawings.of(whole))))


def cells(article: Node, label: str) -> list[list[str]]:
    """The cells of the table in the box with this label."""
    (box,) = (each for each in article.each("div") if each.attributes.get("aria-label") == label)
    return [[cell.text.strip() for cell in row.each("th", "td")] for row in box.each("tr")]


def layers(article: Node) -> list[dict[str, str]]:
    """What is said of each layer, by its label; its name and place have none."""
    (listed,) = (each for each in article.each("ol") if each.attributes.get("class") == "layers")
    found = [each for each in listed.children if isinstance(each, Node)]
    return [
        {"": each.text.partition("Now")[0].strip()}
        | {
            next(row.each("dt")).text: next(row.each("dd")).text.strip()
            for row in next(each.each("dl")).each("div")
            if [*row.each("dt")]
        }
        for each in found
    ]


def test_layers_from_the_one_that_wins() -> None:
    """Who takes turns, how long they are and from when they are counted, and what comes of each layer now."""
    first, second = checkout().layers
    placed = attrs.evolve(checkout(), layers=[attrs.evolve(first, where=Location("a.tf", 7)), second])
    secondary, primary = layers(drawn(placed))
    # From Wednesday 2025-01-08 to 2025-03-12 there are nine weeks: 9 mod 4 = 1, the second of four people.
    assert secondary == {
        "": "Secondary",
        "Now": "wins: Bob, 2 of 4",
        "Takes turns": "Alice\nBob\nCarol\nDave",
        "Hands over": "every week, counted from Wed 2025-01-08 00:00 -05:00",
        "Open": "always",
        "Active": "from Wed 2025-01-01 00:00 -05:00",
    }
    assert primary[""] == "Primarya.tf:7"
    assert primary["Now"] == "is hidden by Secondary: it would be Carol, 3 of 4"


def test_a_schedule_without_layers_says_so() -> None:
    """Where others have their layers stands what follows from there being none."""
    override = Override(user=ALICE, start="2025-03-12T16:00:00Z", end="2025-03-13T16:00:00Z")
    covered = drawn(Schedule(name="Swaps", time_zone="Etc/UTC", layers=[], overrides=[override]))
    assert "It has no layers, so that nobody is on call but by overrides." in [each.text for each in covered.each("p")]
    assert [row[0] for row in cells(covered, "Overrides of Swaps")] == ["On call", "Alice"]
    empty = drawn(Schedule(name="Empty", time_zone="Etc/UTC", layers=[]))
    assert "It has no layers, and no overrides: nobody is ever on call." in [each.text for each in empty.each("p")]
    assert not [each for each in drawn(checkout()).each("p") if "no layers" in each.text]


def test_a_picture_does_not_repeat_the_heading() -> None:
    """The name stands above it; whoever does not see the picture hears it in its title."""
    article = drawn(checkout())
    assert [each.text for each in article.each("h3")] == ["Checkout"]
    assert "Checkout" not in [each.text.strip() for each in article.each("text")]
    assert next(iter(article.each("title"))).text.startswith("Checkout: ")


def test_restrictions_and_an_end_are_told() -> None:
    """Each restriction is a line."""
    (layer,) = office_hours(ALICE, BOB).layers
    ending = attrs.evolve(layer, end="2026-01-01T00:00:00-05:00")
    (told,) = layers(drawn(attrs.evolve(office_hours(ALICE), layers=[ending])))
    assert told["Open"] == "daily 09:00 for 8 hours"
    assert told["Active"] == "from Wed 2025-01-01 00:00 -05:00 to Thu 2026-01-01 00:00 -05:00"


def test_overrides_of_the_weeks_that_are_shown() -> None:
    """One that is over before, one that begins where they end, and one between."""
    edges = (
        ("2025-03-12T14:00:00Z", "2025-03-12T15:00:00Z"),
        ("2025-03-14T04:00:00Z", "2025-03-15T04:00:00Z"),
        ("2025-04-09T15:00:00Z", "2025-04-09T16:00:00Z"),
    )
    overrides = tuple(Override(user=DAVE, start=start, end=end) for start, end in edges)
    assert cells(drawn(checkout(overrides=overrides)), "Overrides of Checkout")[1:] == [
        ["Dave", "Fri 2025-03-14 00:00 -04:00", "Sat 2025-03-15 00:00 -04:00"]
    ]
    assert not any("Overrides" in each.text for each in drawn(checkout()).each("h4"))


def test_shifts_and_gaps_as_a_table() -> None:
    """Wednesday's shift goes on from 11:00 to 17:00, six hours; the gap after it has sixteen."""
    rows = cells(drawn(office_hours(ALICE, BOB)), "Shifts of Office hours")
    assert rows[:3] == [
        ["From", "On call", "Until", "Hours", "Through"],
        ["Wed 2025-03-12 11:00", "Alice", "Wed 2025-03-12 17:00", "6", "Office"],
        ["Wed 2025-03-12 17:00", "nobody", "Thu 2025-03-13 09:00", "16", ""],
    ]
    assert len(rows) == 1 + 29 + 28
    assert "The shifts as a table (29 shifts, 28 gaps)" in drawn(office_hours(ALICE, BOB)).text


@pytest.mark.parametrize(("hours", "shifts"), [(1, 672), (2, 337)])
def test_long_tables_of_shifts_are_cut(hours: int, shifts: int) -> None:
    """Four weeks have 672 hours, or 335 times two and one before and after; the first two hundred are listed."""
    (layer,) = office_hours(ALICE, BOB).layers
    short = attrs.evolve(layer, rotation_turn_length_seconds=3600 * hours, restrictions=())
    rows = cells(drawn(attrs.evolve(office_hours(ALICE), layers=[short])), "Shifts of Office hours")
    assert len(rows) == 1 + MOST_SHIFTS + 1
    assert rows[-1] == [f"and {shifts - MOST_SHIFTS} more"]


def test_who_is_on_call_now() -> None:
    """A card for each schedule, with a link to it; after nobody comes whoever is next."""
    whole = overview(everything())
    cards = parsed(written(watches(whole.outlooks, Anchors.of(whole), Drawings.of(whole))))
    links = [each.attributes["href"] for each in cards.each("a")]
    assert links == ["#schedule-checkout", "#schedule-office-hours", "#schedule-search", "#schedule-evenings"]
    (evenings,) = [each for each in cards.each("li") if "Evenings" in each.text]
    assert [" ".join(each.text.split()) for each in evenings.each("dd")] == [
        "nobody, until Wed 2025-03-12 20:00 -04:00 (in 9 hours)",
        "Alice, until Wed 2025-03-12 22:00 -04:00",
    ]


def test_the_picture_is_the_one_of_the_library() -> None:
    """With its name, its lanes and its legend, and without rules of its own."""
    (picture,) = (each for each in drawn(checkout()).each("svg") if each.attributes["class"] == "oncall")
    assert list(picture.each("style")) == []
    assert "Checkout: Wed 2025-03-12 11:00 to Wed 2025-04-09 11:00" in next(picture.each("title")).text
    assert {"on call", "Secondary", "Primary"} <= {each.text for each in picture.each("text")}
