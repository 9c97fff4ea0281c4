"""Texts filled up with blanks to the width that a column has."""

from __future__ import annotations

from rich.cells import cell_len


def padded(text: str, width: int) -> str:
    """The text with blanks after it, so that it takes so many columns of a terminal; as it is, if it takes more.

    Examples:
        >>> for name in ("alice", "\N{CJK UNIFIED IDEOGRAPH-6797}\N{CJK UNIFIED IDEOGRAPH-660E}"):
        ...     print(padded(name, 6) + "|")
        alice |
        林明  |
    """
    return text + " " * (width - cell_len(text))
