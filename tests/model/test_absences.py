"""When somebody is away."""

from typing import Any

import pytest

from oncall import Absence, User
from oncall.errors import InvalidValueError, NotAnInstantError

BOB = User("bob", name="Bob")


def test_an_absence_says_itself() -> None:
    """Who, from when to when as it was written, and why if that was said."""
    plain = Absence(user=BOB, start="2025-07-28T00:00:00-04:00", end="2025-08-11T00:00:00-04:00")
    assert str(plain) == "Bob is away from 2025-07-28T00:00:00-04:00 to 2025-08-11T00:00:00-04:00"
    told = Absence(user=BOB, start="2025-07-28T00:00:00-04:00", end=1_754_884_800, reason="sailing")
    # 1,754,884,800 is 2025-08-11T04:00:00Z.
    assert str(told) == "Bob is away from 2025-07-28T00:00:00-04:00 to 2025-08-11T04:00:00+00:00 (sailing)"
    assert plain.reason == ""
    assert (plain.start, plain.end) == (told.start, told.end)


@pytest.mark.parametrize("end", ["2025-07-28T00:00:00-04:00", "2025-07-28T03:59:59Z"])
def test_it_ends_after_it_starts(end: str) -> None:
    """Neither at the same instant, nor before it, however the two are written."""
    with pytest.raises(InvalidValueError, match=r"end must be after start \(2025-07-28T00:00:00-04:00\)"):
        Absence(user=BOB, start="2025-07-28T00:00:00-04:00", end=end)


def test_the_hour_that_comes_twice_is_an_absence() -> None:
    """From the first to the second 01:30 of an autumn night an hour passes."""
    hour = Absence(user=BOB, start="2025-11-02T01:30:00-04:00", end="2025-11-02T01:30:00-05:00")
    assert hour.end.timestamp() - hour.start.timestamp() == 3600


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("user", "bob", InvalidValueError),
        ("start", "2025-07-28", NotAnInstantError),
        ("end", "2025-08-11T00:00:00", NotAnInstantError),
        ("end", None, NotAnInstantError),
        ("reason", None, InvalidValueError),
    ],
)
def test_values_of_another_kind_are_refused(field: str, value: Any, error: type[Exception]) -> None:
    """The error names the field."""
    start, end = "2025-07-28T00:00:00-04:00", "2025-08-11T00:00:00-04:00"
    fields: dict[str, Any] = {"user": BOB, "start": start, "end": end, field: value}
    with pytest.raises(error, match=field):
        Absence(**fields)
