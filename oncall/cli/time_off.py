"""The calendar files that options name: when people are away, and public holidays."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

import click

from oncall.analysis.by_person import known_people, person_of
from oncall.analysis.fairness import catalog_of
from oncall.analysis.people import policies_of, schedules_of, users_of
from oncall.analysis.terms import a_year_after
from oncall.chronology.spans import UTC_ZONE
from oncall.chronology.zones import DAY, EARLIEST, LATEST, Zone
from oncall.cli import output
from oncall.cli.named_people import is_named, warn_of_the_unpaged
from oncall.errors import Problem, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from oncall import Settings
    from oncall.analysis.public_holidays import Day, HolidaysOf
    from oncall.formats.ical import CalendarEvents
    from oncall.model import Absence, Catalog, Configuration, User

GivenDays: TypeAlias = "tuple[str | None, Sequence[Day]]"
"""The name of a person, None for everybody, and countries and dates."""

_MARGIN = 2 * DAY  # a date may begin or end so much earlier or later somewhere else


def named(_context: click.Context, option: click.Parameter, texts: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The person and the file of each `PERSON=FILE.ics`."""
    found: list[tuple[str, str]] = []
    for text in texts:
        name, _, path = (part.strip() for part in text.partition("="))
        if not name or not path:
            raise click.BadParameter(f"{text!r} is not PERSON=FILE.ics", param=option)
        found.append((name, path))
    return tuple(found)


def absences(
    files: Iterable[tuple[str, str]],
    configuration: Configuration,
    since: int,
    until: int | None,
    *,
    time_zone: str | None = None,
) -> tuple[Absence, ...]:
    """When people are away by their calendars, from `since` up to `until`, by default for a year.

    Dates and times without a zone are where the person lives, else in `time_zone`, else where the file says that it is
    to be shown, else in the one zone of all the schedules that the person is in, or stands beside in a policy. Whoever
    is in no schedule, and named by no rule, is warned of.

    Raises:
        NotFoundError: a name means nobody, or several people.
        SourceError, OncallError: a file cannot be read, or has times of which nobody knows the zone.
    """
    people = catalog_of(users_of(configuration))
    owners = [(person_of(name, people, "--away"), path) for name, path in files]
    warn_of_the_unpaged(owners, configuration)
    found: list[Absence] = []
    for user, path in owners:
        zone = user.time_zone or time_zone
        guess = _zone_of_schedules(user, configuration)
        end = a_year_after(since, Zone.named(zone or guess or UTC_ZONE)) if until is None else until
        events = _events(path, since, end, zone, guess)
        if events is None:
            message = f"it has dates, or times without a zone, and nobody says where {user} is: do so with --time-zone"
            raise SourceError([Problem(path, message)])
        found += events.absences(user)
    return tuple(found)


def _events(path: str, since: int, until: int, zone: str | None, guess: str | None) -> CalendarEvents | None:
    """What a file has where dates are of a zone, else of that which the file says, else of a guess.

    None: there is none of these, and the file needs one.

    Raises:
        OncallError: the file cannot be read, wherever it was written.
    """
    # Reading calendars takes libraries that nobody else waits for.
    from oncall.formats import ical

    try:
        return ical.load(path, since, until, time_zone=zone)
    except SourceError:
        if zone is not None:
            raise
    events = ical.load(path, since, until, time_zone=guess or UTC_ZONE)
    return None if guess is None else events


def holidays(texts: Iterable[str], since: int, until: int) -> tuple[GivenDays, ...]:
    """The public holidays that each `[PERSON=]COUNTRY|DATE|FILE.ics` says, with the name of the person.

    Those of a file are the dates of its events of whole days, from `since` up to `until`; one that has none there is
    warned of. Neither countries nor dates are looked at.

    Raises:
        SourceError, OncallError: a file cannot be read.
    """
    return tuple(_given_days(text, since - _MARGIN, until + _MARGIN) for text in texts)


def by_person(given: Sequence[GivenDays], people: Catalog[User]) -> dict[User, HolidaysOf]:
    """The holidays of each person: their own, if any are given for them, else those of everybody.

    Raises:
        NotFoundError: some are of somebody who is not there.
    """
    everybody = [day for name, days in given if name is None for day in days]
    own: dict[User, list[Day]] = {}
    for name, days in given:
        if name is not None:
            own.setdefault(person_of(name, people, "holidays"), []).extend(days)
    return {user: own.get(user, everybody) for user in people.values()}


def settled(settings: Settings, people: Catalog[User]) -> dict[User, HolidaysOf] | None:
    """The holidays of each person by the settings; None: nobody says when those are."""
    match settings.holidays:
        case None:
            return None
        case tuple() as everybody:
            return dict.fromkeys(people.values(), everybody)
        case own:
            return dict(known_people(own, people))


def _given_days(text: str, since: int, until: int) -> GivenDays:
    name, equals, value = text.partition("=") if _is_calendar(text) else text.rpartition("=")
    if not equals:
        name, value = "", text
    days = _dates(value.strip(), since, until) if _is_calendar(text) else [value]
    return (name if equals else None, days)


def _dates(path: str, since: int, until: int) -> Sequence[Day]:
    from oncall.formats import ical

    # In which zone times are read makes no difference: what has a time of the day is no public holiday.
    dates = [*ical.load(path, max(since, EARLIEST), min(until, LATEST), time_zone=UTC_ZONE).dates]
    if not dates:
        output.warn(Problem(path, "there is no public holiday in it: no event of whole days in the time looked at"))
    return dates


def _is_calendar(text: str) -> bool:
    return text.strip().lower().endswith(".ics")


def _zone_of_schedules(user: User, configuration: Configuration) -> str | None:
    """The one zone of all the schedules that somebody is in, or stands beside in a policy; None: there is not one."""
    own = (schedule for schedule in schedules_of(configuration) if user in schedule.users)
    beside = (policy.schedules for policy in policies_of(configuration) if is_named(user, policy))
    zones = {schedule.time_zone for schedule in chain(own, *beside)}
    return zones.pop() if len(zones) == 1 else None
