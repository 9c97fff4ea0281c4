"""The page: a heading, what is on it, and the sections in the order of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall.chronology.words import moment
from oncall.chronology.zones import Zone
from oncall.views import sentences
from oncall.views.html import verdicts
from oncall.views.html.anchors import Anchors
from oncall.views.html.drawings import Drawings, picture_rules
from oncall.views.html.elements import bidi, element, written
from oncall.views.html.heads import head
from oncall.views.html.incidents import incident
from oncall.views.html.schedules import schedule, watches
from oncall.views.html.sharing import shares
from oncall.views.html.style import STYLE
from oncall.views.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

    from oncall.views.answers import Overview
    from oncall.views.html.elements import Child

GENERATOR = "oncall report"
"""What the page says near its beginning that it was made by, by which a page of ours is known."""
_MOST_LISTED = 12
"""More schedules or policies than this are listed in the contents only when that is asked for."""


@attrs.frozen
class _Section:
    """A part of the page with a heading; `entries` are the anchors and names of what is listed below it."""

    anchor: str
    title: str
    body: Child
    entries: tuple[tuple[str, str], ...] = ()


def report_page(overview: Overview) -> str:
    """The whole picture as one page of HTML; the same picture gives the same characters.

    Nothing is loaded from elsewhere and there is no script: the page's own Content Security Policy forbids both.
    """
    # An element without children counts as false: what is left out is None, or an empty list.
    sections = [each for each in _sections(overview) if each.body is not None and each.body != []]
    title = f"On-call report: {overview.path}"
    page = element(
        "html",
        head(title, f"{STYLE}{picture_rules()}\n", generator=GENERATOR),
        element(
            "body",
            element("header", _header(overview)),
            element("nav", _contents(sections), aria_label="Contents"),
            element("main", [_section(each) for each in sections]),
            element("footer", element("p", "Made by ", element("code", "oncall report"), ", offline.")),
        ),
        lang="en",
    )
    return f"<!DOCTYPE html>\n{written(page)}"


def _sections(overview: Overview) -> Iterator[_Section]:
    anchors, drawings, report = Anchors.of(overview), Drawings.of(overview), overview.report
    outlooks, escalations = overview.outlooks, overview.escalations
    now = watches(outlooks, anchors, drawings) if outlooks else element("p", "There is no schedule.")
    yield _Section("now", sentences.now(outlooks), now)
    drawn = [schedule(each, anchors, drawings) for each in outlooks]
    yield _Section("schedules", "Schedules", drawn, tuple(anchors.schedules.values()))
    ladders = [incident(each, anchors, drawings) for each in escalations]
    yield _Section("incidents", "An incident that nobody answers", ladders, tuple(anchors.policies.values()))
    yield _Section("findings", f"Findings ({sentences.tally(report)})", verdicts.findings(report, anchors))
    if report.suppressed:
        yield _Section("ignored", "Ignored by comments", verdicts.ignored(report, anchors))
    proved = (proof for proof in report.proofs if proof.until is None)
    yield _Section("proved", "Proved", [*verdicts.proofs(proved, anchors)] or element("p", "Nothing."))
    decided = [*verdicts.proofs((proof for proof in report.proofs if proof.until is not None), anchors)]
    yield _Section("decided", "True as far as it was decided", decided)
    yield _Section("hours", "Hours", [shares(each, anchors, drawings) for each in outlooks])
    yield _Section("warnings", "Warnings about the files", _plain(str(each) for each in overview.warnings))
    title = f"Calendars ({counted(len(overview.calendars), 'file')})"
    yield _Section("calendars", title, _plain(overview.calendars))


def _header(overview: Overview) -> Iterator[Child]:
    report = overview.report
    counts = [
        counted(len(overview.outlooks), "schedule"),
        f"{len(overview.escalations)} escalation {'policy' if len(overview.escalations) == 1 else 'policies'}",
    ]
    yield element("h1", "On-call report")
    yield element("p", "Of ", bidi(overview.path, class_="place"), f", {_instant(overview)}. {', '.join(counts)}.")
    worst = next((str(each) for each in sentences.SEVERITIES if any(it.severity == each for it in report.findings)), "")
    bare = sum(bool(each.rota.timeline.gaps) for each in overview.outlooks)
    proved = sum(proof.holds and proof.until is None for proof in report.proofs)
    gaps = f"in {counted(bare, 'schedule')}" if bare else "never in these weeks"
    yield element(
        "ul",
        _tile("findings", "Findings", sentences.tally(report), worst or "fine"),
        _tile("proved", "Proved for all time", counted(proved, "statement"), "fine"),
        _tile("schedules", "Nobody on call", gaps, "error" if bare else "fine") if overview.outlooks else None,
        class_="tiles",
        role="list",
    )


def _tile(anchor: str, title: str, said: str, mood: str) -> Element:
    return element("li", element("a", element("span", title), element("strong", said), href=f"#{anchor}"), class_=mood)


def _instant(overview: Overview) -> str:
    """The instant that the page is for; of a local time, which is another one in every zone, that it is."""
    times = {(each.watch.at, each.rota.schedule.time_zone): None for each in overview.outlooks}
    times |= {(each.triggered_at, each.policy.time_zone): None for each in overview.escalations}
    if not times:
        return "of no time"
    (at, zone), *_ = times
    if len({each for each, _ in times}) == 1:
        return f"as of {moment(at, Zone.named(zone))} ({zone})"
    return f"as of {moment(at, Zone.named(zone)).rpartition(' ')[0]}, by the clock of each schedule"


def _contents(sections: list[_Section]) -> Element:
    return element(
        "ul", [element("li", _link(each.anchor, each.title), _entries(each)) for each in sections], role="list"
    )


def _entries(section: _Section) -> Element | None:
    if not section.entries:
        return None
    listed = element("ul", [element("li", _link(anchor, name)) for anchor, name in section.entries], role="list")
    if len(section.entries) <= _MOST_LISTED:
        return listed
    return element("details", element("summary", f"all {len(section.entries)}"), listed)


def _link(anchor: str, name: str) -> Element:
    return element("a", bidi(name), href=f"#{anchor}")


def _section(section: _Section) -> Element:
    return element(
        "section",
        element("h2", section.title, id=section.anchor),
        section.body,
        aria_labelledby=section.anchor,
    )


def _plain(texts: Iterable[str]) -> Element | None:
    listed = [element("li", bidi(each)) for each in texts]
    return element("ul", listed, class_="plain") if listed else None
