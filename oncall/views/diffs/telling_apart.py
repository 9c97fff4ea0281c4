"""People of one name, told apart by their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

import attrs

from oncall.model import User
from oncall.views.diffs.documents import Document, Item, Listing, Paragraph, Part, Section, Table
from oncall.views.diffs.words import Given

if TYPE_CHECKING:
    from collections.abc import Mapping

T = TypeVar("T")


def told_apart(thing: T, names: Mapping[User, str]) -> T:
    """A document, or a part of one, in which these people are called so."""
    return _told_apart(thing, names) if names else thing


def _told_apart(thing: Any, names: Mapping[User, str]) -> Any:  # noqa: ANN401 - of any kind that a document has
    match thing:
        case Given(_, User() as user) if user in names:
            return attrs.evolve(thing, text=names[user])
        case tuple():
            parts = cast("tuple[object, ...]", thing)
            return tuple(_told_apart(each, names) for each in parts)
        case Paragraph() | Table() | Item() | Listing() | Part() | Section() | Document():
            fields = attrs.fields(type(thing))
            return attrs.evolve(thing, **{each.name: _told_apart(getattr(thing, each.name), names) for each in fields})
        case _:
            return thing
