"""What is added, removed or renamed by a change, and who is there under another id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.analysis.people import users_of
from oncall.analysis.schedule_diffs import ScheduleDiff
from oncall.views.diffs.documents import Item, Listing, Part
from oncall.views.diffs.words import ARROW, Given, person, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.policy_diffs import PolicyDiff
    from oncall.checks.diffing import Diff
    from oncall.model import User
    from oncall.views.diffs.words import Words


def renamings(diff: Diff, most: int) -> tuple[Part, ...]:
    """A line for each thing; of an empty list no part."""
    found = [*_lines(diff)]
    if not found:
        return ()
    items = tuple(Item(heading=words) for words in found[:most])
    return (Part((Listing(items, more=len(found) - len(items)),)),)


def _lines(diff: Diff) -> Iterator[Words]:
    for word, things in (("Added", diff.added), ("Removed", diff.removed)):
        for each in things:
            yield said(f"{word}: {_kind(each)} ", _called(each))
    for each in diff.renamed:
        yield said(f"Renamed: {_kind(each)} ", _renamed(each))
    known = {user.id: user for user in users_of(diff.before)}
    for user in users_of(diff.after):
        if user.id in known:
            yield from _recalled(known[user.id], user)
    for before, after in diff.renamed_people.items():
        yield said("Another id, taken for the same person: ", person(after), " (", _ids(before.id, after.id), ")")


def _recalled(before: User, after: User) -> Iterator[Words]:
    """What somebody is called, if that differs under one id; another address may be another person's."""
    if before.name != after.name:
        yield said("Renamed: person ", Given(before.name), ARROW, person(after), " (", Given(after.id), ")")
    if before.email and after.email and before.email.casefold() != after.email.casefold():
        emails = said(Given(before.email), ARROW, Given(after.email))
        yield said("Another e-mail address, so perhaps another person: ", person(after), " (", emails, ")")


def _renamed(diff: ScheduleDiff | PolicyDiff) -> Words:
    """Both names, if they differ, and both ids, if those do."""
    before, after = diff.before, diff.after
    assert before is not None, "something renamed is there before"
    assert after is not None, "and after"
    names = said(Given(before.name), ARROW, Given(after.name)) if before.name != after.name else (Given(after.name),)
    return said(names, " (", _ids(before.id, after.id), ")") if before.id != after.id else names


def _ids(before: str, after: str) -> Words:
    return said(Given(before), ARROW, Given(after))


def _kind(diff: ScheduleDiff | PolicyDiff) -> str:
    if isinstance(diff, ScheduleDiff):
        return "schedule"
    return "escalation policy" if diff.service is None else "service"


def _called(diff: ScheduleDiff | PolicyDiff) -> Words:
    return (Given(diff.name),) if diff.name == diff.id else said(Given(diff.name), " (", Given(diff.id), ")")
