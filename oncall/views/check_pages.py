"""The pages of the checks on a terminal, and the list of them."""

from __future__ import annotations

import re
from textwrap import indent
from typing import TYPE_CHECKING, Any

from rich.text import Text

from oncall.checks.settings import Settings
from oncall.formats import descriptions, settings
from oncall.views.columns import LABELLED, Table
from oncall.views.wrapping import Hanging

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from oncall.checks.definition import Check
    from oncall.views.columns import Cell
    from oncall.views.text import Canvas

# A block of Markdown as the pages have them: a fence, or lines up to an empty one.
_BLOCK = re.compile(r"^```[^\n]*\n(?P<code>.*?)^```$|(?P<lines>[^\n]+(?:\n(?!```)[^\n]+)*)", re.MULTILINE | re.DOTALL)
_ITEM = re.compile(r"^(?=(?:[-*]|\d+\.) )", re.MULTILINE)
_BULLET = re.compile(r"(?:[-*]|\d+\.) ")
_LINK = re.compile(r"\[([^\]]*)\]\([^)\s]*\)")
_STYLES = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}


def entry(check: Check) -> dict[str, Any]:
    """A check in the list, as plain values; its `settings` with their defaults, null for what is not set."""
    defaults = settings.plain(Settings())
    return {
        "code": check.code,
        "name": check.name,
        "severity": str(check.severity),
        "what": descriptions.summary(check),
        "settings": {name: defaults[name] for name in descriptions.thresholds_of(check)},
    }


def list_text(checks: Sequence[Check], canvas: Canvas) -> str:
    """Two lines for each check: code, name, severity and default thresholds; and what it finds."""
    rows: list[tuple[str, Cell]] = []
    for check in checks:
        found = entry(check)
        rows += ((check.code, _head(found)), ("", found["what"]))
    return canvas.draw([Table(columns=LABELLED, rows=rows, gap=1)])


def page_text(check: Check, canvas: Canvas) -> str:
    """The page of a check, as wide as the terminal; examples are indented, and their lines stay whole, to be copied."""
    blocks = [_drawn(block, canvas) for block in _BLOCK.finditer(descriptions.body(check))]
    return "\n".join([canvas.draw(_title(check)), *blocks])


def _head(found: dict[str, Any]) -> Text:
    """Name, severity and default thresholds."""
    head = Text.assemble(found["name"], "  ", (found["severity"], _STYLES[found["severity"]]))
    defaults = [
        f"{name} = {'(not set)' if value is None else settings.written(value)}"
        for name, value in found["settings"].items()
    ]
    return head.append(f"  {', '.join(defaults)}", style="dim") if defaults else head


def _title(check: Check) -> Iterator[RenderableType]:
    title = ((f"{check.code} {check.name}", "bold"), "  ", (check.severity, _STYLES[check.severity]))
    yield Hanging(Text.assemble(*title))
    yield Text(descriptions.summary(check))


def _drawn(block: re.Match[str], canvas: Canvas) -> str:
    """A block of the page, which ends in a line break. A canvas would cut code where the line is full."""
    return canvas.draw(_lines(block["lines"])) if block["code"] is None else indent(block["code"], " " * 4)


def _lines(text: str) -> Iterator[RenderableType]:
    """A heading, a list, a table, which stays as it is, or a paragraph."""
    plain = _LINK.sub(r"\1", text)
    if plain.startswith("#"):
        title, _, rest = plain.partition("\n")
        yield Hanging(Text(title.lstrip("# "), style="bold underline"))
        yield from _lines(rest) if rest else ()
    elif plain.startswith("|"):
        yield Text(plain, overflow="fold")
    else:
        rows: list[tuple[str, str]] = []
        for item in filter(None, _ITEM.split(plain)):
            bullet = _BULLET.match(item)
            words = " ".join(item[bullet.end() if bullet else 0 :].split())
            if bullet:
                rows.append((bullet[0].strip(), words))
            else:
                yield Text(words)
        if rows:
            yield Table(columns=LABELLED, rows=rows, gap=1)
