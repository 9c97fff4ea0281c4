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
    """An incident of another service is in the figures; the standard error names it, and says why."""
    log = tmp_path / "log.csv"
    log.write_text("id,triggered_at,service\nQ1,2025-03-12T15:00:00Z,Search\n")
    arguments = ("figures", CHECKOUT, "--log", str(log))
    assert run(*arguments).stdout.startswith("month ")
    message = f"warning: {log}: 1 incident has no page: no service is called 'Search' (such as Q1)\n"
    assert run(*arguments).stderr == message
    found = answer(*arguments)
    assert found["strangers"] == []
    (left,) = found["unattributed"]
    assert left == {
        "incident": "Q1",
        "triggered_at": "2025-03-12T15:00:00+00:00",
        "reason": "no service is called 'Search'",
    }


@pytest.mark.parametrize("command", ["check", "figures"])
def test_a_log_of_somebody_else_is_no_all_clear(command: str, tmp_path: Path) -> None:
    """Once for each reason how many incidents it keeps from having a page; and who was paged that nobody knows."""
    log = tmp_path / "log.csv"
    rows = ["Q1,Chekout,", "Q2,Search,", "Q3,Search,", *(f"R{n},Checkout,Allice" for n in range(5))]
    rows += [f"S{n},Checkout,x{n}\x1b" for n in range(5)]
    log.write_text("\n".join(["id,service,person,triggered_at", *(f"{row},2025-03-12T15:00:00Z" for row in rows)]))
    result = run(command, CHECKOUT, "--log", str(log))
    warnings = [line for line in result.stderr.splitlines() if str(log) in line]
    reason = "no service is called 'Chekout'; near: pagerduty_service.checkout"
    names = "Allice, x0\\x1b, x1\\x1b, x2\\x1b, x3\\x1b and 1 more"
    assert warnings == [
        f"warning: {log}: 2 incidents have no page: no service is called 'Search' (such as Q2)",
        f"warning: {log}: 1 incident has no page: {reason} (such as Q1)",
        f"warning: {log}: 10 pages are of people who are not in the configuration: {names}",
    ]
    log.write_text("id,service,person,triggered_at\nQ1,Checkout,Allice,2025-03-12T15:00:00Z\n")
    message = f"warning: {log}: 1 page is of somebody who is not in the configuration: Allice\n"
    assert message in run(command, CHECKOUT, "--log", str(log)).stderr


def test_many_reasons_are_cut_short(tmp_path: Path) -> None:
    """The ten most frequent are there, and how many more there are."""
    log = tmp_path / "log.csv"
    rows = [f"2025-03-12T15:00:00Z,s{number}" for number in (*range(12), 0)]
    log.write_text("\n".join(["triggered_at,service", *rows]))
    lines = run("figures", CHECKOUT, "--log", str(log)).stderr.splitlines()
    assert len(lines) == 11
    assert lines[0] == (
        f"warning: {log}: 2 incidents have no page: no service is called 's0' (such as 2025-03-12T15:00:00+00:00)"
    )
    assert lines[-1] == f"warning: {log}: 2 incidents more without a page, for 2 other reasons"


def test_pages_that_nobody_recorded_are_counted() -> None:
    """The incidents alone record no page: all are what the policy says, and the table says so."""
    result = run("figures", CHECKOUT, *LOG[:2])
    pages = sum(month["pages"] for month in answer("figures", CHECKOUT, *LOG[:2])["months"])
    line = f"{pages} of {pages} pages are what the policies say; the log records none for those incidents."
    assert line in " ".join(result.stdout.split())
    assert "policies" not in run("figures", CHECKOUT, *LOG).stdout


def test_check_says_what_nobody_recorded() -> None:
    """Findings about incidents alone are about what would have been."""
    found = answer("check", CHECKOUT, "--at", AT, *LOG[:2])["findings"]
    pages = [finding["message"] for finding in found if finding["code"] in {"OC003", "OC801"}]
    assert pages
    assert all("(all of them are what the policy says; nobody recorded them)" in message for message in pages)
    assert all("Would have been paged: " in message for message in pages)


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
