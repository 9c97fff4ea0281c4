"""What a text begins and never ends: a string, a heredoc, a comment or a block.

The tree of such a text takes what follows for a part of it, and has its mistakes far from there, where there are none.
"""

from __future__ import annotations

import re

import attrs

_NAME = rb"[\w\x80-\xff][-\w\x80-\xff]*"
_CODE = re.compile(rb"#[^\n]*|//[^\n]*|/\*|<<-?(?P<name>" + _NAME + rb')[^\n]*|["{}]')
_STRING = re.compile(rb'\\.|\$\$\{|%%\{|[$%]\{|["\n]')
_BLOCK = re.compile(_NAME + rb'(?:[ \t]+(?:"[^"\n]*"|' + _NAME + rb"))*[ \t]*\Z")
_QUOTE = b'"'

STRING_ENDS = "a quoted string ends on its line: write \\n, use a heredoc, or close the quote"
_LONGEST_HEAD = 300
"""So many bytes before a brace may say which block it begins."""


@attrs.frozen
class Unclosed:
    """Where something begins that has no end. What stands behind a text without end is of that text, for a parser.

    A brace that is not closed may come of another mistake.
    """

    offset: int
    message: str
    is_text: bool = True


def unclosed(content: bytes) -> Unclosed | None:
    """The first string, heredoc or comment that is not closed, else the outermost brace; None: everything is.

    A string ends on its line; only in its interpolations there may be line breaks.
    """
    opened: list[tuple[bytes, int]] = []
    at = 0
    while found := (_STRING if _is_in_string(opened) else _CODE).search(content, at):
        start, at = found.span()
        match found[0]:
            case b"\n":
                return Unclosed(opened[-1][1], STRING_ENDS)
            case b'"' if _is_in_string(opened):
                opened.pop()
            case b'"' | b"{" | b"${" | b"%{" as sign:
                opened.append((sign, start))
            case b"}":
                del opened[-1:]
            case sign if sign.startswith((b"/*", b"<<")):
                end, told = _end(content, found)
                if end is None:
                    return Unclosed(start, told)
                at = end
            case _:
                pass
    return _outermost(content, opened) if opened else None


def _end(content: bytes, found: re.Match[bytes]) -> tuple[int | None, str]:
    """Where a comment or a heredoc ends that begins there; what to say if it does not."""
    if found[0] == b"/*":
        end = content.find(b"*/", found.end())
        return None if end < 0 else end + 2, "the comment is not closed: a `*/` is missing"
    name: bytes = found["name"]
    last = re.compile(rb"\n[ \t]*" + name + rb"[ \t\r]*$", re.MULTILINE).search(content, found.end())
    return last and last.end(), f"the heredoc is not closed: no line below is `{name.decode()}` alone"


def _is_in_string(opened: list[tuple[bytes, int]]) -> bool:
    return bool(opened) and opened[-1][0] == _QUOTE


def _outermost(content: bytes, opened: list[tuple[bytes, int]]) -> Unclosed:
    """What is to say of braces that are not closed, or of the string that one of an interpolation is in."""
    if _is_in_string(opened):
        return Unclosed(opened[-1][1], STRING_ENDS)
    string = next((start for sign, start in opened if sign == _QUOTE), None)
    if string is not None:
        return Unclosed(string, "the string is not closed: the `}` of an interpolation is missing in it")
    start = opened[0][1]
    line = content.rfind(b"\n", 0, start) + 1
    block = _BLOCK.search(content, max(line, start - _LONGEST_HEAD), start)
    if block is None:
        return Unclosed(start, "the `{` is not closed: a `}` is missing", is_text=False)
    name = block[0].decode(errors="replace").strip()
    told = f"the block `{name}` is not closed: a `}}` is missing before the end of the file"
    return Unclosed(block.start(), told, is_text=False)
