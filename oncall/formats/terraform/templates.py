"""The text inside strings and heredocs: escapes, `~` markers and the indentation that `<<-` takes away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from oncall.formats.terraform.syntax import Expression

# What Go's unicode.IsSpace takes, since Terraform trims with it; str.strip() would take four control characters more.
_SPACES = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.?))", re.DOTALL)
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_SIMPLE = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_MAX_CODE_POINT = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)


@attrs.frozen
class Interpolation:
    """`${ expression }`, with `~` on either side."""

    expression: Expression
    trims_before: bool
    trims_after: bool


Piece: TypeAlias = "str | Interpolation"


class EscapeError(ValueError):
    """A backslash that begins no escape sequence; `position` is its index in the text."""

    def __init__(self, sequence: str, position: int) -> None:
        super().__init__(sequence)
        self.sequence = sequence
        self.position = position


def unescape_quoted(text: str) -> str:
    r"""The meaning of the text between quotes: `\n`, `\u00e9`, `$${` and their like resolved.

    Raises:
        EscapeError: for a backslash before anything else.
    """
    return _ESCAPE.sub(_escaped, _undouble(text))


def _undouble(text: str) -> str:
    return text.replace("$${", "${").replace("%%{", "%{")


def _escaped(match: re.Match[str]) -> str:
    short, long, other = match.groups()
    if other is not None:
        if other not in _SIMPLE:
            raise EscapeError(match[0], match.start())
        return _SIMPLE[other]
    code = int(short or long, 16)
    if code > _MAX_CODE_POINT or code in _SURROGATES:
        raise EscapeError(match[0], match.start())
    return chr(code)


def heredoc_lines(text: str) -> list[str]:
    """The text of a heredoc between two interpolations, line by line with the endings, `$${` resolved.

    A heredoc knows no backslash escapes. `~` trims one line only, so lines are kept apart until it has been applied.
    """
    return [_undouble(line) for line in _LINE.findall(text)]


def trimmed(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with the white space that `${~` and `~}` ask to remove from the piece beside them removed."""
    found: list[Piece] = []
    for index, piece in enumerate(pieces):
        match piece:
            case str():
                before = pieces[index - 1] if index else ""
                after = pieces[index + 1] if index + 1 < len(pieces) else ""
                text = piece
                if isinstance(before, Interpolation) and before.trims_after:
                    text = text.lstrip(_SPACES)
                if isinstance(after, Interpolation) and after.trims_before:
                    text = text.rstrip(_SPACES)
                found.append(text)
            case Interpolation():
                found.append(piece)
    return found


def flushed(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a `<<-` heredoc without the indentation that all its lines share; blank lines do not count."""
    starts = list(_line_starts(pieces))
    indents = [_indent(pieces[index]) for index in starts]
    shared = min((indent for indent in indents if indent is not None), default=0)
    cut = {index for index, indent in zip(starts, indents, strict=True) if indent is not None}
    return [piece[shared:] if index in cut and isinstance(piece, str) else piece for index, piece in enumerate(pieces)]


def _line_starts(pieces: Sequence[Piece]) -> Iterator[int]:
    begins = True
    for index, piece in enumerate(pieces):
        if begins:
            yield index
        begins = isinstance(piece, str) and piece.endswith("\n")


def _indent(piece: Piece) -> int | None:
    match piece:
        case Interpolation():
            return 0
        case str():
            rest = piece.lstrip(_SPACES)
            return None if not rest and piece.endswith("\n") else len(piece) - len(rest)


def joined(pieces: Iterable[Piece]) -> tuple[str | Expression, ...]:
    """The pieces as the parts of a template: neighbouring texts become one."""
    parts: list[str | Expression] = []
    for piece in pieces:
        match piece:
            case str():
                if parts and isinstance(parts[-1], str):
                    parts[-1] += piece
                else:
                    parts.append(piece)
            case Interpolation():
                parts.append(piece.expression)
    return tuple(parts)
