"""The pages of text that the command shows, and how anything drawn becomes text."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import attrs
from rich.cells import cell_len
from rich.console import Console, Group
from rich.padding import Padding
from rich.text import Text

from oncall.chronology.words import listing
from oncall.chronology.zones import Zone
from oncall.model import fields
from oncall.model.users import full_names
from oncall.views import checked, sentences, verdicts
from oncall.views.columns import LABELLED, Table
from oncall.views.people import Roster
from oncall.views.picture import LEAST_WIDTH, picture
from oncall.views.tables import loads_table, pages_table, shifts_table
from oncall.views.watch import LABEL
from oncall.views.wording import counted, local, shown
from oncall.views.wrapping import Hanging

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from oncall.checks import Report
    from oncall.model import Timeline
    from oncall.views.answers import Escalation, Outlook, Overview, Prospect, Rota
    from oncall.views.watch import Watch


@attrs.frozen(kw_only=True)
class Canvas:
    """How wide the text may be, and whether it may have colours; without them it is plain characters.

    Raises:
        InvalidValueError: it is too narrow for a picture.
    """

    width: int = attrs.field(default=80, validator=fields.at_least(LEAST_WIDTH))
    color: bool = False

    def draw(self, lines: Iterable[RenderableType]) -> str:
        """The text, without blanks at the ends of its lines."""
        # Nothing is left for rich to find out: neither the terminal nor the environment is looked at.
        console = Console(
            file=io.StringIO(),
            width=self.width,
            color_system="256" if self.color else None,
            force_terminal=self.color,
            no_color=not self.color,
            force_interactive=False,
            force_jupyter=False,
            legacy_windows=False,
            markup=False,
            emoji=False,
            highlight=False,
            _environ={},
        )
        with console.capture() as captured:
            console.print(Group(*lines))  # Not one by one: print would join texts, and forget which may be wrapped.
        return "\n".join(line.rstrip() for line in captured.get().split("\n"))


def shifts_text(rotas: Sequence[Rota], canvas: Canvas) -> str:
    """A table of shifts for each schedule."""
    return canvas.draw(_apart(_rota(rota, canvas) for rota in rotas))


def pages_text(escalations: Sequence[Escalation], canvas: Canvas) -> str:
    """A table of pages for each escalation policy."""
    return canvas.draw(_apart(_escalation(each, canvas) for each in escalations))


def prospects_text(prospects: Sequence[Prospect], canvas: Canvas) -> str:
    """For each policy, the spans of trigger times and who is paged then."""
    return canvas.draw(_apart(map(_prospect, prospects)))


def report_text(report: Report, canvas: Canvas) -> str:
    """The findings by their files with the evidence, those that comments ignore, and what was proved."""
    return canvas.draw(_apart(_verdicts(report, [*checked.findings(report)], [*checked.ignored(report)])))


def overview_text(overview: Overview, canvas: Canvas) -> str:
    """The whole picture, in sections."""
    roster = Roster(user for each in overview.outlooks for user in each.rota.schedule.users)
    escalations = _apart(_escalation(each, canvas) for each in overview.escalations)
    now = _apart(_watched(each.watch) for each in overview.outlooks)
    calendars = [Text(shown(path), overflow="fold") for path in overview.calendars]
    sections = [
        _headed(sentences.now(overview.outlooks), now if overview.outlooks else [Text("There is no schedule.")]),
        *(_weeks(each, roster, canvas) for each in overview.outlooks),
        _headed("An incident that nobody answers", escalations),
        *_verdicts(overview.report, [verdicts.findings(overview.report)]),
        *(_shares(each, roster, canvas) for each in overview.outlooks),
        _headed(f"Calendars ({counted(len(calendars), 'file')})", calendars),
        _headed("Page", [Text(shown(overview.html), overflow="fold")] if overview.html else ()),
    ]
    return canvas.draw(_apart(sections))


def _watched(watch: Watch) -> Iterator[RenderableType]:
    """The lines of a watch, each of which goes on below its own words."""
    title, *lines = str(watch).split("\n")
    yield Hanging(Text(title))
    rows = [(line[:LABEL], line[LABEL:]) for line in lines]
    yield Table(columns=LABELLED, rows=rows, gap=0)


def _rota(rota: Rota, canvas: Canvas) -> Iterator[RenderableType]:
    yield Hanging(Text(f"{shown(rota.schedule.name)} ({rota.schedule.time_zone})", style="bold"))
    gaps = () if rota.user else rota.timeline.gaps
    if not rota.timeline and not gaps:
        yield Hanging(Text(f"{shown(str(rota.user))} is not on call"))
        return
    yield shifts_table(rota.timeline, gaps, width=canvas.width)
    yield from _bare(rota.timeline) if gaps else ()


def _escalation(escalation: Escalation, canvas: Canvas) -> Iterator[RenderableType]:
    about = f"{shown(escalation.service.name)}, escalated by " if escalation.service else ""
    title = (f"{about}{shown(escalation.policy.name)}", "bold")
    yield Hanging(Text.assemble(title, f", {sentences.trigger(escalation)}"))
    if escalation.pages:
        yield pages_table(escalation, width=canvas.width)
        yield Hanging(Text(shown(sentences.ending(escalation))))
    else:
        yield Hanging(Text(sentences.silence(escalation), style="bold red"))


def _prospect(prospect: Prospect) -> Iterator[RenderableType]:
    zone = Zone.named(prospect.policy.time_zone)
    yield Hanging(
        Text.assemble((shown(prospect.policy.name), "bold"), f", for every time of an incident ({zone.name})")
    )
    full = full_names(user for outcome in prospect.outcomes for step in outcome.steps for user in step.users)
    for outcome in prospect.outcomes:
        start, end = outcome.span.bounds
        yield Hanging(Text(f"{local(start, zone)} to {local(end, zone)}", style="dim"))
        pages = (
            f"+{step.offset_seconds // 60} {listing(shown(full[user]) for user in step.users)}"
            for step in outcome.steps
        )
        yield Padding(Text(", ".join(pages) or "nobody is paged"), (0, 0, 0, 2))


def _weeks(outlook: Outlook, roster: Roster, canvas: Canvas) -> Iterator[RenderableType]:
    timeline = outlook.rota.timeline
    schedule = outlook.rota.schedule
    drawn = picture(
        schedule, timeline.since, timeline.until, roster, width=canvas.width, color=canvas.color, now=timeline.since
    )
    lines: list[RenderableType] = [drawn, *_bare(timeline)]
    return _headed(f"{shown(schedule.name)}: {sentences.days(outlook)}", lines)


def _bare(timeline: Timeline) -> Iterator[RenderableType]:
    """A sentence about the gaps, if there are any."""
    told = sentences.bare(timeline)
    if told:
        yield Hanging(Text(told, style="bold red"))


def _shares(outlook: Outlook, roster: Roster, canvas: Canvas) -> Iterator[RenderableType]:
    table = loads_table(outlook.loads, roster, width=canvas.width, color=canvas.color)
    lines: list[RenderableType] = [table] if outlook.loads else [Text("Nobody is listed.")]
    return _headed(f"Hours in {shown(outlook.rota.schedule.name)}: {sentences.days(outlook)}", lines)


def _verdicts(
    report: Report, findings: Iterable[RenderableType], ignored: Iterable[RenderableType] = ()
) -> Iterator[Iterable[RenderableType]]:
    yield _headed(f"Findings ({sentences.tally(report)})", findings)
    yield _headed("Ignored by comments", ignored)
    yield _headed("Proved", [verdicts.proofs(report)])
    if any(proof.holds and proof.until is not None for proof in report.proofs):
        yield _headed("True as far as it was decided", [verdicts.bounded(report)])


def _headed(title: str, lines: Iterable[RenderableType]) -> Iterator[RenderableType]:
    """The lines below a title that is underlined; nothing if there are no lines."""
    below = list(lines)
    if below:
        yield Hanging(Text(title, style="bold"))
        yield Text("-" * cell_len(title), style="dim", no_wrap=True, overflow="crop")
    yield from below


def _apart(sections: Iterable[Iterable[RenderableType]]) -> Iterator[RenderableType]:
    """The lines of all the sections, with an empty line before each but the first."""
    is_first = True
    for section in sections:
        lines = list(section)
        if lines and not is_first:
            yield Text()
        is_first = is_first and not lines
        yield from lines
