"""Who is paged by an escalation policy, worked out tick by tick from the words of the model.

It shares no code with the library, and asks the oracle of schedules who is on call. A clock ticks in minutes, because
delays are whole minutes, and stops also at the instants at which people do something; at each tick it is looked whether
the incident is over, quiet, or due to be run on.
"""

from dataclasses import dataclass

from . import oracle

MINUTE = 60


@dataclass(frozen=True)
class Rule:
    """One rule; a target is a schedule to ask, or the name of a person. `in_turn`: one target per incident."""

    delay_minutes: int
    targets: tuple[oracle.Schedule | str, ...]
    in_turn: bool = False


@dataclass(frozen=True)
class Policy:
    """Rules in order, the number of extra passes, and whether an empty rule waits."""

    rules: tuple[Rule, ...]
    num_loops: int
    waits: bool = False


@dataclass(frozen=True)
class Deeds:
    """What people do about an incident, in UTC seconds, and which incident it is."""

    acknowledged: tuple[int, ...] = ()
    timeout: int | None = None
    resolved: int | None = None
    number: int = 0


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


def found_by(rule: Rule, at: int, number: int) -> dict[str, tuple[int, ...]]:
    """Whom a rule finds at an instant, and through which of its targets.

    E3: "A person reached through two targets of one rule is paged once, with both reasons kept". E4: "A target
    schedule is looked up when its rule is reached". E8: "`round_robin` pages one target of the rule per incident, in
    turn".
    """
    found: dict[str, tuple[int, ...]] = {}
    for position, target in enumerate(rule.targets):
        if rule.in_turn and position != number % len(rule.targets):
            continue
        user = target if isinstance(target, str) else oracle.on_call(target, at)
        if user is not None:
            found[user] = (*found.get(user, ()), position)
    return found


NOTHING = Deeds()


def notices(policy: Policy, triggered: int, deeds: Deeds = NOTHING) -> list[Notice]:
    """Every page of an incident, in order.

    E5: "an incident that finds nobody at trigger is never opened", so nobody can have acknowledged it.
    """
    is_opened = policy.waits or any(found_by(rule, triggered, deeds.number) for rule in policy.rules)
    return _notices(policy, triggered, deeds) if is_opened else []


def _notices(policy: Policy, triggered: int, deeds: Deeds) -> list[Notice]:
    """Every page of an incident that is opened.

    E1: "the rules are run num_loops + 1 times", so what lies ahead is a queue of that many passes. E2: a rule is due
    when the delay of the one before it has run out, the first of a pass when the last of the pass before has. E5: "A
    rule that reaches nobody is skipped at once, without its delay", so the next in the queue is due at the same
    instant; E9: elsewhere it "waits its full delay". E6: "An acknowledgement stops the escalation from that instant;
    if an acknowledgement_timeout runs out first, the escalation goes on from the rule it had reached. A resolve ends
    it." E7: "After the last delay of the last pass nothing more is paged".
    """
    ahead = [(loop, level) for loop in range(policy.num_loops + 1) for level in range(1, len(policy.rules) + 1)]
    behind: list[tuple[int, int]] = []  # the rules after and with the one reached last, which a timeout takes up again
    paged: list[Notice] = []
    told = list(deeds.acknowledged)
    now, left = triggered, 0
    quiet_until: int | None = None
    while deeds.resolved is None or now < deeds.resolved:
        while told and told[0] <= now:
            at = told.pop(0)
            if deeds.timeout is None:
                return paged
            quiet_until = at + deeds.timeout
        if quiet_until is not None and now >= quiet_until:
            quiet_until, left = None, 0
            ahead, behind = behind + ahead, []
        elif quiet_until is not None:
            now = min([quiet_until, *told[:1]])
        elif left > 0:
            tick = min(left, MINUTE, *(at - now for at in told[:1]))
            now, left = now + tick, left - tick
        elif ahead:
            loop, level = ahead.pop(0)
            found = found_by(policy.rules[level - 1], now, deeds.number)
            paged += [Notice(now, user, level, loop, through) for user, through in found.items()]
            if found or policy.waits:
                left, behind = policy.rules[level - 1].delay_minutes * MINUTE, []
            behind = [*behind, (loop, level)] if behind or left else []
        elif told:
            now = told[0]
        else:
            break
    return paged


def holders(paged: list[Notice], at: int) -> set[str]:
    """Who has an incident at an instant, given all its pages: E7, "with whom it was last assigned to".

    A level that is run once more, after a timeout, assigns it anew.
    """
    before = [notice for notice in paged if notice.at <= at]
    runs = [(notice.at, notice.level, notice.loop) for notice in before]
    return {notice.user for notice, run in zip(before, runs, strict=True) if run == runs[-1]}
