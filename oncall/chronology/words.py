"""Times and lengths of time in words, for messages that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.chronology.instants import to_datetime

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oncall.chronology.zones import Zone

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_UNITS = (("week", 604_800), ("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1))


def moment(seconds: int, zone: Zone) -> str:
    """A local time with its weekday and offset: `Wed 2025-03-12 00:00 -04:00`; seconds only if there are any."""
    local = to_datetime(seconds, zone)
    offset = local.isoformat()[19:]
    clock = local.strftime("%H:%M:%S" if local.second else "%H:%M")
    return f"{DAYS[local.weekday()][:3]} {local.year:04}-{local.month:02}-{local.day:02} {clock} {offset}"


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


def every(seconds: int) -> str:
    """How often something comes back: `every week`, `every 2 days`."""
    length = duration(seconds)
    return f"every {length[2:] if length.startswith('1 ') and length.count(' ') == 1 else length}"


def listing(words: Iterable[str]) -> str:
    """Words as a sentence lists them: `a`, `a and b`, `a, b and c`."""
    *most, last = [*words] or ["nobody"]
    return f"{', '.join(most)} and {last}" if most else last
