"""The whole picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tests.cli.running import AT, CHECKOUT, FIXED, answer, run

if TYPE_CHECKING:
    from pathlib import Path


def test_the_article_at_eighty_columns() -> None:
    """Who is on call and next, the picture, the pages, the findings with their lines, the proofs and the hours."""
    found = run("report", CHECKOUT, "--at", AT, env={"COLUMNS": "80"})
    assert found.exit_code == 1
    text = found.stdout
    assert max(map(cell_len, text.splitlines())) <= 80
    assert "now   Bob, until Wed 2025-03-19 00:00 -04:00" in text
    assert "on call    B Bob BBBBBBBBC Carol CCCCCCD Dave DDDDDDDA Alice AAAAAAB\n" in text
    assert "+25 min  11:25  1, pass 2  Bob" in text
    assert "warning OC201 layer-hidden" in text
    assert "pagerduty.tf:" in text
    assert "  Mend: " in text
    assert "OC101 pagerduty_schedule.checkout_oncall: somebody is always on call" in text
    assert "Alice    168  25.0%" in text


def test_the_mended_example_is_fine() -> None:
    """It has two schedules, each with its own picture, and exit status 0."""
    found = run("report", FIXED, "--at", AT)
    assert found.exit_code == 0
    assert found.stdout.count("\non call ") == len(answer("who", FIXED))


def test_json_has_the_same_values() -> None:
    """One object: schedules with now, shifts and loads; policies with pages; findings; proofs."""
    found = answer("report", CHECKOUT, "--at", AT)
    assert list(found) == [
        "path",
        "schedules",
        "escalation_policies",
        "ok",
        "findings",
        "proofs",
        "suppressed",
        "calendars",
        "html",
    ]
    (schedule,) = found["schedules"]
    assert schedule["now"]["on_call"]["user"] == "pagerduty_user.bob"
    assert [load["hours"] for load in schedule["loads"]] == [168.0] * 4
    assert (found["ok"], found["calendars"]) == (False, [])


def test_calendars_are_written_on_demand(tmp_path: Path) -> None:
    """With `--out`, the same files as `ics` writes: the schedule, its four people, the policy, the gaps, an index."""
    folder = tmp_path / "calendars"
    found = run("report", CHECKOUT, "--at", AT, "--out", str(folder))
    assert "Calendars (8 files)" in found.stdout
    written = {path.name: path.read_bytes() for path in folder.iterdir()}
    run("ics", CHECKOUT, "--at", AT, "--out", str(tmp_path / "others"))
    assert written == {path.name: path.read_bytes() for path in (tmp_path / "others").iterdir()}
    assert len(written) == 8


def test_the_range_can_be_longer() -> None:
    """`--until` says up to when; everybody has had three weeks after twelve."""
    found = answer("report", CHECKOUT, "--at", "2025-03-12", "--until", "2025-06-04")
    assert [load["hours"] for load in found["schedules"][0]["loads"]] == [3 * 168.0] * 4


def test_a_page_is_written_on_demand(tmp_path: Path) -> None:
    """With `--html`, beside the text, which says where; the same input gives the same bytes."""
    path = tmp_path / "out" / "report.html"
    without = run("report", CHECKOUT, "--at", AT)
    found = run("report", CHECKOUT, "--at", AT, "--html", str(path))
    text, _, told = found.stdout.partition("\nPage\n----\n")
    assert text == without.stdout
    assert told.replace("\n", "") == str(path)  # a long one goes on in the next line
    assert found.exit_code == without.exit_code == 1
    first = path.read_bytes()
    assert b'<h2 id="incidents">An incident that nobody answers</h2>' in first
    assert b"examples/checkout/pagerduty.tf:57" in first
    assert run("report", CHECKOUT, "--at", AT, "--html", str(path), "--format", "json").exit_code == 1
    assert path.read_bytes() == first


def test_the_page_is_no_format() -> None:
    """Whoever asks for it is told which option writes it; what nothing writes is refused as ever."""
    found = run("report", CHECKOUT, "--format", "html")
    assert (found.exit_code, found.stdout) == (2, "")
    assert "'html' is not one of 'text', 'json'; --html FILE writes that.\n" in found.stderr
    assert "--html" not in run("report", CHECKOUT, "--format", "pdf").stderr
    assert "--html" not in run("who", CHECKOUT, "--format", "html").stderr


def test_json_says_where_the_page_is(tmp_path: Path) -> None:
    """Null without one."""
    path = str(tmp_path / "report.html")
    assert answer("report", CHECKOUT, "--at", AT)["html"] is None
    assert answer("report", CHECKOUT, "--at", AT, "--html", path)["html"] == path


def test_a_page_that_cannot_be_written_is_bad_input(tmp_path: Path) -> None:
    """Exit status 2, a sentence, and nothing on the standard output."""
    found = run("report", CHECKOUT, "--at", AT, "--html", str(tmp_path))
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr.startswith("error: --html must be a file that can be written (")
