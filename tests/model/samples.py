"""What the tests of messages and details are about: the least of each kind."""

from __future__ import annotations

from typing import Any

from oncall import EscalationPolicy, EscalationRule, Layer, Schedule, Timeline, User

ALICE, BOB = User("alice"), User("bob")
T = 1_741_791_600  # 2025-03-12T15:00:00Z
NOON = "2025-03-12T15:00:00+00:00"
RULE = EscalationRule(escalation_delay_in_minutes=5, targets=[BOB])
POLICY = EscalationPolicy(name="p", rules=[RULE])
ON_CALL: dict[str, Any] = {"escalation_policy": POLICY, "level": 1, "user": BOB}
LAYER: dict[str, Any] = {"start": T, "rotation_virtual_start": T, "rotation_turn_length_seconds": 86_400}
ROTA = Schedule(name="rota", time_zone="America/New_York", layers=[Layer(**LAYER, users=[ALICE])])
RANGE = "2025-03-12T11:00:00-04:00 to 2025-03-12T11:01:00-04:00"
EMPTY_LINE = Timeline([], since=T, until=T + 60, zone="America/New_York")
