"""How names, instants and lengths of time read as plain text, without rich."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import TYPE_CHECKING

from oncall.chronology.characters import JOINERS, escapes
from oncall.chronology.words import DAYS, moment
from oncall.chronology.zones import DAY

if TYPE_CHECKING:
    from oncall.chronology.zones import Zone

MOST_LETTERS = 60
"""So many characters of a name stand in a sentence."""
WEEKDAYS = tuple(name[:3] for name in DAYS)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_UNJOINED = dict.fromkeys(map(ord, JOINERS))
"""Terminals disagree about the width of what is joined; the text reads without."""
_LEFT_TO_RIGHT_MARK = "\u200e"


def shown(text: str) -> str:
    r"""`text` as it can be shown on one line of a terminal without doing anything to the rest of it.

    Control characters, line breaks and marks of direction are written as escapes; a text that has letters that are
    read from right to left ends in an invisible mark, so that the numbers after it stay where they are.

    Examples:
        >>> print(shown("Bob\x1b[31m\n"))
        Bob\x1b[31m\n
    """
    return marked(plain(text))


def plain(text: str) -> str:
    """`shown` without the mark: of a text that is cut, or that has nothing after it."""
    return text if text.isascii() and text.isprintable() else escapes(text.translate(_UNJOINED))  # as most are


def marked(text: str) -> str:
    """A `plain` text, with an invisible mark at its end if any of its letters is read from right to left."""
    return text + _LEFT_TO_RIGHT_MARK if reads_right_to_left(text) else text


def shown_lines(text: str) -> str:
    """`shown`, but the line breaks stay."""
    return "\n".join(map(shown, text.split("\n")))


def reads_right_to_left(text: str) -> bool:
    """Whether any letter of it is read from right to left."""
    return not (text.isascii() or {"R", "AL"}.isdisjoint(map(unicodedata.bidirectional, text)))


def day(reading: int) -> date:
    """The date that a wall clock shows with a reading; the last there is for one beyond it."""
    return date.fromordinal(min(reading // DAY + _EPOCH_ORDINAL, date.max.toordinal()))


def day_name(reading: int) -> str:
    """`Wed 2025-03-12`."""
    shown_day = day(reading)
    return f"{WEEKDAYS[shown_day.weekday()]} {shown_day.isoformat()}"


def clock(reading: int) -> str:
    """The time of day of a reading: `09:00`, with the seconds where there are any."""
    minutes, seconds = divmod(reading % DAY, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")


def local(instant: int, zone: Zone) -> str:
    """`Wed 2025-03-12 09:00`; at a time that the clock shows twice, with the offset."""
    reading = zone.reading_of(instant)
    if len(zone.occurrences(reading)) > 1:
        return moment(instant, zone)
    return f"{day_name(reading)} {clock(reading)}"


def hours(seconds: int) -> str:
    """Hours, with as many decimals as they need, of at most two; of a few seconds, that it is less than that."""
    if 0 < abs(seconds) < 18:  # noqa: PLR2004 - half of a hundredth of an hour
        return "<0.01"
    return f"{seconds / 3600:.2f}".rstrip("0").rstrip(".")


def sentence(words: str) -> str:
    """The words as a sentence of their own."""
    return f"{words[:1].upper()}{words[1:]}."


def counted(count: int, noun: str) -> str:
    """`1 gap`, `2 gaps`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
