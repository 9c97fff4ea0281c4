"""Incidents: what is known of one that happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from oncall.chronology.instants import Instant, to_datetime, to_seconds, to_text
from oncall.chronology.representations import as_written
from oncall.chronology.spans import UTC_ZONE
from oncall.chronology.zones import Zone
from oncall.errors import InvalidValueError
from oncall.model import fields
from oncall.model.pages import Page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oncall.chronology.instants import DateTime

Timing: TypeAlias = tuple[int, tuple[int, ...], int | None]
"""When an incident was triggered, acknowledged, and resolved (None: it was not), in UTC seconds."""

_UTC = Zone.named(UTC_ZONE)


def _triggered(value: Instant) -> int:
    return to_seconds(value, "triggered_at")


def _acknowledged(value: Instant | Iterable[Instant] | None) -> tuple[int, ...]:
    return tuple(sorted(to_seconds(each, "acknowledged_at") for each in fields.each_instant(value)))


def _resolved(value: Instant | None) -> int | None:
    return None if value is None else to_seconds(value, "resolved_at")


def _started(value: Instant | None) -> int | None:
    return None if value is None else to_seconds(value, "started_at")


def _pages(values: Iterable[Page]) -> tuple[Page, ...]:
    return tuple(sorted(fields.tuple_of(Page, "pages", values), key=lambda page: page.instant))


def _optional_truth(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if value is not None and not isinstance(value, bool):
        raise InvalidValueError(attribute.name, "True, False, or None where that is not known", value)


@attrs.frozen(kw_only=True)
class Incident:
    """Something that people were, or should have been, paged about.

    `acknowledged_at` takes one instant or several; `started_at` is when the trouble began, which is known only after
    looking into it. Times are shown in UTC.

    Raises:
        NotAnInstantError: a time is no instant.
        InvalidValueError: something happened before it could: an acknowledgement, a resolution or a page before the
            trigger, or a trigger before the start; or a field is of another kind.
    """

    _triggered: int = attrs.field(alias="triggered_at", converter=_triggered)
    _acknowledged: tuple[int, ...] = attrs.field(default=(), alias="acknowledged_at", converter=_acknowledged)
    _resolved: int | None = attrs.field(default=None, alias="resolved_at", converter=_resolved)
    _started: int | None = attrs.field(default=None, alias="started_at", converter=_started)
    pages: tuple[Page, ...] = attrs.field(default=(), converter=_pages)
    """The pages that were really sent, as far as they were recorded."""
    severity: str = attrs.field(default="", validator=fields.text)
    """How bad it was, a free word such as `SEV-1`."""
    title: str = attrs.field(default="", validator=fields.text)
    """What it was, for people to read."""
    service: str = attrs.field(default="", validator=fields.text)
    """The id or name of its service."""
    escalation_policy: str = attrs.field(default="", validator=fields.text)
    """The id or name of the policy that it was escalated by."""
    needed_action: bool | None = attrs.field(default=None, validator=_optional_truth)
    """Whether anybody had to do anything; None: nobody noted it."""
    number: int | None = attrs.field(default=None, validator=attrs.validators.optional(fields.at_least(0)))
    """Which incident of its policy it was, from 0, for rules with `round_robin`; None: they count as they come.

    PagerDuty's `incident_number` counts those of the whole account, and is no such number.
    """
    id: str = attrs.field(default="", validator=fields.text)
    """What tells it from the others."""

    __repr__ = as_written

    def __attrs_post_init__(self) -> None:
        later = {
            "acknowledged_at": self._acknowledged[0] if self._acknowledged else None,
            "resolved_at": self._resolved,
            "pages": self.pages[0].instant if self.pages else None,
        }
        for field, instant in later.items():
            if instant is not None and instant < self._triggered:
                expected = f"at or after the trigger ({to_text(self._triggered, _UTC)})"
                raise InvalidValueError(field, expected, to_text(instant, _UTC))
        if self._started is not None and self._started > self._triggered:
            expected = f"at or before the trigger ({to_text(self._triggered, _UTC)})"
            raise InvalidValueError("started_at", expected, to_text(self._started, _UTC))

    @property
    def timing(self) -> Timing:
        """When it was triggered, acknowledged, and resolved, in UTC seconds."""
        return self._triggered, self._acknowledged, self._resolved

    @property
    def triggered_at(self) -> DateTime:
        """When it was triggered, in UTC."""
        return to_datetime(self._triggered, _UTC)

    @property
    def acknowledged_at(self) -> tuple[DateTime, ...]:
        """Every acknowledgement, in UTC and in order."""
        return tuple(to_datetime(each, _UTC) for each in self._acknowledged)

    @property
    def resolved_at(self) -> DateTime | None:
        """When it was resolved, in UTC; None: it was not."""
        return None if self._resolved is None else to_datetime(self._resolved, _UTC)

    @property
    def started_at(self) -> DateTime | None:
        """When the trouble began, in UTC; None: nobody noted it."""
        return None if self._started is None else to_datetime(self._started, _UTC)

    @property
    def seconds_to_detect(self) -> int | None:
        """From the start of the trouble to the trigger; None: the start is not known."""
        return None if self._started is None else self._triggered - self._started

    @property
    def seconds_to_acknowledge(self) -> int | None:
        """From the trigger to the first acknowledgement; None: there was none."""
        return self._acknowledged[0] - self._triggered if self._acknowledged else None

    @property
    def seconds_to_resolve(self) -> int | None:
        """From the trigger to the resolution; None: it was not resolved."""
        return None if self._resolved is None else self._resolved - self._triggered
