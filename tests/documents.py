"""What readers see: README.md and the pages of docs/, their fences, and what comments say about these.

A comment on the line before a fence says what the fence is: `<!-- output: COMMAND -->` what that command prints,
`<!-- file: PATH -->` a file that the reader writes, `<!-- insert: PATH before TEXT -->` what goes into it,
`<!-- change: PATH -->` what else becomes of it, `<!-- excerpt: PATH -->` a part of a file that is there,
`<!-- command: NAME -->` a command that has a name, and `<!-- needs: PACKAGES -->` code that does not run without these.
"""

from __future__ import annotations

import re
from pathlib import Path

import attrs

CHECKOUT = Path(__file__).parent.parent

_FENCE = re.compile(
    r"^(?P<indent> *)(?:<!-- (?P<kind>\w+): (?P<about>[^\n]+) -->\n(?P=indent))?"
    r"```(?P<language>[^\s`]*)[^\n]*\n(?P<body>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)


@attrs.frozen(kw_only=True)
class Fence:
    """A block of code: its language, its text, the line at which that begins, and what a comment says of it."""

    language: str
    body: str
    line: int
    kind: str = ""
    about: str = ""

    @property
    def commands(self) -> list[str]:
        """The lines, each whole where it goes on behind a backslash."""
        return self.body.replace("\\\n", " ").splitlines()


def pages() -> list[Path]:
    """README.md, then every page in docs/."""
    return [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").rglob("*.md"))]


def name_of(page: Path) -> str:
    """How the page is called from the top of the checkout."""
    return page.relative_to(CHECKOUT).as_posix()


def fences(text: str) -> list[Fence]:
    """Every fence of a page, in order."""
    return [
        Fence(
            language=found["language"],
            body=re.sub(rf"^{found['indent']}", "", found["body"], flags=re.MULTILINE),
            line=text.count("\n", 0, found.start("body")) + 1,
            kind=found["kind"] or "",
            about=found["about"] or "",
        )
        for found in _FENCE.finditer(text)
    ]


def without_fences(text: str) -> str:
    """The page without its fences and comments."""
    return re.sub(r"<!--.*?-->", "", _FENCE.sub("", text), flags=re.DOTALL)


def prose(text: str) -> str:
    """The page without its fences and comments, and without code within lines."""
    return re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "", without_fences(text), flags=re.DOTALL)
