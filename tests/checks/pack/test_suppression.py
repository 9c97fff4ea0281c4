"""OC906: comments that ignore findings without saying why, or that have no effect."""

from __future__ import annotations

import pytest

import oncall
from oncall import Configuration, Finding, Settings, Suppression
from oncall.errors import Location
from oncall.formats import terraform

TEXT = """%s
resource "pagerduty_user" "alice" {
  name  = "Alice"
  email = "alice@example.com"
}
"""
FOR_A_REASON = " because she is on leave"


def found(*comments: str) -> tuple[Finding, ...]:
    """What is found about comments above a user's block."""
    configuration = terraform.loads(TEXT % "\n".join(comments), path="a.tf")
    return oncall.check(configuration, settings=Settings(select="OC906")).findings


def message(comment: str) -> str:
    """The one finding about a comment."""
    (only,) = found(comment)
    return only.message


def test_a_comment_with_a_reason_is_fine() -> None:
    """Codes, beginnings of codes and names that there are, and why."""
    assert found(f"# oncall: ignore[OC201, OC7, layer-hidden]{FOR_A_REASON}") == ()
    assert found("# Nothing of that kind", "# oncall: alice") == ()


def test_a_comment_says_why() -> None:
    """Without a reason there is a finding at the comment."""
    (only,) = found("# oncall: ignore[OC201, noise]")
    assert only.message == "The comment ignores OC201, noise and does not say why."
    assert (only.where, only.subject) == (Location("a.tf", 1, 1), "a.tf")


def test_a_comment_names_checks_that_there_are() -> None:
    """Neither `OC999` nor a slip of the pen is one; small letters or capitals are all the same."""
    told = message(f"# oncall: ignore[OC999]{FOR_A_REASON}")
    assert told == "The comment ignores 'OC999', and there is no such check."
    told = message(f"# oncall: ignore[OC201, layer-hiden]{FOR_A_REASON}")
    assert told == "The comment ignores 'layer-hiden', and there is no such check; near: layer-hidden."
    assert found(f"# oncall: ignore[oc201, Oc2, Layer-Hidden]{FOR_A_REASON}") == ()


def test_each_defect_is_said() -> None:
    """Two checks that there are not, and no reason, are three findings at one place."""
    assert len(found("# oncall: ignore[OC998, OC999]")) == 3


@pytest.mark.parametrize(
    ("comment", "mistake"),
    [
        ("# oncall: ignore", "it names no check in brackets"),
        ("# oncall: ignore[OC201 because x", "its bracket is not closed"),
        ("# oncall: ignored[OC201] because x", "`ignored` is not `ignore`"),
        (
            "# oncall: ignore[OC201] because x\n",
            "it stands neither in a block, nor on the line of one, nor directly above one",
        ),
    ],
)
def test_a_comment_has_an_effect(comment: str, mistake: str) -> None:
    """What is wrong with one that has none is said, and nothing else about it."""
    assert message(comment) == f"The comment has no effect: {mistake}."


def test_it_is_said_of_comments_made_in_python_too() -> None:
    """The check looks at the configuration, wherever that comes from."""
    comment = Suppression(where=Location("b.tf", 7), first_line=8, last_line=9, checks=["OC201"])
    report = oncall.check(Configuration(suppressions=[comment]))
    assert [(each.code, each.where) for each in report.findings] == [("OC906", Location("b.tf", 7))]


def test_without_a_reason_it_does_not_ignore_itself() -> None:
    """Inside of the block that it covers it would; with a reason there is nothing to ignore."""
    inside = TEXT.replace("%s\n", "").replace("  name", "  # oncall: ignore[OC906]\n  name")
    report = oncall.check(terraform.loads(inside), settings=Settings(select="OC906"))
    assert [each.code for each in report.findings] == ["OC906"]
    assert not report.ok
    report = oncall.check(terraform.loads(inside.replace("]", f"]{FOR_A_REASON}")), settings=Settings(select="OC906"))
    assert report == oncall.Report()
