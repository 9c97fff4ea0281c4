"""examples/fleet_dask.py: who the pages of a fleet went to, and the same on Dask, in pandas and in Arrow."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections import Counter
from functools import partial
from importlib.util import module_from_spec, spec_from_file_location
from typing import TYPE_CHECKING, Any

import pytest

from tests.documents import CHECKOUT, fences

if TYPE_CHECKING:
    from types import ModuleType

    from oncall import Schedule

SCRIPT = CHECKOUT / "examples" / "fleet_dask.py"
PAGE = CHECKOUT / "docs" / "how-to" / "millions-of-instants.md"


def _example() -> ModuleType:
    spec = spec_from_file_location("fleet_dask", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


EXAMPLE: Any = _example()


def one_by_one(schedules: dict[str, Schedule], rows: list[tuple[str, int]]) -> list[str | None]:
    """Who each of `rows`, a schedule and an instant, is about: asked one by one, of schedules that share nothing."""
    found = [schedules[schedule].on_call(at) for schedule, at in rows]
    return [None if user is None else user.id for user in found]


def some_rows(schedules: dict[str, Schedule], count: int) -> list[tuple[str, int]]:
    """Rows in no order, over all of the year and of the schedules."""
    draw = random.Random(0)  # noqa: S311 - nothing to guess
    return [(draw.choice([*schedules]), draw.randrange(EXAMPLE.SINCE, EXAMPLE.UNTIL)) for _ in range(count)]


def run(*options: str, hidden: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """What the script says, where the packages named `hidden` are not installed."""
    program = [
        "import importlib.util, runpy, sys",
        "find_spec = importlib.util.find_spec",
        f"importlib.util.find_spec = lambda name: None if name in {hidden!r} else find_spec(name)",
        f"runpy.run_path({str(SCRIPT)!r}, run_name='__main__')",
    ]
    command = [sys.executable, "-c", "\n".join(program)] if hidden else [sys.executable, str(SCRIPT)]
    return subprocess.run([*command, *options], cwd=CHECKOUT, capture_output=True, text=True, check=False)


def test_people_of_the_fleet_are_of_one_team_each() -> None:
    """So a count for each person is one for each schedule too, and two answers that agree on it agree on much."""
    schedules = EXAMPLE.fleet(30)
    people = [user.id for schedule in schedules.values() for user in schedule.users]
    assert len(schedules) == 30
    assert len(people) == len(set(people)) == 20 * 6 + 10 * 4  # every third one has no nights, which are of two people


def test_one_process_counts_what_is_found_one_by_one() -> None:
    """The answer that Dask's is compared with is the count of single look-ups, nobody among them."""
    schedules = EXAMPLE.fleet(30)
    rows = some_rows(schedules, 3_000)
    instants = {schedule: [at for name, at in rows if name == schedule] for schedule in schedules}
    counts = EXAMPLE.counted_here(schedules, instants)
    assert counts == Counter(one_by_one(EXAMPLE.fleet(30), rows))
    assert counts[None] > 0


def test_the_pages_are_a_year_in_parts() -> None:
    """Parts have all of the rows between them, each those of its own days, the same whenever they are made."""
    pytest.importorskip("pandas")
    log = partial(EXAMPLE.pages, parts=3, total=1_000, schedules=["a", "b"])
    parts = [log(part) for part in range(3)]
    assert [len(part) for part in parts] == [333, 333, 334]
    assert all(len({*part["schedule"]}) == 2 for part in parts)
    assert parts[0]["at"].min() >= EXAMPLE.SINCE
    assert parts[2]["at"].max() < EXAMPLE.UNTIL
    assert parts[0]["at"].max() < parts[1]["at"].min()
    assert parts[1]["at"].max() < parts[2]["at"].min()
    assert log(1).equals(parts[1])
    assert log(1, total=0).dtypes.equals(parts[1].dtypes)


@pytest.mark.parametrize("kind", ["category", "object", "string"])
@pytest.mark.parametrize("count", [0, 2_000])
def test_a_frame_gets_who_was_paged(kind: str, count: int) -> None:
    """The function for pandas adds a column to the rows, in their order and with their index, for ids of any type."""
    pd = pytest.importorskip("pandas")
    rows = some_rows(EXAMPLE.fleet(10), count)
    frame = pd.DataFrame(rows, columns=["schedule", "at"]).astype({"schedule": kind, "at": "int64"})
    frame.index = range(5, 5 + count)
    found = EXAMPLE.paged(frame, EXAMPLE.fleet(10))
    assert [None if pd.isna(person) else person for person in found["paged"]] == one_by_one(EXAMPLE.fleet(10), rows)
    assert found[["schedule", "at"]].equals(frame)
    assert [*found.columns] == ["schedule", "at", "paged"]
    assert [*frame.columns] == ["schedule", "at"]


def test_a_schedule_that_is_not_there_is_an_error() -> None:
    """A row about a schedule that was not given is not passed over."""
    pd = pytest.importorskip("pandas")
    with pytest.raises(KeyError, match="team-9"):
        EXAMPLE.paged(pd.DataFrame({"schedule": ["team-9"], "at": [EXAMPLE.SINCE]}), EXAMPLE.fleet(3))


def test_batches_of_arrow_get_who_was_paged() -> None:
    """The function for Arrow gives each batch with a column of texts, null for nobody, whatever else is in it."""
    pa = pytest.importorskip("pyarrow")
    pytest.importorskip("pandas")
    rows = some_rows(EXAMPLE.fleet(10), 900)
    columns = {"schedule": [row[0] for row in rows], "number": [*range(900)], "at": [row[1] for row in rows]}
    batches = pa.table(columns).to_batches(max_chunksize=400)
    found = [*EXAMPLE.paged_batches(iter(batches), EXAMPLE.fleet(10))]
    assert [batch.num_rows for batch in found] == [400, 400, 100]
    assert found[0].schema == batches[0].schema.append(pa.field("paged", pa.string()))
    table = pa.Table.from_batches(found)
    assert table.column("paged").to_pylist() == one_by_one(EXAMPLE.fleet(10), rows)
    assert table.select([*columns]).to_pydict() == columns


def test_dask_counts_the_same_in_processes_of_its_own() -> None:
    """A real cluster of two processes gives the one-process answer; the script compares, and says so."""
    for name in ("dask", "distributed", "pandas", "pyarrow"):
        pytest.importorskip(name)
    ran = run("--timestamps", "3000", "--schedules", "20", "--workers", "2")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "2 workers started in " in ran.stdout
    assert re.search(r"^Dask: +3,000 pages in [0-9.]+ s: [0-9,]+ a second$", ran.stdout, re.MULTILINE)
    assert "Both count the same for everybody." in ran.stdout
    assert max(map(len, ran.stdout.splitlines())) <= 80


def test_without_dask_the_script_says_so_and_counts_fewer_pages() -> None:
    """What is missing, how to get it, and the answer of one process for at most 100,000 pages; nothing is claimed."""
    ran = run("--timestamps", "200000", "--schedules", "20", hidden=("dask", "distributed", "pandas", "pyarrow"))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "Not installed: dask, distributed, pandas, pyarrow." in ran.stdout
    assert "pip install 'oncall-schedule[dask]'" in ran.stdout
    assert re.search(r"^this process: +100,000 pages in ", ran.stdout, re.MULTILINE)
    assert "started" not in ran.stdout
    assert max(map(len, ran.stdout.splitlines())) <= 80


@pytest.mark.parametrize("option", ["--timestamps", "--schedules", "--workers"])
@pytest.mark.parametrize("value", ["0", "-1", "many"])
def test_a_number_below_one_is_refused(option: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wrong options end with a sentence and status 2."""
    monkeypatch.setattr(sys, "argv", ["fleet_dask.py", option, value])
    with pytest.raises(SystemExit, match="2"):
        EXAMPLE.main()


def test_the_page_shows_the_functions_of_the_script() -> None:
    """What docs/how-to has for readers to copy is what is tested here, letter by letter."""
    shown = [fence.body for fence in fences(PAGE.read_text(encoding="utf-8"))]
    functions = [body[body.index("def ") :] for body in shown if "\ndef paged" in body]
    assert len(functions) == 2
    assert all(function in SCRIPT.read_text(encoding="utf-8") for function in functions)
