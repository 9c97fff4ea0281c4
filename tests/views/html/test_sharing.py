"""How hours are shared, on the page."""

from __future__ import annotations

import attrs

from oncall import Configuration, Schedule, fairness
from oncall.views.html.anchors import Anchors
from oncall.views.html.drawings import Drawings
from oncall.views.html.elements import written
from oncall.views.html.sharing import shares
from tests.views.html.markup import Node, parsed
from tests.views.html.overviews import SINCE, UNTIL, overview
from tests.views.rotas import checkout


def shown(schedule: Schedule, **others: object) -> Node:
    """The article about a schedule's hours."""
    whole = overview(Configuration(schedules=[schedule]))
    (outlook,) = whole.outlooks
    outlook = attrs.evolve(outlook, fairness=fairness(schedule, SINCE, UNTIL, **others))  # type: ignore[arg-type]
    return parsed(written(shares(outlook, Anchors.of(whole), Drawings.of(whole))))


def rows(article: Node) -> list[list[str]]:
    """The cells of both tables."""
    return [[cell.text.strip() for cell in row.each("th", "td")] for row in article.each("tr")]


def test_the_picture_does_not_say_again_what_it_is() -> None:
    """The heading of all hours stands above it."""
    texts = [each.text.strip() for each in shown(checkout()).each("text")]
    assert "hours" in texts
    assert "Fairness" not in texts


def test_everybody_has_a_line() -> None:
    """Four people share four weeks: 168 hours and a quarter each, nobody is off; a weekend has 48 hours."""
    found = rows(shown(checkout()))
    assert found[0] == ["Who", "share", "hours", "off", "nights", "weekends", "shifts", "longest", "rest"]
    assert [row[:4] for row in found[1:5]] == [
        [name, "25.0%", "168", "0"] for name in ("Alice", "Bob", "Carol", "Dave")
    ]
    assert {row[5] for row in found[1:5]} == {"48"}
    assert found[5] == ["Measure", "most", "mean", "most/mean", "Jain's index"]
    assert found[6] == ["hours", "168", "168", "1.00", "1.000"]


def test_there_are_bars() -> None:
    """The library's picture of fairness, in its box."""
    (picture,) = (each for each in shown(checkout()).each("svg") if each.attributes["class"] == "oncall")
    assert {"Alice", "Bob", "Carol", "Dave"} <= {each.text for each in picture.each("text")}


def test_where_nothing_is_expected_there_is_nothing_to_compare() -> None:
    """All weights are 0: the second table would divide by nothing."""
    found = shown(checkout(), weights=dict.fromkeys(("alice", "bob", "carol", "dave"), 0))
    assert "Nothing is expected of anybody: all weights are 0." in found.text
    assert len(list(found.each("table"))) == 1
    assert "Alice (0)" in found.text


def test_nobody_is_listed() -> None:
    """Of a schedule without layers that is all that there is to say."""
    found = shown(Schedule(name="Empty", time_zone="Etc/UTC", layers=[]))
    assert "Nobody is listed." in found.text
    assert list(found.each("table", "svg")) == []
