"""Where things stand in a TOML text: its parser keeps no places, so they are looked for in the lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from oncall.errors import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.formats.resources.source import Source

_KEY = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_KEYS = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_HEADER = re.compile(rf"\s*\[\[?\s*({_KEYS})\s*\]")
_PAIR = re.compile(rf"\s*({_KEYS})\s*=")
_SAID_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def problem_of(source: Source, message: str, keys: tuple[str, ...], word: str = "") -> Problem:
    """Something wrong with a key, given by its path; with a `word`, with that word in its value."""
    place = _place(source, keys, word)
    return Problem(source.path, message) if place is None else source.problem(message, place)


def _place(source: Source, keys: tuple[str, ...], word: str) -> Location | None:
    """The place of a key, or of the nearest table around it; None where neither is to be seen.

    That of a word is where it stands in quotes, on the key's line or after it.
    """
    found = max(
        ((path, where) for path, where in _places(source) if path == keys[: len(path)]),
        key=lambda each: (len(each[0]), -each[1].line),
        default=None,
    )
    if found is None:
        return None
    return (word and _of_word(source, word, found[1].line)) or found[1]


def mistake(source: Source, error: ValueError) -> Problem:
    """What is wrong with a text that is no TOML; `error` is what the parser said."""
    said = str(error)
    found = _SAID_PLACE.search(said)
    if found is None:  # the one other thing that it says, of a number that Python does not read
        return Problem(source.path, "the file is not TOML: a number in it has thousands of digits")
    message = f"the file is not TOML: {said[:1].lower()}{said[1 : found.start()]}"
    line = int(found[1] or len(source.lines))
    return source.problem(message, Location(source.path, line, int(found[2] or len(source.line(line)) + 1)))


def _places(source: Source) -> Iterator[tuple[tuple[str, ...], Location]]:
    """Every header and every key that begins a line, by its path."""
    table: tuple[str, ...] = ()
    for number in range(1, len(source.lines) + 1):
        line = source.line(number)
        if header := _HEADER.match(line):
            table = _path(header[1])
            yield table, Location(source.path, number, header.start(1) + 1)
        elif pair := _PAIR.match(line):
            yield (*table, *_path(pair[1])), Location(source.path, number, pair.start(1) + 1)


def _path(keys: str) -> tuple[str, ...]:
    return tuple(key.strip("\"'") for key in re.findall(_KEY, keys))


def _of_word(source: Source, word: str, first: int) -> Location | None:
    for number in range(first, len(source.lines) + 1):
        for quoted in (f'"{word}"', f"'{word}'"):
            column = source.line(number).find(quoted)
            if column >= 0:
                return Location(source.path, number, column + 1)
    return None
