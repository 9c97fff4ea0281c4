"""What a check is: a question with a code, and the page that explains it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs

from oncall.analysis.periods import Course
from oncall.analysis.proofs import Proof
from oncall.checks.findings import Finding, Severity
from oncall.model import EscalationPolicy, Schedule, User

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from oncall.analysis.levels import Seen
    from oncall.analysis.reach import Reach
    from oncall.analysis.recurrence import Recurrence
    from oncall.analysis.walks import Walk
    from oncall.checks.scope import Scope
    from oncall.chronology.spans import Span
    from oncall.errors import Location

Answer: TypeAlias = Finding | Proof
Subject: TypeAlias = Schedule | EscalationPolicy


@attrs.frozen(kw_only=True)
class Check:
    """A rule of good practice.

    `ask` yields what it finds in a scope, and what it proves. `page` is its documentation, the docstring of its
    module: a title line `CODE name: what it finds`, then Markdown. `told_by` are the codes of the checks that may have
    the finding in its place where what it proves does not hold.
    """

    code: str
    name: str
    severity: Severity
    ask: Callable[[Scope], Iterator[Answer]] = attrs.field(eq=False)
    page: str = attrs.field(repr=False)
    told_by: tuple[str, ...] = ()

    def proof(
        self,
        *,
        subject: Subject,
        statement: str,
        holds: bool,
        seen: Walk | Course | Reach | Seen | None,
        counterexample: Span | None = None,
        recurs: Recurrence | None = None,
        because: str = "",
        is_about_who_serves: bool = False,
    ) -> Proof:
        """What this check says of a schedule or policy, of which so much was `seen`; None: nobody is ever on call.

        A statement `is_about_who_serves` if it asks only who ever is on call: that is decided by arithmetic where the
        joint period is too long to walk.
        """
        bound = None if seen is None else seen.until
        until = seen.places_until if is_about_who_serves and isinstance(seen, Course) else bound
        return Proof(
            code=self.code,
            subject=subject.id,
            statement=statement,
            holds=holds,
            since=None if seen is None else seen.since,
            period_seconds=None if seen is None else seen.period,
            until=until,
            repeats_from=None if seen is None else seen.settled,
            counterexample=counterexample,
            recurs=recurs,
            because=because,
            by_arithmetic=until != bound,
            zone=subject.time_zone,
            kind=kind_of(subject),
        )

    def finding(
        self,
        *,
        subject: Subject | User,
        message: str,
        fix: str,
        where: Location | None = None,
        spans: tuple[Span, ...] = (),
        proof: Proof | None = None,
        also_about: tuple[str, ...] = (),
    ) -> Finding:
        """What this check finds in a schedule or policy, or of a person; it may speak of other subjects too, by id.

        If a `proof` was made up to a date only, that is said too.
        """
        return Finding(
            code=self.code,
            name=self.name,
            severity=self.severity,
            subject=subject.id,
            message=f"{subject.name}: {message} {proof.bound if proof else ''}".rstrip(),
            fix=fix,
            where=where or subject.where,
            spans=spans,
            also_about=also_about,
            kind=kind_of(subject),
        )


def kind_of(subject: Subject | User) -> str:
    """What a finding or a proof calls the kind of its subject."""
    match subject:
        case Schedule():
            return "schedule"
        case EscalationPolicy():
            return "policy"
        case User():
            return "person"
