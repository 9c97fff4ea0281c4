"""`load` and `loads`, as in `json`: what is called to have Terraform read."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oncall.errors import Problem, SourceError
from oncall.formats.terraform.configuration import Inputs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oncall.formats.terraform.plans import Plan
    from oncall.model import Configuration


def inputs(
    variables: Mapping[str, Any] | None,
    var_files: Iterable[str | os.PathLike[str] | Mapping[str, Any]],
    environment: Mapping[str, str] | None,
) -> Inputs:
    """What is given for the variables of a root module, from what `oncall.load` takes."""
    files = [each if isinstance(each, Mapping) else Path(each) for each in var_files]
    return Inputs(environment=environment or {}, assignments=[*files, variables or {}])


def load(
    path: str | os.PathLike[str],
    *,
    variables: Mapping[str, Any] | None = None,
    var_files: Iterable[str | os.PathLike[str] | Mapping[str, Any]] = (),
    root: str | os.PathLike[str] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Configuration:
    """What `oncall.load` gives for one path.

    Raises:
        SourceError: with every problem of every file.
    """
    from oncall.formats.loading import Reading
    from oncall.formats.loading import load as load_all

    given = inputs(variables, var_files, environment)
    return load_all([path], Reading(inputs=given, root=None if root is None else Path(root)))


def load_plan(
    path: str | os.PathLike[str],
    *,
    beside: str | os.PathLike[str] | None = None,
    root: str | os.PathLike[str] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Plan:
    """What is there before a plan, the JSON of `terraform show -json`, what comes after it, and what it does not show.

    `beside` is the folder of the `.tf` files that the plan was made from: what the plan does not know yet, and which
    edits it drops, is read there, with the values that the plan has for variables. `root` and `environment` are as
    those of `oncall.load`, for these files. Of a plan of more than 10,000,000 bytes only what is of PagerDuty is kept,
    and locations are those of that part.

    Raises:
        SourceError: with every problem: the file is no such JSON, or something in it is wrong.
    """
    from oncall.formats.terraform.files import content_of
    from oncall.formats.terraform.large_plans import MAX_PLAN_BYTES
    from oncall.formats.terraform.plans import FOLDER_ADVICE, plan_of
    from oncall.formats.terraform.sides import Beside

    content = content_of(Path(path), MAX_PLAN_BYTES, if_folder=FOLDER_ADVICE)
    if isinstance(content, Problem):
        raise SourceError([content])
    return plan_of(content, os.fspath(path), Beside.of(beside, root, environment))


def loads_plan(
    text: str,
    *,
    path: str = "<text>",
    beside: str | os.PathLike[str] | None = None,
    root: str | os.PathLike[str] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Plan:
    """As `load_plan`, of a text; `path` names it in locations.

    Raises:
        SourceError: with every problem in it.
    """
    from oncall.formats.terraform.plans import plan_of
    from oncall.formats.terraform.sides import Beside

    return plan_of(text.encode(errors="surrogatepass"), path, Beside.of(beside, root, environment))


def loads(
    text: str,
    *,
    path: str = "<text>",
    variables: Mapping[str, Any] | None = None,
    var_files: Iterable[str | os.PathLike[str] | Mapping[str, Any]] = (),
    environment: Mapping[str, str] | None = None,
) -> Configuration:
    """What a text says about being on call, a configuration or JSON; `path` names it in locations. It reads no file.

    Raises:
        SourceError: with every problem in it.
    """
    from oncall.formats.loading import Reading
    from oncall.formats.loading import loads as loads_all

    return loads_all(text, path, Reading(inputs=inputs(variables, var_files, environment)))
