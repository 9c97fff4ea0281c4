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
    from oncall.analysis.equivalence import prove_same
    from oncall.analysis.exchanges import Amount, Exchange, HolidayOnCall
    from oncall.analysis.fairness import Fairness, fairness
    from oncall.analysis.figures import MonthlyFigures, monthly_figures
    from oncall.analysis.loads import Load
    from oncall.analysis.policy_diffs import OutcomeChange, PolicyDiff
    from oncall.analysis.preserved import PreservedLayer, PreservedSchedule
    from oncall.analysis.preserving import preserve
    from oncall.analysis.proofs import Proof
    from oncall.analysis.proving import prove_covered, prove_distinct, prove_everyone_serves
    from oncall.analysis.reassignments import Reassignment
    from oncall.analysis.recurrence import Recurrence
    from oncall.analysis.replay import replay
    from oncall.analysis.replayed import PageLoad, Replay, ReplayedIncident
    from oncall.analysis.schedule_diffs import NextShift, ScheduleDiff
    from oncall.analysis.spreads import Spread
    from oncall.checks import Finding, Report, Settings, Severity, SuppressedFinding
    from oncall.checks.asking import check
    from oncall.checks.diffing import Diff, diff
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
        SilentEdit,
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
    "Amount",
    "AttributedPage",
    "Attribution",
    "Catalog",
    "Configuration",
    "DailyRestriction",
    "Diff",
    "EscalationPolicy",
    "EscalationRule",
    "Exchange",
    "ExplainedEvent",
    "ExplainedLayer",
    "ExplainedLevel",
    "Explanation",
    "Fairness",
    "Finding",
    "HolidayOnCall",
    "Incident",
    "IncidentChange",
    "IncidentRoles",
    "Layer",
    "Load",
    "LookUp",
    "MonthlyFigures",
    "NextShift",
    "OnCall",
    "OncallError",
    "Outcome",
    "OutcomeChange",
    "Outcomes",
    "Override",
    "Page",
    "PageLoad",
    "PageLoadChange",
    "PageLog",
    "PolicyDiff",
    "PolicyExplanation",
    "PreservedLayer",
    "PreservedSchedule",
    "Proof",
    "Reassignment",
    "Recurrence",
    "Replay",
    "ReplayComparison",
    "ReplayedIncident",
    "Report",
    "ResponseTime",
    "ResponseTimes",
    "RoleAssignment",
    "Schedule",
    "ScheduleDiff",
    "Service",
    "Settings",
    "Severity",
    "Shift",
    "SilentEdit",
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
    "diff",
    "fairness",
    "load",
    "load_log",
    "monthly_figures",
    "overlay",
    "preserve",
    "prove_covered",
    "prove_distinct",
    "prove_everyone_serves",
    "prove_same",
    "replay",
]

_HOMES = {
    "Absence": "oncall.model",
    "Amount": "oncall.analysis.exchanges",
    "AttributedPage": "oncall.analysis.attribution",
    "Attribution": "oncall.analysis.attribution",
    "Catalog": "oncall.model",
    "Configuration": "oncall.model",
    "DailyRestriction": "oncall.model",
    "Diff": "oncall.checks.diffing",
    "EscalationPolicy": "oncall.model",
    "EscalationRule": "oncall.model",
    "Exchange": "oncall.analysis.exchanges",
    "ExplainedEvent": "oncall.model",
    "ExplainedLayer": "oncall.model",
    "ExplainedLevel": "oncall.model",
    "Explanation": "oncall.model",
    "Fairness": "oncall.analysis.fairness",
    "Finding": "oncall.checks",
    "HolidayOnCall": "oncall.analysis.exchanges",
    "Incident": "oncall.model",
    "IncidentChange": "oncall.analysis.comparisons",
    "IncidentRoles": "oncall.model",
    "Layer": "oncall.model",
    "Load": "oncall.analysis.loads",
    "LookUp": "oncall.model",
    "MonthlyFigures": "oncall.analysis.figures",
    "NextShift": "oncall.analysis.schedule_diffs",
    "OnCall": "oncall.model",
    "OncallError": "oncall.errors",
    "Outcome": "oncall.model",
    "OutcomeChange": "oncall.analysis.policy_diffs",
    "Outcomes": "oncall.model",
    "Override": "oncall.model",
    "Page": "oncall.model",
    "PageLoad": "oncall.analysis.replayed",
    "PageLoadChange": "oncall.analysis.comparisons",
    "PageLog": "oncall.model",
    "PolicyDiff": "oncall.analysis.policy_diffs",
    "PolicyExplanation": "oncall.model",
    "PreservedLayer": "oncall.analysis.preserved",
    "PreservedSchedule": "oncall.analysis.preserved",
    "Proof": "oncall.analysis.proofs",
    "Reassignment": "oncall.analysis.reassignments",
    "Recurrence": "oncall.analysis.recurrence",
    "Replay": "oncall.analysis.replayed",
    "ReplayComparison": "oncall.analysis.comparisons",
    "ReplayedIncident": "oncall.analysis.replayed",
    "Report": "oncall.checks",
    "ResponseTime": "oncall.model",
    "ResponseTimes": "oncall.model",
    "RoleAssignment": "oncall.model",
    "Schedule": "oncall.model",
    "ScheduleDiff": "oncall.analysis.schedule_diffs",
    "Service": "oncall.model",
    "Settings": "oncall.checks",
    "Severity": "oncall.checks",
    "Shift": "oncall.model",
    "SilentEdit": "oncall.model",
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
    "diff": "oncall.checks.diffing",
    "fairness": "oncall.analysis.fairness",
    "load": "oncall.formats",
    "load_log": "oncall.formats",
    "monthly_figures": "oncall.analysis.figures",
    "overlay": "oncall.model",
    "preserve": "oncall.analysis.preserving",
    "prove_covered": "oncall.analysis.proving",
    "prove_distinct": "oncall.analysis.proving",
    "prove_everyone_serves": "oncall.analysis.proving",
    "prove_same": "oncall.analysis.equivalence",
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
