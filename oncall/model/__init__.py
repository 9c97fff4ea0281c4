"""What people write and hold: users, layers, schedules, timelines, policies and configurations."""

from oncall.model.configuration import Catalog, Configuration
from oncall.model.escalation import EscalationPolicy, EscalationRule, Page, Service
from oncall.model.layers import Layer
from oncall.model.outcomes import Outcome, Step
from oncall.model.restrictions import DailyRestriction, WeeklyRestriction
from oncall.model.schedules import Override, Schedule
from oncall.model.timelines import Shift, Timeline, overlay
from oncall.model.users import User

__all__ = [
    "Catalog",
    "Configuration",
    "DailyRestriction",
    "EscalationPolicy",
    "EscalationRule",
    "Layer",
    "Outcome",
    "Override",
    "Page",
    "Schedule",
    "Service",
    "Shift",
    "Step",
    "Timeline",
    "User",
    "WeeklyRestriction",
    "overlay",
]
