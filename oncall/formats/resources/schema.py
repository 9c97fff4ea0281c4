"""What the PagerDuty provider takes in each block: what is read of it, and what is known and left alone.

From the provider's schemas (`resource_pagerduty_schedule.go` and its neighbours), release 3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def _names(values: Iterable[str]) -> frozenset[str]:
    return frozenset(values)


_NOTHING: frozenset[str] = frozenset()
_NO_BLOCKS: Mapping[str, Shape] = {}


@attrs.frozen
class Shape:
    """The names that a block may hold. Of `ignored` attributes and blocks nothing is evaluated."""

    required: frozenset[str] = attrs.field(default=_NOTHING, converter=_names)
    optional: frozenset[str] = attrs.field(default=_NOTHING, converter=_names)
    ignored: frozenset[str] = attrs.field(default=_NOTHING, converter=_names)
    blocks: Mapping[str, Shape] = attrs.field(default=_NO_BLOCKS)
    ignored_blocks: frozenset[str] = attrs.field(default=_NOTHING, converter=_names)

    @property
    def attributes(self) -> frozenset[str]:
        """Every attribute that may be set."""
        return self.required | self.optional | self.ignored

    @property
    def block_types(self) -> frozenset[str]:
        """Every block that may be nested."""
        return self.ignored_blocks | self.blocks.keys()


_META = frozenset({"depends_on", "provider"})
_META_BLOCKS = frozenset({"lifecycle", "timeouts", "connection", "provisioner"})

_RESTRICTION = Shape(required={"type", "start_time_of_day", "duration_seconds"}, optional={"start_day_of_week"})
_LAYER = Shape(
    required={"start", "rotation_virtual_start", "rotation_turn_length_seconds", "users"},
    optional={"name", "end"},
    blocks={"restriction": _RESTRICTION},
)
_RULE = Shape(
    required={"escalation_delay_in_minutes"},
    blocks={
        "target": Shape(required={"id"}, optional={"type"}),
        "escalation_rule_assignment_strategy": Shape(optional={"type"}),
    },
)

SCHEDULE = Shape(
    required={"time_zone"},
    optional={"name", "description"},
    ignored={"overflow", "teams", "final_schedule"} | _META,
    blocks={"layer": _LAYER},
    ignored_blocks=_META_BLOCKS,
)
ESCALATION_POLICY = Shape(
    required={"name"},
    optional={"description", "num_loops"},
    ignored={"teams"} | _META,
    blocks={"rule": _RULE},
    ignored_blocks=_META_BLOCKS,
)
USER = Shape(
    # The provider requires name and email; a person is told by the address, so their absence is only worth a warning.
    optional={"name", "email", "time_zone"},
    ignored={"role", "job_title", "color", "teams", "description", "license"} | _META,
    ignored_blocks=_META_BLOCKS,
)
SERVICE = Shape(
    required={"name", "escalation_policy"},
    optional={"description", "acknowledgement_timeout", "auto_resolve_timeout"},
    ignored={"alert_creation", "alert_grouping", "alert_grouping_timeout", "response_play"} | _META,
    ignored_blocks={
        "alert_grouping_parameters",
        "auto_pause_notifications_parameters",
        "incident_urgency_rule",
        "scheduled_actions",
        "support_hours",
    }
    | _META_BLOCKS,
)

# No resource of Terraform has it; the REST API does.
OVERRIDE = Shape(required={"start", "end", "user"})

RESOURCES: Mapping[str, Shape] = {
    "pagerduty_user": USER,
    "pagerduty_schedule": SCHEDULE,
    "pagerduty_escalation_policy": ESCALATION_POLICY,
    "pagerduty_service": SERVICE,
}
