"""The pictures of the documentation are those that the code draws."""

from __future__ import annotations

import pytest

from tests.pictures import FOLDER, pictures


@pytest.mark.parametrize(("name", "svg"), pictures().items(), ids=pictures())
def test_a_picture_is_fresh(name: str, svg: str) -> None:
    """What `python -m tests.pictures` would write is there already."""
    assert (FOLDER / name).read_text(encoding="utf-8") == f"{svg}\n"


def test_no_picture_is_left_over() -> None:
    """Every file there is one of them."""
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(pictures())
