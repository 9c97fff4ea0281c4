"""Runs of the tests in forks of one process that has collected them, each with one mutant in the place of its function.

A process that has imported and collected everything is forked for each mutant, and only the tests that reach its lines
are run, the quickest first, until one fails: a mutant then costs some hundredths of a second and not the seconds that a
start of pytest takes.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
import time
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, Never

import attrs
import pytest
from _pytest.runner import runtestprotocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tests.mutation.mutants import Mutant

MONITORING: Any = getattr(sys, "monitoring", None)  # Python 3.12 has it
MONITOR = 3  # a number that sys.monitoring has free for such tools
BYTES = 6 << 30
Lines = dict[tuple[str, int], set[int]]


@attrs.frozen(kw_only=True)
class Verdict:
    """What the tests said of a mutant: `killed` by a test, `timeout`, `survived`, or `unreached` by every test."""

    mutant: Mutant
    status: str
    by: str
    seconds: float


class Laboratory:
    """The plugin that takes the place of pytest's own loop over the tests."""

    def __init__(
        self, mutants: Sequence[Mutant], record: Callable[[Verdict], None], budget: float, *, log: Callable[[str], None]
    ) -> None:
        self.mutants = mutants
        self.record = record
        self.budget = budget
        self.log = log

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Every mutant's verdict, in their order."""
        items = session.items
        for path in dict.fromkeys(mutant.path for mutant in self.mutants):
            if not Path(path).is_absolute():  # some are imported by nobody but a test, when it is run
                import_module(".".join(Path(path).with_suffix("").parts))
        functions = live_functions({mutant.path for mutant in self.mutants})
        self.log(f"{len(self.mutants)} mutants, {len(items)} tests; which lines does each test reach?")
        gc.freeze()
        reached, seconds = _measured(items, functions)
        self.log(f"the tests take {sum(seconds):.0f} s of processor time")
        for mutant in self.mutants:
            numbers = {number for line in mutant.lines for number in reached.get((mutant.path, line), ())}
            chosen = _within(sorted(numbers, key=lambda number: seconds[number]), seconds, self.budget)
            self.record(_tried(mutant, functions, [(items[number], seconds[number]) for number in chosen]))
        return True


def live_functions(paths: Iterable[str]) -> dict[tuple[str, str, int], list[FunctionType]]:
    """The functions there are of these modules, by path, qualified name and first line; a property's are among them."""
    full = {str(Path(path).resolve()): path for path in paths}
    found: dict[tuple[str, str, int], list[FunctionType]] = defaultdict(list)
    for each in gc.get_objects():
        if isinstance(each, FunctionType) and each.__code__.co_filename in full:
            code = each.__code__
            found[full[code.co_filename], code.co_qualname, code.co_firstlineno].append(each)
    return found


def _within(numbers: Sequence[int], seconds: Sequence[float], budget: float) -> list[int]:
    """As many of the tests as the budget pays for."""
    chosen: list[int] = []
    for number in numbers:
        budget -= seconds[number]
        if budget < 0 and chosen:
            break
        chosen.append(number)
    return chosen


def _measured(
    items: Sequence[pytest.Item], functions: dict[tuple[str, str, int], list[FunctionType]]
) -> tuple[Lines, list[float]]:
    """The tests that reach each line, and what each takes; found in a fork, so that nothing is remembered here."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _report_lines(items, functions, writing)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    answer = json.loads(text)
    if answer["failed"]:
        pytest.exit(f"these tests fail without a mutant: {answer['failed']}", returncode=1)
    return {(path, line): set(numbers) for path, line, numbers in answer["lines"]}, answer["seconds"]


def _report_lines(
    items: Sequence[pytest.Item], functions: dict[tuple[str, str, int], list[FunctionType]], writing: int
) -> Never:
    _be_quiet()
    paths = {function.__code__.co_filename: key[0] for key, found in functions.items() for function in found}
    lines: dict[tuple[str, int], set[int]] = defaultdict(set)
    seconds: list[float] = []
    failed: list[str] = []
    current = 0

    def reach(code: CodeType, line: int) -> object:
        lines[paths[code.co_filename], line].add(current)
        return MONITORING.DISABLE

    MONITORING.use_tool_id(MONITOR, "mutation")
    MONITORING.register_callback(MONITOR, MONITORING.events.LINE, reach)
    for code in _all_codes(function.__code__ for found in functions.values() for function in found):
        MONITORING.set_local_events(MONITOR, code, MONITORING.events.LINE)
    for number, item in enumerate(items):
        current = number
        MONITORING.restart_events()
        began = time.process_time()
        if _fails(item, items[number + 1] if number + 1 < len(items) else None):
            failed.append(item.nodeid)
        seconds.append(time.process_time() - began)
    answer = {"lines": [(*key, sorted(found)) for key, found in lines.items()], "seconds": seconds, "failed": failed}
    with os.fdopen(writing, "w", encoding="utf-8") as pipe:
        json.dump(answer, pipe)
    os._exit(0)


def _all_codes(codes: Iterable[CodeType]) -> Iterator[CodeType]:
    for code in codes:
        yield code
        yield from _all_codes(constant for constant in code.co_consts if isinstance(constant, CodeType))


def _tried(
    mutant: Mutant,
    functions: dict[tuple[str, str, int], list[FunctionType]],
    tests: Sequence[tuple[pytest.Item, float]],
) -> Verdict:
    places = functions.get((mutant.path, *mutant.key), [])
    if not places or not tests:
        return Verdict(mutant=mutant, status="unreached", by="", seconds=0.0)
    began = time.monotonic()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _try(mutant, places, tests, writing)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        by = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        told = "timeout" if os.WTERMSIG(status) == signal.SIGVTALRM else "killed"
    else:
        told = "killed" if os.WEXITSTATUS(status) else "survived"
    return Verdict(mutant=mutant, status=told, by=by.split("\n")[-1], seconds=time.monotonic() - began)


def _try(
    mutant: Mutant, places: Sequence[FunctionType], tests: Sequence[tuple[pytest.Item, float]], writing: int
) -> Never:
    """Ends this process: with 0 if no test fails, with 1 if one does, by a signal when one takes far too long."""
    status = 1
    try:
        _be_quiet()
        resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
        signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
        code = mutant.make()
        for function in places:
            function.__code__ = code
        for number, (item, seconds) in enumerate(tests):
            signal.setitimer(signal.ITIMER_VIRTUAL, 2 + 10 * seconds)
            os.write(writing, f"\n{item.nodeid}".encode())
            if _fails(item, tests[number + 1][0] if number + 1 < len(tests) else None):
                break
        else:
            status = 0
    finally:
        os._exit(status)


def _fails(item: pytest.Item, following: pytest.Item | None) -> bool:
    """Whether a test fails where nothing is remembered from the tests before."""
    for name, module in tuple(sys.modules.items()):
        if name.startswith("oncall."):
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()
    return any(report.failed for report in runtestprotocol(item, log=False, nextitem=following))


def _be_quiet() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
