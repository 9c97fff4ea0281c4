"""The letter and the colour that stand for each person, the same in every picture of a configuration."""

from __future__ import annotations

import string
import unicodedata
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from oncall.views.wording import reads_right_to_left, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from oncall.model import User

# The Okabe-Ito colours, which people with any kind of colour blindness tell apart, as the nearest of a terminal's 256.
_COLORS = (
    ("color(172)", "color(16)"),
    ("color(74)", "color(16)"),
    ("color(36)", "color(16)"),
    ("color(221)", "color(16)"),
    ("color(32)", "color(16)"),
    ("color(166)", "color(16)"),
    ("color(175)", "color(16)"),
    ("color(246)", "color(16)"),
)
_ANY = string.ascii_uppercase + string.ascii_lowercase + string.digits


@attrs.frozen(kw_only=True)
class Badge:
    """What stands for a person: one letter or digit, a colour, and the names that mean nobody else, longest first."""

    symbol: str
    color: str
    ink: str
    """The colour that can be read on `color`."""
    names: tuple[str, ...]


def _each_once(users: Iterable[User]) -> tuple[User, ...]:
    return tuple(dict.fromkeys(users))


@attrs.frozen
class Roster:
    """A badge for each of the people that it was made for, by their order; the letters tell up to 62 of them apart."""

    _users: tuple[User, ...] = attrs.field(alias="users", converter=_each_once)

    @cached_property
    def _badges(self) -> dict[User, Badge]:
        symbols = _symbols(self._users)
        first_words = [_first_word(user) for user in self._users]
        badges: dict[User, Badge] = {}
        for index, (user, symbol) in enumerate(zip(self._users, symbols, strict=True)):
            color, ink = _COLORS[index % len(_COLORS)]
            alone = first_words.count(first_words[index]) == 1
            names = (shown(user.name), first_words[index]) if alone else (shown(user.name),)
            short = tuple(dict.fromkeys(name for name in names if name and not reads_right_to_left(name)))
            badges[user] = Badge(symbol=symbol, color=color, ink=ink, names=short)
        return badges

    def __getitem__(self, user: User) -> Badge:
        return self._badges[user]

    def __iter__(self) -> Iterator[User]:
        return iter(self._users)


def _first_word(user: User) -> str:
    return next(iter(shown(user.name).split()), "")


def _symbols(users: Iterable[User]) -> list[str]:
    """A letter or digit for each: an initial, else one of the name, else any that is left; `?` for the rest."""
    taken: dict[str, None] = {}
    symbols: list[str] = []
    for user in users:
        symbol = next((letter for letter in _wanted(user.name) if letter not in taken), "?")
        taken[symbol] = None
        symbols.append(symbol)
    return symbols


def _wanted(name: str) -> str:
    plain = unicodedata.normalize("NFKD", shown(name)).encode("ascii", "ignore").decode("ascii")
    initials = "".join(word[0] for word in plain.split())
    own = "".join(letter for letter in initials + plain if letter.isalnum())
    return own.upper() + own.lower() + _ANY
