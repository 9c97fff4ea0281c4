"""OC605 response-time: the second person is paged later than a severity allows.

## What it finds

Escalation policies in which a missed first page breaks a severity's response time: the second person is paged later
than 5 minutes (SEV-1), 15 (SEV-2) or 30 (SEV-3) after the trigger, or after the next business day (SEV-4). It names the
severities that the policy cannot meet and those that it can, and adds up the delays of the levels that are run before.
It looks at every trigger time, so a level that is empty, or that has the first person once more, for ten minutes a week
counts as well. Decided for all time.

The next business day is the next day Monday to Friday, up to the midnight that ends it, on the wall clock of the
policy's zone (of its schedules that last for ever, if there are any in another). So a Friday's incident has until the
end of Monday, and the least time is left to one of a minute before midnight.

## Why it matters

The first person is in the shower. Who asks for an answer within five minutes (the article's response times) and
escalates after ten has made a promise that one missed page breaks.

## Example

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Weekly"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }
}

resource "pagerduty_escalation_policy" "checkout" {
  name = "Checkout"

  rule {
    escalation_delay_in_minutes = 10

    target {
      type = "schedule_reference"
      id   = pagerduty_schedule.checkout.id
    }
  }

  rule {
    escalation_delay_in_minutes = 15

    target {
      type = "user_reference"
      id   = "ivan"
    }
  }
}
```

## Use instead

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Weekly"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }
}

resource "pagerduty_escalation_policy" "checkout" {
  name = "Checkout"

  rule {
    escalation_delay_in_minutes = 5

    target {
      type = "schedule_reference"
      id   = pagerduty_schedule.checkout.id
    }
  }

  rule {
    escalation_delay_in_minutes = 15

    target {
      type = "user_reference"
      id   = "ivan"
    }
  }
}
```

## How to mend it

Shorten the delay of the first rule to the response time, or page two people at once. Where the second person is only
reached when the rules are run again, no delay is at fault: let another level reach somebody else at that time.

## What it cannot see

Which services are SEV-1: a policy for slower work may ignore the check, or be checked with other response times,
`Settings(response_times=ResponseTimes({"SEV-3": 30}))`. Public holidays are business days to it. A policy that never
reaches a second person is for OC001 to find.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from oncall.analysis.lateness import late
from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.words import listing, moment
from oncall.chronology.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.proofs import Proof
    from oncall.checks.scope import Scope
    from oncall.model import EscalationPolicy, Outcome, ResponseTime, Step

_PEOPLE = 2  # whoever does not answer, and who is paged then


def _ask(scope: Scope) -> Iterator[Answer]:
    for policy in scope.policies:
        if scope.settings.response_times:
            yield from _policy(scope, policy)


def _policy(scope: Scope, policy: EscalationPolicy) -> Iterator[Answer]:
    seen, times = scope.reach(policy), [*scope.settings.response_times.values()]
    missed = {time: outcome for time in times if (outcome := late(seen, _PEOPLE, time)) is not None}
    against = [*missed.values(), *seen.short_of(_PEOPLE)]
    proof = CHECK.proof(
        subject=policy,
        statement=f"a second person is paged {_promise(times)}",
        holds=not against,
        seen=seen,
        counterexample=against[0].span if against else None,
    )
    yield proof
    if missed:
        yield _finding(scope, policy, missed, [time.severity for time in times if time not in missed], proof)


def _promise(times: list[ResponseTime]) -> str:
    """What keeps all the response times: the most urgent, and the next business day if that may be over sooner."""
    first, *others = times
    decisive = [first, *(time for time in others if time.least_seconds < first.least_seconds)]
    return listing(
        dict.fromkeys(
            f"by the end of the {time.allowance}" if time.next_business_day else f"within {time.allowance}"
            for time in decisive
        )
    )


def _finding(
    scope: Scope, policy: EscalationPolicy, missed: dict[ResponseTime, Outcome], kept: list[str], proof: Proof
) -> Answer:
    first, worst = next(iter(missed.items()))
    together = {outcome: [time for time in missed if missed[time] == outcome] for outcome in missed.values()}
    in_time = f", in time for {listing(kept)}" if kept else ""
    fix, at_fault = _mend(policy, worst, "less than a day" if first.next_business_day else first.allowance)
    return CHECK.finding(
        subject=policy,
        message=f"{'; '.join(_sentence(scope, policy, *each) for each in together.items())}{in_time}.",
        fix=f"{fix}, or page two people at once.",
        where=policy.rules[at_fault - 1].where,
        spans=tuple(outcome.span for outcome in together),
        proof=proof,
    )


def _mend(policy: EscalationPolicy, outcome: Outcome, enough: str) -> tuple[str, int]:
    """How the second person may be paged in time, and the level, from 1, that is to be changed."""
    second, size = _second_step(outcome), len(policy.rules)
    if second.loop == 0:
        return f"Shorten the delays before level {second.level} to {enough} in all", max(second.level - 1, 1)
    # Sooner the rules would have been run again with the same result: only other people help.
    another = outcome.steps[0].level % size + 1
    let = f"let level {another} reach somebody else at that time" if size > 1 else "add a level that reaches them"
    return f"Page a second person within {enough}: {let}", another


def _sentence(scope: Scope, policy: EscalationPolicy, outcome: Outcome, times: list[ResponseTime]) -> str:
    first, second = map(scope.called, outcome.users[:_PEOPLE])
    begin, zone = outcome.span.bounds[0], Zone.named(outcome.span.zone)
    always = not policy.schedules and not times[0].next_business_day
    incident = "" if always else f" an incident at {moment(begin, zone)}"
    asked = listing(map(str, times))
    ends = f", which ends {moment(times[0].due_second(begin, zone), zone)}" if times[0].next_business_day else ""
    paged = f"{second} is paged after {_sum(policy, outcome)}"
    return f"if {first} does not answer{incident}, {paged}: too late for {asked}{ends}"


def _sum(policy: EscalationPolicy, outcome: Outcome) -> str:
    """The delays of the levels that are run before the second person: `10 (level 1) + 5 (level 2) = 15 minutes`."""
    second, size = _second_step(outcome), len(policy.rules)
    end = second.loop * size + second.level - 1
    reached = {step.loop * size + step.level - 1 for step in outcome.steps}
    run = Counter(place % size for place in range(end) if place in reached or policy.plan.waits)
    minutes = [(count, policy.rules[index].escalation_delay_in_minutes, index + 1) for index, count in run.items()]
    if len(minutes) == 1 and minutes[0][0] == 1:
        return f"{minutes[0][1]} minutes (the delay of level {minutes[0][2]})"
    terms = (f"{f'{count} * ' if count > 1 else ''}{delay} (level {level})" for count, delay, level in minutes)
    return f"{' + '.join(terms)} = {second.offset_seconds // 60} minutes"


def _second_step(outcome: Outcome) -> Step:
    """The step at which the second person is paged."""
    seconds = outcome.seconds_to(_PEOPLE)
    return next(step for step in outcome.steps if step.offset_seconds == seconds)


CHECK = Check(
    code="OC605",
    name="response-time",
    severity=Severity.WARNING,
    ask=_ask,
    page=__doc__ or "",
    told_by=("OC001", "OC606"),
)
