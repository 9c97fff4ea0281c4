"""What people write and hold: users, layers, schedules, timelines, policies and configurations.

A schedule and what it is made of are loaded at once. Every other name is loaded when it is first asked for, as those of
`oncall` are, and so written three times.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from oncall.model.layers import Layer
from oncall.model.restrictions import DailyRestriction, WeeklyRestriction
from oncall.model.schedules import Override, Schedule
from oncall.model.timelines import Shift, Timeline, overlay
from oncall.model.users import User

if TYPE_CHECKING:
    from oncall.model.absences import Absence
    from oncall.model.configuration import Catalog, Configuration
    from oncall.model.escalation import EscalationPolicy, EscalationRule
    from oncall.model.explained_layers import ExplainedLayer, Turn
    from oncall.model.explained_levels import ExplainedEvent, ExplainedLevel, LookUp
    from oncall.model.explanations import Explanation
    from oncall.model.incidents import Incident
    from oncall.model.logs import PageLog
    from oncall.model.oncalls import OnCall
    from oncall.model.outcomes import Outcome, Outcomes, Step
    from oncall.model.pages import Page
    from oncall.model.policy_explanations import PolicyExplanation
    from oncall.model.response_times import ResponseTime, ResponseTimes
    from oncall.model.roles import IncidentRoles, RoleAssignment
    from oncall.model.services import Service
    from oncall.model.silent_edits import SilentEdit
    from oncall.model.suppressions import Suppression

__all__ = [
    "Absence",
    "Catalog",
    "Configuration",
    "DailyRestriction",
    "EscalationPolicy",
    "EscalationRule",
    "ExplainedEvent",
    "ExplainedLayer",
    "ExplainedLevel",
    "Explanation",
    "Incident",
    "IncidentRoles",
    "Layer",
    "LookUp",
    "OnCall",
    "Outcome",
    "Outcomes",
    "Override",
    "Page",
    "PageLog",
    "PolicyExplanation",
    "ResponseTime",
    "ResponseTimes",
    "RoleAssignment",
    "Schedule",
    "Service",
    "Shift",
    "SilentEdit",
    "Step",
    "Suppression",
    "Timeline",
    "Turn",
    "User",
    "WeeklyRestriction",
    "overlay",
]

_HOMES = {
    "Absence": "oncall.model.absences",
    "Catalog": "oncall.model.configuration",
    "Configuration": "oncall.model.configuration",
    "EscalationPolicy": "oncall.model.escalation",
    "EscalationRule": "oncall.model.escalation",
    "ExplainedEvent": "oncall.model.explained_levels",
    "ExplainedLayer": "oncall.model.explained_layers",
    "ExplainedLevel": "oncall.model.explained_levels",
    "Explanation": "oncall.model.explanations",
    "Incident": "oncall.model.incidents",
    "IncidentRoles": "oncall.model.roles",
    "LookUp": "oncall.model.explained_levels",
    "OnCall": "oncall.model.oncalls",
    "Outcome": "oncall.model.outcomes",
    "Outcomes": "oncall.model.outcomes",
    "Page": "oncall.model.pages",
    "PageLog": "oncall.model.logs",
    "PolicyExplanation": "oncall.model.policy_explanations",
    "ResponseTime": "oncall.model.response_times",
    "ResponseTimes": "oncall.model.response_times",
    "RoleAssignment": "oncall.model.roles",
    "Service": "oncall.model.services",
    "SilentEdit": "oncall.model.silent_edits",
    "Step": "oncall.model.outcomes",
    "Suppression": "oncall.model.suppressions",
    "Turn": "oncall.model.explained_layers",
}
"""The module that each name comes from which is not there from the start."""


if not TYPE_CHECKING:  # a type checker that saw this would believe in any name

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            model = import_module("oncall.model")
            raise AttributeError(f"module 'oncall.model' has no attribute {name!r}", name=name, obj=model)
        found = globals()[name] = getattr(import_module(_HOMES[name]), name)
        return found

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
