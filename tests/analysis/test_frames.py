"""Values as data frames."""

from __future__ import annotations

import sys
from typing import Literal

import pytest

from oncall import User, fairness
from oncall.analysis.frames import frame
from oncall.errors import InvalidValueError, MissingLibraryError
from tests.checks.builders import layer, schedule


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_as_a_data_frame(library: Literal["pandas", "polars"]) -> None:
    """A row for each person, the columns of `to_dicts`."""
    pytest.importorskip(library)
    found = fairness(schedule(layer(User("alice"), User("bob")))).to_dataframe(library)
    assert list(found["hours"]) == [168, 168]
    assert list(found.columns)[:3] == ["user", "name", "weight"]


def test_a_data_frame_needs_a_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without either it says how to get one; a third is refused."""
    for name in ("pandas", "polars"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingLibraryError, match=r"a data frame needs the package 'pandas': pip install"):
        frame([])
    with pytest.raises(MissingLibraryError, match=r"'oncall-schedule\[polars\]'"):
        frame([], "polars")
    with pytest.raises(InvalidValueError, match="library must be 'pandas' or 'polars', got 'numpy'"):
        frame([], "numpy")
