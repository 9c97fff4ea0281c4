"""`oncall report`: the whole picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import oncall
from oncall.chronology.zones import Zone
from oncall.cli import choices, options, output
from oncall.cli.calendar_feeds import Feeds, Form
from oncall.cli.calendar_folder import publish
from oncall.cli.calendars import WEEKS
from oncall.cli.moments import Range
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
@choices.of_file
@options.as_json
@click.pass_context
def report(
    context: click.Context,
    *,
    sources: options.Sources,
    at: Typed,
    until: Typed | None,
    out: str | None,
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
    overview = Overview(
        path=str(sources),
        outlooks=[_outlook(each, asked) for each in configuration.schedules.values()],
        escalations=_escalations(configuration, at),
        report=oncall.check(configuration, since=begin, settings=settings),
        calendars=[file.path for file in files],
    )
    if as_json:
        output.write_json(overview.to_dict())
    else:
        from oncall.views.text import overview_text

        output.write(overview_text(overview, output.canvas()).rstrip("\n"))
    context.exit(0 if overview.report.ok else 1)


def _outlook(schedule: Schedule, asked: Range) -> Outlook:
    since, until = asked.of(schedule)
    return Outlook(
        watch=watch(schedule, since),
        rota=Rota.of(schedule, since, until),
        loads=oncall.fairness(schedule, since, until).loads,
    )


def _escalations(configuration: Configuration, at: Typed) -> list[Escalation]:
    policies = configuration.escalation_policies.values()
    return [Escalation(policy=each, triggered_at=at.instant(Zone.named(each.time_zone))) for each in policies]
