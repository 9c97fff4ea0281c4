"""`oncall page`: who is paged about an incident, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from oncall.chronology.zones import Zone
from oncall.cli import incidents, options, output, progress
from oncall.cli.moments import Range
from oncall.views.answers import Prospect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oncall.cli.moments import Typed
    from oncall.views.answers import Escalation

_NONE = "There is no escalation policy."


@click.command(
    cls=options.Command, epilog='Example: oncall page infra/ --at 2025-03-12T15:00Z --policy "Checkout Escalation"'
)
@options.sources
@options.at
@options.since
@options.until("4 weeks later")
@incidents.incident
@options.as_json
def page(
    *,
    sources: options.Sources,
    at: Typed,
    since: Typed | None,
    until: Typed | None,
    incident: incidents.AskedIncident,
    as_json: bool,
) -> None:
    """Who is paged about an incident, and when.

    The incident is triggered now, or at another time. Nobody answers, unless --acknowledged-after or --resolved-after
    says so; with --service an acknowledgement runs out, and the incident is resolved, as the service has it. With
    --since or --until: what comes of an incident that nobody answers, for every time of that range at which it may be
    triggered.
    """
    if since is None and until is None:
        _write_escalations(incident.escalations(sources.configuration(in_full=not as_json), at), as_json=as_json)
        return
    if incident.is_answered:
        raise click.UsageError("over a range (--since, --until) nobody answers: give --at for one incident")
    asked = Range(at=at, since=since, until=until)
    with progress.over(incident.chosen(sources.configuration(in_full=not as_json)), "Following the policies") as chosen:
        prospects = [
            Prospect.of(each, *asked.within(Zone.named(each.time_zone)), incident_number=incident.incident_number)
            for each, _ in chosen
        ]
    _write_prospects(prospects, as_json=as_json)


def _write_escalations(escalations: Sequence[Escalation], *, as_json: bool) -> None:
    if as_json:
        output.write_json([escalation.to_dict() for escalation in escalations])
    else:
        from oncall.views.text import pages_text

        output.write(pages_text(escalations, output.canvas()).rstrip("\n") or _NONE)


def _write_prospects(prospects: Sequence[Prospect], *, as_json: bool) -> None:
    if as_json:
        output.write_json([prospect.to_dict() for prospect in prospects])
    else:
        from oncall.views.text import prospects_text

        output.write(prospects_text(prospects, output.canvas()).rstrip("\n") or _NONE)
