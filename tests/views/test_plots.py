"""Figures of matplotlib."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import attrs
import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.colors import to_hex
from matplotlib.dates import date2num, num2date
from matplotlib.figure import Figure

import oncall
from oncall import Configuration, Fairness, Override, Schedule, User
from oncall.errors import InvalidValueError, MissingLibraryError, NotAnInstantError
from oncall.views.people import Roster
from tests.views.rotas import ALICE, BOB, CAROL, DAVE, checkout, office_hours, weekly

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matplotlib.axes import Axes

SINCE, UNTIL = "2025-03-05T00:00:00-05:00", "2025-03-26T00:00:00-04:00"
"""Three turns of the article's schedule, Wednesday to Wednesday, in New York; clocks change on the 9th."""

NEW_YORK = ZoneInfo("America/New_York")
HOSTILE = (
    User("a", name="Alice $x^2$ <b>"),
    User("b", name=r"_bob $\frac{1}{"),
    User("c", name="Carol\n\x1b[31mred"),
    User("d", name="אליס"),
)


def day(year: int, month: int, number: int, hour: int = 0) -> float:
    """A local time in New York as matplotlib counts: days since 1970, in UTC."""
    return (datetime(year, month, number, hour, tzinfo=NEW_YORK) - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(days=1)


def bars(axes: Axes, lane: str) -> dict[str, list[tuple[float, float]]]:
    """From where to where the bars of a lane reach, by the colour that they are filled with."""
    (place,) = (tick for tick, label in zip(axes.get_yticks(), labels(axes), strict=True) if label == lane)
    found: dict[str, list[tuple[float, float]]] = {}
    for collection in polygons(axes):
        boxes = [path.get_extents() for path in collection.get_paths()]
        if all(box.y0 < place < box.y1 for box in boxes) and collection.get_zorder() > 0:
            edges = [(float(box.x0), float(box.x1)) for box in boxes]
            found.setdefault(to_hex(np.asarray(collection.get_facecolor())[0]), []).extend(edges)
    return found


def polygons(axes: Axes) -> list[PolyCollection]:
    """What is drawn as bars that float."""
    return [artist for artist in axes.collections if isinstance(artist, PolyCollection)]


def labels(axes: Axes) -> list[str]:
    """The names of the lanes, from bottom to top."""
    return [label.get_text() for label in axes.get_yticklabels()]


def legend(axes: Axes) -> list[str]:
    """What the legend explains."""
    found = axes.get_legend()
    assert found is not None
    return [text.get_text() for text in found.get_texts()]


def color(schedule: Schedule, user: User) -> str:
    """The colour that stands for somebody in every picture of a schedule."""
    return Roster(schedule.users)[user].color


def drawn(axes: Axes) -> list[str]:
    """The texts that are drawn, by a backend that writes texts as texts."""
    written = io.BytesIO()
    with mpl.rc_context({"svg.fonttype": "none"}):
        figure = axes.figure
        assert isinstance(figure, Figure)
        figure.savefig(written, format="svg", metadata={"Date": None})
    return re.findall(r"<text[^>]*>([^<]*)</text>", written.getvalue().decode("utf-8"))


def approx(pairs: Iterable[tuple[float, float]]) -> Any:
    """The pairs, to a thousandth of a second."""
    return [pytest.approx(pair, rel=0, abs=1e-8) for pair in pairs]


def test_bars_reach_from_hand_off_to_hand_off() -> None:
    """Each has the colour of its person; the week of the clock change is an hour shorter than seven days."""
    axes = checkout().plot(SINCE, UNTIL)
    edges = [day(2025, 3, 5), day(2025, 3, 12), day(2025, 3, 19), day(2025, 3, 26)]
    weeks = list(pairwise(edges))
    # 2025-01-01 is alice's in Primary; the 5th of March comes 9 weeks later, which is bob's week of four people's.
    # In Secondary everything is a week behind: alice, bob, carol.
    people = [color(checkout(), user) for user in (ALICE, BOB, CAROL)]
    for lane in ("Secondary", "on call"):
        assert bars(axes, lane) == dict(zip(people, ([each] for each in approx(weeks)), strict=True))
    assert weeks[0][1] - weeks[0][0] == pytest.approx(7 - 1 / 24)
    assert labels(axes) == ["Primary", "Secondary", "on call"]
    assert axes.get_xlim() == pytest.approx((edges[0], edges[-1]))


def test_the_image_has_the_colours() -> None:
    """Drawn by Agg: in the middle of a bar, a little above the name, is the colour of its person."""
    axes = checkout().plot(SINCE, UNTIL)
    assert isinstance(axes.figure, Figure)
    canvas: Any = FigureCanvasAgg(axes.figure)
    canvas.draw()
    pixels = np.asarray(canvas.buffer_rgba())
    for start, user in ((day(2025, 3, 5), ALICE), (day(2025, 3, 12), BOB), (day(2025, 3, 19), CAROL)):
        x, y = axes.transData.transform((start + 3.5, 2.3))
        red, green, blue, _ = pixels[round(len(pixels) - y), round(x)].tolist()
        assert f"#{red:02x}{green:02x}{blue:02x}" == color(checkout(), user)


def test_what_is_hidden_is_faded() -> None:
    """Primary never decides: its bars are three tenths as dense as those that do."""
    axes = checkout().plot(SINCE, UNTIL)
    densities = {
        round(float(collection.get_paths()[0].get_extents().y0 + 0.4)): collection.get_alpha()
        for collection in polygons(axes)
        if collection.get_zorder() > 0
    }
    assert densities == {0: 0.3, 1: None, 2: None}


def test_restrictions_are_holes_and_gaps_are_marked() -> None:
    """On one day from 09:00 to 17:00 there is one bar in the layer, and two gaps around it in the result."""
    schedule = office_hours(ALICE)
    axes = schedule.plot("2025-01-07T00:00:00-05:00", "2025-01-08T00:00:00-05:00")
    worked = [(day(2025, 1, 7, 9), day(2025, 1, 7, 17))]
    night = [(day(2025, 1, 7), worked[0][0]), (worked[0][1], day(2025, 1, 8))]
    alice = color(schedule, ALICE)
    assert bars(axes, "Office") == {alice: approx(worked)}
    (gap,) = {*bars(axes, "on call")} - {alice}
    assert bars(axes, "on call") == {alice: approx(worked), gap: approx(night)}
    assert legend(axes) == ["Alice", "nobody on call"]


def test_overrides_have_a_lane_of_their_own() -> None:
    """Between the layers and the result."""
    override = Override(user=DAVE, start="2025-03-10T00:00:00-04:00", end="2025-03-11T00:00:00-04:00")
    axes = checkout(overrides=(override,)).plot(SINCE, UNTIL)
    assert labels(axes) == ["Primary", "Secondary", "overrides", "on call"]
    assert bars(axes, "overrides") == {color(checkout(), DAVE): approx([(day(2025, 3, 10), day(2025, 3, 11))])}


def test_weekends_are_those_of_the_schedule_s_zone() -> None:
    """From Saturday 00:00 to Monday 00:00 there; the one in which clocks change lasts 47 hours."""
    axes = checkout().plot("2025-03-09T00:00:00-05:00", UNTIL)
    (shade,) = (each for each in polygons(axes) if each.get_zorder() == 0)
    boxes = [path.get_extents() for path in shade.get_paths()]
    expected = [  # the first is cut to the range
        (day(2025, 3, 9), day(2025, 3, 10)),
        (day(2025, 3, 15), day(2025, 3, 17)),
        (day(2025, 3, 22), day(2025, 3, 24)),
    ]
    assert [(float(box.x0), float(box.x1)) for box in boxes] == approx(expected)
    assert expected[0][1] - expected[0][0] == pytest.approx(23 / 24)
    assert legend(axes)[-2:] == ["weekend", "clock change"]


def test_a_clock_change_is_a_line() -> None:
    """At 02:00 in New York on 2025-03-09, which is 07:00 in UTC; a week without one has no line."""
    axes = checkout().plot(SINCE, UNTIL)
    changes = [line.get_xdata()[0] for line in axes.lines]  # type: ignore[index]
    assert changes == [pytest.approx(float(date2num(datetime(2025, 3, 9, 7, tzinfo=UTC))))]  # type: ignore[no-untyped-call]
    assert checkout().plot("2025-03-12T04:00:00Z", UNTIL).lines[:] == []


def test_in_years_neither_weekends_nor_clock_changes_are_drawn() -> None:
    """Each would be thinner than a line."""
    axes = checkout().plot("2025-01-01T05:00:00Z", "2028-01-01T05:00:00Z")
    assert legend(axes) == ["Alice", "Bob", "Carol", "Dave"]
    assert axes.lines[:] == []


def test_dates_are_those_of_the_schedule_s_zone() -> None:
    """The ticks of a month stand at local midnights, on both sides of a clock change."""
    axes = checkout().plot("2025-03-01T00:00:00-05:00", "2025-03-29T00:00:00-04:00")
    ticks = [num2date(tick, NEW_YORK) for tick in axes.get_xticks()]  # type: ignore[no-untyped-call]
    assert len(ticks) > 4
    assert {(tick.hour, tick.minute) for tick in ticks} == {(0, 0)}
    assert {tick.utcoffset() for tick in ticks} == {timedelta(hours=-5), timedelta(hours=-4)}
    assert axes.get_xlabel() == "Sat 2025-03-01 00:00 -05:00 to Sat 2025-03-29 00:00 -04:00 (America/New_York)"


def test_what_is_drawn_with_aware_datetimes_fits_to_it() -> None:
    """The Axes counts instants, whatever the zone of its labels."""
    axes = checkout().plot(SINCE, UNTIL)
    line = axes.axvline(datetime(2025, 3, 12, 4, tzinfo=UTC))  # type: ignore[arg-type]
    assert axes.convert_xunits(line.get_xdata()[0]) == pytest.approx(day(2025, 3, 12))  # type: ignore[index,no-untyped-call]


def test_an_axes_that_is_given_is_drawn_into() -> None:
    """It comes back, and its neighbour stays empty."""
    above, below = Figure(layout="constrained").subplots(2)
    assert checkout().plot(SINCE, UNTIL, ax=below) is below
    assert oncall.fairness(checkout()).plot(above) is above
    assert below.get_title(loc="left") == "Checkout"
    assert len(above.patches) == 4 * 4
    assert len(below.patches) == 0


def test_pyplot_is_never_touched() -> None:
    """Neither a window system is looked for nor a figure kept: pyplot is not even loaded, and nor is rich."""
    program = (
        "import sys, oncall; from tests.views.rotas import checkout; schedule = checkout()\n"
        f"schedule.plot({SINCE!r}, {UNTIL!r}); oncall.fairness(schedule).plot()\n"
        "print(*sorted({'matplotlib', 'matplotlib.pyplot', 'rich'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "matplotlib\n"


def test_matplotlib_is_loaded_by_a_plot_alone() -> None:
    """Schedules, checks, fairness and calendars do without."""
    program = (
        "import sys, oncall; from oncall.formats import ical; from tests.views.rotas import checkout\n"
        "schedule = checkout(); oncall.check(oncall.Configuration(schedules=[schedule])); oncall.fairness(schedule)\n"
        f"ical.dumps(schedule, {SINCE!r}, {UNTIL!r}); print('matplotlib' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


@pytest.mark.parametrize("plot", [lambda: checkout().plot(SINCE, UNTIL), lambda: oncall.fairness(checkout()).plot()])
def test_without_matplotlib_the_error_says_what_to_install(plot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an import error too."""
    monkeypatch.delitem(sys.modules, "oncall.views.plots", raising=False)
    monkeypatch.setitem(sys.modules, "matplotlib.axes", None)
    with pytest.raises(MissingLibraryError, match=r"a plot needs the package 'matplotlib': pip install 'oncall-sched"):
        plot()
    assert issubclass(MissingLibraryError, ImportError)


@pytest.mark.parametrize("ax", [Figure(), "ax", [None], np.array([1, 2])])
def test_what_is_no_axes_is_refused(ax: Any) -> None:
    """Such as the array that `subplots(2)` gives, of which one is meant."""
    with pytest.raises(InvalidValueError, match="ax must be an Axes of matplotlib, or None for a new one"):
        checkout().plot(SINCE, UNTIL, ax)
    with pytest.raises(InvalidValueError, match="ax must be an Axes"):
        oncall.fairness(checkout()).plot(ax)


def test_a_range_that_is_none_is_refused() -> None:
    """As by `shifts`."""
    with pytest.raises(InvalidValueError, match="until"):
        checkout().plot(UNTIL, SINCE)
    with pytest.raises(NotAnInstantError):
        checkout().plot("tomorrow", UNTIL)


@pytest.mark.parametrize("settings", [{}, {"text.usetex": True}])
def test_names_are_text(settings: dict[Any, Any]) -> None:
    """A `$` begins no formula, `_` hides nobody in the legend, and a line break or an escape shows as one."""
    layers = [weekly(*HOSTILE, name="Week $a_1$ & _x")]
    schedule = Schedule(name="Checkout $5 & 100 % #1", time_zone="America/New_York", layers=layers)
    with mpl.rc_context(settings):
        axes = schedule.plot("2025-01-01T05:00:00Z", "2025-01-29T05:00:00Z")
        shares = oncall.fairness(schedule).plot()
    names = ["Alice $x^2$ <b>", r"_bob $\frac{1}{", r"Carol\n\x1b[31mred", "אליס"]
    assert legend(axes) == [*names, "weekend"]
    assert legend(shares) == [*names, "fair share"]
    texts = [axes.title, *axes.texts, *axes.get_yticklabels(), axes.xaxis.label]
    for each in (axes, shares):
        found = each.get_legend()
        assert found is not None
        texts += [*found.get_texts(), each.xaxis.label, each.yaxis.label]
    assert not any(text.get_usetex() for text in texts if text.get_text())
    if not settings:
        shown = drawn(axes)
        assert {"Checkout $5 &amp; 100 % #1", "Week $a_1$ &amp; _x"} <= {*shown}
        assert {"Alice $x^2$ &lt;b&gt;", *names[1:]} <= {*shown}
        assert shown.count("_bob") == 2  # the first word is enough in the two bars, as nobody else has it


def test_a_name_stands_in_a_bar_where_it_fits() -> None:
    """A week has room for it in a picture of three, and none in one of three months that is three inches wide."""
    axes = checkout().plot(SINCE, UNTIL)
    # Each of alice, bob and carol in both of the upper lanes and in the legend; below, a week ahead, bob, carol, dave.
    assert [drawn(axes).count(name) for name in ("Alice", "Bob", "Carol", "Dave")] == [3, 4, 4, 2]
    narrow = Figure(figsize=(3, 3)).add_axes((0.0, 0.0, 1.0, 1.0))
    checkout().plot(SINCE, "2025-06-01T00:00:00Z", narrow)
    assert drawn(narrow).count("Carol") == 1  # in the legend


def test_more_people_than_colours_have_patterns() -> None:
    """Twenty people look different from each other, and the legend leaves room for the picture."""
    people = [User(f"p{number}") for number in range(20)]
    schedule = Schedule(name="Many", time_zone="America/New_York", layers=[weekly(*people)])
    axes = schedule.plot("2025-01-01T00:00:00-05:00", "2025-06-01T00:00:00-04:00")
    found = axes.get_legend()
    assert found is not None
    looks = {(to_hex(patch.get_facecolor()), patch.get_hatch()) for patch in found.get_patches()}
    assert len(looks) == 20 + 1  # and the weekends'
    drawn(axes)
    assert axes.get_position().width > 0.5


def test_a_dark_style_has_light_ink() -> None:
    """Weekends and clock changes are of the colour that people have chosen for text."""
    with mpl.rc_context({"axes.labelcolor": "#eeeeee"}):
        axes = checkout().plot(SINCE, UNTIL)
    assert {to_hex(line.get_color()) for line in axes.lines} == {"#eeeeee"}
    (shade,) = (each for each in polygons(axes) if each.get_zorder() == 0)
    assert to_hex(np.asarray(shade.get_facecolor())[0]) == "#eeeeee"


def test_the_ends_of_time() -> None:
    """What can be asked can be drawn."""
    for schedule in (checkout(), attrs.evolve(checkout(), time_zone="Pacific/Apia")):
        for since in ("9998-01-01T00:00:00Z", "9999-12-01T00:00:00Z"):
            assert drawn(schedule.plot(since, "9999-12-29T00:00:00Z"))
        assert drawn(schedule.plot("0001-01-04T00:00:00Z", "0001-02-01T00:00:00Z"))


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2011-12-28T00:00:00-10:00", "2012-01-02T00:00:00+14:00", ["28", "29", "31", "Jan", "02"]),
        (
            "2011-12-29T00:00:00-10:00",
            "2012-01-01T00:00:00+14:00",
            ["Dec-29", "12:00", "Dec-31", "12:00", "Jan-01"],
        ),
    ],
)
def test_a_day_that_a_clock_skips_has_no_label(since: str, until: str, expected: list[str]) -> None:
    """The night of 29 December 2011 ended in Samoa on the 31st: each label is there once, at an instant of its own."""
    axes = attrs.evolve(checkout(), time_zone="Pacific/Apia").plot(since, until)
    assert drawn(axes)
    assert [label.get_text() for label in axes.get_xticklabels()] == expected
    places = [float(place) for place in axes.get_xticks()]
    assert all(before < place for before, place in pairwise(places))


def heights(axes: Axes) -> list[float]:
    """The heights of the bars, person by person."""
    return [float(patch.get_height()) for patch in axes.patches]  # type: ignore[attr-defined]


def fair_shares(axes: Axes) -> list[float]:
    """How high the lines of the fair share are, person by person."""
    (lines,) = (artist for artist in axes.collections if isinstance(artist, LineCollection))
    return [float(np.asarray(segment)[0][1]) for segment in lines.get_segments()]


def test_what_is_shared_evenly_is_at_the_fair_share() -> None:
    """Four people with a quarter of each of four measures."""
    axes = oncall.fairness(checkout()).plot()
    assert heights(axes) == [pytest.approx(25)] * 16
    assert fair_shares(axes) == [pytest.approx(25)] * 16
    assert legend(axes) == ["Alice", "Bob", "Carol", "Dave", "fair share"]
    # Four weeks are 672 hours; of each day nine are at night, and of each week 48 at the weekend.
    ticks = [label.get_text() for label in axes.get_xticklabels()]
    assert ticks == ["hours\n672 h", "nights\n252 h", "weekends\n192 h", "shifts\n4"]
    assert axes.get_title(loc="left").endswith("one joint period of 4 weeks, which comes again for ever")


def test_a_part_timer_has_a_lower_fair_share() -> None:
    """Of alice, two turns in three, and bob, with a weight of a half: 67 % and 33 %, which is what is fair."""
    schedule = Schedule(name="Two", time_zone="America/New_York", layers=[weekly(ALICE, ALICE, BOB)])
    axes = oncall.fairness(schedule, weights={"bob": 0.5}).plot()
    assert fair_shares(axes) == [pytest.approx(200 / 3)] * 4 + [pytest.approx(100 / 3)] * 4
    assert heights(axes)[0] == pytest.approx(200 / 3)
    assert heights(axes)[4] == pytest.approx(100 / 3)
    colors = [to_hex(patch.get_facecolor()) for patch in axes.patches]
    assert colors == [color(schedule, ALICE)] * 4 + [color(schedule, BOB)] * 4


def test_nothing_to_share_is_an_empty_figure() -> None:
    """Neither people, nor hours, nor weights are divided by."""
    nobody = oncall.fairness(Configuration(), "2025-01-01T00:00:00Z", "2025-02-01T00:00:00Z")
    assert heights(nobody.plot()) == []
    idle = oncall.fairness(checkout(), "2020-01-01T00:00:00Z", "2020-02-01T00:00:00Z", weights={"alice": 1})
    assert heights(idle.plot()) == [0.0] * len(idle.loads) * 4
    found: Fairness = oncall.fairness(checkout(), weights=dict.fromkeys(("alice", "bob", "carol", "dave"), 0))
    assert fair_shares(found.plot()) == []
    assert legend(found.plot()) == ["Alice (0)", "Bob (0)", "Carol (0)", "Dave (0)"]


def test_pages_and_holidays_are_measures_too() -> None:
    """Where they were measured."""
    found = oncall.fairness(checkout(), holidays=["2025-12-25"], pages=["2025-03-12T15:00:00Z"])
    ticks = [label.get_text() for label in found.plot().get_xticklabels()]
    assert [tick.split("\n")[0] for tick in ticks] == ["hours", "nights", "weekends", "holidays", "shifts", "pages"]
    assert ticks[-1] == "pages\n0"  # without a policy no page reaches anybody
