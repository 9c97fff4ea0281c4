"""The section that says how to write an edit so that people keep their turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import oncall
from oncall.views.diffs import diff_html, diff_markdown, diff_text, suggested
from oncall.views.text import Canvas
from tests.edits import weekly

if TYPE_CHECKING:
    from oncall import Schedule

THREE, FOUR = weekly("alice", "bob", "carol"), weekly("alice", "bob", "carol", "dave")


def told(before: Schedule, after: Schedule, at: str = "2025-02-05T12:00:00-05:00") -> str:
    """The section as text."""
    found = oncall.diff(before, after, at, "2025-06-02T00:00:00Z")
    text = diff_text(found, Canvas(width=80, color=False), more=[suggested(found)])
    return text.partition("To keep people's turns\n")[2].partition("\nReassignments")[0]


def test_the_lines_to_write_stand_below_what_they_are_good_for() -> None:
    """By virtual start until 02-17, in another order until 02-24: see the test of the suggestions themselves."""
    text = told(THREE, FOUR)
    assert 'rotation_virtual_start = "2024-12-30T09:00:00-05:00"' in text
    assert "turns until Mon 2025-02-17 09:00 -05:00" in text
    assert "The first to move then: alice -> dave, Mon 2025-02-17 09:00." in text
    assert "turns until Mon 2025-02-24 09:00 -05:00" in text
    assert text.index("With another virtual start:") < text.index("In another order,") < text.index("users = [")


def test_what_cannot_be_better_says_so() -> None:
    """In the first week of both; and where only a name changes there is nothing to say."""
    assert "It is best as it is written." in told(THREE, FOUR, "2025-01-07T12:00:00-05:00")
    assert "No rotation is edited" in told(THREE, THREE)


def test_all_three_views_have_it() -> None:
    """As a block of HCL in Markdown, and as text in HTML."""
    found = oncall.diff(THREE, FOUR, "2025-02-05T12:00:00-05:00", "2025-06-02T00:00:00Z")
    more = [suggested(found)]
    assert "```hcl\n# checkout, weekly\nrotation_virtual_start = " in diff_markdown(found, more=more)
    assert "rotation_virtual_start = " in diff_html(found, more=more)
