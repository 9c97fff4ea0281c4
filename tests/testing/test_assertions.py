"""Facts about the assertions: what they hold of, what they say, and what is no failed assertion but a mistake."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

import oncall
from oncall import Absence, Configuration, DailyRestriction, Settings, User, WeeklyRestriction
from oncall.errors import InvalidValueError, NotAnInstantError, NotFoundError, OncallError
from oncall.testing import assert_covered, assert_fair, assert_no_findings
from tests.checks.builders import ALICE, BOB, CAROL, layer, policy, schedule

if TYPE_CHECKING:
    from collections.abc import Callable

DAYS = DailyRestriction(start_time_of_day="08:00:00", duration_seconds=43_200)
OFFICE = schedule(layer(ALICE, BOB, restrictions=[DAYS]), name="Office")
ALWAYS = schedule(layer(ALICE, BOB), name="Always")


def message(assertion: Callable[..., None], *arguments: object, **options: Any) -> str:
    """What a failed assertion says, wherever its lines are broken."""
    return " ".join(told(assertion, *arguments, **options).split())


def told(assertion: Callable[..., None], *arguments: object, **options: Any) -> str:
    """What a failed assertion says, line for line."""
    with pytest.raises(AssertionError) as caught:
        assertion(*arguments, **options)
    return str(caught.value)


def test_the_assertions_need_neither_pytest_nor_hypothesis() -> None:
    """Any test runner, and any script, may use them."""
    program = (
        "import sys; sys.modules['pytest'] = sys.modules['hypothesis'] = None\n"
        "import oncall, oncall.testing as t\n"
        "c = oncall.load('examples/checkout-fixed'); t.assert_covered(c)\n"
        "s = [*c.schedules.values()][0]; t.assert_no_findings(c, select='OC1'); t.assert_same_schedule(s, s)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


# --- Covered ------------------------------------------------------------------------------------------------------


def test_what_is_covered_passes() -> None:
    """A rotation round the clock, and one whose windows another layer fills."""
    assert_covered(ALWAYS)
    assert_covered(schedule(layer(CAROL), layer(ALICE, BOB, restrictions=[DAYS])))


def test_a_gap_is_told_with_times_length_and_recurrence() -> None:
    """From 20:00 to 08:00, every day."""
    assert message(assert_covered, OFFICE) == (
        "Office: nobody is on call from Mon 2025-01-06 20:00 -05:00 to Tue 2025-01-07 08:00 -05:00 (12 hours), "
        "every day."
    )


def test_what_ends_is_not_covered() -> None:
    """Nor what never has anybody."""
    ending = schedule(layer(ALICE, BOB, end="2025-03-06T09:00:00-05:00"))
    assert message(assert_covered, ending) == "rota: nobody is on call from Thu 2025-03-06 09:00 -05:00 on, for ever."
    assert message(assert_covered, schedule()) == "rota: nobody is ever on call."


def test_since_leaves_out_earlier_gaps() -> None:
    """A layer that ends before another begins is only then no fault."""
    late = schedule(
        layer(ALICE, end="2025-01-07T09:00:00-05:00"), layer(BOB, start="2025-01-08T09:00:00-05:00"), name="late"
    )
    assert "Tue 2025-01-07 09:00" in message(assert_covered, late)
    assert_covered(late, since="2025-01-08T09:00:00-05:00")


def test_a_policy_is_covered_by_any_of_its_levels() -> None:
    """A schedule with gaps and a person behind it reach somebody at any time; the schedule alone does not."""
    assert_covered(policy((5, OFFICE), (10, CAROL)))
    assert "Mon 2025-01-06 20:00" in message(assert_covered, policy((5, OFFICE)))


def test_a_configuration_is_covered_if_all_of_it_is() -> None:
    """Every schedule and every policy, with a sentence for each that is not."""
    assert_covered(Configuration(schedules=[ALWAYS], escalation_policies=[policy((5, ALWAYS), (10, CAROL))]))
    lines = told(assert_covered, Configuration(schedules=[OFFICE, ALWAYS, schedule(name="empty")]))
    assert lines.startswith("Office: nobody is on call from")
    assert lines.endswith("\nempty: nobody is ever on call.")


@pytest.mark.parametrize("subject", [None, "checkout", [ALWAYS], Configuration()])
def test_only_what_can_be_covered_is_asked_about(subject: Any) -> None:
    """Nothing of the kind, and nothing at all, is a mistake: the assertion would always hold."""
    with pytest.raises(InvalidValueError, match="subject must be a Schedule, an EscalationPolicy, or a Configuration"):
        assert_covered(subject)


def test_since_must_be_an_instant() -> None:
    """Of whatever subject."""
    with pytest.raises(NotAnInstantError, match="since"):
        assert_covered(ALWAYS, since="now")


# --- Fair ---------------------------------------------------------------------------------------------------------

WEEKENDS = WeeklyRestriction(start_day_of_week=6, start_time_of_day="00:00:00", duration_seconds=2 * 86_400)


def test_an_even_rotation_is_fair() -> None:
    """Whatever is measured, to the second: over a joint period everybody has the same."""
    rota = schedule(layer(ALICE, BOB, CAROL))
    assert_fair(rota, hours=1, nights=1, weekends=1, shifts=1)
    assert_fair(Configuration(schedules=[rota]))


def test_who_has_too_much_stands_in_a_table_with_stars() -> None:
    """Of three weeks Alice has the one that is hers, and two days of each of the others.

    That is 168 + 2 * 48 = 264 hours, 264 / 168 = 1.57 times the mean; in nights of 9 hours 7 * 9 + 2 * 18 = 99 of 63,
    and all three weekends of 48 hours.
    """
    rota = schedule(layer(ALICE, BOB, CAROL), layer(ALICE, restrictions=[WEEKENDS]), name="Checkout")
    assert told(assert_fair, rota).splitlines() == [
        "Checkout is not shared fairly, from Mon 2025-01-06 09:00",
        "-05:00 to Mon 2025-01-27 09:00 -05:00 (3 weeks: one joint period of 3",
        "weeks, which comes again for ever):",
        "  hours: alice has 1.57 times the mean (limit 1.25)",
        "  nights: alice has 1.57 times the mean (limit 1.25)",
        "  weekends: alice has 3 times the mean (limit 1.25)",
        "           hours  nights  weekends",
        "  alice    264 *  99 *    144 *",
        "  bob      120    45      0",
        "  carol    120    45      0",
        "  at most  210    78.75   60",
    ]


def test_people_of_one_name_are_told_apart_by_their_ids() -> None:
    """In the sentences and in the table; the numbers are those above."""
    ann, other = User("ann", name="Ann"), User("ann2", name="Ann")
    rota = schedule(layer(ann, other, CAROL), layer(ann, restrictions=[WEEKENDS]), name="Checkout")
    lines = [line.strip() for line in told(assert_fair, rota, hours=1.25).splitlines()]
    assert "hours: Ann (ann) has 1.57 times the mean (limit 1.25)" in lines
    assert [line.partition("  ")[0] for line in lines[-4:]] == ["Ann (ann)", "Ann (ann2)", "carol", "at most"]


def test_letters_of_two_columns_and_accents_of_none_stand_in_columns() -> None:
    """They take 4 columns and 1, the widest word 7, two before the numbers, which are those above."""
    wide, combined = User("\u6797\u660e"), User("e\u0301")
    rota = schedule(layer(wide, combined, CAROL), layer(wide, restrictions=[WEEKENDS]), name="Checkout")
    assert told(assert_fair, rota, hours=1.25).splitlines()[-5:] == [
        "           hours",
        "  \u6797\u660e     264 *",
        "  e\u0301        120",
        "  carol    120",
        "  at most  210",
    ]


def test_only_what_has_a_limit_is_measured() -> None:
    """The same schedule; what may be three times the mean is fair."""
    rota = schedule(layer(ALICE, BOB, CAROL), layer(ALICE, restrictions=[WEEKENDS]))
    assert_fair(rota, weekends=3, hours=1.6)
    assert "nights" not in message(assert_fair, rota, hours=1.5)


def test_a_limit_is_the_most_that_is_fair() -> None:
    """Two people of whom one has two turns of three: 4/3 times the mean."""
    rota = schedule(layer(ALICE, ALICE, BOB))
    assert_fair(rota, hours=4 / 3)
    assert "alice has 1.33 times the mean (limit 1.33)" in message(assert_fair, rota, hours=1.3333)


def test_what_clock_changes_may_move_is_fair() -> None:
    """As to OC301 to OC303, which find nothing here.

    In Los Angeles it is 06:00 at 14:00 UTC in January, an hour of night on each of seven days, and 07:00 in July: three
    times the mean, and no more than seven hours. An hour earlier it is 14 hours: 28 / 3 above the mean of 14 / 3, which
    is more than eight.
    """
    start = "2025-01-06T00:00:00Z"
    sites = (("syd", "Australia/Sydney", 21), ("mad", "Europe/Madrid", 7))

    def rota(hour: int) -> oncall.Schedule:
        layers = [
            layer(
                *(User(f"{site}-{number}", time_zone=zone) for number in (1, 2)),
                start=start,
                restrictions=[DailyRestriction(start_time_of_day=f"{begin:02}:00:00", duration_seconds=8 * 3600)],
            )
            for site, zone, begin in (*sites, ("lax", "America/Los_Angeles", hour))
        ]
        return schedule(*layers, zone="Etc/UTC")

    fair, unfair = rota(14), rota(13)
    assert_fair(fair, since=start)
    assert_no_findings(Configuration(schedules=[fair]), select=["OC301", "OC302", "OC303"], since=start)
    assert "nights: lax-1, lax-2 have up to 3 times the mean" in message(assert_fair, unfair, since=start)
    found = oncall.check(Configuration(schedules=[unfair]), settings=Settings(select=["OC303"]), since=start).findings
    assert len(found) == 1


def test_somebody_who_never_is_on_call_is_unfair_in_any_case() -> None:
    """Of twenty people one has nothing: the others have 20/19 = 1.05 times the mean, which any limit allows."""
    people = [User(f"person {number}") for number in range(19)]
    starving = schedule(layer(*people), layer(User("mallory"), end="2025-01-06T09:00:00-05:00"))
    assert_fair(starving)  # that layer never begins, and so lists nobody
    hidden = schedule(layer(User("mallory")), layer(*people))
    for limit in (1.25, 100):
        assert "mallory is listed and never on call" in message(assert_fair, hidden, weekends=limit)


def test_two_at_once_and_then_nobody_is_a_matter_of_coverage() -> None:
    """Even shares of a schedule that has nobody for half of the time are fair, and not covered."""
    half = DailyRestriction(start_time_of_day="08:00:00", duration_seconds=43_200)
    first, second = (schedule(layer(user, restrictions=[half]), name=user.id) for user in (ALICE, BOB))
    both = Configuration(schedules=[first, second])
    assert_fair(both)
    assert "alice: nobody is on call" in message(assert_covered, both)


def test_a_part_timer_has_a_part_of_the_most() -> None:
    """Of 3 weeks Alice, who works half, should have 3/5; she has 1, which is 5/3 = 1.67 times that."""
    rota = schedule(layer(ALICE, BOB, CAROL))
    text = told(assert_fair, rota, hours=1.25, weights={"alice": 0.5})
    assert text.splitlines()[3:] == [
        "  hours: alice has 1.67 times the mean (limit 1.25)",
        "           weight  hours",
        "  alice    0.5     168 *",
        "  bob      1       168",
        "  carol    1       168",
        "  at most  1       252",
    ]
    assert_fair(schedule(layer(ALICE, BOB), layer(CAROL)), weights={ALICE: 0, BOB: 0})


def test_a_range_is_measured_alone() -> None:
    """Two weeks of three are fair to two of three people only."""
    rota = schedule(layer(ALICE, BOB, CAROL))
    text = message(assert_fair, rota, since="2025-01-06T09:00:00-05:00", until="2025-01-20T09:00:00-05:00")
    assert "carol is listed and never on call" in text
    assert "the range that was asked for" in text


def test_holidays_and_pages_have_limits_too() -> None:
    """Alice's week has Christmas, and both pages."""
    rota = schedule(layer(ALICE, BOB, start="2025-12-22T09:00:00-05:00"))
    weeks: Any = {"since": "2025-12-22T09:00:00-05:00", "until": "2026-01-05T09:00:00-05:00"}
    assert_fair(rota, holidays=1, holiday_dates=["2025-12-25", "2026-01-01"], **weeks)
    assert "holidays: alice has 2 times the mean" in message(
        assert_fair, rota, holidays=1.5, holiday_dates=["2025-12-25"], **weeks
    )
    log = ["2025-12-24T20:00:00Z", "2025-12-25T20:00:00Z"]
    whole = Configuration(schedules=[rota], escalation_policies=[policy((5, rota))])
    assert "pages: alice has 2 times the mean" in message(assert_fair, whole, pages=1.5, page_log=iter(log), **weeks)
    with pytest.raises(InvalidValueError, match="2 incidents of which none fell on a shift"):
        assert_fair(rota, pages=1.5, page_log=log, **weeks)  # nobody knows which policy they came through


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"hours": 0.5}, InvalidValueError, "hours must be a number of at least 1, such as 1.25, got 0.5"),
        ({"weekends": "1.25"}, InvalidValueError, "weekends must be a number of at least 1"),
        ({"pages": True}, InvalidValueError, "pages must be a number of at least 1"),
        ({"pages": 2}, InvalidValueError, "page_log must be given where pages has a limit"),
        ({"holidays": 2}, InvalidValueError, "holiday_dates must be given where holidays has a limit"),
        ({"weights": {"alice": 0, "bob": 0}}, InvalidValueError, "weights must be above 0 for somebody"),
        ({"weights": {"mallory": 1}}, NotFoundError, "no person is called 'mallory'"),
        ({"since": "now"}, NotAnInstantError, "since"),
        ({"night": 22}, InvalidValueError, "night"),
    ],
)
def test_wrong_limits_are_no_failed_assertions(options: Any, error: type[Exception], words: str) -> None:
    """They are errors that name the argument."""
    with pytest.raises(error, match=words):
        assert_fair(ALWAYS, **options)


@pytest.mark.parametrize("subject", [None, schedule(), Configuration()])
def test_there_must_be_people_to_be_fair_to(subject: Any) -> None:
    """Without any the assertion would always hold."""
    with pytest.raises(InvalidValueError, match="subject"):
        assert_fair(subject)


# --- Findings -----------------------------------------------------------------------------------------------------


def test_findings_are_told_with_place_evidence_and_fix() -> None:
    """Of the example that the project begins with."""
    text = told(assert_no_findings, oncall.load("examples/checkout"), select=["OC201", "OC605"])
    head, first, second = text.split("\n\n")
    assert head == "2 findings"
    assert first.splitlines() == [
        "examples/checkout/pagerduty.tf:43: warning OC201 layer-hidden",
        "  Checkout Team On-Call: Primary is never paged through this schedule:",
        "  Secondary, listed later, always wins.",
        "  Mend: For two people at a time, make Primary a schedule of its own and",
        "  give the escalation policy a rule for each; otherwise delete the layer",
        "  or restrict the ones after it.",
        "  More: oncall check --explain OC201",
    ]
    assert second.startswith("examples/checkout/pagerduty.tf:76: warning OC605 response-time\n  Checkout Escalation:")


def test_several_spans_are_evidence() -> None:
    """The first three, and how many more there are."""
    text = told(assert_no_findings, Configuration(schedules=[OFFICE]), select="OC101")
    assert "    Mon 2025-01-06 20:00 -05:00 to Tue 2025-01-07 08:00 -05:00\n" in text
    assert "more\n  Mend: " in text


def test_who_is_on_call_while_away_is_found() -> None:
    """Of those that the test was told of."""
    holiday = Absence(user=BOB, start="2025-01-13T00:00-05:00", end="2025-01-14T00:00-05:00")
    rota = Configuration(schedules=[ALWAYS])
    assert_no_findings(rota, select=["OC703"])
    assert "bob is on call while away" in message(assert_no_findings, rota, select=["OC703"], away=[holiday])


def test_what_is_counted_is_up_to_the_caller() -> None:
    """By severity, by choice, by settings."""
    example = oncall.load("examples/checkout")
    assert_no_findings(example, severity="error")
    assert_no_findings(example, ignore=["OC201", "response-time", "OC4", "OC605"])
    assert_no_findings(example, settings=Settings(select=["OC1"]))
    assert "OC504" in message(assert_no_findings, example, severity="info", select="OC504")
    assert "OC201" in message(assert_no_findings, example, settings=Settings(select=["OC1"]), select=["OC2"])
    assert_no_findings(example, settings=Settings(ignore=["OC201"]), select=["OC2"], ignore=["OC204"])


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"severity": "bad"}, InvalidValueError, "severity must be 'error', 'warning' or 'info', got 'bad'"),
        ({"select": ["OC999"]}, NotFoundError, "no check is called 'OC999'"),
        ({"ignore": [201]}, InvalidValueError, "ignore must be a list of str, got 201"),
        ({"settings": {"people": 3}}, InvalidValueError, "settings must be a Settings"),
        ({"since": "now"}, NotAnInstantError, "since"),
    ],
)
def test_wrong_arguments_are_no_failed_assertions(options: Any, error: type[Exception], words: str) -> None:
    """They are errors that name the argument."""
    with pytest.raises(error, match=words):
        assert_no_findings(Configuration(schedules=[ALWAYS]), **options)


def test_no_check_at_all_is_not_all_clear() -> None:
    """A choice that leaves none asserts nothing."""
    with pytest.raises(OncallError, match="no check is chosen"):
        assert_no_findings(Configuration(schedules=[ALWAYS]), select="OC101", ignore="oc1")


def test_a_configuration_is_asked_about() -> None:
    """A schedule by itself is a mistake, with a hint."""
    with pytest.raises(InvalidValueError, match="Configuration\\(schedules=\\[schedule\\]\\)"):
        assert_no_findings(ALWAYS)  # type: ignore[arg-type]


def test_a_failure_points_at_the_test(pytester: pytest.Pytester) -> None:
    """The lines of the library are not shown."""
    pytester.makepyfile(
        """
        from oncall import Schedule
        from oncall.testing import assert_covered

        def test_it():
            assert_covered(Schedule(name="empty", time_zone="Etc/UTC", layers=[]))
        """
    )
    result = pytester.runpytest("-p", "no:cacheprovider")
    result.stdout.fnmatch_lines(["E       AssertionError: empty: nobody is ever on call."])
    assert "_refuse" not in result.stdout.str()
    assert "oncall/testing" not in result.stdout.str()
