"""Texts cut to the room that there is for them, so that those that differ can be told from each other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import partial
from itertools import accumulate, dropwhile, takewhile
from typing import TYPE_CHECKING, TypeAlias

from oncall.chronology.graphemes import clusters

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    Width: TypeAlias = Callable[[str], float]
    """How wide a text is, in the unit of the room; a longer beginning, or end, of a text is never narrower."""

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


def cut(text: str, room: float, width: Width, *, keeps_end: bool = True) -> str:
    """The text, its middle replaced by an ellipsis if it is wider than `room`; nothing if not even that has room.

    Names often begin, or end, alike. Without `keeps_end`, what the ellipsis replaces is the end. An accent stays with
    its letter, and so does all else that a reader takes for one character.

    Examples:
        >>> print(cut("platform", 5, len), cut("platform", 5, len, keeps_end=False))
        pl…rm plat…
    """
    if width(text) <= room:
        return text
    chars = clusters(text)
    half = (room - width(ELLIPSIS)) / 2
    tail = _longest(len(chars), lambda count: _begun(chars[len(chars) - count :]), half, width) if keeps_end else ""
    return _longest(len(chars), lambda count: f"{''.join(chars[:count]).rstrip()}{ELLIPSIS}{tail}", room, width)


def apart(texts: Iterable[str], room: float, width: Width) -> list[str]:
    """Each text, cut if it is wider than `room`, so that texts that differ still do.

    They do wherever there is room for as many characters as there are texts, and mostly where there is less. Of long
    texts that begin with the same word is left out as much of the beginning that they share as needed, and then the
    end; or the middle. Of those that would be the same then is left out all that they share.

    Examples:
        >>> print(*apart(["team-eu-alice", "team-eu-bob", "operations"], 9, len))
        …eu-alice …eu-bob oper…ions
    """
    order = [*texts]
    found = {text: text for text in order}
    long = [text for text in found if width(text) > room]
    pending = _alike(long, lambda text: _first_word(cut(text, room, width)))
    while pending:
        group = pending.pop()
        found |= _told(group, room, width)
        pending += [each for each in _alike(group, found.__getitem__) if 1 < len(each) < len(group)]
    taken = found.keys() - {*long}
    for text in long:
        if found[text] in taken:
            found[text] = next((form for form in _forms(text, room, width) if form not in taken), found[text])
        taken.add(found[text])
    return [found[text] for text in order]


def shared_beginnings(texts: Collection[str]) -> list[int]:
    """How many characters are the same at the beginning of several texts, up to the end of each word of them.

    Examples:
        >>> shared_beginnings(["team-eu-alice", "team-eu-anna"])
        [5, 8]
    """
    return _ends_of_words(_shared(texts))


def _ends_of_words(same: Sequence[str]) -> list[int]:
    return [end for end, char in zip(accumulate(map(len, same)), same, strict=True) if not char[0].isalnum()]


def _told(group: Sequence[str], room: float, width: Width) -> dict[str, str]:
    """Long texts that begin alike, each cut in the same way: the first with which as many as possible differ."""
    middle = {text: cut(text, room, width) for text in group}
    if len(group) == 1:
        return middle

    def without(place: int) -> dict[str, str]:
        rests = {text: text[place:] for text in group}
        return {
            text: f"{ELLIPSIS}{_begun(clusters(rest)) if rest[:1].isspace() else rest}" for text, rest in rests.items()
        }

    def ended(place: int) -> dict[str, str]:
        return {text: cut(rest, room, width, keeps_end=False) for text, rest in without(place).items()}

    same = _shared(group)
    words = _ends_of_words(same)
    fitting = bisect_left(words, -room, key=lambda place: -max(map(width, without(place).values())))
    least = min(len(clusters(text)) for text in group) - 1  # of a text that another begins with its last is left
    places = [*words[-1:], sum(map(len, same[:least]))]
    ways = [*map(without, words[fitting : fitting + 1]), middle, *map(ended, places)]
    return max(ways, key=lambda way: len({*way.values()}))


def _forms(text: str, room: float, width: Width) -> Iterator[str]:
    """The text with another part replaced by the ellipsis each time: first the beginning, at last the end."""
    chars = clusters(text)

    def form(start: int, count: int) -> str:
        return "".join((*chars[:start], ELLIPSIS, *chars[len(chars) - count :]))

    starts = takewhile(lambda start: width(form(start, 0)) <= room, range(len(chars)))
    yield from (_longest(len(chars) - start, partial(form, start), room, width) for start in starts)


def _alike(texts: Iterable[str], key: Callable[[str], str]) -> list[list[str]]:
    """The texts of each key."""
    groups: dict[str, list[str]] = {}
    for text in texts:
        groups.setdefault(key(text), []).append(text)
    return [*groups.values()]


def _first_word(text: str) -> str:
    """The letters and digits at its beginning, and what ends them."""
    return text[: sum(1 for _ in takewhile(str.isalnum, text)) + 1]


def _shared(texts: Collection[str]) -> list[str]:
    """The characters that are the same at the beginning of several texts."""
    columns = zip(*map(clusters, texts), strict=False) if len(texts) > 1 else ()
    return [chars[0] for chars in takewhile(lambda chars: len({*chars}) == 1, columns)]


def _begun(chars: Iterable[str]) -> str:
    """The characters as a text that begins with no blank; an accent may stand on one."""
    return "".join(dropwhile(str.isspace, chars))


def _longest(most: int, make: Callable[[int], str], room: float, width: Width) -> str:
    """Of the texts that are made with none up to `most` characters the longest that has room; nothing if none has."""
    fitting = bisect_right(range(most + 1), room, key=lambda count: width(make(count)))
    return make(fitting - 1) if fitting else ""
