"""Services: what incidents are about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from oncall.chronology.instants import Instant, to_seconds
from oncall.chronology.zones import LATEST
from oncall.model import fields
from oncall.model.escalation import EscalationPolicy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oncall.errors import Location
    from oncall.model.pages import Pages
    from oncall.model.policy_explanations import PolicyExplanation
    from oncall.model.users import User


def _optional_seconds(instance: object, attribute: attrs.Attribute[Any], value: int | None) -> None:
    if value is not None:
        fields.at_least(1)(instance, attribute, value)


@attrs.frozen(kw_only=True)
class Service:
    """What incidents are about; they are escalated by its `escalation_policy`.

    An acknowledgement holds for `acknowledgement_timeout` seconds; `auto_resolve_timeout` seconds after its trigger an
    incident is resolved, acknowledged or not (a choice of this library: PagerDuty says "left open for that long").
    None: switched off. The defaults are those of the Terraform provider.
    """

    name: str = attrs.field(validator=fields.name)
    """What people call it."""
    escalation_policy: EscalationPolicy = attrs.field(validator=fields.instance_of(EscalationPolicy))
    """By what its incidents are escalated."""
    acknowledgement_timeout: int | None = attrs.field(default=1800, validator=_optional_seconds)
    """For how many seconds an acknowledgement holds; None: for ever."""
    auto_resolve_timeout: int | None = attrs.field(default=14_400, validator=_optional_seconds)
    """How many seconds after its trigger an incident is resolved; None: never by itself."""
    description: str = attrs.field(default="", validator=fields.text)
    """What it is for, for people to read."""
    id: str = attrs.field(default=attrs.Factory(lambda self: self.name, takes_self=True), validator=fields.name)
    """The address or REST id that it came with, else the name."""
    where: Location | None = attrs.field(default=None, eq=False, repr=False)
    """The file and line that it came from; None: it was made in Python. It takes no part in equality."""

    def pages(
        self,
        triggered_at: Instant,
        *,
        acknowledged_at: Instant | Iterable[Instant] | None = None,
        resolved_at: Instant | None = None,
        incident_number: int = 0,
    ) -> Pages:
        """As `EscalationPolicy.pages` of its policy, with the timeouts of the service.

        Raises:
            NotAnInstantError, InvalidValueError: as there.
        """
        return self.escalation_policy.pages(
            triggered_at,
            acknowledged_at=acknowledged_at,
            acknowledgement_timeout=self.acknowledgement_timeout,
            resolved_at=self._resolved(triggered_at, resolved_at),
            incident_number=incident_number,
        )

    def explain(
        self,
        triggered_at: Instant,
        *,
        acknowledged_at: Instant | Iterable[Instant] | None = None,
        resolved_at: Instant | None = None,
        incident_number: int = 0,
    ) -> PolicyExplanation:
        """As `EscalationPolicy.explain` of its policy, with the timeouts of the service.

        Raises:
            NotAnInstantError, InvalidValueError: as there.
        """
        return self.escalation_policy.explain(
            triggered_at,
            acknowledged_at=acknowledged_at,
            acknowledgement_timeout=self.acknowledgement_timeout,
            resolved_at=self._resolved(triggered_at, resolved_at),
            incident_number=incident_number,
        )

    def assigned(
        self,
        triggered_at: Instant,
        *,
        at: Instant,
        acknowledged_at: Instant | Iterable[Instant] | None = None,
        resolved_at: Instant | None = None,
        incident_number: int = 0,
    ) -> tuple[User, ...]:
        """As `EscalationPolicy.assigned` of its policy, with the timeouts of the service.

        Raises:
            NotAnInstantError, InvalidValueError: as there.
        """
        return self.escalation_policy.assigned(
            triggered_at,
            at=at,
            acknowledged_at=acknowledged_at,
            acknowledgement_timeout=self.acknowledgement_timeout,
            resolved_at=self._resolved(triggered_at, resolved_at),
            incident_number=incident_number,
        )

    def _resolved(self, triggered_at: Instant, resolved_at: Instant | None) -> Instant | None:
        """When an incident is resolved: by somebody, or because it has been open for so long."""
        if self.auto_resolve_timeout is None:
            return resolved_at
        latest = min(to_seconds(triggered_at, "triggered_at") + self.auto_resolve_timeout, LATEST)
        return latest if resolved_at is None else min(latest, to_seconds(resolved_at, "resolved_at"))

    def __str__(self) -> str:
        return self.name
