"""What `oncall fairness` answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.running import AT, CHECKOUT, OVERNIGHT, ROOT, answer, run

if TYPE_CHECKING:
    from pathlib import Path

PLATFORM = str(ROOT / "examples" / "platform")
HOLIDAYS = str(ROOT / "examples" / "time-off" / "public-holidays.ics")
LOG = [
    part
    for name in ("incidents.json", "log_entries.json")
    for part in ("--log", str(ROOT / "examples" / "page-log" / name))
]


def test_four_people_in_turns() -> None:
    """Four weeks from now on: each has one, which the bars show, and nobody is off."""
    assert run("fairness", CHECKOUT, "--at", "2025-03-12").stdout.splitlines() == [
        "Checkout Team On-Call",
        "Wed 2025-03-12 00:00 -04:00 to Wed 2025-04-09 00:00 -04:00 (America/New_York)",
        "one joint period of 4 weeks, which comes again for ever",
        "who    hours  nights  weekends  shifts  longest  rest  share",
        "Alice    168      63        48       1       7d   21d  ################",
        "Bob      168      63        48       1       7d   21d  ################",
        "Carol    168      63        48       1       7d   21d  ################",
        "Dave     168      63        48       1       7d   21d  ################",
        "",
        "          most  mean  most/mean  Jain's index",
        "hours      168   168       1.00         1.000",
        "nights      63    63       1.00         1.000",
        "weekends    48    48       1.00         1.000",
        "shifts       1     1       1.00         1.000",
        "Nobody is off by a tenth of the mean.",
    ]


def test_several_schedules_are_added_up() -> None:
    """Each by itself, and all of them together; with --schedule only that one."""
    found = answer("fairness", PLATFORM, "--at", AT)
    assert found["together"]["period_seconds"] % 604_800 == 0
    alone = {load["user"]: load["hours"] for each in found["schedules"] for load in each["loads"]}
    together = {load["user"]: load["hours"] for load in found["together"]["loads"]}
    assert alone.keys() == together.keys()
    first = found["schedules"][0]["schedule"]
    one = answer("fairness", PLATFORM, "--at", AT, "--schedule", first)
    assert (one["together"], one["schedules"]) == (None, found["schedules"][:1])
    assert "All schedules together" in run("fairness", PLATFORM, "--at", AT).stdout


@pytest.mark.parametrize("columns", ["80", "60", "40"])
def test_the_width_is_kept(columns: str) -> None:
    """Where there is little room, columns are left out."""
    result = run("fairness", PLATFORM, "--at", AT, "--holidays", "2025-12-25", *LOG, env={"COLUMNS": columns})
    assert max(map(len, result.stdout.splitlines())) <= int(columns)


def test_holidays_and_weights() -> None:
    """Of everybody, or of one person; holidays of a year, all else of four weeks."""
    options = ("--holidays", "2025-12-24", "--holidays", "bob=2025-12-25", "--weight", "bob=0.5")
    (found,) = answer("fairness", CHECKOUT, "--at", "2025-03-12", *options)["schedules"]
    assert found["period_seconds"] == 4 * 604_800
    assert found["holidays_until"] == "2026-03-12T00:00:00-04:00"
    # The upper layer begins on the 8th of January, 50 weeks before the 24th of December: the third of four has it.
    assert [(load["name"], load["weight"], load["holiday_hours"]) for load in found["loads"]] == [
        ("Alice", 1, 0),
        ("Bob", 0.5, 0),
        ("Carol", 1, 24),
        ("Dave", 1, 0),
    ]


def test_a_country(tmp_path: Path) -> None:
    """Its holidays, from the options or from the settings."""
    settings = tmp_path / "settings.toml"
    settings.write_text('holidays = "US"\nweights = {bob = 0.5, zoe = 2}\n')
    (found,) = answer("fairness", CHECKOUT, "--at", AT, "--settings", str(settings))["schedules"]
    (other,) = answer("fairness", CHECKOUT, "--at", AT, "--holidays", "US", "--weight", "bob=0.5")["schedules"]
    assert found == other
    settings.write_text('holidays = {bob = "US", zoe = "DE"}\n')
    (own,) = answer("fairness", CHECKOUT, "--at", AT, "--settings", str(settings))["schedules"]
    assert [load["holiday_hours"] for load in own["loads"] if load["name"] != "Bob"] == [0, 0, 0]


def test_holidays_of_a_calendar(tmp_path: Path) -> None:
    """The dates in it are those of the year, also of what recurs; what has a time of the day is no holiday."""
    options = ("fairness", CHECKOUT, "--at", "2025-03-12")
    given = [word for day in ("2025-07-04", "2025-11-27", "2025-12-25") for word in ("--holidays", day)]
    # Thanksgiving is the fourth Thursday of November: in 2025 the 27th, since the first one is the 6th.
    assert answer(*options, "--holidays", HOLIDAYS) == answer(*options, *given)
    (own,) = answer(*options, "--holidays", "2025-12-24", "--holidays", f"bob={HOLIDAYS}")["schedules"]
    (same,) = answer(*options, "--holidays", "2025-12-24", *(word.replace("2025", "bob=2025") for word in given))[
        "schedules"
    ]
    assert own == same
    timed = tmp_path / "timed.ICS"
    timed.write_bytes(
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20250301T090000Z\r\n"
        b"DTSTART:20251225T000000\r\nDTEND:20251226T000000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    result = run(*options, "--holidays", str(timed))
    assert result.exit_code == 0
    assert result.stderr == (
        f"warning: {timed}: there is no public holiday in it: no event of whole days in the time looked at\n"
    )
    (none,) = answer(*options, "--holidays", str(timed))["schedules"]
    assert [load["holiday_hours"] for load in none["loads"]] == [0, 0, 0, 0]


def test_settings_that_mean_nobody_are_told(tmp_path: Path) -> None:
    """With who is near, also in other capital letters; `oncall check` does the same. Standard output is clean."""
    settings = tmp_path / "settings.toml"
    settings.write_text('holidays = {zz = "2025-12-25"}\nweights = {BOB = 4, "pagerduty_user.bob" = 1, Dave = 1}\n')
    for command in ("fairness", "check"):
        result = run(command, CHECKOUT, "--at", AT, "--settings", str(settings))
        assert result.stderr.splitlines() == [
            f"warning: {settings}: {key}: nobody here is meant by {name}; people are named by their id or name, to the "
            "letter"
            for key, name in (("weights", "'BOB' (near: pagerduty_user.bob)"), ("holidays", "'zz'"))
        ]
        assert "nobody here" not in result.stdout
    settings.write_text('holidays = "2025-12-25"\nweights = {Bob = 4}\n')
    assert run("fairness", CHECKOUT, "--at", AT, "--settings", str(settings)).stderr == ""


def test_a_name_of_several_people_is_told(tmp_path: Path) -> None:
    """Whom it may mean is said."""
    (tmp_path / "main.tf").write_text(
        OVERNIGHT + 'resource "pagerduty_user" "other" {\n  name = "Ann"\n  email = "other@example.com"\n}\n'
    )
    (tmp_path / ".oncall.toml").write_text("weights = {Ann = 0.5}\n")
    result = run("fairness", str(tmp_path), "--at", AT)
    assert "nobody here is meant by 'Ann' (which may be pagerduty_user.ann or pagerduty_user.other)" in result.stderr


def test_pages_of_a_log() -> None:
    """How many fell on whose shifts."""
    (found,) = answer("fairness", CHECKOUT, "--at", AT, *LOG)["schedules"]
    assert sum(load["pages"] for load in found["loads"]) > 0
    assert [each["measure"] for each in found["spreads"]][-1] == "pages"


def test_a_range_is_taken_as_it_is() -> None:
    """Two days of one person; from --since alone a joint period."""
    (found,) = answer("fairness", CHECKOUT, "--since", "2025-03-13", "--until", "2025-03-15")["schedules"]
    assert sorted(load["hours"] for load in found["loads"]) == [0, 0, 0, 48]
    (later,) = answer("fairness", CHECKOUT, "--since", "2025-03-13")["schedules"]
    assert later["until"] == "2025-04-10T00:00:00-04:00"


def test_what_ends_is_looked_at_whole(tmp_path: Path) -> None:
    """There is no joint period then, and it does not matter what time it is."""
    text = OVERNIGHT.replace("users ", 'end = "2025-01-15T00:00:00Z"\n    users ')
    (tmp_path / "main.tf").write_text(text)
    found = answer("fairness", str(tmp_path), "--at", AT)
    assert [each["evidence"] for each in found["schedules"]] == ["everything ends, and all of it was looked at"] * 2


def test_a_schedule_of_nobody(tmp_path: Path) -> None:
    """A policy alone has no schedule."""
    (tmp_path / "main.tf").write_text(
        'resource "pagerduty_escalation_policy" "p" {\n  name = "P"\n  rule {\n    escalation_delay_in_minutes = 5\n'
        '    target {\n      type = "user_reference"\n      id = "alice"\n    }\n  }\n}\n'
    )
    assert run("fairness", str(tmp_path), "--at", AT).stdout == "There is no schedule.\n"


WRONG = [
    (("--weight", "bob"), "'bob' is not PERSON=WEIGHT with a number of at least 0"),
    (("--weight", "bob=-1"), "'bob=-1' is not PERSON=WEIGHT"),
    (("--weight", "rob=1"), "no person is called 'rob'; near: pagerduty_user.bob"),
    (("--holidays", "Germany"), "holidays must be countries such as 'DE'"),
    (("--holidays", "rob=DE"), "no person is called 'rob'"),
    (("--holidays", "no/such.ics"), "no/such.ics"),
    (("--holidays", f"rob={HOLIDAYS}"), "no person is called 'rob'"),
    (("--since", "2025-03-13", "--until", "2025-03-12"), "--until must be after"),
]


@pytest.mark.parametrize(("options", "message"), WRONG, ids=[" ".join(each) for each, _ in WRONG])
def test_what_is_no_option_is_refused(options: tuple[str, ...], message: str) -> None:
    """With a sentence, and the exit status 2."""
    result = run("fairness", CHECKOUT, "--at", AT, *options)
    assert result.exit_code == 2
    assert message in result.stderr
