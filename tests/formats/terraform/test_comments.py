"""Comments that ask for findings to be ignored: how they are written, and which lines they cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import oncall
from oncall.formats import terraform
from oncall.formats.resources.source import Source, decode
from oncall.formats.terraform.parsing import parse

if TYPE_CHECKING:
    from pathlib import Path

    from oncall import Suppression

RESOURCE = 'resource "pagerduty_schedule" "a" {'


def comments(text: str | bytes) -> tuple[Suppression, ...]:
    """What the comments of a text ask for, whether its blocks make sense or not."""
    source = decode("a.tf", text if isinstance(text, bytes) else text.encode())
    assert isinstance(source, Source)
    file = parse(source)
    assert not file.problems
    return file.suppressions


def comment(text: str) -> Suppression:
    """The one comment of a text."""
    (found,) = comments(text)
    return found


def lines(text: str) -> tuple[int | None, int | None]:
    """The lines that the one comment of a text covers."""
    found = comment(text)
    return found.first_line, found.last_line


def written(text: str) -> Suppression:
    """What a comment above a schedule asks for."""
    return comment(f"{text}\n{RESOURCE}\n}}\n")


class TestPlaces:
    """Which block a comment is about. Lines are counted from 1."""

    def test_on_the_line_that_opens_a_block(self) -> None:
        """It covers that block with everything in it."""
        assert lines(f"{RESOURCE} # oncall: ignore[OC1]\n  layer {{\n  }}\n}}\n") == (1, 4)
        assert lines(f"{RESOURCE}\n  layer {{ // oncall: ignore[OC1]\n  }}\n}}\n") == (2, 3)
        assert lines(f"{RESOURCE}\n  restriction {{ a = 1 }} /* oncall: ignore[OC1] */\n}}\n") == (2, 2)
        assert lines(f"{RESOURCE}\n  /* oncall: ignore[OC1] */ layer {{\n  }}\n}}\n") == (2, 3)

    def test_directly_above_a_block(self) -> None:
        """It covers the block below, with other comments between them or not."""
        assert lines(f"# oncall: ignore[OC1]\n{RESOURCE}\n}}\n") == (2, 3)
        assert lines(f"{RESOURCE}\n  # oncall: ignore[OC1]\n  # The old one.\n  layer {{\n  }}\n}}\n") == (4, 5)
        assert lines(f"# oncall: ignore[OC1]\n/* Two\n   lines. */\n{RESOURCE}\n}}\n") == (4, 5)
        assert lines(f"{RESOURCE}\n  a = 1\n  /* oncall: ignore[OC1]\n  */ layer {{\n  }}\n}}\n") == (4, 5)

    def test_a_blank_line_is_between(self) -> None:
        """It is then about the block that it stands in, if there is one."""
        assert lines(f"{RESOURCE}\n  # oncall: ignore[OC1]\n\n  layer {{\n  }}\n}}\n") == (1, 6)
        assert lines(f"# oncall: ignore[OC1]\n\n{RESOURCE}\n}}\n") == (None, None)

    @pytest.mark.parametrize("where", ["first", "between", "last"])
    def test_elsewhere_in_a_block(self, where: str) -> None:
        """It covers the innermost block that it stands in."""
        body = {"first": "#\n  a = 1\n  b = 2", "between": "a = 1\n  #\n  b = 2", "last": "a = 1\n  b = 2\n #"}[where]
        text = f"{RESOURCE}\n  layer {{\n  {body.replace('#', '# oncall: ignore[OC1]')}\n  }}\n}}\n"
        assert lines(text) == (2, 6)

    def test_behind_an_argument(self) -> None:
        """It covers the block that the argument is of, and so it does inside of a list or a call."""
        for argument in ("a = 1 # oncall: ignore[OC1]\n", "a = [1, # oncall: ignore[OC1]\n  f(2)]\n"):
            text = f"{RESOURCE}\n  layer {{\n  {argument}  }}\n}}\n"
            assert lines(text) == (2, text.count("\n") - 1)

    def test_on_the_line_that_closes_a_block(self) -> None:
        """It is about the block that it follows, not about the one around it."""
        assert lines(f"{RESOURCE}\n  layer {{\n  }} # oncall: ignore[OC1]\n}}\n") == (2, 3)
        assert lines(f"{RESOURCE}\n}} # oncall: ignore[OC1]\n") == (1, 2)

    def test_above_a_dynamic_block(self) -> None:
        """It covers the `content` in it, where the layers are."""
        text = f'{RESOURCE}\n  # oncall: ignore[OC1]\n  dynamic "layer" {{\n    content {{\n    }}\n  }}\n}}\n'
        assert lines(text) == (3, 6)

    def test_outside_of_every_block(self) -> None:
        """It covers nothing, and says so."""
        for text in ("# oncall: ignore[OC1]", f"{RESOURCE}\n}}\n# oncall: ignore[OC1]\n"):
            found = comment(text)
            assert (found.first_line, found.last_line, found.checks) == (None, None, ("OC1",))
            assert found.mistake == "it stands neither in a block, nor on the line of one, nor directly above one"

    @pytest.mark.parametrize(
        ("head", "mistake"),
        [
            ('module "eu"', "a call of a module, and what a module declares stands in the files of the module"),
            ("locals", "a block of the kind `locals`, in which no check finds anything"),
            ('variable "x"', 'a block of the kind `variable "x"`, in which no check finds anything'),
            ('resource "aws_s3_bucket" "b"', 'a block of the kind `resource "aws_s3_bucket"`, in which no check'),
        ],
    )
    def test_on_a_block_in_which_nothing_is_found(self, head: str, mistake: str) -> None:
        """A comment on a call of a module does not reach into the module's files."""
        found = comment(f"{head} {{ # oncall: ignore[OC1]\n}}\n")
        assert found.first_line is None
        assert found.mistake.startswith(f"it is about {mistake}")

    def test_several_on_one_block(self) -> None:
        """Each is one of its own, in the order of the text, and the lines of a long comment are too."""
        text = (
            "# oncall: ignore[OC1]\n/* oncall: ignore[OC2] because é\n * oncall: ignore[OC3] */\n"
            f"{RESOURCE} # oncall: ignore[OC4]\n}}\n"
        )
        found = comments(text)
        assert [(each.where.line, each.where.column, each.checks) for each in found] == [
            (1, 1, ("OC1",)),
            (2, 1, ("OC2",)),
            (3, 2, ("OC3",)),
            (4, len(RESOURCE) + 2, ("OC4",)),
        ]
        assert {(each.first_line, each.last_line) for each in found} == {(4, 5)}


@attrs.frozen
class Scribe:
    """Writes a text line by line, and notes where each comment stands and what lines it should cover."""

    lines: list[str] = attrs.field(factory=list[str])
    expected: list[tuple[int, int, int]] = attrs.field(factory=list[tuple[int, int, int]])

    def block(self, shape: list[object], slots: list[bool], type_: str) -> None:
        """A block with a comment in every slot that is taken: above, opening, within, behind an argument, closing."""
        above, opening, within, behind, closing = slots[:5]
        noted: list[int] = []

        def line(text: str, *, has_comment: bool) -> None:
            self.lines.append(text + (" # oncall: ignore[OC1]" if has_comment else ""))
            if has_comment:
                noted.append(len(self.lines))

        if above:
            line("", has_comment=True)
        line(f"{type_} {{", has_comment=opening)
        first = len(self.lines)
        if within:
            line("", has_comment=True)
            self.lines.append("")
        line("a = 1", has_comment=behind)
        for nested in shape:
            assert isinstance(nested, list)
            self.block(nested, slots[1:] + slots[:1], "layer")
        line("}", has_comment=closing)
        self.expected.extend((each, first, len(self.lines)) for each in noted)


SHAPES: st.SearchStrategy[list[object]] = st.recursive(
    st.just([]), lambda inner: st.lists(inner, max_size=3), max_leaves=6
)


@given(shape=SHAPES, slots=st.lists(st.booleans(), min_size=5, max_size=7), ending=st.sampled_from(["\n", "\r\n"]))
def test_every_comment_covers_the_block_that_it_was_written_for(
    shape: list[object], slots: list[bool], ending: str
) -> None:
    """However blocks are nested, and with whatever other comments around it."""
    scribe = Scribe()
    scribe.block(shape, slots, RESOURCE.removesuffix(" {"))
    found = comments(ending.join(scribe.lines).encode())
    assert [(each.where.line, each.first_line, each.last_line) for each in found] == sorted(scribe.expected)


class TestForm:
    """How a comment is written."""

    @pytest.mark.parametrize(
        "text",
        [
            "# oncall: ignore[OC201] because it goes",
            "#oncall:ignore[OC201]because it goes",
            "## oncall:  ignore [ OC201, ]  Because:  it goes \t",
            "// oncall: ignore[OC201] because, it goes",
            "/* oncall: ignore[OC201] because it goes */",
            "/** oncall: ignore[OC201] because it goes\n */",
            "/*\n * Left over.\n * oncall: ignore[OC201] because it goes\n */",
            "\t# oncall: ignore[OC201] because it goes",
        ],
    )
    def test_it_may_be_written_so(self, text: str) -> None:
        """Any kind of comment, with or without blanks."""
        found = written(text)
        assert (found.checks, found.reason, found.mistake) == (("OC201",), "it goes", "")

    def test_checks_are_separated_by_commas(self) -> None:
        """Codes, beginnings of codes and names."""
        assert written("# oncall: ignore[OC201,OC3 , layer-hidden]").checks == ("OC201", "OC3", "layer-hidden")

    @pytest.mark.parametrize("behind", ["", " because", " because  ", ": it goes", " -- it goes", " becausing it goes"])
    def test_a_reason_follows_because(self, behind: str) -> None:
        """Whatever else follows the bracket is none; the comment has its effect all the same."""
        found = written(f"# oncall: ignore[OC201]{behind}")
        assert (found.reason, found.mistake, found.first_line) == ("", "", 2)

    def test_a_reason_is_text(self) -> None:
        """Letters of any script stay, brackets too, and what would steer a terminal goes."""
        assert written("# oncall: ignore[OC201] because été [1] 夏\x1b[31m").reason == "été [1] 夏[31m"

    @pytest.mark.parametrize(
        ("text", "mistake"),
        [
            ("ignore", "it names no check in brackets"),
            ("ignore OC201 because it goes", "it names no check in brackets"),
            ("ignore(OC201)", "it names no check in brackets"),
            ("ignore[] because it goes", "it names no check in brackets"),
            ("ignore[ , ]", "it names no check in brackets"),
            ("ignore[OC201 because it goes", "its bracket is not closed"),
            ("ignored[OC201]", "`ignored` is not `ignore`"),
            ("Ignore[OC201]", "`Ignore` is not `ignore`"),
            ("ingore [OC201]", "`ingore` is not `ignore`"),
        ],
    )
    def test_it_may_not_be_written_so(self, text: str, mistake: str) -> None:
        """What was meant as such a comment and is none covers nothing, and says what is wrong with it."""
        found = written(f"# oncall: {text}")
        assert (found.mistake, found.checks, found.first_line, found.where.line) == (mistake, (), None, 1)

    @pytest.mark.parametrize(
        "text",
        [
            "# oncall: alice",
            "# oncall:",
            "# oncall: [alice]",
            "# oncall: team[payments]",
            "# Oncall: ignore[OC201]",
            "# oncall ignore[OC201]",
            "# see oncall: ignore[OC201]",
            "# myoncall: ignore[OC201]",
            'x = "# oncall: ignore[OC201]"',
            'x = "${y /* a */}oncall: ignore[OC201]"',
            "x = <<EOT\n# oncall: ignore[OC201]\nEOT",
            "x = <<-EOT\n  /* oncall: ignore[OC201] */\n  EOT",
        ],
    )
    def test_nothing_else_is_one(self, text: str) -> None:
        """Other comments that begin with the word, and strings."""
        assert comments(f"{RESOURCE}\n  {text}\n}}\n") == ()

    def test_exponents_do_not_move_it(self) -> None:
        """The parser is given `1e5` in another form of the same length, and the comment is read as it was written."""
        found = comment(f"{RESOURCE}\n  a = 1e5 # oncall: ignore[OC201] because 1e5 is 1e5\n}}\n")
        assert (found.where.column, found.reason) == (11, "1e5 is 1e5")


LAYER = """  layer {
    start                        = "2025-01-06T09:00:00+01:00"
    rotation_virtual_start       = "2025-01-06T09:00:00+01:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob"]
  }
"""
SCHEDULE = f'# oncall: ignore[OC1]\n{RESOURCE}\n  name = "A"\n  time_zone = "Europe/Madrid"\n{LAYER}}}\n'


class TestFiles:
    """From files to the suppressions of a configuration."""

    def test_a_byte_order_mark_and_a_fence(self) -> None:
        """Neither moves a line: the schedule is on lines 2 to 11, and inside of a Markdown fence on 3 to 12."""
        for text, first in ((SCHEDULE, 2), ("\ufeff" + SCHEDULE, 2), (f"```hcl\n{SCHEDULE}```\n", 3)):
            (found,) = terraform.loads(text).suppressions
            assert (found.path, found.where.line, found.where.column) == ("<text>", first - 1, 1)
            assert (found.first_line, found.last_line) == (first, first + 9)

    def test_modules_and_overriding_files(self, tmp_path: Path) -> None:
        """Each file's comments are about its own lines; those of a module that is called twice are there once."""
        (tmp_path / "team").mkdir()
        (tmp_path / "team" / "main.tf").write_text(SCHEDULE)
        (tmp_path / "main.tf").write_text("".join(f'module "{name}" {{\n  source = "./team"\n}}\n' for name in "ab"))
        (tmp_path / "rota.tf").write_text(SCHEDULE.replace("OC1", "OC2"))
        (tmp_path / "rota_override.tf").write_text(f"{RESOURCE}\n{LAYER}}} # oncall: ignore[OC3]\n")
        configuration = oncall.load(tmp_path)
        assert [(each.path, each.first_line, each.checks) for each in configuration.suppressions] == [
            (str(tmp_path / "rota.tf"), 2, ("OC2",)),
            (str(tmp_path / "rota_override.tf"), 1, ("OC3",)),
            (str(tmp_path / "team" / "main.tf"), 2, ("OC1",)),
        ]
        (layer,) = configuration.schedules["pagerduty_schedule.a"].layers
        assert configuration.suppressions[1].covers(layer.where)
        for name in ("a", "b"):
            schedule = configuration.schedules[f"module.{name}.pagerduty_schedule.a"]
            assert configuration.suppressions[2].covers(schedule.where)

    def test_json_has_no_comments(self) -> None:
        """The `//` of a `.tf.json` file is an argument like others."""
        text = '{"//": "# oncall: ignore[OC1]", "resource": {"pagerduty_user": {"a": {"name": "A", "email": "a@b.c"}}}}'
        assert terraform.loads(text, path="a.tf.json").suppressions == ()

    def test_they_are_not_written_back(self) -> None:
        """`dumps` writes no comments."""
        assert "oncall:" not in terraform.dumps(terraform.loads(SCHEDULE))

    def test_many_comments_cost_no_more_than_their_number(self) -> None:
        """Thousands in a row, above one block and in it, are read in a moment."""
        many = "# oncall: ignore[OC1]\n" * 5000
        assert {each.first_line for each in comments(f"{many}{RESOURCE}\n{many}}}\n")} == {5001}
