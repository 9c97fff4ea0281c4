"""The document that all views of a change show."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import attrs

from oncall.analysis.people import users_of
from oncall.chronology.words import duration
from oncall.chronology.zones import Zone
from oncall.model.users import full_names
from oncall.views.diffs import checked
from oncall.views.diffs.documents import Document, Item, Listing, Paragraph, Part, Picture, Section
from oncall.views.diffs.gains import holiday_sentences
from oncall.views.diffs.policies import policy_part
from oncall.views.diffs.renamings import renamings
from oncall.views.diffs.tables import applying_table, next_shifts_table, people_table, reassignments_table
from oncall.views.diffs.telling_apart import told_apart
from oncall.views.diffs.verdicts import about, verdict
from oncall.views.diffs.windows import window
from oncall.views.diffs.words import Given, said
from oncall.views.people import Roster
from oncall.views.wording import counted, local

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from oncall.analysis.schedule_diffs import ScheduleDiff
    from oncall.checks.diffing import Diff
    from oncall.views.diffs.documents import Block


@attrs.frozen(kw_only=True)
class Limits:
    """How many `rows` of a table are shown, and how many `parts` of a section: schedules, or policies."""

    rows: int
    parts: int


def document(diff: Diff, limits: Limits, more: Sequence[Section] = (), left_out: int = 0) -> Document:
    """All there is to show of a change, but for empty sections; `more` and `left_out` are the caller's."""
    sections = (
        Section(anchor="applying", title="At the moment of applying", parts=_applying(diff, limits), folded=False),
        Section(anchor="people", title="People", parts=_people(diff, limits), folded=False),
        Section(anchor="names", title="Added, removed, renamed", parts=renamings(diff, limits.rows), folded=False),
        *more,
        _reassigned(diff, limits),
        Section(anchor="next", title="Next shifts", parts=_next_shifts(diff, limits)),
        _policies(diff, limits),
        checked.findings(diff, limits.rows),
        checked.proofs(diff, limits.rows),
    )
    people = (*users_of(diff.after), *(each for each in users_of(diff.before) if each not in diff.renamed_people))
    whole = Document(
        verdict=verdict(diff, left_out),
        about=about(diff),
        sections=tuple(each for each in sections if each.parts),
        roster=Roster(people),
        is_fine=diff.is_empty and not left_out,
    )
    return told_apart(whole, {user: name for user, name in full_names(people).items() if name != user.name})


def _applying(diff: Diff, limits: Limits) -> tuple[Part, ...]:
    """Who is on call in each schedule that changes; of one alone the verdict says it."""
    if len(diff.schedules) == 1:
        return ()
    found = [each for each in diff.schedules if each.changes_at_applying or not each.is_empty]
    found.sort(key=lambda each: not each.changes_at_applying)
    return (Part((applying_table(found, limits.rows),)),) if found else ()


def _people(diff: Diff, limits: Limits) -> tuple[Part, ...]:
    found = diff.exchanges
    if not found:
        return ()
    holidays = [*chain.from_iterable(map(holiday_sentences, found))]
    items = tuple(Item(heading=sentence) for sentence in holidays[: limits.rows])
    listing = (Listing(items, more=len(holidays) - len(items)),) if items else ()
    note = (f"+ is gained, - is lost; a night is from {diff.night}, where the person lives.",)
    return (Part((people_table(found, limits.rows), *listing, Paragraph(note, "soft"))),)


def _reassigned(diff: Diff, limits: Limits) -> Section:
    changed = diff.changed_schedules
    count = sum(len(each.reassignments) for each in changed)
    parts = [_reassigned_part(each, limits) for each in changed[: limits.parts]]
    return Section(
        anchor="reassignments",
        title=f"Reassignments ({count})",
        parts=(*parts, *_rest(len(changed) - len(parts), "schedule")),
    )


def _reassigned_part(diff: ScheduleDiff, limits: Limits) -> Part:
    shown = window(diff)
    blocks: list[Block] = [Picture(diff, shown), *_cut(diff, shown), *_coverage(diff)]
    return Part((*blocks, reassignments_table(diff, limits.rows)), title=_title(diff))


def _title(diff: ScheduleDiff) -> tuple[str | Given, ...]:
    name = said(Given(diff.schedule.name), " (", Given(diff.zone), ")")
    if diff.before is None:
        return said(name, ", added")
    if diff.after is None:
        return said(name, ", removed")
    if diff.before.name != diff.after.name:
        return said(name, ", before: ", Given(diff.before.name))
    return name


def _cut(diff: ScheduleDiff, shown: tuple[int, int]) -> Iterator[Paragraph]:
    """That the picture is of a part of the range."""
    if shown != diff.bounds:
        start, end = (local(each, Zone.named(diff.zone)) for each in shown)
        yield Paragraph((f"The picture is of a part of the range: {start} to {end}.",), "soft")


def _coverage(diff: ScheduleDiff) -> Iterator[Paragraph]:
    """For how long nobody is on call, if that changes; of a schedule that comes or goes it says nothing."""
    if diff.before is None or diff.after is None:
        return
    since, until = diff.bounds
    before, after = (round((1 - share) * (until - since)) for share in diff.coverage)
    if before == after:
        return
    told = [f"for {duration(each)} of the range" if each else "never" for each in (before, after)]
    yield Paragraph(
        (f"Nobody is on call: before, {told[0]}; after, {told[1]}.",), "error" if after > before else "fine"
    )


def _next_shifts(diff: Diff, limits: Limits) -> tuple[Part, ...]:
    changed = [each for each in diff.changed_schedules if each.next_shifts]
    parts = [Part((next_shifts_table(each, limits.rows),), title=_title(each)) for each in changed[: limits.parts]]
    return (*parts, *_rest(len(changed) - len(parts), "schedule"))


def _policies(diff: Diff, limits: Limits) -> Section:
    changed = diff.changed_policies
    parts = [policy_part(each) for each in changed[: limits.parts]]
    return Section(
        anchor="policies",
        title=f"Escalation policies ({len(changed)})",
        parts=(*parts, *_rest(len(changed) - len(parts), "policy")),
    )


def _rest(count: int, noun: str) -> Iterable[Part]:
    if count > 0:
        words = "1 more policy" if (noun, count) == ("policy", 1) else f"{count} more policies"
        told = f"and {words if noun == 'policy' else counted(count, f'more {noun}')}"
        yield Part((Paragraph((told,), "soft"),))
