"""The document that all views show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from oncall import Configuration, EscalationPolicy, EscalationRule, Schedule
from oncall.checks.diffing import Diff, diff
from oncall.views.diffs import diff_html, diff_markdown, diff_text
from oncall.views.diffs.documents import Paragraph, Table
from oncall.views.diffs.sections import Limits, document
from oncall.views.diffs.words import told
from tests.strategies import Scene, moments, ranges, schedule_near
from tests.views.diffs.changes import ALICE, BOB, FEW, changed, hostile, joined, office, weekly

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

LIMITS = Limits(rows=3, parts=2)


@st.composite
def diffs(draw: DrawFn) -> Diff:
    """A change of a schedule and of the policy over it, near a clock change, applied in a range or beside it."""
    zone, near = draw(moments())
    before, after = (schedule_near(draw, zone, near, layers=1) for _ in range(2))
    since, until = min(
        (draw(ranges(Scene(each, near), pieces=10)) for each in (before, after)), key=lambda each: each[1] - each[0]
    )
    one, other = (
        Configuration(schedules=[each], escalation_policies=[_policy(each, delay)])
        for each, delay in ((before, 10), (after, draw(st.sampled_from([10, 10, 5]))))
    )
    applied_at = draw(st.sampled_from([since, since - 3600, (since + until) // 2, until + 3600]))
    return diff(one, other, since, until, applied_at=applied_at, settings=FEW)


def _policy(schedule: Schedule, delay: int) -> EscalationPolicy:
    rules = [EscalationRule(escalation_delay_in_minutes=minutes, targets=[schedule]) for minutes in (delay, 15)]
    return EscalationPolicy(name="policy", rules=rules)


@given(diffs())
def test_every_change_can_be_shown(found: Diff) -> None:
    """Whatever it is: within 80 columns, in sections of which none is empty; the verdict knows whether it is one."""
    shown = document(found, LIMITS)
    assert all(section.parts for section in shown.sections)
    assert shown.is_fine == found.is_empty == told(shown.verdict[0], str).startswith("Nothing changes for anybody")
    assert all(cell_len(line) <= 80 for line in diff_text(found).splitlines())


def test_all_views_have_the_same_sections() -> None:
    """Those of the document, whose titles begin alike, whatever the limits are."""
    views = [diff_text(hostile()), diff_markdown(hostile()), diff_html(hostile())]
    for section in document(hostile(), LIMITS).sections:
        assert all(section.title in view for view in views), section.title


def test_sections_have_places_of_their_own() -> None:
    """An anchor is that of one section, and those that are short are open."""
    sections = document(hostile(), LIMITS).sections
    assert len({each.anchor for each in sections}) == len(sections)
    assert [each.anchor for each in sections if not each.folded] == ["applying", "people", "names"]


def test_tables_and_parts_are_limited() -> None:
    """Of 44 people three are shown; of three schedules that change hands two."""
    sections = {each.anchor: each for each in document(hostile(), LIMITS).sections}
    (table,) = (each for each in sections["people"].parts[0].blocks if isinstance(each, Table))
    assert (len(table.rows), table.more) == (3, 41)
    last = sections["reassignments"].parts[-1].blocks
    assert last == (Paragraph(("and 1 more schedule",), "soft"),)


def test_of_one_schedule_the_verdict_has_who_is_on_call() -> None:
    """Of several there is a table."""
    assert "applying" not in {each.anchor for each in document(joined(), LIMITS).sections}
    several = Configuration(schedules=[weekly(ALICE), weekly(ALICE, name="b", id_="b")])
    other = Configuration(schedules=[weekly(BOB), weekly(ALICE, name="b", id_="b")])
    assert "applying" in {each.anchor for each in document(changed(several, other), LIMITS).sections}


def test_coverage_that_becomes_less_is_bad_and_more_is_fine() -> None:
    """Nights without anybody, and nights that somebody has."""
    for before, after, mood in ((weekly(ALICE), office(ALICE), "error"), (office(ALICE), weekly(ALICE), "fine")):
        sections = {each.anchor: each for each in document(changed(before, after), LIMITS).sections}
        moods = [each.mood for each in sections["reassignments"].parts[0].blocks if isinstance(each, Paragraph)]
        assert moods == [mood]


def test_titles_say_what_becomes_of_a_schedule() -> None:
    """It comes, it goes, it is called otherwise, or it stays."""
    one = Configuration(schedules=[weekly(ALICE)])
    other = Configuration(schedules=[attrs.evolve(weekly(BOB), name="Pay")])
    pairs = ((Configuration(), one), (one, Configuration()), (one, other))
    titles = [
        told(section.parts[0].title, str)
        for before, after in pairs
        for section in document(changed(before, after), LIMITS).sections
        if section.anchor == "reassignments"
    ]
    assert titles == ["Checkout (Etc/UTC), added", "Checkout (Etc/UTC), removed", "Pay (Etc/UTC), before: Checkout"]
