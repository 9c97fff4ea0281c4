"""Spans and sets of them: what one is, says and refuses; the laws are in tests/laws/test_span_sets.py."""

from __future__ import annotations

import copy
import pickle

import attrs
import pytest

from oncall.chronology.spans import Span, SpanSet
from oncall.errors import InvalidValueError, NotAnInstantError

NIGHT = Span("2025-03-09T00:00:00-05:00", "2025-03-10T00:00:00-04:00", zone="America/New_York")


def test_a_span_holds_its_start_and_not_its_end() -> None:
    """Spans are half-open, whatever the instants are written as."""
    assert "2025-03-09T05:00:00Z" in NIGHT
    assert "2025-03-09T04:59:59Z" not in NIGHT
    assert "2025-03-10T03:59:59Z" in NIGHT
    assert "2025-03-10T04:00:00Z" not in NIGHT
    assert NIGHT.start in NIGHT
    assert NIGHT.end not in NIGHT


def test_a_span_counts_the_seconds_that_pass() -> None:
    """The day on which New York's clocks go forward has 23 hours."""
    assert NIGHT.seconds == 23 * 3600
    assert NIGHT.bounds[1] - NIGHT.bounds[0] == 23 * 3600


def test_a_span_is_shown_in_its_zone() -> None:
    """The ends have the offsets in force at each."""
    assert str(NIGHT) == "2025-03-09T00:00:00-05:00 to 2025-03-10T00:00:00-04:00"
    assert str(Span(0, 60)) == "1970-01-01T00:00:00+00:00 to 1970-01-01T00:01:00+00:00"


def test_spans_of_the_same_instants_are_equal() -> None:
    """The zone in which a span is shown does not tell two spans apart."""
    same = Span(*NIGHT.bounds)
    assert same == NIGHT
    assert hash(same) == hash(NIGHT)
    assert Span(0, 1) != Span(0, 2)


def test_a_span_evolves_copies_and_pickles() -> None:
    """A span made from another is as good as one made afresh."""
    assert attrs.evolve(NIGHT) == NIGHT
    assert attrs.evolve(NIGHT, end="2025-03-09T06:00:00Z").seconds == 3600
    for same in (copy.copy(NIGHT), copy.deepcopy(NIGHT), pickle.loads(pickle.dumps(NIGHT))):  # noqa: S301
        assert (same, same.zone) == (NIGHT, NIGHT.zone)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        NIGHT.zone = "Etc/UTC"  # type: ignore[misc]


def test_a_span_that_ends_before_it_starts_cannot_be() -> None:
    """The end must be after the start, and both must be instants."""
    for end in (0, -1):
        with pytest.raises(InvalidValueError, match="end must be after start") as caught:
            Span(0, end)
        assert (caught.value.field, caught.value.value) == ("end", end)
        assert str(caught.value) == f"end must be after start (0), got {end}"
    with pytest.raises(NotAnInstantError, match="no UTC offset"):
        Span("2025-01-01T00:00:00", 0)


def test_a_set_is_held_as_the_fewest_spans() -> None:
    """Spans that touch or overlap become one, in order, and empty ones are dropped."""
    found = SpanSet([(10, 20), Span(0, 5), (20, 25), (3, 7), (30, 30)])
    assert [span.bounds for span in found] == [(0, 7), (10, 25)]
    assert (len(found), found.seconds) == (2, 22)
    assert found == SpanSet([(0, 7), (10, 25)], zone="Europe/Dublin")
    assert hash(found) == hash(SpanSet([(0, 7), (10, 25)]))
    assert not SpanSet()
    assert 7 not in found
    assert 24 in found


def test_a_set_keeps_the_zone_of_the_left_operand() -> None:
    """What comes of two sets is shown where the first is."""
    left, right = SpanSet([(0, 10)], zone="Europe/Dublin"), SpanSet([(5, 15)])
    assert {(left | right).zone, (left & right).zone, (left - right).zone} == {"Europe/Dublin"}
    assert [span.zone for span in left] == ["Europe/Dublin"]
    assert pickle.loads(pickle.dumps(left)) == left  # noqa: S301
