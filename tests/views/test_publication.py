"""What was published, as values and on a terminal."""

from __future__ import annotations

from pathlib import Path

import attrs
from rich.cells import cell_len

from oncall.views.publication import publication_text
from oncall.views.published import Published

BOB = Published(folder="out", file_name="person-bob.ics", kind="person", id="PBOB", name="Bob", events=1)
INDEX = Published(folder="out", file_name="index.html", kind="index", name="On-call calendars", is_written=False)


def test_what_is_in_a_file_in_words() -> None:
    """Shifts and gaps are counted; events that recur have no number, unless there are none; a page has no events."""
    kinds = [("person", 1, False), ("gaps", 2, False), ("schedule", 4, True), ("gaps", 0, True), ("index", None, False)]
    assert [
        Published(folder="", file_name="f", kind=kind, name="n", events=events, recurs=recurs).count
        for kind, events, recurs in kinds
    ] == ["1 shift", "2 gaps", "repeats for ever", "0 gaps", ""]


def test_plain_values() -> None:
    """The path is the folder's with the name; what has no id or no events says so."""
    assert BOB.to_dict() == {
        "path": str(Path("out") / "person-bob.ics"),
        "kind": "person",
        "id": "PBOB",
        "name": "Bob",
        "events": 1,
        "state": "written",
    }
    assert (INDEX.to_dict()["id"], INDEX.to_dict()["events"], INDEX.state) == (None, None, "unchanged")


def test_a_line_for_each_file() -> None:
    """With how many were written above them."""
    assert publication_text("out", [BOB, INDEX]) == (
        "1 file written, 1 unchanged, in out\n"
        "written    person-bob.ics  Bob: 1 shift\n"
        "unchanged  index.html      On-call calendars"
    )


def test_namesakes_have_their_ids() -> None:
    """Two people who are called Bob; a schedule of that name is no person, and keeps it."""
    other = attrs.evolve(BOB, file_name="person-bob-2.ics", id="PBOB2", events=3)
    rota = attrs.evolve(BOB, file_name="schedule-bob.ics", kind="schedule", id="PS")
    assert publication_text("out", [BOB, other, rota]).splitlines()[1:] == [
        "written  person-bob.ics    Bob (PBOB): 1 shift",
        "written  person-bob-2.ics  Bob (PBOB2): 3 shifts",
        "written  schedule-bob.ics  Bob: 1 shift",
    ]


def test_long_names_are_whole() -> None:
    """A path on two lines could not be copied; control characters of a name do nothing, and wide letters align."""
    long = Published(
        folder="out", file_name=f"schedule-{'x' * 78}.ics", kind="schedule", name=f"{'y' * 200}\x1b[31m", events=3
    )
    wide = Published(folder="out", file_name="person-\u65e5\u672c.ics", kind="person", name="w", events=1)
    head, *lines = publication_text(f"out/{'z' * 90}", [long, wide, INDEX]).splitlines()
    assert head == f"2 files written, 1 unchanged, in out/{'z' * 90}"
    assert lines[0] == f"written    {long.file_name}  {'y' * 200}\\x1b[31m: 3 shifts"
    # Two states of nine letters, two blanks, 91 of the longest name, two blanks.
    assert [cell_len(line.partition("  w:")[0]) for line in lines[1:2]] == [9 + 2 + 91]
