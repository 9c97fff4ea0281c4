"""OC906 suppression: a comment that ignores findings without saying why, or that has no effect.

## What it finds

A comment `# oncall: ignore[…]` in a Terraform file that gives no reason (it is obeyed all the same); that names a check
that there is not; that is written in another form, and so has no effect; or that is about no block in which a check
could find anything.

## Why it matters

A finding is ignored for years, and by people who were not there when that was decided. Without a reason nobody dares to
take the comment away; with a slip of the pen it never did what it says. Linters of code came to the same rule: ruff's
`blanket-noqa` and `invalid-rule-code`, sqlfluff's `noqa` that must name a rule that there is.

## Example

```terraform
# oncall: ignore[OC504]
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Weekly"
    start                        = "2025-01-06T06:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T06:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }
}
```

## Use instead

```terraform
# oncall: ignore[OC504] because the team starts its day at six
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Weekly"
    start                        = "2025-01-06T06:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T06:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }
}
```

## How to mend it

Write the codes or names of checks in brackets, then `because` and the reason. The comment goes at the end of the line
that opens the block, or alone on the line above it. A finding that has no place in a file, or one in the files of
others, is ignored in the settings (`ignore = ["OC504"]`).

## What it cannot see

Whether a reason is a good one. A comment that ignores nothing any more is not found: the finding may come back with
another value of a variable, another page log or another threshold. The report lists the findings that are ignored, each
with its comment: a comment that is not there can go. No comment without a reason ignores this check.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Finding, Severity
from oncall.checks.settings import means
from oncall.checks.suppressing import ABOUT_COMMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.checks.scope import Scope
    from oncall.model import Suppression

_LONGEST_NAME = 60


def _ask(scope: Scope) -> Iterator[Answer]:
    if not scope.configuration.suppressions:
        return
    from oncall.checks.pack import CHECKS  # The pack holds this check too.

    known = [(each.code, each.name) for each in CHECKS]
    for each in scope.configuration.suppressions:
        yield from _of_a_comment(each, known)


def _of_a_comment(comment: Suppression, known: list[tuple[str, str]]) -> Iterator[Finding]:
    if comment.mistake:
        yield _finding(
            comment,
            f"The comment has no effect: {comment.mistake}.",
            "Write `# oncall: ignore[OC201] because …` on the line that opens the block, or directly above it.",
        )
        return
    for word in comment.checks:
        if not any(means(word, code, name) for code, name in known):
            yield _finding(
                comment,
                f"The comment ignores {word[:_LONGEST_NAME]!r}, and there is no such check{_near(word, known)}.",
                "Name a check by its code, the beginning of its code, or its name.",
            )
    if not comment.reason:
        yield _finding(
            comment,
            f"The comment ignores {', '.join(comment.checks)} and does not say why.",
            "Write `because` and the reason behind the brackets.",
        )


def _near(word: str, known: list[tuple[str, str]]) -> str:
    """What may have been meant: a name that is like it; never another code."""
    near = get_close_matches(word[:_LONGEST_NAME].lower(), [name for _, name in known])
    return f"; near: {', '.join(near)}" if near else ""


def _finding(comment: Suppression, message: str, fix: str) -> Finding:
    """What is found about a comment: it is no part of a schedule or policy, and its file is what it is about."""
    return Finding(
        code=CHECK.code,
        name=CHECK.name,
        severity=CHECK.severity,
        subject=comment.path,
        message=message,
        fix=fix,
        where=comment.where,
    )


CHECK = Check(code=ABOUT_COMMENTS, name="suppression", severity=Severity.WARNING, ask=_ask, page=__doc__ or "")
