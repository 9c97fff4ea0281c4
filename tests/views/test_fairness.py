"""How fairness looks."""

from __future__ import annotations

from oncall import Layer, Schedule, User, fairness
from oncall.views.answers import Shares
from oncall.views.fairness import shares_text
from oncall.views.text import Canvas


def rota(*users: User) -> Schedule:
    """Weekly turns in New York."""
    layer = Layer.weekly(users, start="2025-01-06T09:00:00-05:00", hand_off="mon 09:00", time_zone="America/New_York")
    return Schedule(name="rota", time_zone="America/New_York", layers=[layer])


def drawn(schedule: Schedule, canvas: Canvas) -> list[str]:
    """The lines of one schedule."""
    return shares_text([Shares(schedule=schedule, fairness=fairness(schedule))], canvas).splitlines()


def test_who_is_off_is_named() -> None:
    """Alice has two of three weeks: 84 hours more than the mean of 252; the bar is twice as long."""
    alice, bob = User("alice"), User("bob")
    lines = drawn(rota(alice, bob, alice), Canvas(width=80))
    assert lines[4] == "alice    336     126        96       1      14d    7d  ################"
    assert lines[5] == "bob      168      63        48       1       7d   14d  ########"
    assert lines[-4:] == [
        "Off by more than a tenth of the mean:",
        "  hours: alice +84, bob -84",
        "  nights: alice +31.5, bob -31.5",
        "  weekends: alice +24, bob -24",
    ]


def test_where_nothing_is_expected_nothing_is_compared() -> None:
    """With all weights 0 there is nothing to be off from."""
    schedule, canvas = rota(User("alice"), User("bob")), Canvas(width=80)
    found = fairness(schedule, weights={"alice": 0, "bob": 0})
    lines = shares_text([Shares(schedule=schedule, fairness=found)], canvas).splitlines()
    assert lines[-1] == "Nothing is expected of anybody: all weights are 0."
    assert not any("mean" in line for line in lines)


def test_with_colours_the_bars_are_blocks() -> None:
    """In everybody's colour."""
    text = "\n".join(drawn(rota(User("alice"), User("bob")), Canvas(width=80, color=True)))
    assert "\N{FULL BLOCK}" * 16 in text
    assert "#" not in text


def test_names_do_nothing_to_the_terminal() -> None:
    """A name with control characters is shown with escapes."""
    bad = User("bad", name="b\x1bad\n")
    assert "b\\x1bad\\n" in "\n".join(drawn(rota(bad, bad, User("bob")), Canvas(width=80)))


def test_a_schedule_of_nobody() -> None:
    """There is nothing to show."""
    assert drawn(Schedule(name="empty", time_zone="Etc/UTC", layers=[]), Canvas(width=80))[-1] == "Nobody is listed."
