"""`oncall page`: who is paged about an incident, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from oncall.chronology.zones import Zone
from oncall.cli import options, output
from oncall.cli.moments import Range
from oncall.views.answers import Incident, Prospect

if TYPE_CHECKING:
    from oncall.cli.moments import Typed


@click.command(
    cls=options.Command, epilog='Example: oncall page infra/ --at 2025-03-12T15:00Z --policy "Checkout Escalation"'
)
@options.sources
@options.at
@options.since
@options.until("4 weeks later")
@options.policy
@options.as_json
def page(
    *, sources: options.Sources, at: Typed, since: Typed | None, until: Typed | None, policy: str | None, as_json: bool
) -> None:
    """Who is paged about an incident, and when.

    The incident is triggered now, or at another time, and nobody answers. With --since or --until: what comes of it,
    for every time of that range at which it may be triggered.
    """
    policies = options.chosen(sources.configuration().escalation_policies, policy)
    if since is not None or until is not None:
        asked = Range(at=at, since=since, until=until)
        _write_prospects(
            [Prospect.of(each, *asked.within(Zone.named(each.time_zone))) for each in policies], as_json=as_json
        )
        return
    incidents = [Incident(policy=each, triggered_at=at.instant(Zone.named(each.time_zone))) for each in policies]
    if as_json:
        output.write_json([incident.to_dict() for incident in incidents])
        return
    from oncall.views.text import pages_text

    output.write(pages_text(incidents, output.canvas()).rstrip("\n") or "There is no escalation policy.")


def _write_prospects(prospects: list[Prospect], *, as_json: bool) -> None:
    if as_json:
        output.write_json([prospect.to_dict() for prospect in prospects])
    else:
        from oncall.views.text import prospects_text

        output.write(prospects_text(prospects, output.canvas()).rstrip("\n") or "There is no escalation policy.")
