"""Sentences whose own words are told from what somebody else wrote, so that each view can show the latter safely."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from oncall.model import User

NOBODY = "nobody"
ARROW = " -> "
"""Between what was and what becomes; a view that has a real arrow shows that."""


@attrs.frozen
class Given:
    """A text that we did not write: a name, a place, or a message, which is longer. `user` is whose name it is."""

    text: str
    user: User | None = None
    is_message: bool = attrs.field(default=False, repr=False, kw_only=True)


Words: TypeAlias = "tuple[str | Given, ...]"
"""A sentence or a part of one."""


def said(*parts: str | Given | Words) -> Words:
    """The parts one after the other.

    Examples:
        >>> said("first ", (Given("alice"), " and "), Given("bob"))
        ('first ', Given(text='alice', user=None), ' and ', Given(text='bob', user=None))
    """
    found: list[str | Given] = []
    for part in parts:
        if isinstance(part, tuple):
            found += part
        else:
            found.append(part)
    return tuple(found)


def person(user: User | None) -> Words:
    """The name of somebody; None: nobody."""
    return (NOBODY,) if user is None else (Given(user.name, user),)


def people(users: Iterable[User]) -> Words:
    """Several names; nobody, if there is none."""
    return listed([person(user) for user in users]) or (NOBODY,)


def listed(items: Sequence[Words]) -> Words:
    """The items as a sentence lists them.

    Examples:
        >>> listed([("a",), ("b",), ("c",)])
        ('a', ', ', 'b', ' and ', 'c')
    """
    found: list[str | Given] = []
    for place, item in enumerate(items):
        if place:
            found.append(" and " if place == len(items) - 1 else ", ")
        found += item
    return tuple(found)


def clauses(items: Iterable[Words]) -> Words:
    """The items as one sentence, with semicolons between them and a full stop at the end."""
    found: list[str | Given] = []
    for item in items:
        found += ["; ", *item] if found else _capital(item)
    return (*found, ".")


def told(words: Words, shown: Callable[[str], str]) -> str:
    """The words as one text, in which every text that was given is `shown`."""
    return "".join(part if isinstance(part, str) else shown(part.text) for part in words)


def _capital(words: Words) -> Words:
    """The words with a capital letter, unless they begin with a name, which is as somebody wrote it."""
    first, *rest = words
    return (f"{first[:1].upper()}{first[1:]}", *rest) if isinstance(first, str) else words
