"""`oncall explain`: who is on call, or paged, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from oncall.chronology.zones import Zone
from oncall.cli import incidents, options, output

if TYPE_CHECKING:
    from oncall.cli.moments import Typed
    from oncall.model import Explanation, PolicyExplanation


@click.command(
    cls=options.Command,
    epilog='Example: oncall explain infra/ --at 2025-03-12T15:00Z --schedule "Checkout Team On-Call"',
)
@options.sources
@options.at
@options.schedule
@incidents.incident
@options.as_json
def explain(
    *,
    sources: options.Sources,
    at: Typed,
    schedule: str | None,
    incident: incidents.AskedIncident,
    as_json: bool,
) -> None:
    """Why somebody is on call, and why somebody is paged.

    Of each schedule: every override and layer from the top, whose turn it is and by what arithmetic, and which of them
    wins. With --policy or --service, or an option about what people do: what comes of an incident that is triggered
    now, level by level.
    """
    configuration = sources.configuration(in_full=not as_json)
    is_about_incident = incident != incidents.AskedIncident()
    schedules = (
        options.chosen(configuration.schedules, schedule) if schedule is not None or not is_about_incident else []
    )
    escalations = incident.escalations(configuration, at) if is_about_incident or not configuration.schedules else []
    explanations: list[Explanation | PolicyExplanation] = [
        *(each.explain(at.instant(Zone.named(each.time_zone))) for each in schedules),
        *(escalation.explanation for escalation in escalations),
    ]
    if as_json:
        output.write_json([explanation.to_dict() for explanation in explanations])
        return
    from oncall.views.derivations import explanations_text

    output.write(explanations_text(explanations, output.canvas()).rstrip("\n"))
