"""What `oncall plan` answers, about recordings of terraform itself."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from oncall.cli import main
from tests.cli.running import answer, run
from tests.cli.test_diff import AFTER, AT, BEFORE, CHECKOUT, TERRAFORM, spans

if TYPE_CHECKING:
    from click.testing import Result

PLAN = AFTER / "plan.json"


def test_the_recorded_edit() -> None:
    """The same as of the two folders that it is between."""
    found = answer("plan", str(PLAN), *AT)
    assert spans(found) == spans(answer("diff", str(BEFORE), str(AFTER), *AT))
    assert found["sources"] == {"before": f"{PLAN} (before)", "after": f"{PLAN} (after)"}


def test_what_is_hidden() -> None:
    """The edit of `start` that Terraform drops: as a finding, and as a value."""
    found = answer("plan", str(PLAN), *AT)
    (edit,) = found["silent_edits"]
    assert (edit["schedule"], edit["layer"], edit["name"]) == (CHECKOUT, 1, "Secondary")
    assert (edit["applied"], edit["written"]) == ("2025-01-01T00:00:00-05:00", "2025-02-01T00:00:00-05:00")
    (finding,) = [each for each in found["new_findings"] if each["code"] == "OC903"]
    assert finding["subject"] == CHECKOUT
    assert "OC903" in run("plan", str(PLAN), *AT).stdout


def test_beside() -> None:
    """Modules and instances whose people the plan does not know: everything is added, by the files."""
    folder = TERRAFORM / "dynamic"
    result = run("plan", str(folder / "plan.json"), "--beside", str(folder), *AT, "--format", "json")
    assert (result.exit_code, result.stderr) == (1, "")
    added = json.loads(result.stdout)["added"]
    assert len(added) == 8  # two regions with two teams each have a schedule and a policy
    assert 'module.oncall["eu"].pagerduty_schedule.this["data"]' in added


def test_from_a_pipe() -> None:
    """The same from the standard input; what is wrong there is named so."""
    piped = _piped(PLAN.read_bytes())
    assert piped.exit_code == 1
    assert spans(json.loads(piped.stdout)) == spans(answer("plan", str(PLAN), *AT))
    assert _piped(b"\xff").stderr.startswith("error: <stdin>:1:1: the file is not UTF-8 text")


def test_one_schedule() -> None:
    """What is hidden of others is not told then."""
    assert len(answer("plan", str(PLAN), *AT, "--schedule", "checkout")["silent_edits"]) == 1


def test_nothing_that_could_be_compared() -> None:
    """1, and not 2: the plan is as it should be, though all that it plans is not known yet."""
    result = run("plan", str(TERRAFORM / "dynamic" / "plan.json"), *AT)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[:2] == [
        "Nothing could be compared.",
        "What becomes of 8 schedules, policies and modules is not known: left out.",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((str(PLAN), "--root", "."), "--root needs --beside"),
        (("nothing.json",), "there is no such file or folder"),
        ((str(AFTER / "state.json"),), "this is a state, not a plan"),
        ((str(AFTER / "main.tf"),), "it is no JSON"),
        ((str(AFTER),), "it is a folder, not a plan: write one in it with `terraform plan -out plan.bin`"),
    ],
)
def test_bad_input(arguments: tuple[str, ...], message: str) -> None:
    """2, and a sentence that says what was expected."""
    result = run("plan", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def _piped(content: bytes) -> Result:
    return CliRunner().invoke(main, ["plan", "-", *AT, "--format", "json"], input=io.BytesIO(content))
