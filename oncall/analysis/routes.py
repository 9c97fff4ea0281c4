"""Routes: by which service or policy each incident of a log is escalated."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs

from oncall.analysis.people import policies_of
from oncall.errors import NotFoundError
from oncall.model.configuration import Catalog
from oncall.model.escalation import EscalationPolicy
from oncall.model.services import Service

if TYPE_CHECKING:
    from oncall.model.configuration import Configuration
    from oncall.model.incidents import Incident

Escalated: TypeAlias = EscalationPolicy | Service
"""What an incident goes through."""


class Routes:
    """By what incidents are escalated: each pair of names is looked up once.

    An incident that names both a service and an escalation policy has the service's timeouts, and is escalated by that
    policy. One that names neither goes to the only policy, if there is one only.
    """

    def __init__(self, configuration: Configuration) -> None:
        policies = {policy.id: policy for policy in policies_of(configuration)}
        self._policies = Catalog("escalation policy", policies)
        self._services = configuration.services
        self._known: dict[tuple[str, str], Escalated | str] = {}
        self._rerouted: dict[tuple[str, str], Service] = {}

    def of(self, incident: Incident) -> Escalated | str:
        """The service of an incident, or its policy, or why neither is known."""
        names = (incident.service, incident.escalation_policy)
        if names not in self._known:
            self._known[names] = self._found(*names)
        return self._known[names]

    def _found(self, service_name: str, policy_name: str) -> Escalated | str:
        if not service_name and not policy_name:
            only = [*self._policies.values()]
            if len(only) == 1:
                return only[0]
            return f"it names no service and no escalation policy, of which there are {len(only)}"
        reasons: list[str] = []
        service = _looked_up(self._services, service_name, reasons)
        policy = _looked_up(self._policies, policy_name, reasons)
        match service, policy:
            case Service(), EscalationPolicy() if service.escalation_policy != policy:
                # One value for all the names that lead to it, so that its incidents stay together.
                rerouted = attrs.evolve(service, escalation_policy=policy)
                return self._rerouted.setdefault((service.id, policy.id), rerouted)
            case (Service() as known, _) | (_, EscalationPolicy() as known):
                return known
            case _:
                return "; ".join(reasons)


def _looked_up(
    catalog: Catalog[Service] | Catalog[EscalationPolicy], name: str, reasons: list[str]
) -> Escalated | None:
    try:
        return catalog[name] if name else None
    except NotFoundError as error:
        reasons.append(str(attrs.evolve(error, known=None)))  # a log is often of a whole account
        return None
