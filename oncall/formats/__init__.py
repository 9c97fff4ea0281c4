"""Formats: what is read into the model, and what it is written as. Each has its own folder or module, as `json` has."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping

    from oncall.model import Configuration, PageLog


def load(
    *paths: str | os.PathLike[str],
    variables: Mapping[str, Any] | None = None,
    var_files: Iterable[str | os.PathLike[str] | Mapping[str, Any]] = (),
    root: str | os.PathLike[str] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Configuration:
    """Everything that files and folders say about being on call, all of them together.

    What each is shows in its content: a folder of Terraform (`.tf` and `.tf.json`, with its local modules and
    `*.auto.tfvars`), single files of one, the JSON of `terraform show -json` of a plan (what comes after it) or of a
    state, a raw `terraform.tfstate`, or JSON of PagerDuty's REST API. Users of one input are found by the schedules of
    another, schedules by policies.

    `variables` are values for the variables of Terraform, by name; `var_files` are `.tfvars` files, of which the later
    ones win, and a mapping may stand among them; `variables` beats them all. Of `environment`, `TF_VAR_…` and
    `TF_WORKSPACE` are used; nothing is read from the process's own. Nothing outside of `root` is read, links followed:
    by default the folder itself, so that a module in `../modules` needs a root above both.

    What cannot be known offline is left out and named in the `warnings` of the configuration.

    Raises:
        SourceError: with every problem of every file, or because there is no path.
    """
    # Imported here so that `import oncall` does not pay for parsers that it may never need.
    from oncall.formats.loading import Reading, load
    from oncall.formats.terraform.reading import inputs

    return load(
        paths, Reading(inputs=inputs(variables, var_files, environment), root=None if root is None else Path(root))
    )


def load_log(*paths: str | os.PathLike[str], time_zone: str | None = None) -> PageLog:
    """The incidents that files tell of, all of them together.

    What each is shows in its content: JSON of PagerDuty's REST API (`GET /incidents`, `/incidents/{id}`,
    `/log_entries`, `/incidents/{id}/log_entries`), or a table as CSV, whose columns are known by their names: `id`,
    `triggered_at`, `acknowledged_at`, `resolved_at`, `started_at`, `severity`, `title`, `service`, `escalation_policy`,
    `needed_action`, `person`, `paged_at`, `number`, or those of PagerDuty's own export. Several files, and several
    rows, may each say a part of an incident that they know by its id.

    A time in a table that has no UTC offset is a reading of the wall clock of `time_zone`: one that is skipped moves
    forward by the length of the gap. Of one that occurs twice, a trigger is the first occurrence, a start the last that
    is not after the trigger, and anything else the first that is not before it.

    Raises:
        SourceError: with every problem of every file, or because there is no path, or because an answer of the API goes
            on (`"more": true`) in none of the files.
        UnknownZoneError: `time_zone` is no IANA zone.
    """
    from oncall.formats import logs

    return logs.load(*paths, time_zone=time_zone)


__all__ = ["load", "load_log"]
