"""`oncall shifts`: who is on call when, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from oncall.cli import options, output, progress
from oncall.cli.moments import Range
from oncall.model.full_names import configuration_in_full
from oncall.views.answers import Rota

if TYPE_CHECKING:
    from oncall.cli.moments import Typed


@click.command(
    cls=options.Command, epilog="Example: oncall shifts infra/ --since 2025-03-01 --until 2025-04-01 --user bob"
)
@options.sources
@options.at
@options.since
@options.until("4 weeks later")
@options.schedule
@options.user
@options.as_json
def shifts(
    *,
    sources: options.Sources,
    at: Typed,
    since: Typed | None,
    until: Typed | None,
    schedule: str | None,
    user: str | None,
    as_json: bool,
) -> None:
    """The shifts of a range, and the gaps between them."""
    configuration = sources.configuration()
    person = None if user is None else configuration.users[user]
    if not as_json:
        configuration = configuration_in_full(configuration)
        person = person and configuration.users[person.id]
    asked = Range(since=since, until=until, at=at)
    schedules = options.chosen(configuration.schedules, schedule)
    with progress.over(schedules, "Laying out shifts") as those:
        rotas = [Rota.of(each, *asked.of(each), person) for each in those]
    if as_json:
        output.write_json([rota.to_dict() for rota in rotas])
        return
    from oncall.views.text import shifts_text

    with progress.shown("Drawing them"):
        text = shifts_text(rotas, output.canvas()).rstrip("\n")
    output.write(text or "There is no schedule.")
