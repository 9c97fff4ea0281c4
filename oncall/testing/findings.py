"""What the checks find that a test does not want, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall.checks import Settings, Severity
from oncall.checks.asking import check
from oncall.checks.choosing import chosen
from oncall.errors import InvalidValueError
from oncall.model import fields
from oncall.testing.wording import ASSERTION_WIDTH, finding_text
from oncall.views.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oncall.chronology.instants import Instant
    from oncall.model import Absence, Configuration, Incident, Page, PageLog

_WORST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def unwanted(
    configuration: Configuration,
    settings: Settings,
    *,
    since: Instant | None,
    pages: PageLog | Iterable[Incident | Page | Instant],
    away: Iterable[Absence],
    severity: str,
) -> str:
    """The findings of a severity or a worse one; empty: there is none.

    Raises:
        InvalidValueError, NotFoundError, NotAnInstantError: as `oncall.check`, or there is no such severity.
        OncallError: the settings choose no check.
    """
    if severity not in _WORST_FIRST:
        raise InvalidValueError("severity", "'error', 'warning' or 'info'", severity)
    chosen(settings)
    counting = _WORST_FIRST[: _WORST_FIRST.index(Severity(severity)) + 1]
    report = check(configuration, settings=settings, since=since, pages=pages, away=away)
    found = [finding for finding in report.findings if finding.severity in counting]
    texts = (finding_text(finding, width=ASSERTION_WIDTH) for finding in found)
    return "\n\n".join((counted(len(found), "finding"), *texts)) if found else ""


def narrowed(settings: Settings | None, select: Iterable[str], ignore: Iterable[str]) -> Settings:
    """Settings that choose what is selected, if anything is, and not what is ignored.

    Raises:
        InvalidValueError: the settings are none, or the words are no list of texts.
    """
    given: object = settings
    if given is not None and not isinstance(given, Settings):
        raise InvalidValueError("settings", "a Settings", given)
    base = settings or Settings()
    selected = fields.tuple_of(str, "select", [select] if isinstance(select, str) else select)
    ignored = fields.tuple_of(str, "ignore", [ignore] if isinstance(ignore, str) else ignore)
    return attrs.evolve(base, select=selected or base.select, ignore=(*base.ignore, *ignored))
