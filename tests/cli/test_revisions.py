"""Revisions of a repository, compared with the files that git checks out of them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from oncall.cli.git import Repository as Known
from oncall.cli.revisions import Revision, revision
from oncall.errors import Problem, SourceError
from oncall.formats.terraform.files import DISK
from tests.cli.repositories import Repository, needs_git

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = needs_git

_MOST = 1000
FILES = {
    "infra/main.tf": "main",
    "infra/sub/x.tf": "x",
    "infra/with space.tf": "space",
    "infra/line\nbreak.tf": "break",
    "infra/ünïcode.tf": "ü",
    "infra/empty.tf": "",
    "infra/.terraform/cached.tf": "cached",
    "infra/large.tf": "l" * (_MOST + 100),
    "modules/x/main.tf": "module",
    "README": "read me",
}
LINKS = {
    "infra/link.tf": "main.tf",
    "infra/folder": "sub",
    "infra/up": "../modules",
    "infra/up2": "up/x",
    "current": "infra",
    "modules/x/back": "../../infra",
    "circle": "circle",
    "to": "fro",
    "fro": "to",
    "nowhere": "infra/nothing",
    "out": "../../nothing",
    "absolute": "/nothing",
}
NAMES = sorted({*"/".join([*FILES, *LINKS]).split("/"), "..", "nothing", "x.tf"})


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository with folders, links and odd names, and the files checked out."""
    folder = tmp_path_factory.mktemp("a repository") / "the\nrepo"
    folder.mkdir()
    for name, target in LINKS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).symlink_to(target)
    return Repository.made(folder, FILES)


@pytest.fixture(scope="module")
def known(repository: Repository) -> Iterator[Revision]:
    """Its only commit."""
    with revision([str(repository.folder)], "main") as found:
        yield found


@given(st.lists(st.sampled_from(NAMES), max_size=5))
@example(["infra"])
@example(["infra", "up2", "back", "link.tf"])
@example(["infra", "folder", "..", "main.tf"])
def test_as_checked_out(repository: Repository, known: Revision, parts: list[str]) -> None:
    """Whatever a path leads to, by links or not, a revision has what the disk has after a checkout."""
    top = repository.folder
    ways = [DISK.real(top.joinpath(*parts[:length])) for length in range(len(parts) + 1)]
    assume(all(way.is_relative_to(DISK.real(top)) for way in ways))  # what is outside is another matter
    path = top.joinpath(*parts)
    assert (known.is_folder(path), known.is_file(path)) == (DISK.is_folder(path), DISK.is_file(path))
    if DISK.is_folder(path) or DISK.is_file(path):
        assert DISK.real(known.real(path)) == DISK.real(path)
    if DISK.is_file(path):
        assert known.content(path, _MOST) == DISK.content(path, _MOST)
    else:
        assert isinstance(known.content(path, _MOST), Problem)
    if DISK.is_folder(path):
        assert sorted(known.names(path)) == sorted(DISK.names(path))
        assert sorted(known.folders(path)) == sorted({*DISK.folders(path)} - {".git"})
    else:
        with pytest.raises(OSError, match="no such folder"):
            known.names(path)


def test_links_out(repository: Repository, known: Revision) -> None:
    """A link out of the repository leads to nothing that is below any folder, even if something is there."""
    (repository.folder.parent / "nothing").mkdir(exist_ok=True)
    for name in ("out", "absolute", "circle"):
        assert not known.has(repository.folder / name)
        assert known.real(repository.folder / name) == Path(os.sep)
    (repository.folder.parent / "nothing").rmdir()


def test_outside_is_the_disk(tmp_path: Path, known: Revision) -> None:
    """A file of variables beside the repository is read as it is."""
    (tmp_path / "values.tfvars").write_text("a = 1\n", encoding="utf-8")
    assert known.content(tmp_path / "values.tfvars", _MOST) == b"a = 1\n"
    assert known.names(tmp_path) == ["values.tfvars"]
    (tmp_path / "values").mkdir()
    assert known.folders(tmp_path) == ["values"]
    assert known.is_folder(tmp_path)
    assert known.is_file(tmp_path / "values.tfvars")
    assert known.real(tmp_path) == DISK.real(tmp_path)


@pytest.mark.parametrize("here", [".", "infra", "infra/sub", "infra/folder", ".."])
def test_relative_paths(repository: Repository, known: Revision, monkeypatch: pytest.MonkeyPatch, here: str) -> None:
    """A path is that from the folder where somebody is, which the revision need not have."""
    monkeypatch.chdir(repository.folder / here)
    path = Path(os.path.relpath(repository.folder / "modules" / "x" / "main.tf"))
    assert known.content(path, _MOST) == b"module"


def test_a_folder_that_is_not_there_any_more(tmp_path: Path) -> None:
    """The path of a revision need not be on the disk, nor any folder above it."""
    made = Repository.made(tmp_path / "repo", {"a/b/main.tf": "x"})
    made.git("rm", "-r", "--quiet", "a")
    with revision([str(made.folder / "a" / "b")], "main") as found:
        assert found.has(made.folder / "a" / "b")
        assert found.names(made.folder / "a" / "b") == ["main.tf"]


def test_repository_by_a_link(tmp_path: Path) -> None:
    """A path that leads to the repository by a link is a path of it, as it was given."""
    made = Repository.made(tmp_path / "repo", {"infra/main.tf": "x"})
    (tmp_path / "alias").symlink_to(made.folder)
    with revision([str(tmp_path / "alias" / "infra")], "HEAD") as found:
        assert found.top == tmp_path / "alias"
        for top in (tmp_path / "alias", made.folder):
            assert found.content(top / "infra" / "main.tf", _MOST) == b"x"


@pytest.mark.parametrize(
    "name",
    ["", " ", "-", "--output=x", "-h", "main..main", "^main", "main:infra", "nothing", "main\n", "a\0b", "HEAD~99"],
)
def test_names_of_no_revision(tmp_path: Path, name: str) -> None:
    """They are refused, whatever they look like to a program, and no file appears."""
    made = Repository.made(tmp_path / "repo", {"main.tf": "x"})
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(SourceError, match="there is no revision"), revision([str(made.folder)], name):
        pass
    assert sorted(tmp_path.rglob("*")) == before


def test_near_names(tmp_path: Path) -> None:
    """What ends like it, as the branch of a remote does, then what is written almost like it."""
    made = Repository.made(tmp_path / "repo", {"main.tf": "x"})
    made.git("tag", "v1.0")
    made.git("update-ref", "refs/remotes/origin/next", "HEAD")
    for name, near in (("next", "'origin/next'"), ("v1.1", "'v1.0'"), ("maim", "'main'")):
        with pytest.raises(SourceError, match=f"did you mean {near}"):
            Known.around(str(made.folder)).commit(name)
    made.git("update-ref", "refs/heads/-x", "HEAD")
    with pytest.raises(SourceError, match="full name, such as refs/heads/-name"):
        Known.around(str(made.folder)).commit("-x")
    assert Known.around(str(made.folder)).commit("refs/heads/-x") == made.git("rev-parse", "HEAD")


def test_a_shallow_clone(tmp_path: Path) -> None:
    """What it does not have may have to be fetched."""
    made = Repository.made(tmp_path / "repo", {"main.tf": "one"})
    made.commit({"main.tf": "two"})
    made.git("clone", "--quiet", "--depth=1", f"file://{made.folder}", str(tmp_path / "shallow"))
    with pytest.raises(SourceError, match="`git fetch --unshallow`"):
        Known.around(str(tmp_path / "shallow")).commit("HEAD~1")


def test_other_ways_to_name_a_revision(tmp_path: Path) -> None:
    """A tag, the start of an id, and what git computes."""
    made = Repository.made(tmp_path / "repo", {"main.tf": "one"})
    first = made.git("rev-parse", "HEAD")
    made.git("tag", "--annotate", "v1", "--message", "x")
    made.commit({"main.tf": "two"})
    for name in ("v1", first, first[:10], "HEAD~1", "main^", "HEAD@{1}", "refs/tags/v1"):
        with revision([str(made.folder)], name) as found:
            assert (found.commit, found.content(made.folder / "main.tf", _MOST)) == (first, b"one")


def test_two_repositories(tmp_path: Path) -> None:
    """A revision is one of one repository."""
    paths = [str(Repository.made(tmp_path / name, {"main.tf": name}).folder) for name in "ab"]
    with pytest.raises(SourceError, match="is not in the git repository"), revision(paths, "main"):
        pass


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is none, and where there is no git, that is said."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(SourceError, match="not in the work tree of a git repository"):
        Known.around(str(tmp_path / "infra"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SourceError, match="git is not installed"):
        Known.around(str(tmp_path))


def test_a_hook_of_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a hook, variables name the repository of the hook; that of the path is meant."""
    made = Repository.made(tmp_path / "repo", {"main.tf": "x"})
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nothing"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    with revision([str(made.folder)], "main") as found:
        assert found.is_file(made.folder / "main.tf")


def test_nothing_is_run_or_written(tmp_path: Path) -> None:
    """No hook, filter, monitor or converter of the repository is run, and no file of it is touched."""
    made = Repository.made(
        tmp_path / "repo", {"main.tf": "x", ".gitattributes": "*.tf filter=f diff=f export-ignore\n"}
    )
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch '{tmp_path}/sprung'\ncat\n", encoding="utf-8")
    trap.chmod(0o755)
    for key in (
        "filter.f.smudge",
        "filter.f.process",
        "diff.f.textconv",
        "core.fsmonitor",
        "core.pager",
        "core.editor",
    ):
        made.git("config", key, str(trap))
    made.git("config", "alias.cat-file", f"!{trap}")
    made.git("config", "core.hooksPath", str(tmp_path))
    files = {path: path.stat().st_mtime_ns for path in made.folder.rglob("*")}
    with revision([str(made.folder)], "main") as found:
        assert found.content(made.folder / "main.tf", _MOST) == b"x"
    assert {path: path.stat().st_mtime_ns for path in made.folder.rglob("*")} == files
    assert not (tmp_path / "sprung").exists()


def test_what_is_kept_elsewhere(tmp_path: Path) -> None:
    """A file of Git LFS is named as one; a submodule has nothing, and is remembered."""
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
    made = Repository.made(tmp_path / "repo", {"main.tf": pointer})
    made.git("update-index", "--add", "--cacheinfo", f"160000,{made.git('rev-parse', 'HEAD')},modules/theirs")
    made.git("commit", "--quiet", "--message", "x")
    with revision([str(made.folder)], "main") as found:
        told = found.content(made.folder / "main.tf", _MOST)
        assert isinstance(told, Problem)
        assert "Git LFS" in told.message
        assert not found.has(made.folder / "modules" / "theirs" / "x")
        assert found.names(made.folder / "modules") == []
        assert [*found.submodules] == ["modules/theirs"]


def test_history_that_is_not_there(tmp_path: Path) -> None:
    """Objects that were never fetched are named as missing, files and folders alike."""
    made = Repository.made(tmp_path / "repo", {"infra/main.tf": "x"})
    for name in ("HEAD:infra/main.tf", "HEAD:infra"):
        id_ = made.git("rev-parse", name)
        (made.folder / ".git" / "objects" / id_[:2] / id_[2:]).unlink()
        with revision([str(made.folder)], "main") as found:
            try:
                told = found.content(made.folder / "infra" / "main.tf", _MOST)
            except SourceError as error:
                (told,) = error.problems
            assert isinstance(told, Problem)
            assert "fetch the whole history first" in told.message
