"""Characters of which nothing is seen, as escapes: so that a name in a text does nothing to what shows the text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

JOINERS = "\u200c\u200d\ufe0e\ufe0f"
"""What joins letters, and pictures, or says how one looks."""
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""The categories of what moves the cursor, reorders a line or cannot be encoded, instead of showing something."""
_IGNORED = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]"
)
"""What Unicode calls default ignorable, beside those: letters and selectors that nothing is shown of."""


def escapes(text: str, kept: str = "") -> str:
    r"""The text with control characters, line breaks and marks of direction as escapes, all but those that are `kept`.

    Examples:
        >>> print(escapes("Bob\n\u200d", kept="\n"))
        Bob
        \u200d
    """
    return "".join(char if char in kept else _seen(char) for char in text) if kept else "".join(map(_seen, text))


def visible(text: str) -> str:
    r"""A text on one line without anything that is not seen, but for the joiners within letters and pictures.

    Examples:
        >>> print(visible("Bob\u202e\x00"))
        Bob\u202e\x00
    """
    return text if text.isascii() and text.isprintable() else escapes(text, kept=JOINERS)


def visible_lines(lines: Iterable[str]) -> str:
    """Lines as one text; a line break within one of them is an escape, as in `visible`."""
    return "\n".join(map(visible, lines))


@lru_cache(maxsize=4096)
def _seen(char: str) -> str:
    """The character, or an escape of one that is not seen."""
    is_unseen = unicodedata.category(char) in _UNSEEN or _IGNORED.match(char) is not None
    return char.encode("unicode_escape").decode("ascii") if is_unseen else char
