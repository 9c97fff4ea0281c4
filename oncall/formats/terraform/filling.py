"""What a plan does not know yet, taken from the files that it was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall.errors import Problem
from oncall.formats.resources.bodies import Known
from oncall.formats.resources.values import NoValueError, Reference, RefusedError, Sequence, Unknown, elements

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from oncall.formats.resources.bodies import Argument, Body, Declared, Found


def filled(found: Found, written: Found) -> Found:
    """What a plan leads to, and wherever it knows no value, what is written there. Nothing that it knows is changed."""
    by_address = {each.id: each for each in written.declared}
    return attrs.evolve(
        found,
        declared=tuple(_filled(each, by_address) for each in found.declared),
        families=found.families | written.families,
        suppressions=(*found.suppressions, *written.suppressions),
    )


def contradictions(found: Found, written: Found) -> Iterator[Problem]:
    """Where a plan refers to other people than what is written: it was not made from that."""
    by_address = {each.id: each for each in written.declared}
    for each in found.declared:
        if each.id in by_address:
            yield from _contradictions(each.body, by_address[each.id].body, each.id)


def _contradictions(body: Body, written: Body, address: str) -> Iterator[Problem]:
    for name, argument in body.arguments.items():
        planned, there = _referred(argument), _referred(written.arguments.get(name))
        if planned and there and planned != there:
            sides = [("the plan", planned - there), ("the file", there - planned)]
            told = " and ".join(f"{side} refers to {', '.join(sorted(more))}" for side, more in sides if more)
            at = written.arguments[name].at
            message = f"`{name}` is not what was planned: {told}; give the files that the plan was made from"
            yield Problem(at.path, message, at, "", address)
    for type_ in dict.fromkeys(each.type for each in body.blocks):
        own, others = body.blocks_of(type_), written.blocks_of(type_)
        if len(own) == len(others):
            for one, other in zip(own, others, strict=True):
                yield from _contradictions(one, other, address)


def _referred(argument: Argument | None) -> frozenset[str]:
    """The addresses that a list refers to; none if it has anything else, or cannot be told."""
    try:
        value = None if argument is None else argument.value()
    except (NoValueError, RefusedError):
        return frozenset()
    items = value.items if isinstance(value, Sequence) else ()
    found = frozenset(each.address for each in items if isinstance(each, Reference))
    return found if all(isinstance(each, Reference) for each in items) else frozenset()


def _filled(found: Declared, written: Mapping[str, Declared]) -> Declared:
    same = written.get(found.id)
    return found if same is None else attrs.evolve(found, body=_body(found.body, same.body))


def _body(body: Body, written: Body) -> Body:
    """A block of the plan, with the arguments and blocks of the written one that it does not know."""
    blocks: list[Body] = []
    for type_ in dict.fromkeys(each.type for each in body.blocks):
        own, others = body.blocks_of(type_), written.blocks_of(type_)
        is_same = len(own) == len(others) and type_ not in written.unknown_blocks
        blocks += map(_body, own, others) if is_same else own
    uncounted = {type_: why for type_, why in body.unknown_blocks.items() if type_ in written.unknown_blocks}
    counted = body.unknown_blocks.keys() - uncounted.keys()
    return attrs.evolve(
        body,
        arguments={
            name: written.arguments.get(name, argument) if _is_unknown(argument) else argument
            for name, argument in body.arguments.items()
        },
        blocks=(*blocks, *(each for each in written.blocks if each.type in counted)),
        unknown_blocks=uncounted,
        is_sound=body.is_sound and written.is_sound,
    )


def _is_unknown(argument: Argument) -> bool:
    """Whether any part of a value is unknown, or is of references, of which a function around them says nothing."""
    if not isinstance(argument, Known):
        return False
    return any(isinstance(each, Unknown | Reference) for each in elements(argument.known))
