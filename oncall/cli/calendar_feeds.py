"""The calendars that a configuration has, and how each is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import attrs

from oncall.analysis.people import policies_of, users_of
from oncall.chronology.spans import UTC_ZONE
from oncall.chronology.words import listing, moment
from oncall.chronology.zones import WEEK, Zone
from oncall.cli.calendar_names import GAPS, file_names
from oncall.cli.moments import MOST_PIECES
from oncall.errors import InvalidValueError, NotRecurringError
from oncall.views.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import timedelta

    from oncall.cli.moments import Range
    from oncall.model import Configuration, EscalationPolicy, Schedule, User

T = TypeVar("T", "Schedule", "EscalationPolicy", "User")

NOBODY = "Nobody on call"


@attrs.frozen(kw_only=True)
class Feed:
    """A calendar to be written: of a `schedule`, a `person`, a `policy`, or the `gaps`.

    `id` and `name` are those of the thing, and gaps have no id; `about` says more of it. It is made of `source`, and
    tells of the `schedules`.
    """

    kind: str
    id: str | None
    name: str
    file_name: str
    about: str
    source: Schedule | EscalationPolicy | Configuration
    schedules: tuple[Schedule, ...]
    user: User | None = None
    policies: tuple[EscalationPolicy, ...] = ()


@attrs.frozen(kw_only=True)
class Form:
    """How calendars are written: over which range, as a pattern for ever, and with what.

    `tombstones`: what is gone since the previous calendar is written as cancelled, and what is new or has changed since
    then is stamped with the time that is taken for now; else no stamp depends on it.
    """

    asked: Range
    recurring: bool = False
    alarms: tuple[timedelta, ...] = ()
    busy: bool = False
    contacts: bool = False
    tombstones: bool = False

    def content(self, feed: Feed, previous: bytes | None = None) -> bytes:
        """The bytes of a calendar, which may follow a `previous` one.

        Raises:
            InvalidValueError: the range is empty or too long, or the previous calendar cannot be read.
            NotRecurringError: it is to recur, and cannot.
        """
        from oncall.formats import ical  # Imported here: no other command needs icalendar.

        since, until = self._open_range(feed) if self.recurring else self._range(feed)
        try:
            return ical.dumps(
                feed.source,
                since,
                until,
                user=feed.user,
                gaps=feed.kind == "gaps",
                recurring=self.recurring,
                policies=feed.policies,
                alarms=self.alarms,
                busy=self.busy,
                contacts=self.contacts,
                stamp=self._stamp(feed) if self.tombstones else ical.STAMP,
                previous=previous if self.tombstones else None,
            )
        except InvalidValueError as error:
            if error.field != "previous":
                raise
            expected = f"left out, or every file as it was published; {feed.file_name} is not {error.expected}"
            raise InvalidValueError("--tombstones", expected, error.value) from error

    def refusals(self, feeds: Iterable[Feed]) -> list[NotRecurringError]:
        """Why the schedules of some feeds do not recur, each that does not."""
        from oncall.formats import ical

        found: list[NotRecurringError] = []
        for schedule in dict.fromkeys(schedule for feed in feeds for schedule in feed.schedules):
            since, until = self._open_bounds([Zone.named(schedule.time_zone)])
            try:
                ical.dumps(schedule, since, until, recurring=True)
            except NotRecurringError as error:
                found.append(error)
        return found

    def _range(self, feed: Feed) -> tuple[int, int]:
        """The UTC seconds of the range; where the zones of a feed's schedules differ, over the whole of the ranges."""
        since, until = self.asked.across(feed.schedules)
        if (until - since) // WEEK > MOST_PIECES:  # of somebody whom a policy names directly, an event each
            expected = f"so near that there are no more than {MOST_PIECES:,} weeks until then"
            raise InvalidValueError("--until", expected, moment(until, Zone.named(UTC_ZONE)))
        return since, until

    def _open_range(self, feed: Feed) -> tuple[int | None, int | None]:
        """The range as far as it was given: what recurs needs none."""
        return self._open_bounds(_zones(feed))

    def _open_bounds(self, zones: list[Zone]) -> tuple[int | None, int | None]:
        since, until = self.asked.since, self.asked.until
        if since is not None and until is not None:
            ranges = [self.asked.within(zone) for zone in zones]
            return min(begin for begin, _ in ranges), max(end for _, end in ranges)
        return (
            None if since is None else min(since.instant(zone) for zone in zones),
            None if until is None else max(until.instant(zone) for zone in zones),
        )

    def _stamp(self, feed: Feed) -> int:
        return min(self.asked.at.instant(zone) for zone in _zones(feed))


@attrs.frozen
class Feeds:
    """The feeds of a configuration. A feed has the same file whichever others are written with it."""

    configuration: Configuration

    def all(self) -> list[Feed]:
        """Of everybody listed in a schedule, of every schedule, of every policy, each by name; and the gaps."""
        listed = {user.id: user for schedule in self._schedules for user in schedule.users}
        return [
            *_sorted(self.of_people(listed.values())),
            *_sorted(self.of_schedules(self._schedules)),
            *_sorted(self.of_policies(self.configuration.escalation_policies.values())),
            *(self._of_gaps() if self._schedules else ()),
        ]

    def of_schedules(self, schedules: Iterable[Schedule]) -> list[Feed]:
        """The feed of each schedule, whose events name its levels of policies."""
        names = file_names("schedule", ((each.id, each.name) for each in self._schedules))
        policies = policies_of(self.configuration)
        return [
            Feed(
                kind="schedule",
                id=each.id,
                name=each.name,
                file_name=names[each.id],
                about=_about(each, self._schedules, each.time_zone),
                source=each,
                schedules=(each,),
                policies=policies,
            )
            for each in schedules
        ]

    def of_people(self, users: Iterable[User]) -> list[Feed]:
        """The feed of each person, across all the schedules."""
        everybody = users_of(self.configuration)
        names = file_names("person", ((each.id, each.name) for each in everybody))
        feeds: list[Feed] = []
        for each in users:
            theirs = tuple(schedule for schedule in self._schedules if each in schedule.users)
            feeds.append(
                Feed(
                    kind="person",
                    id=each.id,
                    name=each.name,
                    file_name=names[each.id],
                    about=_about(each, everybody, listing(sorted(one.name for one in theirs)) or "in no schedule"),
                    source=self.configuration,
                    schedules=theirs or self._schedules,
                    user=each,
                )
            )
        return feeds

    def of_policies(self, policies: Iterable[EscalationPolicy]) -> list[Feed]:
        """The feed of each policy, with its levels told apart."""
        everything = policies_of(self.configuration)
        names = file_names("policy", ((each.id, each.name) for each in everything))
        return [
            Feed(
                kind="policy",
                id=each.id,
                name=each.name,
                file_name=names[each.id],
                about=_about(each, everything, counted(len(each.rules), "level")),
                source=each,
                schedules=each.schedules,
            )
            for each in policies
        ]

    @property
    def _schedules(self) -> tuple[Schedule, ...]:
        return tuple(self.configuration.schedules.values())

    def _of_gaps(self) -> list[Feed]:
        about = counted(len(self._schedules), "schedule")
        return [
            Feed(
                kind="gaps",
                id=None,
                name=NOBODY,
                file_name=GAPS,
                about=about,
                source=self.configuration,
                schedules=self._schedules,
            )
        ]


def _about(thing: T, things: Iterable[T], text: str) -> str:
    """More of a thing; its id too, where another one has its name."""
    return text if sum(each.name == thing.name for each in things) == 1 else f"{text}, {thing.id}"


def _sorted(feeds: Iterable[Feed]) -> list[Feed]:
    return sorted(feeds, key=lambda feed: (feed.name.casefold(), feed.name, feed.file_name))


def _zones(feed: Feed) -> list[Zone]:
    return [Zone.named(schedule.time_zone) for schedule in feed.schedules] or [Zone.named(UTC_ZONE)]


def events(content: bytes) -> int:
    """How many events a calendar has, without those that are cancelled."""
    return content.count(b"\r\nBEGIN:VEVENT\r\n") - content.count(b"\r\nSTATUS:CANCELLED\r\n")


def color(content: bytes) -> str:
    """The colour of a calendar, a name of CSS."""
    _, _, rest = content.partition(b"\r\nCOLOR:")
    return rest.partition(b"\r\n")[0].decode("ascii")
