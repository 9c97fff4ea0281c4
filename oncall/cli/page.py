"""`oncall page`: who is paged about an incident, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from oncall.chronology.zones import Zone
from oncall.cli import options, output
from oncall.views.answers import Incident

if TYPE_CHECKING:
    from oncall.cli.moments import Typed


@click.command(epilog='Example: oncall page infra/ --at 2025-03-12T15:00Z --policy "Checkout Escalation"')
@options.path
@options.at
@options.policy
@options.as_json
def page(*, path: str, at: Typed, policy: str | None, as_json: bool) -> None:
    """Who is paged about an incident, and when.

    The incident is triggered now, or at another time, and nobody answers.
    """
    policies = options.chosen(options.configuration(path).escalation_policies, policy)
    incidents = [Incident(policy=each, triggered_at=at.instant(Zone.named(each.time_zone))) for each in policies]
    if as_json:
        output.write_json([incident.to_dict() for incident in incidents])
        return
    from oncall.views.text import pages_text

    output.write(pages_text(incidents, output.canvas()).rstrip("\n") or "There is no escalation policy.")
