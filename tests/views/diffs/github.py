"""What GitHub makes of Markdown: how it is read, and what of the text that is shown becomes a link or a mention."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.token import Token

LINKED = re.compile(
    r"""
      @[A-Za-z0-9]                          # a mention, and what an e-mail address has
    | \#[0-9] | \b[A-Za-z]+-[0-9]           # an issue, and what a repository may have made links of
    | :// | \bwww\. | :(?!\d\d:)[\w+-]+:    # addresses, emoji (of which none is the minutes of a clock)
    | \b(?=[0-9a-f]*[a-f0-9])[0-9a-f]{7,}\b  # a commit
    | \$                                    # a formula, unless it stands alone in a span
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""As https://docs.github.com tells it: "Autolinked references and URLs", "Mentioning people and teams", and others."""


def parser() -> MarkdownIt:
    """A parser of what GitHub adds to CommonMark, but for what it does with the text once that is shown."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def texts(tokens: Iterable[Token]) -> list[str]:
    """The text of each block of words, as it is shown: without a dollar that stands in a span of its own."""
    found: list[str] = []
    for token in tokens:
        if token.type != "inline":
            continue
        shown, within = "", False
        for child in token.children or ():
            if child.type == "html_inline":
                within = child.content == "<span>"
            elif within:
                assert child.content == "$"
                shown += "\N{FULLWIDTH DOLLAR SIGN}"
            else:
                shown += "\n" if child.type == "softbreak" else child.content
        found.append(shown)
    return found
