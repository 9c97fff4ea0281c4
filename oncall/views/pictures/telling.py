"""What the tooltips of a picture say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.chronology.words import NEAR_DAYS, abridged, duration
from oncall.chronology.zones import DAY
from oncall.views.pictures.texts import brief, isolated
from oncall.views.wording import counted, local

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oncall.chronology.zones import Zone
    from oncall.model import User
    from oncall.views.people import Roster
    from oncall.views.pictures.bars import Piece

NOBODY = "nobody on call"


def name_of(user: User | None, roster: Roster) -> str:
    """A person's name within a sentence, or that there is nobody."""
    return NOBODY if user is None else isolated(roster[user].brief)


def of_bar(pieces: Sequence[Piece], zone: Zone, roster: Roster, *, has_sources: bool) -> str:
    """Whose bar it is, from when to when, how long that lasts, how much is hidden; with `has_sources`, through what."""
    bar = pieces[0].bar
    name = name_of(bar.user, roster)
    if has_sources and bar.sources:
        name += f" ({isolated(brief(', '.join(bar.sources)))})"
    told = f"{name}, {span_text(bar.start, bar.end, zone)}"
    is_whole = bar.end is not None and sum(piece.seconds for piece in pieces) == bar.end - bar.start
    return told + _hiding(pieces, is_whole=is_whole)


def of_bars(pieces: Sequence[Piece], zone: Zone, roster: Roster) -> str:
    """Of bars of one person how many there are, and how long they last together; of one alone, what it is."""
    bars = len({id(piece.bar) for piece in pieces})
    if bars == 1:
        return of_bar(pieces, zone, roster, has_sources=False)
    lasting = duration(sum(piece.seconds for piece in pieces))
    name = name_of(pieces[0].bar.user, roster)
    return f"{name}, {counted(bars, 'shift')}, {lasting}{_hiding(pieces, is_whole=True)}"


def of_run(run: Sequence[Piece], zone: Zone, roster: Roster) -> str:
    """From when to when it is, how many shifts there are, and what part of the time each person has."""
    start, end = run[0].start, run[-1].end
    seconds: dict[User | None, int] = {}
    for piece in run:
        seconds[piece.bar.user] = seconds.get(piece.bar.user, 0) + piece.seconds
    most = sorted(seconds.items(), key=lambda pair: -pair[1])
    parts = [f"{name_of(user, roster)} {share / (end - start):.1%}" for user, share in most]
    shifts = len({id(piece.bar) for piece in run if piece.bar.user is not None})
    return f"{counted(shifts, 'shift')}, {span_text(start, end, zone)}: {abridged(parts)}{_hiding(run, is_whole=True)}"


def _hiding(pieces: Sequence[Piece], *, is_whole: bool) -> str:
    """For how long they are hidden; where that is all of what is whole, no more than that they are."""
    hidden = sum(piece.seconds for piece in pieces if piece.is_hidden)
    if not hidden:
        return ""
    is_all = is_whole and all(piece.is_hidden for piece in pieces)
    within = "" if is_whole else " of what is shown"
    return f", hidden by a lane above{'' if is_all else f' for {duration(hidden)}{within}'}"


def span_text(start: int, end: int | None, zone: Zone) -> str:
    """From when to when in local time, and how much time passes; of an end that is near, the weekday says the date."""
    begun = local(start, zone)
    if end is None:
        return f"{begun}, for ever"
    until = local(end, zone)
    days = zone.reading_of(end) // DAY - zone.reading_of(start) // DAY
    if days < NEAR_DAYS:
        weekday, _, time = until.split(maxsplit=2)
        until = f"{weekday} {time}" if days else time
    return f"{begun} to {until}, {duration(end - start)}"
