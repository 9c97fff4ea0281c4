"""Texts of others in GitHub's Markdown: no markup, no link and no mention comes of them.

GitHub makes links and mentions after Markdown has been read, from the text that is shown: a backslash or an entity for
the sign itself does not stop that (github/markup issue 1168). A character of no width after the sign does.
"""

from __future__ import annotations

import re

from oncall.chronology.shortening import cut
from oncall.views.wording import shown

BREAK = "&#8203;"
"""A space of no width, as an entity, so that it can be seen by whoever edits the comment."""
MOST = 120
"""A longer text is cut."""
_LONGEST = 1200
"""Of a message, which is a sentence or a few."""

_SIGNS = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        "|": "&#124;",
        "\\": "&#92;",
        "$": "<span>$</span>",  # else a formula may begin: https://docs.github.com, "Writing mathematical expressions"
        **{sign: f"\\{sign}" for sign in "`*_[]~"},
    }
)
_BEGINNING = re.compile(r"^(?:[-+=#]|\d+(?=[.)]))")
"""What begins a list, a heading or a line under one."""
# What GitHub links, and where it is broken up: after a mention's sign and an issue's, in `GH-26` and `TICKET-26`, in
# addresses of the web, in the names of emoji (minutes are none), and in what may be that of a commit.
_LINKED = re.compile(r"(?<=@)|(?<=#)|(?<=[A-Za-z]-)(?=\d)|(?<=[Ww]{3})(?=\.)|(?<=:)(?=//|(?![0-9]{2}[^0-9])[\w+-]+:)")
_COMMIT = re.compile(r"(?<![0-9A-Za-z])[0-9a-fA-F]{7,}(?![0-9A-Za-z])")
_MARK = "\N{ZERO WIDTH SPACE}"
_SHORTEST_COMMIT = 7


def escaped(text: str, most: int = MOST) -> str:
    r"""The text as it may stand anywhere in a line of Markdown, on one line, cut after `most` characters.

    Examples:
        >>> print(escaped("@bob | <b> #7 *x*"))
        @&#8203;bob &#124; &lt;b&gt; #&#8203;7 \*x\*
    """
    bare = text.strip(" ")  # not of what `shown` has an escape for
    kept = shown(cut(bare, most, len, keeps_end=False))
    marked = _LINKED.sub(_MARK, _COMMIT.sub(_pieces, kept.strip()))
    begun = _BEGINNING.sub(_first, marked.translate(_SIGNS))
    return begun.replace(_MARK, BREAK) or "&nbsp;"


def escaped_message(text: str) -> str:
    """A message of a few sentences, as `escaped`."""
    return escaped(text, _LONGEST)


def fenced(lines: str, language: str = "") -> str:
    """Lines as a block of code, behind a fence that is longer than any row of backticks in them.

    They are as they are, to be copied: GitHub makes no link and no mention of what stands in code.
    """
    longest = max((len(row) for row in re.findall("`+", lines)), default=0)
    fence = "`" * max(longest + 1, 3)
    return f"{fence}{language}\n{lines}\n{fence}"


def _pieces(found: re.Match[str]) -> str:
    """A name of a commit in pieces that are too short to be one."""
    length, digits = _SHORTEST_COMMIT - 1, found[0]
    return _MARK.join(digits[start : start + length] for start in range(0, len(digits), length))


def _first(found: re.Match[str]) -> str:
    """A number before a full stop, or a sign, that begins nothing."""
    return f"{found[0]}{_MARK}" if found[0].isdigit() else f"\\{found[0]}"
