"""When something is first so, in how many words, and how often again."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from operator import eq

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from oncall import DailyRestriction, Layer, Schedule, User
from oncall.analysis.recurrence import Recurrence
from oncall.analysis.sightings import Sighting, holders, joint_walk, presences, sighting
from oncall.analysis.together import together
from oncall.chronology.zones import Zone
from oncall.engine.lanes import NOBODY
from tests.strategies import DAY, HOUR, ODD_ZONES, WEEK, schedule_near

FIRST = 1_736_172_000  # 2025-01-06T09:00:00-05:00, a Monday
NEW_YORK = Zone.named("America/New_York")


def second(*moment: int) -> int:
    """The instant of a time in UTC."""
    year, month, day, hour = moment
    return int(datetime(year, month, day, hour, tzinfo=UTC).timestamp())


def daily(zone: str, begin: str, hours: int) -> Schedule:
    """alice, from a local time on for so many hours of each day, since 2025."""
    layer = Layer(
        start="2025-01-01T00:00:00Z",
        rotation_virtual_start="2025-01-01T00:00:00Z",
        rotation_turn_length_seconds=WEEK,
        users=[User("alice")],
        restrictions=[DailyRestriction(start_time_of_day=begin, duration_seconds=hours * HOUR)],
    )
    return Schedule(name=zone, time_zone=zone, layers=[layer])


@st.composite
def clocks(draw: st.DrawFn) -> tuple[list[Schedule], int | None]:
    """Schedules on several clocks that begin some years before 2050, and an instant from which on they are asked."""
    near = draw(st.integers(second(2040, 1, 1, 0), second(2047, 1, 1, 0)))
    zones = draw(st.lists(st.sampled_from(ODD_ZONES), min_size=2, max_size=3, unique=True))
    since = draw(st.none() | st.integers(near, near + 104 * WEEK))
    return [schedule_near(draw, zone, near, layers=2) for zone in zones], since


@pytest.mark.parametrize(
    ("sighting", "words"),
    [
        (Sighting(span=None), "at all times"),
        (
            Sighting(span=(FIRST, FIRST + DAY)),
            "from Mon 2025-01-06 09:00 -05:00 to Tue 2025-01-07 09:00 -05:00 (1 day)",
        ),
        (
            Sighting(span=(FIRST, FIRST + HOUR), begun_before=True, recurs=Recurrence(2, WEEK)),
            "from Mon 2025-01-06 09:00 -05:00 to Mon 2025-01-06 10:00 -05:00 (it began before), 2 times every week",
        ),
        (
            Sighting(span=(FIRST, FIRST + DAY), for_ever_from=FIRST),
            "from Mon 2025-01-06 09:00 -05:00 on, for ever",
        ),
        (
            Sighting(span=(FIRST, FIRST + HOUR), for_ever_from=FIRST + DAY),
            (
                "from Mon 2025-01-06 09:00 -05:00 to Mon 2025-01-06 10:00 -05:00 (1 hour), "
                "and from Tue 2025-01-07 09:00 -05:00 on for ever"
            ),
        ),
        (Sighting(span=(FIRST, FIRST + DAY), is_open=True), "from Mon 2025-01-06 09:00 -05:00 on"),
    ],
)
def test_a_sighting_is_said_in_words(sighting: Sighting, words: str) -> None:
    """Nobody is told of an end that was not seen."""
    assert sighting.words(NEW_YORK) == words


def test_what_lasts_a_whole_summer_is_seen_whole() -> None:
    """New York's 09:00 to 17:00 is 13:00 to 21:00 in UTC in summer, and an hour later in winter.

    So with another rota for the other hours in UTC somebody is there all summer, and at 13:00 nobody is in winter.
    """
    both = daily("America/New_York", "09:00:00", 8), daily("Etc/UTC", "21:00:00", 16)
    joint = presences(both, second(2025, 6, 1, 0))
    covered = joint.sighting(lambda chord: chord != (NOBODY, NOBODY), longer_than=DAY)
    assert covered is not None
    assert covered.span == (second(2025, 6, 1, 0), second(2025, 11, 2, 13))
    empty = joint.sighting(lambda chord: chord == (NOBODY, NOBODY))
    assert empty is not None
    assert empty.span == (second(2025, 11, 2, 13), second(2025, 11, 2, 14))
    assert joint.walk is not None
    assert joint.walk.until == second(2050, 1, 1, 0)


def test_what_is_so_only_between_two_clock_changes_is_found() -> None:
    """New York's 08:00 is London's 13:00, but for some weeks in March and from 26 October to 1 November 12:00."""
    both = daily("America/New_York", "08:00:00", 1), daily("Europe/London", "12:00:00", 1)
    joint = holders(both, second(2025, 6, 1, 0))
    met = joint.sighting(lambda chord: NOBODY not in chord)
    assert met is not None
    assert met.span == (second(2025, 10, 26, 12), second(2025, 10, 26, 13))
    assert joint.walk is not None
    assert joint.walk.until == second(2050, 1, 1, 0)


@given(asked=clocks())
def test_what_is_left_out_was_seen_before(asked: tuple[list[Schedule], int | None]) -> None:
    """Each chord is first shown when a walk says that leaves out nothing."""
    schedules, since = asked
    joint = holders(schedules, since)
    ensemble, _ = together(schedules)
    everything = joint_walk(ensemble, ensemble, since, margin=0)
    assume(everything is not None and everything.pattern is None)
    assert everything is not None
    for number, chord in enumerate(ensemble.chords[:100]):
        assert joint.sighting(partial(eq, chord)) == sighting(everything, partial(eq, number))


def test_after_2049_every_instant_is_looked_at() -> None:
    """There is little left until 2050, of which nothing is left out."""
    both = daily("America/New_York", "09:00:00", 8), daily("Europe/London", "14:00:00", 17)
    joint = presences(both, second(2049, 12, 1, 0))
    assert joint.walk is not None
    assert joint.walk.until == second(2050, 1, 1, 0)
    # In winter New York's day is 14:00 to 22:00 in London, whose rota ends at 07:00 and begins at 14:00.
    empty = joint.sighting(lambda chord: chord == (NOBODY, NOBODY))
    assert empty is not None
    assert empty.span == (second(2049, 12, 1, 7), second(2049, 12, 1, 14))


def test_what_is_so_to_the_end_of_what_was_looked_at_is_open() -> None:
    """In two zones of different clocks one person is on call to 2050, and then nobody looked."""
    joint = holders([daily("America/New_York", "09:00:00", 8), daily("Europe/London", "09:00:00", 8)], FIRST)
    always = joint.sighting(lambda chord: len(chord) == 2)
    assert always == Sighting(span=(FIRST, second(2050, 1, 1, 0)), begun_before=True, is_open=True)


def test_nobody_at_all_is_the_same_at_all_times() -> None:
    """Of schedules that never begin, and of no schedules, there is one chord."""
    never = holders([Schedule(name="never", time_zone="Etc/UTC", layers=[])], None)
    assert (never.walk, never.chords, never.shown(None)) == (None, [(NOBODY,)], [(NOBODY,)])
    assert never.sighting(lambda chord: chord == (NOBODY,)) == Sighting(span=None)
    assert holders([], None).sighting(bool) is None
