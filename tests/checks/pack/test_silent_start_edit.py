"""OC903: a start that is written otherwise than it is applied."""

from __future__ import annotations

import attrs

import oncall
from oncall import Configuration, Settings, SilentEdit
from oncall.errors import Location
from tests.edits import weekly

THREE = weekly("alice", "bob", "carol")
EDIT = SilentEdit(
    schedule="checkout",
    layer=0,
    name="weekly",
    applied="2025-01-06T09:00:00-05:00",
    written="2025-01-13T09:00:00-05:00",
)


def found(*edits: SilentEdit, after: Configuration | None = None) -> list[oncall.Finding]:
    """What OC903 finds in a change that does nothing else."""
    one = after or Configuration(schedules=[THREE])
    settings = Settings(select=("OC903",))
    change = oncall.diff(
        one, one, "2025-02-03T00:00:00Z", "2025-03-03T00:00:00Z", settings=settings, silent_edits=edits
    )
    return [*change.new_findings]


def test_both_times_are_told_and_the_line_to_write() -> None:
    """The start that is applied is what the file should say."""
    (finding,) = found(EDIT)
    assert finding.subject == "checkout"
    assert finding.message == (
        "checkout: the start of weekly is written as 2025-01-13T09:00:00-05:00, and stays 2025-01-06T09:00:00-05:00: "
        "the provider drops a change from one past instant to another, and the plan does not show it."
    )
    assert finding.fix.startswith('Write start = "2025-01-06T09:00:00-05:00"')


def test_it_is_found_where_it_is_written() -> None:
    """The place in the file, if that was read."""
    where = Location("main.tf", 12, 5)
    assert [each.where for each in found(attrs.evolve(EDIT, where=where))] == [where]
    assert [each.where for each in found(EDIT)] == [None]


def test_a_layer_that_only_the_plan_knows_is_told_by_what_the_plan_says() -> None:
    """Its name, else its number from 1."""
    strange = attrs.evolve(EDIT, schedule="pagerduty_schedule.other", layer=1)
    messages = [each.message for each in found(strange, attrs.evolve(strange, name=""))]
    assert ["layer 'weekly'" in messages[0], "layer 2" in messages[1]] == [True, True]
    assert all(each.startswith("pagerduty_schedule.other: ") for each in messages)


def test_without_one_it_finds_nothing() -> None:
    """Of a change without silent edits, and of no change."""
    assert found() == []
    assert oncall.check(Configuration(schedules=[THREE]), settings=Settings(select=("OC903",))).findings == ()
