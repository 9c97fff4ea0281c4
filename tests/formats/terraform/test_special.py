"""The functions that read files, fill in templates, and try what may be wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import oncall

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 'variable "unset" {}\nresource "pagerduty_user" "a" {\n  name = "A"\n  email = "a@example.com"\n}\n'
SCHEDULE = """
resource "pagerduty_schedule" "s" {
  name = "s"
  time_zone = "Etc/UTC"
  layer {
    name = %s
    users = [pagerduty_user.a.id]
    start = "2025-01-01T00:00:00Z"
    rotation_virtual_start = "2025-01-01T00:00:00Z"
    rotation_turn_length_seconds = 604800
  }
}
"""


def infra(tmp_path: Path, expression: str, **files: str | bytes) -> Path:
    """A folder in which an expression names a layer, with files beside it: `a_txt` is a.txt."""
    place = tmp_path / "infra"
    place.mkdir(exist_ok=True)
    (place / "main.tf").write_text(HEAD + SCHEDULE % expression, encoding="utf-8")
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (place / name.replace("_", ".")).write_bytes(data)
    return place


def name_of(place: Path) -> str:
    """What the expression gives."""
    return oncall.load(place).schedules["s"].layers[0].name


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('try(file("no.txt"), file("a.txt"))', "text"),  # as Terraform: the first argument that has no error
        ('try(yamldecode(file("bad.yaml")).x, "none")', "none"),
        ('can(file("no.txt")) ? "there" : "missing"', "missing"),
        ('can(file("a.txt")) ? "there" : "missing"', "there"),
        ('fileexists("a.txt") ? "there" : "missing"', "there"),
        ('fileexists("no.txt") ? "there" : "missing"', "missing"),
        ('templatefile("t.tpl", { who = "bob" })', "for bob"),
        ('templatestring(trimspace(file("t.tpl")), { who = "carol" })', "for carol"),
        ('join(",", fileset(".", "*.t[xp][tl]"))', "a.txt,t.tpl"),
    ],
)
def test_what_files_say(tmp_path: Path, expression: str, expected: str) -> None:
    """Read below the folder, tried, or filled in with names."""
    files: dict[str, str] = {"a_txt": "text", "t_tpl": "for ${who}", "bad_yaml": "x: [1,"}
    assert name_of(infra(tmp_path, expression, **files)) == expected


@pytest.mark.parametrize(
    ("expression", "complaint"),
    [
        ("try()", "no argument of `try` has a value: there is none"),
        ('try(file("no.txt"), file("none.txt"))', "no argument of `try` has a value: `no.txt`: .*; `none.txt`: "),
        ("can()", "can takes one argument, not 0"),
        ('can("a", "b")', "can takes one argument, not 2"),
        ('file(["a.txt"]...)', "file takes one argument"),
        ('file("no.txt")', "`no.txt`: .*"),
        ('file("latin.txt")', "`latin.txt`: .*UTF-8"),
        ('fileset("*.txt")', "fileset takes a path and a pattern"),
        ('templatefile("t.tpl")', "templatefile takes a path and an object"),
        ('templatestring("${1}")', "templatestring takes a text and an object"),
        ('templatefile("t.tpl", ["bob"])', "the values of a template are an object"),
        ('templatefile("t.tpl", {})', "there is no value for `who`"),
        ('templatefile("open.tpl", {})', "the template is wrong: "),
        ('templatefile("again.tpl", {})', "`templatefile` cannot be called within a template"),
        ('fileset(".", "[a")', "'.a' is no pattern of file names"),
        ('fileset(".", "{a")', "'.a' is no pattern of file names"),
        ('fileset(".", "{a,x/a}.yml")', ".*is no pattern of file names"),  # Terraform refuses these as well
        ('fileset(".", "[a-]*")', ".*is no pattern of file names"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(tmp_path: Path, expression: str, complaint: str) -> None:
    """A layer needs no name, so it has none, and a warning tells why, at the name."""
    place = infra(
        tmp_path,
        expression,
        t_tpl="for ${who}",
        open_tpl="for ${who",
        again_tpl='${templatefile("t.tpl", { who = "bob" })}',
        latin_txt="é".encode("latin-1"),
    )
    found = oncall.load(place)
    line = (HEAD + SCHEDULE).splitlines().index("    name = %s") + 1
    ((where, message),) = [(warning.location, warning.message) for warning in found.warnings]
    assert where is not None
    assert where.line == line
    assert re.search(f"`name` is left out: {complaint}", message)
    assert found.schedules["s"].layers[0].name == ""


@pytest.mark.parametrize(
    "expression",
    [
        "can(var.unset) ? 1 : 0",
        "file(var.unset)",
        'file("${var.unset}.txt")',
        'fileset(var.unset, "*")',
        'fileset(".", var.unset)',
        "templatefile(var.unset, {})",
        'templatefile("t.tpl", var.unset)',
        "templatestring(var.unset, {})",
        'templatefile("t.tpl", { who = var.unset })',
        'fileset("..", "*")',
        'templatefile("../t.tpl", {})',
        'fileexists("../t.tpl") ? "yes" : "no"',
    ],
)
def test_what_is_not_known_stays_so(tmp_path: Path, expression: str) -> None:
    """A variable without a value, or a file outside: the layer has no name, a warning tells which, nothing is read."""
    (tmp_path / "t.tpl").write_text("outside", encoding="utf-8")
    place = infra(tmp_path, f'"<${{{expression}}}>"', t_tpl="for ${who}")
    found = oncall.load(place)
    assert "outside" not in found.schedules["s"].layers[0].name
    assert any("unset" in warning.message or "only what is below" in warning.message for warning in found.warnings)
