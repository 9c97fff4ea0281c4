"""The picture of fairness."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import oncall
from oncall import Fairness, Layer, Schedule, User
from oncall.views.pictures import fairness_svg
from oncall.views.pictures.details import MOST_BYTES
from oncall.views.pictures.texts import text_width
from tests.views.pictures.crowds import HARD_NAMES, named
from tests.views.pictures.reading import Drawing
from tests.views.rotas import ALICE, BOB, CAROL, checkout


def days(*users: User) -> Schedule:
    """A day each, in UTC, from a Monday on."""
    layer = Layer.daily(users, start="2025-01-06T00:00:00Z", hand_off="00:00", time_zone="Etc/UTC")
    return Schedule(name="Days", time_zone="Etc/UTC", layers=[layer])


def week(*users: User, **given: object) -> Fairness:
    """The first week of it: seven days from Monday on."""
    return oncall.fairness(days(*users), "2025-01-06T00:00:00Z", "2025-01-13T00:00:00Z", **given)  # type: ignore[arg-type]


def bars(picture: Drawing) -> dict[str, float]:
    """How wide the bar is that each tooltip is about."""
    widths: dict[str, float] = {}
    for group in picture.root.iter("{http://www.w3.org/2000/svg}g"):
        title, path = group.find("{*}title"), group.find("{*}path")
        if title is not None and path is not None:
            widths[title.text or ""] = float(path.get("d", "").split("h")[1].split("v")[0])
    return widths


def test_bars_are_as_long_as_shares() -> None:
    """Of seven days three are alice's, and two bob's and carol's: bob's bar is two thirds of hers."""
    found = bars(Drawing.of(week(ALICE, BOB, CAROL).to_svg()))
    alice, bob = found["Alice: 72 hours, +16 off the fair share"], found["Bob: 48 hours, -8 off the fair share"]
    assert bob == pytest.approx(alice * 2 / 3, abs=0.1)
    # Saturday the 11th is carol's, Sunday alice's: bob has none of the weekend.
    assert found["Bob: 0 weekend hours, -16 off the fair share"] == 0


def test_the_numbers_stand_beside() -> None:
    """Each with how far it is off the fair share, 168 / 3 = 56; and a title for each measure."""
    texts = Drawing.of(week(ALICE, BOB, CAROL).to_svg()).texts
    assert [text for text in texts if text in {"72", "48", "+16", "-8"}] == ["72", "+16", "48", "-8", "48", "-8"]
    assert [text for text in texts if text.endswith("hours") or text == "shifts"] == [
        "hours",
        "night hours",
        "weekend hours",
        "shifts",
    ]
    assert "fair share" in texts


def test_a_weight_moves_the_fair_share() -> None:
    """Whoever works half of the time has a line at half of the others': 168 hours among 2.5 are 67.2 and 33.6."""
    picture = Drawing.of(week(ALICE, BOB, CAROL, weights={"carol": 0.5}).to_svg())
    assert "Carol (0.5)" in picture.texts
    assert "Carol (0.5): 48 hours, +14.4 off the fair share" in picture.titles
    lines = picture.lines("c")[:3]
    left = picture.x_of("hours")
    assert lines[2] - left == pytest.approx((lines[0] - left) / 2, abs=0.1)


def test_nothing_expected() -> None:
    """With all weights 0 there is no fair share, and no line for it."""
    picture = Drawing.of(week(ALICE, weights={"alice": 0}).to_svg())
    assert "fair share" not in picture.texts
    assert "Alice (0): 168 hours" in picture.titles


def test_holidays_and_pages_have_bars() -> None:
    """All six measures have room beside each other."""
    found = week(ALICE, BOB, holidays=["2025-01-06"], pages=["2025-01-06T12:00:00Z"])
    picture = Drawing.of(found.to_svg())
    assert {"holiday hours", "pages"} <= {*picture.texts}
    assert "Alice: 24 holiday hours, +12 off the fair share" in picture.titles
    assert "Alice: 0 pages, nothing off the fair share" in picture.titles


def test_large_numbers_have_room() -> None:
    """Over sixty years bars are shorter, and no number reaches the next column."""
    since, until = "2025-01-06T00:00:00Z", "2085-01-06T00:00:00Z"
    picture = Drawing.of(oncall.fairness(days(ALICE, BOB, CAROL), since, until, holidays=["2025-01-06"]).to_svg())
    columns = sorted(picture.lines("l"))
    places = [(each.text or "", float(each.get("x", "nan"))) for each in picture.root.iter("{*}text")]
    for words, x in places[2:]:
        following = min((column for column in columns if column > x + 1), default=960)
        assert x + text_width(words, 13) <= following


def test_names_that_begin_alike_are_told_apart() -> None:
    """What long names share is left out; the tooltip has all of it."""
    names = [f"the on-call engineers of the platform team in Europe: {name}" for name in ("alice", "bob")]
    picture = Drawing.of(week(*(User(name) for name in names)).to_svg())
    assert picture.texts[2:4] == [f"\N{HORIZONTAL ELLIPSIS}team in Europe: {name}" for name in ("alice", "bob")]
    assert {*names} <= {*picture.titles}


def test_nobody_is_listed() -> None:
    """Fairness of nobody is a picture too."""
    nobody = oncall.fairness(Schedule(name="None", time_zone="Etc/UTC", layers=[]), 0, 86_400)
    assert "Nobody is listed." in Drawing.of(nobody.to_svg()).texts


def test_of_many_people_those_are_drawn_who_have_most() -> None:
    """Of days 20 to 79 of forty people p20 to p39 have two each, and the others one: of those four are drawn besides.

    The sixteen others have as many of sixty days, which is 26.7 %.
    """
    people = [User(f"p{number:02}") for number in range(40)]
    found = oncall.fairness(days(*people), "2025-01-26T00:00:00Z", "2025-03-27T00:00:00Z")
    texts = Drawing.of(found.to_svg()).texts
    expected = [*range(4), *range(20, 40)]
    assert [text for text in texts if text.startswith("p")] == [f"p{number:02}" for number in expected]
    assert "and 16 more: 26.7% of the hours" in texts


@pytest.mark.once
@given(
    people=st.integers(1, 200),
    name=HARD_NAMES,
    weight=st.sampled_from([1, 0.25]),
)
@example(people=200, name="&" * 197 + "*", weight=0.25)
@example(people=200, name="\U000e0001" * 197 + "*", weight=0.25)
def test_no_fairness_is_a_large_picture(people: int, name: str, weight: float) -> None:
    """With all six measures, whoever is measured and whatever they are called, it is well-formed and up to 50 kB."""
    users = [User(f"u{number}", name=named(name, number)) for number in range(people)]
    found = oncall.fairness(
        days(*users),
        "2025-01-06T00:00:00Z",
        "2026-01-06T00:00:00Z",
        holidays=["2025-01-06"],
        pages=["2025-01-06T12:00:00Z"],
        weights={"u0": weight},
    )
    svg = found.to_svg()
    assert len(svg.encode()) <= MOST_BYTES
    more = [text for text in Drawing.of(svg).texts if text.startswith("and ") and text.endswith("% of the hours")]
    assert len(more) >= (people > 24)


def test_colours_are_those_of_the_schedule() -> None:
    """Whoever is orange in the one is orange in the other."""
    picture, fair = checkout().to_svg(0, 2_000_000_000), fairness_svg(oncall.fairness(checkout()))
    fills = [{part for part in svg.split(".oncall ") if part.startswith(".h")} for svg in (picture, fair)]
    assert fills[0] == fills[1]
    assert len(fills[0]) == 4


def test_hostile_names() -> None:
    """A name is text here as well."""
    picture = Drawing.of(
        week(User("1", name="<script>alert(1)</script>"), User("2", name="a\x00\ufffe" * 100)).to_svg()
    )
    assert "script" not in picture.names
    assert any(text.startswith("<script>alert") for text in picture.texts)
    assert any(title.startswith("<script>alert(1)</script>: 96 hours") for title in picture.titles)
