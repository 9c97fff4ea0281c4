"""What a check is: a question with a code, and the page that explains it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs

from oncall.analysis.proofs import Proof
from oncall.checks.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from oncall.analysis.periods import Course
    from oncall.analysis.reach import Reach
    from oncall.checks.scope import Scope
    from oncall.chronology.spans import Span
    from oncall.errors import Location
    from oncall.model import EscalationPolicy, Schedule, User

Answer: TypeAlias = Finding | Proof
Subject: TypeAlias = "Schedule | EscalationPolicy"


@attrs.frozen(kw_only=True)
class Check:
    """A rule of good practice.

    `ask` yields what it finds in a scope, and what it proves. `page` is its documentation, the docstring of its
    module: a title line `CODE name: what it finds`, then Markdown.
    """

    code: str
    name: str
    severity: Severity
    ask: Callable[[Scope], Iterator[Answer]] = attrs.field(eq=False)
    page: str = attrs.field(repr=False)

    def proof(
        self,
        *,
        subject: Subject,
        statement: str,
        holds: bool,
        seen: Course | Reach | None,
        counterexample: Span | None = None,
    ) -> Proof:
        """What this check says of a schedule or policy, of which so much was `seen`; None: nobody is ever on call."""
        return Proof(
            code=self.code,
            subject=subject.id,
            statement=statement,
            holds=holds,
            since=None if seen is None else seen.since,
            period_seconds=None if seen is None else seen.period,
            until=None if seen is None else seen.until,
            counterexample=counterexample,
            zone=subject.time_zone,
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
    ) -> Finding:
        """What this check finds in a schedule or policy, or of a person.

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
        )
