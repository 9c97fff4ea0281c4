"""From files to one page log: which kind each is of, and all of them together."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from oncall.chronology.zones import Zone
from oncall.errors import Location, Problem, SourceError
from oncall.formats.logs import pagerduty, tables
from oncall.formats.logs.answers import missing
from oncall.formats.logs.drafts import Drafts
from oncall.formats.logs.texts import Text, decode, read

if TYPE_CHECKING:
    from oncall.model import PageLog


def load(*paths: str | os.PathLike[str], time_zone: str | None = None) -> PageLog:
    """The incidents of all the files together, which may each say a part of an incident; see `oncall.load_log`.

    Raises:
        SourceError: with every problem of every file, or because there is no path.
        UnknownZoneError: `time_zone` is no IANA zone.
    """
    if not paths or any(not os.fspath(path) for path in paths):
        which = "the path is empty" if paths else "there is no path"
        raise SourceError([Problem("", f"{which}: give the files of a page log")])
    return _log([read(Path(path)) for path in paths], time_zone)


def loads(text: str, path: str = "<text>", *, time_zone: str | None = None) -> PageLog:
    """The incidents of one text; `path` is what errors call it.

    Raises:
        SourceError, UnknownZoneError: as `load`.
    """
    return _log([decode(path, text.encode(errors="surrogatepass"))], time_zone)


def _log(texts: list[Text | Problem], time_zone: str | None) -> PageLog:
    zone = None if time_zone is None else Zone.named(time_zone)
    drafts = Drafts()
    for text in texts:
        if isinstance(text, Problem):
            drafts.problems.append(text)
        elif _is_json(text):
            _read_json(text, drafts)
        else:
            tables.read(text, drafts, zone)
    drafts.problems += missing(drafts.answers)
    log = drafts.log()
    if drafts.problems:
        raise SourceError(drafts.problems)
    return log


def _is_json(text: Text) -> bool:
    """Whether a text begins as a list or an object does, or is any other value: a table is none of these."""
    if text.content.lstrip()[:1] in {"{", "["}:
        return True
    try:
        json.loads(text.content, parse_constant=_refused)
    except ValueError:
        return False
    return True


def _read_json(text: Text, drafts: Drafts) -> None:
    document = _parsed(text)
    if isinstance(document, Problem):
        drafts.problems.append(document)
    else:
        pagerduty.read(document.value, text.path, drafts)


@attrs.frozen
class _Document:
    """A value that was read, which may itself be anything."""

    value: object


def _parsed(text: Text) -> _Document | Problem:
    """The value of a JSON text, or why it is none."""
    try:
        return _Document(json.loads(text.content, parse_constant=_refused))
    except json.JSONDecodeError as error:
        message = f"the file is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        return Problem(text.path, message, Location(text.path, error.lineno, error.colno))
    except RecursionError:
        return Problem(text.path, "the file is not read: its brackets are nested too deeply")
    except ValueError:
        return Problem(text.path, "the file is not JSON: a number in it is NaN, infinite, or of thousands of digits")


def _refused(word: str) -> object:
    raise ValueError(word)
