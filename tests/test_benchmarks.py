"""The benchmark suite: what it compares gives the same answers, and it says so if not."""

from __future__ import annotations

import gc
import json
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from typing import TYPE_CHECKING

import attrs
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks import __main__ as program
from tests.benchmarks import report
from tests.benchmarks.comparisons import COMPARISONS
from tests.benchmarks.comparisons.years import rows
from tests.benchmarks.contenders import OURS, Comparison, Contender, difference, disagreements
from tests.benchmarks.growth import Curve, grown
from tests.benchmarks.inputs import (
    DAY,
    DAY_PEOPLE,
    MAIN,
    NIGHT_BEGINS,
    NIGHT_ENDS,
    NIGHT_PEOPLE,
    QUICK,
    SINCE,
    UNTIL,
    ZONES,
    Rota,
    schedule_of,
)
from tests.benchmarks.measuring import DisagreementError, Figure, interleaved, measured
from tests.benchmarks.peers import OPTIONAL, Peer, left_out, peers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

IN_ONE_PROCESS = sorted(set(COMPARISONS) - {"import", "import-schedule", "import-all", "who", "check"})
SIZE = attrs.evolve(QUICK, points=5, many=100, schedules=2)
EXACT = tuple(each for name, each in peers().items() if name in {"standard_library", "whenever_only"})


@pytest.fixture(autouse=True, scope="module")
def _prompt_collection() -> Iterator[None]:
    """What was there before is not looked through before each run that is timed."""
    gc.freeze()
    yield
    gc.unfreeze()


@st.composite
def rotas(draw: st.DrawFn) -> Rota:
    """Other zones, hand-offs by day, and up to four people each, some of them in both layers."""
    begun = datetime(2015, 1, 1)
    everybody = DAY_PEOPLE + NIGHT_PEOPLE
    return Rota(
        zone=draw(st.sampled_from(ZONES)),
        weeks_from=begun + timedelta(days=draw(st.integers(0, 1000)), hours=draw(st.integers(9, 19))),
        nights_from=begun + timedelta(days=draw(st.integers(0, 1000)), hours=NIGHT_BEGINS),
        weeks=everybody[: draw(st.integers(1, 4))],
        nights=everybody[draw(st.integers(2, 4)) :][: draw(st.integers(1, 4))],
    )


_rotas = rotas()
_instants = st.lists(st.integers(1_514_764_800, 2_145_916_800), min_size=1, max_size=5)  # 2018 to 2037


@given(rota=_rotas, instants=_instants, days=st.integers(1, 10))
def test_peers_agree(rota: Rota, instants: list[int], days: int) -> None:
    """The standard library's closed form and whenever's say who is on call as the schedule does; so do their shifts."""
    schedule = schedule_of(rota)
    expected = [user.id for user in map(schedule.on_call, instants) if user]
    since, until = instants[0], instants[0] + days * DAY + 1
    shifts = rows(schedule.shifts(since, until))
    for peer in EXACT:
        ask, ask_datetime = peer.asked_ints(rota), peer.asked_datetimes(rota)
        assert [ask(at) for at in instants] == expected
        assert [ask_datetime(datetime.fromtimestamp(at, UTC)) for at in instants] == expected
        assert peer.rendered(rota)(since, until) == shifts


@pytest.mark.parametrize("peer", peers().values(), ids=lambda peer: peer.NAME)
def test_a_peer_by_hand(peer: Peer) -> None:
    """12 March 2025 is ten weeks after 1 January; the night before it is 69 nights after the first."""
    morning = datetime(2025, 3, 12, NIGHT_ENDS + 4, tzinfo=UTC)  # 08:00 in New York, four hours behind in summer
    asked, ask = peer.asked_datetimes(MAIN), peer.asked_ints(MAIN)
    assert asked(morning) == ask(int(morning.timestamp())) == "carol"  # 10 % 4 = 2
    assert asked(morning - timedelta(seconds=1)) == "frank"  # 69 % 4 = 1
    assert asked(pendulum.instance(morning, "UTC").in_timezone("America/New_York")) == "carol"


@pytest.mark.parametrize("name", IN_ONE_PROCESS)
def test_all_agree(name: str) -> None:
    """Whatever a comparison times gives the answers that ours gives."""
    comparison = COMPARISONS[name](SIZE)
    assert disagreements(comparison) == []
    assert comparison.ours.name == OURS


def test_the_main_input_has_731_shifts() -> None:
    """What is left of the first night, 365 days, and 365 nights that begin in 2025."""
    assert len(schedule_of(MAIN).shifts(SINCE, UNTIL)) == 1 + 365 + 365


def told(name: str, answers: object, *, scale: float = 1) -> Contender:
    """A contender that gives these answers at once."""
    return Contender(name=name, run=lambda _: None, answers=lambda: answers, scale=scale)


def test_a_disagreement_is_told_with_the_first_answer_that_differs() -> None:
    """The times of different answers are not measured."""
    ours, theirs = told("ours", ["alice", "bob", "carol"]), told("theirs", ["alice", "carol", "bob"])
    with pytest.raises(DisagreementError) as raised:
        measured(Comparison(title="", ours=ours, peers=(theirs,)), 1)
    assert raised.value.sentences == [
        "ours and theirs differ: in 2 of 3 answers, first in number 1: 'bob' against 'carol'"
    ]


def test_a_part_is_held_against_the_beginning() -> None:
    """A slow peer may answer the first of the questions; who answers all of them may not be short."""
    ours = told("ours", [1, 2, 3, 4])
    assert disagreements(Comparison(title="", ours=ours, peers=(told("half", [1, 2], scale=2),))) == []
    assert disagreements(Comparison(title="", ours=ours, peers=(told("short", [1, 2]),))) == [
        "ours and short differ: 4 answers against 2"
    ]
    assert difference("Bob", "Alice") == "'Bob' against 'Alice'"


def test_contenders_take_turns() -> None:
    """In each round each runs once, and what it needs is made anew before it."""
    ran: list[str] = []

    def contender(name: str) -> Contender:
        return Contender(name=name, prepare=lambda: ran.append(f"{name} made"), run=lambda _: ran.append(name))

    interleaved([contender("a"), contender("b")], 1)
    assert ran == ["a made", "a", "b made", "b"]


def test_short_rounds_are_repeated() -> None:
    """What is over at once has five times the rounds; one round stays one."""
    assert len(interleaved([told("ours", None)], 2, least_seconds=0)) == 10
    assert len(interleaved([told("ours", None)], 1)) == 1


def test_figures_say_whether_targets_are_met() -> None:
    """A limit is held against the figure of ours, a ratio against that of a peer."""
    assert Figure(contender="ours", value=2, at_most=1).met is False
    assert Figure(contender="theirs", value=2, ratio=0.5, at_most=0.6).met is True
    assert Figure(contender="theirs", value=2, ratio=0.5).met is None


def test_a_curve_compares_its_last_point_with_its_base() -> None:
    """Ten times the shifts in the same time: a tenth of the time each."""
    same = told("1", None)
    found = grown(
        Curve(title="", axis="", law="linear", contenders=[same, attrs.evolve(same, name="2")], sizes=[1, 10]), 1
    )
    assert found.ratio == pytest.approx(found.points[1].seconds / found.points[0].seconds / 10)


@pytest.mark.parametrize(("ratio", "shown"), [(3.14, "3.14"), (0.6, "0.60"), (0.125, "1/8.00"), (0.01, "1/100")])
def test_a_share_is_a_fraction_where_ours_is_much_faster(ratio: float, shown: str) -> None:
    """Three digits."""
    assert report.share(ratio) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"), [(2.5, "2.50 s"), (0.0123, "12.3 ms"), (4e-7, "400 ns"), (40e-6, "40.0 us")]
)
def test_durations_have_the_unit_that_suits_them(seconds: float, shown: str) -> None:
    """Three digits."""
    assert report.duration(seconds) == shown


def test_a_run_prints_a_table_and_writes_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Lines have at most 80 characters; the JSON has every figure, with where it was made."""
    path = tmp_path / "found.json"
    status = program.main(["--rounds", "1", "--only", "point-int", "growth-range", "--json", str(path), "--markdown"])
    table, _, markdown = capsys.readouterr().out.partition("| comparison")
    assert status == 0
    assert max(map(len, table.splitlines())) <= 80
    assert "| **an instant, from an int** |" in markdown
    found = json.loads(path.read_text(encoding="utf-8"))
    assert found["rounds"] == 1
    assert found["versions"]["pendulum"] == version("pendulum")
    (comparison,), (curve,) = found["comparisons"], found["growth"]
    assert {"contender", "value", "ratio", "at_most", "met"} <= comparison["contenders"][1].keys()
    assert [point["at"] for point in curve["points"]] == ["1", "2", "4", "8", "16"]


def test_a_disagreement_is_the_exit_status(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """It is printed, and the other comparisons go on."""
    wrong = Comparison(title="", ours=told("ours", [1]), peers=(told("theirs", [2]),))
    right = attrs.evolve(wrong, peers=())
    monkeypatch.setattr(program, "COMPARISONS", {"wrong": lambda _: wrong, "right": lambda _: right})
    assert program.agreement(["wrong", "right"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "DISAGREEMENT in wrong: ours and theirs differ: in 1 of 1 answers, first in number 0: 1 against 2",
        "right: all agree",
    ]


def test_a_missing_peer_is_left_out_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are compared as ever."""
    monkeypatch.setattr("tests.benchmarks.peers.find_spec", _nothing_of({"whenever", "numpy"}))
    assert left_out() == ["numpy", "whenever"]
    assert "whenever_only" not in peers()
    assert "standard_library" in peers()


def _nothing_of(missing: Iterable[str]) -> object:
    assert set(missing) <= set(OPTIONAL)
    return lambda module: None if module in missing else module
