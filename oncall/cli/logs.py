"""What a page log and a configuration have not in common: said in one way by every command that reads both."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from oncall.chronology.words import abridged
from oncall.cli import output
from oncall.errors import Problem
from oncall.views.wording import counted, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.attribution import Attribution
    from oncall.model import Incident

_MOST_REASONS = 10


def warn(attribution: Attribution, path: str) -> None:
    """Warn on the standard error of incidents without a page, and of pages of people who are nobody there."""
    for message in (*_without_page(attribution), *_of_strangers(attribution)):
        output.warn(Problem(path, message))


def _without_page(attribution: Attribution) -> Iterator[str]:
    """A sentence for each reason, the most frequent first, with the first incident that it is the reason of."""
    of_reason: dict[str, list[Incident]] = defaultdict(list)
    for each in attribution.unattributed:
        of_reason[each.reason].append(each.incident)
    reasons = sorted(of_reason.items(), key=lambda each: -len(each[1]))
    for reason, incidents in reasons[:_MOST_REASONS]:
        has = "has" if len(incidents) == 1 else "have"
        example = incidents[0].id or incidents[0].triggered_at.isoformat()
        yield f"{counted(len(incidents), 'incident')} {has} no page: {shown(reason)} (such as {shown(example)})"
    if len(reasons) > _MOST_REASONS:
        rest = reasons[_MOST_REASONS:]
        incident_count = counted(sum(len(incidents) for _, incidents in rest), "incident")
        yield f"{incident_count} more without a page, for {counted(len(rest), 'other reason')}"


def _of_strangers(attribution: Attribution) -> Iterator[str]:
    strangers = attribution.strangers
    if not strangers:
        return
    known = {*strangers}
    count = sum(page.user in known for page in attribution.pages)
    names = abridged([shown(user.name) for user in strangers])
    verb, who = ("is", "somebody who is") if count == 1 else ("are", "people who are")
    yield f"{counted(count, 'page')} {verb} of {who} not in the configuration: {names}"
