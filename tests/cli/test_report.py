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
