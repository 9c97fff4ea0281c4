"""`oncall who`: the short answer, for which nothing is loaded that it does not need."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from oncall.chronology.zones import Zone
from oncall.cli import options, output, progress
from oncall.cli.moments import Range
from oncall.views.watch import LABEL, watch

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
    schedules = options.chosen(sources.configuration(in_full=not as_json).schedules, schedule)
    answers: list[Watch] | list[Roll]
    margin, step = LABEL, 0
    if since is None and until is None:
        with progress.over(schedules, "Asking the schedules") as those:
            answers = [watch(each, at.instant(Zone.named(each.time_zone))) for each in those]
    else:
        # Imported here: it measures loads, which the shortest answer has not.
        from oncall.views.roll import MARGIN, STEP, Roll

        margin, step = MARGIN, STEP
        asked = Range(at=at, since=since, until=until)
        with progress.over(schedules, "Adding up the shifts") as those:
            answers = [Roll.of(each, *asked.of(each)) for each in those]
    if as_json:
        output.write_json([each.to_dict() for each in answers])
    else:
        columns = output.width()
        told = (_told(str(each), margin, step, columns) for each in answers)
        output.write("\n\n".join(told) or "There is no schedule.")


def _told(answer: str, margin: int, step: int, columns: int | None) -> str:
    """The answer, whose lines go on indented where the terminal has no room for them."""
    title, *lines = answer.split("\n")
    if columns is None or (answer.isascii() and max(map(len, (title, *lines))) <= columns):
        return answer
    from oncall.views.wrapping import STEP, beside, wrapped  # Imported here: it needs rich, which most answers do not.

    below = (part for line in lines for part in beside(line, margin, step, columns))
    return "\n".join([*wrapped(title, STEP, columns), *below])
