"""Random surgery on JSON: what a program that reads it must survive."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

OTHERS: tuple[Any, ...] = (None, True, False, 0, -1, 1.5, "", "x", [], {}, [None], [[1]], {"id": 1}, {"": []}, [{}])


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every container in a value with each of its keys."""
    found: list[tuple[Any, Any]] = []
    pending = [value]
    while pending:
        each = pending.pop()
        keys = each if isinstance(each, dict) else range(len(each)) if isinstance(each, list) else ()
        found += ((each, key) for key in keys)
        pending += (each[key] for key in keys)
    return found


@st.composite
def mutated(draw: DrawFn, value: Any) -> Any:
    """The value with one to four parts removed, doubled, or replaced by something else."""
    changed = copy.deepcopy(value)
    for _ in range(draw(st.integers(1, 4))):
        places = _places(changed)
        if not places:
            return changed
        container, key = places[draw(st.integers(0, len(places) - 1))]
        match draw(st.sampled_from(["remove", "replace", "another"])):
            case "remove":
                del container[key]
            case "replace":
                container[key] = copy.deepcopy(draw(st.sampled_from(OTHERS)))
            case _:
                other, other_key = places[draw(st.integers(0, len(places) - 1))]
                container[key] = copy.deepcopy(other[other_key])
    return changed
