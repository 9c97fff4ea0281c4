"""What a change does, in a few sentences: whom it affects, what they gain, and whether it does anything at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.analysis.policy_diffs import PolicyDiff
from oncall.analysis.schedule_diffs import ScheduleDiff
from oncall.chronology.words import duration, moment
from oncall.chronology.zones import DAY, WEEK, Zone
from oncall.views.diffs.gains import gains
from oncall.views.diffs.words import ARROW, Given, clauses, listed, person, said
from oncall.views.wording import counted, local

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from oncall.analysis.policy_diffs import OutcomeChange
    from oncall.analysis.proofs import Proof
    from oncall.analysis.reassignments import Reassignment
    from oncall.checks.diffing import Diff
    from oncall.views.diffs.words import Words

_MOST_NAMED = 3
_LONG = 53 * WEEK

Start = tuple["ScheduleDiff", "Reassignment"]


def verdict(diff: Diff, left_out: int = 0) -> tuple[Words, ...]:
    """A sentence about what changes, one about the moment of applying, and one about what is added and renamed.

    `left_out` is how many schedules, policies and modules are no part of the diff: nobody knows what becomes of them.
    """
    about_all = "In what could be compared, nothing" if left_out else "Nothing"
    found = [_nothing(diff, about_all)] if diff.is_empty else [clauses(_something(diff)), *_applying(diff)]
    if left_out and not diff.diffs:
        found = [("Nothing could be compared.",)]
    rest: list[Words] = []
    if left_out:
        which = "1 schedule, policy or module" if left_out == 1 else f"{left_out} schedules, policies and modules"
        rest = [(f"What becomes of {which} is not known: left out.",)]
    return (*found, *_silent(diff), *_names(diff), *rest)


def about(diff: Diff) -> Words:
    """From when to when the change was looked at, and when it takes effect."""
    zone, (since, until) = Zone.named(diff.zone), diff.bounds
    applied = moment(diff.applied_second, zone)
    begun, ended = local(since, zone), local(until, zone)
    return (f"Looked at: {begun} to {ended} (", Given(zone.name), f"). Takes effect: {applied}.")


def lasting(since: int, until: int, zone: Zone) -> str:
    """How long a range is: on the wall clock, or in time that passes, whichever is told in fewer words."""
    on_the_wall = zone.reading_of(until) - zone.reading_of(since)
    return min((duration(max(each, 0)) for each in (on_the_wall, until - since)), key=len)


def handover(before: Words, after: Words) -> Words:
    """Who was and who becomes."""
    return said(before, ARROW, after)


def _something(diff: Diff) -> Iterator[Words]:
    count, within = len(diff.exchanges), _within(diff)
    if count:
        yield (f"{'1 person is' if count == 1 else f'{count} people are'} affected {within}",)
    else:
        yield (f"nobody's time on call changes {within}",)
    yield from _uncovered(diff)
    yield from gains(diff.exchanges, _MOST_NAMED)
    yield from _policies(diff)
    yield from _near(diff)


def _uncovered(diff: Diff) -> Iterator[Words]:
    """For how long nobody is on call where somebody was, in schedules that are there before and after."""
    worse: list[tuple[ScheduleDiff, int]] = []
    for each in diff.changed_schedules:
        seconds = sum(one.span.seconds for one in each.reassignments if one.after is None)
        if each.before is not None and each.after is not None and seconds:
            worse.append((each, seconds))
    if len(worse) == 1:
        schedule, seconds = worse[0]
        where = said(" in ", Given(schedule.name)) if len(diff.schedules) > 1 else ()
        yield said("nobody is on call", where, f" for {duration(seconds)} in which somebody was")
    elif worse:
        yield (f"in {len(worse)} schedules nobody is on call at times at which somebody was",)


def _silent(diff: Diff) -> Iterator[Words]:
    """That there are edits which a plan does not show."""
    count = len(diff.silent_edits)
    if count:
        edits = "1 edit of a layer's `start` is" if count == 1 else f"{count} edits of layers' `start` are"
        yield (f"{edits} not in the plan, and will not be applied: see the findings (OC903).",)


def _policies(diff: Diff) -> Iterator[Words]:
    """How many policies page otherwise, and in what way."""
    changed = diff.changed_policies
    if changed:
        which = "1 escalation policy pages" if len(changed) == 1 else f"{len(changed)} escalation policies page"
        yield (f"{which} {otherwise(change for each in changed for change in each.changes)}",)


def otherwise(changes: Iterable[OutcomeChange]) -> str:
    """What is different about the pages of some incidents."""
    has_others = any(each.is_of_people for each in changes)
    return "other people, or at other times" if has_others else "the same people at other times"


def _within(diff: Diff) -> str:
    zone, (since, until) = Zone.named(diff.zone), diff.bounds
    if until - since > _LONG:  # nobody counts in hundreds of weeks
        begun = "" if since == diff.applied_second else f"from {local(since, zone)} "
        return f"{begun}up to {local(until, zone)}"
    length = lasting(since, until, zone)
    if since == diff.applied_second:
        return f"in the next {length.removeprefix('1 ') if length.count(' ') == 1 else length}"
    return f"in the {length} from {local(since, zone)} on"


def _near(diff: Diff) -> Iterator[Words]:
    """What becomes of shifts that are published by now; nothing is said if the range leaves out the first of them."""
    days = diff.settings.published_days
    horizon = diff.applied_second + days * DAY
    found = _starts(diff)
    near = [each for each in found if each[1].span.bounds[0] < horizon]
    if not days or not found or diff.bounds[0] > diff.applied_second:
        return
    if not near:
        yield (f"nobody's shift within {counted(days, 'day')} changes",)
        return
    which = "1 stretch" if len(near) == 1 else f"{len(near)} stretches"
    changes = "changes hands, from" if len(near) == 1 else "change hands, the first from"
    schedule, first = near[0]
    where = said(" in ", Given(schedule.schedule.name)) if len(diff.schedules) > 1 else ()
    when = local if schedule.zone == diff.zone else moment
    begun = when(first.span.bounds[0], Zone.named(schedule.zone))
    who = handover(person(first.before), person(first.after))
    near_by = (
        f" within {counted(days, 'day')}" if diff.bounds[1] >= horizon else ""
    )  # else the range is no longer than that
    yield said(f"{which}{near_by} {changes} {begun} on (", who, where, ")")


def _starts(diff: Diff) -> list[Start]:
    """Every reassignment with its schedule, in the order in which they begin."""
    found = [(each, one) for each in diff.changed_schedules for one in each.reassignments]
    return sorted(found, key=lambda pair: pair[1].span.bounds[0])


def _applying(diff: Diff) -> Iterator[Words]:
    """Who is on call when the change takes effect, and whether they stay."""
    if not diff.schedules:
        return
    at = moment(diff.applied_second, Zone.named(diff.zone))
    changing = [each for each in diff.schedules if each.changes_at_applying]
    if changing:
        handed = [_handed(each, is_alone=len(diff.schedules) == 1) for each in changing[:_MOST_NAMED]]
        more = len(changing) - len(handed)
        rest = [("so does 1 other schedule" if more == 1 else f"so do {more} other schedules",)] if more else []
        yield clauses([said(f"at the moment of applying, {at}, ", handed[0]), *handed[1:], *rest])
    elif len(diff.schedules) == 1:
        yield said(f"At the moment of applying, {at}, ", stays(diff.schedules[0]), ".")
    else:
        yield (f"At the moment of applying, {at}, whoever is on call stays.",)


def stays(diff: ScheduleDiff) -> Words:
    """Who is on call at the moment of applying, where that does not change."""
    user, _ = diff.users_at_applying
    return ("nobody is on call, as before",) if user is None else said(person(user), " is on call, and stays")


def _handed(diff: ScheduleDiff, *, is_alone: bool) -> Words:
    before, after = diff.users_at_applying
    where = () if is_alone else said(" in ", Given(diff.schedule.name))
    if before is None:
        return said(person(after), " goes on call", where, ", where nobody was")
    if after is None:
        return said(person(before), " goes off call", where, ", and nobody takes over")
    return said(person(after), " takes over from ", person(before), where)


def _nothing(diff: Diff, nothing: str) -> Words:
    """That nothing changes, and for how long that is known."""
    zone, (since, until) = Zone.named(diff.zone), diff.bounds
    if diff.is_empty_for_ever:
        return (f"{nothing} changes for anybody: proved for all time ({_evidence(_proofs(diff))}).",)
    if since == until:
        at = moment(diff.applied_second, zone)
        return (f"{nothing} changes for anybody: the range is over before the change takes effect ({at}).",)
    begun = f"from {local(since, zone)} " if since > diff.applied_second else ""
    range_ = f"{nothing} changes for anybody {begun}up to {local(until, zone)}"
    first = _first(diff)
    if first is not None:
        start, schedule = first
        was, becomes = (None if it is None else it.on_call(start) for it in (schedule.before, schedule.after))
        where = said(Given(schedule.schedule.name), ": ", handover(person(was), person(becomes)))
        when = "the first change comes" if start >= until else "before that, there is a change:"
        return said(f"{range_}; {when} {local(start, Zone.named(schedule.zone))} (", where, ").")
    return (f"{range_}; what comes later was not decided.",)


def _first(diff: Diff) -> tuple[int, ScheduleDiff] | None:
    """When anybody else is on call for the first time, and in which schedule; None: nobody knows of any time."""
    found = [
        (each.proof.counterexample.bounds[0], place)
        for place, each in enumerate(diff.schedules)
        if each.proof is not None and each.proof.counterexample is not None
    ]
    if not found:
        return None
    start, place = min(found)
    return start, diff.schedules[place]


def _proofs(diff: Diff) -> list[Proof]:
    return [each.proof for each in diff.schedules if each.proof is not None]


def _evidence(proofs: Sequence[Proof]) -> str:
    """What was looked at, if it is the same for all; else how many proofs there are."""
    found = list(dict.fromkeys(proof.evidence for proof in proofs))
    if not found:
        return "every rule of every policy is the same"
    return found[0] if len(found) == 1 else f"each of {counted(len(proofs), 'schedule')} over its own period"


def _names(diff: Diff) -> Iterator[Words]:
    """How much is added, removed and renamed."""
    counts = (("added", diff.added), ("removed", diff.removed), ("renamed", diff.renamed))
    found = [said(f"{word}: ", _kinds(each)) for word, each in counts if each]
    if found:
        yield clauses(found)


def _kinds(diffs: Sequence[ScheduleDiff | PolicyDiff]) -> Words:
    schedules = sum(isinstance(each, ScheduleDiff) for each in diffs)
    services = sum(isinstance(each, PolicyDiff) and each.service is not None for each in diffs)
    policies = len(diffs) - schedules - services
    told_policies = "1 policy" if policies == 1 else f"{policies} policies"
    kinds = (
        (schedules, counted(schedules, "schedule")),
        (policies, told_policies),
        (services, counted(services, "service")),
    )
    return listed([(words,) for count, words in kinds if count])
