"""`oncall ics`: calendars of the people, the schedules, the policies and the gaps, in a folder to be published."""

from __future__ import annotations

from datetime import timedelta
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import urlsplit

import attrs
import click

from oncall.cli import options, output
from oncall.cli.calendar_feeds import Feeds, Form
from oncall.cli.calendar_folder import publish
from oncall.cli.moments import Range, lasting
from oncall.errors import InvalidValueError, NotRecurringError

if TYPE_CHECKING:
    from collections.abc import Callable

    from oncall.cli.calendar_feeds import Feed
    from oncall.cli.moments import Typed
    from oncall.model import Configuration

F = TypeVar("F", bound="Callable[..., Any]")

WEEKS = 26
"""How far ahead calendars reach where nothing else is asked for."""

_BAD_INPUT = 2
_UNWANTED = set(' "<>\\^`{|}')


@attrs.frozen(kw_only=True)
class Choice:
    """The one thing of which a calendar is wanted, by its name; without any, everything is."""

    person: str | None
    schedule: str | None
    policy: str | None

    @property
    def given(self) -> list[str]:
        """The names that are given."""
        return [name for name in (self.person, self.schedule, self.policy) if name is not None]

    def feeds(self, configuration: Configuration) -> list[Feed]:
        """The feeds that are wanted.

        Raises:
            NotFoundError: the name means nothing, or more than one thing.
        """
        feeds = Feeds(configuration)
        if self.person is not None:
            return feeds.of_people([configuration.users[self.person]])
        if self.schedule is not None:
            return feeds.of_schedules([configuration.schedules[self.schedule]])
        if self.policy is not None:
            return feeds.of_policies([configuration.escalation_policies[self.policy]])
        return feeds.all()


def _one_of_them(command: F) -> F:
    """The options `--person`, `--schedule` and `--policy`, as one argument `choice`."""

    @options.person
    @options.schedule
    @options.policy
    @wraps(command)
    def taking(
        *args: Any,  # noqa: ANN401 - handed on as they come
        person: str | None,
        schedule: str | None,
        policy: str | None,
        **others: Any,  # noqa: ANN401
    ) -> object:
        choice = Choice(person=person, schedule=schedule, policy=policy)
        if len(choice.given) > 1:
            raise click.UsageError("--person, --schedule and --policy exclude each other: each names what is wanted")
        return command(*args, choice=choice, **others)

    return cast("F", taking)


def _lengths(_context: click.Context, option: click.Parameter, texts: tuple[str, ...]) -> tuple[timedelta, ...]:
    try:
        return tuple(timedelta(seconds=lasting(text)) for text in texts)
    except InvalidValueError as error:
        raise click.BadParameter(str(error), param=option) from error


def _address(_context: click.Context, option: click.Parameter, text: str | None) -> str | None:
    """Where the folder is published, ending in a slash."""
    if text is None:
        return None
    try:
        parts = urlsplit(text)
        is_address = parts.scheme in {"http", "https", "webcal"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise click.BadParameter(f"{text!r} is no address", param=option) from None
    if not is_address or parts.query or parts.fragment or "@" in parts.netloc or not _is_plain(text):
        how = "write where the folder is to be found, as https://cal.example.org/oncall/"
        raise click.BadParameter(f"{text!r} is no plain address: {how}", param=option)
    return text if text.endswith("/") else f"{text}/"


def _is_plain(address: str) -> bool:
    return address.isascii() and address.isprintable() and not set(address) & _UNWANTED


@click.command(cls=options.Command, epilog="Example: oncall ics infra/ --out calendars/ --person bob --alarm 30m")
@options.sources
@click.option("--out", required=True, metavar="FOLDER", help="Where the files go; made if it is not there.")
@options.at
@options.since
@options.until(f"{WEEKS} weeks later, or with --recurring never")
@_one_of_them
@click.option("--recurring", is_flag=True, help="Turns that repeat for ever, so that calendars never run dry.")
@click.option(
    "--alarm",
    "alarms",
    multiple=True,
    metavar="TIME",
    callback=_lengths,
    help="Announce shifts so long before: 30m, 1d.",
)
@click.option("--busy", is_flag=True, help="Shifts block the time in calendars.")
@click.option("--contacts", is_flag=True, help="Write e-mail addresses too.")
@click.option("--tombstones", is_flag=True, help="Shifts that are gone since the last run are cancelled.")
@click.option("--url", metavar="URL", callback=_address, help="Where FOLDER is published, for the links in the index.")
@options.as_json
@click.pass_context
def ics(
    context: click.Context,
    *,
    sources: options.Sources,
    out: str,
    at: Typed,
    since: Typed | None,
    until: Typed | None,
    choice: Choice,
    recurring: bool,
    alarms: tuple[timedelta, ...],
    busy: bool,
    contacts: bool,
    tombstones: bool,
    url: str | None,
    as_json: bool,
) -> None:
    """Publish calendars.

    A file for everybody listed in a schedule, for each schedule and escalation policy, and one of the gaps, with an
    index.html to subscribe from; or with --person, --schedule or --policy, only that file. Files are named after what
    they are of. Only those that changed are written, and no file of others is written over.

    A shift is written whole, also where it reaches out of the range, which begins at the full hour.
    """
    if url is not None and choice.given:
        raise click.UsageError(
            "--url is for the index, which lists everything: leave out --person, --schedule, --policy"
        )
    feeds = choice.feeds(sources.configuration())
    form = Form(
        asked=Range(since=since, until=until, at=at.at_the_hour, weeks=WEEKS),
        recurring=recurring,
        alarms=alarms,
        busy=busy,
        contacts=contacts,
        tombstones=tombstones,
    )
    try:
        files = publish(feeds, form, out, address=None if choice.given else url or "")
    except NotRecurringError as error:
        for refusal in form.refusals(feeds) or [error]:
            output.complain(refusal)
        click.echo("Nothing was written. Leave out --recurring, or name what recurs.", err=True)
        context.exit(_BAD_INPUT)
    if as_json:
        output.write_json([file.to_dict() for file in files])
    else:
        from oncall.views.publication import publication_text

        output.write(publication_text(out, files))
