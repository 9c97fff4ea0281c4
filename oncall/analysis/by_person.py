"""What is said of each person by name: an immutable mapping, in whatever order it was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

import attrs

from oncall.errors import InvalidValueError, NotFoundError
from oncall.model.users import User

if TYPE_CHECKING:
    from oncall.model.configuration import Catalog

V = TypeVar("V")


def _pairs(values: Mapping[str, V] | Iterable[tuple[str, V]]) -> tuple[tuple[str, V], ...]:
    return tuple(sorted(dict(values).items(), key=lambda pair: pair[0]))


@attrs.frozen(repr=False, eq=False)  # a mapping is equal to another that says the same
class ByPerson(Mapping[str, V], Generic[V]):
    """A value for each of some people, by name or id; a mapping that can be hashed if its values can.

    Examples:
        >>> ByPerson({"bob": 0.5, "alice": 1})
        ByPerson({'alice': 1, 'bob': 0.5})
    """

    _values: tuple[tuple[str, V], ...] = attrs.field(default=(), converter=_pairs)

    def __getitem__(self, name: str) -> V:
        """What is said of one person.

        Raises:
            KeyError: nothing is.
        """
        return dict(self._values)[name]

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __hash__(self) -> int:
        return hash(self._values)

    def __repr__(self) -> str:
        return f"ByPerson({dict(self._values)!r})"


def written_name(who: object, field: str) -> str:
    """What somebody is called: a user's id, or a text as it is.

    Raises:
        InvalidValueError: it is neither, or empty.
    """
    name = who.id if isinstance(who, User) else who
    if not isinstance(name, str) or not name:
        raise InvalidValueError(field, "a mapping from users, ids or names", who)
    return name


_LEAST, _MOST = 0.001, 1000


def written_weight(value: object) -> float:
    """A number from a thousandth to a thousand, or 0: nothing is expected.

    Raises:
        InvalidValueError: it is another value.
    """
    if isinstance(value, bool) or not isinstance(value, int | float) or not (value == 0 or _LEAST <= value <= _MOST):
        raise InvalidValueError("weights", "numbers from 0.001 to 1000, or 0, such as 0.5", value)
    return value


def person_of(who: User | str, people: Catalog[User], field: str) -> User:
    """The one of some people whom a user, an id or a name means.

    Raises:
        NotFoundError: it means nobody, or more than one of them.
    """
    return people[written_name(who, field)]


def strangers(values: Mapping[str, V], people: Catalog[User]) -> Iterator[NotFoundError]:
    """For each name that means nobody, or more than one of some people, the error that says so.

    Only an id or a name as it is written means somebody; who has it with other capital letters is near.
    """
    for name in values:
        try:
            people[name]
        except NotFoundError as error:
            folded = name.casefold()
            same = (user.id for user in people.values() if folded in {user.id.casefold(), user.name.casefold()})
            near = error.near if error.ambiguous else tuple(dict.fromkeys((*same, *error.near)))
            yield attrs.evolve(error, near=near)


def known_people(values: Mapping[str, V], people: Catalog[User]) -> Iterator[tuple[User, V]]:
    """What is said of those who are there; a file of settings may name people of other configurations, too."""
    for name, value in values.items():
        try:
            yield people[name], value
        except NotFoundError:
            continue
