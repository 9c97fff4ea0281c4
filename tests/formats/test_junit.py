"""JUnit's XML, read back by an XML parser."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import attrs
from hypothesis import given

from oncall import Proof, Report, Severity
from oncall.errors import Location
from oncall.formats import junit
from tests.formats.reports import HOSTILE, WEEKEND, finding, reports, suppressed

PROOF = Proof(
    code="OC101", subject="pagerduty_schedule.day", statement="somebody is always on call", holds=True, since=0
)


def read(report: Report) -> ET.Element:
    """The one suite of the document, whose counts are right."""
    document = ET.fromstring(junit.dumps(report).encode())  # noqa: S314 - what we wrote ourselves
    (suite,) = document
    cases = suite.findall("testcase")
    for element in (document, suite):
        assert int(element.attrib["tests"]) == len(cases)
        assert int(element.attrib["failures"]) == len(suite.findall("testcase/failure"))
        assert int(element.attrib["skipped"]) == len(suite.findall("testcase/skipped"))
        assert (element.attrib["errors"], element.attrib["time"]) == ("0", "0")
    return suite


def case(report: Report) -> ET.Element:
    """The one test case of a report."""
    (found,) = read(report).findall("testcase")
    return found


def text(element: ET.Element | None) -> str:
    """What an element holds, which is there."""
    assert element is not None
    return element.text or ""


def test_a_finding_is_a_failure() -> None:
    """The check is the class, the subject the name; the place is said twice, for those who show either."""
    found = case(Report((finding(spans=(WEEKEND,)),)))
    assert found.attrib == {
        "classname": "OC101 coverage-gap",
        "name": "pagerduty_schedule.night",
        "time": "0",
        "file": "infra/night.tf",
        "line": "7",
    }
    (failure,) = found
    assert failure.attrib == {"type": "error", "message": "Night: nobody is on call."}
    assert text(failure).splitlines() == [
        "infra/night.tf:7: error OC101 coverage-gap",
        "Night: nobody is on call.",
        "Sat 2025-03-08 17:00 -05:00 to Mon 2025-03-10 09:00 -04:00",
        "Mend: Add a layer.",
    ]


def test_an_info_passes() -> None:
    """It is in the output of a case that does not fail."""
    found = case(Report((finding(severity=Severity.INFO),)))
    assert [element.tag for element in found] == ["system-out"]
    assert "Night: nobody is on call." in text(found.find("system-out"))


def test_what_is_proved_is_a_case_that_passes() -> None:
    """A check that has found nothing is seen to have been asked."""
    found = case(Report(proofs=(PROOF,)))
    assert (found.attrib["classname"], found.attrib["name"]) == ("OC101 coverage-gap", "pagerduty_schedule.day")
    assert text(found.find("system-out")).startswith("proved: pagerduty_schedule.day: somebody is always on call")


def test_a_proof_is_in_the_case_of_its_finding() -> None:
    """No two cases have one name: GitLab would show the first and forget the other."""
    proof = attrs.evolve(PROOF, subject="pagerduty_schedule.night", holds=False)
    found = case(Report((finding(), finding(message="And again.", severity=Severity.WARNING)), (proof,)))
    assert [element.tag for element in found] == ["failure", "system-out"]
    failure = found[0]
    assert failure.attrib["type"] == "error"
    assert "Night: nobody is on call." in text(failure)
    assert "And again." in text(failure)


REFUTED = attrs.evolve(PROOF, subject="pagerduty_schedule.night", holds=False)
ENDS = {"code": "OC102", "name": "schedule-ends", "message": "Night: nobody is on call from Monday on."}


def of_check(report: Report, code: str) -> ET.Element:
    """The one test case of a check."""
    (found,) = (each for each in read(report).findall("testcase") if each.attrib["classname"].startswith(code))
    return found


def test_what_is_refuted_fails_where_another_check_has_the_finding() -> None:
    """With the proof as the message, and the finding below it."""
    found = of_check(Report((finding(**ENDS),), (REFUTED,)), "OC101")
    failure = found[0]
    assert (failure.tag, failure.attrib["type"], failure.attrib["message"]) == ("failure", "error", str(REFUTED))
    assert text(failure).startswith(f"{REFUTED}\n\ninfra/night.tf:7: error OC102 schedule-ends\n{ENDS['message']}")
    assert (found.attrib["file"], found.attrib["line"]) == ("infra/night.tf", "7")


def test_what_is_refuted_fails_without_any_finding() -> None:
    """The proof says enough."""
    assert text(of_check(Report(proofs=(REFUTED,)), "OC101").find("failure")) == str(REFUTED)


def test_what_is_refuted_is_skipped_where_a_comment_ignores_the_finding() -> None:
    """With its reason; not if another finding speaks of it too."""
    ignored = suppressed("the pilot is over", **ENDS)
    skipped = of_check(Report(proofs=(REFUTED,), suppressed=(ignored,)), "OC101").find("skipped")
    assert skipped is not None
    assert skipped.attrib == {"message": "ignored: the pilot is over"}
    seam = finding(code="OC103", name="seam")
    assert of_check(Report((seam,), (REFUTED,), (ignored,)), "OC101").find("failure") is not None


def test_a_refuted_info_passes() -> None:
    """As a finding of it does."""
    assert of_check(Report(proofs=(attrs.evolve(REFUTED, code="OC306"),)), "OC306").find("failure") is None


def test_what_a_comment_ignores_is_skipped() -> None:
    """With the reason that the comment gives."""
    found = case(Report(suppressed=(suppressed("the office is closed"),)))
    skipped = found.find("skipped")
    assert skipped is not None
    assert skipped.attrib == {"message": "ignored: the office is closed"}


def test_what_a_comment_ignores_without_a_reason_is_skipped_too() -> None:
    """And says that there is none."""
    skipped = case(Report(suppressed=(suppressed(""),))).find("skipped")
    assert skipped is not None
    assert skipped.attrib == {"message": "ignored: no reason is given"}


def test_a_finding_beside_an_ignored_one_fails() -> None:
    """A case is skipped only if there is nothing else in it."""
    found = case(Report((finding(),), suppressed=(suppressed(message="Another."),)))
    assert found.find("skipped") is None
    assert "Another." in text(found.find("system-out"))


def test_a_report_that_says_nothing_has_a_case() -> None:
    """Jenkins takes results without any test for a failed run."""
    found = case(Report())
    assert (found.attrib["classname"], found.attrib["name"], len(found)) == ("oncall", "nothing found", 0)


def test_a_finding_without_a_file() -> None:
    """There is no attribute, not an empty one."""
    assert "file" not in case(Report((finding(where=None),))).attrib
    assert "file" not in case(Report((finding(where=Location("", 1)),))).attrib


def test_a_schedule_and_a_policy_of_one_id_have_a_case_each() -> None:
    """Which say what they are about, as no two may have one name; what is proved of one is not said of the other."""
    policy = finding(code="OC001", name="two-person", subject="one", kind="policy")
    proof = attrs.evolve(PROOF, code="OC001", subject="one", kind="schedule")
    alone = finding(subject="one", kind="schedule")
    cases = {
        (each.attrib["classname"], each.attrib["name"]): [part.tag for part in each]
        for each in read(Report((policy, alone), (proof,))).findall("testcase")
    }
    assert cases == {
        ("OC001 two-person", "one (policy)"): ["failure"],
        ("OC001 two-person", "one (schedule)"): ["system-out"],
        ("OC101 coverage-gap", "one"): ["failure"],
    }


def test_what_xml_cannot_hold_is_an_escape() -> None:
    """Control characters and halves of surrogate pairs are written in letters; markup is text."""
    found = case(Report((finding(subject=HOSTILE, message=HOSTILE),)))
    shown = "alice\n::error::<b>&amp; 50%,{0} [x](y) \\x00\\x1b[31m\\r\\ud800\\uffff é 夜 ]]>"
    assert found.attrib["name"] == shown
    assert found[0].attrib["message"] == shown
    assert shown in text(found[0])


@given(reports())
def test_any_report_is_read_back(report: Report) -> None:
    """The document is well-formed, and every check and subject is there once."""
    suite = read(report)
    found = [*report.findings, *(each.finding for each in report.suppressed)]
    assert len(suite.findall("testcase")) == (len({(each.code, each.subject) for each in found}) or 1)
