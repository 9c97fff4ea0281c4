"""Functions of strings."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from oncall.chronology.graphemes import clusters
from oncall.formats.resources.conversions import as_text, concatenated
from oncall.formats.resources.values import (
    MAX_TEXT,
    NoValueError,
    Sequence,
    Value,
    listed,
)
from oncall.formats.terraform.functions.parameters import (
    TEXT,
    TEXTS,
    WHOLE_NUMBER,
    Function,
    bounded_elements,
)
from oncall.formats.terraform.functions.regexes import replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_SPACES = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)


def _chomp(text: str) -> Value:
    return text.rstrip("\r\n")


def _endswith(text: str, suffix: str) -> Value:
    return text.endswith(suffix)


def _startswith(text: str, prefix: str) -> Value:
    return text.startswith(prefix)


def _strcontains(text: str, part: str) -> Value:
    return part in text


def _indent(spaces: int, text: str) -> Value:
    if spaces < 0:
        raise NoValueError("a number of spaces is not negative")
    if text.count("\n") * spaces + len(text) > MAX_TEXT:
        raise NoValueError(f"the string is longer than {MAX_TEXT} characters")
    return text.replace("\n", "\n" + " " * spaces)


def _join(separator: str, *lists: Sequence) -> Value:
    if not lists:
        raise NoValueError("join needs at least one list")
    items = [item for each in lists for item in each.items]
    for at, item in enumerate(items):
        if item is None:
            raise NoValueError(f"element {at} is null, which cannot be joined")
    if len(separator) * len(items) > MAX_TEXT:
        raise NoValueError(f"the string is longer than {MAX_TEXT} characters")
    parts = [part for item in items for part in (separator, as_text(item))]
    return concatenated(parts[1:])


# Case is mapped character by character, so that no string gets longer: a sharp s has no capital.


def _lower(text: str) -> Value:
    return text.lower() if text.isascii() else concatenated(character.lower()[0] for character in text)


def _upper(text: str) -> Value:
    return text.upper() if text.isascii() else concatenated(map(_capital, text))


@lru_cache(maxsize=4096)
def _capital(character: str) -> str:
    return next((each for each in (character.upper(), character.title()) if len(each) == 1), character)


def _title(text: str) -> Value:
    pairs = zip(f" {text}", text, strict=False)
    return concatenated(each if _is_in_word(before) else _title_case(each) for before, each in pairs)


def _is_in_word(character: str) -> bool:
    return character == "_" or (character.isalnum() if character.isascii() else not character.isspace())


def _title_case(character: str) -> str:
    found = character.title()
    return found if len(found) == 1 else character


def _replace(text: str, old: str, new: str) -> Value:
    if len(old) > 1 and old.startswith("/") and old.endswith("/"):
        return replaced(text, old[1:-1], new)
    if len(text) + text.count(old) * (len(new) - len(old)) > MAX_TEXT:
        raise NoValueError(f"the string is longer than {MAX_TEXT} characters")
    return concatenated([text.replace(old, new)])


def _split(separator: str, text: str) -> Value:
    if not separator:
        bounded_elements(len(text))
        return listed(text, "list")
    bounded_elements(text.count(separator) + 1)
    return listed(text.split(separator), "list")


def _strrev(text: str) -> Value:
    return concatenated(reversed(clusters(text)))


def _substr(text: str, offset: int, length: int) -> Value:
    found = clusters(text)
    start = max(len(found) + offset, 0) if offset < 0 else offset
    return "".join(found[start : None if length < 0 else start + length])


def _trim(text: str, characters: str) -> Value:
    return text.strip(characters)


def _trimprefix(text: str, prefix: str) -> Value:
    return text.removeprefix(prefix)


def _trimsuffix(text: str, suffix: str) -> Value:
    return text.removesuffix(suffix)


def _trimspace(text: str) -> Value:
    return text.strip(_SPACES)


def _of_texts(body: Callable[..., Value], count: int) -> Function:
    return Function(body, (TEXT,) * count)


FUNCTIONS: Mapping[str, Function] = {
    "chomp": _of_texts(_chomp, 1),
    "endswith": _of_texts(_endswith, 2),
    "indent": Function(_indent, (WHOLE_NUMBER, TEXT)),
    "join": Function(_join, (TEXT,), TEXTS),
    "lower": _of_texts(_lower, 1),
    "replace": _of_texts(_replace, 3),
    "split": _of_texts(_split, 2),
    "startswith": _of_texts(_startswith, 2),
    "strcontains": _of_texts(_strcontains, 2),
    "strrev": _of_texts(_strrev, 1),
    "substr": Function(_substr, (TEXT, WHOLE_NUMBER, WHOLE_NUMBER)),
    "title": _of_texts(_title, 1),
    "trim": _of_texts(_trim, 2),
    "trimprefix": _of_texts(_trimprefix, 2),
    "trimspace": _of_texts(_trimspace, 1),
    "trimsuffix": _of_texts(_trimsuffix, 2),
    "upper": _of_texts(_upper, 1),
}
