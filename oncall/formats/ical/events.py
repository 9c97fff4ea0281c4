"""Events: a strand's stretches as entries, one a shift."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import attrs

from oncall.chronology.words import duration, listing, moment
from oncall.chronology.zones import EARLIEST, LATEST, WEEK
from oncall.formats.ical.entries import DOMAIN, Entry, Once
from oncall.formats.ical.feeds import NOBODY_ON_CALL, ON_CALL, identity
from oncall.formats.ical.texts import digest, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from oncall.chronology.zones import Zone
    from oncall.formats.ical.feeds import Grid, Strand, Stretch
    from oncall.model import User

COLORS = (
    "steelblue", "seagreen", "darkorange", "mediumorchid", "teal", "goldenrod", "slateblue", "olivedrab",
    "royalblue", "chocolate", "mediumvioletred", "darkcyan", "rosybrown", "cadetblue", "sienna", "darkslateblue",
    "forestgreen", "palevioletred", "darkkhaki", "dodgerblue", "salmon", "indigo", "peru", "mediumseagreen",
)  # fmt: skip
"""The CSS names (RFC 7986 section 5.9) of which everybody, and every calendar, has one."""

_NOBODY_COLOR = "red"


@lru_cache(maxsize=1024)
def color_of(key: str) -> str:
    """The colour of a person or a calendar: always the same one, though two may have one."""
    return COLORS[int(digest(key), 16) % len(COLORS)]


@attrs.frozen(kw_only=True)
class Writing:
    """What holds of every entry: its stamp in UTC seconds, and whether people's addresses are written."""

    stamp: int
    contacts: bool = False


@attrs.frozen(kw_only=True)
class Whole:
    """A shift or a gap, with who has the time before and after it: a name, or nothing where that is not known."""

    start: int
    end: int | None
    user: User | None
    sources: tuple[str, ...]
    before: str
    after: str


@attrs.frozen(kw_only=True)
class Piece:
    """One event to be: a whole stretch, or a week of it."""

    whole: Whole
    start: int
    end: int

    @property
    def user(self) -> User | None:
        """Who is on call."""
        return self.whole.user


def pieces(strand: Strand, since: int, until: int, grid: Grid | None = None) -> Iterator[Piece]:
    """The events to be of everything with a part in `[since, until)`.

    What never ends is cut at `until`. With a `grid`, all that its person has is told week by week.
    """
    rows, weeks = strand.stretches(since, until), grid or strand.always
    for index, (start, end, user, sources) in enumerate(rows):
        if strand.person is not None and user != strand.person:
            continue
        before, after = _neighbour(strand, rows, index, -1), _neighbour(strand, rows, index, 1)
        whole = Whole(start=start, end=end, user=user, sources=sources, before=before, after=after)
        if weeks is not None and user == weeks.user:
            yield from _cut(strand.zone, whole, weeks.reading, since, until)
        else:
            yield Piece(whole=whole, start=start, end=until if end is None else end)


def entry(strand: Strand, piece: Piece, writing: Writing) -> Entry:
    """What one event says."""
    return Entry(
        uid=uid(strand, piece.user, piece.start),
        when=Once(start=piece.start, end=piece.end),
        summary=summary(strand, piece.user),
        description="\n".join(_description(strand, piece)),
        categories=categories(strand, piece.user),
        color=color(piece.user),
        stamp=writing.stamp,
        person=person(piece.user, writing),
    )


def uid(strand: Strand, user: User | None, *parts: int | str) -> str:
    """The UID of a shift that begins at an instant, or of a series: never made from an end, a place or the clock."""
    return digest(*strand.key, None if user is None else identity(user), *parts) + DOMAIN


def summary(strand: Strand, user: User | None) -> str:
    """`On call: alice — Checkout`."""
    heading = NOBODY_ON_CALL if user is None else f"{ON_CALL}: {one_line(user.name)}"
    return f"{heading} — {one_line(strand.title)}" if strand.title else heading


def categories(strand: Strand, user: User | None) -> tuple[str, ...]:
    """What a reader may choose events by."""
    return (NOBODY_ON_CALL if user is None else ON_CALL, *map(one_line, strand.categories))


def color(user: User | None) -> str:
    """The colour of who is on call; red, if nobody is."""
    return _NOBODY_COLOR if user is None else color_of(identity(user))


def person(user: User | None, writing: Writing) -> tuple[str, str] | None:
    """Name and address of who is on call, where addresses are wanted and there is one."""
    if user is None or not writing.contacts or not user.email.strip():
        return None
    return one_line(user.name), one_line(user.email.strip())


def hand_overs(user: User | None, before: str, after: str) -> Iterator[str]:
    """The lines about who has the time before and after; an empty name is one that is not known."""
    if before:
        yield f"{'Before:' if user is None else 'Takes over from'} {one_line(before)}"
    if after:
        yield f"{'After:' if user is None else 'Hands over to'} {one_line(after)}"


def _neighbour(strand: Strand, rows: Sequence[Stretch], index: int, step: int) -> str:
    """Who is on call right before (step -1) or after (1) a stretch; nothing has a name after what never ends."""
    edge = rows[index][0] if step < 0 else rows[index][1]
    if edge is None:
        return ""
    if 0 <= index + step < len(rows):
        start, end, user, _ = rows[index + step]
        if edge == (end if step < 0 else start):
            return "nobody" if user is None else user.name
    return strand.holder_at(edge - 1 if step < 0 else edge)


def _cut(zone: Zone, whole: Whole, origin: int, since: int, until: int) -> Iterator[Piece]:
    """The weeks of a stretch, as a grid through the reading `origin` cuts it, with a part in `[since, until)`."""
    week = (zone.reading_of(max(since, whole.start)) - origin) // WEEK - 1
    begin, over = max(whole.start, EARLIEST), LATEST if whole.end is None else whole.end
    while begin < min(until, over):
        week += 1
        end = min(zone.instant_of(origin + week * WEEK), over)
        if end > since and end > begin:
            yield Piece(whole=whole, start=begin, end=end)
        begin = max(begin, end)


def _description(strand: Strand, piece: Piece) -> Iterator[str]:
    """The lines about a shift; nothing in them depends on the range that is published."""
    zone, whole = strand.zone, piece.whole
    if strand.always is not None:
        yield "At all times"
    elif whole.end is None:
        yield f"From {moment(whole.start, zone)}, without end ({zone.name})"
    else:
        start, end = moment(whole.start, zone), moment(whole.end, zone)
        yield f"From {start} to {end} ({zone.name}): {_hours(whole.end - whole.start)}"
    yield from map(one_line, strand.levels)
    yield from hand_overs(whole.user, whole.before, whole.after)
    if whole.sources:
        yield f"Through {listing(map(one_line, whole.sources))}"


def _hours(seconds: int) -> str:
    """A length of time in hours, and in minutes and seconds if there are any: a week of a clock change is 167 hours."""
    hours, rest = divmod(seconds, 3600)
    words = [f"{hours} hour" if hours == 1 else f"{hours} hours"] if hours else []
    return " ".join([*words, duration(rest)] if rest else words)
