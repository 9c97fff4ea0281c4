"""What a replay gives: the pages of each incident, and how they are shared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING, Any, TypeAlias, overload

import attrs

from oncall.chronology.instants import to_text
from oncall.chronology.spans import UTC_ZONE
from oncall.chronology.zones import Zone
from oncall.errors import InvalidValueError
from oncall.model.logs import PageLog
from oncall.model.pages import Page, Target
from oncall.model.schedules import Schedule
from oncall.model.users import User

if TYPE_CHECKING:
    from oncall.analysis.comparisons import ReplayComparison
    from oncall.analysis.nights import Night
    from oncall.model.escalation import EscalationPolicy
    from oncall.model.incidents import Incident
    from oncall.model.services import Service

Hits: TypeAlias = tuple[tuple[User, tuple[Target, ...], Zone], ...]
"""People who are paged together, each with the targets that lead to them, and the zone that their night is in."""

Steps: TypeAlias = tuple[tuple[int, int, int, Hits], ...]
"""What comes of an incident: seconds after the trigger, the rule and the pass, both from 0, and whom it reaches."""


@attrs.frozen(kw_only=True)
class ReplayedIncident:
    """An incident, and the pages that a policy would have sent about it, in order of time.

    `wakes` says of each page whether it comes in the night of whoever is paged. Times are shown in the policy's `zone`.
    """

    incident: Incident
    """The incident as it was recorded."""
    pages: tuple[Page, ...]
    """The pages that would have been sent, in order of time."""
    wakes: tuple[bool, ...]
    """Whether each of them comes in the night of whoever is paged."""
    zone: str = attrs.field(default=UTC_ZONE, eq=False)
    """The IANA zone in which times are shown; it takes no part in equality."""

    @property
    def woken(self) -> tuple[Page, ...]:
        """The pages that come in the night of whoever is paged."""
        return tuple(compress(self.pages, self.wakes))

    def to_dict(self) -> dict[str, Any]:
        """Plain values; every page with whether it `wakes` the person."""
        triggered, _, _ = self.incident.timing
        return {
            "id": self.incident.id,
            "title": self.incident.title,
            "triggered_at": to_text(triggered, Zone.named(self.zone)),
            "pages": [{**page.to_dict(), "wakes": at_night} for page, at_night in self._pairs()],
        }

    def __str__(self) -> str:
        triggered, _, _ = self.incident.timing
        title = f" {self.incident.title}" if self.incident.title else ""
        pages = (f"{page.at:%H:%M} {page.user}{' (at night)' * at_night}" for page, at_night in self._pairs())
        return f"{to_text(triggered, Zone.named(self.zone))}{title}: {', '.join(pages) or 'nobody is paged'}"

    def _pairs(self) -> Iterator[tuple[Page, bool]]:
        return zip(self.pages, self.wakes, strict=True)


@attrs.frozen(kw_only=True)
class PageLoad:
    """What one person has of a replay: so many `pages`, of them `woken` at night, about so many `incidents`."""

    user: User
    """Who it is about."""
    pages: int = 0
    """How many pages they have."""
    woken: int = 0
    """How many of these come at night, where they live."""
    incidents: int = 0
    """How many incidents they are paged about."""

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {"user": self.user.id, "name": self.user.name, **self.counts}

    @property
    def counts(self) -> dict[str, int]:
        """The three numbers by name."""
        return {"pages": self.pages, "woken": self.woken, "incidents": self.incidents}

    def __str__(self) -> str:
        return f"{self.user}: pages {self.pages}, at night {self.woken}, incidents {self.incidents}"


@attrs.frozen(kw_only=True, repr=False)
class Replay(Sequence[ReplayedIncident]):
    """The incidents of `log` as `policy` would have escalated them: a sequence of `ReplayedIncident`.

    With `service`, its timeouts held. `night` is when pages wake people. `steps` has what comes of each incident as
    plain values; the pages are made when they are asked for.
    """

    policy: EscalationPolicy
    """The policy that escalated."""
    service: Service | None = None
    """The service whose timeouts held; None: no timeouts."""
    night: Night
    """When pages wake people: hours of the wall clock, where they live."""
    log: PageLog = attrs.field(factory=PageLog)
    """The incidents."""
    steps: tuple[Steps, ...] = ()
    """What comes of each incident, as plain values."""

    @property
    def pages(self) -> tuple[Page, ...]:
        """Every page, in order of time."""
        return _in_order(page for replayed in self for page in replayed.pages)

    @property
    def woken(self) -> tuple[Page, ...]:
        """Every page that comes in the night of whoever is paged, in order of time."""
        return _in_order(page for replayed in self for page in replayed.woken)

    @property
    def unpaged(self) -> tuple[Incident, ...]:
        """The incidents about which nobody is paged."""
        return tuple(incident for incident, steps in zip(self.log, self.steps, strict=True) if not steps)

    def for_user(self, user: User | str) -> tuple[Page, ...]:
        """The pages of one person, given as a user or an id, in order of time.

        Raises:
            InvalidValueError: it is neither.
        """
        given: object = user
        if not isinstance(given, User | str):
            raise InvalidValueError("user", "a User or the id of one", given)
        wanted = user.id if isinstance(user, User) else user
        return tuple(page for page in self.pages if page.user.id == wanted)

    @cached_property
    def loads(self) -> tuple[PageLoad, ...]:
        """What each person has of it: who has most pages comes first.

        Everybody is there whom the policy names, in its order where the numbers are the same; also who has no page.
        """
        incidents: Counter[str] = Counter()
        paged: dict[tuple[str, Zone], list[int]] = defaultdict(list)
        for steps, triggers in self._alike:
            for name in {user.id for *_, hits in steps for user, _, _ in hits}:
                incidents[name] += len(triggers)
            for offset, _, _, hits in steps:
                for user, _, zone in hits:
                    paged[user.id, zone] += [triggered + offset for triggered in triggers]
        pages: Counter[str] = Counter()
        woken: Counter[str] = Counter()
        for (name, zone), instants in paged.items():
            pages[name] += len(instants)
            woken[name] += self.night.count(instants, zone)
        loads = (
            PageLoad(user=user, pages=pages[user.id], woken=woken[user.id], incidents=incidents[user.id])
            for user in _people(self.policy)
        )
        return tuple(sorted(loads, key=lambda load: (-load.pages, -load.woken)))

    def compared_with(self, after: Replay) -> ReplayComparison:
        """What is different in another replay of the same incidents, through a policy that somebody proposes.

        Raises:
            InvalidValueError: it is no replay, or of other incidents, or of other hours of the night.
        """
        from oncall.analysis.comparisons import ReplayComparison  # which is made of replays

        return ReplayComparison(before=self, after=after)

    def to_dict(self) -> dict[str, Any]:
        """Plain values: what each person has of it, and every incident with its pages."""
        return {
            "policy": self.policy.id,
            "service": None if self.service is None else self.service.id,
            "name": self.title,
            "time_zone": self.policy.time_zone,
            "night": list(self.night.hours),
            "people": [load.to_dict() for load in self.loads],
            "incidents": [replayed.to_dict() for replayed in self],
        }

    @property
    def title(self) -> str:
        """The name of what the incidents went through: of the service, else of the policy."""
        return str(self.policy if self.service is None else self.service)

    def __len__(self) -> int:
        return len(self.steps)

    @overload
    def __getitem__(self, index: int) -> ReplayedIncident: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[ReplayedIncident, ...]: ...
    def __getitem__(self, index: int | slice) -> ReplayedIncident | tuple[ReplayedIncident, ...]:
        if isinstance(index, slice):
            return tuple(map(self._replayed, self.log[index], self.steps[index]))
        return self._replayed(self.log[index], self.steps[index])

    def __iter__(self) -> Iterator[ReplayedIncident]:
        return map(self._replayed, self.log, self.steps)

    def __repr__(self) -> str:
        return f"<Replay of {len(self)} incidents through {self.title}>"

    def __str__(self) -> str:
        pages, woken = sum(load.pages for load in self.loads), sum(load.woken for load in self.loads)
        numbers = f"pages {pages}, at night ({self.night}) {woken}, incidents {len(self)}"
        unpaged = f"nobody is paged: incidents {len(self.unpaged)}"
        return "\n  ".join([f"{self.title}: {numbers}", *map(str, self.loads), unpaged])

    @property
    def _alike(self) -> list[tuple[Steps, list[int]]]:
        """The steps that incidents share, each with the triggers of those that have it."""
        triggers: dict[int, list[int]] = defaultdict(list)  # by identity: to hash steps takes longer than to use them
        for incident, steps in zip(self.log.incidents, self.steps, strict=True):
            triggers[id(steps)].append(incident.timing[0])
        return [(steps, triggers[key]) for key, steps in {id(steps): steps for steps in self.steps}.items()]

    def _replayed(self, incident: Incident, steps: Steps) -> ReplayedIncident:
        triggered, _, _ = incident.timing
        pages: list[Page] = []
        wakes: list[bool] = []
        for offset, rule, loop, hits in steps:
            at = triggered + offset
            for user, targets, own_zone in hits:
                pages.append(Page(at=at, user=user, level=rule + 1, loop=loop, targets=targets, zone=self._zone))
                wakes.append(self.night.holds(own_zone.reading_of(at)))
        return ReplayedIncident(incident=incident, pages=tuple(pages), wakes=tuple(wakes), zone=self._zone)

    @cached_property
    def _zone(self) -> str:
        return self.policy.time_zone


def _in_order(pages: Iterator[Page]) -> tuple[Page, ...]:
    return tuple(sorted(pages, key=lambda page: page.instant))


def _people(policy: EscalationPolicy) -> tuple[User, ...]:
    """Everybody whom a rule names, or a schedule of one, each once."""
    targets = (target for rule in policy.rules for target in rule.targets)
    named = (target.users if isinstance(target, Schedule) else (target,) for target in targets)
    return tuple(dict.fromkeys(user for users in named for user in users))
