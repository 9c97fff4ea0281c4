"""A month of incidents in numbers."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import oncall
from oncall import Configuration, Incident, MonthlyFigures, Page, monthly_figures
from oncall.errors import InvalidValueError, NotAnInstantError, UnknownZoneError
from tests.checks.builders import ALICE, BOB, layer, policy, schedule
from tests.strategies import ODD_ZONES

LOG = [f"examples/page-log/{name}" for name in ("incidents.json", "log_entries.json", "notes.csv")]
ROTA = schedule(layer(ALICE, BOB))  # from Monday 2025-01-06 09:00 in New York, a week each
MARCH = 1_740_787_200  # 2025-03-01T00:00:00Z: 20 148 days of 86 400 s
DAY = 86_400


def test_the_months_of_the_examples() -> None:
    """February has one incident, March four.

    To acknowledge, March took 720, 180, 360 and 120 s: 1380 / 4 = 345; to resolve, 2400, 600, 1800 and 1800 s: 6600 / 4
    = 1650; to detect, 360 and 120 s: 480 / 2 = 240. Five pages, of which the manager's is on no shift; the turns that
    begin on Wednesdays 02-26, 03-05, 03-12, 03-19 and 03-26 have a part in it: 4 / 5. Two of five needed no action.
    """
    february, march = monthly_figures(oncall.load_log(*LOG), oncall.load("examples/checkout"))
    assert (february.name, february.incidents, february.by_severity) == ("2025-02", 1, {"SEV-2": 1})
    assert (february.mean_seconds_to_acknowledge, february.mean_seconds_to_resolve) == (240, 1800)
    assert (february.mean_seconds_to_detect, february.detected) == (None, 0)
    assert march.to_dict() == {
        "month": "2025-03",
        "incidents": 4,
        "by_severity": {"": 2, "SEV-1": 1, "SEV-2": 1},
        "mean_seconds_to_acknowledge": 345,
        "acknowledged": 4,
        "mean_seconds_to_resolve": 1650,
        "resolved": 4,
        "mean_seconds_to_detect": 240,
        "detected": 2,
        "pages": 5,
        "pages_recorded": 5,
        "pages_on_shifts": 4,
        "shifts": 5,
        "pages_per_shift": 0.8,
        "share_without_action": 0.4,
        "pages_with_known_action": 5,
    }
    assert list(march.by_severity) == ["", "SEV-1", "SEV-2"]
    assert json.loads(json.dumps(march.to_dict())) == march.to_dict()
    assert str(march) == (
        "2025-03: 4 incidents (2 without severity, 1 SEV-1, 1 SEV-2), MTTA 5 minutes 45 seconds of 4, "
        "MTTR 27 minutes 30 seconds of 4, MTTD 4 minutes of 2, 5 pages, 0.80 a shift, 40% needed no action"
    )


def test_a_month_without_incidents_is_there() -> None:
    """January and March have one, February none; nothing is known of what nobody did."""
    months = monthly_figures(["2025-01-31T23:59:59Z", "2025-03-01T00:00:00Z"])
    assert [(each.name, each.incidents) for each in months] == [("2025-01", 1), ("2025-02", 0), ("2025-03", 1)]
    assert months[1] == MonthlyFigures(year=2025, month=2)
    means = (months[1].mean_seconds_to_acknowledge, months[1].pages_per_shift, months[1].share_without_action)
    assert means == (None, None, None)
    assert str(months[1]) == "2025-02: 0 incidents, 0 pages"


def test_no_incidents_have_no_months() -> None:
    """An empty log says nothing about any month."""
    assert monthly_figures([], Configuration(schedules=[ROTA])) == ()


def test_months_are_those_of_a_wall_clock() -> None:
    """Midnight of the first of March in UTC is still February in New York, and already March in Madrid."""
    names = [monthly_figures([MARCH], time_zone=zone)[0].name for zone in ("America/New_York", "Europe/Madrid")]
    assert names == ["2025-02", "2025-03"]


def test_a_shift_counts_in_every_month_in_which_it_has_a_part() -> None:
    """In UTC: bob's week from 01-27 ends in February; January has five (06, 13, 20, 27: four), February five."""
    incidents = [Incident(triggered_at=f"2025-0{month}-15T12:00:00Z") for month in (1, 2)]
    january, february = monthly_figures(incidents, Configuration(schedules=[ROTA]))
    assert (january.shifts, february.shifts) == (4, 5)  # Mondays 06, 13, 20, 27; 27, 03, 10, 17, 24


def test_a_page_counts_in_the_month_of_its_incident() -> None:
    """A page a minute after midnight belongs to the evening's incident."""
    night = Incident(triggered_at=MARCH - 60, pages=[Page(at=MARCH + 60, user=BOB)])
    february, march = monthly_figures([night, MARCH], Configuration(schedules=[ROTA]))
    assert (february.pages, february.pages_on_shifts, march.pages) == (1, 1, 0)


def test_the_pages_of_incidents_without_any_are_the_models() -> None:
    """With a policy alice is paged, and carol's level after five minutes of silence; without, nobody is known."""
    incident = Incident(triggered_at="2025-01-07T16:00:00Z", resolved_at="2025-01-07T16:10:00Z")
    configuration = Configuration(schedules=[ROTA], escalation_policies=[policy((5, ROTA), (10, BOB))])
    (with_model,) = monthly_figures([incident], configuration)
    (without,) = monthly_figures([incident])
    assert (with_model.pages, with_model.pages_on_shifts, without.pages) == (2, 1, 0)
    assert with_model.pages_recorded == 0
    assert ", 2 pages (0 recorded), " in str(with_model)


def test_recorded_pages_are_told_from_the_models() -> None:
    """One page was recorded; of the other incident, resolved at once, the policy says one."""
    log = [
        Incident(triggered_at="2025-01-07T16:00:00Z", pages=[Page(at="2025-01-07T16:00:00Z", user=ALICE)]),
        Incident(triggered_at="2025-01-08T16:00:00Z", resolved_at="2025-01-08T16:01:00Z"),
    ]
    configuration = Configuration(schedules=[ROTA], escalation_policies=[policy((5, ROTA))])
    (january,) = monthly_figures(log, configuration)
    assert (january.pages, january.pages_recorded) == (2, 1)
    assert ", 2 pages (1 recorded), " in str(january)


def test_an_incident_of_which_no_page_is_known_counts_once_for_the_noise() -> None:
    """Two pages that needed action, one that did not, and an incident that did not: a half."""
    pages = [Page(at=MARCH, user=ALICE), Page(at=MARCH, user=BOB)]
    log = [
        Incident(triggered_at=MARCH, pages=pages, needed_action=True),
        Incident(triggered_at=MARCH, pages=pages[:1], needed_action=False),
        Incident(triggered_at=MARCH, needed_action=False),
        Incident(triggered_at=MARCH, pages=pages),
    ]
    (march,) = monthly_figures(log)
    assert (march.share_without_action, march.pages) == (0.5, 5)


def test_one_incident_twice_is_two() -> None:
    """The same value given twice is counted twice, with its pages."""
    incident = Incident(triggered_at=MARCH, pages=[Page(at=MARCH, user=BOB)])  # bob's week is that of 02-24
    (march,) = monthly_figures([incident, incident], Configuration(schedules=[ROTA]))
    assert (march.incidents, march.pages, march.pages_on_shifts) == (2, 2, 2)


def test_what_cannot_be_is_refused() -> None:
    """A zone that is none, something that is no incident, and a year in which there was no pager."""
    with pytest.raises(UnknownZoneError):
        monthly_figures([], time_zone="Mars")
    with pytest.raises(NotAnInstantError):
        monthly_figures(["soon"])
    far = Incident(triggered_at="0225-03-12T15:00:00Z", id="Q7")
    with pytest.raises(InvalidValueError, match="log must be a list of incidents within a hundred years") as caught:
        monthly_figures([MARCH, far])
    assert caught.value.value == "0225-03-12T15:00:00+00:00 (Q7) to 2025-03-01T00:00:00+00:00"


def test_the_first_and_the_last_month_have_figures_too() -> None:
    """Time is cut there; 9999-12-01 is a Wednesday, so that five weeks, from 11-29 to 12-27, have a part in it."""
    first, last = ["0001-01-03T00:00:00Z"], ["9999-12-29T00:00:00Z"]
    assert [each.name for each in monthly_figures(first, Configuration(schedules=[ROTA]))] == ["0001-01"]
    assert [each.shifts for each in monthly_figures(last, Configuration(schedules=[ROTA]))] == [5]


INCIDENTS = st.builds(
    lambda at, answer, end, begin, severity: Incident(
        triggered_at=at,
        acknowledged_at=None if answer is None else at + answer,
        resolved_at=None if end is None else at + end,
        started_at=None if begin is None else at - begin,
        severity=severity,
    ),
    st.integers(MARCH - 40 * DAY, MARCH + 40 * DAY),
    st.none() | st.integers(0, 10**6),
    st.none() | st.integers(0, 10**6),
    st.none() | st.integers(0, 10**6),
    st.sampled_from(["", "SEV-1", "SEV-2"]),
)


@given(incidents=st.lists(INCIDENTS, min_size=1, max_size=8), zone=st.sampled_from(ODD_ZONES))
def test_the_months_are_what_arithmetic_says(incidents: list[Incident], zone: str) -> None:
    """Grouped by the standard library's calendar, with means as fractions."""
    months: dict[str, list[Incident]] = defaultdict(list)
    for incident in incidents:
        local = datetime(1970, 1, 1, tzinfo=ZoneInfo("UTC")) + timedelta(seconds=incident.timing[0])
        months[f"{local.astimezone(ZoneInfo(zone)):%Y-%m}"].append(incident)
    found = monthly_figures(incidents[::-1], time_zone=zone)
    assert {each.name: each.incidents for each in found if each.incidents} == {
        name: len(those) for name, those in months.items()
    }
    assert [each.name for each in found] == sorted(each.name for each in found)
    for each in found:
        those = months[each.name]
        assert each.mean_seconds_to_acknowledge == mean([it.seconds_to_acknowledge for it in those])
        assert each.mean_seconds_to_resolve == mean([it.seconds_to_resolve for it in those])
        assert each.mean_seconds_to_detect == mean([it.seconds_to_detect for it in those])
        assert sum(each.by_severity.values()) == each.incidents


def mean(numbers: list[int | None]) -> float | None:
    """The mean of those that there are."""
    known = [Fraction(number) for number in numbers if number is not None]
    return float(sum(known) / len(known)) if known else None


def test_a_clock_set_back_at_the_edge_of_a_month_loses_nothing() -> None:
    """St John's went from 00:01 on 1 November 2009 back to 23:01: the second incident is of the month before."""
    # 02:30:30Z is 00:00:30 in summer time; 02:45:30Z, a quarter of an hour later, is 23:15:30 of 31 October.
    log = ["2009-11-01T00:00:30-02:30", "2009-11-01T02:45:30Z"]
    found = oncall.monthly_figures(log, time_zone="America/St_Johns")
    assert [(month.name, month.incidents) for month in found] == [("2009-10", 1), ("2009-11", 1)]
