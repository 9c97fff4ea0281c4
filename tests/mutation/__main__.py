"""The command: `python -m tests.mutation oncall/chronology oncall/engine oncall/model`."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

import attrs
import pytest

from tests.mutation.mutants import Mutant, mutants_of
from tests.mutation.running import MONITORING, Laboratory, Verdict

TESTS = ["tests/chronology", "tests/engine", "tests/model", "tests/laws", "tests/agreement"]
STATUSES = ["killed", "timeout", "survived", "unreached", "not tried"]


def main() -> int:
    """0 where the run came to its end, whatever survived: each survivor is to be read by a person."""
    arguments = _parser().parse_args()
    if MONITORING is None:
        sys.stderr.write("mutation testing needs Python 3.12 or newer\n")
        return 2
    results = Results(Path(arguments.results))
    mutants = [
        mutant for path in _modules(arguments.paths) for mutant in mutants_of(path) if arguments.only in str(mutant)
    ]
    again = {"survived", "unreached"} if arguments.survivors else {"not tried"}
    wanted = [mutant for mutant in mutants if results.status(mutant) in again]
    laboratory = Laboratory(wanted, results.record, arguments.budget, log=_say)
    options = ["-q", "-s", "-p", "no:cacheprovider", "-n0", f"--hypothesis-profile={arguments.profile}"]
    status = pytest.main([*options, *arguments.tests], plugins=[laboratory]) if wanted else 0
    _summary(mutants, results)
    return int(status)


@attrs.define
class Results:
    """A file with a line of JSON for each verdict; the last about a mutant counts, and a run goes on where it ends."""

    path: Path
    _known: dict[str, str] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        text = self.path.read_text(encoding="utf-8") if self.path.exists() else ""
        self._known = {line["mutant"]: line["status"] for line in map(json.loads, text.splitlines())}

    def status(self, mutant: Mutant) -> str:
        """One of `STATUSES`."""
        return self._known.get(str(mutant), "not tried")

    def record(self, verdict: Verdict) -> None:
        """Writes the verdict down at once, so that a run may be ended at any time."""
        line = {"mutant": str(verdict.mutant), "status": verdict.status, "by": verdict.by, "seconds": verdict.seconds}
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._known[str(verdict.mutant)] = verdict.status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("paths", nargs="+", help="modules or folders of oncall/")
    parser.add_argument("--tests", nargs="+", default=TESTS, help="what is run against the mutants")
    parser.add_argument("--profile", default="mutation", help="of Hypothesis: tests/conftest.py")
    parser.add_argument("--budget", type=float, default=20.0, help="seconds of tests a mutant, the quickest first")
    parser.add_argument("--results", default="mutation.jsonl", help="a run goes on where this file ends")
    parser.add_argument("--survivors", action="store_true", help="try those again that survived")
    parser.add_argument("--only", default="", help="only mutants whose line has this in it")
    return parser


def _modules(names: list[str]) -> list[Path]:
    return [path for name in map(Path, names) for path in ([name] if name.is_file() else sorted(name.rglob("*.py")))]


def _summary(mutants: list[Mutant], results: Results) -> None:
    told = Counter((mutant.path, results.status(mutant)) for mutant in mutants)
    _say(f"{'module':40}" + "".join(f"{status:>11}" for status in STATUSES))
    for path in sorted({path for path, _ in told}):
        _say(f"{path:40}" + "".join(f"{told[path, status]:11}" for status in STATUSES))
    for mutant in mutants:
        if results.status(mutant) in {"survived", "unreached"}:
            _say(f"{results.status(mutant)} {mutant}")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
