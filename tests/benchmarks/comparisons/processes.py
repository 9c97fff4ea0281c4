"""Whole processes, from their start to their end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.contenders import OURS, Comparison, Contender

if TYPE_CHECKING:
    from tests.benchmarks.inputs import Size

CHECKOUT = Path(__file__).parents[3]
WHO = ("-m", "oncall.cli", "who", "examples/checkout", "--at", "2025-03-12T15:00:00Z")


def printed(*arguments: str) -> str:
    """What Python prints with these arguments.

    Raises:
        CalledProcessError: it fails.
    """
    command = [sys.executable, *arguments]
    # An installed package has its bytecode; where none may be written, every process would compile the sources anew.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run(
        command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout


def _process(name: str, program: str, at_most: float | None = None) -> Contender:
    return Contender(name=name, run=lambda _: printed("-c", program), at_most=at_most)


def imported(_: Size) -> Comparison:
    """`import oncall`, which loads a name's module when the name is first asked for."""
    return Comparison(
        title="a process: import oncall",
        ours=_process(OURS, "import oncall"),
        peers=(_process("import pendulum", "import pendulum", 2.2), _process("nothing but Python", "pass")),
    )


def imported_with_schedules(_: Size) -> Comparison:
    """`Schedule` asked for: what a script loads that answers who is on call."""
    return Comparison(
        title="a process: from oncall import Schedule",
        ours=_process(OURS, "from oncall import Schedule"),
        peers=(_process("import pendulum", "import pendulum", 2.2), _process("nothing but Python", "pass")),
    )


def imported_with_every_name(_: Size) -> Comparison:
    """Every public name asked for, those of the checks, formats and analyses too."""
    return Comparison(
        title="a process: from oncall import *",
        ours=_process(OURS, "from oncall import *"),
        peers=(_process("import pendulum", "import pendulum"), _process("nothing but Python", "pass")),
    )


def who(_: Size) -> Comparison:
    """The command on the article's configuration; 12 March lies in the tenth week of "Secondary", so Bob is on call."""
    return Comparison(
        title="a process: oncall who examples/checkout",
        ours=Contender(name=OURS, run=lambda _: printed(*WHO), answers=lambda: "Bob" in printed(*WHO)),
        peers=(Contender(name="nothing but Python", run=lambda _: printed("-c", "pass"), answers=lambda: True),),
        limit=0.25,
    )
