"""Pages: who is notified, when, and through what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from oncall.chronology.instants import Instant, to_datetime, to_seconds, to_text
from oncall.chronology.representations import as_written
from oncall.chronology.spans import UTC_ZONE
from oncall.chronology.zones import Zone
from oncall.model import fields
from oncall.model.schedules import Schedule
from oncall.model.users import User

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oncall.chronology.instants import DateTime

Target: TypeAlias = User | Schedule


def _targets(values: Iterable[Target]) -> tuple[Target, ...]:
    return fields.tuple_of_either((User, Schedule), "targets", values)


def _ids(targets: Iterable[Target]) -> str:
    return f"({', '.join(target.id for target in targets)})"


def _at(value: Instant) -> int:
    return to_seconds(value, "at")


_put = object.__setattr__


@attrs.frozen(kw_only=True)
class Page:
    """One person, notified once, at one instant."""

    _at: int = attrs.field(alias="at", converter=_at)
    user: User = attrs.field(validator=fields.instance_of(User))
    """Who is notified."""
    level: int = attrs.field(default=1, validator=fields.within(1, 1_000_000))
    """The position of the rule, from 1."""
    loop: int = attrs.field(default=0, validator=fields.within(0, 1_000_000))
    """The pass through the rules, from 0."""
    targets: tuple[Target, ...] = attrs.field(default=(), converter=_targets, repr=_ids)
    """The targets of the rule that led to the person: schedules, the person themselves, or both."""
    zone: str = attrs.field(default=UTC_ZONE, eq=False)
    """The IANA zone in which times are shown; it takes no part in equality."""

    __repr__ = as_written

    @property
    def at(self) -> DateTime:
        """When the person is notified."""
        return to_datetime(self._at, Zone.named(self.zone))

    @property
    def instant(self) -> int:
        """When the person is notified, as a UTC second."""
        return self._at

    @property
    def schedules(self) -> tuple[Schedule, ...]:
        """The schedules through which the person was reached; none if the rule names the person alone."""
        return tuple(target for target in self.targets if isinstance(target, Schedule))

    def to_dict(self) -> dict[str, Any]:
        """Plain values: an ISO 8601 time with the zone's offset, ids, numbers."""
        return {
            "at": to_text(self._at, Zone.named(self.zone)),
            "user": self.user.id,
            "name": self.user.name,
            "level": self.level,
            "loop": self.loop,
            "targets": [target.id for target in self.targets],
        }


class Pages(tuple[Page, ...]):
    """Pages in order of time: a tuple, which a notebook shows as a table."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """A row for each page; of more than fifty, the first, and how many more there are."""
        from oncall.views.html.notebooks import pages_html

        return pages_html(self)


def found_page(at: int, reached: tuple[User, tuple[Target, ...]], *, level: int, loop: int, zone: str) -> Page:
    """The page of a person whom a rule reached; of values that are right, which to check takes twice as long."""
    page = object.__new__(Page)
    _put(page, "_at", to_seconds(at, "at"))
    _put(page, "user", reached[0])
    _put(page, "level", level)
    _put(page, "loop", loop)
    _put(page, "targets", reached[1])
    _put(page, "zone", zone)
    return page
