"""One file's text: from its bytes, with places in it as locations and problems."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

import attrs

from oncall.errors import Location, Problem

# No configuration that people write is near it, and the whole text and its tree are held in memory.
MAX_BYTES = 10_000_000
# A line that no screen shows would hide the message.
_MAX_SHOWN = 300


def _lines(source: Source) -> tuple[bytes, ...]:
    return tuple(source.content.split(b"\n"))


def _line_starts(source: Source) -> tuple[int, ...]:
    return tuple(accumulate((len(line) + 1 for line in source.lines[:-1]), initial=0))


def _is_ascii(source: Source) -> bool:
    return source.content.isascii()


@attrs.frozen(eq=False)
class Source:
    """A text that was read: `content` is UTF-8 without a byte order mark."""

    path: str
    content: bytes = attrs.field(repr=False)
    lines: tuple[bytes, ...] = attrs.field(init=False, repr=False, default=attrs.Factory(_lines, takes_self=True))
    _line_starts: tuple[int, ...] = attrs.field(
        init=False, repr=False, default=attrs.Factory(_line_starts, takes_self=True)
    )
    is_ascii: bool = attrs.field(init=False, repr=False, default=attrs.Factory(_is_ascii, takes_self=True))

    def location(self, row: int, byte_column: int) -> Location:
        """The place of a byte, given by its line and its position in the line, both from 0."""
        if self.is_ascii:
            return Location(self.path, row + 1, byte_column + 1)
        before = self.lines[row][:byte_column].decode(errors="replace")
        return Location(self.path, row + 1, len(before) + 1)

    def location_at(self, offset: int) -> Location:
        """The place of a byte, given by its position in the whole content."""
        row = bisect_right(self._line_starts, offset) - 1
        return self.location(row, offset - self._line_starts[row])

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its ending."""
        if not 1 <= number <= len(self.lines):
            return ""
        return self.lines[number - 1].decode(errors="replace").rstrip("\r")

    def problem(self, message: str, location: Location, address: str = "") -> Problem:
        """Something wrong at a place in this source."""
        line = self.line(location.line)
        return Problem(self.path, message, location, line if len(line) <= _MAX_SHOWN else "", address)


def decode(path: str, content: bytes) -> Source | Problem:
    """The text of a file, or what makes it unreadable: too large, not UTF-8, or binary."""
    if len(content) > MAX_BYTES:
        return Problem(path, f"the file is larger than {MAX_BYTES} bytes, more than is read of one")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem(path, "the file is UTF-16 text; save it as UTF-8", Location(path, 1))
    source = Source(path, content.removeprefix(b"\xef\xbb\xbf"))
    nul = source.content.find(b"\0")
    if nul >= 0:
        return Problem(path, "the file is binary, not text: it holds a NUL byte", source.location_at(nul))
    try:
        source.content.decode()
    except UnicodeDecodeError as error:
        found = f"0x{source.content[error.start]:02x}"
        message = f"the file is not UTF-8 text: the byte {found} begins no character"
        return source.problem(message, source.location_at(error.start))
    return source
