"""`oncall diff`: what a change of the files does to people."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import click

from oncall.cli import changes, choices, options, output
from oncall.cli.changes import Sides
from oncall.cli.revisions import revision
from oncall.errors import Problem, SourceError
from oncall.formats.loading import READ, Reading, load
from oncall.formats.resources.counterparts import counterparts
from oncall.formats.terraform.files import DISK
from oncall.formats.terraform.reading import inputs
from oncall.model import Configuration

if TYPE_CHECKING:
    from oncall.cli.choices import Choice
    from oncall.cli.revisions import Revision

_TWO = 2


@click.command(cls=options.Command, epilog="Example: oncall diff infra/ --from main")
@options.sources
@click.option("--from", "start", metavar="REVISION", help="Compare with the PATH of this git revision.")
@click.option(
    "--to", "end", metavar="REVISION", help="With --from: the revision after; by default the files as they are."
)
@changes.asking
@choices.of_file
@click.pass_context
def diff(
    context: click.Context,
    *,
    sources: options.Sources,
    start: str | None,
    end: str | None,
    question: changes.Question,
    choice: Choice,
) -> None:
    """What a change does to people: who is on call instead of whom, what everybody gains and loses.

    Give two paths, before and after, or one with --from: then before is the path in a git revision, such as main, and
    after the path as it is, or with --to in another revision. Git is only asked what is in its objects: nothing is
    checked out or fetched. Modules outside of the path are found in the same revision; --root is by default the
    repository.

    A change takes effect at once for all that is not over: nothing is different before --applied-at.

    Exit status 0 if nothing changes for anybody in the range, 1 if something does, or a part of it cannot be known.
    """
    if start is None:
        if end is not None:
            raise click.UsageError("--to needs --from REVISION")
        if len(sources.paths) != _TWO:
            raise click.UsageError("give two paths, BEFORE and AFTER, or one with --from REVISION")
        before, after = (_read(attrs.evolve(sources, paths=(path,))) for path in sources.paths)
        names = sources.paths[0], sources.paths[1]
    else:
        before, after, names = _of_revisions(sources, start, end)
        choice = attrs.evolve(choice, paths=sources.paths)
    before, after, left_out = counterparts(before, after)
    changes.answer(context, Sides(before=before, after=after, names=names, left_out=left_out), question, choice)


def _of_revisions(
    sources: options.Sources, start: str, end: str | None
) -> tuple[Configuration, Configuration, tuple[str, str]]:
    """What is there in one revision, and in another one, or now; and what both are called.

    Raises:
        SourceError: a revision cannot be read, or the paths are in neither.
    """
    with ExitStack() as stack:
        old = stack.enter_context(revision(sources.paths, start))
        new = None if end is None else stack.enter_context(revision(sources.paths, end))
        sources = attrs.evolve(sources, root=sources.root or str(old.top))
        given = [[path for path in sources.paths if _is_there(path, tree)] for tree in (old, new)]
        for path in sources.paths:
            if not any(path in there for there in given):
                raise SourceError([Problem(path, f"it is neither there{_place(new)} nor{_place(old)}")])
        for tree, there, otherwise in ((old, given[0], "added"), (new, given[1], "removed")):
            for path in sources.paths:
                if path not in there:
                    output.warn(Problem(path, f"it is not there{_place(tree)}: everything in it is {otherwise}"))
        before, after = (
            _read(attrs.evolve(sources, paths=tuple(there)), tree) if there else Configuration()
            for tree, there in zip((old, new), given, strict=True)
        )
        return before, after, (_name(sources, old), _name(sources, new))


def _is_there(path: str, tree: Revision | None) -> bool:
    """Whether there is a file of that name, or a folder with anything to read in it."""
    files, place = tree or DISK, Path(path)
    if files.is_folder(place):
        return any(name.endswith(READ) for name in files.names(place))
    return place.exists() if tree is None else tree.is_file(place)


def _place(tree: Revision | None) -> str:
    return " now" if tree is None else f" in {tree.name}"


def _name(sources: options.Sources, tree: Revision | None) -> str:
    return str(sources) if tree is None else f"{sources} in {tree.name} ({tree.commit[:12]})"


def _read(sources: options.Sources, tree: Revision | None = None) -> Configuration:
    """What is in the paths, on the disk or in a revision.

    Raises:
        SourceError: with everything that is wrong there.
    """
    given = inputs(None, sources.given, os.environ)
    root = None if sources.root is None else Path(sources.root)
    if tree is None:
        return load(sources.paths, Reading(inputs=given, root=root))
    try:
        return load(sources.paths, Reading(inputs=given, root=root, tree=tree))
    finally:
        for name in tree.submodules:
            output.warn(Problem(name, f"this is a submodule, and not looked into{_place(tree)}"))
