"""What things are called in written Terraform: the address they came with, or a label made from their id."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Protocol
from unicodedata import is_normalized, normalize

if TYPE_CHECKING:
    from collections.abc import Iterable

_MAX_LENGTH = 60  # of a label that is made: an id may be any text
_KEY = r'(?:\[(?:[0-9]+|"(?:[^"\\]|\\.)*")\])?'
_USER_ADDRESS = re.compile(
    rf'(?:module\.[^."\[\]\s]+{_KEY}\.)*(?P<data>data\.)?pagerduty_user\.[^."\[\]\s]+{_KEY}', re.DOTALL
)
_NO_PART_OF_A_NAME = re.compile(r"(?:^|(?<=\.))(?:module|data|pagerduty_[a-z_]+)\.")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_SEPARATORS = re.compile(r"[^a-z0-9]+")


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


def addresses(things: Iterable[_Identified], prefix: str) -> dict[str, str]:
    """The address of each thing by its id: the id itself where it is `prefix` and a label, else one with a made label.

    A made label consists of the ASCII letters and digits of the id, in lower case; where it is taken, a number follows.
    """
    ids = [thing.id for thing in things]
    found = {id_: id_ for id_ in ids if id_.startswith(prefix) and _is_label(id_.removeprefix(prefix))}
    taken = set(found)
    for id_ in ids:
        if id_ not in found:
            label = _label(id_, prefix.rstrip(".").rpartition("_")[2])
            candidates = (f"{prefix}{label}{f'_{number}' if number > 1 else ''}" for number in count(1))
            found[id_] = next(address for address in candidates if address not in taken)
            taken.add(found[id_])
    return found


def is_user_address(id_: str) -> bool:
    """Whether the id of a person is the address of a resource or data source, in a module too; else it is a literal."""
    return _USER_ADDRESS.fullmatch(id_) is not None


def is_data_address(id_: str) -> bool:
    """Whether the id of a person is the address of a data source, in a module too."""
    found = _USER_ADDRESS.fullmatch(id_)
    return found is not None and found["data"] is not None


def reference(address: str) -> str:
    """The expression of the id of a resource or data source."""
    return f"{address}.id"


def labelled(address: str) -> str:
    """The header of the block that an address names: `resource "pagerduty_user" "alice"`."""
    kind = "data" if address.startswith("data.") else "resource"
    type_, label = address.removeprefix("data.").split(".")
    return f'{kind} "{type_}" "{label}"'


def _is_label(text: str) -> bool:
    """Whether Terraform takes the text for the name of a resource: an identifier of HCL, which may hold dashes."""
    return text.replace("-", "_").isidentifier() and not text.startswith("-") and is_normalized("NFC", text)


def _label(id_: str, kind: str) -> str:
    """`oncall_eu_alice` for `module.oncall["eu"].pagerduty_user.alice`; the kind where nothing of the id is left."""
    plain = _NOT_ASCII.sub("", normalize("NFKD", _NO_PART_OF_A_NAME.sub("", id_)))
    label = _SEPARATORS.sub("_", plain.lower()).strip("_")[:_MAX_LENGTH].rstrip("_")
    if not label:
        return kind
    return f"{kind}_{label}" if label[0].isdigit() else label
