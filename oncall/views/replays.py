"""How replays and comparisons of them look: whom the pages went to, and which incidents went otherwise."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from oncall.analysis.replayed import Replay
from oncall.chronology.words import listing
from oncall.chronology.zones import Zone
from oncall.model.users import full_names
from oncall.views.columns import LABELLED, Column, Table, numbers
from oncall.views.wording import counted, local, shown
from oncall.views.wrapping import Hanging

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from oncall.analysis.comparisons import IncidentChange, ReplayComparison
    from oncall.analysis.replayed import ReplayedIncident
    from oncall.model import Incident, User
    from oncall.views.text import Canvas

MOST_LISTED = 10
"""Of so many incidents there are lines; the JSON has all of them."""

_TIGHT = 60
"""Below so many columns the incidents of each person are left out, or the change."""


def answers_text(answers: Sequence[Replay | ReplayComparison], canvas: Canvas) -> str:
    """For each answer the numbers of everybody, and the incidents about which nobody is paged, or that go otherwise."""
    return canvas.draw(_apart(_answer(answer, canvas.width) for answer in answers))


def _answer(answer: Replay | ReplayComparison, width: int) -> Iterator[RenderableType]:
    return _replay(answer, width) if isinstance(answer, Replay) else _comparison(answer, width)


def _replay(replay: Replay, width: int) -> Iterator[RenderableType]:
    zone = Zone.named(replay.policy.time_zone)
    yield from _title(replay)
    titles = ("pages", "at night", "incidents")[: 3 if width >= _TIGHT else 2]
    full = full_names(load.user for load in replay.loads)
    rows = [(shown(full[load.user]), *[*map(str, load.counts.values())][: len(titles)]) for load in replay.loads]
    yield Table(columns=[Column("who", least=4), *numbers(titles)], rows=rows)
    yield _night(replay)
    unpaged = replay.unpaged
    told = f"Nobody is paged about: {counted(len(unpaged), 'incident')}."
    yield Hanging(Text(told, style="bold red" if unpaged else ""))
    yield from (_indented(_name(incident, zone)) for incident in unpaged[:MOST_LISTED])
    yield from _rest(len(unpaged))


def _comparison(comparison: ReplayComparison, width: int) -> Iterator[RenderableType]:
    before, after = comparison.before, comparison.after
    yield from _title(before)
    shown_of_each = 3 if width >= _TIGHT else 2
    columns = [Column("who", least=4)]
    for title in ("pages", "at night"):
        columns += numbers((f"{title}\nbefore", "\nafter", "\nchange")[:shown_of_each])
    full = full_names(load.user for load in comparison.loads)
    rows: list[tuple[str, ...]] = []
    for load in comparison.loads:
        pages = (str(load.before.pages), str(load.after.pages), _more(load.difference["pages"]))
        nights = (str(load.before.woken), str(load.after.woken), _more(load.difference["woken"]))
        rows.append((shown(full[load.user]), *pages[:shown_of_each], *nights[:shown_of_each]))
    yield Table(columns=columns, rows=rows)
    yield _night(before)
    unpaged = counted(len(before.unpaged), "incident")
    yield Hanging(Text(f"Nobody is paged about: {unpaged} before, {len(after.unpaged)} after."))
    changes = comparison.changes
    yield Hanging(Text(f"Other people, or other times: {counted(len(changes), 'incident')}."))
    for change in changes[:MOST_LISTED]:
        yield from _change(change, full)
    yield from _rest(len(changes))


def _change(change: IncidentChange, full: Mapping[User, str]) -> Iterator[RenderableType]:
    yield _indented(_name(change.incident, Zone.named(change.before.zone)))
    rows = [("before", _pages(change.before, full)), ("after", _pages(change.after, full))]
    yield Padding(Table(columns=LABELLED, rows=rows), (0, 0, 0, 4))


def _pages(replayed: ReplayedIncident, full: Mapping[User, str]) -> str:
    """`+0 Ann, +10 Bob and Carol`: the minutes after the trigger, and who is paged together."""
    triggered, _, _ = replayed.incident.timing
    together = (
        f"{_after(instant - triggered)} {listing(shown(full[page.user]) for page in pages)}"
        for instant, pages in groupby(replayed.pages, key=attrgetter("instant"))
    )
    return ", ".join(together) or "nobody"


def _after(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"+{minutes}:{rest:02}" if rest else f"+{minutes}"


def _more(difference: int) -> str:
    return f"{difference:+}" if difference else "0"


def _title(replay: Replay) -> Iterator[Hanging]:
    """What the incidents went through, how many they are, and from when to when."""
    kind = "service" if replay.service is not None else "escalation policy"
    yield Hanging(Text.assemble((shown(replay.title), "bold"), f", {kind}"))
    zone = Zone.named(replay.policy.time_zone)
    edges = [incident.timing[0] for incident in (*replay.log[:1], *replay.log[-1:])]
    span = " to ".join(local(each, zone) for each in dict.fromkeys(edges))
    yield Hanging(Text(counted(len(replay), "incident") + (f", {span} ({zone.name})" if span else "")))


def _night(replay: Replay) -> Hanging:
    return Hanging(Text(f"The night is from {replay.night}, in everybody's own zone.", style="dim"))


def _name(incident: Incident, zone: Zone) -> Hanging:
    """When it was triggered, its title and its id, as far as they are known."""
    triggered, _, _ = incident.timing
    known = [shown(word) for word in (incident.title, incident.id and f"({incident.id})") if word]
    return Hanging(Text(" ".join([local(triggered, zone), *known])))


def _rest(count: int) -> Iterator[Text]:
    if count > MOST_LISTED:
        yield Text(f"  and {count - MOST_LISTED:,} more, which --format json lists", style="dim")


def _indented(text: Hanging) -> Padding:
    return Padding(text, (0, 0, 0, 2))


def _apart(sections: Iterable[Iterable[RenderableType]]) -> Iterator[RenderableType]:
    for index, section in enumerate(sections):
        yield from [Text()] if index else []
        yield from section
