"""Page logs: the incidents of some time, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, overload

import attrs

from oncall.errors import InvalidValueError
from oncall.model.incidents import Incident
from oncall.model.pages import Page

if TYPE_CHECKING:
    from oncall.chronology.instants import Instant


def _incidents(values: Iterable[Incident | Page | Instant]) -> tuple[Incident, ...]:
    if isinstance(values, str | bytes) or not isinstance(values, Iterable):
        raise InvalidValueError("incidents", "a list of Incident, Page or instants of triggers", values)
    return tuple(sorted(map(_incident, values), key=_order))


def _incident(value: Incident | Page | Instant) -> Incident:
    match value:
        case Incident():
            return value
        case Page():
            return Incident(triggered_at=value.instant, pages=[value])
        case _:
            return Incident(triggered_at=value)


def _order(incident: Incident) -> tuple[int, int, str]:
    return incident.timing[0], -1 if incident.number is None else incident.number, incident.id


@attrs.frozen(repr=False)
class PageLog(Sequence[Incident]):
    """Incidents in the order of their triggers, those of one second by number and id: a sequence of `Incident`.

    It is made from incidents; a `Page` stands for an incident that paged one person once, an instant for a trigger of
    which no more is known. `oncall.load_log` reads one from files.

    Raises:
        NotAnInstantError, InvalidValueError: something in it is none of these.

    Examples:
        >>> log = PageLog(["2025-03-12T15:00:00Z", Incident(triggered_at="2025-03-11T02:00:00Z", severity="SEV-1")])
        >>> [incident.severity for incident in log]
        ['SEV-1', '']
    """

    incidents: tuple[Incident, ...] = attrs.field(default=(), converter=_incidents)
    """The incidents, in the order of their triggers."""

    @property
    def pages(self) -> tuple[Page, ...]:
        """Every page that was recorded, in order of time."""
        found = (page for incident in self.incidents for page in incident.pages)
        return tuple(sorted(found, key=lambda page: page.instant))

    def __len__(self) -> int:
        return len(self.incidents)

    @overload
    def __getitem__(self, index: int) -> Incident: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Incident, ...]: ...
    def __getitem__(self, index: int | slice) -> Incident | tuple[Incident, ...]:
        return self.incidents[index]

    def __iter__(self) -> Iterator[Incident]:
        return iter(self.incidents)

    def __repr__(self) -> str:
        if not self.incidents:
            return "<PageLog of no incidents>"
        first, last = self.incidents[0].triggered_at, self.incidents[-1].triggered_at
        return f"<PageLog of {len(self)} incidents, {first} to {last}>"
