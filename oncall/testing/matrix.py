"""Which check is about which schedule, policy or person: one test for each pair."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, TypeVar

import attrs

from oncall.analysis.people import users_of
from oncall.checks.definition import kind_of
from oncall.checks.findings import about, subjects
from oncall.checks.pack import CHECKS
from oncall.checks.refutations import Refutation, refutations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from oncall.checks import Finding, Report, Settings
    from oncall.checks.definition import Check
    from oncall.checks.findings import About, SuppressedFinding
    from oncall.errors import Location
    from oncall.model import Configuration, EscalationPolicy, Schedule, User

T = TypeVar("T")

Thing: TypeAlias = "Schedule | EscalationPolicy | User"


def _schedules(configuration: Configuration) -> Iterable[Thing]:
    return configuration.schedules.values()


def _policies(configuration: Configuration) -> Iterable[Thing]:
    return configuration.escalation_policies.values()


_ABOUT: dict[str, tuple[Callable[[Configuration], Iterable[Thing]], ...]] = {
    "OC001": (_schedules, _policies),
    "OC607": (_schedules,),
    "OC6": (_policies,),
    "OC702": (users_of,),
    "OC703": (_schedules, _policies),
    "OC801": (users_of,),
    "OC906": (),  # about comments in files; one that is as it should be is nothing to test
    "OC": (_schedules,),
}
"""What the checks are about, by the beginning of their codes; the first that fits counts."""
_OF_PAGES = ("OC003", "OC8")
"""The checks that say nothing without a page log, by the beginning of their codes."""
_OF_CHANGES = ("OC903", "OC904", "OC905")
"""The checks that are about a change, which a configuration alone is not."""


@attrs.frozen(kw_only=True)
class Cell:
    """What one check says of one thing: its findings, and those that a comment in the file ignores.

    `subject` is the id of the thing, with its kind where the check is about one of another kind that has it too.
    Where there are neither, but what it proves does not hold, that is in `refuted`, with what speaks of it instead.
    """

    check: Check
    subject: str
    name: str
    where: Location | None
    findings: tuple[Finding, ...] = ()
    suppressed: tuple[SuppressedFinding, ...] = ()
    refuted: Refutation | None = None

    @property
    def title(self) -> str:
        """The name of the test: `OC101 coverage-gap[pagerduty_schedule.checkout]`."""
        return f"{self.check.code} {self.check.name}[{self.subject}]"


@attrs.frozen(kw_only=True)
class Checked:
    """A configuration, what the checks say of it, and what they were asked with."""

    configuration: Configuration
    report: Report
    settings: Settings
    has_log: bool = False
    has_absences: bool = False


def matrix(checked: Checked) -> Iterator[Cell]:
    """A cell for each check that was asked, in the order of the codes, and for each thing that it is about.

    Things come in the order of the configuration; those that are only found come last.
    """
    found = _by_about((finding, finding) for finding in checked.report.findings)
    suppressed = _by_about((each.finding, each) for each in checked.report.suppressed)
    refuted = refutations(checked.report)
    for check in CHECKS:
        if not checked.settings.chooses(check.code, check.name):
            continue
        things = {(check.code, thing.id, kind_of(thing)): thing for thing in _things(check, checked)}
        only_found = (key for key in (*found, *suppressed) if key[0] == check.code)
        for key, subject in subjects((*things, *only_found)).items():
            thing = things.get(key)
            yield Cell(
                check=check,
                subject=subject,
                name=key[1] if thing is None else thing.name,
                where=None if thing is None else thing.where,
                findings=tuple(found.get(key, ())),
                suppressed=tuple(suppressed.get(key, ())),
                refuted=refuted.get(key),
            )


def _things(check: Check, checked: Checked) -> Iterable[Thing]:
    """What a check is about; nothing if it is not asked."""
    if _is_off(check, checked):
        return
    kinds = next(kinds for begin, kinds in _ABOUT.items() if check.code.startswith(begin))
    for kind in kinds:
        yield from kind(checked.configuration)


def _is_off(check: Check, checked: Checked) -> bool:
    """Whether a check says nothing, because it needs what was not given: a page log, absences, or a setting."""
    match check.code:
        case code if code in _OF_CHANGES:
            return True
        case "OC304":
            return checked.settings.holidays is None
        case "OC402":
            return checked.settings.consecutive_hours is None
        case "OC703":
            return not checked.has_absences
        case _:
            return check.code.startswith(_OF_PAGES) and not checked.has_log


def _by_about(findings: Iterable[tuple[Finding, T]]) -> dict[About, list[T]]:
    """What belongs to findings, by what they are about."""
    found: dict[About, list[T]] = {}
    for finding, value in findings:
        found.setdefault(about(finding), []).append(value)
    return found
