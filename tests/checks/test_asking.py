"""Asking every check: order, selection, and what the article's example gives."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given

import oncall
from oncall import Configuration, Settings
from oncall.errors import InvalidValueError, Location, NotAnInstantError, NotFoundError
from tests.analysis.test_periods import repeating
from tests.checks.builders import ALICE, BOB, asked, layer, schedule
from tests.strategies import Scene, scenes

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_the_articles_findings() -> None:
    """Primary is hidden, SEV-1 is not met, hand-offs are Wednesdays at midnight, four are few: and nothing else."""
    report = oncall.check(oncall.load(EXAMPLES / "checkout"))
    messages = {finding.code: finding.message for finding in report.findings}
    assert set(messages) == {"OC201", "OC306", "OC504", "OC605"}
    assert "Primary is never paged through this schedule" in messages["OC201"]
    assert (
        "paged after 10 minutes (the delay of level 1): too late for SEV-1 (5 minutes), in time for SEV-2"
        in messages["OC605"]
    )
    assert "Wednesdays 00:00" in messages["OC504"]
    assert not report.ok


def test_every_finding_of_a_file_has_its_line() -> None:
    """The lines are those of the schedule, of the hidden layer and of the first rule."""
    lines = (EXAMPLES / "checkout" / "pagerduty.tf").read_text(encoding="utf-8").splitlines()
    found = {each.code: each.where for each in oncall.check(oncall.load(EXAMPLES / "checkout")).findings}
    expected = {
        "OC306": lines.index('resource "pagerduty_schedule" "checkout_oncall" {') + 1,
        "OC504": lines.index('resource "pagerduty_schedule" "checkout_oncall" {') + 1,
        "OC201": lines.index('    name                         = "Primary"'),
        "OC605": lines.index("  rule {") + 1,
    }
    assert {code: where.line for code, where in found.items() if where is not None} == expected


@pytest.mark.parametrize("code", ["OC001", "OC002", "OC101"])
def test_what_holds_of_the_article_is_proved(code: str) -> None:
    """Two people, two weeks and no gap hold for all time, and the report as JSON says so."""
    report = json.loads(json.dumps(oncall.check(oncall.load(EXAMPLES / "checkout")).to_dict()))
    proofs = [each for each in report["proofs"] if each["code"] == code]
    assert proofs
    assert all(each["holds"] and each["until"] is None for each in proofs)


def test_of_the_mended_article_only_the_size_of_the_team_is_left_to_say() -> None:
    """examples/checkout-fixed passes every check; that two schedules have four people each is worth knowing."""
    report = oncall.check(oncall.load(EXAMPLES / "checkout-fixed"))
    assert [(finding.code, finding.severity) for finding in report.findings] == [("OC306", "info")] * 2
    assert report.ok
    assert oncall.check(oncall.load(EXAMPLES / "checkout-fixed"), settings=Settings(team_size=4)).findings == ()


def test_findings_come_in_the_order_of_the_file() -> None:
    """File, then line, then code."""
    hidden = schedule(layer(ALICE, BOB), layer(ALICE, BOB))
    first, second = (
        oncall.Schedule(name=name, time_zone=hidden.time_zone, layers=hidden.layers, where=Location("a.tf", line))
        for name, line in (("first", 10), ("second", 2))
    )
    report = oncall.check(Configuration(schedules=[first, second]), settings=Settings(select=["OC201", "OC306"]))
    order = [(finding.subject, finding.code) for finding in report.findings]
    assert order == [("second", "OC201"), ("second", "OC306"), ("first", "OC201"), ("first", "OC306")]


def test_checks_are_selected_by_code_by_beginning_and_by_name() -> None:
    """`OC2`, `OC201` and `layer-hidden` all choose it; ignoring wins over selecting."""
    rota = schedule(layer(ALICE), layer(ALICE))
    for select in ("OC201", "OC2", "layer-hidden"):
        report = oncall.check(Configuration(schedules=[rota]), settings=Settings(select=select))
        assert {finding.code for finding in report.findings} == {"OC201"}
    assert not asked("OC201", rota, settings=Settings(ignore=["layer-hidden"])).findings


def test_what_is_no_configuration_is_refused() -> None:
    """A schedule alone, pages that are none, a check that is none, and the end of time are each named."""
    rota = schedule(layer(ALICE, BOB))
    with pytest.raises(InvalidValueError, match="Configuration\\(schedules="):
        oncall.check(rota)  # type: ignore[arg-type]
    with pytest.raises(NotAnInstantError, match="'x' is not an instant"):
        oncall.check(Configuration(), pages=["x"])
    with pytest.raises(InvalidValueError, match="incidents must be a list of Incident, Page or instants"):
        oncall.check(Configuration(), pages=7)  # type: ignore[arg-type]
    with pytest.raises(NotFoundError, match="no check is called 'layer-hiden'; near: layer-hidden"):
        oncall.check(Configuration(), settings=Settings(ignore="layer-hiden"))
    with pytest.raises(InvalidValueError, match="since must be at least two years before the end of time"):
        oncall.check(Configuration(), since="9999-01-01T00:00:00Z")


def test_pages_may_be_instants() -> None:
    """As everywhere else, an instant is an incident of which only the trigger is known; bob is paged about three."""
    instants = [f"2025-03-12T1{hour}:00:00Z" for hour in (5, 6, 7)]
    found = oncall.check(oncall.load(EXAMPLES / "checkout"), pages=instants, settings=Settings(select="OC003")).findings
    assert ["in the shift of Bob from" in each.message for each in found] == [True]


def test_an_end_of_all_time_is_for_ever() -> None:
    """People write the last day there is for an end that never comes."""
    last = schedule(layer(ALICE, BOB, end="9999-12-31T23:59:00Z"))
    report = oncall.check(Configuration(schedules=[last]), settings=Settings(ignore=["team-size", "on-call-share"]))
    assert report.findings == ()
    assert all(proof.holds and proof.until is None for proof in report.proofs)


@given(scene=scenes())
def test_what_is_refuted_is_found(scene: Scene) -> None:
    """Wherever a proof about a schedule is refuted, there is a finding about it of the same check.

    Of cover one of three checks speaks: of the end of everything, of a seam, or of any other gap.
    """
    rota = repeating(scene.schedule)
    report = oncall.check(Configuration(schedules=[rota]), since=scene.near)
    refuted = {proof.code for proof in report.proofs if not proof.holds}
    found = {finding.code for finding in report.findings}
    assert refuted - {"OC101"} <= found
    assert "OC101" not in refuted or found & {"OC101", "OC102", "OC103"}


def test_a_range_must_not_be_empty() -> None:
    """`until` is after `since`."""
    with pytest.raises(InvalidValueError, match="until must be after since"):
        oncall.check(Configuration(), since="2025-01-02T00:00:00Z", until="2025-01-01T00:00:00Z")


def test_an_empty_configuration_is_fine() -> None:
    """Where there is nothing there is nothing to find."""
    assert oncall.check(Configuration()) == oncall.Report()
