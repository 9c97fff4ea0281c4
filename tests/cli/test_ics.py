"""Calendars as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from oncall.cli.calendars import file_name
from tests.cli.running import AT, CHECKOUT, answer, run

if TYPE_CHECKING:
    from pathlib import Path

RANGE = ("--since", "2025-03-01", "--until", "2025-05-01")


def test_a_file_for_each_schedule_and_each_person(tmp_path: Path) -> None:
    """Named after their addresses; the command says what it wrote."""
    found = run("ics", CHECKOUT, "--out", str(tmp_path / "new" / "folder"), *RANGE)
    people = [f"pagerduty_user.{name}.ics" for name in ("alice", "bob", "carol", "dave")]
    written = sorted(path.name for path in (tmp_path / "new" / "folder").iterdir())
    assert written == ["pagerduty_schedule.checkout_oncall.ics", *people]
    assert len(found.stdout.splitlines()) == 5
    # Ten shifts have a part in March and April: eight whole weeks, 26 February's rest and 30 April's begin.
    assert "pagerduty_schedule.checkout_oncall.ics: 10 shifts of Checkout Team On-Call" in found.stdout


def test_the_same_range_makes_the_same_bytes(tmp_path: Path) -> None:
    """Whatever the time is at which they are written."""
    for folder, at in (("a", "2025-03-12"), ("b", "2026-03-12")):
        run("ics", CHECKOUT, "--out", str(tmp_path / folder), "--at", at, *RANGE)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_the_default_range_begins_at_the_full_hour(tmp_path: Path) -> None:
    """So two runs within the hour write the same, for 26 weeks: bob's 7 of every 4 weeks from 2025-03-12 on."""
    for folder, at in (("a", "2025-03-12T15:00Z"), ("b", "2025-03-12T15:59:59Z")):
        (found,) = answer("ics", CHECKOUT, "--out", str(tmp_path / folder), "--at", at, "--user", "bob")
        assert found["shifts"] == 7
    name = "pagerduty_user.bob.ics"
    assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_one_of_each(tmp_path: Path) -> None:
    """`--schedule` and `--user` leave one file each; together they would be two wishes, and are refused."""
    choices: list[tuple[str, ...]] = [("--schedule", "checkout_oncall"), ("--user", "Bob")]
    kinds = [
        [each["kind"] for each in answer("ics", CHECKOUT, "--out", str(tmp_path), "--at", AT, *choice)]
        for choice in choices
    ]
    assert kinds == [["schedule"], ["user"]]
    refused = run("ics", CHECKOUT, "--out", str(tmp_path), *choices[0], *choices[1])
    assert refused.exit_code == 2
    assert "exclude each other" in refused.stderr


def test_an_empty_folder_name_is_not_this_folder() -> None:
    """A variable that a script forgot to set does not litter the folder it runs in."""
    found = run("ics", CHECKOUT, "--out", "")
    assert found.exit_code == 2
    assert "--out must be a folder" in found.stderr
    assert run("who", "").exit_code == 2


def test_somebody_who_is_in_no_schedule_has_an_empty_calendar(tmp_path: Path) -> None:
    """The manager is only in the policy: nobody is asked to come, but the file can be subscribed to."""
    (found,) = answer("ics", CHECKOUT, "--out", str(tmp_path), "--user", "engineering_manager")
    assert found["shifts"] == 0
    assert (tmp_path / "pagerduty_user.engineering_manager.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    """Where a file is in the way, that is said, and the exit status is 2."""
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        found = run("ics", CHECKOUT, "--out", str(folder))
        assert found.exit_code == 2
        assert found.stderr.startswith("error: --out must be a folder that can be written to (")
    assert run("report", CHECKOUT, "--out", str(tmp_path / "file")).exit_code == 2
    assert run("ics", CHECKOUT, "--out", "a\0b").exit_code == 2


ids = st.text(min_size=1) | st.from_regex(r"[A-Za-z0-9_./\\-]{1,120}", fullmatch=True)
things = st.tuples(st.sampled_from(["schedule", "user"]), ids)


@given(things)
def test_a_file_name_is_safe(thing: tuple[str, str]) -> None:
    """It is one plain part of a path, in lower case, of a length that every file system takes."""
    name = file_name(*thing)
    assert name.isascii()
    assert name == name.lower()
    assert not set(name) & set('/\\:*?"<>|\0 ')
    assert not name.startswith(".")
    assert ".." not in name or ".." in thing[1]
    assert len(name) < 160


@given(things, things)
def test_two_things_never_share_a_file(one: tuple[str, str], other: tuple[str, str]) -> None:
    """Different ids have different names, also where they differ in case or in characters that no file name has."""
    assert (file_name(*one) == file_name(*other)) == (one == other)


def test_names_that_would_collide() -> None:
    """Case, replaced characters, a prefix or a digest written into an id do not make two names into one."""
    digested = file_name("user", "Bob").removesuffix(".ics").removeprefix("user.")
    tricky = [
        ("user", "bob"),
        ("user", "Bob"),
        ("user", "b/ob"),
        ("user", "b\\ob"),
        ("user", digested),
        ("user", "user.bob"),
        ("user", "pagerduty_user.bob"),
        ("user", "pagerduty_schedule.bob"),
        ("schedule", "pagerduty_schedule.bob"),
        ("schedule", "bob"),
        ("schedule", "user.bob"),
        ("user", "../../etc/passwd"),
        ("user", "x" * 300),
        ("user", "x" * 301),
    ]
    assert len({file_name(*thing) for thing in tricky}) == len(tricky)
    assert file_name("user", "pagerduty_user.bob") == "pagerduty_user.bob.ics"
