"""`load` and `loads`, as in `json`: what is called to have Terraform read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oncall.formats.terraform.configuration import Inputs

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

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


def load_plan(path: str | os.PathLike[str]) -> tuple[Configuration, Configuration]:
    """What is there before a plan, the JSON of `terraform show -json`, and what comes after it.

    Raises:
        SourceError: it is no such JSON, or something in it is wrong.
    """
    from oncall.formats.loading import Reading
    from oncall.formats.loading import load as load_all

    return load_all([path], Reading(which="before")), load_all([path], Reading(which="after"))


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
