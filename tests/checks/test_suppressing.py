"""Findings that a comment in the file asks to ignore."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
from hypothesis import given
from hypothesis import strategies as st

import oncall
from oncall import Finding, Settings, Severity, Suppression
from oncall.checks.suppressing import divided
from oncall.errors import Location
from oncall.formats import terraform
from tests.checks.builders import ALICE, BOB, asked, layer, schedule

if TYPE_CHECKING:
    from oncall import Report

LAYER = """
  layer {
    name                         = "%s"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob"]
  }
"""
TEXT = f"""# above the schedule
resource "pagerduty_schedule" "rota" {{
  name      = "Rota"
  time_zone = "America/New_York"
  # above the first layer{LAYER % "Old"}{LAYER % "New"}}}
"""
OTHER = TEXT.replace('"rota"', '"other"')


def report(text: str) -> Report:
    """What the checks of layers, and the one about comments, find in a text."""
    return oncall.check(terraform.loads(text, path="a.tf"), settings=Settings(select=["OC2", "OC906"]))


def found_at(line: int | None, code: str = "OC201", name: str = "layer-hidden", path: str = "a.tf") -> Finding:
    """Something found on a line of a file."""
    where = None if line is None else Location(path, line, 3)
    return Finding(
        code=code, name=name, severity=Severity.ERROR, subject="rota", message="bad.", fix="Mend it.", where=where
    )


def covering(first: int, last: int, *checks: str, reason: str = "it goes in May", path: str = "a.tf") -> Suppression:
    """A comment that covers some lines."""
    return Suppression(where=Location(path, first), first_line=first, last_line=last, checks=checks, reason=reason)


def test_a_finding_of_the_block_is_ignored() -> None:
    """The hidden layer is no finding any more: it is in the report with the comment, and the report is fine."""
    assert [each.code for each in report(TEXT).findings] == ["OC201"]
    for written in ("OC201", "OC2", "layer-hidden", "OC101, OC201"):
        comment = f"# oncall: ignore[{written}] because the old layer goes in May"
        for place in ("# above the schedule", "# above the first layer"):
            told = report(TEXT.replace(place, comment))
            assert told.findings == ()
            assert told.ok
            (ignored,) = told.suppressed
            assert ignored.finding.code == "OC201"
            assert ignored.suppression.reason == "the old layer goes in May"


def test_other_checks_and_other_blocks_stay() -> None:
    """A comment about another check, on another layer or on another schedule ignores nothing."""
    told = report(TEXT.replace("# above the schedule", "# oncall: ignore[OC202] because x"))
    assert [each.code for each in told.findings] == ["OC201"]
    told = report(
        TEXT.replace('name                         = "New"', 'name = "New" # oncall: ignore[OC201] because x')
    )
    assert [each.code for each in told.findings] == ["OC201"]
    told = report(TEXT.replace("# above the schedule", "# oncall: ignore[OC201] because x") + OTHER)
    assert [each.subject for each in told.findings] == ["pagerduty_schedule.other"]
    assert [each.finding.subject for each in told.suppressed] == ["pagerduty_schedule.rota"]


def test_every_instance_of_a_block_is_covered() -> None:
    """A comment on a block with `for_each` is about all that it makes."""
    text = TEXT.replace("# above the first layer", '# oncall: ignore[OC201] because x\n  for_each = toset(["a", "b"])')
    assert [each.finding.subject for each in report(text).suppressed] == [
        'pagerduty_schedule.rota["a"]',
        'pagerduty_schedule.rota["b"]',
    ]


def test_proofs_stay() -> None:
    """What is refuted is refuted, whether the finding is ignored or not."""
    ignored = report(TEXT.replace("# above the schedule", "# oncall: ignore[OC201] because x"))
    assert ignored.proofs == report(TEXT).proofs
    assert [proof.holds for proof in ignored.proofs if proof.code == "OC201"] == [False, True]


def test_it_is_plain_values() -> None:
    """The finding with its comment is under "suppressed"."""
    told = report(TEXT.replace("# above the schedule", "# oncall: ignore[OC201] because x")).to_dict()
    (ignored,) = told["suppressed"]
    assert (told["ok"], told["findings"]) == (True, [])
    assert (ignored["code"], ignored["subject"]) == ("OC201", "pagerduty_schedule.rota")
    assert ignored["suppression"] == {
        "path": "a.tf",
        "line": 1,
        "first_line": 2,
        "last_line": TEXT.count("\n"),
        "checks": ["OC201"],
        "reason": "x",
    }


def test_it_reads_like_a_finding() -> None:
    """The line of the finding, then the comment."""
    stay, (ignored,) = divided([found_at(3)], [covering(2, 9, "OC2")])
    assert stay == ()
    assert str(ignored) == (
        "a.tf:3: error OC201 layer-hidden: bad. (ignored by a.tf:2: ignore[OC2] because it goes in May)"
    )


def test_a_finding_without_a_place_stays() -> None:
    """What was made in Python, or is about nothing in a file, is ignored in the settings only."""
    assert divided([found_at(None)], [covering(1, 99, "OC")]) == ((found_at(None),), ())


def test_the_narrowest_comment_counts() -> None:
    """Of a comment on the layer and one on the schedule the first is named; on one block, the one with a reason."""
    wide, narrow, silent = covering(1, 20, "OC2"), covering(3, 8, "OC201"), covering(3, 8, "OC201", reason="")
    for comments in ([wide, narrow, silent], [silent, narrow, wide]):
        _, (ignored,) = divided([found_at(4)], comments)
        assert ignored.suppression == narrow


def test_the_check_of_comments_asks_for_a_reason() -> None:
    """A comment without a reason does not ignore what is said about it; one with a reason does so for those inside."""
    about = found_at(4, "OC906", "suppression")
    assert divided([about], [covering(1, 9, "OC906", reason="")]) == ((about,), ())
    stay, (ignored,) = divided([about], [covering(1, 9, "OC906", "OC201")])
    assert (stay, ignored.finding) == ((), about)
    inner = "layer {\n    # oncall: ignore[OC906, OC201]\n"
    told = report(TEXT.replace("layer {\n", inner, 1))
    assert [each.code for each in told.findings] == ["OC906"]
    assert [each.finding.code for each in told.suppressed] == ["OC201"]


def test_a_comment_alone_changes_nothing() -> None:
    """A configuration whose comments cover other files has the findings that it has without them."""
    rota = attrs.evolve(schedule(layer(ALICE), layer(BOB)), where=Location("a.tf", 3))
    configuration = oncall.Configuration(schedules=[rota], suppressions=[covering(1, 9, "OC201", path="b.tf")])
    told = oncall.check(configuration, settings=Settings(select="OC201"))
    assert told.findings == asked("OC201", rota).findings
    assert told.suppressed == ()


WORDS = st.sampled_from(["OC201", "OC2", "OC101", "layer-hidden", "layer", ""])
PATHS = st.sampled_from(["a.tf", "b.tf"])


@given(
    findings=st.lists(st.builds(found_at, st.none() | st.integers(1, 12), path=PATHS), max_size=6),
    comments=st.lists(
        st.builds(
            lambda first, more, words, path: covering(first, first + more, *words, path=path),
            st.integers(1, 9),
            st.integers(0, 6),
            st.lists(WORDS, max_size=2),
            PATHS,
        ),
        max_size=4,
    ),
)
def test_a_finding_stays_or_is_ignored(findings: list[Finding], comments: list[Suppression]) -> None:
    """None is lost, none is there twice, the order stays, and what is ignored is meant and covered by its comment."""
    stay, ignored = divided(findings, comments)
    kept = iter(findings)
    assert all(any(each is one for one in kept) for each in stay)
    assert len(stay) + len(ignored) == len(findings)
    for each in ignored:
        assert each.suppression.covers(each.finding.where)
        assert {"OC201", "OC2", "layer-hidden"} & set(each.suppression.checks)
    for finding in stay:
        assert not any(
            comment.covers(finding.where) and {"OC201", "OC2", "layer-hidden"} & set(comment.checks)
            for comment in comments
        )
