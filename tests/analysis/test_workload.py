"""How much of the time each person is on call."""

from oncall import Layer, Schedule, User
from oncall.analysis.workload import workload

ALICE, BOB, CAROL = User("alice"), User("bob"), User("carol")


def weekly(*users: User) -> Schedule:
    """A weekly rotation in New York, handed over on Mondays at 09:00, from Monday 2025-03-03 on."""
    layer = Layer.weekly(users, start="2025-03-03T09:00:00-05:00", hand_off="mon 09:00", time_zone="America/New_York")
    return Schedule(name="schedule", time_zone="America/New_York", layers=[layer])


def test_an_hour_that_the_clock_skips_is_not_worked() -> None:
    """The week of the spring change has 167 hours, the next one 168."""
    loads = workload(weekly(ALICE, BOB), "2025-03-03T09:00:00-05:00", "2025-03-17T09:00:00-04:00")
    assert [(load.user, load.hours, load.shifts) for load in loads] == [(ALICE, 167, 1), (BOB, 168, 1)]
    assert [load.share for load in loads] == [167 / 335, 168 / 335]


def test_everybody_listed_counts() -> None:
    """Who has no shift in the range is there with nothing."""
    loads = workload(weekly(ALICE, BOB, CAROL), "2025-03-03T09:00:00-05:00", "2025-03-10T09:00:00-04:00")
    assert [(load.user, load.seconds, load.share) for load in loads] == [
        (ALICE, 167 * 3600, 1),
        (BOB, 0, 0),
        (CAROL, 0, 0),
    ]


def test_a_range_with_nobody_on_call_has_no_shares() -> None:
    """Before the first start everybody has a share of nothing, which is nothing."""
    loads = workload(weekly(ALICE, BOB), "2024-03-03T09:00:00-05:00", "2024-03-10T09:00:00-04:00")
    assert [load.share for load in loads] == [0, 0]
    assert loads[0].to_dict() == {"user": "alice", "name": "alice", "hours": 0, "shifts": 0, "share": 0}
