"""`oncall check`: what is wrong, and what was proved to be right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import oncall
from oncall.cli import check_pages, choices, options, output, progress, time_off
from oncall.cli.logs import warn
from oncall.cli.moments import Range
from oncall.cli.named_people import warn_of_strangers

if TYPE_CHECKING:
    from oncall import Report
    from oncall.cli.choices import Choice
    from oncall.cli.moments import Typed

FORMATS = ("text", "json", "sarif", "github", "junit")


@click.command(cls=options.Command, epilog="Example: oncall check infra/ --select OC1,OC6 --format json")
@options.sources_unless("listed", "explained")
@options.at
@options.since
@options.until("as far as evidence is listed")
@click.option("--log", "logs", multiple=True, metavar="FILE", help="A page log, as JSON or CSV.")
@click.option(
    "--away",
    multiple=True,
    metavar="PERSON=FILE.ics",
    callback=time_off.named,
    help="A calendar of the time off of one person.",
)
@click.option("--time-zone", metavar="ZONE", help="The zone of times in a CSV or a calendar that say none.")
@choices.of_checks
@click.option("--list", "listed", is_flag=True, help="List the checks instead: all, or those chosen.")
@click.option("--explain", "explained", metavar="CHECK", help="Show a check's page instead, by code or name.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="What to write.")
@click.pass_context
def check(
    context: click.Context,
    *,
    sources: options.Sources,
    at: Typed,
    since: Typed | None,
    until: Typed | None,
    logs: tuple[str, ...],
    away: tuple[tuple[str, str], ...],
    time_zone: str | None,
    choice: Choice,
    listed: bool,
    explained: str | None,
    form: str,
) -> None:
    """What is wrong, where, and how to mend it.

    Looks at all time from now on, and also says what was proved. With --log: also at the pages that people had. With
    --away: also at who is on call while away, within a year unless there is --until.

    CHECKS are codes (OC101), beginnings of codes (OC1) and names (coverage-gap), with commas between them. With
    --select, the choice of the settings file does not count; --ignore alone is added to it. That file is the one
    nearest to the first PATH, or else to the current folder.

    Exit status 1 if anything is found that is worse than an info.
    """
    if listed or explained is not None:
        check_pages.show(explained, form, choice)
        return
    settings = choice.asking()
    configuration = sources.configuration()
    warn_of_strangers(settings, configuration, choice)
    begin, end = Range(since=since, until=until, at=at).across(configuration.schedules.values())
    log = oncall.load_log(*logs, time_zone=time_zone) if logs else oncall.PageLog()
    warn(oncall.attribute(log, configuration), " ".join(logs))
    last = None if until is None else end
    absences = time_off.absences(away, configuration, begin, last, time_zone=time_zone) if away else ()
    with progress.asking() as tell:
        report = oncall.check(
            configuration, since=begin, until=last, pages=log, away=absences, settings=settings, progress=tell
        )
    write(report, form, choice.origin)
    context.exit(0 if report.ok else 1)


def write(report: Report, form: str, origin: str) -> None:
    """The report in one of the formats; as text it ends in the `origin` of the settings, if there is one."""
    # Each is imported where it is asked for: a report as JSON needs neither rich nor XML.
    match form:
        case "json":
            output.write_json(report.to_dict())
        case "sarif":
            from oncall.formats import sarif

            output.write_utf8(sarif.dumps(report))
        case "junit":
            from oncall.formats import junit

            output.write_utf8(junit.dumps(report))
        case "github":
            from oncall.formats import github

            output.write_utf8(github.dumps(report))
        case _:
            from oncall.views.text import report_text
            from oncall.views.wording import shown

            text = report_text(report, output.canvas()).rstrip("\n")
            output.write(f"{text}\n\n{shown(origin)}" if origin else text)
