"""Functions of regular expressions, in RE2's syntax, which is Terraform's, and in time linear in each match."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol, cast

from oncall.formats.resources.conversions import concatenated
from oncall.formats.resources.values import MAX_TEXT, NoValueError, Object, Sequence, Value, listed
from oncall.formats.terraform.functions.parameters import TEXT, Function, bounded_elements

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MAX_WORK = 200_000_000  # characters looked at: each match may look ahead to the end
_MAX_MEMORY = 1 << 20  # bytes of a compiled pattern
_MAX_GROUPS = 100
_MAX_TEXT_OF_GROUPS = 100_000  # what groups match is found far slower than whether there is a match
_GROUP_NUMBER = re.compile("0|[1-9][0-9]{0,3}")
_TEMPLATE_PART = re.compile(r"\$(?:(\$)|(\w+)|\{(\w+)\})")


class _Match(Protocol):
    def span(self) -> tuple[int, int]: ...
    def group(self) -> str: ...
    def groups(self) -> tuple[str | None, ...]: ...


class _Pattern(Protocol):
    @property
    def groups(self) -> int: ...
    @property
    def groupindex(self) -> Mapping[str, int]: ...
    def search(self, text: str) -> _Match | None: ...
    def finditer(self, text: str) -> Iterator[_Match]: ...


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> _Pattern:
    # Imported by the call that needs it: it is a compiled library, and few configurations have a regular expression.
    import re2  # type: ignore[import-untyped]  # _Pattern says what is used of it

    library: Any = re2
    options = library.Options()
    options.log_errors = False
    options.max_mem = _MAX_MEMORY
    try:
        return cast("_Pattern", library.compile(pattern, options))
    except (library.error, UnicodeError) as error:
        first: object = next(iter(error.args), "")
        reason = first.decode() if isinstance(first, bytes) else str(first)
        raise NoValueError(f"{pattern[:60]!r} is not a regular expression: {reason[:100]}") from None


def _matches(pattern: _Pattern, text: str) -> Iterator[_Match]:
    """Matches from left to right, none empty at the end of the one before it, as Go finds them."""
    end = -1
    for count, match in enumerate(pattern.finditer(text), 1):
        if count * len(text) > _MAX_WORK:
            raise NoValueError("the regular expression matches too often in so long a string")
        start, after = match.span()
        if start != after or start != end:
            yield match
        end = after


def _bounded(pattern: str, text: str) -> _Pattern:
    found = _compiled(pattern)
    if found.groups > _MAX_GROUPS or (found.groups and len(text) > _MAX_TEXT_OF_GROUPS):
        raise NoValueError("the regular expression has too many groups for so long a string")
    return found


def _checked(pattern: str, text: str) -> _Pattern:
    found = _bounded(pattern, text)
    if 0 < len(found.groupindex) < found.groups:
        raise NoValueError("a regular expression has either named or unnamed groups, not both")
    return found


def _captured(pattern: _Pattern, match: _Match) -> Value:
    groups = match.groups()
    if pattern.groupindex:
        return Object({name: groups[number - 1] for name, number in pattern.groupindex.items()})
    return Sequence(groups) if groups else match.group()


def _regex(pattern: str, text: str) -> Value:
    compiled = _checked(pattern, text)
    match = compiled.search(text)
    if match is None:
        raise NoValueError(f"{pattern[:60]!r} does not match any part of the string")
    return _captured(compiled, match)


def _regexall(pattern: str, text: str) -> Value:
    compiled = _checked(pattern, text)
    found: list[Value] = []
    for match in _matches(compiled, text):
        found.append(_captured(compiled, match))
        bounded_elements(len(found) * (compiled.groups + 1))
    return listed(found, "list")


def replaced(text: str, pattern: str, new: str) -> str:
    """The text with each match replaced; `$1` and `${name}` in `new` stand for what a group matched, `$$` for `$`.

    Raises:
        NoValueError: the pattern is none, or the result too long.
    """
    compiled = _bounded(pattern, text)
    template = _template(new, compiled)
    parts: list[str] = []
    size = end = 0
    for match in _matches(compiled, text):
        start, after = match.span()
        groups = (match.group(), *match.groups())
        new_parts = [text[end:start], *(part if isinstance(part, str) else groups[part] or "" for part in template)]
        parts += new_parts
        size += sum(map(len, new_parts))
        if size > MAX_TEXT or len(parts) > MAX_TEXT:
            raise NoValueError(f"the string is longer than {MAX_TEXT} characters")
        end = after
    return concatenated([*parts, text[end:]])


def _template(new: str, pattern: _Pattern) -> list[str | int]:
    parts: list[str | int] = []
    end = 0
    for found in _TEMPLATE_PART.finditer(new):
        parts.append(new[end : found.start()])
        end = found.end()
        name = found[2] or found[3]
        number = int(name) if name and _GROUP_NUMBER.fullmatch(name) else pattern.groupindex.get(name or "", -1)
        if found[1]:
            parts.append("$")
        elif 0 <= number <= pattern.groups:
            parts.append(number)
    return [*parts, new[end:]]


FUNCTIONS: Mapping[str, Function] = {
    "regex": Function(_regex, (TEXT, TEXT)),
    "regexall": Function(_regexall, (TEXT, TEXT)),
}
