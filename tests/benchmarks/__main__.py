"""Ours and its peers, side by side: `python -m tests.benchmarks`.

It prints a table and writes the same as JSON. The exit status is 1 if answers disagree, and 0 also if a target is
missed: a busy machine is no error.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import report
from tests.benchmarks.comparisons import COMPARISONS
from tests.benchmarks.growth import CURVES, grown
from tests.benchmarks.inputs import FULL, QUICK
from tests.benchmarks.measuring import DisagreementError, measured
from tests.benchmarks.peers import left_out
from tests.benchmarks.surroundings import surroundings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.benchmarks.growth import Grown
    from tests.benchmarks.measuring import Compared

ROUNDS = 5


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 1 if answers disagree."""
    asked = _parser().parse_args(arguments)
    if asked.quick:
        return agreement(asked.only or COMPARISONS)
    return whole_run(asked.only or [*COMPARISONS, *CURVES], asked.rounds, asked.json, markdown=asked.markdown)


def agreement(names: Iterable[str]) -> int:
    """Says whether all agree, comparison by comparison, on tiny inputs; growth has nobody to agree with."""
    disagreed = False
    for name in names:
        if name in COMPARISONS:
            try:
                measured(COMPARISONS[name](QUICK), 1)
            except DisagreementError as error:
                disagreed = True
                _say_disagreement(name, error)
            else:
                _say(f"{name}: all agree")
    return int(disagreed)


def whole_run(names: Iterable[str], rounds: int, path: Path, *, markdown: bool) -> int:
    """Measures, and says each row once it is there."""
    around = surroundings()
    foreword = report.foreword(around, rounds, left_out())
    _say(foreword)
    compared: dict[str, Compared] = {}
    curves: dict[str, Grown] = {}
    tables: dict[report.Cells, list[report.Cells]] = {report.HEADER: [], report.GROWTH_HEADER: []}
    disagreed = False
    for name in names:
        try:
            if name in CURVES:
                curves[name] = grown(CURVES[name](), rounds)
                header, added = report.GROWTH_HEADER, report.rows_of_curve(curves[name])
            else:
                compared[name] = measured(COMPARISONS[name](FULL), rounds)
                header, added = report.HEADER, report.rows_of(compared[name])
        except DisagreementError as error:
            disagreed = True
            _say_disagreement(name, error)
        else:
            if not tables[header]:
                _say(f"\n{report.line(header)}")
            tables[header] += added
            _say("\n".join(map(report.line, added)))
    if markdown:
        _say("\n\n".join(["", foreword, *(report.markdown(header, rows) for header, rows in tables.items() if rows)]))
    found = {**around, "rounds": rounds, "left_out": left_out(), **report.as_json(compared, curves)}
    path.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return int(disagreed)


def _parser() -> argparse.ArgumentParser:
    names = [*COMPARISONS, *CURVES]
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--json", type=Path, default=Path("benchmarks.json"), metavar="FILE", help="%(default)s")
    parser.add_argument("--rounds", type=_positive, default=ROUNDS, metavar="N", help="%(default)s")
    parser.add_argument("--only", nargs="+", choices=names, metavar="NAME", help=", ".join(names))
    parser.add_argument("--quick", action="store_true", help="only whether all agree, on tiny inputs; writes nothing")
    parser.add_argument("--markdown", action="store_true", help="the table as Markdown too, for the documentation")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _say_disagreement(name: str, error: DisagreementError) -> None:
    for sentence in error.sentences:
        _say(f"DISAGREEMENT in {name}: {sentence}")


if __name__ == "__main__":
    sys.exit(main())
