"""Terraform's addresses: `module.oncall["eu"].data.pagerduty_user.all["ana"]` and its parts."""

from __future__ import annotations

import re

import attrs

_KEY = r'\[(?:[0-9]+|"(?:[^"\\]|\\.)*")\]'
_MODULE = re.compile(rf"module\.[^.\[\]]+(?:{_KEY})?(?:\.|$)", re.DOTALL)
_LOCAL = re.compile(rf"(data\.)?([^.\[\]\s]+)\.([^.\[\]\s]+)({_KEY})?", re.DOTALL)


@attrs.frozen
class Address:
    """The parts of an address. `module` is the text before the rest, `key` the brackets with what is in them."""

    module: str
    is_data: bool
    type: str
    name: str
    key: str

    @property
    def short(self) -> str:
        """The name with the key: what tells a resource from the others of its type within a module."""
        return f"{self.name}{self.key}"


def address(text: str) -> Address | None:
    """The parts of an address; None for a text that is none, as a REST id."""
    start = 0
    while module := _MODULE.match(text, start):
        start = module.end()
    found = _LOCAL.fullmatch(text, start)
    if found is None:
        return None
    data, type_, name, key = found.groups()
    return Address(text[:start].removesuffix("."), data is not None, type_, name, key or "")
