"""From who is on call at each edge to the list of shifts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.benchmarks.peers import Row


def merged(edges: Iterable[int], ask: Callable[[int], str], since: int, until: int) -> list[Row]:
    """The shifts of `[since, until)`, where the person changes at `edges` only, if at all; they come in any order."""
    found: list[Row] = []
    begun, person = since, ask(since)
    for edge in sorted(edges):
        if since < edge < until and (following := ask(edge)) != person:
            found.append((begun, edge, person))
            begun, person = edge, following
    found.append((begun, until, person))
    return found
