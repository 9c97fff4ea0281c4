"""`oncall who`: the short answer, for which nothing is loaded that it does not need."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from oncall.chronology.zones import Zone
from oncall.cli import options, output
from oncall.views.watch import watch

if TYPE_CHECKING:
    from oncall.cli.moments import Typed


@click.command(epilog='Example: oncall who infra/ --at "2025-03-12 09:00"')
@options.path
@options.at
@options.schedule
@options.as_json
def who(*, path: str, at: Typed, schedule: str | None, as_json: bool) -> None:
    """Who is on call, until when, and who is next."""
    schedules = options.chosen(options.configuration(path).schedules, schedule)
    watches = [watch(each, at.instant(Zone.named(each.time_zone))) for each in schedules]
    if as_json:
        output.write_json([each.to_dict() for each in watches])
    else:
        output.write("\n\n".join(map(str, watches)) or "There is no schedule.")
