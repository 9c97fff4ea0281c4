"""Attribution: on whose shift, and on which level, each page of a log fell."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from oncall.analysis.people import People, schedules_of
from oncall.analysis.replay import replay
from oncall.analysis.routes import Escalated, Routes
from oncall.chronology.instants import to_text
from oncall.chronology.spans import UTC_ZONE, canonical
from oncall.chronology.zones import EARLIEST, LATEST, WEEK, Zone
from oncall.model.escalation import EscalationPolicy
from oncall.model.logs import PageLog
from oncall.model.schedules import Schedule
from oncall.model.services import Service

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from oncall.chronology.instants import Instant
    from oncall.model.configuration import Configuration
    from oncall.model.incidents import Incident
    from oncall.model.pages import Page
    from oncall.model.timelines import Shift
    from oncall.model.users import User


@attrs.frozen(kw_only=True)
class AttributedPage:
    """A page of an incident, and what it fell on."""

    incident: Incident
    """What the page was about."""
    page: Page
    """The page as it was recorded, or else as the model has it."""
    user: User
    """Who was paged, as the configuration knows them; `page.user` is how they were recorded."""
    level: int | None = None
    """The level of the policy on which they stood, from 1; None: they stood on none."""
    schedule: Schedule | None = None
    """The schedule in which they were on call; None: in none."""
    shift: Shift | None = None
    """Their shift in that schedule, whole; None: they had none."""
    policy: EscalationPolicy | None = None
    """By what the incident was escalated, its own policy or its service's; None: that is not known."""
    is_recorded: bool = True
    """Whether the log says that the page was sent; otherwise the model does."""

    @property
    def instant(self) -> int:
        """When the person was paged, as a UTC second."""
        return self.page.instant

    @property
    def zone(self) -> Zone:
        """The zone of the person: the user's own, else that of the schedule, else that of the policy, else UTC."""
        return Zone.named(self.user.time_zone or self._time_zone)

    @property
    def _time_zone(self) -> str:
        """Where the page was sent from: the zone of the schedule, else that of the policy, else UTC."""
        sender = self.schedule or self.policy
        return UTC_ZONE if sender is None else sender.time_zone

    def to_dict(self) -> dict[str, Any]:
        """Plain values: the time in the zone of the schedule, else of the policy; the shift with its start and end."""
        return {
            "incident": self.incident.id,
            "at": to_text(self.instant, Zone.named(self._time_zone)),
            "user": self.user.id,
            "name": self.user.name,
            "level": self.level,
            "schedule": None if self.schedule is None else self.schedule.id,
            "shift": None if self.shift is None else self.shift.to_dict(),
            "is_recorded": self.is_recorded,
        }


@attrs.frozen(kw_only=True)
class UnattributedIncident:
    """An incident of which no page is known, and why the model knows of none."""

    incident: Incident
    """The incident."""
    reason: str
    """Why no page of it is known, in words."""

    def to_dict(self) -> dict[str, Any]:
        """Plain values; the time in UTC."""
        return {
            "incident": self.incident.id,
            "triggered_at": to_text(self.incident.timing[0], Zone.named(UTC_ZONE)),
            "reason": self.reason,
        }

    def __str__(self) -> str:
        return f"{self.incident.id or self.incident.triggered_at.isoformat()}: {self.reason}"


@attrs.frozen(kw_only=True, repr=False)
class Attribution:
    """On whose shifts the pages of a log fell."""

    pages: tuple[AttributedPage, ...] = ()
    """The pages of the log, in order of time, each with what it fell on."""
    unattributed: tuple[UnattributedIncident, ...] = ()
    """The incidents of which no page is known, and why."""
    strangers: tuple[User, ...] = ()
    """Those who were recorded as paged and are nobody in the configuration, or not one person alone.

    Each id is there once, in the order of their first pages.
    """

    @cached_property
    def by_shift(self) -> dict[tuple[str, Shift], tuple[AttributedPage, ...]]:
        """The pages that fell on each shift, by the schedule's id and the shift; in order of time."""
        found: dict[tuple[str, Shift], list[AttributedPage]] = defaultdict(list)
        for each in self.pages:
            if each.schedule is not None and each.shift is not None:
                found[each.schedule.id, each.shift].append(each)
        return {shift: tuple(pages) for shift, pages in found.items()}

    def __repr__(self) -> str:
        return f"<Attribution of {len(self.pages)} pages; {len(self.unattributed)} incidents without any>"


def attribute(log: PageLog | Iterable[Incident | Page | Instant], configuration: Configuration) -> Attribution:
    """On which level, and on whose shift in which schedule, each page of a log fell.

    Of an incident with recorded pages it is these. Of any other it is the pages that its escalation policy would have
    sent (`oncall.replay`), with the timeouts of its service: both are found by id or name; an incident that names
    neither was escalated by the only policy, if there is one only.

    A page that names the targets it came through, as the model's do, keeps its level, and falls on the first schedule
    among them that had the person on call. For any other the level is its own from 2 on; else the first level of the
    policy that has the person on call at that instant, or names them, and the shift is that of the first schedule of
    this level that has the person on call; else of the first in the order of the configuration.

    Linear in the number of pages; the shifts of a schedule are made once.

    Raises:
        NotAnInstantError, InvalidValueError: something in the log is no incident, page or instant.

    Examples:
        >>> from oncall import Configuration, EscalationPolicy, EscalationRule, Incident, User
        >>> rules = [EscalationRule(escalation_delay_in_minutes=5, targets=[User(name)]) for name in ("ann", "bob")]
        >>> configuration = Configuration(escalation_policies=[EscalationPolicy(name="checkout", rules=rules)])
        >>> incident = Incident(triggered_at="2025-03-12T15:00:00Z", acknowledged_at="2025-03-12T15:07:00Z")
        >>> [(page.user.id, page.level, page.is_recorded) for page in attribute([incident], configuration).pages]
        [('ann', 1, False), ('bob', 2, False)]
    """
    routes = Routes(configuration)
    pages, unattributed = _pages(log if isinstance(log, PageLog) else PageLog(log), routes)
    people, rota = People.of(configuration), _Rota(configuration, sorted({page.instant for _, page, _ in pages}))
    attributed = [
        _attributed(incident, page, people.the(page.user), routes.of(incident), rota, is_recorded=is_recorded)
        for incident, page, is_recorded in pages
    ]
    in_order = tuple(sorted(attributed, key=lambda each: each.instant))
    strangers = dict.fromkeys(page.user for page in in_order if page.user not in people)
    return Attribution(pages=in_order, unattributed=tuple(unattributed), strangers=tuple(strangers))


_Found: TypeAlias = "tuple[Incident, Page, bool]"


def _pages(log: PageLog, routes: Routes) -> tuple[list[_Found], list[UnattributedIncident]]:
    """Every page, with its incident and whether it was recorded; and the incidents that have none."""
    found = [(incident, page, True) for incident in log for page in incident.pages]
    reasons: dict[int, str] = {}
    escalated: dict[int, tuple[Escalated, list[Incident]]] = {}
    for incident in log:
        route = routes.of(incident)
        if not isinstance(route, str):
            escalated.setdefault(id(route), (route, []))[1].append(incident)
        elif not incident.pages:
            reasons[id(incident)] = route
    for route, incidents in escalated.values():
        replayed = replay(route, PageLog(incidents))  # those with recorded pages, too: they have had their turn
        for index, incident in enumerate(replayed.log):
            if not incident.pages:
                pages = replayed[index].pages
                found += [(incident, page, False) for page in pages]
                reasons |= {} if pages else {id(incident): f"{route.name} pages nobody about it"}
    return found, [
        UnattributedIncident(incident=incident, reason=reasons[id(incident)])
        for incident in log
        if id(incident) in reasons
    ]


class _Rota:
    """Who was on call at each of some instants: the whole shifts around them, made once for each schedule."""

    def __init__(self, configuration: Configuration, instants: list[int]) -> None:
        self._schedules = {schedule.id: schedule for schedule in schedules_of(configuration)}
        self._of_user: dict[User, list[Schedule]] = defaultdict(list)
        for schedule in self._schedules.values():
            for user in schedule.users:
                self._of_user[user].append(schedule)
        self._stretches = canonical((min(each, LATEST - 1), min(each + WEEK, LATEST)) for each in instants)
        self._shifts: dict[str, tuple[list[int], list[Shift]]] = {}

    def shift(self, schedule: Schedule, user: User, instant: int) -> Shift | None:
        """The whole shift in which a person is on call at an instant; None: they are not."""
        if schedule.id not in self._shifts:
            ours = self._schedules.get(schedule.id, schedule)
            found = [*self._whole_shifts(ours)]
            self._shifts[schedule.id] = [shift.bounds[0] for shift in found], found
        starts, shifts = self._shifts[schedule.id]
        index = bisect_right(starts, instant) - 1
        if index < 0 or shifts[index].user != user:
            return None
        end = shifts[index].bounds[1]
        return shifts[index] if end is None or instant < end else None

    def _whole_shifts(self, schedule: Schedule) -> Iterator[Shift]:
        """The shifts that touch the stretches, each once: a long one may reach into many of them."""
        seen: int | None = EARLIEST
        for since, until in self._stretches:
            if seen is None or until <= seen:
                continue
            for shift in schedule.shifts(max(since, seen), until, overflow=True):
                yield shift
                seen = shift.bounds[1]

    def first(
        self, schedules: Iterable[Schedule], user: User, instant: int
    ) -> tuple[Schedule, Shift] | tuple[None, None]:
        """The first of some schedules in which a person is on call at an instant, and the shift."""
        for schedule in schedules:
            shift = self.shift(schedule, user, instant)
            if shift is not None:
                return self._schedules.get(schedule.id, schedule), shift
        return None, None

    def schedules_of(self, user: User) -> list[Schedule]:
        """The schedules in which a person has a part, in the order of the configuration."""
        return self._of_user.get(user, [])


def _attributed(
    incident: Incident, page: Page, user: User, escalated: Escalated | str, rota: _Rota, *, is_recorded: bool
) -> AttributedPage:
    level: int | None = page.level
    policy = _policy(escalated)
    if page.targets:
        schedule, shift = rota.first(page.schedules, user, page.instant)
    else:
        rule = _rule(policy, user, page.instant, rota)
        stood, schedules = (None, ()) if rule is None else rule
        level = page.level if page.level > 1 else stood
        schedule, shift = rota.first((*schedules, *rota.schedules_of(user)), user, page.instant)
    return AttributedPage(
        incident=incident,
        page=page,
        user=user,
        level=level,
        schedule=schedule,
        shift=shift,
        policy=policy,
        is_recorded=is_recorded,
    )


def _policy(escalated: Escalated | str) -> EscalationPolicy | None:
    match escalated:
        case Service():
            return escalated.escalation_policy
        case EscalationPolicy():
            return escalated
        case _:
            return None


def _rule(
    policy: EscalationPolicy | None, user: User, instant: int, rota: _Rota
) -> tuple[int, tuple[Schedule, ...]] | None:
    """The first level of a policy that has a person on call, or names them, and the schedules of that level."""
    for level, rule in enumerate(() if policy is None else policy.rules, start=1):
        if any(_has(target, user, instant, rota) for target in rule.targets):
            return level, tuple(target for target in rule.targets if isinstance(target, Schedule))
    return None


def _has(target: Schedule | User, user: User, instant: int, rota: _Rota) -> bool:
    return rota.shift(target, user, instant) is not None if isinstance(target, Schedule) else target == user
