"""Files and folders: which are read, and what is told of those that cannot be."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import oncall.formats
from oncall.errors import SourceError
from oncall.formats import terraform
from oncall.model import Configuration

EXAMPLE = Path(__file__).parents[3] / "examples" / "checkout"
TEXT = (EXAMPLE / "pagerduty.tf").read_text(encoding="utf-8")
RECORDINGS = Path(__file__).parents[2] / "recordings" / "terraform"
REAL = [
    TEXT,
    *(path.read_text(encoding="utf-8") for path in sorted(RECORDINGS.rglob("*.tf"))),
    *((RECORDINGS / name).read_text(encoding="utf-8") for name in ("data/plan.json", "article/terraform.tfstate")),
]
USER = 'resource "pagerduty_user" "{}" {{\n  name  = "{}"\n  email = "x@example.com"\n}}\n'
PIECES = [
    *'{}"[]=#-\n\\\0é.*,:?',
    "${",
    "%{ if ",
    "%{ endfor }",
    "<<EOT\n",
    "local.week",
    "null",
    "9" * 30,
    "1e9",
    "[*]",
    "each.value",
    "[for x in ",
    "merge(",
    "...",
    "range(1e9)",
    "try(",
    "dynamic ",
    "for_each = ",
    "count = 2\n",
]


def refusals(path: Path | str) -> list[str]:
    """What is wrong with a path, as shown."""
    with pytest.raises(SourceError) as caught:
        terraform.load(path)
    return [str(problem) for problem in caught.value.problems]


def is_read_or_refused(text: str) -> bool:
    """Whether a text is a configuration, or an error that says what is wrong; anything else is raised."""
    try:
        return isinstance(terraform.loads(text), Configuration)
    except SourceError as error:
        return bool(error.problems) and bool(str(error))


class TestFolders:
    """The files of a folder."""

    def test_files_are_read_together(self, tmp_path: Path) -> None:
        """References go across the files of a folder, which are read in the order of their names."""
        head, _, rest = TEXT.partition('resource "pagerduty_schedule"')
        (tmp_path / "z_users.tf").write_text(head, encoding="utf-8")
        (tmp_path / "a_oncall.tf").write_text(f'resource "pagerduty_schedule"{rest}', encoding="utf-8")
        (tmp_path / "b.tf").write_text(USER.format("erin", "Erin"), encoding="utf-8")
        found = terraform.load(tmp_path)
        assert found.schedules == terraform.load(EXAMPLE).schedules
        assert list(found.users)[:2] == ["pagerduty_user.erin", "pagerduty_user.alice"]
        assert found.users["erin"].where is not None
        assert found.users["erin"].where.path == str(tmp_path / "b.tf")

    def test_terraforms_files_only(self, tmp_path: Path) -> None:
        """Hidden files, backups, other files and folders below are passed over."""
        (tmp_path / "main.tf").write_text(USER.format("a", "A"), encoding="utf-8")
        for name in (".hidden.tf", "main.tf~", "#main.tf#", "notes.txt"):
            (tmp_path / name).write_text("{{{", encoding="utf-8")
        (tmp_path / "below").mkdir()
        (tmp_path / "below" / "x.tf").write_text("{{{", encoding="utf-8")
        (tmp_path / "folder.tf").mkdir()
        assert list(terraform.load(tmp_path).users) == ["pagerduty_user.a"]

    def test_json_syntax_is_read(self, tmp_path: Path) -> None:
        """A .tf.json file says the same as a .tf file, beside others and alone."""
        user = {"name": "${upper(local.b)}", "email": "b@example.com"}
        text = json.dumps({"resource": {"pagerduty_user": {"b": user}}, "locals": {"b": "bob"}})
        (tmp_path / "more.tf.json").write_text(text, encoding="utf-8")
        assert terraform.load(tmp_path).users["b"].name == "BOB"
        assert terraform.load(tmp_path / "more.tf.json").users["b"].name == "BOB"
        (tmp_path / "main.tf").write_text(USER.format("a", "A"), encoding="utf-8")
        found = terraform.load(tmp_path)
        assert list(found.users) == ["pagerduty_user.a", "pagerduty_user.b"]
        assert str(found.users["b"].where) == f"{tmp_path / 'more.tf.json'}:1"

    def test_overrides_are_merged(self, tmp_path: Path) -> None:
        """Override files change what other files say, whatever their names: arguments one by one."""
        (tmp_path / "z.tf").write_text(USER.format("a", "A"), encoding="utf-8")
        text = 'resource "pagerduty_user" "a" {\n  name = "B"\n}\n'
        (tmp_path / "x_override.tf").write_text(text, encoding="utf-8")
        found = terraform.load(tmp_path)
        assert (found.users["a"].name, found.users["a"].email) == ("B", "x@example.com")

    def test_an_override_of_nothing_is_refused(self, tmp_path: Path) -> None:
        """What an override file names is declared in another one."""
        (tmp_path / "override.tf").write_text(USER.format("a", "A"), encoding="utf-8")
        (refusal,) = refusals(tmp_path)
        assert "override.tf:1:1: pagerduty_user.a: an override file overrides" in refusal

    def test_nothing_of_ours_is_a_warning(self, tmp_path: Path) -> None:
        """A folder without anything of PagerDuty is an empty configuration that says so."""
        (tmp_path / "main.tf").write_text('resource "aws_x" "y" {\n}\n', encoding="utf-8")
        found = terraform.load(tmp_path)
        assert not any((found.schedules, found.escalation_policies, found.users, found.services))
        assert [warning.path for warning in found.warnings] == [str(tmp_path)]

    def test_problems_of_all_files_are_told(self, tmp_path: Path) -> None:
        """A syntax error in one file, a binary one and a wrong value in a third are one error, file by file."""
        (tmp_path / "a.tf").write_text("resource {\n  x = [1 2]\n", encoding="utf-8")
        (tmp_path / "b.tf").write_bytes(b"\x7fELF\0\0")
        (tmp_path / "c.tf").write_text(TEXT.replace("num_loops = 2", "num_loops = 20"), encoding="utf-8")
        found = refusals(tmp_path)
        assert [str(tmp_path / name) in text for name, text in zip(("a.tf", "b.tf", "c.tf"), found, strict=False)]
        assert "NUL" in found[-2]
        assert "num_loops" in found[-1]


class TestPaths:
    """One path, whatever it is."""

    def test_a_missing_path(self, tmp_path: Path) -> None:
        """What does not exist is an error that names it."""
        assert refusals(tmp_path / "none") == [f"{tmp_path / 'none'}: there is no such file or folder"]
        assert refusals("https://example.com/x") == [
            "https://example.com/x: it is an address: give a file or a folder; nothing is read from a network"
        ]

    def test_an_empty_folder(self, tmp_path: Path) -> None:
        """A folder without anything to read is an error."""
        assert refusals(tmp_path) == [f"{tmp_path}: the folder holds no .tf and no .json file"]

    def test_a_dangling_link(self, tmp_path: Path) -> None:
        """A link to nowhere in a folder is an error of that file."""
        (tmp_path / "a.tf").symlink_to(tmp_path / "none")
        assert refusals(tmp_path) == [f"{tmp_path / 'a.tf'}: there is no such file or folder"]

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
    def test_a_pipe(self, tmp_path: Path) -> None:
        """What is no regular file is not opened: reading a pipe would wait for ever."""
        os.mkfifo(tmp_path / "a.tf")
        assert refusals(tmp_path / "a.tf") == [f"{tmp_path / 'a.tf'}: it is neither a file nor a folder"]

    def test_one_file(self) -> None:
        """A file is read alone, given as a path or a string."""
        path = EXAMPLE / "pagerduty.tf"
        assert terraform.load(str(path)) == terraform.load(path) == oncall.formats.load(path)

    def test_texts(self) -> None:
        """A text is read as a file of that content; without one, locations say <text>."""
        found = terraform.loads(TEXT)
        assert found == terraform.load(EXAMPLE)
        assert str(found.schedules["checkout_oncall"].where).startswith("<text>:")
        assert terraform.loads("").warnings[0].path == "<text>"

    def test_a_text_that_is_no_unicode(self) -> None:
        """Half of a surrogate pair is a problem with a place."""
        with pytest.raises(SourceError, match="UTF-8"):
            terraform.loads('x {\n  a = "\ud800"\n}')


class TestExample:
    """The example that the documentation uses."""

    def test_it_is_laid_out_as_terraform_does(self) -> None:
        """`terraform fmt` would change nothing in the examples."""
        terraform_binary = shutil.which("terraform")
        if terraform_binary is None:
            pytest.skip("terraform is not installed")
        command = [terraform_binary, "fmt", "-check", "-diff", "-recursive", str(EXAMPLE.parent)]
        done = subprocess.run(command, check=False, capture_output=True)
        assert done.stdout == b""
        assert done.returncode == 0

    def test_it_is_read_without_a_warning(self) -> None:
        """Five people, two layers of four, a policy of two rules, a service."""
        found = terraform.load(EXAMPLE)
        assert found.warnings == ()
        assert [user.name for user in found.users.values()] == ["Alice", "Bob", "Carol", "Dave", "Engineering Manager"]
        layers = found.schedules["checkout_oncall"].layers
        assert [(layer.name, len(layer.users)) for layer in layers] == [("Primary", 4), ("Secondary", 4)]
        policy = found.escalation_policies["checkout"]
        assert [rule.escalation_delay_in_minutes for rule in policy.rules] == [10, 15]
        assert found.services["checkout"].escalation_policy is policy


def test_the_parser_is_imported_late() -> None:
    """`import oncall` and its formats load no parser."""
    code = "import sys, oncall, oncall.formats; sys.exit('tree_sitter' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=EXAMPLE.parents[1]).returncode == 0


@given(st.data())
def test_damaged_files_end_in_a_configuration_or_an_error(data: st.DataObject) -> None:
    """Whatever is cut out of a real file, doubled, or put into it, there is no other exception."""
    text = data.draw(st.sampled_from(REAL))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.sampled_from([0, 0, 1, 3, 20, 200])))
        piece = data.draw(st.sampled_from(PIECES) | st.text(max_size=4) | st.just(text[start : start + 60]))
        text = text[:start] + piece + text[end:]
    assert is_read_or_refused(text)


@given(st.text(alphabet='ab"${}[]()=\n #<->.?:!%,\\1', max_size=80))
def test_damaged_expressions_end_so_too(inside: str) -> None:
    """Any text as the value of an argument that is needed is a value or an error."""
    text = TEXT.replace("num_loops = 2", f"num_loops = {inside}")
    assert is_read_or_refused(text)
