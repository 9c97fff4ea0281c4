"""The command `oncall`: the only code that reads the clock, the command line or the environment."""

from __future__ import annotations

from importlib import import_module

import click

from oncall import __version__
from oncall.cli import output
from oncall.errors import OncallError

_SETTINGS = {"help_option_names": ["-h", "--help"]}
_BAD_INPUT, _INTERRUPTED, _NOBODY_READS = 2, 130, 141
_HOMES = {
    "report": "oncall.cli.report",
    "who": "oncall.cli.who",
    "shifts": "oncall.cli.shifts",
    "page": "oncall.cli.page",
    "explain": "oncall.cli.explain",
    "replay": "oncall.cli.replay",
    "figures": "oncall.cli.figures",
    "check": "oncall.cli.check",
    "diff": "oncall.cli.diff",
    "plan": "oncall.cli.plan",
    "fairness": "oncall.cli.fairness",
    "ics": "oncall.cli.calendars",
}
"""The module that each command comes from: a command is loaded with what it needs, and with no other."""


class Program(click.Group):
    """The group of commands, which turns what went wrong into a sentence and an exit status."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click calls it
        """The names of all commands, by the alphabet."""
        return sorted(_HOMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, loaded now; None if there is none."""
        # Of a name that is none, click tells which are near among the commands that it has: it is given all of them.
        for name in [cmd_name] if cmd_name in _HOMES else _HOMES:
            self.add_command(getattr(import_module(_HOMES[name]), name))
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; 2 for bad input, 130 for Ctrl-C, 141 where nobody reads the output any more."""
        try:
            return super().invoke(ctx)
        except OncallError as error:
            output.complain(error)
            ctx.exit(_BAD_INPUT)
        except BrokenPipeError:
            output.stop_writing()
            ctx.exit(_NOBODY_READS)
        except OSError as error:
            output.stop_writing()
            click.echo(f"error: {error}", err=True)
            ctx.exit(_BAD_INPUT)
        except RecursionError:
            click.echo("error: the input is nested too deeply", err=True)
            ctx.exit(_BAD_INPUT)
        except KeyboardInterrupt:
            output.stop_writing()
            ctx.exit(_INTERRUPTED)


@click.group(cls=Program, epilog="Example: oncall report examples/checkout", context_settings=_SETTINGS)
@click.version_option(__version__, message="oncall %(version)s")
def main() -> None:
    """Who is paged, what is wrong, and a calendar to take away: from a team's Terraform, offline.

    PATH is a folder of Terraform, a .tf file, or JSON: of a plan, of a state, of PagerDuty's REST API. TIME is ISO 8601
    with an offset, or a plain local time such as 2025-03-12 or "2025-03-12 09:00", read in the zone of the schedule.

    Exit status: 0 fine, 1 something was found, 2 bad input or usage.
    """


__all__ = ["main"]
