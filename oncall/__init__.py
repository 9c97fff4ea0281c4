"""On-call schedules the way Terraform writes them: who is paged at any instant, offline and exactly.

The names are those of the modules beneath, each loaded when it is first asked for: a new name is written three times
here, for people and their tools (the imports, `__all__`) and for the interpreter (`_HOMES`). A test compares the three.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oncall.analysis.attribution import AttributedPage, Attribution, UnattributedIncident, attribute
    from oncall.analysis.comparisons import IncidentChange, PageLoadChange, ReplayComparison
    from oncall.analysis.fairness import Fairness, fairness
    from oncall.analysis.figures import MonthlyFigures, monthly_figures
    from oncall.analysis.loads import Load
    from oncall.analysis.proofs import Proof
    from oncall.analysis.proving import prove_covered, prove_distinct, prove_everyone_serves
    from oncall.analysis.recurrence import Recurrence
    from oncall.analysis.replay import replay
    from oncall.analysis.replayed import PageLoad, Replay, ReplayedIncident
    from oncall.analysis.spreads import Spread
    from oncall.checks import Finding, Report, Settings, Severity, SuppressedFinding
    from oncall.checks.asking import check
    from oncall.chronology.spans import Span
    from oncall.errors import OncallError
    from oncall.formats import load, load_log
    from oncall.model import (
        Absence,
        Catalog,
        Configuration,
        DailyRestriction,
        EscalationPolicy,
        EscalationRule,
        ExplainedEvent,
        ExplainedLayer,
        ExplainedLevel,
        Explanation,
        Incident,
        IncidentRoles,
        Layer,
        LookUp,
        OnCall,
        Outcome,
        Outcomes,
        Override,
        Page,
        PageLog,
        PolicyExplanation,
        ResponseTime,
        ResponseTimes,
        RoleAssignment,
        Schedule,
        Service,
        Shift,
        Step,
        Suppression,
        Timeline,
        Turn,
        User,
        WeeklyRestriction,
        overlay,
    )

__version__ = "0.1.0"

__all__ = [
    "Absence",
    "AttributedPage",
    "Attribution",
    "Catalog",
    "Configuration",
    "DailyRestriction",
    "EscalationPolicy",
    "EscalationRule",
    "ExplainedEvent",
    "ExplainedLayer",
    "ExplainedLevel",
    "Explanation",
    "Fairness",
    "Finding",
    "Incident",
    "IncidentChange",
    "IncidentRoles",
    "Layer",
    "Load",
    "LookUp",
    "MonthlyFigures",
    "OnCall",
    "OncallError",
    "Outcome",
    "Outcomes",
    "Override",
    "Page",
    "PageLoad",
    "PageLoadChange",
    "PageLog",
    "PolicyExplanation",
    "Proof",
    "Recurrence",
    "Replay",
    "ReplayComparison",
    "ReplayedIncident",
    "Report",
    "ResponseTime",
    "ResponseTimes",
    "RoleAssignment",
    "Schedule",
    "Service",
    "Settings",
    "Severity",
    "Shift",
    "Span",
    "Spread",
    "Step",
    "SuppressedFinding",
    "Suppression",
    "Timeline",
    "Turn",
    "UnattributedIncident",
    "User",
    "WeeklyRestriction",
    "__version__",
    "attribute",
    "check",
    "fairness",
    "load",
    "load_log",
    "monthly_figures",
    "overlay",
    "prove_covered",
    "prove_distinct",
    "prove_everyone_serves",
    "replay",
]

_HOMES = {
    "Absence": "oncall.model",
    "AttributedPage": "oncall.analysis.attribution",
    "Attribution": "oncall.analysis.attribution",
    "Catalog": "oncall.model",
    "Configuration": "oncall.model",
    "DailyRestriction": "oncall.model",
    "EscalationPolicy": "oncall.model",
    "EscalationRule": "oncall.model",
    "ExplainedEvent": "oncall.model",
    "ExplainedLayer": "oncall.model",
    "ExplainedLevel": "oncall.model",
    "Explanation": "oncall.model",
    "Fairness": "oncall.analysis.fairness",
    "Finding": "oncall.checks",
    "Incident": "oncall.model",
    "IncidentChange": "oncall.analysis.comparisons",
    "IncidentRoles": "oncall.model",
    "Layer": "oncall.model",
    "Load": "oncall.analysis.loads",
    "LookUp": "oncall.model",
    "MonthlyFigures": "oncall.analysis.figures",
    "OnCall": "oncall.model",
    "OncallError": "oncall.errors",
    "Outcome": "oncall.model",
    "Outcomes": "oncall.model",
    "Override": "oncall.model",
    "Page": "oncall.model",
    "PageLoad": "oncall.analysis.replayed",
    "PageLoadChange": "oncall.analysis.comparisons",
    "PageLog": "oncall.model",
    "PolicyExplanation": "oncall.model",
    "Proof": "oncall.analysis.proofs",
    "Recurrence": "oncall.analysis.recurrence",
    "Replay": "oncall.analysis.replayed",
    "ReplayComparison": "oncall.analysis.comparisons",
    "ReplayedIncident": "oncall.analysis.replayed",
    "Report": "oncall.checks",
    "ResponseTime": "oncall.model",
    "ResponseTimes": "oncall.model",
    "RoleAssignment": "oncall.model",
    "Schedule": "oncall.model",
    "Service": "oncall.model",
    "Settings": "oncall.checks",
    "Severity": "oncall.checks",
    "Shift": "oncall.model",
    "Span": "oncall.chronology.spans",
    "Spread": "oncall.analysis.spreads",
    "Step": "oncall.model",
    "SuppressedFinding": "oncall.checks",
    "Suppression": "oncall.model",
    "Timeline": "oncall.model",
    "Turn": "oncall.model",
    "UnattributedIncident": "oncall.analysis.attribution",
    "User": "oncall.model",
    "WeeklyRestriction": "oncall.model",
    "attribute": "oncall.analysis.attribution",
    "check": "oncall.checks.asking",
    "fairness": "oncall.analysis.fairness",
    "load": "oncall.formats",
    "load_log": "oncall.formats",
    "monthly_figures": "oncall.analysis.figures",
    "overlay": "oncall.model",
    "prove_covered": "oncall.analysis.proving",
    "prove_distinct": "oncall.analysis.proving",
    "prove_everyone_serves": "oncall.analysis.proving",
    "replay": "oncall.analysis.replay",
}
"""The module that each public name comes from."""

_PARTS = frozenset({"analysis", "checks", "chronology", "engine", "errors", "formats", "model"})
"""The parts that are there after `import oncall` alone."""


if not TYPE_CHECKING:  # a type checker that saw this would believe in any name

    def __getattr__(name: str) -> object:
        if name in _PARTS:
            return import_module(f"oncall.{name}")
        if name not in _HOMES:
            raise AttributeError(f"module 'oncall' has no attribute {name!r}", name=name, obj=import_module("oncall"))
        found = globals()[name] = getattr(import_module(_HOMES[name]), name)
        return found

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__, *_PARTS})
