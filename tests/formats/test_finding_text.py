"""Findings as lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import oncall
from oncall import Report, Span
from oncall.chronology.zones import LATEST
from oncall.formats import github, junit, sarif
from oncall.formats.finding_text import evidence
from oncall.views.text import Canvas, report_text
from tests.formats.reports import finding

if TYPE_CHECKING:
    from collections.abc import Callable

FOR_EVER = Span("2025-03-08T17:00:00-05:00", LATEST, zone="America/New_York")
SAID = "from Sat 2025-03-08 17:00 -05:00 on, for ever"


def test_what_never_ends_is_for_ever() -> None:
    """No date of the year 9999 is told; a second earlier is an end like any other."""
    assert evidence([FOR_EVER]) == [SAID]
    (ending,) = evidence([Span(0, LATEST - 1)])
    assert ending.startswith("Thu 1970-01-01 00:00 +00:00 to ")


@pytest.mark.parametrize(
    "dumps", [github.dumps, junit.dumps, sarif.dumps, lambda report: report_text(report, Canvas())]
)
def test_it_is_so_in_every_report(dumps: Callable[[Report], str]) -> None:
    """Text, JUnit, SARIF and GitHub's annotations."""
    text = dumps(Report((finding(spans=(FOR_EVER,)),)))
    assert SAID in text
    assert "9999" not in text


def test_a_schedule_that_ends_has_no_end_of_time() -> None:
    """The gap after the last shift, where OC101 is the one that finds it."""
    user = oncall.User("alice")
    start, end = "2025-01-06T09:00:00-05:00", "2025-02-03T09:00:00-05:00"
    layer = oncall.Layer.weekly([user], start=start, end=end, hand_off="mon 09:00", time_zone="America/New_York")
    schedule = oncall.Schedule(name="ended", time_zone="America/New_York", layers=[layer])
    report = oncall.check(oncall.Configuration(schedules=[schedule]), settings=oncall.Settings(select="OC101"))
    text = junit.dumps(report)
    assert "from Mon 2025-02-03 09:00 -05:00 on, for ever" in text
    assert "9999" not in text
