"""Provenance: which of the pages that a finding counts were recorded, and which are only the model's."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oncall.analysis.attribution import AttributedPage


def unrecorded(pages: Sequence[AttributedPage]) -> int:
    """How many of some pages nobody recorded."""
    return sum(not page.is_recorded for page in pages)


def aside(modelled: int, count: int) -> str:
    """What is to say after the number of pages, of which so many are the model's; nothing, if none is.

    Examples:
        >>> aside(2, 3)
        ' (2 of them are what the policy says; nobody recorded them)'
    """
    if not modelled:
        return ""
    some = "all" if modelled == count else str(modelled)
    verb, them = ("is", "it") if modelled == 1 < count else ("are", "them")
    return f" ({some} of them {verb} what the policy says; nobody recorded {them})"


def paged(modelled: int, count: int) -> str:
    """How to introduce the times of pages, of which so many are the model's."""
    if not modelled:
        return "Paged"
    return "Would have been paged" if modelled == count else "Paged, or would have been"
