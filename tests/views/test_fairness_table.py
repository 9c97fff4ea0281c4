"""Fairness as plain text."""

from __future__ import annotations

from rich.cells import cell_len

from oncall import Layer, PageLog, Schedule, User, fairness


def rota(*users: User) -> Schedule:
    """Weekly turns in New York."""
    layer = Layer.weekly(users, start="2025-01-06T09:00:00-05:00", hand_off="mon 09:00", time_zone="America/New_York")
    return Schedule(name="rota", time_zone="America/New_York", layers=[layer])


def test_a_line_for_everybody_and_for_each_measure() -> None:
    """Alice has two of three weeks: 84 hours more than the mean of 252, and four thirds of it."""
    alice, bob = User("alice"), User("bob")
    assert str(fairness(rota(alice, bob, alice))).splitlines() == [
        "Mon 2025-01-06 09:00 -05:00 to Mon 2025-01-27 09:00 -05:00 (America/New_York)",
        "(one joint period of 3 weeks, which comes again for ever)",
        "",
        "who    hours  off  nights  weekends  shifts  longest  rest",
        "alice    336  +84     126        96       1      14d    7d",
        "bob      168  -84      63        48       1       7d   14d",
        "",
        "          most  mean  most/mean  Jain's index",
        "hours      336   252       1.33         0.900",
        "nights     126  94.5       1.33         0.900",
        "weekends    96    72       1.33         0.900",
        "shifts       1     1       1.00         1.000",
    ]


def test_80_columns_are_enough() -> None:
    """Long names are cut in the middle, with everything there is to show."""
    users = [User(name * 12) for name in ("alice ", "bob ")]
    found = fairness(rota(*users), holidays="2025-12-25", weights={users[0]: 0.75}, pages=PageLog([]))
    assert max(map(len, str(found).splitlines()[2:])) <= 80
    # The other columns take 70 of the 80, so that ten are left.
    assert str(found).splitlines()[4].startswith("alice\N{HORIZONTAL ELLIPSIS}.75)  ")
    assert str(found).splitlines()[5].startswith("bob b\N{HORIZONTAL ELLIPSIS}bob   ")


def test_long_names_are_told_apart() -> None:
    """Those that begin alike, and end alike; and no accent is split from its letter."""
    names = [f"the engineer of the platform team called {own} in Europe" for own in ("alice", "bob")]
    names.append("e\u0301" * 40)
    lines = str(fairness(rota(*map(User, names)), holidays="2025-12-25")).splitlines()[4:7]
    assert [line.split("\N{HORIZONTAL ELLIPSIS}")[1][:3] for line in lines[:2]] == ["ali", "bob"]
    assert lines[2].count("e\u0301") == lines[2].count("\u0301") > 0


def test_letters_of_two_columns_and_accents_of_none_stand_in_columns() -> None:
    """A CJK letter takes two columns of a terminal, a combining accent none: 4, 6 and 5 of 6 that the widest takes."""
    names = ["\u6797\u660e", "e\u0301lodie", "alice"]
    lines = str(fairness(rota(*map(User, names)))).splitlines()
    assert lines[3].startswith("who     hours  ")
    assert [line[: line.index("168")] for line in lines[4:7]] == [
        "\u6797\u660e      ",
        "e\u0301lodie    ",
        "alice     ",
    ]


def test_80_columns_are_enough_for_wide_letters() -> None:
    """Names of 60 and of 120 columns, which are cut to what the numbers leave."""
    found = fairness(rota(User("\u6797" * 30), User("\u660e" * 60)), holidays="2025-12-25", pages=PageLog([]))
    assert max(map(cell_len, str(found).splitlines()[2:])) <= 80


def test_where_nothing_is_expected_nothing_is_compared() -> None:
    """With all weights 0 there are people and hours, and no spread."""
    alice, bob = User("alice"), User("bob")
    lines = str(fairness(rota(alice, bob), weights={alice: 0, bob: 0})).splitlines()
    assert lines[4].startswith("alice (0)    168")
    assert lines[-1] == "Nothing is expected of anybody: all weights are 0."
    assert not any("most" in line for line in lines)


def test_a_schedule_of_nobody() -> None:
    """There is no table."""
    found = fairness(Schedule(name="empty", time_zone="Etc/UTC", layers=[]))
    assert str(found).splitlines()[-1] == "nobody is listed"
