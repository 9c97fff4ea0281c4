"""Where things stand on the page."""

from __future__ import annotations

import re

import attrs

from oncall import Configuration, EscalationPolicy, EscalationRule, Report, Schedule, User
from oncall.errors import Location
from oncall.views.html.anchors import Anchors, place
from oncall.views.html.elements import written
from oncall.views.html.verdicts import proofs
from tests.views.html.overviews import article, overview
from tests.views.rotas import ALICE, weekly

KINDS = ("schedule", "policy", "person")


def named(*ids: str) -> Configuration:
    """A schedule for each id."""
    layer = weekly(ALICE, User("bob"))
    return Configuration(schedules=[Schedule(id=it, name="S", time_zone="Etc/UTC", layers=[layer]) for it in ids])


def test_an_anchor_is_made_of_the_id() -> None:
    """Letters, digits and underscores stay; all else is a hyphen."""
    anchors = Anchors.of(overview(named('module.rota["Checkout"].pagerduty_schedule.this')))
    assert [anchor for anchor, _ in anchors.schedules.values()] == [
        "schedule-module-rota-checkout-pagerduty_schedule-this"
    ]


def test_no_two_things_share_an_anchor() -> None:
    """Ids that differ only in signs are numbered, and so is the one that looks like a numbered one."""
    anchors = Anchors.of(overview(named("a b", "a-b", "a.b", "a b 2", "\u05d3", "\u05d4")))
    found = [anchor for anchor, _ in anchors.schedules.values()]
    assert found == [
        "schedule-a-b",
        "schedule-a-b-2",
        "schedule-a-b-3",
        "schedule-a-b-2-2",
        "schedule-",
        "schedule--2",
    ]


def test_another_thing_leaves_an_anchor_as_it_is() -> None:
    """A link from outside still leads there when a schedule is added before it."""
    alone, later = (Anchors.of(overview(named(*ids))) for ids in (("b",), ("a", "b")))
    assert alone.schedule("b") == later.schedule("b") == "schedule-b"


def test_what_is_on_the_page_is_linked_by_its_name() -> None:
    """A schedule and a policy by their names; what is not there, such as a person, is its id."""
    anchors = Anchors.of(overview(article()))
    assert written(anchors.subject("Checkout")) == '<a href="#schedule-checkout"><bdi>Checkout</bdi></a>'
    assert 'href="#policy-checkout-escalation"' in written(anchors.subject("Checkout Escalation"))
    assert written(anchors.subject("pagerduty_user.bob")) == "<bdi>pagerduty_user.bob</bdi>"


def test_findings_of_one_check_are_linked_together() -> None:
    """Its name is said once; the others are numbers beside it, whose labels say what of."""
    found = overview(article())
    finding = found.report.findings[0]
    about = [
        attrs.evolve(finding, subject="Checkout", also_about=(), code=code) for code in ("OC9", "OC8", "OC9", "OC9")
    ]
    linked = Anchors.of(attrs.evolve(found, report=Report(tuple(about)))).schedule_findings("Checkout")
    assert linked is not None
    text = re.sub("<[^>]*>", "", written(linked)).strip()
    assert text == f"Findings: OC9 {finding.name} (2) (3), OC8 {finding.name}"
    assert re.findall('href="([^"]*)"', written(linked)) == ["#finding-1", "#finding-3", "#finding-4", "#finding-2"]
    assert f'aria-label="OC9 {finding.name}, 3"' in written(linked)


def test_what_was_found_about_a_thing_is_linked() -> None:
    """By number, the worst first; nothing for what nothing was found about."""
    found = overview(article())
    linked = Anchors.of(found).schedule_findings("Checkout")
    assert linked is not None
    expected = [
        f'<a href="#finding-{number}">{each.code} {each.name}</a>'
        for number, each in enumerate(sorted(found.report.findings, key=lambda it: it.severity == "info"), start=1)
        if each.subject == "Checkout"
    ]
    assert written(linked) == f"<p>Findings: {', '.join(expected)}</p>\n"
    assert Anchors.of(found).schedule_findings("pagerduty_user.bob") is None


def namesakes() -> Configuration:
    """A schedule that somebody always covers, and a policy of its name, with one level."""
    layer = weekly(*(User(name) for name in ("alice", "bob", "carol", "dave")))
    rota = Schedule(name="checkout", time_zone="America/New_York", layers=[layer])
    rule = EscalationRule(escalation_delay_in_minutes=10, targets=[rota])
    return Configuration(
        schedules=[rota], escalation_policies=[EscalationPolicy(name="checkout", num_loops=1, rules=[rule])]
    )


def test_a_schedule_and_a_policy_of_one_id_have_their_own_findings() -> None:
    """That it has one level (OC601) is said of the policy alone, that hands change at night (OC504) of the schedule."""
    anchors = Anchors.of(overview(namesakes()))
    policy, schedule = anchors.policy_findings("checkout"), anchors.schedule_findings("checkout")
    assert policy is not None
    assert schedule is not None
    assert ["OC601" in written(each) for each in (policy, schedule)] == [True, False]
    assert ["OC504" in written(each) for each in (policy, schedule)] == [False, True]


def test_a_schedule_and_a_policy_of_one_id_are_linked_apart() -> None:
    """Where a finding or a proof says of which kind its subject is."""
    anchors = Anchors.of(overview(namesakes()))
    links = [re.findall('href="([^"]*)"', written(anchors.subject("checkout", kind))) for kind in KINDS]
    assert links == [["#schedule-checkout"], ["#policy-checkout"], []]


def test_what_is_proved_is_linked_by_its_kind() -> None:
    """That somebody is always on call is proved of the schedule."""
    found = overview(namesakes())
    (covered,) = (proof for proof in found.report.proofs if proof.code == "OC101")
    assert covered.holds
    assert covered.kind == "schedule"
    shown = "".join(written(each) for each in proofs([covered], Anchors.of(found)))
    assert re.findall('href="([^"]*)"', shown) == ["#schedule-checkout"]


def test_plain_values_say_of_which_kind_a_subject_is() -> None:
    """So a program that reads the JSON tells them apart too."""
    found = overview(namesakes()).report.to_dict()
    assert {(each["code"], each["kind"]) for each in found["findings"]} >= {("OC504", "schedule"), ("OC601", "policy")}
    assert {(each["code"], each["kind"]) for each in found["proofs"]} >= {("OC101", "schedule")}


def test_a_place_is_a_file_and_a_line() -> None:
    """What came from no file has none."""
    found = place(Location("a.tf", 7))
    assert found is not None
    assert written(found) == '<bdi class="place">a.tf:7</bdi>'
    assert place(None) is None
