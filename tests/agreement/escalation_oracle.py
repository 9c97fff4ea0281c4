"""Who is paged by an escalation policy, worked out minute by minute from the words of the model.

It shares no code with the library, and asks the oracle of schedules who is on call. A clock ticks in minutes, because
delays are whole minutes, and at each tick the rules that are due are run one after the other.
"""

from dataclasses import dataclass

from . import oracle

MINUTE = 60


@dataclass(frozen=True)
class Rule:
    """One rule; a target is a schedule to ask, or the name of a person."""

    delay_minutes: int
    targets: tuple[oracle.Schedule | str, ...]


@dataclass(frozen=True)
class Policy:
    """Rules in order, and the number of extra passes."""

    rules: tuple[Rule, ...]
    num_loops: int


@dataclass(frozen=True)
class Notice:
    """One person, paged at an instant by the rule `level` (from 1) in the pass `loop` (from 0).

    `targets` are the positions, from 0, of the rule's targets that led to the person.
    """

    at: int
    user: str
    level: int
    loop: int
    targets: tuple[int, ...]


def found_by(rule: Rule, at: int) -> dict[str, tuple[int, ...]]:
    """Whom a rule finds at an instant, and through which of its targets.

    E3: "A person reached through two targets of one rule is paged once, with both reasons kept". E4: "A target
    schedule is looked up when its rule is reached".
    """
    found: dict[str, tuple[int, ...]] = {}
    for position, target in enumerate(rule.targets):
        user = target if isinstance(target, str) else oracle.on_call(target, at)
        if user is not None:
            found[user] = (*found.get(user, ()), position)
    return found


def notices(policy: Policy, triggered: int) -> list[Notice]:
    """Every page of an incident that nobody answers, in order.

    E1: "the rules are run num_loops + 1 times", so what lies ahead is a queue of that many passes. E2: a rule is due
    when the delay of the one before it has run out, the first of a pass when the last of the pass before has. E5: "A
    rule that reaches nobody is skipped at once, without its delay", so the next in the queue is due in the same
    minute; a whole silent pass takes no time, and all that follow it ask the same people at the same instant, in vain.
    E7: "After the last delay of the last pass nothing more is paged".
    """
    queue = [(loop, level) for loop in range(policy.num_loops + 1) for level in range(1, len(policy.rules) + 1)]
    paged: list[Notice] = []
    now, minutes_left = triggered, 0
    while queue:
        if minutes_left > 0:
            now, minutes_left = now + MINUTE, minutes_left - 1
            continue
        loop, level = queue.pop(0)
        rule = policy.rules[level - 1]
        found = found_by(rule, now)
        paged += [Notice(now, user, level, loop, through) for user, through in found.items()]
        minutes_left = rule.delay_minutes if found else 0
    return paged


def holders(paged: list[Notice], at: int) -> set[str]:
    """Who has an incident at an instant, given all its pages: E7, "with whom it was last assigned to"."""
    before = [notice for notice in paged if notice.at <= at]
    return {notice.user for notice in before if (notice.level, notice.loop) == (before[-1].level, before[-1].loop)}
