"""The folder of calendars with its index: what is written there, and what is left there from earlier."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall.chronology.words import listing
from oncall.cli import output, progress
from oncall.cli.calendar_feeds import color, events
from oncall.cli.calendar_names import INDEX
from oncall.cli.publishing import Folder
from oncall.errors import Problem
from oncall.views.published import Published

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oncall.cli.calendar_feeds import Feed, Form


def publish(feeds: Sequence[Feed], form: Form, path: str, *, address: str | None) -> list[Published]:
    """Write the calendars into a folder, which is made if it is not there; the files, and which of them had changed.

    `address` is where the folder is found on the network, empty if that is not known: then an index of the feeds is
    written too, and what is left of other feeds is warned about. None: only the calendars.

    Raises:
        InvalidValueError: a file there is not ours, or the folder cannot be written to; or as `Form.content`.
        NotRecurringError: a calendar is to recur, and cannot. With any of them, everything stays as it was.
    """
    folder = Folder(path=path, is_ours=_is_ours)
    names = [feed.file_name for feed in feeds] + ([] if address is None else [INDEX])
    previous = folder.previous(names)
    with progress.over(feeds, "Making calendars") as each:
        contents = {feed.file_name: form.content(feed, previous.get(feed.file_name)) for feed in each}
    with progress.over(feeds, "Listing them") as each:
        files = [_file(path, feed, form, contents[feed.file_name]) for feed in each]
    if address is not None:
        from oncall.views.calendar_index import index_page  # Imported here: other commands need no icalendar.

        contents[INDEX] = index_page(files, address)  # the last, so that it never lists what is not there yet
        files.append(Published(folder=path, file_name=INDEX, kind="index", name="On-call calendars"))
    changed = folder.publish(contents, previous)
    if address is not None:
        _warn_of(folder.left_over(names), path)
    return [attrs.evolve(file, is_written=file.file_name in changed) for file in files]


def _file(path: str, feed: Feed, form: Form, content: bytes) -> Published:
    return Published(
        folder=path,
        file_name=feed.file_name,
        kind=feed.kind,
        id=feed.id,
        name=feed.name,
        about=feed.about,
        events=events(content),
        recurs=form.recurring,
        color=color(content),
    )


def _is_ours(file_name: str, head: bytes) -> bool:
    """Whether a file says of itself in its first lines that it is written here."""
    from oncall.formats.ical.entries import PRODID
    from oncall.views.calendar_index import GENERATOR

    return (GENERATOR if file_name == INDEX else f"PRODID:{PRODID}").encode("ascii") in head.splitlines()


def _warn_of(left_over: Sequence[str], path: str) -> None:
    if left_over:
        message = f"of an earlier run, and not kept up to date any more: {listing(left_over)}"
        output.warn(Problem(path, f"{message}; delete what nobody subscribes to"))
