"""The arguments and options that commands share, and what they pick out of a configuration."""

from __future__ import annotations

import os
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

import attrs
import click

from oncall.cli import output, progress
from oncall.cli.moments import Typed, now, typed
from oncall.errors import NotAnInstantError, Problem, SourceError
from oncall.formats import load
from oncall.model.full_names import configuration_in_full
from oncall.views.wording import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from oncall.formats.terraform import Written
    from oncall.model import Catalog, Configuration, EscalationPolicy, Schedule

F = TypeVar("F", bound="Callable[..., Any]")
T = TypeVar("T", "Schedule", "EscalationPolicy")


class Option(Protocol):
    """What adds an option to the function of a command."""

    def __call__(self, function: F, /) -> F:
        """The function, which is then given the option."""
        ...


def time(_context: click.Context, option: click.Parameter, text: str | None) -> Typed | None:
    """What an option says that takes a time; None if it is not given."""
    try:
        return None if text is None else typed(text)
    except NotAnInstantError as error:
        raise click.BadParameter(str(error), param=option) from error


def _time_or_now(context: click.Context, option: click.Parameter, text: str | None) -> Typed:
    return time(context, option, text) or now()


def _is_json(_context: click.Context, _option: click.Parameter, name: str) -> bool:
    return name == "json"


at: Option = click.option("--at", callback=_time_or_now, metavar="TIME", help="The time to take for now.")
since: Option = click.option("--since", callback=time, metavar="TIME", help="Where the range begins; by default now.")
schedule: Option = click.option("--schedule", metavar="NAME", help="Only this schedule, by its name or address.")
user: Option = click.option("--user", metavar="NAME", help="Only this person, by name or address.")
person: Option = click.option("--person", metavar="NAME", help="Only this person, by name or address.")
policy: Option = click.option("--policy", metavar="NAME", help="Only this escalation policy, by its name or address.")


class _Formats(click.Choice[str]):
    """`text` and `json`; of a format that another option writes it is said which."""

    def __init__(self, elsewhere: Mapping[str, str]) -> None:
        super().__init__(["text", "json"])
        self.elsewhere = elsewhere

    def get_invalid_choice_message(self, value: str, ctx: click.Context | None) -> str:
        message = super().get_invalid_choice_message(value, ctx)
        option = self.elsewhere.get(value)
        return f"{message.removesuffix('.')}; {option} writes that." if option else message


def as_json_unless(elsewhere: Mapping[str, str]) -> Option:
    """The option `--format`, as the argument `as_json`; other formats are written by the options named with them."""
    return click.option(
        "--format",
        "as_json",
        type=_Formats(elsewhere),
        default="text",
        show_default=True,
        callback=_is_json,
        help="What to write.",
    )


as_json: Option = as_json_unless({})


def until(default: str) -> Callable[[F], F]:
    """The option `--until`, whose help says what it is by default."""
    return click.option("--until", callback=time, metavar="TIME", help=f"Where the range ends; by default {default}.")


@attrs.frozen(kw_only=True)
class Sources:
    """What is read: `paths`, what is given for variables in its order, and the folder that nothing leads out of."""

    paths: tuple[str, ...]
    given: tuple[Path | dict[str, Written], ...] = ()
    root: str | None = None

    def __str__(self) -> str:
        return " ".join(self.paths)

    def configuration(self, *, in_full: bool = False) -> Configuration:
        """What is to read there; warnings about it go to the standard error.

        `in_full`: for people to read, with those of one name told apart.

        Raises:
            SourceError: with everything that is wrong there, or because nothing of ours is.
        """
        with progress.shown(f"Reading {shown(str(self))}"):
            found = load(*self.paths, var_files=self.given, root=self.root, environment=os.environ)
        for warning in found.warnings:
            output.warn(warning)
        if not found.schedules and not found.escalation_policies:
            problem = Problem(str(self), "nothing to answer about: no schedule and no escalation policy could be read")
            raise SourceError([problem])
        return configuration_in_full(found) if in_full else found


class Command(click.Command):
    """A command that knows in which order `--var` and `--var-file` were given, since the later one wins."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, and keep the order."""
        _, _, order = self.make_parser(ctx).parse_args(list(args))
        ctx.meta[_ORDER] = [parameter.name for parameter in order]
        return super().parse_args(ctx, args)


_ORDER = "oncall.order"


def sources(command: F) -> F:
    """The argument PATH…, and the options that say how it is read, as one argument `sources`."""
    return sources_unless()(command)


def sources_unless(*options: str) -> Callable[[F], F]:
    """`sources`, but there may be no PATH where one of some options is given."""
    return lambda command: _with_sources(command, options)


def _with_sources(command: F, others_than: tuple[str, ...]) -> F:
    @click.argument("paths", metavar="PATH...", nargs=-1, required=not others_than)
    @click.option("--var", multiple=True, metavar="NAME=VALUE", callback=_assigned, help="The value of a variable.")
    @click.option("--var-file", multiple=True, metavar="FILE", help="A .tfvars file with values of variables.")
    @click.option("--root", metavar="FOLDER", help="Read modules and files below it; by default below PATH alone.")
    @wraps(command)
    def taking(
        *args: Any,  # noqa: ANN401 - handed on as they come
        paths: tuple[str, ...],
        var: tuple[dict[str, Written], ...],
        var_file: tuple[str, ...],
        root: str | None,
        **others: Any,  # noqa: ANN401
    ) -> object:
        of_kind: dict[str, Iterator[Path | dict[str, Written]]] = {"var": iter(var), "var_file": map(Path, var_file)}
        if not paths and not any(others[name] for name in others_than):
            raise click.UsageError("Missing argument 'PATH...'.")
        order = click.get_current_context().meta[_ORDER]
        given = tuple(next(of_kind[name]) for name in order if name in of_kind)
        return command(*args, sources=Sources(paths=paths, given=given, root=root), **others)

    return cast("F", taking)


def _assigned(
    _context: click.Context, option: click.Parameter, texts: tuple[str, ...]
) -> tuple[dict[str, Written], ...]:
    from oncall.formats.terraform import Written  # Imported here: a command's help needs no parser.

    found: list[dict[str, Written]] = []
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise click.BadParameter(f"{text!r} is not NAME=VALUE", param=option)
        found.append({name.strip(): Written(value, f"--var {name.strip()}")})
    return tuple(found)


def chosen(catalog: Catalog[T], name: str | None) -> list[T]:
    """The one thing that `name` means; without a name, all of them.

    Raises:
        NotFoundError: the name means nothing, or more than one thing.
    """
    return list(catalog.values()) if name is None else [catalog[name]]
