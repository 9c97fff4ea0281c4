"""What people write and hold: users, layers, schedules, timelines, policies and configurations."""

from oncall.model.absences import Absence
from oncall.model.configuration import Catalog, Configuration
from oncall.model.escalation import EscalationPolicy, EscalationRule
from oncall.model.explained_layers import ExplainedLayer, Turn
from oncall.model.explained_levels import ExplainedEvent, ExplainedLevel, LookUp
from oncall.model.explanations import Explanation
from oncall.model.incidents import Incident
from oncall.model.layers import Layer
from oncall.model.logs import PageLog
from oncall.model.oncalls import OnCall
from oncall.model.outcomes import Outcome, Outcomes, Step
from oncall.model.pages import Page
from oncall.model.policy_explanations import PolicyExplanation
from oncall.model.response_times import ResponseTime, ResponseTimes
from oncall.model.restrictions import DailyRestriction, WeeklyRestriction
from oncall.model.roles import IncidentRoles, RoleAssignment
from oncall.model.schedules import Override, Schedule
from oncall.model.services import Service
from oncall.model.suppressions import Suppression
from oncall.model.timelines import Shift, Timeline, overlay
from oncall.model.users import User

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
    "Step",
    "Suppression",
    "Timeline",
    "Turn",
    "User",
    "WeeklyRestriction",
    "overlay",
]
