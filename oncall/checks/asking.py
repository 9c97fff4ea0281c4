"""Asking every check of a configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.analysis.proofs import Proof
from oncall.checks.findings import Finding, Report
from oncall.checks.settings import Settings
from oncall.checks.suppressing import divided
from oncall.chronology.instants import Instant, checked_range, to_seconds
from oncall.chronology.zones import LATEST, WEEK
from oncall.errors import InvalidValueError
from oncall.model import Absence, Configuration, PageLog, fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from oncall.analysis.changes import Change
    from oncall.checks.definition import Answer, Check
    from oncall.checks.scope import Scope
    from oncall.model import Incident, Page

LAST_SINCE = LATEST - 104 * WEEK


def check(
    configuration: Configuration,
    *,
    since: Instant | None = None,
    until: Instant | None = None,
    pages: PageLog | Iterable[Incident | Page | Instant] = (),
    away: Iterable[Absence] = (),
    settings: Settings | None = None,
    change: Change | None = None,
    progress: Callable[[int, int, str], object] | None = None,
) -> Report:
    """Everything that the checks find in a configuration, and what they prove about it.

    What is decided is decided for all time from `since` on, by default from the beginning of each schedule; `until`
    only limits how far ahead the spans of evidence are listed. `pages` is a page log, or whatever one is
    made from, for the checks that ask how often people are interrupted. `away` says when people are away, for the one
    that asks who is on call then. `change` is the one that made the configuration what it is, for those that are about
    changes. `progress` is called before each check, after each of its answers and after the last check, since hundreds
    of schedules take a while: with how many checks are done, how many there are, and what is asked, in words such as
    `OC001 two-person, 17 answers` (empty: nothing any more).

    Raises:
        NotAnInstantError, InvalidValueError: an end of the range is no instant, the range is empty, or an argument is
            of another kind.
        NotFoundError: the settings select or ignore a check that there is not.

    Examples:
        >>> from oncall import Configuration, Layer, Schedule, User
        >>> layer = Layer.weekly(
        ...     [User(name) for name in ("alice", "bob", "carol", "dave")],
        ...     start="2025-01-06T09:00:00-05:00",
        ...     hand_off="mon 09:00",
        ...     time_zone="America/New_York",
        ... )
        >>> schedule = Schedule(name="checkout", time_zone="America/New_York", layers=[layer])
        >>> check(Configuration(schedules=[schedule])).ok
        True
    """
    # The checks, and the analysis they rest on, are loaded by those who ask.
    from oncall.checks.pack import CHECKS
    from oncall.checks.scope import Scope

    given: object = configuration
    if not isinstance(given, Configuration):
        expected = "a Configuration; of one schedule it is Configuration(schedules=[schedule])"
        raise InvalidValueError("configuration", expected, given)
    if since is not None and until is not None:
        checked_range(since, until)
    scope = Scope(
        configuration,
        settings or Settings(),
        since=None if since is None else to_seconds(since, "since"),
        until=None if until is None else to_seconds(until, "until"),
        log=pages if isinstance(pages, PageLog) else PageLog(pages),
        away=fields.tuple_of(Absence, "away", away),
        change=change,
    )
    if scope.since is not None and scope.since > LAST_SINCE:
        raise InvalidValueError("since", "at least two years before the end of time, which is the year 9999", since)
    scope.settings.refuse_unknown((each.code, each.name) for each in CHECKS)
    chosen = [each for each in CHECKS if scope.settings.chooses(each.code, each.name)]
    answers = [*_answers(chosen, scope, progress or _untold)]
    found = sorted((answer for answer in answers if isinstance(answer, Finding)), key=_reading_order)
    findings, suppressed = divided(found, configuration.suppressions)
    return Report(findings, tuple(answer for answer in answers if isinstance(answer, Proof)), suppressed)


def _answers(checks: Sequence[Check], scope: Scope, progress: Callable[[int, int, str], object]) -> Iterator[Answer]:
    for done, each in enumerate(checks):
        asked = f"{each.code} {each.name}"
        progress(done, len(checks), asked)
        for count, answer in enumerate(each.ask(scope), start=1):
            progress(done, len(checks), f"{asked}, {count} answer{'' if count == 1 else 's'}")
            yield answer
    progress(len(checks), len(checks), "")


def _untold(_done: int, _total: int, _asked: str) -> None:
    """Nobody wants to know how far it is."""


def _reading_order(finding: Finding) -> tuple[str, int, str, str]:
    where = finding.where
    return (where.path if where else "", where.line if where else 0, finding.code, finding.subject)
