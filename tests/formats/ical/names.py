"""Names as people write them, and as nobody should."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

_TRICKY = (
    "\\",
    "\\N",
    "\\n",
    "\\,",
    ";",
    ",",
    ":",
    '"',
    "^n",
    "%2C",
    " ",
    "é",
    "\u05d0",
    "\u0645",
    "👩\u200d🚒",
    "\U0001d54f",
    "\u200f",
    "é" * 75,
    "👩" * 40,
    "\\" * 75,
    "^" * 75,
)
_HOSTILE = (
    "\r\n",
    "\n",
    "\r",
    "\x00",
    "\x1b",
    "\x7f",
    "\x85",
    "\u2028",
    "\u202e",
    "\u2066",
    "\ud800",
    "\r\nEND:VEVENT",
)
_DIRECTIONS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def is_fit_for_a_line(character: str) -> bool:
    """Whether a line of text may have it: it ends no line, is no control, and turns nothing around."""
    return (
        unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}
        and unicodedata.bidirectional(character) not in _DIRECTIONS
    )


def printable_names() -> st.SearchStrategy[str]:
    """Names that stand on one line: what formats have signs for, emoji, right-to-left writing, long ones."""
    parts = st.one_of(st.sampled_from(_TRICKY), st.text(st.characters().filter(is_fit_for_a_line)))
    return st.builds("".join, st.lists(parts, min_size=1, max_size=30)).filter(str.strip)


def hostile_names() -> st.SearchStrategy[str]:
    """Names with anything at all in them: the ends of lines, control characters, halves of characters."""
    parts = st.one_of(st.sampled_from((*_TRICKY, *_HOSTILE)), st.text(st.characters(exclude_categories=())))
    return st.builds("".join, st.lists(parts, min_size=1, max_size=30)).filter(str.strip)


def emails() -> st.SearchStrategy[str]:
    """Addresses, and what is none."""
    return st.one_of(st.sampled_from(_ADDRESSES), hostile_names())


_ADDRESSES = (
    "",
    "  ",
    "alice@example.com",
    "o'neill+on-call@example.com",
    "a@example.com?subject=x&body=y",
    "a@example.com,b@example.com",
    "a@example.com;CN=b:mailto:b@example.com",
    '"a b"@example.com',
    "a@example.com\r\nATTENDEE:mailto:b@example.com",
    "\u05d0@\u05d0.example",
    "%0D%0A@example.com",
    f"{'a' * 200}@example.com",
)
