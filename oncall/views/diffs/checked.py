"""What the checks find and prove before and after a change, where that differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.formats.finding_text import evidence
from oncall.views.diffs.documents import Item, Listing, Part, Section, Table
from oncall.views.diffs.words import Given, listed, said
from oncall.views.sentences import worst_first

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from oncall.analysis.proofs import Proof
    from oncall.checks import Finding
    from oncall.checks.diffing import Diff
    from oncall.views.diffs.documents import Mood
    from oncall.views.diffs.words import Words

_MOODS: dict[str, Mood] = {"error": "error", "warning": "warning", "info": "info"}
_REFUTED = "refuted"
_MOST_NAMED = 5


def findings(diff: Diff, most: int) -> Section:
    """The findings that appear, with how to mend them, and those that disappear; `most` of each, the worst."""
    new, gone = diff.new_findings, diff.gone_findings
    return Section(
        anchor="findings",
        title=f"Findings ({_appearing(len(new), 'appear')}, {_appearing(len(gone), 'disappear')})",
        parts=(
            *_part("Found after the change, and not before it", new, most, is_new=True),
            *_part("Found before the change, and not after it", gone, most, is_new=False),
        ),
    )


def proofs(diff: Diff, most: int) -> Section:
    """The statements that hold before or after the change alone; where nothing changes, how far that is known."""
    turned = sorted(diff.proofs, key=lambda pair: _word(pair[1]) != _REFUTED)
    parts = [Part((_turned(turned, most),))] if turned else []
    same = _sameness(diff) if diff.is_empty else []
    if same:
        parts.append(Part((_listing(same, most),)))
    title = f"Proofs ({len(turned)} changed)" if turned else "Proofs"
    return Section(anchor="proofs", title=title, parts=tuple(parts))


def _appearing(count: int, verb: str) -> str:
    return f"{count} {verb}s" if count == 1 else f"{count} {verb}"


def _part(title: str, found: Sequence[Finding], most: int, *, is_new: bool) -> Iterator[Part]:
    if found:
        yield Part((_listing([_finding(each, is_new=is_new) for each in worst_first(found)], most),), title=(title,))


def _listing(items: Sequence[Item], most: int) -> Listing:
    return Listing(tuple(items[:most]), more=max(len(items) - most, 0))


def _finding(finding: Finding, *, is_new: bool) -> Item:
    where = finding.subject if finding.where is None else str(finding.where)
    lines: list[Words] = [(Given(finding.message, is_message=True),)]
    if is_new:
        spans = evidence(finding.spans)
        lines += [(f"When: {'; '.join(spans)}",)] if spans else []
        lines.append(("Mend: ", Given(finding.fix, is_message=True)))
    severity = str(finding.severity)
    heading = (f"{severity} {finding.code} {finding.name}: ", Given(where))
    return Item(heading=heading, lines=tuple(lines), mood=_MOODS[severity])


def _turned(turned: Sequence[tuple[Proof | None, Proof | None]], most: int) -> Table:
    """A line for each statement: what is known of it before, and after; those first that no longer hold."""
    rows = [(_statement(pair), (_word(pair[0]),), (_word(pair[1]),)) for pair in turned[:most]]
    return Table(
        label=("Statements that hold before or after alone",),
        titles=("statement", "before", "after"),
        rows=tuple(rows),
        more=max(len(turned) - most, 0),
    )


def _statement(pair: tuple[Proof | None, Proof | None]) -> Words:
    proof = pair[1] or pair[0]
    assert proof is not None, "one of the two was asked"
    return said(
        f"{proof.code} " if proof.code else "", Given(proof.subject), ": ", Given(proof.statement, is_message=True)
    )


def _word(proof: Proof | None) -> str:
    """What is known of a statement, in a word or a few."""
    if proof is None:
        return "not asked"
    if not proof.holds:
        return _REFUTED
    return "proved" if proof.until is None else "holds as far as it was decided"


def _sameness(diff: Diff) -> list[Item]:
    """What is known of schedules in which nothing changes, those with the same evidence together.

    Nothing, if one evidence is that of all: then the verdict has it.
    """
    groups: dict[tuple[str, str], list[Words]] = {}
    for each in diff.schedules:
        if each.proof is not None:
            key = (_word(each.proof), each.proof.evidence)
            groups.setdefault(key, []).append((Given(each.schedule.name),))
    if diff.is_empty_for_ever and len(groups) == 1:
        return []
    return [_same(names, *key) for key, names in groups.items()]


def _same(names: list[Words], word: str, looked_at: str) -> Item:
    more: list[Words] = [(f"{len(names) - _MOST_NAMED} more",)] if len(names) > _MOST_NAMED else []
    heading = said("The same people are on call at the same times in ", listed([*names[:_MOST_NAMED], *more]))
    return Item(heading=heading, lines=((f"{word}: {looked_at}",),))
