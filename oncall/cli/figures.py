"""`oncall figures`: a page log in numbers, month by month."""

from __future__ import annotations

import click

import oncall
from oncall.chronology.spans import UTC_ZONE
from oncall.cli import options, output, progress
from oncall.cli.logs import warn


@click.command(cls=options.Command, epilog="Example: oncall figures infra/ --log incidents.json --format json")
@options.sources
@click.option("--log", "logs", multiple=True, required=True, metavar="FILE", help="Incidents, as JSON or CSV.")
@click.option(
    "--time-zone", metavar="ZONE", help="Where the months begin, and of times in a CSV that have no UTC offset."
)
@options.as_json
def figures(*, sources: options.Sources, logs: tuple[str, ...], time_zone: str | None, as_json: bool) -> None:
    """A page log in numbers, month by month.

    Mean times to acknowledge (MTTA), to resolve (MTTR) and to detect (MTTD), incidents by severity, pages, pages per
    shift, and the share of pages that needed no action. Months are those of UTC, unless told otherwise.
    """
    configuration = sources.configuration()
    with progress.shown("Reading the log"):
        log = oncall.load_log(*logs, time_zone=time_zone)
    with progress.shown("Counting pages"):
        months = oncall.monthly_figures(log, configuration, time_zone=time_zone or UTC_ZONE)
        attribution = oncall.attribute(log, configuration)
    warn(attribution, " ".join(logs))
    if as_json:
        output.write_json(
            {
                "time_zone": time_zone or UTC_ZONE,
                "months": [month.to_dict() for month in months],
                "unattributed": [each.to_dict() for each in attribution.unattributed],
                "strangers": [{"user": user.id, "name": user.name} for user in attribution.strangers],
            }
        )
        return
    from oncall.views.figures import figures_text

    output.write(figures_text(months, output.canvas()).rstrip("\n"))
