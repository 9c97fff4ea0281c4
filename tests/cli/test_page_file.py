"""The page of a report as a file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from oncall.cli.page_file import write_page
from oncall.errors import InvalidValueError
from oncall.views.html import report_page
from tests.views.html.overviews import article, overview

if TYPE_CHECKING:
    from pathlib import Path

PAGE = '<!DOCTYPE html>\n<html><head><meta charset="utf-8">\n<meta name="generator" content="oncall report">\n'


def test_it_is_written_with_its_folder(tmp_path: Path) -> None:
    """In UTF-8, and nothing is left beside it."""
    path = tmp_path / "new" / "one" / "page.html"
    write_page(str(path), f"{PAGE}Zo\u00eb")
    assert path.read_bytes() == f"{PAGE}Zo\u00eb".encode()
    assert [each.name for each in path.parent.iterdir()] == ["page.html"]


def test_a_page_of_ours_is_written_over(tmp_path: Path) -> None:
    """Whole: whoever has opened the old one goes on reading all of it; the permissions stay."""
    path = tmp_path / "page.html"
    page = report_page(overview(article()))
    write_page(str(path), page)
    path.chmod(0o640)
    with path.open(encoding="utf-8") as reader:
        write_page(str(path), PAGE)
        assert os.name == "nt" or reader.read() == page
    assert path.read_text(encoding="utf-8") == PAGE
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("content", ["", 'resource "pagerduty_user" "bob" {}', "<!DOCTYPE html><html></html>"])
def test_nothing_else_is_written_over(tmp_path: Path, content: str) -> None:
    """A slip that names a file of Terraform does no harm."""
    path = tmp_path / "main.tf"
    path.write_text(content)
    with pytest.raises(InvalidValueError, match="overwrites nothing else") as refused:
        write_page(str(path), PAGE)
    assert (refused.value.field, refused.value.value) == ("--html", str(path))
    assert path.read_text() == content


@pytest.mark.parametrize("name", ["", ".", "new/", "file/page.html", "b" * 300, "a\0b"])
def test_what_cannot_be_written_is_said(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder, or one to be, a path below a file, a name too long, a NUL: the error names option and reason."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(InvalidValueError, match=r"^--html must be a file that can be written \(.+\), got '"):
        write_page(name, PAGE)
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_what_is_no_regular_file(tmp_path: Path) -> None:
    """A pipe is not waited for, a link stays one, and - is no file."""
    os.mkfifo(tmp_path / "pipe")
    for name in (str(tmp_path / "pipe"), "-"):
        with pytest.raises(InvalidValueError, match="--html"):
            write_page(name, PAGE)
    (tmp_path / "real.html").write_text(PAGE)
    (tmp_path / "link.html").symlink_to(tmp_path / "real.html")
    write_page(str(tmp_path / "link.html"), f"{PAGE}new")
    assert (tmp_path / "link.html").is_symlink()
    assert (tmp_path / "real.html").read_text().endswith("new")


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_links_in_a_circle(tmp_path: Path) -> None:
    """They lead to no file, and that is said."""
    (tmp_path / "one.html").symlink_to(tmp_path / "other.html")
    (tmp_path / "other.html").symlink_to(tmp_path / "one.html")
    with pytest.raises(InvalidValueError, match="a file that can be written"):
        write_page(str(tmp_path / "one.html"), PAGE)
    assert (tmp_path / "one.html").is_symlink()
