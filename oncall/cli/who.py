"""`oncall who`: the short answer, for which nothing is loaded that it does not need."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from oncall.chronology.zones import Zone
from oncall.cli import options, output, progress
from oncall.cli.moments import Range
from oncall.views.watch import watch

if TYPE_CHECKING:
    from oncall.cli.moments import Typed
    from oncall.views.roll import Roll
    from oncall.views.watch import Watch


@click.command(cls=options.Command, epilog='Example: oncall who infra/ --at "2025-03-12 09:00"')
@options.sources
@options.at
@options.since
@options.until("4 weeks later")
@options.schedule
@options.as_json
def who(
    *,
    sources: options.Sources,
    at: Typed,
    since: Typed | None,
    until: Typed | None,
    schedule: str | None,
    as_json: bool,
) -> None:
    """Who is on call, until when, and who is next.

    With --since or --until: who is on call in that range, and for how long.
    """
    schedules = options.chosen(sources.configuration().schedules, schedule)
    answers: list[Watch] | list[Roll]
    if since is None and until is None:
        with progress.over(schedules, "Asking the schedules") as those:
            answers = [watch(each, at.instant(Zone.named(each.time_zone))) for each in those]
    else:
        from oncall.views.roll import Roll  # Imported here: it measures loads, which the shortest answer has not.

        asked = Range(at=at, since=since, until=until)
        with progress.over(schedules, "Adding up the shifts") as those:
            answers = [Roll.of(each, *asked.of(each)) for each in those]
    if as_json:
        output.write_json([each.to_dict() for each in answers])
    else:
        output.write("\n\n".join(map(str, answers)) or "There is no schedule.")
