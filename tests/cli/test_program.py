"""The command as a program: exit status, streams, encodings, and what it loads."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import oncall
from tests.cli.running import AT, CHECKOUT, ROOT, program, run

COMMANDS = ("report", "who", "shifts", "page", "explain", "check", "ics")
CYCLE = """
locals {
  a = local.b
  b = local.a
}

resource "pagerduty_schedule" "s" {
  name      = "S"
  time_zone = "Etc/UTC"
  layer {
    start                        = "2025-01-01T00:00:00Z"
    rotation_virtual_start       = "2025-01-01T00:00:00Z"
    rotation_turn_length_seconds = local.a
    users                        = ["PABC123"]
  }
}
"""


def test_the_version() -> None:
    """`--version` says the library's."""
    assert run("--version").stdout == f"oncall {oncall.__version__}\n"


@pytest.mark.parametrize("command", ["", *COMMANDS, "diff", "plan"])
def test_help_has_an_example(command: str) -> None:
    """Every command explains itself, with one example that can be typed."""
    found = run(*command.split(), "--help")
    assert found.exit_code == 0
    assert f"Example: oncall {command or 'report'} " in found.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_help_tells_the_options_that_all_share(command: str) -> None:
    """Each command takes a time and a format."""
    text = run(command, "--help").stdout
    assert "--at TIME" in text
    assert "--format [text|json" in text


@pytest.mark.parametrize(
    "arguments",
    [
        ("who",),
        ("who", CHECKOUT, "--at", "never"),
        ("who", CHECKOUT, "--format", "xml"),
        ("who", CHECKOUT, "--schedule", "chekout"),
        ("page", CHECKOUT, "--policy", "nope"),
        ("shifts", CHECKOUT, "--user", "nobody"),
        ("shifts", CHECKOUT, "--since", "2025-01-02", "--until", "2025-01-01"),
        ("shifts", CHECKOUT, "--until", "9999-12-29"),
        ("who", "no/such/place"),
        ("nonsense",),
        ("ics", CHECKOUT),
    ],
)
def test_bad_usage_ends_with_two(arguments: tuple[str, ...]) -> None:
    """A sentence on the standard error, nothing on the standard output."""
    found = run(*arguments)
    assert found.exit_code == 2
    assert "rror: " in found.stderr
    assert found.stdout == ""


def test_an_unknown_name_lists_what_is_near() -> None:
    """A slip of the finger is answered with the address that was meant."""
    assert "near: pagerduty_schedule.checkout_oncall" in run("who", CHECKOUT, "--schedule", "chekout").stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "nothing to answer about"),
        (b"resource {", "a.tf:1"),
        (b"\x00\xff\xfe binary", "binary"),
        (CYCLE.encode(), "local.a"),
        (CYCLE.replace("local.a", "604800", 1).replace("Etc/UTC", "Mars/Olympus").encode(), "Mars/Olympus"),
        (b'locals {\n  x = "\x1b[31m\n}\n', "a.tf:"),
    ],
)
@pytest.mark.parametrize("command", ["who", "report"])
def test_bad_files_are_explained(command: str, content: bytes, words: str, tmp_path: Path) -> None:
    """Whatever is in a file: words on the standard error, with the line; no traceback and no control characters."""
    (tmp_path / "a.tf").write_bytes(content)
    found = program(command, str(tmp_path))
    assert found.returncode == 2
    assert words in found.stderr.decode()
    assert b"Traceback" not in found.stderr
    assert b"\x1b" not in found.stderr


def test_all_the_errors_of_a_file_are_listed(tmp_path: Path) -> None:
    """Two mistakes are two lines that begin with `error:`."""
    text = CYCLE.replace("a = local.b", "a = 1").replace("b = local.a", "b = 2").replace("Etc/UTC", "Mars/Olympus")
    (tmp_path / "a.tf").write_text(text)
    lines = program("check", str(tmp_path)).stderr.decode().splitlines()
    assert len([line for line in lines if line.startswith("error: ")]) == 2


def test_an_empty_folder(tmp_path: Path) -> None:
    """A folder without Terraform is an error, not an empty answer."""
    found = program("who", str(tmp_path))
    assert (found.returncode, found.stdout) == (2, b"")
    assert b"no .tf and no .json file" in found.stderr


def test_who_loads_nothing_that_it_does_not_need() -> None:
    """The short answer is not drawn, written as a calendar, measured or checked, and no other command is loaded."""
    unwanted = [
        "rich", "icalendar", "yaml", "re2", "tree_sitter_json", "shutil", "oncall.analysis", "oncall.checks",
        "oncall.formats.ical", "oncall.formats.logs", "oncall.formats.pagerduty", "oncall.formats.json_text",
        "oncall.model.absences", "oncall.model.incidents", "oncall.model.logs", "oncall.model.roles",
        "oncall.views.answers", "oncall.views.roll", "oncall.views.text",
        "oncall.cli.calendars", "oncall.cli.check", "oncall.cli.choices", "oncall.cli.report", "oncall.cli.shifts",
    ]  # fmt: skip
    code = (
        "import sys; from oncall.cli import main; "
        f"main(['who', {CHECKOUT!r}], standalone_mode=False); "
        f"print(sorted(set({unwanted!r}) & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.splitlines()[-1] == "[]"


def test_help_lists_every_command() -> None:
    """By the alphabet, each with the first sentence of its own help, though none is loaded before it is needed."""
    lines = run("--help").stdout.split("Commands:\n")[1].split("\n\n")[0].splitlines()
    told = dict(line.split(maxsplit=1) for line in lines)
    assert list(told) == sorted([*COMMANDS, "diff", "fairness", "figures", "plan", "replay"])
    assert told["who"] == "Who is on call, until when, and who is next."
    assert all(told.values())


def test_a_slip_in_the_name_of_a_command() -> None:
    """It is answered with the commands that may be meant, of all that there are."""
    assert "'fairness'" in run("fairnes").stderr


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_goes_away(unbuffered: str) -> None:
    """`oncall shifts … | head -1` ends quietly, with the status of a broken pipe."""
    command = [
        sys.executable,
        "-m",
        "oncall.cli",
        "shifts",
        CHECKOUT,
        "--format",
        "json",
        "--at",
        AT,
        "--until",
        "2200-01-01",
    ]
    environment = os.environ | {"PYTHONUNBUFFERED": unbuffered}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_slow_reader_gets_everything(unbuffered: str) -> None:
    """An answer larger than a pipe arrives whole, also from an interpreter that does not buffer."""
    found = program(
        "shifts", CHECKOUT, "--format", "json", "--at", AT, "--until", "2075-01-01", PYTHONUNBUFFERED=unbuffered
    )
    assert len(found.stdout) > 200_000
    # 49 years and 42 weeks of 52.18 weeks each, from one Wednesday in 2025 to the first day of 2075.
    assert len(json.loads(found.stdout)[0]["shifts"]) == 2599


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent in another way there")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_interrupted(unbuffered: str) -> None:
    """Ctrl-C, while nobody takes the rest of a long answer, ends with 130 and without a traceback."""
    # A process that was started in the background ignores Ctrl-C, and so would its children.
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from oncall.cli import main; main()"
    )
    command = [sys.executable, "-c", code, "shifts", CHECKOUT, "--format", "json", "--at", AT, "--until", "2200-01-01"]
    environment = os.environ | {"PYTHONUNBUFFERED": unbuffered}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        process.stdout.read(1)  # It is writing now, far more than a pipe holds.
        process.send_signal(signal.SIGINT)
        try:
            assert process.wait(timeout=60) == 130
        finally:
            process.kill()
        assert process.stderr
        assert process.stderr.read() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk() -> None:
    """What cannot be written is an error, said once."""
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "oncall.cli", "who", CHECKOUT]
        found = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False)
    assert found.returncode == 2
    assert found.stderr.count(b"\n") == 1


def hostile(folder: Path) -> str:
    """A configuration whose names are made to break terminals."""
    names = ("Zoë 👩‍🚒", "אליס", r"\u001b[31mred\n", "[bold]x[/bold]")
    users = "".join(
        f'resource "pagerduty_user" "u{number}" {{\n  name  = "{name}"\n  email = "u@example.com"\n}}\n'
        for number, name in enumerate(names)
    )
    (folder / "a.tf").write_text(
        users
        + """
resource "pagerduty_schedule" "s" {
  name      = "\\u001b[2J[red]S"
  time_zone = "Etc/UTC"
  layer {
    start                        = "2025-01-01T00:00:00Z"
    rotation_virtual_start       = "2025-01-01T00:00:00Z"
    rotation_turn_length_seconds = 604800
    users = [pagerduty_user.u0.id, pagerduty_user.u1.id, pagerduty_user.u2.id, pagerduty_user.u3.id]
  }
}
""",
        encoding="utf-8",
    )
    return str(folder)


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1252"])
@pytest.mark.parametrize("command", ["report", "who", "shifts"])
def test_every_encoding_can_be_written(command: str, encoding: str, tmp_path: Path) -> None:
    """What the output's encoding cannot say is a question mark; a control character is never written."""
    found = program(command, hostile(tmp_path), "--at", AT, PYTHONIOENCODING=encoding)
    assert found.returncode in {0, 1}, found.stderr
    text = found.stdout.decode(encoding)
    assert b"\x1b" not in found.stdout
    assert "[red]S" in text


def test_json_is_utf_8_whatever_the_encoding(tmp_path: Path) -> None:
    """Names come back as they were written."""
    found = program("who", hostile(tmp_path), "--at", "2025-01-01", "--format", "json", PYTHONIOENCODING="ascii")
    (schedule,) = json.loads(found.stdout.decode("utf-8"))
    assert schedule["name"] == "\x1b[2J[red]S"
    assert (schedule["on_call"]["name"], schedule["next"]["name"]) == ("Zoë 👩‍🚒", "אליס")
    assert b"\x1b" not in found.stdout


def test_colours_are_for_terminals() -> None:
    """None where output is piped; FORCE_COLOR asks for them, NO_COLOR forbids them whatever else is asked."""
    environments: tuple[dict[str, str], ...] = ({}, {"FORCE_COLOR": "1"}, {"FORCE_COLOR": "1", "NO_COLOR": "1"})
    found = [b"\x1b[" in program("report", CHECKOUT, PYTHONIOENCODING="utf-8", **each).stdout for each in environments]
    assert found == [False, True, False]


def test_columns_are_obeyed() -> None:
    """COLUMNS=40 makes a page of 40 columns, also in a pipe; nonsense is ignored."""
    narrow = program("report", CHECKOUT, COLUMNS="40").stdout.decode()
    assert max(map(len, narrow.splitlines())) <= 40
    assert max(map(len, program("report", CHECKOUT, COLUMNS="wide").stdout.decode().splitlines())) <= 80


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_terminal_is_measured_and_coloured() -> None:
    """In a terminal of 60 columns the picture has colours, and no line is longer than 60."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "NO_COLOR", "LINES"}}
    command = [sys.executable, "-m", "oncall.cli", "shifts", CHECKOUT, "--at", AT]
    process = subprocess.Popen(command, cwd=ROOT, stdout=theirs, env=environment | {"TERM": "xterm", "PYTHONUTF8": "1"})
    os.close(theirs)
    received = b""
    while not received.endswith(b"\n") or process.poll() is None:
        try:
            received += os.read(ours, 65_536)
        except OSError:  # Linux says so when the other end is closed.
            break
    os.close(ours)
    assert process.wait() == 0
    assert b"\x1b[1m" in received
