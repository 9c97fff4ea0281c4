"""What a check is: a question with a code, and the page that explains it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs

from oncall.analysis.proofs import Proof
from oncall.checks.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from oncall.checks.scope import Scope
    from oncall.chronology.spans import Span
    from oncall.errors import Location

Answer: TypeAlias = Finding | Proof


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

    def finding(
        self, *, subject: str, message: str, fix: str, where: Location | None, spans: tuple[Span, ...] = ()
    ) -> Finding:
        """A finding of this check."""
        return Finding(
            code=self.code,
            name=self.name,
            severity=self.severity,
            subject=subject,
            message=message,
            fix=fix,
            where=where,
            spans=spans,
        )
