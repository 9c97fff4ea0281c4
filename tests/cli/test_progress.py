"""What a terminal shows while a command takes its time."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from oncall import Configuration, check
from oncall.cli import progress
from tests.cli.running import AT, CHECKOUT, ROOT, program
from tests.views.rotas import ALICE, BOB, checkout, office_hours

if TYPE_CHECKING:
    from collections.abc import Sequence

needs_terminal = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")

IMPATIENT = "from oncall.cli import progress, main; progress._PATIENCE = progress._LEAST = 0.0; "
"""Code that has everything shown at once."""


def seen(code: str, *arguments: str, output: int | None = None, **environment: str) -> tuple[int, bytes, bytes]:
    """The exit status of a program, what a terminal of 80 columns gets from its standard error, and its output.

    The output is another terminal unless another `output` is given.
    """
    import fcntl
    import pty
    import struct
    import termios

    kept = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS"}}
    terminals = [pty.openpty(), pty.openpty()]
    for _, theirs in terminals:
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    (errors, their_errors), (outputs, their_outputs) = terminals
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env={**kept, "TERM": "xterm", "PYTHONUTF8": "1", **environment},
        stdout=their_outputs if output is None else output,
        stderr=their_errors,
    )
    os.close(their_errors)
    os.close(their_outputs)
    found = read(errors, outputs)
    return process.wait(), found[errors], found[outputs]


def read(*terminals: int) -> dict[int, bytes]:
    """Everything that is written to each of the terminals, until all are closed."""
    received = dict.fromkeys(terminals, b"")
    waiting = [*terminals]
    while waiting:
        for terminal in select.select(waiting, [], [])[0]:
            try:
                some = os.read(terminal, 65_536)
            except OSError:  # Linux says so when the other end is closed.
                some = b""
            received[terminal] += some
            if not some:
                os.close(terminal)
                waiting.remove(terminal)
    return received


def words(received: bytes) -> str:
    """What can be read of it."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", received.decode())


def left(received: bytes) -> list[str]:
    """The lines that stay, of a terminal that obeys what rich writes: up by lines, erase a line, carriage return."""
    lines, row = [""], 0
    for part in re.findall(r"\x1b\[[0-9;?]*[A-Za-z]|[\r\n]|[^\x1b\r\n]+", received.decode()):
        if part == "\n":
            row += 1
            lines += [""] if row == len(lines) else []
        elif part == "\x1b[2K":
            lines[row] = ""
        elif (up := re.fullmatch(r"\x1b\[([0-9]+)A", part)) is not None:
            row -= int(up[1])
        elif part[0] not in "\x1b\r":
            lines[row] = part
    return [line for line in lines if line]


@needs_terminal
def test_a_bar_counts_and_is_gone_in_the_end() -> None:
    """Of three things it is seen that one, then two are done; nothing stays, and nothing comes into the output."""
    code = (
        "import time; from oncall.cli import progress; progress._PATIENCE = progress._LEAST = 0.0\n"
        "with progress.over('abc', 'Counting [b]things[/b]') as things:\n"
        "    for each in things: time.sleep(0.4)\n"
        "print('done')"
    )
    status, errors, output = seen(code)
    assert (status, output) == (0, b"done\r\n")
    assert "Counting [b]things[/b]" in words(errors)
    assert [count for count in ("1/3", "2/3") if count in words(errors)] == ["1/3", "2/3"]
    assert left(errors) == []
    assert errors.count(b"\x1b[?25l") == errors.count(b"\x1b[?25h") == 1  # the cursor comes back


@needs_terminal
def test_it_waits_for_a_second() -> None:
    """A command that is done in less is not interrupted by a bar; one that takes longer is."""
    code = (
        "import sys, time; from oncall.cli import progress\n"
        "with progress.shown('Waiting'): time.sleep(float(sys.argv[1]))\n"
        "print('rich' in sys.modules)"
    )
    assert seen(code, "0.2") == (0, b"", b"False\r\n")
    status, errors, output = seen(code, "1.8")
    assert (status, output) == (0, b"True\r\n")
    assert "Waiting" in words(errors)
    assert left(errors) == []


@needs_terminal
def test_one_thing_is_no_count() -> None:
    """It is shown that something goes on, and no `0/1` until all is done."""
    code = (
        "import time; from oncall.cli import progress; progress._PATIENCE = progress._LEAST = 0.0\n"
        "with progress.over(['a'], 'Doing') as things:\n"
        "    for each in things: time.sleep(0.6)"
    )
    _, errors, _ = seen(code)
    assert "Doing" in words(errors)
    assert "0/1" not in words(errors)


@needs_terminal
@pytest.mark.parametrize(
    "arguments",
    [
        ("check", CHECKOUT, "--at", AT),
        ("report", CHECKOUT, "--at", AT),
        ("shifts", CHECKOUT, "--at", AT, "--until", "2030-01-01"),
        ("replay", CHECKOUT, "--log", "examples/page-log/incidents.json"),
    ],
    ids=lambda each: each[0],
)
def test_a_command_leaves_nothing_behind(arguments: Sequence[str]) -> None:
    """The output is that of a terminal without a bar, and on the standard error stays what is written there anyway."""
    status, errors, output = seen(f"{IMPATIENT}main()", *arguments)
    plain = seen("from oncall.cli import main; main()", *arguments, TERM="dumb", FORCE_COLOR="1")
    assert "Reading " in words(errors)
    assert (status, words(output)) == (plain[0], words(plain[2]))
    assert left(errors) == plain[1].decode().replace("\r", "").splitlines()


@needs_terminal
def test_an_error_is_written_after_the_bar_is_gone() -> None:
    """The sentence stands alone, and the cursor is back."""
    code = (
        "import time; from oncall.cli import progress, output; progress._PATIENCE = progress._LEAST = 0.0\n"
        "from oncall.errors import InvalidValueError\n"
        "try:\n"
        "    with progress.over('abc', 'Counting') as things: [time.sleep(0.4) or int(each) for each in things]\n"
        "except ValueError: output.complain(InvalidValueError('x', 'a number', 'a'))\n"
    )
    _, errors, _ = seen(code)
    assert "Counting" in words(errors)
    assert left(errors) == ["error: x must be a number, got 'a'"]
    assert errors.rindex(b"\x1b[?25h") < errors.index(b"error: ")


@needs_terminal
@pytest.mark.parametrize("terminal", ["dumb", "unknown"])
def test_a_terminal_that_cannot_erase_gets_nothing(terminal: str) -> None:
    """Where lines cannot be taken back, none is written."""
    assert seen(f"{IMPATIENT}main()", "check", CHECKOUT, "--at", AT, TERM=terminal)[1] == b""


@needs_terminal
def test_a_pipe_gets_nothing_and_a_file_no_harm(tmp_path: Any) -> None:
    """Behind a pipe may be a pager, which draws on the terminal itself; a file is JSON, and nothing but JSON."""
    arguments = ("check", CHECKOUT, "--at", AT, "--format", "json")
    reading, writing = os.pipe()
    with subprocess.Popen(["cat"], stdin=reading, stdout=subprocess.PIPE, cwd=ROOT):  # noqa: S607
        os.close(reading)
        _, errors, _ = seen(f"{IMPATIENT}main()", *arguments, output=writing)
        os.close(writing)
    assert errors == b""
    with (tmp_path / "found.json").open("wb") as file:
        _, errors, _ = seen(f"{IMPATIENT}main()", *arguments, output=file.fileno())
    assert "Reading" in words(errors)
    assert (tmp_path / "found.json").read_bytes() == program(*arguments).stdout


@needs_terminal
def test_without_colours_there_are_none() -> None:
    """NO_COLOR leaves the bar, and takes its colours."""
    code = (
        "import time; from oncall.cli import progress; progress._PATIENCE = progress._LEAST = 0.0\n"
        "with progress.over('ab', 'Counting') as things:\n"
        "    for each in things: time.sleep(0.4)"
    )
    coloured = re.compile(rb"\x1b\[[0-9;]*3[0-9][0-9;]*m")
    assert coloured.search(seen(code)[1])
    errors = seen(code, NO_COLOR="1")[1]
    assert "Counting" in words(errors)
    assert not coloured.search(errors)


def test_without_a_terminal_there_is_no_bar() -> None:
    """The standard error of a command in CI has warnings and errors alone."""
    assert program("report", CHECKOUT, "--at", AT).stderr == b""
    with progress.over("abc", "Counting") as things, progress.shown("Waiting") as tell:
        tell(1, 2, "")
        assert [*things] == ["a", "b", "c"]


def test_checks_tell_how_far_they_are() -> None:
    """Before each, and after the last: from none of all to all of all, one by one, with the name of what is asked."""
    told: list[tuple[int, int, str]] = []
    configuration = Configuration(schedules=[checkout()])
    report = check(configuration, progress=lambda *how_far: told.append(how_far))
    begun = [each for each in told if "answer" not in each[2]]
    total = len(begun) - 1
    assert total > 40
    assert [each[:2] for each in begun] == [(done, total) for done in range(total + 1)]
    assert begun[0] == (0, total, "OC001 two-person")
    assert begun[-1] == (total, total, "")
    assert report == check(configuration)


def test_checks_tell_their_answers() -> None:
    """OC001 has one of each of two schedules; they come one by one, while no check is done."""
    told: list[tuple[int, int, str]] = []
    schedules = [checkout(), office_hours(ALICE, BOB)]
    check(Configuration(schedules=schedules), progress=lambda *how_far: told.append(how_far))
    assert [(done, asked) for done, _, asked in told[:3]] == [
        (0, "OC001 two-person"),
        (0, "OC001 two-person, 1 answer"),
        (0, "OC001 two-person, 2 answers"),
    ]


@needs_terminal
def test_the_check_that_is_asked_is_named() -> None:
    """It stands for the title, next to how many are done; the longest words there are have room on 80 columns."""
    code = (
        "import time; from oncall.cli import progress; progress._PATIENCE = progress._LEAST = 0.0\n"
        "from oncall.checks.pack import CHECKS\n"
        "longest = max((f'{each.code} {each.name}' for each in CHECKS), key=len)\n"
        "with progress.asking() as tell:\n"
        "    for done in range(3): tell(done, 46, f'{longest}, 1000 answers'); time.sleep(0.4)\n"
        "print(longest)"
    )
    _, errors, output = seen(code)
    assert re.search(rf"Asking {output.decode().strip()}, 1000 answers +\S+ +1/46", words(errors))
