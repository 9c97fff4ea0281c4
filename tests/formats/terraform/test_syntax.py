"""Text into blocks, attributes and expressions, with their places; and everything that is no syntax."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from oncall.errors import Location, Problem
from oncall.formats.resources import source as sources
from oncall.formats.resources.source import Source, decode
from oncall.formats.terraform.parsing import parse
from oncall.formats.terraform.syntax import Binary, Conditional, Expression, File, Literal, Template, Unary, Variable
from oncall.formats.terraform.unclosed import STRING_ENDS

if TYPE_CHECKING:
    from fractions import Fraction


BEHIND = "stand in or behind `{}` on its line, no blank either"


def parsed(text: str | bytes) -> File:
    """What a text says."""
    source = decode("a.tf", text if isinstance(text, bytes) else text.encode())
    assert isinstance(source, Source)
    return parse(source)


def expression(text: str) -> Expression:
    """What the text of an expression says."""
    file = parsed(f"x {{\n  a = {text}\n}}\n")
    assert not file.problems
    attribute = file.blocks[0].attribute("a")
    assert attribute is not None
    return attribute.expression


def string(text: str) -> str | Fraction | bool | None:
    """The value of a literal."""
    found = expression(text)
    assert isinstance(found, Literal)
    return found.value


def problems(text: str | bytes) -> list[tuple[int, int, str]]:
    """Line, column and message of each problem."""
    found = parsed(text).problems
    return [(each.location.line, each.location.column, each.message) for each in found if each.location]


def shape(found: Expression) -> str:
    """An expression with brackets around every operation."""
    match found:
        case Variable(name):
            return name
        case Literal(value):
            return str(value)
        case Unary(operator, operand):
            return f"({operator}{shape(operand)})"
        case Binary(operator, left, right):
            return f"({shape(left)} {operator} {shape(right)})"
        case Conditional(condition, if_true, if_false):
            return f"({shape(condition)} ? {shape(if_true)} : {shape(if_false)})"
        case _:
            return "…"


class TestBlocks:
    """Blocks, attributes and their places."""

    def test_order_and_nesting_are_kept(self) -> None:
        """Blocks keep their labels, attributes and nested blocks in the order of the file."""
        (block,) = parsed('resource "t" "n" {\n  a = 1\n  layer {\n    b = 2\n  }\n  c = 3\n  layer {\n  }\n}').blocks
        assert (block.type, block.labels) == ("resource", ("t", "n"))
        assert [attribute.name for attribute in block.attributes] == ["a", "c"]
        assert [nested.at.line for nested in block.blocks] == [3, 7]

    def test_places_count_characters_from_one(self) -> None:
        """A column counts characters, not bytes: é is one."""
        (block,) = parsed('x {\n  a = { "é" = [b] }\n}').blocks
        (attribute,) = block.attributes
        assert attribute.at == Location("a.tf", 2, 3)
        assert attribute.expression.at == Location("a.tf", 2, 7)
        assert problems('x {\n  a = [ "é", 0x1 ]\n}')[0][:2] == (2, 14)

    @pytest.mark.parametrize("text", ["\ufeffx {\n a = 1\n}\n", "x {\r\n\ta = 1\r\n}", "x { a = 1 }", "x {\n a = 1\n}"])
    def test_marks_endings_and_tabs_do_not_matter(self, text: str) -> None:
        """A byte order mark, CRLF, tabs and a missing final newline change nothing."""
        (block,) = parsed(text).blocks
        assert block.attribute("a") is not None
        assert block.is_sound

    def test_comments_are_passed_over(self) -> None:
        """All three kinds of comments may stand anywhere, and no comment begins inside a string."""
        text = 'x { # one\n // two\n a = /* three */ 1 // four\n b = "  # five // six /* seven"\n}'
        (block,) = parsed(text).blocks
        assert [getattr(each.expression, "value", None) for each in block.attributes] == [
            1,
            "  # five // six /* seven",
        ]


class TestOperators:
    """The grouping of operators."""

    @pytest.mark.parametrize(
        ("text", "grouped"),
        [
            ("1 + 2 * 3", "(1 + (2 * 3))"),
            ("1 - 2 - 3", "((1 - 2) - 3)"),
            ("(1 + 2) * 3", "((1 + 2) * 3)"),
            ("a || b && c == d < e + f * g", "(a || (b && (c == (d < (e + (f * g))))))"),
            ("!a == b", "((!a) == b)"),
            ("-a * -b", "((-a) * (-b))"),
            ("a ? b : c ? d : e", "(a ? b : (c ? d : e))"),
            ("a ? b ? c : d : e", "(a ? (b ? c : d) : e)"),
            ("a == b ? c : d + 1", "((a == b) ? c : (d + 1))"),
        ],
    )
    def test_grouping_is_terraforms(self, text: str, grouped: str) -> None:
        """Operators bind as the HCL specification says; conditionals read from the right."""
        assert shape(expression(text)) == grouped


class TestNumbers:
    """Numbers."""

    @pytest.mark.parametrize(
        ("text", "value"), [("1e3", 1000), ("1.5E+2", 150), ("1e0", 1), ("25e-2", 0.25), ("007", 7), ("1.0", 1)]
    )
    def test_exponents_are_read(self, text: str, value: float) -> None:
        """With or without a fraction or a sign."""
        assert string(text) == value

    def test_a_name_with_a_dash_and_digits_is_a_name(self) -> None:
        """`a-1e3` is one name, as Terraform has it, and texts keep what looks like an exponent."""
        assert shape(expression("a-1e3 + 2")) == "(a-1e3 + 2)"
        assert string('"x 1e3 2e+5"') == "x 1e3 2e+5"


class TestStrings:
    """Strings, templates and heredocs."""

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            (r'"a\n\t\"\\\r"', 'a\n\t"\\\r'),
            (r'"\u00e9 \U0001F600"', "é \U0001f600"),
            ('"$${a} %%{b} $5 %s"', "${a} %{b} $5 %s"),
            ('"  padded  "', "  padded  "),
            ('""', ""),
            ('"e\u0301"', "\u00e9"),
            (r'"e\u0301"', "\u00e9"),
        ],
    )
    def test_escapes_and_white_space(self, text: str, value: str) -> None:
        """Escapes are resolved, white space at the ends is kept, and strings are composed to NFC."""
        assert string(text) == value

    def test_white_space_around_interpolations_is_kept(self) -> None:
        """The text between interpolations is taken whole."""
        found = expression('" a  ${b}  c "')
        assert isinstance(found, Template)
        assert [part if isinstance(part, str) else "…" for part in found.parts] == [" a  ", "…", "  c "]

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("<<EOT\n  a\\n\n\n b \nEOT", "  a\\n\n\n b \n"),
            ("<<EOT\nEOT", ""),
            ("<<EOT\n a\n  EOT", " a\n"),
            ("<<-EOT\n    a\n\n      b\n   c\n  EOT", " a\n\n   b\nc\n"),
            ("<<-EOT\n\ta\n\t  b\n\tEOT", "a\n  b\n"),
            ("<<EOT\na\r\nb\r\nEOT", "a\r\nb\r\n"),
            ("<<EOT\r\na\n\tEOT \t", "a\n"),
        ],
    )
    def test_heredocs(self, text: str, value: str) -> None:
        """A heredoc ends with its last newline, knows no backslash, and `<<-` takes the shared indentation away."""
        assert string(text) == value

    def test_indentation_before_an_interpolation_counts(self) -> None:
        """The line of `${2}` is indented least, as terraform 1.11.4 has it."""
        found = expression("<<-EOT\n    a\n\n      b ${1}\n   ${2} c\n    EOT")
        assert isinstance(found, Template)
        assert [part if isinstance(part, str) else "…" for part in found.parts] == [
            " a\n\n   b ",
            "…",
            "\n",
            "…",
            " c\n",
        ]

    def test_strip_markers_trim_one_line_of_a_heredoc(self) -> None:
        """`~` trims no further than the line, as terraform 1.11.4 has it."""
        found = expression("<<EOT\nline\n  ${~ 5 ~}\n  next\nEOT")
        assert isinstance(found, Template)
        assert [part if isinstance(part, str) else "5" for part in found.parts] == ["line\n", "5", "  next\n"]


class TestMistakes:
    """What is no syntax."""

    def test_all_of_a_file_are_found(self) -> None:
        """A mistake in one block does not hide that in another, and sound blocks between them are kept."""
        file = parsed('a {\n  x = 0x1\n  y = 0x2\n}\nb {\n  y = 1\n}\nc {\n  z = [1,, 2]\n}\nd {\n  s = "\\q"\n}\n')
        assert {each.location.line for each in file.problems if each.location} >= {2, 3, 9, 12}
        assert [block.type for block in file.blocks if block.is_sound] == ["b"]

    @pytest.mark.parametrize(
        ("text", "line", "column", "message"),
        [
            ("a = [1 2]\n", 1, 8, "this is not Terraform syntax: `2]`"),
            ("x {\n  a: 1\n}\n", 2, 4, "this is not Terraform syntax: `: 1`"),
            ("x {\n  a = [1, 2\n}\n", 2, 12, "a `]` is missing here"),
            ('x {\n  a = "open\n  b = 2\n}\ny { c = "d" }\n', 2, 7, STRING_ENDS),
            ("x {\n  a = <<EOT\n  b\n", 2, 7, "the heredoc is not closed: no line below is `EOT` alone"),
            ('x {\n  a = "${}"\n}\n', 2, 8, "the interpolation is empty"),
            ("a = 1\n", 1, 1, "an argument cannot stand outside of a block"),
            ("x {\n  a = { b.c = 1 }\n}\n", 2, 9, "the key `b.c` is ambiguous: put it in brackets or quotes"),
            ('x {\n  a = "$$${b}"\n}\n', 2, 10, None),
            ('x {\n  a = "\\ud800"\n}\n', 2, 8, None),
            ("x {\n  a = <<EOT \n  b\nEOT\n}\n", 2, 7, f"nothing may {BEHIND.format('<<EOT')}"),
            ("x {\n  a = <<-EOT\t\r\n  b\n  EOT\n}\n", 2, 7, f"nothing may {BEHIND.format('<<-EOT')}"),
            ("x {\n  a = << EOT\n  b\nEOT\n}\n", 2, 7, f"nothing may {BEHIND.format('<<EOT')}"),
            ("x {\n  a = <<EOT # c\n  b\nEOT\n}\n", 2, 7, f"nothing may {BEHIND.format('<<EOT')}"),
            ("x {\n  a = <<1OT\n  b\n1OT\n}\n", 2, 9, "the name of a heredoc begins with no digit: `1OT`"),
            ("x {\n  a = 1\n", 1, 1, "the block `x` is not closed: a `}` is missing before the end of the file"),
            ("x {\n  a = 'b'\n}\n", 2, 7, "`'` is no quote of Terraform: write \""),
            ("x {\n  a = \u201cb\u201d\n}\n", 2, 7, '`\u201c` is no quote of Terraform: write "'),
            ('x {\n  a = "\\q"\n}\n', 2, 8, "`\\q` is not an escape sequence: a backslash itself is written \\\\"),
        ],
    )  # fmt: skip
    def test_is_told_at_its_place(self, text: str, line: int, column: int, message: str | None) -> None:
        """Each mistake has the place where reading stopped, and says what is wrong there."""
        found = problems(text)
        assert found[0][:2] == (line, column)
        assert message in {None, found[0][2]}

    def test_no_heredoc_is_told_where_there_is_none(self) -> None:
        """The parser makes one up to go on behind quotes that are none."""
        assert problems("x {\n  a = [\u201cb.id\u201d]\n}\n") == [(2, 8, '`\u201c` is no quote of Terraform: write "')]

    @pytest.mark.parametrize("depth", [20, 100, 500])
    def test_nested_interpolations_end(self, depth: int) -> None:
        """Strings nested in interpolations are read, or a problem of the file."""
        file = parsed("x {\n a = " + '"${' * depth + "1" + '}"' * depth + "\n}")
        assert file.problems or all(block.is_sound for block in file.blocks)

    def test_the_line_is_shown(self) -> None:
        """A problem carries the text of its line, and no line too long to look at."""
        (problem,) = parsed('x {\r\n  a = "\\q"\r\n}').problems
        assert problem.source_line == '  a = "\\q"'
        (problem,) = parsed("x {\n  a = 0x" + "1" * 1000 + "\n}").problems
        assert problem.source_line == ""

    @pytest.mark.parametrize(
        "text",
        [
            "x {\n a = " + "[" * 5000 + "]" * 5000 + "\n}",
            "x {\n a = " + "(" * 5000 + "1" + ")" * 5000 + "\n}",
            "x {\n a = " + "(1 + [" * 500 + "1" + "])" * 500 + "\n}",
            "x {\n a = " + "!" * 5000 + "true\n}",
            "x {\n a = " + "a ? b : " * 5000 + "c\n}",
            "x {\n" * 2000 + "}\n" * 2000,
        ],
    )
    def test_deep_nesting_is_refused(self, text: str) -> None:
        """What is nested beyond reason is a problem of the file, not of the stack."""
        assert any("deep" in message for *_, message in problems(text))


class TestDecoding:
    """Bytes that are no text."""

    @pytest.mark.parametrize(
        ("content", "line", "words"),
        [
            (b"a {\n}\n\0", 3, "NUL"),
            (b'a {\n  b = "\xe9"\n}', 2, "UTF-8"),
            ("a {}".encode("utf-16"), 1, "UTF-16"),
        ],
    )
    def test_what_is_no_text_is_told(self, content: bytes, line: int, words: str) -> None:
        """Binary files and other encodings are a problem with a place."""
        found = decode("a.tf", content)
        assert isinstance(found, Problem)
        assert found.location is not None
        assert found.location.line == line
        assert words in found.message

    def test_size_is_bounded(self) -> None:
        """A file larger than the limit is not read."""
        found = decode("a.tf", b" " * (sources.MAX_BYTES + 1))
        assert isinstance(found, Problem)
        assert "larger than 10000000 bytes" in found.message
