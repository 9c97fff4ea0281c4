"""Calendars as files, in a folder to be published."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import icalendar
from rich.cells import cell_len

from tests.cli.running import AT, CHECKOUT, OVERNIGHT, ROOT, answer, run

if TYPE_CHECKING:
    from pathlib import Path

RANGE = ("--since", "2025-03-01", "--until", "2025-05-01")
PEOPLE = [f"person-{name}.ics" for name in ("alice", "bob", "carol", "dave")]
EVERYTHING = [
    "gaps.ics",
    "index.html",
    *PEOPLE,
    "policy-checkout-escalation.ics",
    "schedule-checkout-team-on-call.ics",
]
ENDING = OVERNIGHT.replace(
    '    start                        = "2025-01-01T00:00:00',
    '    end = "2026-01-01T00:00:00Z"\n    start                        = "2025-01-01T00:00:00',
)
"""The same two schedules, of which no layer goes on for ever."""


def publish(source: Path, text: str, out: Path, *options: str) -> dict[str, str]:
    """Write a Terraform file and publish it; the state of each file that the command tells of."""
    source.write_text(text)
    found = answer("ics", str(source), "--out", str(out), "--at", AT, *options)
    return {each["path"].removeprefix(f"{out}{os.sep}"): each["state"] for each in found}


def contents(folder: Path) -> dict[str, bytes]:
    """Everything in a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_everything_is_published(tmp_path: Path) -> None:
    """Everybody who is listed, every schedule and policy, the gaps, and an index: named after what they are called."""
    out = tmp_path / "new" / "folder"
    found = run("ics", CHECKOUT, "--out", str(out), *RANGE, env={"COLUMNS": "80"})
    assert sorted(contents(out)) == EVERYTHING
    lines = found.stdout.splitlines()
    assert lines[0].startswith("8 files written, 0 unchanged, in")
    assert [line.split()[:2] for line in lines[-8:]] == [
        ["written", name] for name in [*PEOPLE, EVERYTHING[7], EVERYTHING[6], *EVERYTHING[:2]]
    ]
    # Ten shifts have a part in March and April: eight whole weeks, 26 February's rest and 30 April's begin.
    assert "schedule-checkout-team-on-call.ics  Checkout Team On-Call: 10 shifts\n" in found.stdout
    assert max(map(cell_len, lines[1:])) <= 80


def test_the_page_shows_what_the_command_prints(tmp_path: Path) -> None:
    """The files and numbers of the how-to are those of the example."""
    page = (ROOT / "docs" / "how-to" / "publish-calendars.md").read_text(encoding="utf-8")
    shown = page.split("```text\n")[1].split("```")[0]
    found = run("ics", CHECKOUT, "--out", str(tmp_path), "--at", "2025-03-12")
    assert found.stdout.splitlines()[-8:] == shown.splitlines()[-8:]


def test_a_second_run_touches_only_what_changed(tmp_path: Path) -> None:
    """Nothing, if nothing did; then the files of one of two schedules, and of whoever is in it, but for the gaps."""
    source, out = tmp_path / "rota.tf", tmp_path / "out"
    assert set(publish(source, OVERNIGHT, out, *RANGE).values()) == {"written"}
    for path in out.iterdir():
        os.utime(path, ns=(10**18, 10**18))
    assert set(publish(source, OVERNIGHT, out, *RANGE).values()) == {"unchanged"}
    moved = OVERNIGHT.replace('start_time_of_day = "09:00:00"', 'start_time_of_day = "10:00:00"')
    states = publish(source, moved, out, *RANGE)
    changed = {"schedule-office.ics", "person-ann.ics", "gaps.ics"}
    assert {name for name, state in states.items() if state == "written"} == changed
    assert {path.name for path in out.iterdir() if path.stat().st_mtime_ns != 10**18} == changed


def test_labels_do_not_matter(tmp_path: Path) -> None:
    """Whoever renames resources in Terraform publishes the same bytes under the same names."""
    source, out = tmp_path / "rota.tf", tmp_path / "out"
    publish(source, OVERNIGHT, out, *RANGE)
    renamed = re.sub(r'"(ann|office|utc)" \{|(pagerduty_user\.)ann\b', _other_label, OVERNIGHT)
    assert renamed.count("other_") == 5
    assert set(publish(source, renamed, out, *RANGE).values()) == {"unchanged"}


def _other_label(found: re.Match[str]) -> str:
    return f"{found[2]}other_ann" if found[2] else f'"other_{found[1]}" {{'


def test_the_same_range_makes_the_same_bytes(tmp_path: Path) -> None:
    """Whatever the time is at which they are written."""
    for folder, at in (("a", "2025-03-12"), ("b", "2026-03-12")):
        run("ics", CHECKOUT, "--out", str(tmp_path / folder), "--at", at, *RANGE)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_the_default_range_begins_at_the_full_hour(tmp_path: Path) -> None:
    """So two runs within the hour write the same, for 26 weeks: bob's 7 of every 4 weeks from 2025-03-12 on."""
    for at, state in (("2025-03-12T15:00Z", "written"), ("2025-03-12T15:59:59Z", "unchanged")):
        (found,) = answer("ics", CHECKOUT, "--out", str(tmp_path), "--at", at, "--person", "bob")
        assert (found["events"], found["state"]) == (7, state)


def test_one_of_each(tmp_path: Path) -> None:
    """`--schedule`, `--person` and `--policy` leave one file each, the same as beside the others, and no index."""
    everything, one = tmp_path / "all", tmp_path / "one"
    run("ics", CHECKOUT, "--out", str(everything), *RANGE)
    choices = [("--schedule", "checkout_oncall"), ("--person", "Bob"), ("--policy", "Checkout Escalation")]
    kinds = [[each["kind"] for each in answer("ics", CHECKOUT, "--out", str(one), *RANGE, *each)] for each in choices]
    assert kinds == [["schedule"], ["person"], ["policy"]]
    assert sorted(contents(one)) == ["person-bob.ics", *EVERYTHING[6:]]
    assert contents(one).items() <= contents(everything).items()


def test_wishes_that_exclude_each_other(tmp_path: Path) -> None:
    """Two names, or one name and an address for the index of all, are usage errors; `--user` has become `--person`."""
    for options, words in (
        (("--schedule", "x", "--person", "y"), "exclude each other"),
        (("--policy", "x", "--person", "y"), "exclude each other"),
        (("--policy", "x", "--url", "https://cal.example.org"), "--url is for the index"),
        (("--user", "bob"), "No such option"),
    ):
        found = run("ics", CHECKOUT, "--out", str(tmp_path / "out"), *options)
        assert found.exit_code == 2
        assert words in found.stderr
        assert not (tmp_path / "out").exists()


def test_somebody_who_is_in_no_schedule_has_an_empty_calendar(tmp_path: Path) -> None:
    """The manager is only in the policy: nobody is asked to come, but the file can be subscribed to."""
    (found,) = answer("ics", CHECKOUT, "--out", str(tmp_path), "--person", "engineering_manager")
    assert found["events"] == 0
    assert contents(tmp_path)["person-engineering-manager.ics"].startswith(b"BEGIN:VCALENDAR")


def test_files_of_others_stay(tmp_path: Path) -> None:
    """A website of one's own, or a calendar, is not written over, and then nothing is written at all."""
    (tmp_path / "index.html").write_text("<h1>Hello</h1>")
    (tmp_path / "person-bob.ics").write_text("BEGIN:VCALENDAR\nPRODID:-//else//EN\nEND:VCALENDAR\n")
    before = contents(tmp_path)
    found = run("ics", CHECKOUT, "--out", str(tmp_path), *RANGE)
    assert found.exit_code == 2
    assert "of which this command wrote index.html and person-bob.ics: it overwrites nothing of others" in found.stderr
    assert contents(tmp_path) == before
    # Where only one calendar is asked for, the page is nobody's business.
    assert run("ics", CHECKOUT, "--out", str(tmp_path), *RANGE, "--person", "carol").exit_code == 0


def test_what_is_left_over_is_told(tmp_path: Path) -> None:
    """A calendar of somebody who has left stays for those who subscribe to it, and is named in a warning."""
    source, out = tmp_path / "rota.tf", tmp_path / "out"
    publish(source, OVERNIGHT, out)
    (out / "theirs.ics").write_text("BEGIN:VCALENDAR\n")
    renamed = OVERNIGHT.replace('"Ann"', '"Bea"').replace('"Office"', '"Desk"')
    source.write_text(renamed)
    found = run("ics", str(source), "--out", str(out))
    assert found.exit_code == 0
    assert "not kept up to date any more: person-ann.ics and schedule-office.ics; delete" in found.stderr
    assert {"person-ann.ics", "person-bea.ics", "schedule-office.ics"} < set(contents(out))
    assert run("ics", str(source), "--out", str(out), "--person", "Bea").stderr == ""


def test_shifts_that_are_gone_are_cancelled(tmp_path: Path) -> None:
    """With `--tombstones` the file that is there is followed, and what changed is stamped with the hour of `--at`."""
    source, out = tmp_path / "rota.tf", tmp_path / "out"
    publish(source, OVERNIGHT, out, *RANGE)
    before = icalendar.Calendar.from_ical((out / "schedule-office.ics").read_bytes())
    later = OVERNIGHT.replace('start_time_of_day = "09:00:00"', 'start_time_of_day = "10:00:00"')
    publish(source, later, out, *RANGE, "--tombstones", "--at", "2025-03-12T15:59Z")
    after = icalendar.Calendar.from_ical((out / "schedule-office.ics").read_bytes())
    gone = {str(each["UID"]) for each in before.events}
    cancelled = [each for each in after.events if each["STATUS"] == "CANCELLED"]
    assert {str(each["UID"]) for each in cancelled} == gone
    assert {each.sequence for each in cancelled} == {1}
    stamps = re.findall(rb"DTSTAMP:(.*)\r\n", (out / "schedule-office.ics").read_bytes())
    assert set(stamps) == {b"20250312T150000Z"}
    # An hour later the same is published again, and what is cancelled is not counted.
    states = publish(source, later, out, *RANGE, "--tombstones", "--at", "2025-03-12T17:00Z")
    assert set(states.values()) == {"unchanged"}
    found = answer("ics", str(source), "--out", str(out), *RANGE, "--tombstones", "--schedule", "Office")
    assert found[0]["events"] == len(gone)


def test_what_cannot_be_followed_is_said(tmp_path: Path) -> None:
    """A calendar of ours that somebody has broken is named, and stays."""
    source, out = tmp_path / "rota.tf", tmp_path / "out"
    publish(source, OVERNIGHT, out)
    broken = (out / "person-ann.ics").read_bytes().replace(b"DTSTAMP:2", b"DTSTAMP:x")
    (out / "person-ann.ics").write_bytes(broken)
    found = run("ics", str(source), "--out", str(out), "--tombstones")
    assert found.exit_code == 2
    assert found.stderr.startswith(
        "error: --tombstones must be left out, or every file as it was published; person-ann"
    )
    assert contents(out)["person-ann.ics"] == broken


def test_calendars_that_recur(tmp_path: Path) -> None:
    """They do not depend on the clock, so that a second run in another year writes nothing."""
    for at, state in (("2025-03-12", "written"), ("2031-07-01T12:34:56Z", "unchanged")):
        found = answer("ics", CHECKOUT, "--out", str(tmp_path), "--recurring", "--at", at)
        assert {each["state"] for each in found} == {state}
    # Every fourth week from Wednesday to Wednesday, as the example has it.
    assert contents(tmp_path)["person-bob.ics"].count(b"\r\nRRULE:FREQ=WEEKLY;INTERVAL=4;BYDAY=WE\r\n") == 1


def test_what_is_given_of_a_range_holds_for_what_recurs(tmp_path: Path) -> None:
    """Until New Year everybody's turns are those of a year; an empty range is refused."""
    run("ics", CHECKOUT, "--out", str(tmp_path), "--recurring", "--until", "2026-01-01", "--person", "bob")
    assert b"UNTIL=" in contents(tmp_path)["person-bob.ics"]
    turned = ("--since", "2025-03-12", "--until", "2025-03-01")
    found = run("ics", CHECKOUT, "--out", str(tmp_path), "--recurring", *turned)
    assert (found.exit_code, "--until must be after" in found.stderr) == (2, True)


def test_what_does_not_recur_is_listed(tmp_path: Path) -> None:
    """Each schedule with its reason, once; the exit status is 2, and nothing is written."""
    (tmp_path / "rota.tf").write_text(ENDING)
    found = run("ics", str(tmp_path), "--out", str(tmp_path / "out"), "--recurring")
    assert (found.exit_code, found.stdout) == (2, "")
    reason = "has no recurring calendar: no layer of it is without an end, so nothing comes back for ever"
    assert found.stderr.splitlines() == [
        f"error: Office {reason}",
        f"error: All day {reason}",
        "Nothing was written. Leave out --recurring, or name what recurs.",
    ]
    assert not (tmp_path / "out").exists()


def test_what_is_asked_for_is_in_every_event(tmp_path: Path) -> None:
    """Alarms, the earliest first, free or busy, and e-mail addresses; by default none of it."""
    options = ("--alarm", "30m", "--alarm", "1d", "--busy", "--contacts")
    for folder, given in ((tmp_path / "plain", ()), (tmp_path / "full", options)):
        run("ics", CHECKOUT, "--out", str(folder), *RANGE, "--person", "bob", *given)
    plain, full = (contents(tmp_path / name)["person-bob.ics"] for name in ("plain", "full"))
    # Bob has every fourth week: from 12 March, from 9 April.
    assert re.findall(rb"TRIGGER:(.*)\r\n", full) == [b"-P1D", b"-PT30M"] * 2
    assert full.count(b"TRANSP:OPAQUE") == full.count(b"ATTENDEE;CN=Bob:mailto:") == 2
    assert not re.search(rb"VALARM|OPAQUE|ATTENDEE|mailto", plain)


def test_an_alarm_is_a_length_of_time(tmp_path: Path) -> None:
    """What is none is refused with an example."""
    found = run("ics", CHECKOUT, "--out", str(tmp_path), "--alarm", "soon")
    assert found.exit_code == 2
    assert "a length such as 12m, 90s or 1h30m" in found.stderr


def test_the_index_knows_where_it_is(tmp_path: Path) -> None:
    """Only with `--url`, with or without a slash at its end; then there is nothing left to find out by a script."""
    pages: list[str] = []
    for options in ((), ("--url", "https://cal.example.org/oncall"), ("--url", "https://cal.example.org/oncall/")):
        run("ics", CHECKOUT, "--out", str(tmp_path), *RANGE, *options)
        pages.append(contents(tmp_path)["index.html"].decode())
    plain, *absolute = pages
    assert absolute[0] == absolute[1]
    assert 'href="webcal://cal.example.org/oncall/person-bob.ics"' in absolute[0]
    assert [("<script>" in page, "webcal://" in page) for page in pages[:2]] == [(True, False), (False, True)]
    assert 'href="person-bob.ics"' in plain


def test_an_address_is_plain(tmp_path: Path) -> None:
    """Nothing of it can become anything else in a page, and it tells no password."""
    for url in (
        "cal.example.org",
        "ftp://cal.example.org/",
        "https:///oncall",
        "https://ann:secret@cal.example.org/",
        "https://cal.example.org/?a=b",
        "https://cal.example.org/#a",
        'https://cal.example.org/"><script>',
        "https://cal.example.org:x/",
        "https://[cal/",
        "javascript://cal.example.org/",
        "",
    ):
        found = run("ics", CHECKOUT, "--out", str(tmp_path / "out"), "--url", url)
        assert (found.exit_code, "address" in found.stderr) == (2, True)
        assert not (tmp_path / "out").exists()


def test_an_empty_folder_name_is_not_this_folder() -> None:
    """A variable that a script forgot to set does not litter the folder it runs in."""
    found = run("ics", CHECKOUT, "--out", "")
    assert found.exit_code == 2
    assert "--out must be a folder" in found.stderr
    assert run("who", "").exit_code == 2


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    """Where a file is in the way, that is said, and the exit status is 2."""
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        found = run("ics", CHECKOUT, "--out", str(folder))
        assert found.exit_code == 2
        assert found.stderr.startswith("error: --out must be a folder that can be written to (")
    assert run("report", CHECKOUT, "--out", str(tmp_path / "file")).exit_code == 2
    assert run("ics", CHECKOUT, "--out", "a\0b").exit_code == 2


def test_namesakes_are_told_apart(tmp_path: Path) -> None:
    """Two people called Ann have a file each, and the list says whose is whose."""
    ann, begin, schedules = OVERNIGHT.partition('resource "pagerduty_schedule"')
    text = ann + ann.replace('"ann"', '"ann2"') + begin + schedules
    text = text.replace("[pagerduty_user.ann.id]", "[pagerduty_user.ann.id, pagerduty_user.ann2.id]", 1)
    publish(tmp_path / "rota.tf", text, tmp_path / "out", *RANGE)
    found = [name for name in contents(tmp_path / "out") if name.startswith("person-")]
    assert [re.fullmatch(r"person-ann-[0-9a-f]{12}\.ics", name) is not None for name in found] == [True, True]
    page = contents(tmp_path / "out")["index.html"].decode()
    assert "All day and Office, pagerduty_user.ann</bdi>" in page
    assert "Office, pagerduty_user.ann2</bdi>" in page


def test_a_policy_of_people_only(tmp_path: Path) -> None:
    """It has a calendar though there is no schedule, and no gaps; a range of more than 50,000 weeks is refused."""
    (tmp_path / "policy.tf").write_text(
        'resource "pagerduty_user" "ann" {\n  name = "Ann"\n}\n'
        'resource "pagerduty_escalation_policy" "p" {\n  name = "P"\n  rule {\n    escalation_delay_in_minutes = 10\n'
        '    target {\n      type = "user_reference"\n      id = pagerduty_user.ann.id\n    }\n  }\n}\n'
    )
    found = answer("ics", str(tmp_path), "--out", str(tmp_path / "out"), "--at", "2025-03-10", "--until", "2025-03-24")
    # Two weeks, Monday to Monday.
    assert [(each["kind"], each["events"]) for each in found] == [("policy", 2), ("index", None)]
    refused = run("ics", str(tmp_path), "--out", str(tmp_path / "out"), "--until", "3500-01-01")
    assert (refused.exit_code, "more than 50,000 weeks" in refused.stderr) == (2, True)
