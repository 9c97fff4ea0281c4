"""Diffs: a change of schedules, policies or whole configurations, with what the checks find before and after it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from oncall.analysis.changes import Change, everybody
from oncall.analysis.nights import Night
from oncall.analysis.public_holidays import days_by_person
from oncall.checks.asking import LAST_SINCE, check
from oncall.checks.definition import kind_of
from oncall.checks.findings import about
from oncall.checks.settings import Settings
from oncall.chronology.instants import Instant, checked_range, to_seconds
from oncall.errors import InvalidValueError
from oncall.model import Configuration, EscalationPolicy, Schedule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oncall.analysis.proofs import Proof
    from oncall.analysis.public_holidays import Holidays
    from oncall.checks.findings import About, Finding, Report
    from oncall.model.silent_edits import SilentEdit


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Diff(Change):
    """What a change does to people, and to what the checks find and prove; as `Change`."""

    settings: Settings = attrs.field(factory=Settings)
    """What the checks of both sides go by."""

    @cached_property
    def reports(self) -> tuple[Report, Report]:
        """What the checks find before, and after; those that are about a change are asked after it.

        They look from `applied_at` on, and in the last two years that there are from where these begin.
        """
        since = min(self.applied_second, LAST_SINCE)
        before = check(self.before, since=since, settings=self.settings)
        return before, check(self.after, since=since, settings=self.settings, change=self)

    @property
    def new_findings(self) -> tuple[Finding, ...]:
        """What is found after the change and not before it.

        A finding that is only told in other words or at another line, since it is still true of the same subject, is
        none of them.
        """
        before, after = self.reports
        return _less(after.findings, before.findings, self._names)

    @property
    def gone_findings(self) -> tuple[Finding, ...]:
        """What is found before the change and not after it."""
        before, after = self.reports
        return _less(before.findings, after.findings, self._names)

    @property
    def proofs(self) -> tuple[tuple[Proof | None, Proof | None], ...]:
        """Each statement of which it is known, before or after, whether it holds for all time, and that it did change.

        None: nobody asked, because its subject is not there.
        """
        names = self._names
        before, after = ({_statement(each, names): each for each in report.proofs} for report in self.reports)
        both = ((before.get(key), after.get(key)) for key in {**before, **after})
        return tuple((one, other) for one, other in both if (one and one.holds) != (other and other.holds))

    @property
    def _names(self) -> dict[tuple[str, str], str]:
        """What the subjects of before, by id and kind, are called after."""
        return {(each.before.id, kind_of(each.before)): each.id for each in self.renamed if each.before is not None}

    def to_dict(self) -> dict[str, Any]:
        """Plain values, as `Change.to_dict`, and the findings that appear and disappear."""
        return {
            **Change.to_dict(self),
            "new_findings": [each.to_dict() for each in self.new_findings],
            "gone_findings": [each.to_dict() for each in self.gone_findings],
            "proofs": [
                {"before": one and one.to_dict(), "after": other and other.to_dict()} for one, other in self.proofs
            ],
        }

    def __repr__(self) -> str:
        return f"<Diff: {len(self.exchanges)} people affected, {len(self.changed_schedules)} schedules changed>"


def diff(
    before: Configuration | Schedule | EscalationPolicy,
    after: Configuration | Schedule | EscalationPolicy,
    since: Instant,
    until: Instant,
    *,
    applied_at: Instant | None = None,
    holidays: Holidays | None = None,
    night: Night | tuple[int, int] = (22, 7),
    settings: Settings | None = None,
    silent_edits: Iterable[SilentEdit] = (),
) -> Diff:
    """What becomes of the people on call in `[since, until)` if `after` takes the place of `before`.

    Both are schedules, or escalation policies, or configurations. The change takes effect at `applied_at`, by default
    at `since`: nothing before that is different, as the paging service does not rewrite the past. Nights, weekends and
    holidays are those where people live; `holidays` and `night` are as those of `fairness`. `settings` are for the
    findings that appear and disappear, `silent_edits` what a plan does not show. Everything is worked out when it is
    asked for.

    Raises:
        NotAnInstantError, InvalidValueError: a time is no instant, the range is empty, or the two are not of one kind.
        NotFoundError: a holiday is of somebody who is not there.
        MissingLibraryError: a country is named, and the package `holidays` is not installed.

    Examples:
        >>> from oncall import Layer, Schedule, User
        >>> def weekly(*names: str) -> Schedule:
        ...     users = [User(name) for name in names]
        ...     layer = Layer.weekly(users, start="2025-01-06T09:00:00Z", hand_off="mon 09:00", time_zone="Etc/UTC")
        ...     return Schedule(name="checkout", time_zone="Etc/UTC", layers=[layer])
        >>> found = diff(
        ...     weekly("alice", "bob"),
        ...     weekly("alice", "bob", "carol"),
        ...     "2025-01-15T00:00:00Z",
        ...     "2025-02-03T09:00:00Z",
        ... )
        >>> for each in found.changed_schedules[0].reassignments:
        ...     print(each)
        2025-01-20T09:00:00+00:00 to 2025-01-27T09:00:00+00:00: alice -> carol
        2025-01-27T09:00:00+00:00 to 2025-02-03T09:00:00+00:00: bob -> alice
    """
    begin, end = checked_range(since, until)
    old, new = _configurations(before, after)
    return Diff(
        before=old,
        after=new,
        since=begin,
        until=end,
        applied_at=begin if applied_at is None else to_seconds(applied_at, "applied_at"),
        night=night if isinstance(night, Night) else Night(night),
        holidays=None if holidays is None else days_by_person(holidays, everybody(old, new)),
        settings=settings or Settings(),
        silent_edits=silent_edits,
    )


def _configurations(before: object, after: object) -> tuple[Configuration, Configuration]:
    """Both as configurations; of two schedules, or policies, each is what the other one becomes."""
    match before, after:
        case Configuration(), Configuration():
            return before, after
        case Schedule(), Schedule():
            return Configuration(schedules=[attrs.evolve(before, id=after.id)]), Configuration(schedules=[after])
        case EscalationPolicy(), EscalationPolicy():
            return (
                Configuration(escalation_policies=[attrs.evolve(before, id=after.id)]),
                Configuration(escalation_policies=[after]),
            )
        case (Configuration() | Schedule() | EscalationPolicy(), _):
            raise InvalidValueError("after", f"a {type(before).__name__}, as before is", after)
        case _:
            raise InvalidValueError("before", "a Configuration, a Schedule or an EscalationPolicy", before)


def _less(
    findings: Iterable[Finding], others: Iterable[Finding], names: dict[tuple[str, str], str]
) -> tuple[Finding, ...]:
    """The findings that the others are not: of one check about one subject, those in other words, if there are more."""
    these, those = _grouped(findings, names), _grouped(others, names)
    left = ((each, key) for key, found in these.items() if len(found) > len(those.get(key, ())) for each in found)
    return tuple(each for each, key in left if each.message not in {one.message for one in those.get(key, ())})


def _grouped(findings: Iterable[Finding], names: dict[tuple[str, str], str]) -> dict[About, list[Finding]]:
    found: dict[About, list[Finding]] = {}
    for each in findings:
        found.setdefault(_about(each, names), []).append(each)
    return found


def _statement(proof: Proof, names: dict[tuple[str, str], str]) -> tuple[About, str]:
    return _about(proof, names), proof.statement


def _about(said: Finding | Proof, names: dict[tuple[str, str], str]) -> About:
    """What something is about that is said before or after the change, as it is called after it."""
    code, subject, kind = about(said)
    return code, names.get((subject, kind), subject), kind
