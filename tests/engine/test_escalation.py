"""Escalation on numbers: everything that happens, one event after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from oncall.engine.escalation import End, Handling, Lapse, Plan, Run, course, escalation

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST, SECOND = 600, 900
"""The delays of two rules."""


def everybody(rule: int, at: int) -> str:  # noqa: ARG001 - whoever it is, at any time
    """Rule 0 reaches `a`, rule 1 `b`."""
    return "ab"[rule]


def only_the_second(rule: int, at: int) -> str:  # noqa: ARG001
    """Rule 0 reaches nobody."""
    return "b" if rule else ""


def nobody(rule: int, at: int) -> str:  # noqa: ARG001
    """No rule reaches anybody."""
    return ""


def test_every_rule_is_run_in_every_pass_up_to_the_end() -> None:
    """Two passes of 10 and 15 minutes are over after 50."""
    assert [*course(Plan((FIRST, SECOND), 2), 0, everybody)] == [
        Run(0, 0, 0, "a"),
        Run(600, 1, 0, "b"),
        Run(1500, 0, 1, "a"),
        Run(2100, 1, 1, "b"),
        End(3000),
    ]


@pytest.mark.parametrize(("waits", "second", "end"), [(False, 0, 900), (True, 600, 1500)])
def test_a_rule_that_reaches_nobody_is_told(waits: bool, second: int, end: int) -> None:  # noqa: FBT001
    """It takes no time, or its delay if rules wait."""
    plan = Plan((FIRST, SECOND), 1, waits=waits)
    assert [*course(plan, 0, only_the_second)] == [Run(0, 0, 0, ""), Run(second, 1, 0, "b"), End(end)]


def test_an_acknowledgement_that_holds_has_no_end() -> None:
    """Without a timeout nothing happens by itself after it."""
    assert [*course(Plan((FIRST, SECOND), 1), 0, everybody, Handling((1,)))] == [Run(0, 0, 0, "a")]


def test_an_acknowledgement_that_lapses_goes_on_with_the_rule_that_was_reached() -> None:
    """After one at 601 s, prolonged at 700 s, with a timeout of 100 s, rule 1 is run again at 800 s."""
    found = course(Plan((FIRST, SECOND), 1), 0, everybody, Handling((601, 700), timeout=100))
    assert [*found] == [Run(0, 0, 0, "a"), Run(600, 1, 0, "b"), Lapse(800, 1, 0), Run(800, 1, 0, "b"), End(1700)]


def test_after_the_end_an_acknowledgement_may_still_lapse() -> None:
    """The last rule is then run once more, and there is a second end."""
    found = course(Plan((FIRST,), 1), 0, everybody, Handling((601,), timeout=100))
    assert [*found] == [Run(0, 0, 0, "a"), End(600), Lapse(701, 0, 0), Run(701, 0, 0, "a"), End(1301)]


@pytest.mark.parametrize(
    ("resolved", "events"),
    [
        (0, []),
        (600, [Run(0, 0, 0, "a")]),
        (800, [Run(0, 0, 0, "a"), Run(600, 1, 0, "b")]),
        (1700, [Run(0, 0, 0, "a"), Run(600, 1, 0, "b"), Lapse(800, 1, 0), Run(800, 1, 0, "b")]),
    ],
)
def test_nothing_happens_once_it_is_resolved(resolved: int, events: list[object]) -> None:
    """Neither a rule, nor a lapse, nor the end, at that instant or after it."""
    handling = Handling((700,), timeout=100, resolved=resolved)
    assert [*course(Plan((FIRST, SECOND), 1), 0, everybody, handling)] == events


def test_what_reaches_nobody_is_over_at_once() -> None:
    """Every rule of every pass is run at the trigger, and nobody can acknowledge what was never opened."""
    found = course(Plan((FIRST, SECOND), 2), 0, nobody, Handling((5,), timeout=100))
    assert [*found] == [Run(0, 0, 0, ""), Run(0, 1, 0, ""), Run(0, 0, 1, ""), Run(0, 1, 1, ""), End(0)]


@pytest.mark.parametrize("reach", [everybody, only_the_second, nobody])
def test_an_escalation_is_what_reaches_anybody(reach: Callable[[int, int], str]) -> None:
    """It has the rules that were run and reached somebody, and nothing else."""
    plan, handling = Plan((FIRST, SECOND), 2), Handling((700,), timeout=100)
    runs = [event for event in course(plan, 0, reach, handling) if isinstance(event, Run) and event.reached]
    assert [*escalation(plan, 0, reach, handling)] == [(run.at, run.rule, run.loop, run.reached) for run in runs]


def test_an_acknowledgement_at_the_second_of_a_lapse_prolongs_it() -> None:
    """One at 10 for 60 s runs out at 70; who acknowledges at 70 is in time, so that nothing lapses before 130."""
    found = course(Plan((FIRST,), 1), 0, everybody, Handling(acknowledged=(10, 70), timeout=60))
    assert [*found] == [Run(0, 0, 0, "a"), Lapse(130, 0, 0), Run(130, 0, 0, "a"), End(730)]
    late = course(Plan((FIRST,), 1), 0, everybody, Handling(acknowledged=(10, 71), timeout=60))
    assert [*late][:3] == [Run(0, 0, 0, "a"), Lapse(70, 0, 0), Run(70, 0, 0, "a")]
