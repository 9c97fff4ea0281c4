"""What a notebook shows of a report, of explanations, of pages and of who stands ready: a small table each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.chronology.instants import to_seconds
from oncall.chronology.words import after, moment
from oncall.chronology.zones import Zone
from oncall.model import ExplainedLevel
from oncall.views.html.elements import bidi, element, prose, written
from oncall.views.html.tabular import table
from oncall.views.sentences import tally, worst_first
from oncall.views.wording import counted, local

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from oncall.checks import Finding, Report
    from oncall.model import Explanation, OnCall, Page, PolicyExplanation
    from oncall.views.html.elements import Child

MOST_ROWS = 50
"""A longer table says how many more rows there would be."""
_LABEL = len("on call  ")
"""So wide are the labels in the lines of an explanation."""


def report_html(report: Report) -> str:
    """The findings, and below them how many statements were proved."""
    shown = worst_first(report.findings)[:MOST_ROWS]
    more = len(report.findings) - len(shown)
    titles = ("severity", "check", "where", "what", "mend")
    found = table(titles, map(_finding, shown), caption=f"Findings: {tally(report)}", more=more)
    proved = sum(proof.holds and proof.until is None for proof in report.proofs)
    return _written(found if shown else element("p", "Nothing found."), f"Proved: {counted(proved, 'statement')}.")


def explanation_html(explanation: Explanation) -> str:
    """Who is on call, and each override and layer from the top: the lines of `str`, label by label."""
    title, *lines = explanation.lines()
    body: list[Element] = []
    headline = False
    for line in lines:
        if not line:
            headline = True
            continue
        text = line.strip()
        body.append(_headline(text) if headline else _labelled(text))
        headline = False
    more = len(body) - MOST_ROWS
    if more > 0:
        body[MOST_ROWS:] = [element("tr", element("td", f"and {more} more", colspan=2))]
    return _written(element("table", element("caption", title), element("tbody", body)))


def policy_explanation_html(explanation: PolicyExplanation) -> str:
    """Each level that is run, and what else happens, with whom it reaches and why."""
    zone = Zone.named(explanation.time_zone)
    triggered = to_seconds(explanation.triggered_at)
    events = explanation.events[:MOST_ROWS]
    rows: list[Sequence[Child]] = [
        (
            after(event.instant - triggered),
            local(event.instant, zone),
            _level(event.level, event.loop) if isinstance(event, ExplainedLevel) else "",
            [element("div", line) for line in event.lines()],
        )
        for event in events
    ]
    title = f"{explanation.policy.name}, triggered {moment(triggered, zone)} ({zone.name})"
    more = len(explanation.events) - len(events)
    return _written(table(("after", "at", "level", "what happens"), rows, caption=title, more=more))


def pages_html(pages: Sequence[Page]) -> str:
    """Who is paged, when, on which level, and through what."""
    if not pages:
        return _written(element("p", "Nobody is paged."))
    rows = [
        (
            local(page.instant, Zone.named(page.zone)),
            _level(page.level, page.loop),
            bidi(page.user.name),
            _listed(page),
        )
        for page in pages[:MOST_ROWS]
    ]
    more = len(pages) - len(rows)
    return _written(table(("at", "level", "who", "through"), rows, caption=f"Pages ({pages[0].zone})", more=more))


def on_calls_html(on_calls: Sequence[OnCall]) -> str:
    """Who stands ready on which level, through what, and until when."""
    if not on_calls:
        return _written(element("p", "Nobody is on call."))
    rows = [
        (
            str(each.level),
            bidi(each.user.name),
            "by name" if each.schedule is None else bidi(each.schedule.name),
            _until(each),
        )
        for each in on_calls[:MOST_ROWS]
    ]
    policy, more = on_calls[0].escalation_policy.name, len(on_calls) - len(rows)
    return _written(table(("level", "who", "through", "until"), rows, caption=f"On call: {policy}", more=more))


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


def _listed(page: Page) -> Iterator[Child]:
    for index, schedule in enumerate(page.schedules):
        yield from (", " if index else None, bidi(schedule.name))


def _until(on_call: OnCall) -> str:
    if on_call.schedule is None or on_call.end is None:
        return "for ever"
    return moment(to_seconds(on_call.end), Zone.named(on_call.schedule.time_zone))


def _headline(text: str) -> Element:
    return element("tr", element("th", text, colspan=2, scope="colgroup"))


def _labelled(text: str) -> Element:
    return element("tr", element("td", text[:_LABEL].rstrip()), element("td", text[_LABEL:]))


def _written(found: Element, note: str = "") -> str:
    below = element("p", note) if note else None
    return written(element("div", found, below, dir="ltr", style="overflow-x:auto"))
