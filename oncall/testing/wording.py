"""How findings read below a failing test: plain text of at most 80 columns."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from rich.cells import cell_len

from oncall.formats.finding_text import evidence
from oncall.views.padding import padded
from oncall.views.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from oncall.checks import Finding
    from oncall.checks.definition import Check
    from oncall.checks.refutations import Refutation
    from oncall.errors import Location

WIDTH = 80
"""How many columns there are below the name of a failing test."""
_MARGIN, _KIND = len("E       "), len("AssertionError: ")
ASSERTION_WIDTH = WIDTH - _MARGIN
"""How many there are of an error's message, to the right of pytest's margin."""


def finding_text(finding: Finding, *, width: int = WIDTH) -> str:
    """The place, what is wrong, the first spans of evidence, how to mend it, and where to read more."""
    mend, more = f"Mend: {finding.fix}", _more(finding.code)
    head = _head(finding.where or finding.subject, finding)
    return "\n".join((head, indented(finding.message, width), *_evidence(finding), indented(mend, width), more))


def refutation_text(refuted: Refutation, where: Location | None) -> str:
    """What does not hold of a thing at some place, and then the findings of other checks that speak of it."""
    check = refuted.check
    proofs = (indented(str(proof), WIDTH) for proof in refuted.proofs)
    own = (_head(where or refuted.subject, check), *proofs, _more(check.code))
    return "\n".join((*own, *map(finding_text, refuted.findings)))


def paragraph(text: str) -> str:
    """The first sentence of an assertion's message; on its first line pytest writes the kind of the error."""
    room = " " * _KIND
    return fill(room + shown(text), ASSERTION_WIDTH, break_long_words=False, break_on_hyphens=False).lstrip()


def table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Lines of columns that are as wide as their widest word, two columns apart and two from the left."""
    widths = [max(map(cell_len, column)) for column in zip(titles, *rows, strict=True)]
    for row in (titles, *rows):
        cells = (padded(cell, width) for cell, width in zip(row, widths, strict=True))
        yield f"  {'  '.join(cells)}".rstrip()


def indented(text: str, width: int = ASSERTION_WIDTH) -> str:
    """A paragraph, two columns to the right."""
    return fill(
        shown(text),
        width,
        initial_indent="  ",
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _head(place: Location | str, what: Finding | Check) -> str:
    return f"{shown(str(place))}: {what.severity} {what.code} {what.name}"


def _more(code: str) -> str:
    return f"  More: oncall check --explain {code}"


def _evidence(finding: Finding) -> Iterator[str]:
    """The first spans; none, where the message says the only one."""
    if len(finding.spans) > 1:
        yield from (f"    {line}" for line in evidence(finding.spans))
