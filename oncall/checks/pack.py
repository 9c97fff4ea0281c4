"""The pack: every check, in the order of the codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.checks import (
    coverage_gap,
    handoff_off_hours,
    interrupt_frequency,
    layer_hidden,
    noise,
    response_time,
    sleep_pages,
    trailing_load,
    two_person,
    two_week,
)

if TYPE_CHECKING:
    from oncall.checks.check import Check

CHECKS: tuple[Check, ...] = (
    two_person.CHECK,
    two_week.CHECK,
    interrupt_frequency.CHECK,
    coverage_gap.CHECK,
    layer_hidden.CHECK,
    handoff_off_hours.CHECK,
    response_time.CHECK,
    sleep_pages.CHECK,
    trailing_load.CHECK,
    noise.CHECK,
)
