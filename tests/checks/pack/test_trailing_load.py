"""OC802: three weeks in which shifts brought too many pages on average."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from oncall import Configuration, Finding, Page, PageLog, Settings, check
from tests.checks.builders import ALICE, BOB, layer, policy, schedule

ROTA = schedule(layer(ALICE, BOB))  # weeks from Monday 2025-01-06 09:00 in New York, alice's first
FIRST = date(2025, 1, 6)


def log(*counts: int) -> PageLog:
    """So many pages in each week, on the Tuesday; the first is at the very beginning of the first week."""
    pages = [Page(at="2025-01-06T09:00:00-05:00", user=ALICE)] if counts[0] else []
    pages += [
        Page(at=f"{FIRST + timedelta(7 * week + 1)}T{9 + number:02}:00:00-05:00", user=(ALICE, BOB)[week % 2])
        for week, count in enumerate(counts)
        for number in range(count - (week == 0))
    ]
    return PageLog(pages)


def found(pages: PageLog, **settings: int) -> tuple[Finding, ...]:
    """What the check finds in a log."""
    chosen = Settings(select=["OC802"], **settings)  # type: ignore[arg-type]
    return check(Configuration(schedules=[ROTA]), pages=pages, settings=chosen).findings


def test_two_pages_a_shift_are_the_most() -> None:
    """3 + 2 + 2 pages are more than two each; 3 + 2 + 1 are not. The days are those of the three shifts."""
    assert not found(log(3, 2, 1))
    (finding,) = found(log(3, 2, 2))
    assert finding.message == (
        "rota: 7 pages in the 3 shifts of the 21 days up to Mon 2025-01-27 09:00 -05:00, 2.33 each; 2 are the most."
    )
    (span,) = finding.spans
    assert str(span) == "2025-01-06T09:00:00-05:00 to 2025-01-27T09:00:00-05:00"


def test_pages_that_nobody_recorded_are_no_facts() -> None:
    """3 + 2 + 2 pages, of which those of the last week are what the policy says."""
    *recorded, one, other = log(3, 2, 2)
    asked = Configuration(schedules=[ROTA], escalation_policies=[policy((5, ROTA))])
    given = PageLog([*recorded, one.triggered_at, other.triggered_at])
    (finding,) = check(asked, pages=given, settings=Settings(select=["OC802"])).findings
    assert finding.message.startswith(
        "rota: 7 pages (2 of them are what the policy says; nobody recorded them) in the 3 shifts of the 21 days up to"
    )


def test_quiet_shifts_count() -> None:
    """Six pages in one shift of three are two each, a seventh is too many: also between shifts without any."""
    assert not found(log(1, 0, 0, 6))
    assert found(log(1, 0, 0, 7))


def test_what_the_log_does_not_reach_back_to_is_not_judged() -> None:
    """Of two weeks nobody knows the third."""
    assert not found(log(9, 9))
    assert not found(log(0, 9, 9, 0))


def test_the_worst_three_weeks_are_named_and_the_others_counted() -> None:
    """The means are 3, 4 and 3: the second, and two more."""
    (finding,) = found(log(3, 3, 3, 6, 0, 3))
    assert "12 pages in the 3 shifts of the 21 days up to Mon 2025-02-03 09:00 -05:00, 4 each" in finding.message
    assert finding.message.endswith("The same was so at the end of 2 other shifts.")


def test_days_are_those_of_the_wall_clock() -> None:
    """Three weeks over the clock change of 2025-03-09 are an hour shorter, and are still three shifts."""
    weeks = [1, 0, 0, 0, 0, 0, 0, 3, 3, 3]  # the last three begin on 02-24, 03-03 and 03-10
    (finding,) = found(log(*weeks))
    assert "9 pages in the 3 shifts of the 21 days up to Mon 2025-03-17 09:00 -04:00" in finding.message


def test_days_and_pages_are_settings() -> None:
    """Over a week the mean is that of the shift alone."""
    assert found(log(1, 3, 0), trailing_days=7)
    assert not found(log(1, 3, 0), trailing_days=14)
    assert found(log(1, 1, 1), trailing_pages=0)


def test_a_shift_without_an_end_is_not_judged() -> None:
    """Of one person for ever there is nothing to take a mean of."""
    forever = Configuration(schedules=[schedule(layer(ALICE))])
    pages = [Page(at=f"2025-0{month}-07T12:00:00-05:00", user=ALICE) for month in (1, 1, 1, 2, 2, 2, 3, 3, 3)]
    assert not check(forever, pages=pages, settings=Settings(select=["OC802"])).findings


def test_without_pages_it_finds_nothing() -> None:
    """No log, no finding."""
    assert not found(PageLog())


@given(counts=st.lists(st.integers(0, 5), min_size=1, max_size=9))
def test_the_mean_is_what_arithmetic_says(counts: list[int]) -> None:
    """At the end of a week with pages, three weeks or more after the first page: the sum of three weeks, over three."""
    first = 0 if counts[0] else next((7 * week + 1 for week, count in enumerate(counts) if count), 0)
    means = [
        Fraction(sum(counts[week - 2 : week + 1]), 3)
        for week in range(2, len(counts))
        if counts[week] and 7 * (week - 2) >= first
    ]
    worst = max((mean for mean in means if mean > 2), default=None)
    messages = [finding.message for finding in found(log(*counts))]
    assert bool(messages) == (worst is not None)
    if worst is not None:
        assert f"{worst * 3} pages in the 3 shifts" in messages[0]
