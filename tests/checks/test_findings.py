"""Findings and reports as values."""

from oncall import Finding, Report, Severity, Span
from oncall.errors import Location
from tests.checks.builders import ALICE, finding, layer, schedule


def found(severity: Severity, where: Location | None = None) -> Finding:
    """Something found in a rota."""
    return Finding(
        code="OC101",
        name="coverage-gap",
        severity=severity,
        subject="rota",
        message="nobody is on call.",
        fix="Add a layer.",
        where=where,
        spans=(Span(0, 60),),
    )


def test_only_an_info_leaves_a_report_fine() -> None:
    """Errors and warnings are worse than nothing; infos and an empty report are not."""
    assert Report().ok
    assert Report((found(Severity.INFO),)).ok
    assert not Report((found(Severity.INFO), found(Severity.WARNING))).ok
    assert not Report((found(Severity.ERROR),)).ok


def test_a_finding_is_plain_values() -> None:
    """Its place is path, line and column, its evidence pairs of times, its page a path below the documentation."""
    told = found(Severity.ERROR, Location("a.tf", 3, 5)).to_dict()
    assert told["where"] == {"path": "a.tf", "line": 3, "column": 5}
    assert told["spans"] == [{"start": "1970-01-01T00:00:00+00:00", "end": "1970-01-01T00:01:00+00:00"}]
    assert (told["severity"], told["page"]) == ("error", "checks/OC101.md")
    assert found(Severity.INFO).to_dict()["where"] is None


def test_a_finding_reads_like_a_compilers() -> None:
    """File, line, severity, code, name, sentence."""
    assert str(found(Severity.ERROR, Location("a.tf", 3))) == "a.tf:3: error OC101 coverage-gap: nobody is on call."


def test_the_place_takes_no_part_in_equality() -> None:
    """The same finding in a moved file is the same finding."""
    assert found(Severity.INFO, Location("a.tf", 3)) == found(Severity.INFO)


def test_a_check_signs_its_findings() -> None:
    """Code, name and severity come from the check."""
    made = finding("OC001", schedule(layer(ALICE)))
    assert (made.code, made.name, made.severity) == ("OC001", "two-person", Severity.ERROR)
