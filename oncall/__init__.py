"""On-call schedules the way Terraform writes them: who is paged at any instant, offline and exactly."""

from oncall.analysis.proofs import Proof
from oncall.checks import Finding, Report, Settings, Severity, check
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
    "Finding",
    "Layer",
    "OncallError",
    "Outcome",
    "Override",
    "Page",
    "Proof",
    "Report",
    "Schedule",
    "Service",
    "Settings",
    "Severity",
    "Shift",
    "Span",
    "Step",
    "Timeline",
    "User",
    "WeeklyRestriction",
    "__version__",
    "check",
    "load",
    "overlay",
]
