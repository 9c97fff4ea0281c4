"""The declared resources as the model's values, users first, since each kind points at those before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall.formats.terraform.expressions import Scope
from oncall.formats.terraform.people import People
from oncall.formats.terraform.policies import Surroundings, escalation_policy, service
from oncall.formats.terraform.schedules import schedule
from oncall.model import Configuration

if TYPE_CHECKING:
    from oncall.formats.terraform.declarations import Declarations
    from oncall.formats.terraform.report import Report


def configuration(found: Declarations, report: Report) -> Configuration:
    """Every resource without fault; the faults of the others are in the report."""
    scope = Scope(found.local_values, found.blocks)
    people = People(found, scope, report)
    schedules = {
        address: sound
        for address, block in found.of("pagerduty_schedule")
        if block.is_sound and (sound := schedule(address, block, scope, people, report))
    }
    around = Surroundings(scope, people, report, found.blocks, schedules, policies={})
    policies = {
        address: usable
        for address, block in found.of("pagerduty_escalation_policy")
        if block.is_sound and (usable := escalation_policy(address, block, around))
    }
    around = attrs.evolve(around, policies=policies)
    services = [
        made
        for address, block in found.of("pagerduty_service")
        if block.is_sound and (made := service(address, block, around))
    ]
    return Configuration(
        schedules=schedules.values(),
        escalation_policies=policies.values(),
        users=people.everybody(),
        services=services,
    )
