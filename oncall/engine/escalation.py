"""Escalation on integers: which rule is run when, until somebody answers."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Generic, TypeVar

import attrs

from oncall.engine.stack import FOREVER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

R = TypeVar("R")


@attrs.frozen
class Plan:
    """The rules of a policy by number: `delays` has the seconds of each, and they are run `passes` times.

    `waits`: a rule that reaches nobody takes its delay like any other; otherwise it is skipped at once.
    """

    delays: tuple[int, ...]
    passes: int
    waits: bool = False

    @property
    def seconds(self) -> int:
        """How long the escalation lasts at most, if nobody acknowledges."""
        return sum(self.delays) * self.passes


@attrs.frozen
class Handling:
    """What was done about an incident: when it was `acknowledged`, in order, and when it was `resolved`.

    An acknowledgement holds for `timeout` seconds, from the last one on; None: until the incident is resolved.
    """

    acknowledged: tuple[int, ...] = ()
    timeout: int | None = None
    resolved: int = FOREVER


UNANSWERED = Handling()


@attrs.frozen
class Run(Generic[R]):
    """A rule that is run at an instant, and whom it `reached`; the rule and the pass `loop` are counted from 0."""

    at: int
    rule: int
    loop: int
    reached: R


@attrs.frozen
class Lapse:
    """The instant at which an acknowledgement has run out: the same rule of the same pass is run again."""

    at: int
    rule: int
    loop: int


@attrs.frozen
class End:
    """The instant at which the last delay of the last pass has run out."""

    at: int


def escalation(
    plan: Plan, triggered: int, reach: Callable[[int, int], R], handling: Handling = UNANSWERED
) -> Iterator[tuple[int, int, int, R]]:
    """Every time that a rule reaches anybody: the instant, the rule, the pass (both from 0), and whom `reach` found.

    `reach(rule, instant)` says whom a rule reaches, which is true if that is anybody; it is asked when the rule is
    run, in order of time. Nobody is reached at or after an acknowledgement, until its timeout has run out: then the
    rule that had been reached last is run again. Nobody is reached once the incident is resolved; and an incident that
    finds nobody is never opened, unless rules wait.
    """
    rules = len(plan.delays)
    for at, position, reached in _steps(plan, triggered, reach, handling):
        if reached:
            yield at, position % rules, position // rules, reached


def course(
    plan: Plan, triggered: int, reach: Callable[[int, int], R], handling: Handling = UNANSWERED
) -> Iterator[Run[R] | Lapse | End]:
    """Everything that happens by itself in an `escalation`, in order: rules that reach nobody are run as well.

    It ends without an `End` if an acknowledgement holds, or the incident is resolved. After an `End` it goes on if a
    later acknowledgement lapses. `reach` must not give None.
    """
    rules = len(plan.delays)
    for at, position, reached in _steps(plan, triggered, reach, handling):
        loop, rule = divmod(position, rules)
        if reached is not None:
            yield Run(at, rule, loop, reached)
        elif loop < plan.passes:
            yield Lapse(at, rule, loop)
        else:
            yield End(at)


def _steps(
    plan: Plan, triggered: int, reach: Callable[[int, int], R], handling: Handling
) -> Iterator[tuple[int, int, R | None]]:
    """The instant, the position among the rules of all passes, and whom the rule there reaches.

    None in the place of that: an acknowledgement has lapsed, or at the position after the last the last delay has.
    """
    rules, end = len(plan.delays), len(plan.delays) * plan.passes
    pending = deque(handling.acknowledged)
    if pending and not plan.waits and not any(reach(rule, triggered) for rule in range(rules)):
        pending.clear()  # an incident that finds nobody is never opened, so nobody can have acknowledged it
    at, position = triggered, 0
    held: int | None = None  # the position of the rule that the escalation had reached
    while True:
        is_acknowledged = bool(pending) and pending[0] <= at
        if position == end and at < handling.resolved and not is_acknowledged:
            yield at, end, None
        if is_acknowledged or (pending and position == end):
            if handling.timeout is None:
                return
            at, position = _lapse(pending, handling.timeout), held or 0
            if at < handling.resolved:
                yield at, position, None
            continue
        if position == end or at >= handling.resolved:
            return
        rule = position % rules
        reached = reach(rule, at)
        yield at, position, reached
        if reached or plan.waits:
            held = position
            at += plan.delays[rule]
        position += 1


def _lapse(pending: deque[int], timeout: int) -> int:
    """When the first of the `pending` acknowledgements runs out, unless others prolong it; it and they are taken."""
    lapse = pending.popleft() + timeout
    while pending and pending[0] <= lapse:
        lapse = pending.popleft() + timeout
    return lapse
