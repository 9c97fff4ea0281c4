"""What `who`, `shifts`, `page` and `check` answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.running import AT, CHECKOUT, FIXED, OVERNIGHT, answer, program, run

if TYPE_CHECKING:
    from pathlib import Path


def test_who() -> None:
    """Bob has the week of 2025-03-12; carol is next."""
    assert run("who", CHECKOUT, "--at", AT).stdout.splitlines() == [
        "Checkout Team On-Call (America/New_York)",
        "  now   Bob, until Wed 2025-03-19 00:00 -04:00 (in 6 days 13 hours)",
        "  next  Carol, until Wed 2025-03-26 00:00 -04:00",
    ]


@pytest.mark.parametrize(
    ("at", "user"),
    [
        ("2025-01-07 23:59:59", "dave"),
        ("2025-01-08 00:00", "alice"),
        ("2025-01-15", "bob"),
        ("2025-01-22", "carol"),
        ("2025-01-29", "dave"),
        ("2025-03-05", "alice"),
        ("2025-03-12T03:59:59Z", "alice"),
        ("2025-03-12T04:00:00Z", "bob"),
    ],
)
def test_secondary_always_wins(at: str, user: str) -> None:
    """Dave until 2025-01-08, then alice, bob, carol and dave a week each; hand-offs at midnight in New York."""
    (found,) = answer("who", CHECKOUT, "--at", at)
    assert found["on_call"]["user"] == f"pagerduty_user.{user}"
    assert found["on_call"]["sources"] == ["Secondary"]


def test_who_of_nobody(tmp_path: Path) -> None:
    """Out of hours, nobody is on call, in words and in JSON."""
    (tmp_path / "a.tf").write_text(OVERNIGHT)
    arguments = ("who", str(tmp_path), "--at", "2025-06-01 20:00", "--schedule", "office")
    assert "now   nobody, until Mon 2025-06-02 09:00 +02:00 (in 13 hours)" in run(*arguments).stdout
    (found,) = answer(*arguments)
    assert (found["on_call"], found["until"]) == (None, "2025-06-02T09:00:00+02:00")


LONG = OVERNIGHT.replace('"Ann"', '"Ann Featherstonehaugh of Payments"').replace(
    '"Office"', '"The office hours of Payments"'
)
"""Names with which lines have more than 50 columns."""


def test_long_lines_of_who_go_on_indented(tmp_path: Path) -> None:
    """Below the name; in a range, further in than the names."""
    (tmp_path / "a.tf").write_text(LONG)
    asked = ("who", str(tmp_path), "--schedule", "office")
    assert run(*asked, "--at", "2025-06-02 10:00", env={"COLUMNS": "40"}).stdout.splitlines() == [
        "The office hours of Payments",
        "  (Europe/Madrid)",
        "  now   Ann Featherstonehaugh of",
        "        Payments, until Mon 2025-06-02",
        "        17:00 +02:00 (in 7 hours)",
        "  next  nobody, until Tue 2025-06-03",
        "        09:00 +02:00",
        "  then  Ann Featherstonehaugh of",
        "        Payments, until Tue 2025-06-03",
        "        17:00 +02:00",
    ]
    day = ("--since", "2025-06-02", "--until", "2025-06-03")
    assert run(*asked, *day, env={"COLUMNS": "40"}).stdout.splitlines() == [
        "The office hours of Payments",
        "  (Europe/Madrid)",
        "  from Mon 2025-06-02 00:00 +02:00 to",
        "    Tue 2025-06-03 00:00 +02:00",
        "  Ann Featherstonehaugh of Payments: 8",
        "    hours in 1 shift",
    ]


def test_lines_of_who_are_whole_in_a_pipe(tmp_path: Path) -> None:
    """A program reads a line for each answer, however long, unless it says how many columns it has."""
    (tmp_path / "a.tf").write_text(LONG.replace("of Payments", f"of {'Payments ' * 9}".strip()))
    found = program("who", str(tmp_path), "--at", "2025-06-02 10:00", "--schedule", "office")
    lines = found.stdout.decode().splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["now", "next", "then"]
    assert max(map(len, lines)) > 80
    narrow = program("who", str(tmp_path), "--at", "2025-06-02 10:00", "--schedule", "office", COLUMNS="40")
    assert narrow.stdout.decode().split() == found.stdout.decode().split()
    assert max(map(len, narrow.stdout.decode().splitlines())) <= 40


def test_a_local_time_is_each_schedules_own(tmp_path: Path) -> None:
    """With schedules in two zones, `--at 12:00` is noon in each."""
    (tmp_path / "a.tf").write_text(OVERNIGHT)
    found = answer("who", str(tmp_path), "--at", "2025-06-01 12:00")
    assert [each["at"] for each in found] == ["2025-06-01T12:00:00+02:00", "2025-06-01T12:00:00+00:00"]


def test_shifts() -> None:
    """Alice's week from 2025-03-05 has 167 hours, since the clock goes forward in it."""
    (found,) = answer("shifts", CHECKOUT, "--since", "2025-03-05", "--until", "2025-03-19")
    assert [(each["user"], each["start"], each["end"]) for each in found["shifts"]] == [
        ("pagerduty_user.alice", "2025-03-05T00:00:00-05:00", "2025-03-12T00:00:00-04:00"),
        ("pagerduty_user.bob", "2025-03-12T00:00:00-04:00", "2025-03-19T00:00:00-04:00"),
    ]
    assert (found["coverage"], found["gaps"]) == (1.0, [])


def test_shifts_of_one_person() -> None:
    """Bob has every fourth week; what others have is no gap of his."""
    (found,) = answer("shifts", CHECKOUT, "--since", "2025-03-01", "--until", "2025-05-01", "--user", "bob")
    assert [each["start"][:10] for each in found["shifts"]] == ["2025-03-12", "2025-04-09"]
    assert "gaps" not in found


def test_shifts_from_at() -> None:
    """Without `--since` a range begins at what is taken for now, and is four weeks long."""
    (found,) = answer("shifts", CHECKOUT, "--at", "2025-06-01")
    assert (found["since"], found["until"]) == ("2025-06-01T00:00:00-04:00", "2025-06-29T00:00:00-04:00")


def test_gaps(tmp_path: Path) -> None:
    """Of a day, eight of 24 hours are covered."""
    (tmp_path / "a.tf").write_text(OVERNIGHT)
    arguments = ("--schedule", "Office", "--since", "2025-06-01", "--until", "2025-06-02")
    (found,) = answer("shifts", str(tmp_path), *arguments)
    assert found["coverage"] == pytest.approx(8 / 24)
    assert [gap["start"] for gap in found["gaps"]] == ["2025-06-01T00:00:00+02:00", "2025-06-01T17:00:00+02:00"]
    assert "nobody" in run("shifts", str(tmp_path), *arguments).stdout


def test_pages() -> None:
    """Bob at once, the manager at +10, bob +25, manager +35, bob +50, manager +60; nothing after +75."""
    (found,) = answer("page", CHECKOUT, "--at", AT, "--policy", "checkout")
    bob, manager = "pagerduty_user.bob", "pagerduty_user.engineering_manager"
    assert [(page["after_seconds"] // 60, page["user"]) for page in found["pages"]] == [
        (0, bob),
        (10, manager),
        (25, bob),
        (35, manager),
        (50, bob),
        (60, manager),
    ]
    assert (found["over_at"], found["stays_with"]) == ("2025-03-12T12:15:00-04:00", [manager])
    assert "+60 min" in run("page", CHECKOUT, "--at", AT).stdout


def test_check() -> None:
    """OC201 and OC605 are warnings, OC306 and OC504 infos; OC001, OC002 and OC101 are proved."""
    found = answer("check", CHECKOUT, "--at", AT)
    severities = {finding["code"]: finding["severity"] for finding in found["findings"]}
    assert severities == {"OC201": "warning", "OC605": "warning", "OC306": "info", "OC504": "info"}
    assert {proof["code"] for proof in found["proofs"] if proof["holds"]} >= {"OC001", "OC002", "OC101"}
    assert all(finding["where"]["line"] and finding["fix"] for finding in found["findings"])


def test_check_tells_by_its_exit_status() -> None:
    """1 where something is worse than an info, 0 where nothing is; in text and in JSON."""
    assert [run("check", CHECKOUT, *form).exit_code for form in ((), ("--format", "json"))] == [1, 1]
    assert [run("check", FIXED, *form).exit_code for form in ((), ("--format", "json"))] == [0, 0]


def test_check_lists_evidence_of_a_range(tmp_path: Path) -> None:
    """`--until` limits how far ahead the gaps are listed: three nights of two days."""
    (tmp_path / "a.tf").write_text(OVERNIGHT)
    found = answer("check", str(tmp_path), "--since", "2025-06-01", "--until", "2025-06-03")
    (gaps,) = (finding["spans"] for finding in found["findings"] if finding["code"] == "OC101")
    assert len(gaps) == 3


@pytest.mark.parametrize("command", ["who", "shifts", "page", "check", "report"])
def test_a_configuration_without_a_schedule(command: str, tmp_path: Path) -> None:
    """Where nothing of ours could be read there is nothing to answer about: that is bad input, not a fine schedule."""
    (tmp_path / "a.tf").write_text('resource "null_resource" "a" {}\n')
    found = run(command, str(tmp_path))
    assert found.exit_code == 2
    assert found.stdout == ""
    assert found.stderr.startswith("warning: ")
    assert "\nerror: " in found.stderr
    assert "nothing to answer about" in found.stderr


def test_who_over_a_range() -> None:
    """From 5 to 19 March 2025 alice has her week of 167 hours, then bob one of 168: the one with most first."""
    ((found,)) = answer("who", CHECKOUT, "--since", "2025-03-05", "--until", "2025-03-19")
    assert [(load["name"], load["hours"], load["shifts"]) for load in found["loads"]] == [
        ("Bob", 168, 1),
        ("Alice", 167, 1),
    ]
    assert (found["since"], found["until"]) == ("2025-03-05T00:00:00-05:00", "2025-03-19T00:00:00-04:00")
    text = run("who", CHECKOUT, "--since", "2025-03-05", "--until", "2025-03-19").stdout
    assert "  Alice: 167 hours in 1 shift" in text
    assert "  nobody" in run("who", CHECKOUT, "--since", "2020-01-01", "--until", "2020-01-02").stdout


def test_pages_over_a_range() -> None:
    """Around the hand-off to bob, the trigger times fall into spans: the later loops cross it first."""
    ((found,)) = answer("page", CHECKOUT, "--since", "2025-03-11 23:00", "--until", "2025-03-12 00:30")
    # The schedule's rule is reached at +0, +25 and +50 minutes, and bob takes over at midnight.
    starts = [outcome["start"][11:16] for outcome in found["outcomes"]]
    assert starts == ["23:00", "23:10", "23:35", "00:00"]
    paged = [[page["users"][0].rpartition(".")[2] for page in each["pages"]][::2] for each in found["outcomes"]]
    assert paged == [
        ["alice", "alice", "alice"],
        ["alice", "alice", "bob"],
        ["alice", "bob", "bob"],
        ["bob", "bob", "bob"],
    ]
    text = run("page", CHECKOUT, "--since", "2025-03-11 23:00", "--until", "2025-03-12 00:30").stdout
    words = " ".join(text.split())
    assert "+0 Alice, +10 Engineering Manager, +25 Alice, +35 Engineering Manager, +50 Bob," in words


def rows(*arguments: str) -> list[tuple[str, str]]:
    """The minutes and the names of the table of `oncall page`, for the article's incident."""
    lines = run("page", CHECKOUT, "--at", AT, *arguments).stdout.splitlines()
    return [(line.split(" min")[0], line[23:].strip().split("  ")[0]) for line in lines if line.startswith("+")]


def test_an_acknowledgement_ends_the_pages() -> None:
    """Acknowledged after twelve minutes, the first two levels were paged; it stays with the second."""
    expected = [("+0", "Bob"), ("+10", "Engineering Manager"), ("+12", "acknowledged")]
    assert rows("--acknowledged-after", "12m") == expected
    text = run("page", CHECKOUT, "--at", AT, "--acknowledged-after", "12m").stdout
    assert "After +12 min (11:12) nobody else is paged; the incident stays with Engineering\n  Manager." in text
    (found,) = answer("page", CHECKOUT, "--at", AT, "--acknowledged-after", "12m")
    assert found["acknowledged_at"] == found["over_at"] == "2025-03-12T11:12:00-04:00"
    assert (found["resolved_at"], found["stays_with"]) == (None, ["pagerduty_user.engineering_manager"])


def test_a_service_has_timeouts() -> None:
    """Half an hour after the acknowledgement the escalation goes on; four hours after the trigger it is resolved."""
    arguments = ("--service", "checkout", "--acknowledged-after", "12m")
    text = run("page", CHECKOUT, "--at", AT, *arguments).stdout
    runs_out, again = (line for line in text.splitlines() if line.startswith("+42 min"))
    assert "the acknowledgement runs out" in runs_out
    assert "Engineering Manager" in again
    assert "until it is resolved after +240 min (15:00)." in text
    (found,) = answer("page", CHECKOUT, "--at", AT, *arguments)
    # 12 + 30 = 42 minutes; the manager's 15 end at 57; then bob's 10, the manager's 15, and once more.
    assert [page["after_seconds"] / 60 for page in found["pages"]] == [0, 10, 42, 57, 67, 82, 92]
    assert (found["service"], found["resolved_at"]) == ("pagerduty_service.checkout", "2025-03-12T15:00:00-04:00")


def test_a_resolution_ends_everything() -> None:
    """From that second on nobody is paged, and the sentence says so."""
    text = run("page", CHECKOUT, "--at", AT, "--resolved-after", "10m1s").stdout
    assert "After +10 min 1 s (11:10:01) it is resolved, and nobody else is paged." in text
    assert len(rows("--resolved-after", "10m1s")) == 2
    assert "answered before anybody could be" in run("page", CHECKOUT, "--at", AT, "--resolved-after", "0s").stdout


def test_round_robin_asks_which_incident_it_is(tmp_path: Path) -> None:
    """The second incident pages the second target, at once and over a range."""
    (tmp_path / "a.tf").write_text(RING)
    at = ("page", str(tmp_path), "--at", AT)
    names = [answer(*at, "--incident-number", number)[0]["pages"][0]["user"] for number in ("0", "1", "2")]
    assert names == ["pagerduty_user.ann", "pagerduty_user.bea", "pagerduty_user.ann"]
    (found,) = answer("page", str(tmp_path), "--since", AT, "--incident-number", "1")
    assert [step["users"] for step in found["outcomes"][0]["pages"]] == [["pagerduty_user.bea"]]


RING = """
resource "pagerduty_user" "ann" {
  name  = "Ann"
  email = "ann@example.com"
}

resource "pagerduty_user" "bea" {
  name  = "Bea"
  email = "bea@example.com"
}

resource "pagerduty_escalation_policy" "ring" {
  name = "Ring"
  rule {
    escalation_delay_in_minutes = 5
    escalation_rule_assignment_strategy {
      type = "round_robin"
    }
    target {
      id = pagerduty_user.ann.id
    }
    target {
      id = pagerduty_user.bea.id
    }
  }
}
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ("--service", "checkout", "--policy", "checkout"),
        ("--since", "2025-03-12", "--acknowledged-after", "5m"),
        ("--until", "2025-04-12", "--resolved-after", "5m"),
        ("--acknowledged-after", "12"),
        ("--acknowledged-after", "soon"),
        ("--incident-number", "-1"),
        ("--service", "chekout"),
    ],
)
def test_what_makes_no_sense_together_is_refused(arguments: tuple[str, ...]) -> None:
    """It is a usage error or bad input, in a sentence."""
    result = run("page", CHECKOUT, "--at", AT, *arguments)
    assert result.exit_code == 2
    assert "rror: " in result.stderr


def test_an_acknowledgement_after_the_end_is_no_row() -> None:
    """Nobody is paged after +75; who acknowledges at +90 changes nothing, and the sentence tells it in order."""
    lines = run("page", CHECKOUT, "--at", AT, "--acknowledged-after", "1h30m").stdout.splitlines()
    assert not [line for line in lines if line.startswith("+90 min")]
    assert lines[-2:] == [
        "After +75 min (12:15) nobody else is paged; the incident stays with Engineering",
        "  Manager, acknowledged after +90 min (12:30).",
    ]


def test_an_acknowledgement_after_the_end_that_runs_out_is_a_row() -> None:
    """With the service's half hour it runs out at +120, and the level that was reached is paged once more."""
    arguments = ("--service", "checkout", "--acknowledged-after", "1h30m")
    lines = run("page", CHECKOUT, "--at", AT, *arguments).stdout.splitlines()
    assert [line for line in lines if line.startswith(("+90", "+120"))] == [
        "+90 min   12:30             acknowledged",
        "+120 min  13:00             the acknowledgement runs out",
        "+120 min  13:00  2, pass 3  Engineering Manager",
    ]


def test_an_acknowledgement_that_outlives_the_incident_ends_the_pages() -> None:
    """Acknowledged at +12 it would run out at +42, but at +20 it is resolved: after +12 nobody is paged."""
    arguments = ("--service", "checkout", "--acknowledged-after", "12m", "--resolved-after", "20m")
    (found,) = answer("page", CHECKOUT, "--at", AT, *arguments)
    assert found["over_at"] == "2025-03-12T11:12:00-04:00"
    text = " ".join(run("page", CHECKOUT, "--at", AT, *arguments).stdout.split())
    assert "After +12 min (11:12) nobody else is paged" in text
    assert text.endswith("until it is resolved after +20 min (11:20).")


def test_a_narrow_table_of_pages_breaks_between_words() -> None:
    """At forty columns the longest words are whole."""
    arguments = ("page", CHECKOUT, "--at", AT, "--service", "checkout", "--acknowledged-after", "12m")
    found = run(*arguments, env={"COLUMNS": "40"}).stdout
    assert {"acknowledgement", "Engineering", "acknowledged"} <= set(found.split())
    assert max(map(len, found.splitlines())) <= 40


def test_a_time_that_no_zone_can_show_is_named_as_it_was_typed() -> None:
    """No representation of a value of Python is in the sentence; nor the seconds of a local time."""
    for time in ("9999-12-31T23:00Z", "9999-12-29 23:59", "0001-01-01"):
        found = run("page", CHECKOUT, "--at", time)
        assert found.exit_code == 2
        assert f"rror: {'' if time.startswith('9999-12-29') else 'Invalid value for '}" in found.stderr
        assert f"'{time}' is not an instant: it is before 0001-01-03" in found.stderr
