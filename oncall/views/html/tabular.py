"""Tables that scroll within their own box where there is no room for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.views.html.elements import element

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence
    from xml.etree.ElementTree import Element

    from oncall.views.html.elements import Child


def boxed(label: str, table: Element) -> Element:
    """Something wide in a box of its own, which a keyboard can scroll; `label` names it for who does not see it."""
    return element("div", table, class_="scroll", role="group", tabindex=0, aria_label=label)


def at(time: str) -> Element:
    """A time that stays on one line, but on a phone, where it has several; its date is never cut."""
    first, *others = time.split(" ")
    return element("span", first, [[" ", element("wbr"), word] for word in others], class_="at")


def table(
    titles: Sequence[str],
    rows: Iterable[Sequence[Child]],
    *,
    numbers: Container[int] = (),
    caption: str | list[Child] = "",
    more: int = 0,
) -> Element:
    """A table whose first column names the rows; the columns `numbers` stand to the right.

    `more` is how many rows there would be besides these, which a last line says.
    """
    sides = ["number" if column in numbers else None for column in range(len(titles))]
    head = [element("th", title, scope="col", class_=side) for title, side in zip(titles, sides, strict=True)]
    body = [_row(cells, sides) for cells in rows]
    if more:
        body.append(element("tr", element("td", f"and {more} more", colspan=len(titles), class_="soft")))
    return element(
        "table",
        element("caption", caption) if caption else None,
        element("thead", element("tr", head)),
        element("tbody", body),
    )


def _row(cells: Sequence[Child], sides: Sequence[str | None]) -> Element:
    tags = ("th" if column == 0 else "td" for column in range(len(cells)))
    return element(
        "tr",
        [
            element(tag, cell, scope="row" if tag == "th" else None, class_=side)
            for tag, cell, side in zip(tags, cells, sides, strict=True)
        ],
    )
