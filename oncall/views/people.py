"""The letter and the colour that stand for each person, the same in every picture of a configuration."""

from __future__ import annotations

import math
import string
import unicodedata
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from oncall.chronology.shortening import apart, shared_beginnings
from oncall.model.users import full_names
from oncall.views.palette import HUES, looks
from oncall.views.wording import MOST_LETTERS, reads_right_to_left, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from oncall.model import User

_ANY = string.ascii_uppercase + string.ascii_lowercase + string.digits


@attrs.frozen(kw_only=True)
class Badge:
    """What stands for a person: one letter or digit, a colour, and the names that mean nobody else, longest first.

    Whoever comes after as many people as there are colours shares one, and has a `mark`: 1 or more, a pattern over it.
    """

    symbol: str
    hue: int
    """Which of `HUES` it is."""
    mark: int = 0
    names: tuple[str, ...]
    full_name: str
    """The name, with the id where somebody else has it too; cut by `Roster.within`."""
    brief: str
    """The same for a sentence: so many letters that it differs from those of the others."""

    @property
    def color(self) -> str:
        """The colour as `#rrggbb`; the terminal takes the nearest that it has."""
        return HUES[self.hue].color

    @property
    def ink(self) -> str:
        """Black or white as `#rrggbb`: what can be read on `color`."""
        return HUES[self.hue].ink


def _each_once(users: Iterable[User]) -> tuple[User, ...]:
    return tuple(dict.fromkeys(users))


@attrs.frozen
class Roster:
    """A badge for each of the people that it was made for.

    Letters go by the order of the people, and tell up to 62 of them apart. Colours do not: the same people have the
    same ones in any order, and most keep theirs when somebody joins.
    """

    _users: tuple[User, ...] = attrs.field(alias="users", converter=_each_once)
    _letters: float = attrs.field(alias="letters", default=math.inf, kw_only=True)
    """No name has more than these."""

    @cached_property
    def _badges(self) -> dict[User, Badge]:
        own = _own_names(self._users)
        symbols = _symbols(own)
        counts = Counter(name for user_names in map(_names, self._users, own) for name in {*user_names})
        full = apart(full_names(self._users).values(), self._letters, len)
        briefs = apart(full, min(MOST_LETTERS, self._letters), len)
        found = looks(user.id for user in self._users)
        badges: dict[User, Badge] = {}
        for user, whole, name, symbol, brief in zip(self._users, full, own, symbols, briefs, strict=True):
            hue, mark = found[user.id]
            _, *others = _names(user, name)
            names = (shown(whole), *(each for each in others if counts[each] == 1 and len(each) <= self._letters))
            short = tuple(dict.fromkeys(each for each in names if each and not reads_right_to_left(each)))
            badges[user] = Badge(symbol=symbol, hue=hue, mark=mark, names=short, full_name=whole, brief=brief)
        return badges

    def including(self, users: Iterable[User]) -> Roster:
        """This roster, or one that has the others too if somebody is missing in it."""
        everybody = attrs.evolve(self, users=(*self._users, *users))
        return self if everybody == self else everybody

    def within(self, letters: int) -> Roster:
        """This roster with names of no more letters, which are told apart wherever they can be."""
        return attrs.evolve(self, letters=letters)

    def __getitem__(self, user: User) -> Badge:
        return self._badges[user]

    def __iter__(self) -> Iterator[User]:
        return iter(self._users)


def _own_names(users: Sequence[User]) -> list[str]:
    """The name of each without the words at its beginning that all share."""
    names = [shown(user.name) for user in users]
    shared = max(shared_beginnings(names), default=0)
    return [name[shared:] or name for name in names]


def _names(user: User, own: str) -> tuple[str, str, str]:
    """What somebody may be called, longest first: the name, what of it is theirs alone, and its first word.

    A word has a letter or digit: a picture, or a sign, that a name begins with is none.
    """
    return shown(user.name), own, next((word for word in own.split() if any(map(str.isalnum, word))), "")


def _symbols(names: Iterable[str]) -> list[str]:
    """A letter or digit for each: an initial, else one of the name, else any that is left; `?` for the rest."""
    taken: dict[str, None] = {}
    symbols: list[str] = []
    for name in names:
        symbol = next((letter for letter in _wanted(name) if letter not in taken), "?")
        taken[symbol] = None
        symbols.append(symbol)
    return symbols


def _wanted(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    initials = "".join(word[0] for word in plain.split())
    own = "".join(letter for letter in initials + plain if letter.isalnum())
    return own.upper() + own.lower() + _ANY
