"""Facts about `assert_same_schedule`: who is on call counts, not how it is written, and the message says who."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import DailyRestriction, Override, Schedule, User, WeeklyRestriction
from oncall.errors import InvalidValueError, NotAnInstantError
from oncall.testing import assert_same_schedule
from oncall.testing.differences import difference
from tests.checks.builders import ALICE, BOB, CAROL, DAVE, DAY, WEEK, layer, schedule
from tests.strategies import PEOPLE, Scene, instants, ranges, restriction_lists, scenes


def are_the_same(first: Schedule, second: Schedule, since: int | None = None, until: int | None = None) -> bool:
    """Whether the assertion holds."""
    try:
        assert_same_schedule(first, second, since=since, until=until)
    except AssertionError:
        return False
    return True


def message(first: Schedule, second: Schedule, **bounds: str) -> list[str]:
    """The lines of the error."""
    with pytest.raises(AssertionError) as caught:
        assert_same_schedule(first, second, since=bounds.get("since"), until=bounds.get("until"))
    return str(caught.value).splitlines()


# --- Laws ---------------------------------------------------------------------------------------------------------


@st.composite
def rotas(draw: st.DrawFn) -> Schedule:
    """Up to three layers whose turns are days or weeks, so that they soon repeat; some end, some are restricted."""
    zone = draw(st.sampled_from(("America/New_York", "Australia/Lord_Howe")))
    layers = [
        layer(
            *draw(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3)),
            turn=draw(st.sampled_from((DAY, WEEK, 2 * WEEK))),
            end=draw(st.sampled_from((None, None, "2025-04-09T12:00:00Z"))),
            restrictions=draw(restriction_lists()),
        )
        for _ in range(draw(st.integers(0, 3)))
    ]
    return schedule(*layers, zone=zone)


@given(rotas())
def test_a_schedule_is_the_same_as_itself_written_otherwise(rota: Schedule) -> None:
    """With every rotation written out twice, other names, and a hidden copy of each layer below it."""
    twice = [attrs.evolve(each, users=each.users * 2, name=f"other {each.name}") for each in rota.layers]
    hidden = [copy for each in twice for copy in (each, attrs.evolve(each, name=f"below {each.name}"))]
    assert_same_schedule(rota, attrs.evolve(rota, name="other", id="other", layers=hidden))


@given(rotas(), rotas(), instants("America/New_York"))
def test_what_is_the_same_for_all_time_is_the_same_at_any_instant(one: Schedule, other: Schedule, at: int) -> None:
    """Wherever one looks; and the first difference of those that are not the same is one."""
    other = attrs.evolve(other, layers=(*one.layers[1:], *other.layers[:1]))
    found = difference(one, other, None, None)
    assert found or one.on_call(at) == other.on_call(at)


@given(scenes(), scenes(), st.data())
def test_a_range_is_decided_as_one_instant_after_the_other(one: Scene, other: Scene, data: st.DataObject) -> None:
    """At no instant at which anything begins or ends, nor in between, is anybody else on call; or they differ."""
    since, until = data.draw(ranges(one, pieces=10))
    first, second = one.schedule, other.schedule
    shifts = (*first.shifts(since, until), *second.shifts(since, until))
    edges = {since, *(edge for shift in shifts for edge in shift.bounds if edge is not None and since <= edge < until)}
    is_same = all(first.on_call(edge) == second.on_call(edge) for edge in edges)
    assert are_the_same(first, second, since, until) == is_same


# --- For all time -------------------------------------------------------------------------------------------------


def test_a_schedule_is_the_same_written_with_a_later_virtual_start() -> None:
    """Alice and Bob from one Monday are Bob and Alice from the next, once both have begun."""
    now = schedule(layer(ALICE, BOB))
    later = schedule(layer(BOB, ALICE, virtual="2025-01-13T09:00:00-05:00"), name="later")
    assert_same_schedule(now, later)


def test_two_windows_that_meet_are_one() -> None:
    """08:00 to 12:00 and 12:00 to 20:00 are 08:00 to 20:00."""
    morning = DailyRestriction(start_time_of_day="08:00:00", duration_seconds=4 * 3600)
    rest = DailyRestriction(start_time_of_day="12:00:00", duration_seconds=8 * 3600)
    whole = DailyRestriction(start_time_of_day="08:00:00", duration_seconds=12 * 3600)
    assert_same_schedule(
        schedule(layer(ALICE, restrictions=[morning, rest])), schedule(layer(ALICE, restrictions=[whole]))
    )


def test_what_comes_only_once_in_a_long_time_is_found() -> None:
    """One week of thirty-five is Bob's."""
    lines = message(schedule(layer(*[ALICE] * 34, BOB)), schedule(layer(ALICE)))
    assert lines[1:3] == [  # 34 weeks after 6 January 2025
        "people on call: they first differ from Mon 2025-09-01 09:00 -04:00 to",
        "Mon 2025-09-08 09:00 -04:00 (1 week), every 35 weeks.",
    ]


def test_a_difference_at_readings_that_a_clock_change_skips_is_found() -> None:
    """A window of a second at 02:30 on Sundays, which has no instant in the first walk's only week in March."""
    sundays = WeeklyRestriction(start_day_of_week=7, start_time_of_day="02:30:00", duration_seconds=1)
    start = "2025-03-03T09:00:00-05:00"
    lines = message(
        schedule(layer(ALICE, start=start), layer(BOB, start=start, restrictions=[sundays])),
        schedule(layer(ALICE, start=start)),
    )
    assert lines[4] == "  Sun 2025-03-09 03:30 to Sun 2025-03-09 03:30:01  bob    alice"


def test_the_same_rules_in_two_zones_are_the_same_up_to_2050() -> None:
    """New York and Toronto have had one clock since 2007, by two names."""
    assert_same_schedule(schedule(layer(ALICE, BOB)), schedule(layer(ALICE, BOB), zone="America/Toronto"))


def test_two_zones_differ_where_their_clocks_do() -> None:
    """In the weeks of March in which New York has summer time and Madrid has not, the hand-off is an hour apart."""
    lines = message(schedule(layer(ALICE, BOB)), schedule(layer(ALICE, BOB), zone="Europe/Madrid"))
    assert lines[2] == "Mon 2025-03-10 10:00 -04:00 (1 hour)."
    assert lines[-1].endswith("up to Fri 2049-12-31 19:00")


def test_what_is_over_is_compared_up_to_its_end() -> None:
    """Two layers of the same four weeks, one of them written as overrides."""
    ending = schedule(layer(ALICE, end="2025-02-03T09:00:00-05:00"))
    written = schedule(
        overrides=[Override(user=ALICE, start="2025-01-06T09:00:00-05:00", end="2025-02-03T09:00:00-05:00")]
    )
    assert_same_schedule(ending, written)
    assert not are_the_same(ending, schedule(layer(ALICE)))


def test_schedules_without_anybody_are_the_same() -> None:
    """Nobody is nobody, in whatever zone."""
    assert_same_schedule(schedule(), schedule(zone="Asia/Kathmandu"))


def test_since_leaves_out_what_was_before() -> None:
    """An override that is over is no difference any more."""
    override = Override(user=DAVE, start="2025-01-20T09:00:00-05:00", end="2025-01-21T09:00:00-05:00")
    first, second = schedule(layer(ALICE, BOB)), schedule(layer(ALICE, BOB), overrides=[override])
    assert not are_the_same(first, second)
    assert_same_schedule(first, second, since="2025-01-21T09:00:00-05:00")
    assert_same_schedule(first, second, until="2025-01-20T09:00:00-05:00")
    assert_same_schedule(first, second, until="2024-01-20T09:00:00-05:00")  # nobody has begun


def test_a_person_is_known_by_the_id() -> None:
    """Not by the name, which takes no part in who somebody is."""
    assert_same_schedule(schedule(layer(ALICE)), schedule(layer(attrs.evolve(ALICE, name="Alice"))))


# --- The message --------------------------------------------------------------------------------------------------


def test_the_message_is_a_table_of_who_and_when() -> None:
    """The first five, how often they come back, how many more there are, and for how long all of them last.

    Of three weeks two are another person's. Twelve weeks are looked at, in which those begin on 13 and 20 January, 3,
    10 and 24 February, and 3, 17 and 24 March: 8 weeks but for the hour that is skipped on 9 March.
    """
    lines = message(
        schedule(layer(ALICE, BOB, CAROL), name="Checkout"), schedule(layer(ALICE, CAROL, BOB), name="Checkout EU")
    )
    assert lines == [
        "Checkout (first) and Checkout EU (second) do not have",
        "the same people on call: they first differ from Mon 2025-01-13 09:00",
        "-05:00 to Mon 2025-01-20 09:00 -05:00 (1 week), 2 times every 3 weeks.",
        "  America/New_York                              first  second",
        "  Mon 2025-01-13 09:00 to Mon 2025-01-20 09:00  bob    carol",
        "  Mon 2025-01-20 09:00 to Mon 2025-01-27 09:00  carol  bob",
        "  Mon 2025-02-03 09:00 to Mon 2025-02-10 09:00  bob    carol",
        "  Mon 2025-02-10 09:00 to Mon 2025-02-17 09:00  carol  bob",
        "  Mon 2025-02-24 09:00 to Mon 2025-03-03 09:00  bob    carol",
        "  and 3 more: 7 weeks 6 days in all, up to Mon 2025-03-31 10:00",
    ]


def test_people_of_one_name_are_told_apart() -> None:
    """Or both columns would say the same."""
    one, other = (schedule(layer(User(id_, name="Ann"))) for id_ in ("ann", "ann2"))
    assert message(one, other)[-1] == "  Mon 2025-01-06 09:00 on  Ann (ann)  Ann (ann2)"


def test_what_never_ends_has_no_end() -> None:
    """Somebody, and nobody, for ever."""
    assert message(schedule(layer(ALICE)), schedule())[-2:] == [
        "  America/New_York         first  second",
        "  Mon 2025-01-06 09:00 on  alice  nobody",
    ]


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ((schedule(), None), InvalidValueError, "second must be a Schedule, got None"),
        (("checkout", schedule()), InvalidValueError, "first must be a Schedule, got 'checkout'"),
    ],
)
def test_wrong_arguments_are_no_failed_assertions(
    arguments: tuple[Schedule, Schedule], error: type[Exception], words: str
) -> None:
    """They are errors that name the argument."""
    with pytest.raises(error, match=words):
        assert_same_schedule(*arguments)


def test_a_wrong_range_is_no_failed_assertion() -> None:
    """An end that is no instant, or none after the other one."""
    one = schedule(layer(ALICE))
    with pytest.raises(NotAnInstantError, match="since: 'now' is not an instant"):
        assert_same_schedule(one, one, since="now")
    with pytest.raises(InvalidValueError, match="until must be after since"):
        assert_same_schedule(one, one, since=WEEK, until=WEEK)
