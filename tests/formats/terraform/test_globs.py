"""Patterns of file names, against what Terraform found with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from oncall.formats.resources.values import NoValueError
from oncall.formats.terraform.files import Files, OutsideError
from oncall.formats.terraform.globs import found

RECORDED = json.loads((Path(__file__).parents[2] / "recordings" / "filesets.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def top(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of the recording in another one."""
    top = tmp_path_factory.mktemp("top")
    for name in RECORDED["files"]:
        written(top / "found" / name)
    return top


def written(path: Path) -> None:
    """An empty file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("", encoding="utf-8")


def matching(folder: Path, pattern: str, root: Path | None = None) -> list[str] | None:
    """What is found, in order; None: that is no pattern."""
    try:
        return sorted(found(Files(root or folder.parent), folder, pattern, lambda _steps: None))
    except NoValueError:
        return None


@pytest.mark.parametrize(("pattern", "expected"), RECORDED["patterns"].items())
def test_what_is_found_is_what_terraform_finds(top: Path, pattern: str, expected: list[str] | None) -> None:
    """Whatever stands between brackets and braces, nested ones and such as nobody closes among them."""
    assert matching(top / "found", pattern) == expected


def test_any_number_of_files_is_found(tmp_path: Path) -> None:
    """All of them; what is looked at is counted."""
    for number in range(10_001):
        written(tmp_path / str(number % 100) / str(number))
    steps: list[int] = []
    assert len(found(Files(tmp_path), tmp_path, "**", steps.append)) == 10_001
    assert sum(steps) == 10_101


def test_stars_take_no_longer_than_the_texts_multiplied(tmp_path: Path) -> None:
    """What is tried after one star is not tried again after another; a long pattern takes more steps."""
    written(tmp_path / ("a" * 200))
    steps: list[int] = []
    assert found(Files(tmp_path), tmp_path, "*a" * 25 + "b", steps.append) == set()
    assert sum(steps) < 200 * 51 + 2
    assert found(Files(tmp_path), tmp_path, "b" * 1_000_000 + "*", steps.append) == set()
    assert steps[-1] > 10_000


def test_neither_links_to_folders_nor_what_terraform_keeps_are_searched(tmp_path: Path) -> None:
    """A link may lead back, so only what names it follows it; one to a file is one, and one to nothing is none."""
    for name in ("x/a", ".terraform/a"):
        written(tmp_path / name)
    (tmp_path / "back").symlink_to(tmp_path)
    (tmp_path / "file").symlink_to(tmp_path / "x" / "a")
    (tmp_path / "gone").symlink_to(tmp_path / "nothing")
    assert matching(tmp_path, "**", tmp_path) == ["file", "x/a"]
    assert matching(tmp_path, "*/a", tmp_path) == ["x/a"]
    assert matching(tmp_path, "back/x/*", tmp_path) == ["back/x/a"]
    assert matching(tmp_path, ".terraform/a", tmp_path) == [".terraform/a"]


def test_nothing_outside_is_looked_at(top: Path) -> None:
    """Neither above the root, nor where a link leads out of it."""
    inner = top / "found" / "y" / "x"
    (inner / "out").symlink_to(top)
    for pattern in ("../../*", "../../found", "out/*", "../*/out/found/a"):
        with pytest.raises(OutsideError):
            matching(inner, pattern, inner.parent)
    (inner / "out").unlink()


def test_a_folder_that_cannot_be_read_has_no_files(tmp_path: Path) -> None:
    """As one that is not there."""
    assert matching(tmp_path, "nowhere/*", tmp_path) == []
    written(tmp_path / "shut" / "a")
    (tmp_path / "shut").chmod(0)
    try:
        assert matching(tmp_path, "shut/b*", tmp_path) == []
    finally:
        (tmp_path / "shut").chmod(0o700)
