"""`oncall check --list` and `--explain`: the checks themselves, without a configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from oncall.cli import output
from oncall.errors import NotFoundError, OncallError

if TYPE_CHECKING:
    from oncall.checks.definition import Check
    from oncall.cli.choices import Choice


def show(asked: str | None, form: str, choice: Choice) -> None:
    """The page of the check that was asked for, by code or name; None: the list of all, or of those chosen by options.

    Raises:
        NotFoundError: there is no such check, but there are some that may be meant.
        OncallError: there is none that may be meant.
        SourceError: as `Choice.asking`.
    """
    # The checks, and the analysis they rest on, are loaded by those who ask.
    from oncall.checks.choosing import chosen
    from oncall.checks.pack import CHECKS
    from oncall.formats.descriptions import body
    from oncall.views.check_pages import entry, list_text, page_text

    if form not in {"text", "json"}:
        raise click.UsageError("--list and --explain write --format text or json")
    listed = chosen(choice.settings()) if asked is None and choice.is_said else CHECKS
    if asked is None and form == "json":
        output.write_json([entry(check) for check in listed])
    elif asked is None:
        output.write(list_text(listed, output.canvas()).rstrip("\n"))
    elif form == "json":
        check = _check(asked, CHECKS)
        output.write_json({**entry(check), "page": body(check)})
    else:
        output.write(page_text(_check(asked, CHECKS), output.canvas()).rstrip("\n"))


def _check(asked: str, checks: tuple[Check, ...]) -> Check:
    from oncall.checks.settings import near_checks

    for check in checks:
        if asked.strip().lower() in {check.code.lower(), check.name}:
            return check
    near = near_checks(asked, ((check.code, check.name) for check in checks))
    if not near:
        raise OncallError(f"no check is called {asked!r}: oncall check --list shows all of them")
    raise NotFoundError("check", asked, near)
