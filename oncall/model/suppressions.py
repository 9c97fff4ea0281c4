"""Suppressions: comments in a file that ask for findings about a block to be ignored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from oncall.errors import InvalidValueError, Location
from oncall.model import fields

if TYPE_CHECKING:
    from collections.abc import Iterable


def _words(values: Iterable[str]) -> tuple[str, ...]:
    return fields.tuple_of(str, "checks", values)


def _in_order(instance: Suppression, attribute: attrs.Attribute[Any], value: int | None) -> None:
    match instance.first_line, value:
        case (None, None):
            pass
        case (int(first), int(last)) if 1 <= first <= last:
            pass
        case _:
            raise InvalidValueError(attribute.name, f"a line from first_line ({instance.first_line!r}) on", value)


@attrs.frozen(kw_only=True)
class Suppression:
    """What a comment such as `# oncall: ignore[OC201] because the leftover layer goes in May` asks for.

    It covers the lines of the block that it is about.

    Raises:
        InvalidValueError: only one of the two lines is given, or they are not in order.

    Examples:
        >>> leftover = Suppression(where=Location("rota.tf", 12), first_line=13, last_line=20, checks=["OC201"])
        >>> leftover.covers(Location("rota.tf", 20)), leftover.covers(Location("rota.tf", 21))
        (True, False)
    """

    where: Location = attrs.field(validator=fields.instance_of(Location))
    """The place of the comment."""
    first_line: int | None = None
    """The first line that it covers, from 1; None: it covers none."""
    last_line: int | None = attrs.field(default=None, validator=_in_order)
    """The last line that it covers, included; None: it covers none."""
    checks: tuple[str, ...] = attrs.field(default=(), converter=_words)
    """The words in its brackets: codes (`OC201`), beginnings of codes (`OC2`) and names (`layer-hidden`)."""
    reason: str = attrs.field(default="", validator=fields.text)
    """The text after `because`; empty: there is none."""
    mistake: str = attrs.field(default="", validator=fields.text)
    """Why it has no effect, because of how it is written or of where it stands; empty: it has one."""

    @property
    def path(self) -> str:
        """The file that the comment is in, and all that it covers."""
        return self.where.path

    def covers(self, place: Location | None) -> bool:
        """Whether a place is on a line that the comment covers; no place, None, never is."""
        if place is None or self.first_line is None or self.last_line is None:
            return False
        return place.path == self.path and self.first_line <= place.line <= self.last_line

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "path": self.path,
            "line": self.where.line,
            "first_line": self.first_line,
            "last_line": self.last_line,
            "checks": list(self.checks),
            "reason": self.reason,
        }

    def __str__(self) -> str:
        because = f" because {self.reason}" if self.reason else ""
        return f"{self.where}: ignore[{', '.join(self.checks)}]{because}"
