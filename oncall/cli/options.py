"""The arguments and options that commands share, and what they pick out of a configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

from oncall.cli import output
from oncall.cli.moments import Typed, now, typed
from oncall.errors import NotAnInstantError, Problem, SourceError
from oncall.formats import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from oncall.model import Catalog, Configuration, EscalationPolicy, Schedule

F = TypeVar("F", bound="Callable[..., Any]")
T = TypeVar("T", "Schedule", "EscalationPolicy")


def _time(_context: click.Context, option: click.Parameter, text: str | None) -> Typed | None:
    try:
        return None if text is None else typed(text)
    except NotAnInstantError as error:
        raise click.BadParameter(str(error), param=option) from error


def _time_or_now(context: click.Context, option: click.Parameter, text: str | None) -> Typed:
    return _time(context, option, text) or now()


def _is_json(_context: click.Context, _option: click.Parameter, name: str) -> bool:
    return name == "json"


path = click.argument("path", metavar="PATH")
at = click.option("--at", callback=_time_or_now, metavar="TIME", help="The time to take for now.")
since = click.option("--since", callback=_time, metavar="TIME", help="Where the range begins; by default now.")
schedule = click.option("--schedule", metavar="NAME", help="Only this schedule, by its name or address.")
user = click.option("--user", metavar="NAME", help="Only this person, by name or address.")
policy = click.option("--policy", metavar="NAME", help="Only this escalation policy, by its name or address.")
as_json = click.option(
    "--format",
    "as_json",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    callback=_is_json,
    help="What to write.",
)


def until(default: str) -> Callable[[F], F]:
    """The option `--until`, whose help says what it is by default."""
    return click.option("--until", callback=_time, metavar="TIME", help=f"Where the range ends; by default {default}.")


def configuration(path: str) -> Configuration:
    """What is to read at `path`; warnings about it go to the standard error.

    Raises:
        SourceError: with everything that is wrong there, or because nothing of ours is.
    """
    found = load(path)
    for warning in found.warnings:
        output.warn(warning)
    if not found.schedules and not found.escalation_policies:
        raise SourceError(
            [Problem(path, "nothing to answer about: no schedule and no escalation policy could be read")]
        )
    return found


def chosen(catalog: Catalog[T], name: str | None) -> list[T]:
    """The one thing that `name` means; without a name, all of them.

    Raises:
        NotFoundError: the name means nothing, or more than one thing.
    """
    return list(catalog.values()) if name is None else [catalog[name]]
