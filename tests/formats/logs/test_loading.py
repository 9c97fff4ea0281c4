"""Files of a page log: recognised by their content, read together, and refused with all that is wrong."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

import oncall
from oncall.errors import SourceError
from oncall.formats.logs import loads
from tests.formats.logs.documents import T0, T, at, entry, incident, user, wrong_file

if TYPE_CHECKING:
    from pathlib import Path


def test_several_files_are_one_log_whatever_their_names(tmp_path: Path) -> None:
    """Incidents, their log entries, and notes in a table meet by the incident's id, in any order of the files."""
    texts = {
        "a.csv": json.dumps({"incidents": [incident(title="down")]}),
        "b.json": "id,needed_action\nQ1,no\n",
        "c": json.dumps({"log_entries": [entry("assign", 0, assignees=[user("bob")]), entry("acknowledge", 60)]}),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    paths = sorted(tmp_path.iterdir())
    log = oncall.load_log(*paths)
    assert [(each.title, each.needed_action, each.timing) for each in log] == [("down", False, (T0, (T0 + 60,), None))]
    assert [page.user.id for page in log.pages] == ["PBOB"]
    assert oncall.load_log(*reversed(paths)) == oncall.load_log(*map(str, paths)) == log


def test_no_path_is_no_log() -> None:
    """A pattern that matches no file is a mistake, and so is an empty path."""
    for paths, message in (((), "there is no path"), (("",), "the path is empty")):
        with pytest.raises(SourceError) as caught:
            oncall.load_log(*paths)
        assert str(caught.value) == f"{message}: give the files of a page log"


@pytest.mark.parametrize("content", ["null", "3", '"x"', " true\n"])
def test_any_json_is_json(content: str, tmp_path: Path) -> None:
    """A value that is neither an object nor a list holds no incident."""
    message = wrong_file(tmp_path / "log", content.encode())
    assert message.startswith(": there is no incident and no log entry in it; load an answer of GET /incidents")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", ": the file is empty"),
        (b"\xef\xbb\xbf \n", ": the file is empty"),
        (b"\xff\xfe{\x00", ":1:1: the file is UTF-16 text; save it as UTF-8"),
        (b"id\x00", ":1:3: the file is binary, not text: it holds a NUL byte"),
        ("id\né".encode("latin-1"), ":2:1: the file is not UTF-8 text: the byte 0xe9 begins no character"),
        (b"{\n  x", ":2:3: the file is not JSON: expecting property name enclosed in double quotes"),
        (b"[1] [2]", ":1:5: the file is not JSON: extra data"),
        (b"[" * 200_000, ": the file is not read: its brackets are nested too deeply"),
        (b"[NaN]", ": the file is not JSON: a number in it is NaN, infinite, or of thousands of digits"),
        (b"[1" + b"0" * 5000 + b"]", ": the file is not JSON: a number in it is NaN"),
    ],
)
def test_what_is_no_log_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    """File, line where there is one, and why."""
    assert wrong_file(tmp_path / "log", content).startswith(message)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A folder, a name that nothing has, and one that nothing can have."""
    assert wrong_file(tmp_path) == ": it is a folder; name the files in it"
    assert wrong_file(tmp_path / "none") == ": there is no such file or folder"
    assert wrong_file(tmp_path / "a\0b") == ": there is no such file or folder"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    """Reading one that nobody writes to would wait for ever."""
    os.mkfifo(tmp_path / "log")
    assert wrong_file(tmp_path / "log") == ": it is neither a file nor a folder"


def answered(folder: Path, **answers: dict[str, Any]) -> list[Path]:
    """Answers of the API, each as a file."""
    for name, content in answers.items():
        (folder / f"{name}.json").write_text(json.dumps(content))
    return [folder / f"{name}.json" for name in answers]


def test_a_list_that_goes_on_needs_its_next_part(tmp_path: Path) -> None:
    """`more` is true: the answer that begins after the last incident, or a limit later, must be there, in any order."""
    one = {"incidents": [incident(id="Q1")], "limit": 2, "offset": 0, "more": True}
    for offset in (1, 2):
        two = {"incidents": [incident(id="Q2")], "limit": 2, "offset": offset, "more": False}
        paths = answered(tmp_path, one=one, two=two)
        assert [each.id for each in oncall.load_log(*reversed(paths))] == ["Q1", "Q2"]
    log = {"log_entries": [entry("assign", 0, assignees=[user("bob")])], "limit": 2, "offset": 2, "more": False}
    for others in ({}, {"log": log}, {"two": one}):
        paths = answered(tmp_path, one=one, **others)
        with pytest.raises(SourceError) as caught:
            oncall.load_log(*paths)
        expected = (
            f"{paths[0]}: more: the list of incidents goes on: load the answer with offset=2 too, up to the last one"
        )
        assert str(caught.value.problems[0]) == expected


def test_the_last_part_may_be_missing_too(tmp_path: Path) -> None:
    """Each part that is given is asked for the next; without a limit it is as long as it is."""
    entries = [entry("assign", second, assignees=[user("bob")]) for second in range(3)]
    one = {"incidents": [incident()], "log_entries": entries[:2], "more": False}
    two = {"log_entries": entries[:2], "more": True}
    three = {"log_entries": entries[2:], "offset": 2, "more": True}
    with pytest.raises(SourceError) as caught:
        oncall.load_log(*answered(tmp_path, one=one, two=two, three=three))
    (problem,) = caught.value.problems
    assert problem.path.endswith("three.json")
    assert "the list of log_entries goes on: load the answer with offset=3 too" in problem.message


def test_the_problems_of_all_files_come_together(tmp_path: Path) -> None:
    """One error, in the order of the files; what is missing is not said while something could not be read."""
    for name, text in (("a", "{"), ("b", "id\nQ1\n"), ("c", f"triggered_at,number\n{T},x\n")):
        (tmp_path / name).write_text(text)
    with pytest.raises(SourceError) as caught:
        oncall.load_log(tmp_path / "c", tmp_path / "b", tmp_path / "a")
    assert [problem.path[-1] for problem in caught.value.problems] == ["a", "c"]


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    """Spreadsheets write one before CSV, and some editors before JSON."""
    for text in (f"triggered_at\n{T}\n", json.dumps([incident()])):
        (tmp_path / "log").write_text(text, encoding="utf-8-sig")
        assert [each.timing for each in oncall.load_log(tmp_path / "log")] == [(T0, (), None)]


def test_a_text_is_read_as_a_file_is() -> None:
    """`loads` names it as it is told to."""
    assert loads(f"triggered_at\n{at(1)}")[0].timing[0] == T0 + 1
    with pytest.raises(SourceError, match="^here:2:1: triggered_at"):
        loads("triggered_at\nx", "here")
