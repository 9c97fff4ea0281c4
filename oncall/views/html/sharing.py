"""How the hours of a schedule are shared, on the page: bars, a line for each person, and one for each measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.analysis.fairness_text import NOTHING_EXPECTED, amount, columns, is_expected, names_of
from oncall.views import sentences
from oncall.views.html.elements import bidi, element
from oncall.views.html.tabular import boxed, table
from oncall.views.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from oncall.analysis.fairness import Fairness
    from oncall.views.answers import Outlook
    from oncall.views.html.anchors import Anchors
    from oncall.views.html.drawings import Drawings
    from oncall.views.html.elements import Child

_CAPTION = "Amounts are in hours; off is how much more, or less, than the fair share."


def shares(outlook: Outlook, anchors: Anchors, drawings: Drawings) -> Element:
    """Who has how much of the weeks that are shown."""
    schedule, found = outlook.rota.schedule, outlook.fairness
    anchor = f"hours-{anchors.schedule(schedule.id)}"
    return element(
        "article",
        element("h3", anchors.subject(schedule.id, "schedule"), f": {sentences.days(outlook)}", id=anchor),
        element("p", sentence(found.evidence), class_="soft"),
        [drawings.hours(outlook), *_tables(found, schedule.name)] if found.loads else element("p", "Nobody is listed."),
        aria_labelledby=anchor,
    )


def _tables(found: Fairness, name: str) -> Iterator[Element]:
    cells = [("share", [f"{load.share:.1%}" for load in found.loads]), *columns(found)]
    rows: list[list[Child]] = [
        [bidi(who), *(values[index] for _, values in cells)] for index, who in enumerate(names_of(found.loads))
    ]
    titles = ["Who", *(title for title, _ in cells)]
    shown = table(titles, rows, numbers=range(1, len(titles)), caption=_CAPTION)
    yield boxed(f"What everybody has in {name}", shown)
    yield _spreads(found, name) if is_expected(found) else element("p", NOTHING_EXPECTED)


def _spreads(found: Fairness, name: str) -> Element:
    spreads = [found.spread(measure) for measure in found.measures]
    rows = [
        [each.measure, amount(each.most), amount(each.mean), f"{each.ratio:.2f}", f"{each.jain:.3f}"]
        for each in spreads
    ]
    titles = ("Measure", "most", "mean", "most/mean", "Jain's index")
    return boxed(f"How evenly that is shared in {name}", table(titles, rows, numbers=range(1, 5)))
