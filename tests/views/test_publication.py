"""What was published, as values and on a terminal."""

from __future__ import annotations

from pathlib import Path

from rich.cells import cell_len

from oncall.views.publication import publication_text
from oncall.views.published import Published
from oncall.views.text import Canvas

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
    assert publication_text("out", [BOB, INDEX], Canvas(width=80, color=False)).rstrip() == (
        "1 file written, 1 unchanged, in out\n"
        "written    person-bob.ics  Bob: 1 shift\n"
        "unchanged  index.html      On-call calendars"
    )


def test_long_names_are_folded() -> None:
    """At 80 columns no line is longer, and nothing is left out; control characters of a name do nothing."""
    long = Published(
        folder="out", file_name=f"schedule-{'x' * 78}.ics", kind="schedule", name=f"{'y' * 200}\x1b[31m", events=3
    )
    text = publication_text("out", [long, INDEX], Canvas(width=80, color=False))
    assert max(map(cell_len, text.splitlines())) <= 80
    # Two more are in "index.html" and in the escape of the control character, which is shown as \\x1b.
    assert (text.count("x"), text.count("y")) == (78 + 2, 200)
    assert "\x1b" not in text
