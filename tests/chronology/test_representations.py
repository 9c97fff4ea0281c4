"""How values show themselves."""

from __future__ import annotations

import attrs
from pendulum import datetime

from oncall.chronology.representations import as_written


@attrs.frozen
class Value:
    """Of each kind of field one."""

    hidden: int = attrs.field(repr=False)
    own: int = attrs.field(repr=hex)
    when: tuple[object, ...]
    _kept: int = attrs.field(alias="at")

    __repr__ = as_written

    @property
    def at(self) -> object:
        """What is kept as a number."""
        return datetime(2025, 3, 9, 12, tz="Europe/Berlin")


def test_a_value_is_shown_as_it_is_written() -> None:
    """A field that is not shown hides none after it; 255 is 0xff; Berlin is an hour ahead of UTC in early March."""
    value = Value(1, 255, (datetime(2025, 3, 9),), at=0)
    noon = "'2025-03-09T12:00:00+01:00'"
    assert repr(value) == f"Value(own=0xff, when=('2025-03-09T00:00:00+00:00',), at={noon})"
    assert repr(attrs.evolve(value, when=("a", 2))) == f"Value(own=0xff, when=('a', 2), at={noon})"
