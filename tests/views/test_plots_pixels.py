"""What is drawn of a lane agrees with its timeline at every pixel, and texts have room, in figures of all sizes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import attrs
import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

import oncall
from oncall import DailyRestriction, Layer, Schedule, User
from oncall.chronology.instants import to_seconds
from oncall.chronology.zones import Zone
from oncall.views.pictures.bars import schedule_lanes
from oncall.views.pictures.scales import Scale
from oncall.views.plot_bars import boxes
from tests.strategies import ranges, scenes
from tests.views.rotas import ALICE, BOB, CAROL, checkout, weekly
from tests.views.test_plots import bars, color, labels, legend

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes

    from oncall.views.pictures.merging import Key
    from oncall.views.pictures.stacks import Box

pytestmark = pytest.mark.once

QUARTER = ("2025-03-01T00:00:00-05:00", "2025-06-01T00:00:00-04:00")
_REACH = 16.0
"""In pixels: what a column is wide at most, 8/3 of 4, and a few by which narrow pieces give way to each other."""


def nightly(*users: User, zone: str = "America/New_York") -> Schedule:
    """From 18:00 to 09:00, each night somebody else."""
    nights = DailyRestriction(start_time_of_day="18:00:00", duration_seconds=15 * 3600)
    layer = Layer(
        name="Night",
        start="2025-01-01T18:00:00-05:00",
        rotation_virtual_start="2025-01-01T18:00:00-05:00",
        rotation_turn_length_seconds=86_400,
        users=users,
        restrictions=[nights],
    )
    return Schedule(name="Nights", time_zone=zone, layers=[layer])


def pixels(axes: Axes) -> Any:
    """The picture of the figure, rows from the top."""
    assert isinstance(axes.figure, Figure)
    canvas: Any = FigureCanvasAgg(axes.figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[..., :3].astype(int)


def bare(width: int, height: int = 200) -> Axes:
    """An Axes that fills a figure of so many pixels."""
    return Figure(figsize=(width / 100, height / 100), dpi=100).add_axes((0.0, 0.0, 1.0, 1.0))


def pairs_at_one_place(found: list[tuple[Key, Box]]) -> Iterator[tuple[tuple[Key, Box], tuple[Key, Box]]]:
    """Every two boxes that have a part of their width in common."""
    ordered = sorted(found, key=lambda each: each[1].left)
    for index, one in enumerate(ordered):
        for other in ordered[index + 1 :]:
            if other[1].left >= one[1].right - 1e-6:
                break
            yield one, other


def test_what_stands_in_several_columns_may_be_one_box() -> None:
    """In 30 pixels for 40 days with a gap of a second each, and one of five hours at first.

    alice has less of the first column, so she has two boxes; above both stands one of nobody, who is seen at least.
    """
    day = DailyRestriction(start_time_of_day="00:00:01", duration_seconds=86_399)
    layer = attrs.evolve(weekly(ALICE), restrictions=[day])
    schedule = Schedule(name="rota", time_zone="America/New_York", layers=[layer])
    since = to_seconds(layer.start) - 5 * 3600
    until = since + 40 * 86_400
    scale = Scale(zone=Zone.named(schedule.time_zone), since=since, until=until, left=0, right=30.0)
    lane = next(schedule_lanes(schedule, since, until))
    found = [*boxes(lane.pieces, scale, schedule.users, 30.0)]
    assert [(box.left, box.right) for key, box in found if key[0] is None] == [(0, 30)]
    assert [key[0] for key, _ in found] == [ALICE, ALICE, None]
    assert len([*pairs_at_one_place(found)]) == 2


@given(st.data(), st.integers(30, 1200))
def test_what_is_drawn_agrees_with_the_timeline(data: st.DataObject, width: int) -> None:
    """At each pixel of a lane only those are drawn who have time there, all of them are, and none too thin to see."""
    scene = data.draw(scenes())
    since, until = data.draw(ranges(scene))
    scale = Scale(zone=Zone.named(scene.schedule.time_zone), since=since, until=until, left=0, right=float(width))
    for lane in schedule_lanes(scene.schedule, since, until):
        found = [*boxes(lane.pieces, scale, scene.schedule.users, 30.0)]
        held = [((piece.bar.user, piece.is_hidden), scale.x(piece.start), scale.x(piece.end)) for piece in lane.pieces]
        assert all(-1e-6 < box.left <= box.right < width + 1e-6 for _, box in found)
        for one, other in pairs_at_one_place(found):
            # A gap takes two pixels at least, if need be of the one below it.
            room = 2 if None in {one[0][0], other[0][0]} else 0
            assert min(one[1].bottom, other[1].bottom) - max(one[1].top, other[1].top) <= room + 1e-6
        for key, box in found:
            assert any(
                key == other and start <= box.right + _REACH and box.left - _REACH <= end for other, start, end in held
            )
            least = 2 if key[0] is None else 1
            assert box.right - box.left > least - 1e-6
            assert key[0] is not None or box.bottom - box.top > 2 - 1e-6
        for key, start, end in held:
            assert any(
                key == other and box.left <= end + _REACH and start - _REACH <= box.right for other, box in found
            )
        # What is covered, or not, for far longer than a column is drawn so in its middle, over the whole height.
        for key, start, end in held:
            if end - start > 2 * _REACH:
                middle = (start + end) / 2
                assert [(other, box.top, box.bottom) for other, box in found if box.left <= middle < box.right] == [
                    (key, 0, 30.0)
                ]


def is_gap(pixel: Any) -> bool:
    """Whether a pixel is of the colours of a gap, or between them: its green and blue are equal, and less than red."""
    red, green, blue = pixel
    return bool(green == blue and abs(red - (192 + green * 59 / 213)) < 4)


@pytest.mark.parametrize("width", [150, 333, 640, 1200, 3000])
def test_no_shift_of_a_quarter_of_nights_is_missing(width: int) -> None:
    """Each of 92 nights and of 92 days between them is seen within a column of where it is, at every width."""
    schedule = nightly(ALICE, BOB, CAROL)
    axes = bare(width)
    schedule.plot(*QUARTER, ax=axes).get_legend().remove()  # type: ignore[union-attr]
    picture = pixels(axes)
    top, bottom = (len(picture) - axes.transData.transform((0, y))[1] for y in (1.4, 0.6))
    lane = picture[round(top) + 1 : round(bottom) - 1]
    since, until = map(to_seconds, QUARTER)
    second = width / (until - since)
    reach = max(2, round(_REACH))
    timeline = schedule.shifts(*QUARTER)
    columns = [{f"#{r:02x}{g:02x}{b:02x}" for r, g, b in lane[:, x]} for x in range(width)]
    gaps = [any(is_gap(pixel) for pixel in lane[:, x]) for x in range(width)]
    for shift in timeline:
        start, end = (((each or until) - since) * second for each in shift.bounds)
        near = columns[max(int(start) - reach, 0) : int(end) + reach]
        assert any(color(schedule, shift.user) in column for column in near)
    for gap in timeline.gaps:
        start, end = ((each - since) * second for each in gap.bounds)
        assert any(gaps[max(int(start) - reach, 0) : int(end) + reach])


def test_a_gap_of_a_minute_in_a_year_is_seen() -> None:
    """It is two pixels wide, and all around it is whoever is on call."""
    everyday = weekly(ALICE)
    layer = Layer(
        name="All but a minute",
        start=everyday.start,
        end="2025-07-01T00:00:00-04:00",
        rotation_virtual_start=everyday.rotation_virtual_start,
        rotation_turn_length_seconds=everyday.rotation_turn_length_seconds,
        users=[ALICE],
    )
    after = Layer(
        name="After",
        start="2025-07-01T00:01:00-04:00",
        rotation_virtual_start="2025-07-01T00:01:00-04:00",
        rotation_turn_length_seconds=604_800,
        users=[ALICE],
    )
    schedule = Schedule(name="A minute", time_zone="America/New_York", layers=[layer, after])
    axes = bare(640)
    schedule.plot("2025-01-01T00:00:00-05:00", "2026-01-01T00:00:00-05:00", ax=axes).get_legend().remove()  # type: ignore[union-attr]
    picture = pixels(axes)
    row = len(picture) - round(axes.transData.transform((0, 2.3))[1])
    # From January to June there are 181 days, an hour less: (181 - 1 / 24) / 365 of 640 pixels are 317.3.
    assert [x for x in range(640) if is_gap(picture[row, x])] == [317, 318]


def test_ten_years_of_nights_are_drawn_in_a_moment() -> None:
    """Some thousand shifts are a few hundred columns; with a margin for a slow machine."""
    schedule = nightly(ALICE, BOB, CAROL)
    begin = time.process_time()
    axes = schedule.plot("2025-01-01T00:00:00-05:00", "2035-01-01T00:00:00-05:00")
    pixels(axes)
    assert time.process_time() - begin < 4
    assert sum(len(each.get_paths()) for each in axes.collections) < 4000
    assert axes.get_xlabel().endswith("columns: how the time is shared")


def test_a_zoom_shows_the_shifts_that_were_columns() -> None:
    """A quarter of nights in 320 pixels are columns; zoomed to a week, each of them is a bar of 15 hours."""
    axes = bare(320)
    nightly(ALICE).plot(*QUARTER, ax=axes)
    pixels(axes)
    (lane,) = (each for each in bars(axes, "Night").values())
    assert len(lane) < 70
    left, _ = axes.get_xlim()
    axes.set_xlim(left + 10, left + 17)
    pixels(axes)
    (lane,) = (each for each in bars(axes, "Night").values())
    whole = [end - start for start, end in lane[1:-1]]
    # The first ends at 09:00 on the 1st of March, the last begins at 18:00 on the 31st of May; one lasts an hour less.
    assert len(whole) == 91
    assert sum(whole) == pytest.approx((91 * 15 - 1) / 24)


def everybody(count: int) -> Schedule:
    """So many people with long names in layers with long names."""
    users = [
        User(f"p{number}", name=f"Somebody of the department of long names {number} " * 2) for number in range(count)
    ]
    layers = [weekly(*users, name=f"A layer that is told at length, and all of what it is for {n}") for n in range(14)]
    return Schedule(name="A schedule with a long name " * 6, time_zone="America/New_York", layers=layers)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("width", "height"), [(640, 480), (1200, 400)])
@pytest.mark.parametrize("rows", [1, 2])
def test_many_people_with_long_names_have_room(width: int, height: int, rows: int, *, dark: bool) -> None:
    """Nothing reaches out of the figure, and the legend says how many more there are; no warning is given."""
    schedule = everybody(40)
    with mpl.rc_context({"text.color": "white", "axes.labelcolor": "white"} if dark else {}):
        figure = Figure(figsize=(width / 100, height / 100), dpi=100, layout="constrained")
        axes, *others = figure.subplots(rows, squeeze=False)[:, 0]
        schedule.plot("2025-01-01T00:00:00-05:00", "2025-12-01T00:00:00-05:00", ax=axes)
        for other in others:
            oncall.fairness(schedule).plot(other)
    pixels(axes)
    for each in (axes, *others):
        found = each.get_legend()
        assert found is not None
        texts = [*found.get_texts(), each.title, *each.get_yticklabels(), each.xaxis.label]
        for box in (text.get_window_extent() for text in texts if text.get_text()):
            assert -1 <= box.x0 <= box.x1 <= width + 1
            assert -1 <= box.y0 <= box.y1 <= height + 1
        listed = [text for text in legend(each) if "…" in text]
        assert f"and {40 - len(listed)} more" in legend(each)
        assert len({*listed}) == len(listed)
        assert each.get_position().height > 0.1
    assert len(labels(axes)) == 12 + 1
    assert "and 2 more layers, which decide 0.0% of the time" in axes.get_xlabel().replace("\n", " ")


def test_our_own_figure_grows_with_its_legend() -> None:
    """Of forty people 24 are listed, and everything is within the figure."""
    for axes in (everybody(40).plot(*QUARTER), oncall.fairness(everybody(40)).plot()):
        pixels(axes)
        found = axes.get_legend()
        assert found is not None
        box = found.get_window_extent()
        assert box.y0 >= -1
        assert box.x1 <= 1001
        assert axes.get_position().height > 0.3
    assert "and 16 more" in legend(axes)


def test_without_a_layout_the_legend_is_within_the_axes() -> None:
    """Where nobody makes room for it beside them: below the lanes, and above the bars."""
    above, below = Figure(figsize=(6.4, 4.8)).subplots(2)
    checkout().plot(*QUARTER, ax=above)
    oncall.fairness(checkout()).plot(below)
    pixels(above)
    for axes in (above, below):
        found = axes.get_legend()
        assert found is not None
        box, around = found.get_window_extent(), axes.get_window_extent()
        assert around.x0 <= box.x0 <= box.x1 <= around.x1
        assert around.y0 - 1 <= box.y0 <= box.y1 <= around.y1 + 1
    found = above.get_legend()
    assert found is not None
    assert found.get_window_extent().y1 <= above.transData.transform((0, -0.4))[1]


@pytest.mark.parametrize(
    ("schedule", "lanes"),
    [
        (Schedule(name="Nobody", time_zone="Etc/UTC", layers=[]), 1),
        (Schedule(name="_ $x$", time_zone="Etc/UTC", layers=[weekly(ALICE)]), 2),
    ],
)
def test_the_least_that_can_be_drawn(schedule: Schedule, lanes: int) -> None:
    """No layer, one person, only gaps, and an hour."""
    for since, until in (
        QUARTER,
        ("2025-03-01T00:00:00Z", "2025-03-01T01:00:00Z"),
        ("2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z"),
    ):
        axes = schedule.plot(since, until)
        assert pixels(axes).size
        assert len(labels(axes)) == lanes
        assert axes.get_title(loc="left") == schedule.name
