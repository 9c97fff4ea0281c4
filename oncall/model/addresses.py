"""Terraform's addresses: `module.oncall["eu"].data.pagerduty_user.all["ana"]` and its parts."""

from __future__ import annotations

import re

import attrs

_KEY = r'\[(?:[0-9]+|"(?:[^"\\]|\\.)*")\]'
_MODULE = re.compile(rf"module\.[^.\[\]]+(?:{_KEY})?(?:\.|$)", re.DOTALL)
_LOCAL = re.compile(rf"(data\.)?([^.\[\]\s]+)\.([^.\[\]\s]+)({_KEY})?", re.DOTALL)


_ESCAPES = (
    ("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t"), ("${", "$${"), ("%{", "%%{"),
)  # fmt: skip

_PLAIN = {escaped: plain for plain, escaped in _ESCAPES}
_ESCAPED = re.compile("|".join(map(re.escape, _PLAIN)))


def instance_key(key: str | int) -> str:
    """The key of an instance as Terraform writes it in an address: `["eu"]`, `[0]`."""
    return f"[{key if isinstance(key, int) else quoted(key)}]"


def quoted(text: str) -> str:
    """A text in quotes, as Terraform writes one."""
    for plain, escaped in _ESCAPES:
        text = text.replace(plain, escaped)
    return f'"{text}"'


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

    @property
    def label(self) -> str:
        """What a thing may be called that has no name: the text in its key, else its name and number."""
        if not self.key.startswith('["'):
            return self.short
        text = _ESCAPED.sub(lambda found: _PLAIN[found[0]], self.key.removeprefix('["').removesuffix('"]'))
        return text if text.strip() else self.short


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
