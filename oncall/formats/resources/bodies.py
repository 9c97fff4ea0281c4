"""A resource as it was declared, whatever the format: its arguments and blocks, repeated ones written out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import attrs

from oncall.formats.resources.values import Sequence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from oncall.errors import Location
    from oncall.formats.resources.values import Unknown, Value
    from oncall.model import Suppression


class Argument(Protocol):
    """The value of one argument, evaluated when it is asked for."""

    @property
    def at(self) -> Location:
        """Where the value is written."""
        ...

    @property
    def named_at(self) -> Location:
        """Where its name is written."""
        ...

    def value(self) -> Value:
        """What it is worth.

        Raises:
            RefusedError: the expression is wrong.
        """
        ...

    def items(self) -> list[Argument] | None:
        """The elements of a list that is written out as one, each with its place; None for anything else."""
        ...


@attrs.frozen
class Known:
    """An argument whose value is there to read, as in JSON. `places` are those of a list's elements."""

    known: Value
    at: Location
    places: tuple[Location, ...] = ()

    @property
    def named_at(self) -> Location:
        """Where the value is: names and values stand close to each other."""
        return self.at

    def value(self) -> Value:
        """The value."""
        return self.known

    def items(self) -> list[Argument] | None:
        """The elements with their places."""
        match self.known:
            case Sequence(items) if len(self.places) == len(items):
                return [Known(item, at) for item, at in zip(items, self.places, strict=True)]
            case _:
                return None


@attrs.frozen
class Body:
    """A block: `type` is `layer` or `pagerduty_schedule`; arguments by name, nested blocks in order.

    `unknown_blocks` are the types of nested blocks of which it is not known how many there are, each with why.
    `is_sound` is false where something in it could not be read, so that nobody asks for what is missing because of it.
    """

    type: str
    at: Location
    arguments: Mapping[str, Argument]
    blocks: tuple[Body, ...] = ()
    unknown_blocks: Mapping[str, Unknown] = attrs.field(factory=dict[str, "Unknown"])
    is_sound: bool = True

    def blocks_of(self, type_: str) -> list[Body]:
        """The nested blocks of one type, in their order."""
        return [block for block in self.blocks if block.type == type_]


@attrs.frozen
class Declared:
    """A resource or data source: `id` is its address, or its REST id; `label` a name where it has none of its own.

    `is_data` is true for what is only looked up. `real_id` is the id that the paging service knows it by, where a
    state or a plan tells it; values that hold that id mean this resource. `is_written` is true for what people wrote
    themselves: then an argument that the provider does not have is a mistake.
    """

    id: str
    type: str
    label: str
    body: Body
    is_data: bool = False
    real_id: str = ""
    is_written: bool = False


@attrs.frozen
class DeclaredOverride:
    """An override of the schedule with the REST id `schedule`: a body with `start`, `end` and `user` (an id)."""

    schedule: str
    body: Body


@attrs.frozen
class Found:
    """Everything that one input declares: what is ours, and problems that make it unusable or only less complete."""

    declared: tuple[Declared, ...] = ()
    overrides: tuple[DeclaredOverride, ...] = ()
    names: Mapping[str, str] = attrs.field(factory=dict[str, str])
    """What people are called of whom only id and name are told, by id."""
    families: frozenset[str] = frozenset()
    """The addresses of what is declared, but of which it is not known how many there are."""
    variables: frozenset[str] = frozenset()
    """The names for which a value could be given."""
    suppressions: tuple[Suppression, ...] = ()
    """The comments that ask for findings to be ignored."""


def together(found: list[Found]) -> Found:
    """Several inputs as one; of a name that several tell, the first one's."""
    return Found(
        declared=tuple(each for one in found for each in one.declared),
        overrides=tuple(each for one in found for each in one.overrides),
        names={id_: name for one in reversed(found) for id_, name in one.names.items()},
        families=frozenset[str]().union(*(one.families for one in found)),
        variables=frozenset[str]().union(*(one.variables for one in found)),
        suppressions=tuple(dict.fromkeys(each for one in found for each in one.suppressions)),
    )
