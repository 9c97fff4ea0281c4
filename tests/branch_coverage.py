"""What share of the branches of `oncall/` the tests take, by package: `python -m tests.branch_coverage`.

It reads what `pytest --cov` wrote, whose own percentage is of lines and branches together. The exit status is 1 if less
than `LEAST` percent of all branches were taken.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any

from coverage import Coverage

LEAST = 95


def report() -> dict[str, Any]:
    """Coverage's JSON report of the data in the current folder."""
    measured = Coverage()
    measured.load()
    with TemporaryDirectory() as folder:
        path = Path(folder, "coverage.json")
        measured.json_report(outfile=str(path))
        found: dict[str, Any] = json.loads(path.read_text())
    return found


def lines(found: dict[str, Any]) -> list[str]:
    """A line for each package, the least covered one first, then one of all."""
    taken, there = Counter[str](), Counter[str]()
    for name, file in found["files"].items():
        package = "/".join(PurePath(name).parts[:2])
        taken[package] += file["summary"]["covered_branches"]
        there[package] += file["summary"]["num_branches"]
    packages = sorted((name for name in there if there[name]), key=lambda name: (taken[name] / there[name], name))
    return [
        *(_line(name, taken[name], there[name]) for name in packages),
        _line("all", taken.total(), there.total()),
    ]


def _line(name: str, taken: int, there: int) -> str:
    return f"{name:24} {taken:6,} of {there:6,} branches {100 * taken / there:6.1f} %"


def main() -> int:
    """Write them; 1: too few."""
    found = report()
    sys.stdout.write("\n".join(lines(found)) + "\n")
    return int(found["totals"]["percent_branches_covered"] < LEAST)


if __name__ == "__main__":
    sys.exit(main())
