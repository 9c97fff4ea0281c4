"""`oncall report`: the whole picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import oncall
from oncall.chronology.zones import Zone
from oncall.cli import choices, options, output, progress
from oncall.cli.calendar_feeds import Feeds, Form
from oncall.cli.calendar_folder import publish
from oncall.cli.calendars import WEEKS
from oncall.cli.moments import Range
from oncall.cli.page_file import write_page
from oncall.model.full_names import configuration_in_full
from oncall.views.answers import Escalation, Outlook, Overview, Rota
from oncall.views.watch import watch

if TYPE_CHECKING:
    from oncall.cli.choices import Choice
    from oncall.cli.moments import Typed
    from oncall.model import Configuration, Schedule


@click.command(cls=options.Command, epilog="Example: oncall report examples/checkout --out calendars/")
@options.sources
@options.at
@options.until("4 weeks later")
@click.option("--out", metavar="FOLDER", help="Also write the calendars of the next 26 weeks there, as `ics` does.")
@click.option("--html", metavar="FILE", help="Also write all of it there, as one page that needs nothing else.")
@choices.of_file
@options.as_json_unless({"html": "--html FILE"})
@click.pass_context
def report(
    context: click.Context,
    *,
    sources: options.Sources,
    at: Typed,
    until: Typed | None,
    out: str | None,
    html: str | None,
    choice: Choice,
    as_json: bool,
) -> None:
    """The whole picture.

    Who is on call, the next weeks, the pages of an incident, what is wrong, what was proved, and everybody's hours.

    Exit status 1 if anything is found that is worse than an info.
    """
    settings = choice.asking()
    configuration = sources.configuration()
    asked = Range(at=at, until=until)
    begin, _ = asked.across(configuration.schedules.values())
    form = Form(asked=Range(at=at.at_the_hour, weeks=WEEKS))
    files = [] if out is None else publish(Feeds(configuration).all(), form, out, address="")
    told = configuration if as_json else configuration_in_full(configuration)
    with progress.over(told.schedules.values(), "Looking at the schedules") as schedules:
        outlooks = [_outlook(each, asked) for each in schedules]
    with progress.asking() as tell:
        found = oncall.check(configuration, since=begin, settings=settings, progress=tell)
    overview = Overview(
        path=str(sources),
        outlooks=outlooks,
        escalations=_escalations(told, at),
        report=found,
        calendars=[file.path for file in files],
        warnings=configuration.warnings,
        html=html,
    )
    if html is not None:
        from oncall.views.html import report_page

        with progress.shown("Drawing the page"):
            page = report_page(overview)
        write_page(html, page)
    if as_json:
        output.write_json(overview.to_dict())
    else:
        from oncall.views.text import overview_text

        with progress.shown("Drawing the report"):
            text = overview_text(overview, output.canvas()).rstrip("\n")
        output.write(text)
    context.exit(0 if overview.report.ok else 1)


def _outlook(schedule: Schedule, asked: Range) -> Outlook:
    since, until = asked.of(schedule)
    return Outlook(
        watch=watch(schedule, since),
        rota=Rota.of(schedule, since, until),
        fairness=oncall.fairness(schedule, since, until),
    )


def _escalations(configuration: Configuration, at: Typed) -> list[Escalation]:
    policies = configuration.escalation_policies.values()
    return [Escalation(policy=each, triggered_at=at.instant(Zone.named(each.time_zone))) for each in policies]
