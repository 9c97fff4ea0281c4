"""On-call schedules the way Terraform writes them: who is paged at any instant, offline and exactly."""

from oncall.chronology.spans import Span
from oncall.errors import OncallError
from oncall.formats import load
from oncall.model import (
    Catalog,
    Configuration,
    DailyRestriction,
    EscalationPolicy,
    EscalationRule,
    Layer,
    Outcome,
    Override,
    Page,
    Schedule,
    Service,
    Shift,
    Step,
    Timeline,
    User,
    WeeklyRestriction,
    overlay,
)

__version__ = "0.1.0"

__all__ = [
    "Catalog",
    "Configuration",
    "DailyRestriction",
    "EscalationPolicy",
    "EscalationRule",
    "Layer",
    "OncallError",
    "Outcome",
    "Override",
    "Page",
    "Schedule",
    "Service",
    "Shift",
    "Span",
    "Step",
    "Timeline",
    "User",
    "WeeklyRestriction",
    "__version__",
    "load",
    "overlay",
]
