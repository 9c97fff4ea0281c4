"""Errors: a sentence for people, attributes for programs, and a class to catch them all by."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

from oncall import errors
from oncall.errors import (
    InvalidValueError,
    Location,
    MissingLibraryError,
    NotAnInstantError,
    NotFoundError,
    NotRecurringError,
    OncallError,
    OutsideTimelineError,
    Problem,
    SourceError,
    UnknownZoneError,
)

ELSEWHERE = Problem(path="b.tf", message="it is no file")
LATER = Problem(
    path="a.tf",
    message="users must not be empty",
    location=Location("a.tf", 12, 5),
    source_line="    users = []\n",
    address="pagerduty_schedule.a",
)
EARLIER = Problem(path="a.tf", message="odd", location=Location("a.tf", 3, 2), source_line="  \n")

ERRORS = [
    (InvalidValueError("users", "a list", 5), ValueError, "users must be a list, got 5"),
    (NotAnInstantError("now", "write it out", "since"), ValueError, "since: 'now' is not an instant: write it out"),
    (NotAnInstantError("now", "write it out"), ValueError, "'now' is not an instant: write it out"),
    (
        UnknownZoneError("Mars"),
        ValueError,
        "time_zone must be the name of an IANA time zone such as 'America/New_York', got 'Mars'",
    ),
    (
        OutsideTimelineError("c", "a", "b"),
        LookupError,
        "c is outside of the timeline, which covers a up to, not including, b",
    ),
    (NotFoundError("schedule", "a"), KeyError, "no schedule is called 'a'"),
    (NotFoundError("schedule", "a", known=()), KeyError, "no schedule is called 'a'; there is none"),
    (NotFoundError("schedule", "a", known=("b",)), KeyError, "no schedule is called 'a'; the only one is b"),
    (
        NotFoundError("schedule", "a", known=tuple("bcdefg")),
        KeyError,
        "no schedule is called 'a'; there are b, c, d, e, f, g",
    ),
    (
        NotFoundError("schedule", "a", known=tuple("bcdefghi")),
        KeyError,
        "no schedule is called 'a'; there are b, c, d, e, f, g and 2 more",
    ),
    (
        NotFoundError("schedule", "a", ("b", "c"), known=("b", "c", "d")),
        KeyError,
        "no schedule is called 'a'; near: b, c",
    ),
    (NotFoundError("schedule", "a", ("b", "c")), LookupError, "no schedule is called 'a'; near: b, c"),
    (NotFoundError("user", "a", ("b", "c"), ambiguous=True), KeyError, "'a' names more than one user: b, c"),
    (
        NotRecurringError("Shop", "every layer of it ends"),
        ValueError,
        "Shop has no recurring calendar: every layer of it ends",
    ),
    (
        MissingLibraryError("a data frame", "pandas", "pandas"),
        ImportError,
        "a data frame needs the package 'pandas': pip install 'oncall-schedule[pandas]'",
    ),
    (SourceError([ELSEWHERE]), ValueError, "b.tf: it is no file"),
]
every_error = pytest.mark.parametrize(
    ("error", "builtin", "message"), ERRORS, ids=[type(it[0]).__name__ for it in ERRORS]
)


def test_no_error_is_forgotten() -> None:
    """Every exception of the library is tried here."""
    every = {it for it in vars(errors).values() if isinstance(it, type) and issubclass(it, OncallError)}
    assert every == {OncallError, *(type(error) for error, *_ in ERRORS)}


@every_error
def test_an_error_is_a_sentence_and_a_builtin(error: OncallError, builtin: type[Exception], message: str) -> None:
    """Each can be caught as what the language calls it, or with all the others, and says one thing."""
    with pytest.raises(builtin) as as_builtin:
        raise error
    with pytest.raises(OncallError) as as_ours:
        raise error
    assert str(as_builtin.value) == str(as_ours.value) == message


@every_error
def test_an_error_crosses_processes(error: Any, builtin: type[Exception], message: str) -> None:
    """A pickled or copied error says and keeps the same, as a test runner with several processes needs."""
    for same in (pickle.loads(pickle.dumps(error)), copy.copy(error)):  # noqa: S301
        assert type(same) is type(error)
        assert isinstance(same, builtin)
        assert str(same) == message
        for name in (
            "field",
            "expected",
            "value",
            "name",
            "near",
            "ambiguous",
            "reason",
            "problems",
            "instant",
            "since",
        ):
            assert getattr(same, name, None) == getattr(error, name, None)


def test_problems_come_in_the_order_of_file_and_line() -> None:
    """All that is wrong is told at once, whole files before their lines, and each is kept."""
    error = SourceError([ELSEWHERE, LATER, EARLIER])
    assert error.problems == (EARLIER, LATER, ELSEWHERE)
    assert str(error) == "\n".join(map(str, (EARLIER, LATER, ELSEWHERE)))
    whole = Problem(path="a.tf", message="it is too long")
    assert SourceError([EARLIER, whole]).problems == (whole, EARLIER)


def test_a_problem_points_at_its_place() -> None:
    """The line of the source stands below, with a caret under the column; a line without text is left out."""
    assert str(LATER) == ("a.tf:12:5: pagerduty_schedule.a: users must not be empty\n        users = []\n        ^")
    assert str(EARLIER) == "a.tf:3:2: odd"


def test_a_caret_stands_below_a_tab() -> None:
    """A tab is one column, so it is shown as one space."""
    problem = Problem(path="a.tf", message="odd", location=Location("a.tf", 1, 2), source_line="\tx = 1")
    assert str(problem) == "a.tf:1:2: odd\n     x = 1\n     ^"


def test_places_are_in_the_order_of_file_line_and_column() -> None:
    """Locations sort as a reader meets them."""
    places = [Location("b.tf", 1), Location("a.tf", 10), Location("a.tf", 9, 7), Location("a.tf", 9)]
    assert [str(place) for place in sorted(places)] == ["a.tf:9", "a.tf:9", "a.tf:10", "b.tf:1"]
