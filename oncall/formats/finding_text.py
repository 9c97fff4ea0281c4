"""A finding as lines of plain text, for the reports that show one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from oncall.chronology.words import moment
from oncall.chronology.zones import LATEST, Zone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oncall.checks import Finding
    from oncall.chronology.spans import Span

MOST_SPANS = 3
"""How many spans of evidence are told one by one."""
# Control characters but tab and line feed, halves of surrogate pairs, and the two that are no characters: what neither
# an XML document can hold (XML 1.0, production 2) nor a log should be asked to show.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def evidence(spans: Sequence[Span]) -> list[str]:
    """The first three spans in local times with their offsets, and how many more there are; nothing for none.

    Examples:
        >>> from oncall import Span
        >>> evidence([Span("2025-03-08T17:00:00-05:00", "2025-03-10T09:00:00-04:00", zone="America/New_York")])
        ['Sat 2025-03-08 17:00 -05:00 to Mon 2025-03-10 09:00 -04:00']

        What ends with the end of time, which is in the year 9999, is for ever:

        >>> evidence([Span("2025-03-08T17:00:00-05:00", LATEST, zone="America/New_York")])
        ['from Sat 2025-03-08 17:00 -05:00 on, for ever']
    """
    told = [_told(span) for span in spans[:MOST_SPANS]]
    rest = len(spans) - len(told)
    return [*told, f"and {rest} more"] if rest else told


def paragraph(finding: Finding) -> str:
    """The message, the evidence and how to mend it, each on lines of its own."""
    return "\n".join([finding.message, *evidence(finding.spans), f"Mend: {finding.fix}"])


def printable(text: str) -> str:
    r"""The text with what cannot be shown or written down as escapes; tabs and line feeds stay.

    Examples:
        >>> print(printable("Bob\x1b[31m"))
        Bob\x1b[31m
    """
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def _told(span: Span) -> str:
    (start, end), zone = span.bounds, Zone.named(span.zone)
    begin = moment(start, zone)
    return f"from {begin} on, for ever" if end >= LATEST else f"{begin} to {moment(end, zone)}"
