"""What a field takes: each converter and limit by itself."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import attrs
import pytest

from oncall import User
from oncall.errors import InvalidValueError, NotAnInstantError, UnknownZoneError
from oncall.model import fields


@attrs.frozen(kw_only=True)
class Form:
    """One field of each kind."""

    name: str = attrs.field(default="a", validator=fields.name)
    text: str = attrs.field(default="", validator=fields.text)
    zone: str = attrs.field(default="Etc/UTC", validator=fields.zone)
    optional_zone: str | None = attrs.field(default=None, validator=fields.optional_zone)
    user: User = attrs.field(default=User("alice"), validator=fields.instance_of(User))
    within: int = attrs.field(default=2, validator=fields.within(1, 3))
    at_least: int = attrs.field(default=2, validator=fields.at_least(2))


@pytest.mark.parametrize(
    ("field", "fine", "refused", "expected"),
    [
        ("name", ["a", " a "], ["", " ", "\n", None, 5, b"a"], "a text that is not empty"),
        ("text", ["", "a"], [None, 5, b"a"], "a text"),
        ("user", [User("bob")], ["bob", None, User], "a User"),
        ("within", [1, 2, 3], [0, 4, True, 2.0, "2", None], "a whole number in the range (1 - 3)"),
        ("at_least", [2, 10**9], [1, -2, True, 2.0, "2", None], "a whole number of at least 2"),
    ],
)
def test_a_field_takes_what_it_says(field: str, fine: list[Any], refused: list[Any], expected: str) -> None:
    """What is fine is kept as it is; the rest is an error with the field, the expectation and the value."""
    for value in fine:
        assert getattr(Form(**{field: value}), field) == value
    for value in refused:
        with pytest.raises(InvalidValueError) as caught:
            Form(**{field: value})
        assert (caught.value.field, caught.value.expected, caught.value.value) == (field, expected, value)
        assert str(caught.value) == f"{field} must be {expected}, got {value!r}"


@pytest.mark.parametrize("field", ["zone", "optional_zone"])
def test_a_zone_is_refused_by_the_name_of_its_field(field: str) -> None:
    """The error names the field that was given the zone, and the zone."""
    for value in ("Nepal/Kathmandu", "", 5):
        given: dict[str, Any] = {field: value}
        with pytest.raises(UnknownZoneError) as caught:
            Form(**given)
        assert (caught.value.field, caught.value.name) == (field, value)
    assert Form(zone="Asia/Kathmandu", optional_zone="Asia/Kathmandu").zone == "Asia/Kathmandu"
    assert Form().optional_zone is None
    with pytest.raises(UnknownZoneError):
        Form(zone=None)  # type: ignore[arg-type]


def test_a_list_becomes_a_tuple_of_its_kind() -> None:
    """Anything that is walked will do, save a text."""
    users = [User("alice"), User("bob")]
    for walked in (users, tuple(users), iter(users), dict.fromkeys(users)):
        assert fields.tuple_of(User, "users", walked) == tuple(users)
    refused: list[Any] = ["alice", b"alice", None, 5, users[0]]
    for value in refused:
        with pytest.raises(InvalidValueError) as caught:
            fields.tuple_of(User, "users", value)
        assert (caught.value.field, caught.value.expected, caught.value.value) == ("users", "a list of User", value)
    with pytest.raises(InvalidValueError, match="^users must be a list of User, such as this, got 5$"):
        fields.tuple_of(User, "users", [users[0], 5], hint=", such as this")


def test_times_keep_the_offset_that_they_were_written_with() -> None:
    """A field of a time gives a pendulum value of the same offset, and refuses a naive time by its name."""
    text = "2025-01-01T00:00:00+05:45"
    for convert, name in (
        (fields.start, "start"),
        (fields.end, "end"),
        (fields.rotation_virtual_start, "rotation_virtual_start"),
    ):
        assert convert(text).isoformat() == text
        assert convert(datetime(2025, 1, 1, tzinfo=UTC)).isoformat() == "2025-01-01T00:00:00+00:00"
        with pytest.raises(NotAnInstantError, match=f"^{name}: "):
            convert("2025-01-01T00:00:00")
    assert fields.layer_end(None) is None
    with pytest.raises(InvalidValueError, match="on a full minute"):
        fields.full_minute(fields.layer_end("2025-01-01T00:00:01Z"), "end")
    fields.full_minute(fields.layer_end(None), "end")
    assert fields.start("2025-01-01T00:00:01.5Z").isoformat() == "2025-01-01T00:00:01+00:00"
