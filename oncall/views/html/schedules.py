"""Each schedule on the page: who is on call now and next, its picture, its layers, its overrides and its shifts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.chronology.instants import to_seconds, written_seconds
from oncall.chronology.words import every, moment
from oncall.chronology.zones import Zone
from oncall.model.explained_layers import restriction_in_words
from oncall.model.full_names import schedule_in_full
from oncall.views import sentences
from oncall.views.html.anchors import place
from oncall.views.html.elements import bidi, element
from oncall.views.html.tabular import at, boxed, table
from oncall.views.wording import counted, hours, local

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from oncall.chronology.instants import Instant
    from oncall.model import ExplainedLayer, Schedule
    from oncall.views.answers import Outlook
    from oncall.views.html.anchors import Anchors
    from oncall.views.html.drawings import Drawings
    from oncall.views.html.elements import Child

MOST_SHIFTS = 200
"""So many shifts of a schedule are listed one by one."""
_MOST_OVERRIDES = 50


def watches(outlooks: Sequence[Outlook], anchors: Anchors, drawings: Drawings) -> Element:
    """A card for each schedule: who is on call, until when, and who comes next."""
    return element("ul", [_card(each, anchors, drawings) for each in outlooks], class_="cards", role="list")


def schedule(outlook: Outlook, anchors: Anchors, drawings: Drawings) -> Element:
    """All about one schedule."""
    subject = outlook.rota.schedule
    anchor = anchors.schedule(subject.id)
    told = sentences.bare(outlook.rota.timeline)
    return element(
        "article",
        element(
            "div",
            element("h3", bidi(subject.name), id=f"name-{anchor}"),
            element("p", _about(subject), class_="soft"),
            element("p", bidi(subject.description), class_="description") if subject.description else None,
            _now(outlook, drawings),
            drawings.weeks(outlook),
            element("p", told, class_="alarm") if told else None,
            class_="together",
        ),
        anchors.schedule_findings(subject.id),
        _layers(outlook, drawings),
        _overrides(outlook, drawings),
        _shifts(outlook, drawings),
        id=anchor,
        aria_labelledby=f"name-{anchor}",
    )


def _about(subject: Schedule) -> Iterator[Child]:
    yield subject.time_zone
    if subject.where is not None:
        yield from (" · ", place(subject.where))
    if subject.id != subject.name:
        yield from (" · ", bidi(subject.id, class_="place"))


def _card(outlook: Outlook, anchors: Anchors, drawings: Drawings) -> Element:
    subject = outlook.rota.schedule
    link = element("a", bidi(subject.name), href=f"#{anchors.schedule(subject.id)}")
    return element(
        "li",
        element("p", element("strong", link), element("span", f" {subject.time_zone}", class_="soft")),
        _now(outlook, drawings),
    )


def _now(outlook: Outlook, drawings: Drawings) -> Element:
    return element(
        "dl",
        [
            element(
                "div",
                element("dt", label),
                element("dd", drawings.person(user), element("span", f", {lasting}", class_="soft")),
            )
            for label, user, lasting in outlook.watch.told()
        ],
        class_="now",
    )


def _layers(outlook: Outlook, drawings: Drawings) -> Iterator[Element]:
    subject = outlook.rota.schedule
    if not subject.layers:
        said = (
            "so that nobody is on call but by overrides"
            if subject.overrides
            else "and no overrides: nobody is ever on call"
        )
        yield element("p", f"It has no layers, {said}.")
        return
    yield element("h4", "Layers, the one that wins first")
    explained = schedule_in_full(subject).explain(outlook.watch.at).layers
    yield element("ol", [_layer(each, drawings) for each in explained], class_="layers")


def _layer(explained: ExplainedLayer, drawings: Drawings) -> Element:
    """Its name and place, and below them what there is to say: on a phone there is no room for that side by side."""
    layer, zone = explained.layer, Zone.named(explained.zone)
    facts: list[tuple[str, Child]] = [
        ("Now", element("span", explained.verdict, class_="wins" if explained.state == "wins" else None)),
        (
            "Takes turns",
            element("ol", [element("li", drawings.person(user)) for user in layer.users], class_="people"),
        ),
        (
            "Hands over",
            [every(layer.rotation_turn_length_seconds), ", counted from ", _at(layer.rotation_virtual_start, zone)],
        ),
        ("Open", [element("div", restriction_in_words(each)) for each in layer.restrictions] or "always"),
        (
            "Active",
            [
                "from ",
                _at(explained.start, zone),
                *(() if explained.end is None else (" to ", _at(explained.end, zone))),
            ],
        ),
    ]
    return element(
        "li",
        element("strong", bidi(explained.name)),
        element("div", place(layer.where), class_="soft") if layer.where else None,
        element("dl", [element("div", element("dt", label), element("dd", said)) for label, said in facts]),
    )


def _at(instant: Instant, zone: Zone) -> Element:
    """A local time that stays on one line."""
    return at(moment(to_seconds(instant), zone))


def _overrides(outlook: Outlook, drawings: Drawings) -> Iterator[Element]:
    """The overrides of the time that is shown."""
    subject, timeline = outlook.rota.schedule, outlook.rota.timeline
    since, until = to_seconds(timeline.since), to_seconds(timeline.until)
    bounds = ((each, written_seconds(each.start), written_seconds(each.end)) for each in subject.overrides)
    found = [(each, start, end) for each, start, end in bounds if start < until and end > since]
    if not found:
        return
    yield element("h4", f"Overrides, {sentences.days(outlook)}")
    zone = Zone.named(subject.time_zone)
    rows = [
        (drawings.person(each.user), _at(start, zone), _at(end, zone)) for each, start, end in found[:_MOST_OVERRIDES]
    ]
    more = max(len(found) - _MOST_OVERRIDES, 0)
    yield boxed(f"Overrides of {subject.name}", table(("On call", "From", "Until"), rows, more=more))


def _shifts(outlook: Outlook, drawings: Drawings) -> Element:
    """The picture as a table, for who does not see it, or wants the hours; who is on call is seen on a phone too."""
    timeline = outlook.rota.timeline
    zone = Zone.named(timeline.zone)
    found = sentences.stretches(timeline, timeline.gaps)
    rows: list[Sequence[Child]] = [
        (
            at(local(start, zone)),
            drawings.name(user),
            "for ever" if end is None else at(local(end, zone)),
            "" if end is None else hours(end - start),
            ", ".join(sources),
        )
        for start, end, user, sources in found[:MOST_SHIFTS]
    ]
    titles = ("From", "On call", "Until", "Hours", "Through")
    shown = table(titles, rows, numbers={3}, more=max(len(found) - MOST_SHIFTS, 0))
    said = counted(len(timeline), "shift") + (f", {counted(len(timeline.gaps), 'gap')}" if timeline.gaps else "")
    return element(
        "details",
        element("summary", f"The shifts as a table ({said})"),
        boxed(f"Shifts of {outlook.rota.schedule.name}", shown),
    )
