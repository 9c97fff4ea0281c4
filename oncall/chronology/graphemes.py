"""Grapheme clusters: what a reader takes for one character, and Terraform counts as one (UAX #29)."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from unicodedata import category

_ZWJ = "\u200d"
_PREPENDED = re.compile("[\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd]")
_EXTENDING = re.compile("[\u200c\u200d\uff9e\uff9f\u0e33\u0eb3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_FLAG_LETTER = re.compile("[\U0001f1e6-\U0001f1ff]")
_PICTURE = re.compile(
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff]"
)
_LEADING = re.compile("[\u1100-\u115f\ua960-\ua97c]")
_VOWEL = re.compile("[\u1160-\u11a7\ud7b0-\ud7c6]")
_TRAILING = re.compile("[\u11a8-\u11ff\ud7cb-\ud7fb]")
_SYLLABLE = re.compile("[\uac00-\ud7a3]")
_SYLLABLES_OF_A_VOWEL = 28


def clusters(text: str) -> list[str]:
    """The characters of a text as a reader counts them."""
    if text.isascii() and "\r" not in text:
        return list(text)
    found: list[str] = []
    start = 0
    flag_letters = 0
    after_picture = False
    kinds = map(_kind, text)
    for at, (before, each) in enumerate(pairwise(kinds), 1):
        flag_letters = flag_letters + 1 if before == "flag letter" else 0
        after_picture = before == "picture" or (after_picture and before in _EXTENSIONS)
        joins = (
            each in _EXTENSIONS
            or each == "spacing mark"
            or before == "prepended"
            or (each == "flag letter" and flag_letters % 2 == 1)
            or (each == "picture" and before == "joiner" and after_picture)
            or (before, each) in _SYLLABLE_PAIRS
        )
        if (before, each) != ("return", "new line") and (not joins or before in _CONTROLS or each in _CONTROLS):
            found.append(text[start:at])
            start = at
    return [*found, text[start:]] if text else []


_EXTENSIONS = frozenset({"extension", "joiner"})
_CONTROLS = frozenset({"control", "return", "new line"})
_SYLLABLE_PAIRS = frozenset(
    {
        *(("leading", each) for each in ("leading", "vowel", "open syllable", "syllable")),
        *((before, each) for before in ("vowel", "open syllable") for each in ("vowel", "trailing")),
        *((before, "trailing") for before in ("syllable", "trailing")),
    }
)
_KINDS = (
    ("return", re.compile("\r")),
    ("new line", re.compile("\n")),
    ("joiner", re.compile(_ZWJ)),
    ("extension", _EXTENDING),
    ("flag letter", _FLAG_LETTER),
    ("prepended", _PREPENDED),
    ("leading", _LEADING),
    ("vowel", _VOWEL),
    ("trailing", _TRAILING),
)
_KINDS_BY_CATEGORY = {
    "Mn": "extension",
    "Me": "extension",
    "Mc": "spacing mark",
    **dict.fromkeys(["Cc", "Cf", "Cs", "Zl", "Zp"], "control"),
}


@lru_cache(maxsize=4096)
def _kind(character: str) -> str:
    """What a character is for the rules of UAX #29."""
    for name, pattern in _KINDS:
        if pattern.match(character):
            return name
    if _SYLLABLE.match(character):
        return "syllable" if (ord(character) - 0xAC00) % _SYLLABLES_OF_A_VOWEL else "open syllable"
    by_category = _KINDS_BY_CATEGORY.get(category(character))
    return by_category or ("picture" if _PICTURE.match(character) else "other")
