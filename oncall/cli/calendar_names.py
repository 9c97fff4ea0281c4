"""The names of calendar files: what people subscribe to, so it stays while a thing keeps its name."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

GAPS = "gaps.ics"
INDEX = "index.html"

_LONGEST = 60
_PLAIN = re.compile(r"[a-z0-9]+(?:[ _-][a-z0-9]+)*", re.IGNORECASE | re.ASCII)
_ENDS_LIKE_A_DIGEST = re.compile(r"(?:^|-)[0-9a-f]{12}$")


def file_names(kind: str, named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The name of the file of each thing of a kind, by its id, from pairs of id and name; the order does not matter.

    It is made from the kind and the thing's name, not from where it stands in Terraform: ASCII, in small letters, of at
    most 90 characters. A name of letters, digits, single spaces, hyphens and underscores is told as it is; of any other
    name, and of those that then are told as one, a digest is added; and of things with the same name a digest of the
    id. So no two things share a file, and what one is called never depends on things with other names, unless the names
    differ in no more than capitals, spaces, hyphens and underscores.

    Examples:
        >>> file_names("person", [("pagerduty_user.b", "Bob"), ("PABC123", "Zoë")])
        {'pagerduty_user.b': 'person-bob.ics', 'PABC123': 'person-zoe-455b470214ed.ics'}
    """
    pairs = list(named)
    same = Counter(name for _, name in pairs)
    told = Counter(_stem(name) for name in same if _is_plain(name))
    return {id_: f"{kind}-{_told(id_, name, same[name], told)}.ics" for id_, name in pairs}


def _told(id_: str, name: str, namesakes: int, told: Counter[str]) -> str:
    stem = _stem(name)
    if namesakes > 1:
        return _with_digest(stem, f"id {id_}")
    if _is_plain(name) and told[stem] == 1:
        return stem
    return _with_digest(stem, f"name {name}")


def _is_plain(name: str) -> bool:
    """Whether a name can be told without a digest; one that looks as if it had one cannot."""
    is_short = len(name) <= _LONGEST
    return is_short and _PLAIN.fullmatch(name) is not None and not _ENDS_LIKE_A_DIGEST.search(_stem(name))


def _stem(name: str) -> str:
    """What is left of a name: letters without their accents, digits, and a hyphen for all else between them."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", errors="ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST].strip("-")


def _with_digest(stem: str, text: str) -> str:
    digest = sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()[:12]
    return f"{stem}-{digest}" if stem else digest
