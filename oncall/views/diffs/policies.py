"""What a change does to the incidents of an escalation policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.chronology.words import duration, moment
from oncall.chronology.zones import Zone
from oncall.views.diffs.documents import Paragraph, Part
from oncall.views.diffs.tables import example_table
from oncall.views.diffs.verdicts import otherwise
from oncall.views.diffs.words import Given, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.policy_diffs import PolicyDiff
    from oncall.views.diffs.documents import Block
    from oncall.views.diffs.words import Words


def policy_part(diff: PolicyDiff) -> Part:
    """How much of the time incidents go otherwise, and one of them, before and after side by side."""
    return Part((Paragraph(_share(diff)), *_example(diff)), title=_title(diff))


def _title(diff: PolicyDiff) -> Words:
    kind = "" if diff.service is None else "service "
    name = said(kind, Given(diff.name), " (", Given(diff.zone), ")")
    if diff.before is None:
        return said(name, ", added")
    if diff.after is None:
        return said(name, ", removed")
    if diff.before.name == diff.after.name:
        return name
    if diff.service is not None:
        return said(name, ", by ", Given(diff.after.name), ", before: by ", Given(diff.before.name))
    return said(name, ", before: ", Given(diff.before.name))


def _share(diff: PolicyDiff) -> Words:
    """How much of the range is trigger times of incidents that go otherwise."""
    since, until = diff.bounds
    changed, whole = diff.triggers.seconds, until - since
    what = otherwise(diff.changes)
    if changed == whole:
        return (f"Every incident of the range pages {what}.",)
    return (f"Incidents triggered in {changed / whole:.1%} of the range ({duration(changed)}) page {what}.",)


def _example(diff: PolicyDiff) -> Iterator[Block]:
    example = diff.example
    assert example is not None, "a policy that is shown changes"
    start, _ = example.span.bounds
    yield Paragraph((f"An example: one triggered {moment(start, Zone.named(diff.zone))}.",), "soft")
    yield example_table(example, (Given(diff.name),))
