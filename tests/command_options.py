"""The page that lists what each command takes, as click knows it: `python -m tests.command_options` writes it anew."""

from __future__ import annotations

from inspect import cleandoc
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

import click

from oncall.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "command-options.md"

_HEAD = """# Options of each command

What `oncall COMMAND --help` says of each command. [The command](command.md) tells what commands have in common, how
checks are chosen, what files are called, and what an exit status means.
"""


def page() -> str:
    """The page as Markdown."""
    context = click.Context(main, info_name="oncall", **main.context_settings)
    names = main.list_commands(context)
    commands = [command for name in names if (command := main.get_command(context, name))]
    inner = [click.Context(each, info_name=each.name, parent=context) for each in commands]
    return "\n".join([_HEAD, *map(_section, [context, *inner])])


def _section(context: click.Context) -> str:
    command = context.command
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    parts = [f"## {context.command_path}", f"`{usage}`", _described(command), _table(context)]
    if command.epilog:
        word, _, line = command.epilog.partition(": ")
        parts.append(f"{word}: `{line}`")
    return "\n\n".join(parts) + "\n"


def _described(command: click.Command) -> str:
    paragraphs = cleandoc(command.help or "").split("\n\n")
    return "\n\n".join(fill(each, 120, break_long_words=False, break_on_hyphens=False) for each in paragraphs)


def _table(context: click.Context) -> str:
    rows = [_row(each, context) for each in context.command.get_params(context) if isinstance(each, click.Option)]
    return "\n".join(["| option | |", "|---|---|", *rows])


def _row(option: click.Option, context: click.Context) -> str:
    has_value = not option.is_flag and not isinstance(option.type, click.Choice)
    value = f" {option.make_metavar(context)}" if has_value else ""
    return f"| {', '.join(f'`{name}{value}`' for name in option.opts)} | {' '.join(_words(option))} |"


def _words(option: click.Option) -> Iterator[str]:
    yield option.help or ""
    if isinstance(option.type, click.Choice):
        yield f"One of {', '.join(f'`{each}`' for each in option.type.choices)}."
    if option.show_default:
        yield f"By default `{option.default}`."
    if option.multiple:
        yield "As often as needed."


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
