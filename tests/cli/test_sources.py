"""What the command is given to read: several paths, values of variables, a root."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.running import CHECKOUT, answer, program, run

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """
variable "zone" {
  default = "Etc/UTC"
}
variable "people" {
  type    = list(string)
  default = ["P1"]
}
variable "start" {}
resource "pagerduty_schedule" "s" {
  name      = "S"
  time_zone = var.zone
  layer {
    start                        = var.start
    rotation_virtual_start       = var.start
    rotation_turn_length_seconds = 604800
    users                        = var.people
  }
}
"""
START = ("--var", "start=2025-01-01T00:00:00Z")


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> str:
    (tmp_path / "main.tf").write_text(TEXT, encoding="utf-8")
    (tmp_path / "madrid.vars").write_text('zone = "Europe/Madrid"', encoding="utf-8")
    return str(tmp_path)


def zone(*arguments: str) -> str:
    """The zone of the only schedule."""
    (found,) = answer("who", *arguments, *START, "--at", "2025-02-01")
    return str(found["time_zone"])


def test_the_later_of_files_and_values_wins(folder: str) -> None:
    """`--var` and `--var-file` count in the order of the command line, as for Terraform."""
    file, value = ("--var-file", f"{folder}/madrid.vars"), ("--var", "zone=Asia/Tokyo")
    assert zone(folder) == "Etc/UTC"
    assert zone(folder, *file) == "Europe/Madrid"
    assert zone(folder, *file, *value) == "Asia/Tokyo"
    assert zone(folder, *value, *file) == "Europe/Madrid"
    assert zone(folder, *value, *file, "--var", "zone=Asia/Kathmandu") == "Asia/Kathmandu"


def test_the_environment_counts_least(folder: str) -> None:
    """`TF_VAR_name` is read by the command, and what is on the command line beats it."""
    found = program("who", folder, *START, "--at", "2025-02-01", TF_VAR_people='["P7"]', TF_VAR_zone="Asia/Tokyo")
    assert b"P7" in found.stdout
    assert b"Tokyo" in found.stdout
    found = program("who", folder, *START, "--var", 'people=["P8"]', "--at", "2025-02-01", TF_VAR_people='["P7"]')
    assert b"P8" in found.stdout


def test_a_folder_of_which_nothing_could_be_loaded(folder: str) -> None:
    """It says what is missing, where, and how to give it, and ends with 2."""
    found = program("report", folder)
    assert found.returncode == 2
    text = found.stderr.decode()
    assert "`var.start`, declared at" in text
    assert "give it with --var start=" in text
    assert "nothing to answer about" in text
    assert b"Traceback" not in found.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--var", "zone"), "'zone' is not NAME=VALUE"),
        (("--var", "=x"), "is not NAME=VALUE"),
        (("--var", "zonne=x"), "no variable 'zonne' is declared there; did you mean 'zone'?"),
        (("--var-file", "nowhere.tfvars"), "nowhere.tfvars: there is no such file"),
        (("--var", "people=[P1"), "--var people"),
        (("--var", "people=[P1]"), 'there is no value for `P1` here; a text stands in quotes: "P1"'),
    ],
)
def test_wrong_values_are_explained(folder: str, arguments: tuple[str, ...], words: str) -> None:
    """Each with a sentence and the status 2."""
    result = run("who", folder, *START, *arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_several_paths_are_read_together(folder: str) -> None:
    """What two paths declare is one configuration."""
    found = answer("who", folder, CHECKOUT, "--root", "/", "--at", "2025-02-01", *START)
    assert [each["schedule"] for each in found] == ["pagerduty_schedule.s", "pagerduty_schedule.checkout_oncall"]
