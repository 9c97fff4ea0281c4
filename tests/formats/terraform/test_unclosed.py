"""What begins in a text and never ends is told where it begins, as terraform 1.11.4 tells it; and nothing else is."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall.formats.resources.source import Source, decode
from oncall.formats.terraform.parsing import parse, parse_values
from oncall.formats.terraform.unclosed import unclosed

if TYPE_CHECKING:
    from oncall.formats.terraform.syntax import File

EXAMPLES = sorted(Path(__file__).parents[3].joinpath("examples").rglob("*.tf"))
TERRAFORM = shutil.which("terraform")
# Lines of a block, each whole for itself, with quotes, braces and marks where they are none.
LINES = [
    "a = 1",
    'b = "}"',
    'c = "${f("}", { d = "{" })} {"',
    r'e = "\"{\\"',
    'f = "$${ %%{ 5$ 100%"',
    '# " ${ { <<EOT /*',
    '// "',
    '/* " { <<EOT\n */',
    'g = <<EOT\n" } { # /*\n ${h("}")} $${ EOT\n  EOT',
    "h = <<-E_T-1\r\n\tEOT\r\n\tE_T-1\r",
    'i = "%{ if j }${"k"}%{ endif }"',
    'l {\n    m = [{ n = "]" }, (1)]\n  }',
    'o = "${\n    p\n  }"',
]
NO_BRACE = "is not closed: a `}` is missing before the end of the file"
OPEN = "a quoted string ends on its line: write \\n, use a heredoc, or close the quote"
OPEN_INTERPOLATION = "the string is not closed: the `}` of an interpolation is missing in it"
lines = st.lists(st.sampled_from(LINES), max_size=6, unique=True)


def source(text: str) -> Source:
    """A text as one file."""
    found = decode("a.tf", text.encode())
    assert isinstance(found, Source)
    return found


def parsed(text: str) -> File:
    """What a text says."""
    return parse(source(text))


def told(text: str) -> list[tuple[int, str]]:
    """Line and message of each mistake."""
    return [(each.location.line, each.message) for each in parsed(text).problems if each.location]


def block(name: str, body: list[str]) -> str:
    """A resource with such lines."""
    return f'resource "t" "{name}" {{\n' + "".join(f"  {line}\n" for line in body) + "}\n"


class TestSound:
    """Texts in which everything ends."""

    @given(lines, lines)
    def test_nothing_is_told(self, one: list[str], other: list[str]) -> None:
        """Signs within strings, comments and heredocs open nothing, and close nothing."""
        assert unclosed((block("x", one) + block("y", other)).encode()) is None

    @pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
    def test_nor_is_anything_of_the_examples(self, path: Path) -> None:
        """Files that Terraform takes have nothing unclosed."""
        assert unclosed(path.read_bytes()) is None


class TestUnclosed:
    """Texts in which one thing does not end."""

    @given(
        lines,
        lines,
        lines,
        st.sampled_from(['"open', '"', '["a", "b', '"it is ${var.a}', '"} {', '"${var.a', '"a ${b"']),
    )
    def test_a_string_is_told_where_it_begins(
        self, one: list[str], two: list[str], three: list[str], value: str
    ) -> None:
        """Whatever stands before it and after it."""
        before = block("x", one) + 'resource "t" "y" {\n' + "".join(f"  {line}\n" for line in two)
        text = f"{before}  s = {value}\n  t = 2\n}}\n" + block("z", three)
        found = told(text)
        assert [line for line, _ in found] == [before.count("\n") + 1]
        assert found[0][1] == OPEN

    @given(lines, lines)
    def test_a_block_is_named_where_it_begins(self, one: list[str], two: list[str]) -> None:
        """The brace that is missing is that of the block whose braces do not match, as Terraform says too."""
        text = block("x", one) + block("y", two).rpartition("}")[0]
        message = 'the block `resource "t" "y"` is not closed: a `}` is missing before the end of the file'
        assert told(text) == [(block("x", one).count("\n") + 1, message)]
        assert [each.labels[1] for each in parsed(text).blocks if each.is_sound] == ["x"]

    @given(lines, lines, st.sampled_from(["<<EOF", "<<-EOF", "[<<EOF"]))
    def test_a_heredoc_is_told_where_it_begins(self, one: list[str], two: list[str], value: str) -> None:
        """All that follows is its text, whatever that looks like."""
        text = block("x", one) + f"y {{\n  b = {value}\n EOF, EOF\n  c = 1\n}}\n"
        rest = "".join(f"  # {line}\n" for line in "\n".join(two).split("\n")).replace("{", "(")
        line = block("x", one).count("\n") + 2
        assert told(text + rest) == [(line, "the heredoc is not closed: no line below is `EOF` alone")]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("x {\n  layer {\n    b = 2\n}\ny {\n}\n", [f"1: the block `x` {NO_BRACE}"]),
            ("x {\n  a = {\n    b = 1\n", [f"1: the block `x` {NO_BRACE}"]),
            ("x {\n  a = [\n    {\n      b = 1\n    ]\n}\n", ["5: this is not Terraform syntax: `]`"]),
            ("locals { a = {\n b = 1\n", [f"1: the block `locals` {NO_BRACE}"]),
            ("x {\n  a = [<<1É\n}\n", ["2: the heredoc is not closed: no line below is `1É` alone"]),
            ('x {\n  a = <<É\n"\nÉ\n}\né {\n', [f"6: the block `é` {NO_BRACE}"]),
            ("x {\n  /* a\n}\n", ["2: the comment is not closed: a `*/` is missing"]),
            ('x {\n  a = "${b"\n}\n', [f"2: {OPEN}"]),
            ('x {\n  a = "${\n    "b\n  }"\n}\n', [f"3: {OPEN}"]),
            ('x {\n  z = [1,, 2]\n}\ny {\n  c = "d\n}\n', ["2: this is not Terraform syntax: `,, 2]`", f"5: {OPEN}"]),
            ('x "y {\n  a = 1\n}\n', [f"1: {OPEN}"]),
            ('x {\n  a = "open', [f"2: {OPEN}"]),
            ('x {\n  a = "${b(1', [f"2: {OPEN_INTERPOLATION}"]),
            ("x {\n  a = f(1, 2\n}\n", ["2: a `)` is missing here"]),
        ],
    )
    def test_examples(self, text: str, expected: list[str]) -> None:
        """What a person reads; a mistake that another makes seem one is not told."""
        assert [f"{line}: {message}" for line, message in told(text)] == expected

    def test_values_of_variables_too(self) -> None:
        """A `.tfvars` file is read by the same rules."""
        _, problems = parse_values(source('a = "b\nc = 1\n'))
        assert [(each.message, str(each.location)) for each in problems] == [(OPEN, "a.tf:1")]

    @given(st.text(alphabet='a "${}[]()<-EOT\n#/*\\%=', max_size=60))
    def test_any_text_is_read(self, text: str) -> None:
        """Whatever is in it, what is told stands in it."""
        found = unclosed(text.encode())
        assert found is None or 0 <= found.offset < len(text)
        parsed(text)

    @pytest.mark.parametrize(
        "text",
        ["x { ", '"${', '"${\n', ' "a\n', ' "{{{{', "[(", "<<E\n", "<<E\n${", "  {\n", "}\n", "/*", "a ", "<<E\nE\n"],
    )
    def test_hostile_texts_take_time_in_proportion(self, text: str) -> None:
        """Tens of thousands of things that never end are looked at in a moment."""
        unclosed((text * 50_000).encode())
        unclosed((text.replace("\n", " ") * 50_000 + "{").encode())


@pytest.mark.skipif(TERRAFORM is None, reason="terraform is not installed")
@pytest.mark.parametrize(
    "text",
    [
        'x {\n  a = 1\n  b = "open\n  c = 2\n}\ny { d = "e" }\n',
        'x {\n  a = [\n    "a",\n    "b,\n    "c",\n  ]\n}\n',
        'x {\n  a = "op ${var.a} en\n  b = "2"\n}\n',
        'x {\n  a = "op ${var.a en"\n  b = "2"\n}\n',
        'x {\n  a = "${\n    "b\n  }"\n}\n',
        'x "a" "b {\n  c = 1\n}\n',
        "x {\n  a = 1\n",
        "x {\n  a = 1\n  layer {\n    b = 2\n}\n",
        'x "a" {\n  b = "}" # }\n}\nx "b" {\n\nx "c" {\n  d = <<EOT\n}\nEOT\n}\n',
        "x {\n  a = {\n    b = 1\n}\ny {\n}\n",
        "x {\n\n  a = <<EOT \n b\nEOT\n}\n",
        "x {\n\n  a = <<-EOT\t\n b\nEOT\n}\n",
        "x {\n\n  a = << EOT\n b\nEOT\n}\n",
        "x {\n\n  a = <<1OT\n b\n1OT\n}\n",
        "x {\n\n  a = <<EOT # c\n b\nEOT\n}\n",
        "x {\n\n  a = <<1T\n b\n}\n",
        'x {\n  a = <<É\n"\nÉ\n}\né {\n',
    ],
)
def test_terraform_says_the_same_line(text: str) -> None:
    """The first line of which `terraform fmt` complains is that of our first mistake."""
    environment = {**os.environ, "TF_CLI_CONFIG_FILE": os.devnull, "CHECKPOINT_DISABLE": "1"}
    command = [str(TERRAFORM), "fmt", "-no-color", "-"]
    run = subprocess.run(command, env=environment, input=text, capture_output=True, text=True, check=False)
    theirs = re.search(r"on <stdin> line (\d+)", run.stderr)
    assert theirs is not None
    assert told(text)[0][0] == int(theirs[1])
