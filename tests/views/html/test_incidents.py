"""The ladder of an incident that nobody answers."""

from __future__ import annotations

from oncall import Configuration, EscalationPolicy, EscalationRule, User
from oncall.views.answers import Escalation
from oncall.views.html.anchors import Anchors
from oncall.views.html.drawings import Drawings
from oncall.views.html.elements import written
from oncall.views.html.incidents import incident
from tests.views.html.markup import Node, parsed
from tests.views.html.overviews import SINCE, article, everything, overview
from tests.views.rotas import ALICE, office_hours


def ladder(configuration: Configuration, name: str, escalation: Escalation | None = None) -> Node:
    """The article about a policy."""
    whole = overview(configuration)
    found = escalation or next(each for each in whole.escalations if each.policy.name == name)
    (drawn,) = parsed(written(incident(found, Anchors.of(whole), Drawings.of(whole)))).each("article")
    return drawn


def rungs(drawn: Node) -> list[list[str]]:
    """What each rung says, part by part: when, then the lines beside it."""
    found: list[list[str]] = []
    for rung in drawn.each("li"):
        when, what = (part for part in rung.children if isinstance(part, Node))
        lines = [part.text.strip() for part in what.children if isinstance(part, Node)] or [what.text.strip()]
        found.append([when.text.strip(), *lines])
    return found


def test_each_pass_is_a_ladder() -> None:
    """Bob has ten minutes and the manager fifteen, three times: pass 2 begins at +25, pass 3 at +50."""
    drawn = ladder(article(), "Checkout Escalation")
    assert [each.text for each in drawn.each("h4")] == ["Pass 1 of 3", "Pass 2 of 3", "Pass 3 of 3"]
    bob = ["Level 1", "Bob, on call in Checkout", "10 minutes to answer"]
    manager = ["Level 2", "Engineering Manager, by name", "15 minutes to answer"]
    assert rungs(drawn) == [
        ["+0 min 11:00", *bob],
        ["+10 min 11:10", *manager],
        ["+25 min 11:25", *bob],
        ["+35 min 11:35", *manager],
        ["+50 min 11:50", *bob],
        ["+60 min 12:00", *manager],
    ]
    assert "After +75 min (12:15) nobody else is paged; the incident stays with Engineering Manager." in drawn.text
    assert {each.attributes["href"] for each in drawn.each("a")} >= {"#schedule-checkout"}


def test_who_it_stays_with_is_a_name() -> None:
    """One that is read from right to left is on its own, and nothing else stands beside it."""
    dana = User("dana", name="\u05d3\u05e0\u05d4")
    policy = EscalationPolicy(name="P", rules=[EscalationRule(escalation_delay_in_minutes=5, targets=[dana])])
    whole = overview(Configuration(escalation_policies=[policy]))
    (last,) = [
        line
        for line in written(incident(whole.escalations[0], Anchors.of(whole), Drawings.of(whole))).splitlines()
        if "stays with" in line
    ]
    assert last.endswith(f"the incident stays with <bdi>{dana.name}</bdi>.</p>")


def test_a_level_that_reaches_nobody_says_why() -> None:
    """Once in full, then in brief; it takes no time, so nobody has any to answer."""
    first, second, third, again, *_ = rungs(ladder(everything(), "All of it"))
    assert first == [
        "+0 min 11:00",
        "Level 1",
        "skipped at once, since it reaches nobody",
        "nobody in Evenings until Wed 2025-03-12 20:00 -04:00: Late is restricted",
    ]
    assert second[2:5] == ["Bob, on call in Checkout", "Alice, on call in Office hours", "Engineering Manager, by name"]
    assert third[2:] == ["Alice, by name", "round robin: incident 0, 0 mod 2 = 0: [Alice], Bob", "15 minutes to answer"]
    assert again == ["+25 min 11:25", "Level 1", "skipped at once, since it reaches nobody", "nobody in Evenings"]


def test_an_incident_that_is_never_opened() -> None:
    """One pass says why, though there would be more; the sentence below says what comes of it."""
    rules = [EscalationRule(escalation_delay_in_minutes=5, targets=[office_hours(ALICE)])]
    nights = EscalationPolicy(name="Nights", num_loops=4, rules=rules)
    configuration = Configuration(escalation_policies=[nights], schedules=[office_hours(ALICE)])
    drawn = ladder(configuration, "Nights", Escalation(policy=nights, triggered_at="2025-06-02T23:00:00-04:00"))
    assert len(rungs(drawn)) == 1
    assert [each.text for each in drawn.of_class("alarm")] == [
        "Nobody is paged: no rule reaches anybody, so the incident would never be opened."
    ]


def test_what_else_happens_has_a_rung() -> None:
    """An acknowledgement after twelve minutes, after which nobody is paged."""
    policy = article().escalation_policies["Checkout Escalation"]
    answered = Escalation(policy=policy, triggered_at=SINCE, acknowledged_after=720)
    assert rungs(ladder(article(), policy.name, answered))[-1] == [
        "+12 min 11:12",
        "acknowledged: nobody is paged any more",
    ]


def test_one_pass_needs_no_number() -> None:
    """There is a ladder, and no heading over it."""
    drawn = ladder(everything(), "Evenings only")
    assert list(drawn.each("h4")) == []
    assert "1 level, run once" in drawn.text
