"""What begins in a text and never ends: strings, heredocs, comments and brackets, each with where it begins.

It is read as Terraform's scanner reads it, without a tree: the tree of a text in which a quote is missing takes what
follows for a string, and has its mistakes where there are none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterator

_Kind: TypeAlias = Literal["{", "[", "(", "${", '"', "<<"]

_CODE = re.compile(rb'#|//|/\*|"|<<-?(?P<name>[A-Za-z_\x80-\xff][-\w\x80-\xff]*)[^\n]*\n?|[][(){}]')
_IN_STRING = re.compile(rb'\\[^\n]|\$\$\{|%%\{|[$%]\{|"|\n')
_IN_HEREDOC = re.compile(rb"\$\$\{|%%\{|[$%]\{|\n")
_LINE = re.compile(rb"[^\n]*")
_BEHIND_VALUE = b"])}, \t\r"
_BEHIND_LABEL = b"{} \t\r"
# What stands before the brace of a block, after the brace of another or at the beginning of a line.
_HEADER = re.compile(
    rb'(?:^|[{}])[ \t]*(?P<block>(?P<name>[A-Za-z_][-\w]*(?:[ \t]+(?:"[^"\n]*"|[A-Za-z_][-\w]*))*)[ \t]*)\Z'
)
_NEXT_BLOCK = re.compile(rb"^[A-Za-z_]", re.MULTILINE)
_NO_BREAK = re.compile(rb"[^\n]")
_OPENING: dict[bytes, _Kind] = {b"}": "{", b"]": "[", b")": "("}
_CLOSING: dict[_Kind, str] = {"{": "}", "[": "]", "(": ")", "${": "}"}
_TEXTS = frozenset({'"', "<<"})
_MOST_AGAIN = 4
"""How many times the length of the text may be read once more."""
_MOST_BRACKETS = 10
"""How many brackets are told of: beyond that the text is no configuration."""
_MOST_LOOKED_BACK = 1000
"""How far a brace may stand from the beginning of its line, in bytes, for its indentation to be known."""


@attrs.frozen
class Unclosed:
    """Something without an end: `offset` is where it begins; what a tree says of the text up to `until` is a guess."""

    offset: int
    until: int
    message: str


@attrs.frozen
class Mended:
    """A text in which everything ends: every byte has the place that it had, and what was missing stands behind.

    A string that is not closed is a name in it, since nobody knows how far it was meant to go.
    """

    content: bytes
    found: tuple[Unclosed, ...]


def mended(content: bytes) -> Mended:
    """The text with what it lacks, and what that is about, in the order of the text.

    A missing quote makes the brackets behind it uncertain: where a string, heredoc or comment has no end, brackets
    without one are not told.
    """
    return _Scan(content).mended()


@attrs.define
class _Open:
    """Something that has begun: a string's last stretch of `text`, and whether a line of a heredoc begins here."""

    kind: _Kind
    offset: int
    text: int
    name: bytes = b""
    is_line_start: bool = True


class _Scan:
    def __init__(self, content: bytes) -> None:
        self._content = content
        self._open: list[_Open] = []
        self._found: dict[int, Unclosed] = {}
        self._blanks: list[tuple[int, int]] = []
        self._indented_otherwise: list[tuple[int, int]] = []
        self._looked = (0, -1)
        self._read_again = 0
        self._tail = b"\n"

    def mended(self) -> Mended:
        self._read()
        if not self._found:
            for each in self._unclosed_brackets():
                self._found[each.offset] = each
        content = bytearray(self._content)
        done = 0
        for start, end in sorted(self._blanks):
            since = max(start, done)
            content[since:end] = _NO_BREAK.sub(b" ", bytes(content[since:end]))
            content[start : start + 1] = b"x" if start == since else b" "
            done = max(done, end)
        tail = self._tail + b"".join(
            b"\n" + each.name + b"\n" if each.kind == "<<" else _CLOSING[each.kind].encode()
            for each in reversed(self._open)
        )
        return Mended(bytes(content) + tail, tuple(self._found[offset] for offset in sorted(self._found)))

    def _read(self) -> None:
        at, size = 0, len(self._content)
        while True:
            while at < size:
                at = self._step(at)
            index = next(
                (index for index in reversed(range(len(self._open))) if self._open[index].kind in _TEXTS), None
            )
            if index is None:
                return
            opened = self._open[index]
            if opened.kind == "<<":
                self._report(opened.offset, size, self._heredoc_message(opened))
                return
            at = self._cut(index, size)

    def _heredoc_message(self, heredoc: _Open) -> str:
        name = heredoc.name.decode(errors="replace")
        if re.search(rb"\n[ \t]*" + re.escape(heredoc.name) + rb"[ \t\r]*(?:\n|\Z)", self._content[heredoc.offset :]):
            return f"the heredoc is not closed: before the line `{name}` the `}}` of an interpolation is missing"
        return f"the heredoc is not closed: no line below is `{name}` alone"

    def _step(self, at: int) -> int:
        """Reads one token from there; returns where the next begins."""
        match self._open[-1] if self._open else None:
            case _Open('"'):
                return self._step_in_string(at)
            case _Open("<<") as heredoc:
                return self._step_in_heredoc(heredoc, at)
            case _:
                return self._step_in_code(at)

    def _step_in_code(self, at: int) -> int:
        found = _CODE.search(self._content, at)
        if found is None:
            return len(self._content)
        start, end = found.span()
        match found[0]:
            case b"#" | b"//":
                return self._end_of_line(end)
            case b"/*":
                return self._behind_comment(start)
            case b'"':
                self._open.append(_Open('"', start, end))
            case b"{" | b"[" | b"(" as bracket:
                kind: _Kind = "{" if bracket == b"{" else "[" if bracket == b"[" else "("
                self._open.append(_Open(kind, start, end))
            case b"}" | b"]" | b")" as bracket:
                self._close(_OPENING[bracket], start)
            case _:
                self._open.append(_Open("<<", start, end, found["name"]))
        return end

    def _behind_comment(self, start: int) -> int:
        end = self._content.find(b"*/", start + 2)
        if end >= 0:
            return end + 2
        self._report(start, len(self._content), "the comment is not closed: a `*/` is missing")
        self._tail = b"*/\n"
        return len(self._content)

    def _close(self, kind: _Kind, at: int) -> None:
        """Takes off what a bracket closes: a brace closes the brackets in it too, others only what is innermost."""
        while kind == "{" and self._open and self._open[-1].kind in {"[", "("}:
            self._open.pop()
        if not self._open or (self._open[-1].kind != kind and (kind, self._open[-1].kind) != ("{", "${")):
            return
        closed = self._open.pop()
        if closed.kind == "{" and self._stands_out(closed.offset, at):
            self._indented_otherwise.append((closed.offset, at))
        if self._open:
            self._open[-1].text = at + 1

    def _stands_out(self, opening: int, closing: int) -> bool:
        """Whether a brace begins a line that is indented less than that of the brace that it closes."""
        before, other = (
            self._content[max(0, at - _MOST_LOOKED_BACK) : at].rpartition(b"\n")[2] for at in (closing, opening)
        )
        return not before.strip() and len(before) < len(other) - len(other.lstrip())

    def _step_in_string(self, at: int) -> int:
        found = _IN_STRING.search(self._content, at)
        if found is None or found[0] == b"\n":
            return self._cut(len(self._open) - 1, found.start() if found else len(self._content))
        if found[0] == b'"':
            self._open.pop()
        elif found[0] in {b"${", b"%{"}:
            self._open.append(_Open("${", found.start(), found.end()))
        return found.end()

    def _step_in_heredoc(self, heredoc: _Open, at: int) -> int:
        if heredoc.is_line_start:
            end = self._end_of_line(at)
            if self._content[at:end].strip() == heredoc.name:
                self._open.pop()
                return end
        found = _IN_HEREDOC.search(self._content, at)
        if found is None:
            return len(self._content)
        heredoc.is_line_start = found[0] == b"\n"
        if found[0] in {b"${", b"%{"}:
            self._open.append(_Open("${", found.start(), found.end()))
        return found.end()

    def _cut(self, index: int, end: int) -> int:
        """Ends a string that a line break, or the end of the text, comes upon; returns where to read on.

        It is told of the first string on its line that is still open. Where an interpolation in that has swallowed
        lines, they are read once more.
        """
        line_start = self._content.rfind(b"\n", 0, self._open[index].offset) + 1
        chosen = index
        for each in range(index - 1, -1, -1):
            if self._open[each].offset < line_start:
                break
            chosen = each if self._open[each].kind == '"' else chosen
        opened = self._open[chosen]
        first_end, resume = self._end_of_line(opened.offset), end
        message = "the string is not closed on its line"
        if opened is not self._open[-1] or end > first_end:
            message = 'the string is not closed: a `"` is missing, or the `}` of an interpolation in it'
        if end > first_end and self._read_again < _MOST_AGAIN * len(self._content):
            self._read_again += end - first_end
            resume = first_end
        elif (
            chosen == index and end == first_end
        ):  # The brackets at its end stand behind it, as far as anybody can tell.
            behind = _BEHIND_VALUE if b"=" in self._content[line_start : opened.offset] else _BEHIND_LABEL
            resume = opened.text + len(self._content[opened.text : end].rstrip(behind))
        self._report(opened.offset, self._next_block(resume), message)
        self._blanks.append((opened.offset, resume))
        del self._open[chosen:]
        return resume

    def _unclosed_brackets(self) -> Iterator[Unclosed]:
        for each in self._open[:_MOST_BRACKETS]:
            closing = _CLOSING[each.kind]
            before = self._content[: each.offset].rpartition(b"\n")[2]
            header = _HEADER.search(before) if each.kind == "{" else None
            if header is None:
                message = f"the `{each.kind}` is not closed: a `{closing}` is missing"
                yield Unclosed(each.offset, each.offset, message)
                continue
            start = each.offset - len(header["block"])
            name = header["name"].decode(errors="replace")
            message = f"the block `{name}` is not closed: a `}}` is missing before the end of the file"
            yield Unclosed(start, each.offset, message + self._hint(each.offset))

    def _hint(self, offset: int) -> str:
        """Which brace within a block closes something else than its place at the line's beginning makes believe."""
        for opening, closing in self._indented_otherwise:
            if opening > offset:
                first, last = (self._content.count(b"\n", 0, at) + 1 for at in (opening, closing))
                return f"; the `}}` on line {last} closes the `{{` of line {first}, which is indented further"
        return ""

    def _next_block(self, at: int) -> int:
        """Where the next line begins that is not indented; a look as far as before is not taken twice."""
        since, following = self._looked
        if at < since:
            found = _NEXT_BLOCK.search(self._content, at, since)
            self._looked = at, found.start() if found else following
        elif at > following:
            found = _NEXT_BLOCK.search(self._content, at)
            self._looked = at, found.start() if found else len(self._content)
        return self._looked[1]

    def _report(self, offset: int, until: int, message: str) -> None:
        self._found.setdefault(offset, Unclosed(offset, until, message))

    def _end_of_line(self, at: int) -> int:
        found = _LINE.match(self._content, at)
        return found.end() if found else at
