"""Who is on call now, until when, and who is next."""

from __future__ import annotations

import attrs

from oncall import Layer, Override, Schedule
from oncall.views.watch import watch
from tests.views.rotas import ALICE, BOB, CAROL, checkout, office_hours, weekly


def test_the_article() -> None:
    """On 2025-03-12 at 11:00 bob has 6 days and 13 hours to go, then carol has a week."""
    found = watch(checkout(), "2025-03-12T15:00:00Z")
    assert str(found).splitlines() == [
        "Checkout (America/New_York)",
        "  now   Bob, until Wed 2025-03-19 00:00 -04:00 (in 6 days 13 hours)",
        "  next  Carol, until Wed 2025-03-26 00:00 -04:00",
    ]


def test_plain_values() -> None:
    """The same as dictionaries, the shifts whole."""
    found = watch(checkout(), "2025-03-12T15:00:00Z").to_dict()
    assert found["at"] == "2025-03-12T11:00:00-04:00"
    assert found["until"] == "2025-03-19T00:00:00-04:00"
    assert found["on_call"]["start"] == "2025-03-12T00:00:00-04:00"
    assert (found["on_call"]["user"], found["next"]["user"]) == ("bob", "carol")


def test_a_gap_is_said_clearly() -> None:
    """After hours nobody is on call until the morning; in the hours, nobody is next until the next morning."""
    schedule = office_hours(ALICE, BOB)
    evening = watch(schedule, "2025-01-01T20:00:00-05:00")
    assert evening.current is None
    assert str(evening).splitlines()[1:] == [
        "  now   nobody, until Thu 2025-01-02 09:00 -05:00 (in 13 hours)",
        "  next  Alice, until Thu 2025-01-02 17:00 -05:00",
    ]
    assert str(watch(schedule, "2025-01-01T16:59:59-05:00")).splitlines()[1:] == [
        "  now   Alice, until Wed 2025-01-01 17:00 -05:00 (in 1 second)",
        "  next  nobody, until Thu 2025-01-02 09:00 -05:00",
        "  then  Alice, until Thu 2025-01-02 17:00 -05:00",
    ]


def test_nobody_yet() -> None:
    """Long before the first layer starts, the first shift is found."""
    found = watch(checkout(), "1990-01-01T00:00:00Z")
    assert found.following is not None
    assert found.following.start.isoformat() == "2025-01-01T00:00:00-05:00"


def test_one_person_for_ever() -> None:
    """A rotation of one is a shift without an end, and without anybody next."""
    schedule = Schedule(name="Solo", time_zone="Etc/UTC", layers=[weekly(ALICE)])
    found = watch(schedule, "2025-06-01T00:00:00Z")
    assert str(found).splitlines()[1:] == ["  now   Alice, for ever"]
    assert (found.until, found.to_dict()["next"]) == (None, None)


def test_nobody_any_more() -> None:
    """After the last layer has ended there is nobody, for ever; before, nobody is next."""
    layer = attrs.evolve(weekly(ALICE), end="2025-02-01T00:00:00Z")
    schedule = Schedule(name="Over", time_zone="Etc/UTC", layers=[layer])
    assert str(watch(schedule, "2025-02-01T00:00:00Z")).splitlines()[1:] == ["  now   nobody, for ever"]
    assert str(watch(schedule, "2025-01-31T23:00:00Z")).splitlines()[1:] == [
        "  now   Alice, until Sat 2025-02-01 00:00 +00:00 (in 1 hour)",
        "  next  nobody, for ever",
    ]


def test_a_schedule_of_nothing() -> None:
    """A schedule without layers never has anybody."""
    assert watch(Schedule(name="Empty", time_zone="Etc/UTC", layers=()), 0).following is None


def test_an_override_far_away() -> None:
    """An override years ahead is found as what comes next."""
    layers: tuple[Layer, ...] = ()
    override = Override(user=CAROL, start="2040-01-01T00:00:00Z", end="2040-01-02T00:00:00Z")
    schedule = Schedule(name="Rare", time_zone="Etc/UTC", layers=layers, overrides=[override])
    found = watch(schedule, "2025-01-01T00:00:00Z")
    assert found.following is not None
    assert found.following.user is CAROL
