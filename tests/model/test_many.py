"""Who is on call at many instants at once: the same people, whatever holds the instants."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import Override, Schedule, User
from oncall.errors import NotAnInstantError
from tests.strategies import DAY, Scene, scenes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = pytest.importorskip("numpy")


@given(scenes(), st.data())
def test_an_array_and_a_list_have_the_answers_of_single_questions(scene: Scene, data: st.DataObject) -> None:
    """Near to each other or far apart, a few or more than the range has pieces."""
    width = data.draw(st.sampled_from([3600, 40 * DAY, 4000 * DAY]))
    instants = data.draw(st.lists(st.integers(scene.near - width, scene.near + width), max_size=80))
    answers = [scene.schedule.on_call(each) for each in instants]
    assert scene.schedule.on_call_many(instants) == answers
    for dtype in ("int64", "int32") if all(abs(each) < 2**31 for each in instants) else ("int64",):
        assert scene.schedule.on_call_many(np.array(instants, dtype=dtype)) == answers


@given(scenes(), st.integers(1, 3599), st.data())
def test_hand_offs_at_odd_seconds_are_found_too(scene: Scene, second: int, data: st.DataObject) -> None:
    """An override from an odd second on leaves no step in common, and 80 days have 6,912,000 seconds."""
    start = scene.near + second
    odd = attrs.evolve(scene.schedule, overrides=[Override(user=User("dave"), start=start, end=start + 7)])
    drawn = data.draw(st.lists(st.integers(scene.near - 40 * DAY, scene.near + 40 * DAY), min_size=2, max_size=5))
    few = [*drawn, start - 1, start, start + 6, start + 7]
    instants = few * 300  # as many as there could be pieces
    answers = [odd.on_call(each) for each in few] * 300
    assert odd.on_call_many(instants) == answers
    assert odd.on_call_many(np.array(instants)) == answers


@given(scenes())
def test_the_whole_range_of_a_column_counts(scene: Scene) -> None:
    """Unsigned numbers are not read as fractions: two neighbours of 2 ** 40 seconds stay apart."""
    instants = [1_099_511_627_776 // 8 + each for each in range(3)]  # the year 6325
    assert scene.schedule.on_call_many(np.array(instants * 40, dtype="uint64")) == [
        scene.schedule.on_call(each) for each in instants * 40
    ]


def column(values: list[int], dtype: str = "int64") -> NDArray[np.integer]:
    """An array of whole numbers."""
    return np.array(values, dtype=dtype)


@given(scenes(), st.sampled_from([2**63, 2**38, 2**40]))
def test_a_number_beyond_all_years_is_refused_by_name(scene: Scene, value: int) -> None:
    """2 ** 38 seconds are more than 8,700 years after 1970: 2 ** 38 / 31,556,952 = 8,710, which is after 9999."""
    with pytest.raises(NotAnInstantError, match="instants") as caught:
        scene.schedule.on_call_many(column([0, value], "uint64"))
    assert caught.value.value == value


@given(scenes())
def test_a_table_of_numbers_is_no_list_of_instants(scene: Scene) -> None:
    """Each row of it is refused as what it is: a list."""
    with pytest.raises(NotAnInstantError):
        scene.schedule.on_call_many(column([1, 2]).reshape(1, 2))


@given(scenes())
def test_a_series_of_pandas_is_an_array(scene: Scene) -> None:
    """Also of its own type that can miss a value; a value that misses is no instant."""
    pandas = pytest.importorskip("pandas")
    instants = [scene.near + each * 3600 for each in range(100)]
    answers = [scene.schedule.on_call(each) for each in instants]
    assert scene.schedule.on_call_many(pandas.Series(instants)) == answers
    assert scene.schedule.on_call_many(pandas.Series(instants, dtype="Int64")) == answers
    with pytest.raises(NotAnInstantError):
        scene.schedule.on_call_many(pandas.Series([instants[0], None], dtype="Int64"))


def test_an_array_without_a_type_of_numpys_is_a_list() -> None:
    """The standard library's has `tolist` and no `dtype`."""
    schedule = Schedule(
        name="s", time_zone="Etc/UTC", layers=[], overrides=[Override(user=User("bob"), start=10, end=20)]
    )
    assert schedule.on_call_many(array("q", [9, 10, 19, 20])) == [None, User("bob"), User("bob"), None]
