"""OC801: a week in which somebody was woken too often."""

from __future__ import annotations

from oncall import Configuration, Finding, Page, Settings, User, check
from tests.checks.builders import ALICE, BOB, layer, policy, schedule

ROTA = schedule(layer(ALICE, BOB))  # in New York, alice from Monday 2025-01-06 09:00
MADRID = User("madrid", time_zone="Europe/Madrid")


def found(*times: str, user: User = ALICE, settings: Settings | None = None) -> tuple[Finding, ...]:
    """What the check finds in pages of one person."""
    rota = ROTA if user == ALICE else schedule(layer(user, BOB))
    pages = [Page(at=time, user=user) for time in times]
    return check(Configuration(schedules=[rota]), pages=pages, settings=settings or Settings(select="OC801")).findings


def test_two_nights_are_the_most() -> None:
    """The third page at night makes a finding about the person, with the week and the times."""
    nights = ("2025-01-07T03:00:00-05:00", "2025-01-08T23:00:00-05:00", "2025-01-09T01:00:00-05:00")
    assert not found(*nights[:2])
    (finding,) = found(*nights)
    assert finding.subject == "alice"
    assert finding.message == (
        "alice: 3 pages at night (22:00 to 07:00) in the week of Mon 2025-01-06 00:00 -05:00; 2 are the most. Paged: "
        "Tue 2025-01-07 03:00 -05:00, Wed 2025-01-08 23:00 -05:00, Thu 2025-01-09 01:00 -05:00."
    )
    (span,) = finding.spans
    assert str(span) == "2025-01-06T00:00:00-05:00 to 2025-01-13T00:00:00-05:00"


def test_the_night_is_half_open() -> None:
    """22:00:00 and 06:59:59 are night, 21:59:59 and 07:00:00 are not."""
    inside = ("2025-01-07T22:00:00-05:00", "2025-01-09T06:59:59-05:00")
    edges = ("2025-01-07T21:59:59-05:00", "2025-01-09T07:00:00-05:00")
    one = Settings(select="OC801", sleep_pages=1)
    assert found(*inside, settings=one)
    assert not found(inside[0], *edges, settings=one)


def test_the_night_is_that_of_the_person() -> None:
    """21:00 in New York is 03:00 in Madrid; 01:00 there is 07:00."""
    assert found(*(f"2025-01-{day:02}T21:00:00-05:00" for day in (7, 8, 9)), user=MADRID)
    assert not found(*(f"2025-01-{day:02}T01:00:00-05:00" for day in (7, 8, 9)), user=MADRID)


def test_a_person_paged_by_name_sleeps_where_the_policy_is() -> None:
    """04:00 in UTC is 23:00 of the day before in New York: also for somebody who is in no schedule."""
    manager = User("manager")
    asked = Configuration(schedules=[ROTA], escalation_policies=[policy((5, ROTA), (5, manager))])
    pages = [Page(at=f"2025-01-0{day}T04:00:00Z", user=manager) for day in (7, 8, 9)]
    (finding,) = check(asked, pages=pages, settings=Settings(select="OC801")).findings
    assert finding.subject == "manager"
    assert "in the week of Mon 2025-01-06 00:00 -05:00" in finding.message
    assert "Paged: Mon 2025-01-06 23:00 -05:00, Tue 2025-01-07 23:00 -05:00, Wed 2025-01-08 23:00" in finding.message
    day = [Page(at=f"2025-01-0{day}T12:30:00Z", user=manager) for day in (7, 8, 9)]  # 07:30 in New York
    assert not check(asked, pages=day, settings=Settings(select="OC801")).findings


def test_pages_that_nobody_recorded_are_no_facts() -> None:
    """Of two of three, and of all three, only the policy says that they were sent."""
    asked = Configuration(schedules=[ROTA], escalation_policies=[policy((5, ROTA))])
    times = [f"2025-01-0{day}T03:00:00-05:00" for day in (7, 8, 9)]
    chosen = Settings(select="OC801")
    (mixed,) = check(asked, pages=[Page(at=times[0], user=ALICE), *times[1:]], settings=chosen).findings
    assert "3 pages (2 of them are what the policy says; nobody recorded them) at night" in mixed.message
    assert "2 are the most. Paged, or would have been: Tue" in mixed.message
    (all_of_them,) = check(asked, pages=times, settings=chosen).findings
    assert "3 pages (all of them are what the policy says; nobody recorded them) at night" in all_of_them.message
    assert "2 are the most. Would have been paged: Tue" in all_of_them.message


def test_a_person_without_a_zone_a_shift_and_a_policy_sleeps_in_utc() -> None:
    """Nothing says where a stranger is: 03:00 in UTC, which is 22:00 of the day before in New York, counts."""
    stranger = User("stranger")
    pages = [Page(at=f"2025-01-0{day}T03:00:00Z", user=stranger) for day in (7, 8, 9)]
    (finding,) = check(Configuration(schedules=[ROTA]), pages=pages, settings=Settings(select="OC801")).findings
    assert "in the week of Mon 2025-01-06 00:00 +00:00" in finding.message


def test_weeks_begin_on_mondays_on_the_persons_clock() -> None:
    """Two pages on Sunday night and one after midnight are of two weeks."""
    sunday = ("2025-01-12T22:30:00-05:00", "2025-01-12T23:30:00-05:00")
    assert not found(*sunday, "2025-01-13T00:30:00-05:00")
    assert found("2025-01-12T02:30:00-05:00", *sunday)


def test_without_pages_it_finds_nothing() -> None:
    """No log, no finding."""
    assert not found()


def test_many_pages_are_not_all_listed() -> None:
    """Of seven pages in one night five are listed."""
    (finding,) = found(*(f"2025-01-07T03:0{minute}:00-05:00" for minute in range(7)))
    assert "7 pages at night" in finding.message
    assert finding.message.endswith(" Tue 2025-01-07 03:04 -05:00 and 2 more.")
