"""Ten million pages over 2,000 schedules, replayed with Dask: how often was each person paged?

`python examples/fleet_dask.py` makes the pages, has a local cluster of processes say who each of them went to, and
compares what it counts with the answer of this process alone. It needs `pip install 'oncall-schedule[dask]'`; without
that, it replays at most 100,000 pages, in this process.
"""

from __future__ import annotations

import argparse
import logging
import pickle
import random
import sys
from collections import Counter
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from time import perf_counter
from typing import TYPE_CHECKING

import attrs

from oncall import DailyRestriction, Layer, Schedule, User

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd
    import pyarrow as pa
    from distributed import Client

ZONES = ("America/New_York", "Europe/Madrid", "Asia/Kathmandu", "Australia/Lord_Howe", "Etc/UTC")
PEOPLE = ("alice", "bob", "carol", "dave", "erin", "frank")
DAY = DailyRestriction(start_time_of_day="08:00:00", duration_seconds=14 * 3600)
NIGHT = DailyRestriction(start_time_of_day="22:00:00", duration_seconds=10 * 3600)
BEGUN, SINCE, UNTIL = "2024-01-01T00:00:00Z", 1_735_689_600, 1_767_225_600  # all of 2025, in UTC
PARTITION = 500_000  # pages in a partition
ALONE = 100_000  # pages that are replayed where Dask is missing

# --- the fleet, and its pages -----------------------------------------------------------------------------------------


def fleet(count: int) -> dict[str, Schedule]:
    """Schedules by id: weeks among four people and nights among two, or, every third, nobody at night."""
    return {f"team-{number}": _schedule(number) for number in range(count)}


def _schedule(number: int) -> Schedule:
    zone = ZONES[number % len(ZONES)]
    users = [User(f"{name}-{number}") for name in PEOPLE]
    weekly = Layer.weekly(users[:4], start=BEGUN, hand_off="mon 09:00", time_zone=zone)
    nightly = Layer.daily(users[4:], start=BEGUN, hand_off="22:00", time_zone=zone, restrictions=[NIGHT])
    layers = [weekly, nightly] if number % 3 else [attrs.evolve(weekly, restrictions=[DAY])]
    return Schedule(name=f"team-{number}", time_zone=zone, layers=layers)


def pages(part: int, *, parts: int, total: int, schedules: Sequence[str]) -> pd.DataFrame:
    """One of the `parts` of a page log of 2025 that has `total` rows, those of some days; `at` is in UTC seconds.

    It stands for a file of Parquet, where the ids of schedules would be a dictionary and numbers too.
    """
    import numpy as np
    import pandas as pd

    draw = np.random.default_rng(part)
    since, until = (SINCE + (UNTIL - SINCE) * edge // parts for edge in (part, part + 1))
    count = total * (part + 1) // parts - total * part // parts
    numbers = draw.integers(len(schedules), size=count)
    instants = draw.integers(since, until, size=count)
    return pd.DataFrame({"schedule": pd.Categorical.from_codes(numbers, schedules), "at": instants})


# --- what an engine is given ------------------------------------------------------------------------------------------


def paged(rows: pd.DataFrame, schedules: Mapping[str, Schedule]) -> pd.DataFrame:
    """The rows with one more column, `paged`: the id of who was on call in `schedule` at `at`, or NA for nobody.

    Raises:
        KeyError: a row is about a schedule that is not among `schedules`.
    """
    import numpy as np
    import pandas as pd

    instants = rows["at"].to_numpy()
    people = np.full(len(rows), None)
    for schedule, places in rows.groupby("schedule", observed=True).indices.items():
        users = schedules[schedule].on_call_many(instants[places])
        people[places] = np.array([user.id if user else None for user in users], dtype=object)
    return rows.assign(paged=pd.array(people, dtype="string"))


def paged_batches(batches: Iterable[pa.RecordBatch], schedules: Mapping[str, Schedule]) -> Iterator[pa.RecordBatch]:
    """The same for batches of Arrow, each with the column `paged` added."""
    import pyarrow as pa

    for batch in batches:
        people = pa.array(paged(batch.to_pandas(), schedules)["paged"], pa.string())
        yield pa.RecordBatch.from_arrays([*batch.columns, people], [*batch.schema.names, "paged"])


# --- the two answers --------------------------------------------------------------------------------------------------


def counted_here(schedules: Mapping[str, Schedule], instants: Mapping[str, Iterable[int]]) -> Counter[str | None]:
    """How often each person is paged, and nobody (None), where the pages are given by schedule."""
    counts: Counter[str | None] = Counter()
    for schedule, seconds in instants.items():
        counts.update([user.id if user else None for user in schedules[schedule].on_call_many(seconds)])
    return counts


def counted_by_dask(
    schedules: Mapping[str, Schedule], log: partial[pd.DataFrame], parts: int, client: Client
) -> Counter[str | None]:
    """The same for every part of a log, on the cluster of `client`."""
    import dask.dataframe as dd
    import pandas as pd

    # Once to each worker, where they stay, compiled on first use; a plain argument would travel with every task. They
    # are in a list, because of a mapping `scatter` makes a future for each of its values.
    (there,) = client.scatter([schedules], broadcast=True, hash=False)
    empty = log(0, total=0)
    rows = dd.from_map(log, range(parts), meta=empty)
    answer = rows.map_partitions(paged, there, meta=paged(empty, {}))
    counts = answer["paged"].value_counts(dropna=False).compute()
    return Counter({None if pd.isna(person) else person: int(number) for person, number in counts.items()})


# --- the script -------------------------------------------------------------------------------------------------------


def main() -> None:
    """Replay with Dask and in this process, compare, and tell how long each took."""
    options = _options()
    schedules = fleet(options.schedules)
    sizes = [len(pickle.dumps(schedule)) for schedule in schedules.values()]
    print(f"{len(sizes):,} schedules, pickled {sum(sizes) / len(sizes):,.0f} bytes each, none over {max(sizes):,}")
    missing = [name for name in ("dask", "distributed", "pandas", "pyarrow") if find_spec(name) is None]
    if missing:
        print(f"Not installed: {', '.join(missing)}.")
        print("So this is one process and fewer pages, without Dask; for all of it:")
        print("  pip install 'oncall-schedule[dask]'")
        _without_dask(schedules, min(options.timestamps, ALONE))
    else:
        _with_dask(schedules, options.timestamps, options.workers)


def _without_dask(schedules: Mapping[str, Schedule], total: int) -> None:
    draw = random.Random(0)  # noqa: S311 - nothing to guess
    instants: dict[str, list[int]] = {schedule: [] for schedule in schedules}
    for schedule in draw.choices([*schedules], k=total):
        instants[schedule].append(draw.randrange(SINCE, UNTIL))
    begun = perf_counter()
    counts = counted_here(schedules, instants)
    _say("this process", total, perf_counter() - begun)
    _say_who(counts)


def _with_dask(schedules: Mapping[str, Schedule], total: int, workers: int | None) -> None:
    import pandas as pd
    from distributed import Client, LocalCluster

    begun = perf_counter()
    with (
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,  # what is asked is Python code, which threads would only share
            processes=True,
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        ) as cluster,
        Client(cluster) as client,
    ):
        number = len(cluster.workers)
        client.run(import_module, "dask.dataframe")  # or they would do it while they are timed
        print(f"{number} worker{'s' if number > 1 else ''} started in {perf_counter() - begun:.1f} s")

        parts = max(number, -(-total // PARTITION))
        log = partial(pages, parts=parts, total=total, schedules=[*schedules])
        begun = perf_counter()
        counts = counted_by_dask(schedules, log, parts, client)
        _say("Dask", total, perf_counter() - begun)

    begun = perf_counter()
    grouped = pd.concat(map(log, range(parts))).groupby("schedule", observed=True)["at"]
    expected = counted_here(schedules, {schedule: instants.to_numpy() for schedule, instants in grouped})
    _say("this process", total, perf_counter() - begun)
    if counts != expected:
        sys.exit("the two answers differ")
    print("Both count the same for everybody.")
    _say_who(counts)


def _say(where: str, total: int, seconds: float) -> None:
    print(f"{where + ':':13} {total:,} pages in {seconds:.1f} s: {total / seconds:,.0f} a second")


def _say_who(counts: Counter[str | None]) -> None:
    people = [(number, person) for person, number in counts.items() if person is not None]
    number, person = max(people, default=(0, "nobody"))
    print(f"{len(people):,} people were paged, {person} {number:,} times; {counts[None]:,} pages reached nobody.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--timestamps", type=_count, default=10_000_000, help="how many pages (%(default)s)")
    parser.add_argument("--schedules", type=_count, default=2_000, help="of how many schedules (%(default)s)")
    parser.add_argument("--workers", type=_count, help="how many processes (one for each processor)")
    return parser.parse_args()


def _count(text: str) -> int:
    """A number of at least one, as argparse reads its options."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"expected at least 1, got {text}")
    return number


if __name__ == "__main__":
    main()
