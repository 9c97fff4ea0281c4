"""The options that say which incident is asked about, and what people do about it."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

import attrs
import click

from oncall.chronology.zones import Zone
from oncall.cli import options
from oncall.cli.moments import lasting
from oncall.errors import InvalidValueError
from oncall.views.answers import Escalation

if TYPE_CHECKING:
    from collections.abc import Callable

    from oncall.cli.moments import Typed
    from oncall.model import Configuration, EscalationPolicy, Service

F = TypeVar("F", bound="Callable[..., Any]")


@attrs.frozen(kw_only=True)
class AskedIncident:
    """An incident of a `service`, or under a `policy`, or under any policy where neither is named."""

    policy: str | None = None
    service: str | None = None
    acknowledged_after: int | None = None
    resolved_after: int | None = None
    incident_number: int = 0

    @property
    def is_answered(self) -> bool:
        """Whether anybody does anything about it."""
        return self.acknowledged_after is not None or self.resolved_after is not None

    def chosen(self, configuration: Configuration) -> list[tuple[EscalationPolicy, Service | None]]:
        """The policies that escalate it, each with the service it is about, if one is named.

        Raises:
            NotFoundError: a name means nothing, or more than one thing.
        """
        if self.service is None:
            return [(each, None) for each in options.chosen(configuration.escalation_policies, self.policy)]
        service = configuration.services[self.service]
        return [(service.escalation_policy, service)]

    def escalations(self, configuration: Configuration, at: Typed) -> list[Escalation]:
        """The incident, triggered at a time, under each of the policies.

        Raises:
            NotFoundError: as `chosen`.
        """
        return [
            Escalation(
                policy=policy,
                service=service,
                triggered_at=at.instant(Zone.named(policy.time_zone)),
                acknowledged_after=self.acknowledged_after,
                resolved_after=self.resolved_after,
                incident_number=self.incident_number,
            )
            for policy, service in self.chosen(configuration)
        ]


def _length(_context: click.Context, option: click.Parameter, text: str | None) -> int | None:
    try:
        return None if text is None else lasting(text)
    except InvalidValueError as error:
        raise click.BadParameter(str(error), param=option) from error


def incident(command: F) -> F:
    """The options of an incident, as one argument `incident`."""

    @options.policy
    @click.option("--service", metavar="NAME", help="An incident of this service, with its timeouts.")
    @click.option(
        "--acknowledged-after", callback=_length, metavar="TIME", help="It is acknowledged after a time such as 12m."
    )
    @click.option(
        "--resolved-after", callback=_length, metavar="TIME", help="It is resolved after a time such as 1h30m."
    )
    @click.option(
        "--incident-number",
        type=click.IntRange(min=0),
        default=0,
        metavar="N",
        help="Which incident it is, from 0, for rules that are round_robin.",
    )
    @wraps(command)
    def taking(
        *args: Any,  # noqa: ANN401 - handed on as they come
        policy: str | None,
        service: str | None,
        acknowledged_after: int | None,
        resolved_after: int | None,
        incident_number: int,
        **others: Any,  # noqa: ANN401
    ) -> object:
        if policy is not None and service is not None:
            raise click.UsageError("--policy and --service exclude each other: a service has its own policy")
        asked = AskedIncident(
            policy=policy,
            service=service,
            acknowledged_after=acknowledged_after,
            resolved_after=resolved_after,
            incident_number=incident_number,
        )
        return command(*args, incident=asked, **others)

    return cast("F", taking)
