"""The text inside strings and heredocs: escapes, `~` markers and the indentation that `<<-` takes away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import normalize

import attrs

from oncall.formats.terraform.syntax import Conditional, ForExpression, Joined, Literal, NotSyntaxError, Template

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from oncall.errors import Location
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


@attrs.frozen
class Directive:
    """`%{ if }`, `%{ else }`, `%{ endif }`, `%{ for }` or `%{ endfor }`, with `~` on either side.

    `names` are those that a `for` gives to the key, where it has one, and to the value.
    """

    keyword: str
    at: Location
    trims_before: bool
    trims_after: bool
    expression: Expression | None = None
    names: tuple[str, ...] = ()


Marker: TypeAlias = Interpolation | Directive
Piece: TypeAlias = "str | Interpolation | Directive"


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
                if isinstance(before, Marker) and before.trims_after:
                    text = text.lstrip(_SPACES)
                if isinstance(after, Marker) and after.trims_before:
                    text = text.rstrip(_SPACES)
                found.append(text)
            case Interpolation() | Directive():
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
        case Interpolation() | Directive():
            return 0
        case str():
            rest = piece.lstrip(_SPACES)
            return None if not rest and piece.endswith("\n") else len(piece) - len(rest)


def assembled(pieces: Sequence[Piece], at: Location) -> Expression:
    """The template that the pieces make; one of nothing but an interpolation is what stands in it.

    Raises:
        NotSyntaxError: a directive has no end, or an end no beginning.
    """
    match [piece for piece in pieces if piece != ""]:
        case [Interpolation(expression)]:
            return expression
        case present:
            rest = list(reversed(present))
            found = _run(rest, at)
            if rest:
                raise NotSyntaxError(f"`%{{ {_keyword(rest[-1])} }}` ends nothing", _place(rest[-1], at))
            return found


def _run(rest: list[Piece], at: Location) -> Literal | Template:
    """The template up to the directive that ends it, which stays; `rest` holds what is to come, the next piece last."""
    parts: list[str | Expression] = []
    while rest:
        match rest[-1]:
            case str(text) if parts and isinstance(parts[-1], str):
                parts[-1] += text
            case str(text):
                parts.append(text)
            case Interpolation(expression):
                parts.append(expression)
            case Directive("if" | "for") as opening:
                rest.pop()
                parts.append(_conditional(opening, rest) if opening.keyword == "if" else _loop(opening, rest))
                continue
            case Directive():
                break
        rest.pop()
    match parts:
        case []:
            return Literal("", at)
        case [str(text)]:
            return Literal(normalize("NFC", text), at)
        case _:
            return Template(tuple(parts), at)


def _conditional(opening: Directive, rest: list[Piece]) -> Conditional:
    assert opening.expression is not None
    if_true = _run(rest, opening.at)
    if_false: Literal | Template = Literal("", opening.at)
    if rest and _keyword(rest[-1]) == "else":
        rest.pop()
        if_false = _run(rest, opening.at)
    _end(opening, rest)
    return Conditional(opening.expression, if_true, if_false, opening.at)


def _loop(opening: Directive, rest: list[Piece]) -> Joined:
    assert opening.expression is not None
    result = _run(rest, opening.at)
    _end(opening, rest)
    *keys, value = opening.names
    each = ForExpression(
        key_name=keys[0] if keys else "",
        value_name=value,
        collection=opening.expression,
        key=None,
        result=result,
        condition=None,
        is_grouped=False,
        at=opening.at,
    )
    return Joined(each, opening.at)


def _end(opening: Directive, rest: list[Piece]) -> None:
    if not rest or _keyword(rest[-1]) != f"end{opening.keyword}":
        raise NotSyntaxError(f"the `%{{ {opening.keyword} }}` has no `%{{ end{opening.keyword} }}`", opening.at)
    rest.pop()


def _keyword(piece: Piece) -> str:
    return piece.keyword if isinstance(piece, Directive) else ""


def _place(piece: Piece, at: Location) -> Location:
    return piece.at if isinstance(piece, Directive) else at
