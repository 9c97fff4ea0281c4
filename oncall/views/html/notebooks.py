"""What a notebook shows of a value: a small table, and above it the picture of what has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.analysis.fairness_text import columns, names_of
from oncall.chronology.characters import visible
from oncall.chronology.instants import to_seconds
from oncall.chronology.words import after, duration, moment
from oncall.chronology.zones import Zone
from oncall.model import ExplainedLevel
from oncall.model.policy_explanations import in_full
from oncall.model.users import full_names
from oncall.views.html.elements import bidi, element, prose, written
from oncall.views.html.tabular import table
from oncall.views.pictures import fairness_svg, own_range, schedule_svg, timeline_svg
from oncall.views.pictures.bars import Bar, result_lane
from oncall.views.pictures.texts import brief
from oncall.views.sentences import tally, worst_first
from oncall.views.wording import counted, local

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from oncall.analysis.fairness import Fairness
    from oncall.checks import Finding, Report
    from oncall.model import Explanation, OnCall, Page, PolicyExplanation, Schedule, Timeline, User
    from oncall.views.html.elements import Child

MOST_ROWS = 50
"""A longer table says how many more rows there would be."""
_LONGEST = 200
"""A name with more characters is shortened."""


def report_html(report: Report) -> str:
    """The findings, and below them how many statements were proved."""
    shown = worst_first(report.findings)[:MOST_ROWS]
    more = len(report.findings) - len(shown)
    titles = ("severity", "check", "where", "what", "mend")
    found = table(titles, map(_finding, shown), caption=f"Findings: {tally(report)}", more=more)
    proved = sum(proof.holds and proof.until is None for proof in report.proofs)
    return in_notebook(found if shown else element("p", "Nothing found."), f"Proved: {counted(proved, 'statement')}.")


def explanation_html(explanation: Explanation) -> str:
    """Who is on call, and each override and layer from the top: the lines of `str`, label by label."""
    (title, summary), *parts = explanation.parts
    body = [*map(_labelled, summary)]
    for headline, lines in parts:
        body += [_headline(headline), *map(_labelled, lines)]
    more = len(body) - MOST_ROWS
    if more > 0:
        body[MOST_ROWS:] = [element("tr", element("td", f"and {more} more", colspan=2))]
    return in_notebook(element("table", element("caption", title), element("tbody", body)))


def policy_explanation_html(explanation: PolicyExplanation) -> str:
    """Each level that is run, and what else happens, with whom it reaches and why."""
    zone = Zone.named(explanation.time_zone)
    triggered = to_seconds(explanation.triggered_at)
    events = in_full(explanation).events[:MOST_ROWS]
    rows: list[Sequence[Child]] = [
        (
            after(event.instant - triggered),
            local(event.instant, zone),
            _level(event.level, event.loop) if isinstance(event, ExplainedLevel) else "",
            [element("div", line) for line in event.lines()],
        )
        for event in events
    ]
    title: list[Child] = [named(explanation.policy.name), f", triggered {moment(triggered, zone)} ({zone.name})"]
    more = len(explanation.events) - len(events)
    return in_notebook(table(("after", "at", "level", "what happens"), rows, caption=title, more=more))


def pages_html(pages: Sequence[Page]) -> str:
    """Who is paged, when, on which level, and through what."""
    if not pages:
        return in_notebook(element("p", "Nobody is paged."))
    full = full_names(page.user for page in pages)
    rows = [
        (
            local(page.instant, Zone.named(page.zone)),
            _level(page.level, page.loop),
            named(full[page.user]),
            [*together(schedule.name for schedule in page.schedules)],
        )
        for page in pages[:MOST_ROWS]
    ]
    more = len(pages) - len(rows)
    return in_notebook(table(("at", "level", "who", "through"), rows, caption=f"Pages ({pages[0].zone})", more=more))


def on_calls_html(on_calls: Sequence[OnCall]) -> str:
    """Who stands ready on which level, through what, and until when."""
    if not on_calls:
        return in_notebook(element("p", "Nobody is on call."))
    full = full_names(each.user for each in on_calls)
    rows = [
        (
            str(each.level),
            named(full[each.user]),
            "by name" if each.schedule is None else named(each.schedule.name),
            _until(each),
        )
        for each in on_calls[:MOST_ROWS]
    ]
    caption: list[Child] = ["On call: ", named(on_calls[0].escalation_policy.name)]
    more = len(on_calls) - len(rows)
    return in_notebook(table(("level", "who", "through", "until"), rows, caption=caption, more=more))


def schedule_html(schedule: Schedule) -> str | None:
    """The picture of `own_range` and its shifts; None: there is nothing to show."""
    span = own_range(schedule)
    if span is None:
        return None
    return _pictured(schedule_svg(schedule, *span), *_shifts(schedule.shifts(*span)))


def timeline_html(timeline: Timeline) -> str:
    """The picture of a timeline, and its shifts and gaps."""
    return _pictured(timeline_svg(timeline), *_shifts(timeline))


def fairness_html(fairness: Fairness) -> str:
    """The picture of what everybody has, and the numbers."""
    titles, cells = zip(*columns(fairness), strict=True) if fairness.loads else ((), ())
    rows = [(named(who), *numbers) for who, *numbers in zip(names_of(fairness.loads), *cells, strict=True)]
    return _pictured(fairness_svg(fairness), ("who", *titles), rows[:MOST_ROWS], len(rows))


def _finding(finding: Finding) -> Sequence[Child]:
    where = finding.subject if finding.where is None else str(finding.where)
    return (
        str(finding.severity),
        f"{finding.code} {finding.name}",
        bidi(where),
        prose(finding.message),
        prose(finding.fix),
    )


def _level(level: int, loop: int) -> str:
    return str(level) if loop == 0 else f"{level}, pass {loop + 1}"


def named(name: str) -> Element:
    """A name, on its own whichever way it is read, and not longer than anybody reads."""
    return bidi(brief(visible(name), _LONGEST))


def together(names: Iterable[str]) -> Iterator[Child]:
    """The names with commas between them."""
    for index, name in enumerate(names):
        yield from (", " if index else None, named(name))


def _until(on_call: OnCall) -> str:
    if on_call.schedule is None or on_call.end is None:
        return "for ever"
    return moment(to_seconds(on_call.end), Zone.named(on_call.schedule.time_zone))


def _headline(text: str) -> Element:
    return element("tr", element("th", text, colspan=2, scope="colgroup"))


def _labelled(line: tuple[str, str]) -> Element:
    return element("tr", [element("td", cell) for cell in line])


def _shifts(timeline: Timeline) -> tuple[Sequence[str], Sequence[Sequence[Child]], int]:
    """The titles, the first rows, and how many rows there are."""
    zone, full = Zone.named(timeline.zone), full_names(timeline.users)
    bars = [piece.bar for piece in result_lane(timeline).pieces]
    rows = [_shift(bar, zone, full) for bar in bars[:MOST_ROWS]]
    return ("on call", "from", "until", "lasts", "through"), rows, len(bars)


def _shift(bar: Bar, zone: Zone, full: Mapping[User, str]) -> Sequence[Child]:
    name = "nobody" if bar.user is None else named(full[bar.user])
    times = ("for ever", "") if bar.end is None else (local(bar.end, zone), duration(bar.end - bar.start))
    return name, local(bar.start, zone), *times, [*together(bar.sources)]


def _pictured(picture: str, titles: Sequence[str], rows: Sequence[Sequence[Child]], count: int) -> str:
    """A picture that keeps its size, and a table."""
    shown = f'<div style="overflow-x:auto" tabindex="0"><div style="min-width:46em">{picture}</div></div>'
    return f"{shown}{in_notebook(table(titles, rows, more=count - len(rows)))}"


def in_notebook(found: Element, *notes: str) -> str:
    """A table in a box that scrolls, and below it a paragraph for each of the notes that is not empty."""
    below = [element("p", note) for note in notes if note]
    return written(element("div", found, below, dir="ltr", style="overflow-x:auto"))
