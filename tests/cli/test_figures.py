"""What `oncall figures` answers, and `oncall check` with a page log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.running import AT, CHECKOUT, ROOT, answer, run

if TYPE_CHECKING:
    from pathlib import Path

FILES = ("incidents.json", "log_entries.json", "notes.csv")
LOG = [part for name in FILES for part in ("--log", str(ROOT / "examples" / "page-log" / name))]


def test_the_months_of_the_examples() -> None:
    """The numbers are those that tests/analysis/test_figures.py gives the arithmetic of."""
    assert run("figures", CHECKOUT, *LOG).stdout.splitlines() == [
        "month    incidents    MTTA     MTTR   MTTD  pages  a shift  no action",
        "2025-02          1   4m 0s   30m 0s      -      1     0.20         0%",
        "2025-03          4  5m 45s  27m 30s  4m 0s      5     0.80        40%",
        "",
        "month    severities",
        "2025-02  1 SEV-2",
        "2025-03  2 without, 1 SEV-1, 1 SEV-2",
    ]


def test_the_same_for_a_program() -> None:
    """The months as values, and the incidents of which no page is known."""
    found = answer("figures", CHECKOUT, *LOG)
    assert (found["time_zone"], found["unattributed"]) == ("Etc/UTC", [])
    assert [(month["month"], month["mean_seconds_to_acknowledge"]) for month in found["months"]] == [
        ("2025-02", 240),
        ("2025-03", 345),
    ]


def test_incidents_of_which_nobody_knows_a_page(tmp_path: Path) -> None:
    """An incident of another service is in the figures, and named."""
    log = tmp_path / "log.csv"
    log.write_text("id,triggered_at,service\nQ1,2025-03-12T15:00:00Z,Search\n")
    arguments = ("figures", CHECKOUT, "--log", str(log))
    assert "No page is known of 1 incident:\n  1: no service is called 'Search'" in run(*arguments).stdout
    (left,) = answer(*arguments)["unattributed"]
    assert left == {
        "incident": "Q1",
        "triggered_at": "2025-03-12T15:00:00+00:00",
        "reason": "no service is called 'Search'",
    }


def test_the_time_zone_is_that_of_months_and_of_naive_times(tmp_path: Path) -> None:
    """Half past eleven at night in New York is the next day, and the next month, in UTC."""
    (tmp_path / "naive.csv").write_text("triggered_at\n2025-03-31 23:30\n")
    (tmp_path / "utc.csv").write_text("triggered_at\n2025-04-01T03:30:00Z\n")
    for name in ("naive.csv", "utc.csv"):
        found = answer("figures", CHECKOUT, "--log", str(tmp_path / name), "--time-zone", "America/New_York")
        assert [month["month"] for month in found["months"]] == ["2025-03"]
    found = answer("figures", CHECKOUT, "--log", str(tmp_path / "utc.csv"))
    assert [month["month"] for month in found["months"]] == ["2025-04"]


def test_check_looks_at_a_page_log() -> None:
    """Alice had three pages in the shift from 03-05, all of them at night: two findings that are not there without."""
    without = {finding["code"] for finding in answer("check", CHECKOUT, "--at", AT)["findings"]}
    found = answer("check", CHECKOUT, "--at", AT, *LOG)["findings"]
    assert {finding["code"] for finding in found} - without == {"OC003", "OC801"}
    (night,) = (finding for finding in found if finding["code"] == "OC801")
    assert night["subject"] == "pagerduty_user.alice"
    assert night["where"]["path"].endswith("pagerduty.tf")


@pytest.mark.parametrize("command", ["check", "figures"])
def test_a_bad_log_is_bad_input(command: str, tmp_path: Path) -> None:
    """Exit status 2, and everything that is wrong on the standard error; also a file that is not there, and a zone."""
    bad = tmp_path / "bad.csv"
    bad.write_text("triggered_at,number\n2025-03-12 15:00,x\n")
    result = run(command, CHECKOUT, "--log", str(bad))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert f"error: {bad}:2:1: triggered_at: '2025-03-12 15:00' is not an instant" in result.stderr
    assert f"error: {bad}:2:1: number: 'x' is no whole number" in result.stderr
    for wrong in (["--log", str(tmp_path / "none")], ["--log", str(bad), "--time-zone", "Mars"]):
        assert run(command, CHECKOUT, *wrong).exit_code == 2


def test_help_has_an_example() -> None:
    """The command explains itself, with one example that can be typed."""
    text = run("figures", "--help").stdout
    assert "Example: oncall figures infra/ --log incidents.json" in text
    assert "--format [text|json]" in text


def test_figures_need_a_log() -> None:
    """Without one it is bad usage."""
    result = run("figures", CHECKOUT)
    assert result.exit_code == 2
    assert "Missing option '--log'" in result.stderr
