"""`oncall plan`: what a plan of Terraform does to people."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from oncall.cli import changes, choices
from oncall.cli.changes import Sides
from oncall.cli.choices import Choice
from oncall.formats import terraform
from oncall.formats.terraform.large_plans import MAX_PLAN_BYTES
from oncall.formats.terraform.plans import plan_of
from oncall.formats.terraform.sides import Beside

if TYPE_CHECKING:
    from oncall.formats.terraform.plans import Plan


@click.command(epilog="Example: oncall plan plan.json --beside infra/ --format markdown")
@click.argument("path", metavar="PLAN")
@click.option(
    "--beside", metavar="FOLDER", help="The .tf files that the plan was made from: what it does not tell yet."
)
@click.option("--root", metavar="FOLDER", help="With --beside: read modules and files below it; by default below that.")
@changes.asking
@choices.file
@click.pass_context
def plan(
    context: click.Context,
    *,
    path: str,
    beside: str | None,
    root: str | None,
    question: changes.Question,
    file: str | None,
) -> None:
    """What a plan of Terraform does to people: who is on call instead of whom, what everybody gains and loses.

    PLAN is the JSON that `terraform show -json PLANFILE` writes, or - for the standard input. Before and after are both
    in it. Users who are only being made are known by the expressions that name them, where these are plain; with
    --beside, whatever the plan does not know yet is read in the files that it was made from.

    What Terraform hides comes out: an edit of the `start` of a layer that it drops, and does not show.

    Exit status 0 if nothing changes for anybody in the range, 1 if something does, or a part of it cannot be known.
    """
    if root is not None and beside is None:
        raise click.UsageError("--root needs --beside FOLDER")
    found = _read(path, beside, root)
    sides = Sides(
        before=found.before,
        after=found.after,
        names=(f"{path} (before)", f"{path} (after)"),
        silent_edits=found.silent_edits,
        moved=found.moved,
        left_out=found.left_out,
    )
    nearest = [each for each in (beside, path) if each is not None and each != "-"]
    changes.answer(context, sides, question, Choice(file=file, paths=tuple(nearest)))


def _read(path: str, beside: str | None, root: str | None) -> Plan:
    """The plan in a file, or in what is piped in.

    Raises:
        SourceError: with everything that is wrong in it.
    """
    if path != "-":
        return terraform.load_plan(path, beside=beside, root=root, environment=os.environ)
    content = sys.stdin.buffer.read(MAX_PLAN_BYTES + 1)
    files = Beside.of(beside, root, os.environ)
    return plan_of(content, "<stdin>", files)
