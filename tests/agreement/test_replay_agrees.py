"""A replay, the policy asked about each incident by itself, and a simulation page the same people."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import attrs
from hypothesis import given
from hypothesis import strategies as st

import oncall
from oncall import PageLog, Service
from tests import strategies
from tests.agreement.test_escalation_agrees import Incident as Scene
from tests.agreement.test_escalation_agrees import arguments, deeds, expected_pages, found_pages, incidents

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    from tests.agreement import escalation_oracle


@attrs.frozen
class Case:
    """A policy, incidents near what happens to its schedules, what people did about each, and the timeouts."""

    scene: Scene
    logged: tuple[tuple[int, escalation_oracle.Deeds], ...]
    timeout: int | None
    closing: int | None

    @property
    def log(self) -> PageLog:
        """The incidents as the library has them."""
        return PageLog(
            oncall.Incident(
                triggered_at=triggered,
                acknowledged_at=done.acknowledged,
                resolved_at=done.resolved,
                number=done.number,
                id=str(index),
            )
            for index, (triggered, done) in enumerate(self.logged)
        )

    @property
    def service(self) -> Service:
        """A service with the policy and the timeouts."""
        return Service(
            name="s",
            escalation_policy=self.scene.policy,
            acknowledgement_timeout=self.timeout,
            auto_resolve_timeout=self.closing,
        )

    def of(self, incident: oncall.Incident) -> tuple[int, escalation_oracle.Deeds]:
        """The trigger of one of the incidents, and what was done."""
        return self.logged[int(incident.id)]


@st.composite
def cases(draw: DrawFn) -> Case:
    """One to six incidents, at, seconds after and weeks away from each other."""
    scene = draw(incidents())
    triggers = [scene.near + draw(strategies.nudges()) for _ in range(draw(st.integers(1, 6)))]
    logged = tuple((triggered, draw(deeds(triggered))) for triggered in triggers)
    timeout, closing = draw(st.sampled_from((None, 60, 1800, 90_001))), draw(st.sampled_from((None, 3600, 14_400)))
    return Case(scene, logged, timeout, closing)


@given(cases())
def test_a_replay_is_what_the_simulation_says_of_each_incident(case: Case) -> None:
    """A service's timeouts, acknowledgements, resolutions and numbers change the pages as they do there."""
    for replayed in oncall.replay(case.service, case.log):
        triggered, done = case.of(replayed.incident)
        ends = [done.resolved, None if case.closing is None else triggered + case.closing]
        resolved = min((end for end in ends if end is not None), default=None)
        expected = replace(done, timeout=case.timeout, resolved=resolved)
        assert found_pages(replayed.pages) == expected_pages(case.scene, triggered, expected)


@given(cases())
def test_a_replay_is_what_the_policy_says_of_each_incident(case: Case) -> None:
    """Every page is equal to that of `EscalationPolicy.pages`, or of `Service.pages`: targets and zone too."""
    policy, service = case.scene.policy, case.service
    through_policy, through_service = oncall.replay(policy, case.log), oncall.replay(service, case.log)
    for one, other in zip(through_policy, through_service, strict=True):
        triggered, done = case.of(one.incident)
        told = arguments(replace(done, timeout=None))
        assert one.pages == policy.pages(triggered, **told)
        del told["acknowledgement_timeout"]
        assert other.pages == service.pages(triggered, **told)
        assert {page.zone for page in (*one.pages, *other.pages)} <= {policy.time_zone}


@given(cases())
def test_a_page_wakes_whoever_has_night(case: Case) -> None:
    """By the standard library, the clock of the person's schedule, else of the policy, shows from 22 up to 7 hours."""
    for replayed in oncall.replay(case.service, case.log):
        for page, wakes in zip(replayed.pages, replayed.wakes, strict=True):
            zone = page.schedules[0].time_zone if page.schedules else case.scene.policy.time_zone
            hour = datetime.fromtimestamp(page.instant, ZoneInfo(zone)).hour
            assert wakes == (hour >= 22 or hour < 7)


@given(cases())
def test_the_numbers_are_those_of_the_pages(case: Case) -> None:
    """Of each person: all pages, those at night, and the incidents in which there is any; everybody paged is there."""
    replay = oncall.replay(case.service, case.log)
    for load in replay.loads:
        own = replay.for_user(load.user)
        assert load.pages == len(own)
        assert load.woken == sum(page.user == load.user for page in replay.woken)
        assert load.incidents == sum(load.user in {page.user for page in each.pages} for each in replay)
    assert sum(load.pages for load in replay.loads) == len(replay.pages) == sum(len(each.pages) for each in replay)
    assert [page.instant for page in replay.pages] == sorted(page.instant for page in replay.pages)
    assert replay.unpaged == tuple(each.incident for each in replay if not each.pages)


@given(cases(), st.data())
def test_a_replay_of_a_part_is_a_part_of_the_replay(case: Case, data: st.DataObject) -> None:
    """What comes of an incident does not depend on which others there are."""
    kept = data.draw(st.lists(st.booleans(), min_size=len(case.logged), max_size=len(case.logged)))
    whole = oncall.replay(case.service, case.log)
    part = [each for each in whole if kept[int(each.incident.id)]]
    assert [*oncall.replay(case.service, [each.incident for each in part])] == part


@given(cases())
def test_a_comparison_is_of_pages_one_by_one(case: Case) -> None:
    """The changes are the incidents of which the instants and people of the pages differ; none differs from itself."""
    before, after = oncall.replay(case.scene.policy, case.log), oncall.replay(case.service, case.log)
    expected = [
        one.incident
        for one, other in zip(before, after, strict=True)
        if {(page.instant, page.user) for page in one.pages} != {(page.instant, page.user) for page in other.pages}
    ]
    comparison = before.compared_with(after)
    assert [change.incident for change in comparison.changes] == expected
    assert sum(it.difference["pages"] for it in comparison.loads) == len(after.pages) - len(before.pages)
    assert before.compared_with(before).changes == ()
