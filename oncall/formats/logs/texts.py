"""The text of a log file, which may be a hundred times as large as a configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall.errors import Location, Problem
from oncall.formats.resources.source import Source
from oncall.formats.terraform.files import content_of, is_folder

if TYPE_CHECKING:
    from pathlib import Path

_MAX_BYTES = 1_000_000_000  # a hundred thousand incidents with their log entries are a few hundred megabytes


@attrs.frozen
class Text:
    """What a file says, without a byte order mark; never blank."""

    path: str
    content: str = attrs.field(repr=False)


def read(path: Path) -> Text | Problem:
    """The text of a file, or what makes it unreadable."""
    if is_folder(path):
        return Problem(str(path), "it is a folder; name the files in it")
    content = content_of(path, _MAX_BYTES)
    return content if isinstance(content, Problem) else decode(str(path), content)


def decode(path: str, content: bytes) -> Text | Problem:
    """The text of some bytes, or what makes them unreadable."""
    if len(content) > _MAX_BYTES:
        return Problem(path, f"the file is larger than {_MAX_BYTES} bytes, more than is read of one")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem(path, "the file is UTF-16 text; save it as UTF-8", Location(path, 1))
    content = content.removeprefix(b"\xef\xbb\xbf")
    if b"\0" in content:
        location = Source(path, content).location_at(content.index(b"\0"))
        return Problem(path, "the file is binary, not text: it holds a NUL byte", location)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        message = f"the file is not UTF-8 text: the byte 0x{content[error.start]:02x} begins no character"
        return Problem(path, message, Source(path, content).location_at(error.start))
    if not text.strip():
        return Problem(path, "the file is empty")
    return Text(path, text)
