"""`oncall ics`: a calendar file for each schedule and for each person in one."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import click

from oncall.cli import options, output
from oncall.cli.moments import Range
from oncall.errors import InvalidValueError
from oncall.views.wording import counted, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from oncall.cli.moments import Typed
    from oncall.model import Configuration, Schedule, User

WEEKS = 26
"""How far ahead calendars reach where nothing else is asked for."""

_PLAIN_ID = re.compile(r"[a-z0-9_][a-z0-9_.-]{0,99}")
_ENDS_LIKE_A_DIGEST = re.compile(r"-[0-9a-f]{12}")
_PREFIXES = {"schedule": "pagerduty_schedule.", "user": "pagerduty_user."}


@attrs.frozen(kw_only=True)
class CalendarFile:
    """A calendar and the name of its file; `kind` is `schedule` or `user`, `id` and `name` are the thing's."""

    kind: str
    id: str
    name: str
    content: bytes

    @property
    def file_name(self) -> str:
        """What `file_name` makes of the kind and the id."""
        return file_name(self.kind, self.id)

    @property
    def shifts(self) -> int:
        """How many shifts are in it."""
        return self.content.count(b"\r\nBEGIN:VEVENT\r\n")

    def to_dict(self, path: str) -> dict[str, Any]:
        """Plain values, with the path it was written to instead of the content."""
        return {"path": path, "kind": self.kind, "id": self.id, "name": self.name, "shifts": self.shifts}


@click.command(cls=options.Command, epilog="Example: oncall ics infra/ --out calendars/ --user bob")
@options.sources
@click.option("--out", required=True, metavar="FOLDER", help="Where the files go; made if it is not there.")
@options.at
@options.since
@options.until(f"{WEEKS} weeks later")
@options.schedule
@options.user
@options.as_json
def ics(
    *,
    sources: options.Sources,
    out: str,
    at: Typed,
    since: Typed | None,
    until: Typed | None,
    schedule: str | None,
    user: str | None,
    as_json: bool,
) -> None:
    """Write calendars of the schedules and the people.

    A file for each schedule and one for each person listed in one, to import or to publish; with --schedule or --user,
    only that schedule's or that person's. A shift is written whole, also where it reaches out of the range. With
    --since and --until given, the same input makes the same bytes; by default the range begins at the full hour.
    """
    if schedule is not None and user is not None:
        raise click.UsageError("--schedule and --user exclude each other: each names the calendar that is wanted")
    configuration = sources.configuration()
    asked = Range(since=since, until=until, at=at.at_the_hour, weeks=WEEKS)
    schedules = [] if schedule is None and user is not None else options.chosen(configuration.schedules, schedule)
    users = [configuration.users[user]] if user is not None else [] if schedule is not None else _listed(schedules)
    files = [*schedule_calendars(schedules, asked), *user_calendars(configuration, users, asked)]
    written = list(zip(write(files, out), files, strict=True))
    if as_json:
        output.write_json([file.to_dict(path) for path, file in written])
    else:
        lines = [shown(f"{path}: {counted(file.shifts, 'shift')} of {file.name}") for path, file in written]
        output.write("\n".join(lines) or "There is no schedule, so no calendar was written.")


def all_calendars(configuration: Configuration, asked: Range) -> list[CalendarFile]:
    """A calendar for every schedule, and one for everybody listed in one."""
    schedules = list(configuration.schedules.values())
    return [*schedule_calendars(schedules, asked), *user_calendars(configuration, _listed(schedules), asked)]


def schedule_calendars(schedules: Iterable[Schedule], asked: Range) -> Iterator[CalendarFile]:
    """The calendar of each schedule.

    Raises:
        InvalidValueError: the range is empty or too long.
    """
    from oncall.formats import ical  # Imported here: no other command needs icalendar.

    for schedule in schedules:
        content = ical.dumps(schedule, *asked.of(schedule))
        yield CalendarFile(kind="schedule", id=schedule.id, name=schedule.name, content=content)


def user_calendars(configuration: Configuration, users: Iterable[User], asked: Range) -> Iterator[CalendarFile]:
    """The calendar of each person, across all the schedules; where their zones differ, over the whole of the ranges.

    Raises:
        InvalidValueError: the range is empty or too long.
    """
    from oncall.formats import ical

    for user in users:
        content = ical.dumps(configuration, *asked.across(configuration.schedules.values()), user=user)
        yield CalendarFile(kind="user", id=user.id, name=user.name, content=content)


def write(files: Iterable[CalendarFile], folder: str) -> list[str]:
    """Write the files into a folder, which is made if it is not there; the paths that they have.

    Raises:
        InvalidValueError: that is not possible.
    """
    if not folder:
        raise InvalidValueError("--out", "a folder ('.' is this one)", folder)
    place = Path(folder)
    contents = {place / file.file_name: file.content for file in files}  # All is ready before anything is written.
    try:
        place.mkdir(parents=True, exist_ok=True)
        for path, content in contents.items():
            path.write_bytes(content)
    except (OSError, ValueError) as error:
        reason = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) and error.strerror else str(error)
        raise InvalidValueError("--out", f"a folder that can be written to ({reason})", folder) from error
    return list(map(str, contents))


def file_name(kind: str, id: str) -> str:  # noqa: A002 - the word that everything else has for it
    """The name of a file that is safe on every system and belongs to no other thing, however the two ids differ.

    An id that is plain is its own name. Any other one, and one that looks like what follows, has its strange
    characters replaced and a digest added, so that neither case nor length makes two names into one.
    """
    prefix = "" if id.startswith(_PREFIXES[kind]) else f"{kind}."
    if _PLAIN_ID.fullmatch(id) and not _ENDS_LIKE_A_DIGEST.search(id[-13:]) and not id.endswith("."):
        return f"{prefix}{id}.ics"
    digest = sha256(id.encode("utf-8", errors="surrogatepass")).hexdigest()[:12]
    stem = re.sub(r"[^a-z0-9_.]+", "-", id.lower())[:80].strip("-.")
    return f"{prefix}{stem}-{digest}.ics"


def _listed(schedules: Iterable[Schedule]) -> list[User]:
    """Everybody listed in a schedule, each once."""
    return list(dict.fromkeys(user for schedule in schedules for user in schedule.users))
