"""The command `oncall`: the only code that reads the clock, the command line or the environment."""

from __future__ import annotations

import click

from oncall import __version__
from oncall.cli import output
from oncall.cli.calendars import ics
from oncall.cli.check import check
from oncall.cli.explain import explain
from oncall.cli.fairness import fairness
from oncall.cli.figures import figures
from oncall.cli.page import page
from oncall.cli.replay import replay
from oncall.cli.report import report
from oncall.cli.shifts import shifts
from oncall.cli.who import who
from oncall.errors import OncallError

_SETTINGS = {"help_option_names": ["-h", "--help"]}
_BAD_INPUT, _INTERRUPTED, _NOBODY_READS = 2, 130, 141


class Program(click.Group):
    """The group of commands, which turns what went wrong into a sentence and an exit status."""

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


for _command in (report, who, shifts, page, explain, replay, figures, check, fairness, ics):
    main.add_command(_command)

__all__ = ["main"]
