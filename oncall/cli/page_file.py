"""The page of a report as a file: written whole, and never over what is something else."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from oncall.cli.publishing import beside
from oncall.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Generator

_HEAD = 1024


def write_page(path: str, page: str) -> None:
    """Write a page to `path`, over an earlier page of a report only; its folder is made if it is not there.

    It is on the disk beside its place before it takes it, at once and whole. With an error, all is as it was.

    Raises:
        InvalidValueError: what is there is no page of a report, or the file cannot be written.
    """
    from oncall.views.html.page import GENERATOR  # Imported here: a report without a page has no need of it.

    if path == "-":
        raise InvalidValueError("--html", "the name of a file", path)
    if path.endswith(("/", os.sep)):
        raise _unfit(path, "it is the name of a folder")
    with _told_of(path):
        place = Path(path).resolve()
        head = b""
        if place.exists() and not (place.is_file() or place.is_dir()):  # a pipe would never end
            raise _unfit(path, "it is no regular file")
        with suppress(FileNotFoundError), place.open("rb") as file:
            head = file.read(_HEAD)
            if f'<meta name="generator" content="{GENERATOR}">'.encode() not in head:
                expected = "a new file, or the page of an earlier report: this command overwrites nothing else"
                raise InvalidValueError("--html", expected, path)
        place.parent.mkdir(parents=True, exist_ok=True)
        temporary = beside(place, page.encode("utf-8"))
        try:
            os.replace(temporary, place)  # noqa: PTH105 - as in `publishing`
        finally:
            temporary.unlink(missing_ok=True)


@contextmanager
def _told_of(path: str) -> Generator[None]:
    """What the system refuses, as an error about `--html`."""
    try:
        yield
    except OSError as error:
        raise _unfit(path, error.strerror or str(error)) from error
    except InvalidValueError:
        raise
    except (ValueError, RuntimeError) as error:  # a path with a NUL in it; before Python 3.13, links in a circle
        raise _unfit(path, str(error)) from error


def _unfit(path: str, reason: str) -> InvalidValueError:
    return InvalidValueError("--html", f"a file that can be written ({reason})", path)
