"""Publishing into a folder."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from oncall.cli.publishing import Folder
from oncall.errors import InvalidValueError

if TYPE_CHECKING:
    from pathlib import Path


def folder(path: Path) -> Folder:
    """A folder in which every file is ours that begins with `ours`."""
    return Folder(path=str(path), is_ours=lambda _name, head: head.startswith(b"ours"))


def publish(path: Path, contents: dict[str, bytes]) -> set[str]:
    """Publish what may be there already."""
    place = folder(path)
    return place.publish(contents, place.previous(contents))


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    """A file with the same bytes keeps its time, and its inode."""
    assert publish(tmp_path, {"a": b"ours 1", "b": b"ours 1"}) == {"a", "b"}
    os.utime(tmp_path / "a", ns=(10**18, 10**18))
    before = (tmp_path / "a").stat()
    assert publish(tmp_path, {"a": b"ours 1", "b": b"ours 2"}) == {"b"}
    after = (tmp_path / "a").stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)
    assert (tmp_path / "b").read_bytes() == b"ours 2"


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    """Whoever has opened the file goes on reading all of the old one."""
    publish(tmp_path, {"a": b"ours, as it was"})
    with (tmp_path / "a").open("rb") as reader:
        assert reader.read(4) == b"ours"
        publish(tmp_path, {"a": b"ours"})
        assert reader.read() == b", as it was"


def test_nothing_is_left_beside_the_files(tmp_path: Path) -> None:
    """The files that take the places of others do not stay."""
    publish(tmp_path / "new" / "one", {"a": b"ours"})
    assert [path.name for path in (tmp_path / "new" / "one").iterdir()] == ["a"]


def test_a_failure_leaves_everything_as_it_was(tmp_path: Path) -> None:
    """A file that cannot be written, here for its name, keeps the ones before it from taking their places."""
    publish(tmp_path, {"a": b"ours 1"})
    with pytest.raises(InvalidValueError, match="a folder that can be written to"):
        folder(tmp_path).publish({"a": b"ours 2", "b" * 300: b"ours"}, {"a": b"ours 1"})
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"ours 1")]


@pytest.mark.skipif(os.name == "nt", reason="permissions of files as POSIX has them")
def test_a_web_server_may_read_the_files(tmp_path: Path) -> None:
    """New files have the permissions that the user's mask leaves, replaced ones those that they had."""
    before = os.umask(0o022)
    try:
        publish(tmp_path, {"a": b"ours 1"})
        assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o644
        (tmp_path / "a").chmod(0o640)
        publish(tmp_path, {"a": b"ours 2"})
        assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640
    finally:
        os.umask(before)


def test_files_of_others_are_never_written_over(tmp_path: Path) -> None:
    """All of them are named, and nothing is written; an empty file is somebody's, too."""
    (tmp_path / "a").write_bytes(b"mine")
    (tmp_path / "b").touch()
    (tmp_path / "c").write_bytes(b"ours")
    with pytest.raises(InvalidValueError, match="of which this command wrote a and b: it overwrites nothing of others"):
        publish(tmp_path, {"c": b"ours 2", "b": b"ours 2", "a": b"ours 2"})
    assert [(tmp_path / name).read_bytes() for name in "abc"] == [b"mine", b"", b"ours"]


def test_what_is_left_over_is_ours_and_not_kept(tmp_path: Path) -> None:
    """Calendars of others, and what is none, are nobody's business; nor is a folder that ends in .ics."""
    for name, content in (("old.ics", "ours"), ("kept.ics", "ours"), ("theirs.ics", "x"), ("old.txt", "ours")):
        (tmp_path / name).write_text(content)
    (tmp_path / "folder.ics").mkdir()
    assert folder(tmp_path).left_over({"kept.ics"}) == ["old.ics"]


def test_a_folder_has_a_name(tmp_path: Path) -> None:
    """An empty one is not this folder; nor is a file a folder, or a folder a file."""
    with pytest.raises(InvalidValueError, match="--out must be a folder"):
        Folder(path="", is_ours=lambda _name, _head: True)
    (tmp_path / "file").touch()
    (tmp_path / "sub").mkdir()
    for path, name in ((tmp_path / "file", "a"), (tmp_path, "sub")):
        with pytest.raises(InvalidValueError, match="a folder that can be written to"):
            publish(path, {name: b"ours"})
