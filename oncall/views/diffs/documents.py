"""What the three views of a change show: sections of parts, each a few sentences, tables, pictures and lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

if TYPE_CHECKING:
    from oncall.analysis.schedule_diffs import ScheduleDiff
    from oncall.views.diffs.words import Words
    from oncall.views.people import Roster

Mood: TypeAlias = Literal["", "soft", "error", "warning", "info", "fine"]


@attrs.frozen
class Paragraph:
    """A sentence or a few; a `soft` one may be overlooked, one with the mood `error` should not be."""

    words: Words
    mood: Mood = ""


@attrs.frozen(kw_only=True)
class Table:
    """Rows below titles. `label` says what it is of, for whoever does not see it.

    Columns are texts, but for `numbers`, which stand to the right, and `times`, which stay on one line. Where there is
    little room, `spare` columns are left out; on a page, of which a phone shows two columns, the `chief` one stands
    second, if it is not the first. `more` is how many rows there would be besides these.
    """

    label: Words
    titles: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    numbers: frozenset[int] = frozenset()
    times: frozenset[int] = frozenset()
    spare: frozenset[int] = frozenset()
    chief: int = 0
    more: int = 0


@attrs.frozen
class Picture:
    """Who is on call in a schedule before and after, lane over lane, with what changes marked."""

    diff: ScheduleDiff
    window: tuple[int, int]


@attrs.frozen(kw_only=True)
class Item:
    """Something with a heading, and lines about it."""

    heading: Words
    lines: tuple[Words, ...] = ()
    mood: Mood = ""


@attrs.frozen
class Listing:
    """Items one below the other; `more` is how many there would be besides these."""

    items: tuple[Item, ...]
    more: int = 0


@attrs.frozen
class Code:
    """Lines to copy, in a language that Markdown knows by this name."""

    text: str
    language: str = ""


Block: TypeAlias = "Paragraph | Table | Picture | Listing | Code"


@attrs.frozen
class Part:
    """Blocks below a title of their own; without one, they stand right below that of the section."""

    blocks: tuple[Block, ...]
    title: Words = ()


@attrs.frozen(kw_only=True)
class Section:
    """Parts below a title; `anchor` names it in links. A `folded` one is opened by who wants to know more."""

    anchor: str
    title: str
    parts: tuple[Part, ...]
    folded: bool = True


@attrs.frozen(kw_only=True)
class Document:
    """All there is to show of a change: the verdict in a few sentences, from when to when it is, and the sections.

    It `is_fine` if nothing changes for anybody.
    """

    verdict: tuple[Words, ...]
    about: Words
    sections: tuple[Section, ...]
    roster: Roster
    is_fine: bool
