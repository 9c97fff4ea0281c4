"""`oncall check`: what is wrong, and what was proved to be right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import oncall
from oncall.cli import options, output
from oncall.cli.logs import warn
from oncall.cli.moments import Range

if TYPE_CHECKING:
    from oncall.cli.moments import Typed


@click.command(cls=options.Command, epilog="Example: oncall check infra/ --format json")
@options.sources
@options.at
@options.since
@options.until("as far as evidence is listed")
@click.option("--log", "logs", multiple=True, metavar="FILE", help="A page log, as JSON or CSV.")
@click.option("--time-zone", metavar="ZONE", help="The zone of times in a CSV that have no UTC offset.")
@options.as_json
@click.pass_context
def check(
    context: click.Context,
    *,
    sources: options.Sources,
    at: Typed,
    since: Typed | None,
    until: Typed | None,
    logs: tuple[str, ...],
    time_zone: str | None,
    as_json: bool,
) -> None:
    """What is wrong, where, and how to mend it.

    Looks at all time from now on, and also says what was proved. With --log: also at the pages that people had.

    Exit status 1 if anything is found that is worse than an info.
    """
    configuration = sources.configuration()
    begin, end = Range(since=since, until=until, at=at).across(configuration.schedules.values())
    log = oncall.load_log(*logs, time_zone=time_zone) if logs else oncall.PageLog()
    warn(oncall.attribute(log, configuration), " ".join(logs))
    report = oncall.check(configuration, since=begin, until=None if until is None else end, pages=log)
    if as_json:
        output.write_json(report.to_dict())
    else:
        from oncall.views.text import report_text

        output.write(report_text(report, output.canvas()).rstrip("\n"))
    context.exit(0 if report.ok else 1)
