"""An incident that nobody answers as a ladder: who is paged on which level, when, and through what."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from oncall.chronology.words import duration
from oncall.model import ExplainedLevel, Schedule
from oncall.views import sentences
from oncall.views.html.anchors import place
from oncall.views.html.elements import bidi, element
from oncall.views.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from oncall.model import EscalationPolicy, ExplainedEvent, Page
    from oncall.model.pages import Target
    from oncall.views.answers import Escalation
    from oncall.views.html.anchors import Anchors
    from oncall.views.html.drawings import Drawings
    from oncall.views.html.elements import Child


def incident(escalation: Escalation, anchors: Anchors, drawings: Drawings) -> Element:
    """What comes of an incident under one policy, pass by pass."""
    policy = escalation.policy
    anchor = anchors.policy(policy.id)
    told = sentences.ending(escalation) if escalation.pages else sentences.silence(escalation)
    return element(
        "article",
        element("h3", bidi(policy.name), id=f"name-{anchor}"),
        element("p", _about(policy), class_="soft"),
        element("p", bidi(policy.description), class_="description") if policy.description else None,
        element("p", f"An incident {sentences.trigger(escalation)}:"),
        element("div", _passes(escalation, anchors, drawings), class_="passes"),
        element("p", told, class_=None if escalation.pages else "alarm"),
        anchors.policy_findings(policy.id),
        id=anchor,
        aria_labelledby=f"name-{anchor}",
    )


def _about(policy: EscalationPolicy) -> Iterator[Child]:
    yield f"{counted(len(policy.rules), 'level')}, {_run(policy.num_loops + 1)}"
    if policy.where is not None:
        yield from (" · ", place(policy.where))
    if policy.id != policy.name:
        yield from (" · ", bidi(policy.id, class_="place"))


def _run(times: int) -> str:
    return "run once" if times == 1 else f"run {times} times until somebody answers"


def _passes(escalation: Escalation, anchors: Anchors, drawings: Drawings) -> Iterator[Element]:
    """A ladder for each pass through the rules, those next to each other where there is room."""
    explanation = escalation.explanation
    count = escalation.policy.num_loops + 1
    known: set[str] = set()
    for loop, events in groupby(_numbered(explanation.events), key=lambda pair: pair[0]):
        rungs = [_rung(event, escalation, anchors, drawings, known) for _, event in events if not _is_end(event)]
        if loop and not explanation.is_opened:
            return  # what finds nobody in one pass finds nobody in the others, which are all run at the same instant
        title = element("h4", f"Pass {loop + 1} of {count}") if count > 1 else None
        yield element("div", title, element("ol", rungs, class_="ladder"), class_="pass")


def _numbered(
    events: Sequence[ExplainedLevel | ExplainedEvent],
) -> Iterator[tuple[int, ExplainedLevel | ExplainedEvent]]:
    """Each event with the pass that it falls into, from 0."""
    loop = 0
    for event in events:
        loop = event.loop if isinstance(event, ExplainedLevel) else loop
        yield loop, event


def _is_end(event: ExplainedLevel | ExplainedEvent) -> bool:
    """Whether it is what the sentence below the ladder tells."""
    return not isinstance(event, ExplainedLevel) and event.kind in {"over", "not opened"}


def _rung(
    event: ExplainedLevel | ExplainedEvent,
    escalation: Escalation,
    anchors: Anchors,
    drawings: Drawings,
    known: set[str],
) -> Element:
    since, at = sentences.times(event.instant, escalation)
    when = element("div", element("strong", since), element("span", f" {at}", class_="soft"), class_="when")
    if not isinstance(event, ExplainedLevel):
        return element("li", when, element("div", str(event), class_="what soft"), class_="event")
    notes = event.lines(known=known)[max(len(event.pages), 1) :]
    known.update(map(str, event.look_ups))
    what = element(
        "div",
        element("div", f"Level {event.level}", class_="level"),
        [_page(page, anchors, drawings) for page in event.pages] or element("div", event.lines()[0], class_="nobody"),
        [element("div", note, class_="soft") for note in notes],
        None if event.is_skipped else element("div", _patience(event), class_="soft"),
        class_="what",
    )
    return element("li", when, what, class_="reaches" if event.pages else "silent")


def _page(page: Page, anchors: Anchors, drawings: Drawings) -> Element:
    reasons: list[Child] = []
    for target in page.targets:
        reasons += [", " if not reasons else " and ", *_reason(target, anchors)]
    return element("div", element("strong", drawings.person(page.user)), element("span", reasons, class_="soft"))


def _reason(target: Target, anchors: Anchors) -> Iterator[Child]:
    if isinstance(target, Schedule):
        yield from ("on call in ", anchors.subject(target.id, "schedule"))
    else:
        yield "by name"


def _patience(event: ExplainedLevel) -> str:
    return f"{duration(event.rule.delay_seconds)} to answer"
