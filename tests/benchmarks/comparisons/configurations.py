"""Whole configurations: checked, loaded, and written as a calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

import oncall
from oncall.formats import ical, terraform
from tests.benchmarks import test_calendars, test_checks, test_loading
from tests.benchmarks.contenders import OURS, Comparison, Contender

if TYPE_CHECKING:
    from tests.benchmarks.inputs import Size


def checked(size: Size) -> Comparison:
    """Everything that the pack asks of a company; nobody else answers it."""
    configuration = test_checks.company(*size.checked)
    return Comparison(
        title="check: 1,000 schedules, 300 policies",
        ours=Contender(name=OURS, run=lambda _: oncall.check(configuration, since=test_checks.SINCE)),
        limit=20,
        is_long=True,
    )


def loaded(size: Size) -> Comparison:
    """The configuration from 200 kB of Terraform, against the parse alone."""
    text = test_loading.teams(size.teams)
    encoded = text.encode()
    return Comparison(
        title="load: 200 kB of Terraform",
        ours=Contender(name=OURS, run=lambda _: terraform.loads(text), answers=lambda: _names(text)),
        peers=(
            Contender(
                name="tree-sitter, the parse alone",
                run=lambda _: test_loading.parse(encoded),
                answers=lambda: [f"Team {number}" for number in range(size.teams)],
                at_most=5,
            ),
        ),
    )


def _names(text: str) -> list[str]:
    return [schedule.name for schedule in terraform.loads(text).schedules.values()]


def calendar_written(size: Size) -> Comparison:
    """10,000 events from the schedule to the bytes, against what icalendar takes to write them."""
    schedule = test_calendars.days()
    since, until = test_calendars.range_of(size.events)
    calendar = ical.calendar(schedule, since, until)
    return Comparison(
        title="calendar: 10,000 events",
        ours=Contender(
            name=OURS,
            run=lambda _: ical.dumps(schedule, since, until),
            answers=lambda: ical.dumps(schedule, since, until).splitlines(),
        ),
        peers=(
            Contender(
                name="icalendar's to_ical alone",
                run=lambda _: calendar.to_ical(),
                answers=lambda: calendar.to_ical().splitlines(),
                at_most=1 / 3,
            ),
        ),
    )
