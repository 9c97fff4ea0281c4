"""What goes to the terminal, or to where its output is sent."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from typing import TYPE_CHECKING

import click

from oncall.errors import SourceError
from oncall.views.wording import shown_lines

if TYPE_CHECKING:
    from oncall.errors import OncallError, Problem
    from oncall.views.text import Canvas

_LEAST_WIDTH, _DEFAULT_WIDTH = 20, 80
_MOST_DIGITS = 4


def write(text: str) -> None:
    """One text and a line break, in the encoding of the output; what that cannot say becomes a question mark."""
    _write(text.encode(_encoding(), errors="replace"))


def write_json(value: object) -> None:
    """A value as JSON in UTF-8, keys in the order in which they were made, and a line break."""
    # What UTF-8 cannot encode, half a surrogate pair, is written as JSON's escape for it, which looks like Python's.
    write_utf8(json_text(value))


def json_text(value: object) -> str:
    """A value as JSON, keys in the order in which they were made; for `write_utf8`."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def write_utf8(text: str) -> None:
    """A text that programs read, in UTF-8 whatever the encoding of the output, and a line break; nothing for none."""
    if text:
        _write(text.encode("utf-8", errors="backslashreplace"))


def warn(problem: Problem) -> None:
    """A warning about what was read, on the standard error."""
    click.echo(f"warning: {shown_lines(str(problem))}", err=True)


def complain(error: OncallError) -> None:
    """Everything that an error has to say, on the standard error."""
    sentences = map(str, error.problems) if isinstance(error, SourceError) else [str(error)]
    for sentence in sentences:
        click.echo(f"error: {shown_lines(sentence)}", err=True)


def canvas() -> Canvas:
    """The width of the terminal, and colours if it shows any; 80 columns without colours if output goes elsewhere.

    `COLUMNS`, `NO_COLOR` and `FORCE_COLOR` are obeyed.
    """
    from oncall.views.text import Canvas  # Imported here: a short answer is not drawn.

    return Canvas(width=width() or _DEFAULT_WIDTH, color=_has_color(is_terminal=_is_terminal()))


def width() -> int | None:
    """How many columns a line may have: the terminal's, or `COLUMNS`; None: neither is there."""
    if not _is_terminal():
        return _named_width()
    import shutil  # Imported here: what goes elsewhere has no need of it.

    return max(shutil.get_terminal_size((_DEFAULT_WIDTH, 24)).columns, _LEAST_WIDTH)


def stop_writing() -> None:
    """Let the rest of the output go nowhere: what is left in a buffer would fail again when the interpreter ends."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _named_width() -> int | None:
    columns = os.environ.get("COLUMNS", "")
    return max(int(columns), _LEAST_WIDTH) if columns.isdecimal() and len(columns) <= _MOST_DIGITS else None


def _has_color(*, is_terminal: bool) -> bool:
    if os.environ.get("NO_COLOR") or not _encoding().lower().startswith("utf"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (is_terminal and os.environ.get("TERM") != "dumb")


def _encoding() -> str:
    """The encoding of the output, which there may be none of: `oncall who … >&-`."""
    return (sys.stdout is not None and sys.stdout.encoding) or "utf-8"


def _write(content: bytes) -> None:
    if sys.stdout is None:
        return
    left = memoryview(content + b"\n")
    while left:  # An unbuffered output (PYTHONUNBUFFERED) takes only as much at once as a pipe has room for.
        left = left[sys.stdout.buffer.write(left) :]
    sys.stdout.buffer.flush()
