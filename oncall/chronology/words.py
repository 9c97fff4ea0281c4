"""Times and lengths of time in words, for messages that people read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from oncall.chronology.zones import DAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from oncall.chronology.zones import Zone

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_THURSDAY = 3  # the day of 1970-01-01
_UNITS = (("week", 604_800), ("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1))
MOST_LISTED = 5
"""Of longer lists so many are named, and the rest is counted."""
NEAR_DAYS = 6
"""For less than so many days the name of a weekday says which day is meant."""


def moment(seconds: int, zone: Zone) -> str:
    """A local time with its weekday and offset: `Wed 2025-03-12 00:00 -04:00`; seconds only if there are any."""
    offset = zone.offset_at(seconds)
    ahead = "-" if offset < 0 else "+"
    return f"{wall(seconds + offset)} {ahead}{_hands(abs(offset))}"


def wall(reading: int) -> str:
    """What a clock on the wall shows, with its weekday: `Wed 2025-03-12 00:00`; seconds only if there are any."""
    day, second = divmod(reading, DAY)
    return f"{DAYS[(day + _THURSDAY) % 7][:3]} {date.fromordinal(_EPOCH_ORDINAL + day).isoformat()} {_hands(second)}"


def clock_time(second: int) -> str:
    """A second of the day, or of any later one, as a clock shows it: `09:00`; seconds only if there are any."""
    return _hands(second % DAY)


def _hands(second: int) -> str:
    minutes, seconds = divmod(second, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")


def weekly_times(seconds: Iterable[int]) -> str:
    """Seconds of the week, from Monday 00:00 on, in the order of the time of day: `Mondays and Fridays 09:00`.

    What comes back every day is `daily 09:00`. Of more than five times of day the first four are named.

    Examples:
        >>> weekly_times([32_400, 4 * 86_400 + 32_400])
        'Mondays and Fridays 09:00'
    """
    days: dict[int, set[int]] = {}
    for second in seconds:
        days.setdefault(second % DAY, set()).add(second // DAY % len(DAYS))
    names = {time: listing(f"{DAYS[day]}s" for day in sorted(found)) for time, found in sorted(days.items())}
    patterns = [
        f"{'daily' if len(days[time]) == len(DAYS) else name} {clock_time(time)}" for time, name in names.items()
    ]
    if len(patterns) > MOST_LISTED:
        patterns[MOST_LISTED - 1 :] = [f"{len(patterns) - MOST_LISTED + 1} other times"]
    return listing(patterns)


def duration(seconds: int, *, units: int = 2) -> str:
    """A length of time in its largest units, of which it has five: `2 weeks`, `6 days 23 hours`, `1 minute 30 seconds`.

    What is left over is cut off.
    """
    parts: list[str] = []
    for unit, size in _UNITS:
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {unit}" if count == 1 else f"{count} {unit}s")
    return " ".join(parts[:units]) or "0 seconds"


def after(seconds: int) -> str:
    """A time after a trigger: `+10 min`, `+100 min 30 s`; from two days on with days: `+7 d`, `+7 d 1 h 10 min`."""
    days = seconds // DAY if seconds >= 2 * DAY else 0
    hours, rest = divmod(seconds - days * DAY, 3600) if days else (0, seconds)
    minutes, left = divmod(rest, 60)
    counts = ((days, "d"), (hours, "h"), (minutes, "min"), (left, "s"))
    return "+" + " ".join(f"{count} {unit}" for count, unit in counts if count or (unit == "min" and not days))


def every(seconds: int) -> str:
    """How often something comes back: `every week`, `every 2 days`."""
    length = duration(seconds)
    return f"every {length[2:] if length.startswith('1 ') and length.count(' ') == 1 else length}"


def listing(words: Iterable[str]) -> str:
    """Words as a sentence lists them: `a`, `a and b`, `a, b and c`."""
    *most, last = [*words] or ["nobody"]
    return f"{', '.join(most)} and {last}" if most else last


def abridged(words: Sequence[str]) -> str:
    """The first five of words that may be hundreds, and how many more there are: `a, b, c, d, e and 9 more`."""
    rest = len(words) - MOST_LISTED
    return ", ".join(words[:MOST_LISTED]) + (f" and {rest} more" if rest > 0 else "")
