"""What notebooks show of policies and configurations."""

from __future__ import annotations

import pytest

from oncall import Configuration, EscalationPolicy, EscalationRule, Schedule, Service, User
from oncall.errors import Problem
from tests.views.html.markup import parsed
from tests.views.html.overviews import HOSTILE, article, hostile
from tests.views.rotas import ALICE, BOB, office_hours

DANA = User("dana", name="\u05d3\u05e0\u05d4")


def rows(markup: str) -> list[list[str]]:
    """The cells of each row of the only table."""
    (table,) = parsed(markup).each("table")
    return [[cell.text for cell in row.each("th", "td")] for row in table.each("tr")]


def rule(*targets: Schedule | User, is_in_turn: bool = False) -> EscalationRule:
    """A level with ten minutes to answer."""
    return EscalationRule(
        escalation_delay_in_minutes=10,
        targets=[*targets],
        escalation_rule_assignment_strategy="round_robin" if is_in_turn else "assign_to_everyone",
    )


def test_a_policy() -> None:
    """The article's: ten minutes for who is on call in the schedule, fifteen for the manager, run three times."""
    shown = article().escalation_policies["Checkout Escalation"]._repr_html_()
    assert rows(shown) == [
        ["level", "notifies", "to answer"],
        ["1", "who is on call in Checkout", "10 minutes"],
        ["2", "Engineering Manager", "15 minutes"],
    ]
    assert parsed(shown).text.lstrip().startswith("Checkout Escalation: 2 levels, run 3 times until somebody answers")


def test_levels_in_turn_and_levels_that_wait() -> None:
    """Both are said, and people of one name are told apart."""
    others = User("1", name="Ann"), User("2", name="Ann")
    policy = EscalationPolicy(name="P", rules=[rule(*others, is_in_turn=True), rule(DANA, BOB)], empty_rules="wait")
    shown = policy._repr_html_()
    assert [row[1] for row in rows(shown)[1:]] == [
        "one an incident, in turn: Ann (1), Ann (2)",
        f"{DANA.name}, Bob",
    ]
    assert parsed(shown).text.rstrip().endswith("A level that reaches nobody lets its time run out.")
    assert "P</bdi>: 2 levels, run once</caption>" in shown
    assert f"<bdi>{DANA.name}</bdi>, <bdi>Bob</bdi>" in shown


def test_a_configuration() -> None:
    """A row for each thing: schedules, policies, services, users; above them how many there are of each kind."""
    schedule = office_hours(ALICE, BOB)
    policy = EscalationPolicy(name="Main", id="PMAIN", rules=[rule(schedule)], num_loops=1)
    service = Service(name="Shop", escalation_policy=policy)
    madrid = User("bob", name="Bob", time_zone="Europe/Madrid")
    whole = Configuration(schedules=[schedule], escalation_policies=[policy], services=[service], users=[ALICE, madrid])
    shown = whole._repr_html_()
    assert rows(shown) == [
        ["kind", "name", "id", "what it is"],
        ["schedule", "Office hours", "Office hours", "America/New_York, 1 layer, 2 people"],
        ["escalation policy", "Main", "PMAIN", "1 level, run 2 times until somebody answers"],
        ["service", "Shop", "Shop", "escalated by Main"],
        ["user", "Alice", "alice", ""],
        ["user", "Bob", "bob", "Europe/Madrid"],
    ]
    assert "<caption>1 schedule, 1 escalation policy, 1 service, 2 users</caption>" in shown


def test_what_is_no_part_of_a_configuration_is_said() -> None:
    """Five warnings, and how many more there are; also where nothing could be read."""
    warnings = [Problem("a.tf", f"block {each} is <b>not</b> known") for each in range(7)]
    shown = Configuration(warnings=warnings)._repr_html_()
    told = [each.text for each in parsed(shown).each("p")]
    assert told[0] == "There is nothing in it."
    assert told[1:] == [*(f"Warning: {each}" for each in warnings[:5]), "and 2 more warnings"]
    assert "and 1 more warning<" in Configuration(warnings=warnings[:6])._repr_html_()
    assert "Warning" not in Configuration(users=[ALICE])._repr_html_()


@pytest.mark.parametrize("count", [50, 51, 1000])
def test_large_ones_are_cut(count: int) -> None:
    """Fifty rows, and a last one that says how many more there are."""
    users = [User(str(each), name="W" * 10_000) for each in range(count)]
    for value in (Configuration(users=users), EscalationPolicy(name="P", rules=[rule(user) for user in users])):
        shown = rows(value._repr_html_())
        assert len(shown) == min(count, 50) + (2 if count > 50 else 1)
        assert count == 50 or shown[-1] == [f"and {count - 50} more"]
        assert len(value._repr_html_()) < 50 * 400
    assert f"{count:,} users" in Configuration(users=users)._repr_html_()


def test_hostile_names_stay_texts() -> None:
    """Whatever anything is called, there is a table and no other element."""
    found = hostile()
    for value in (found, found.escalation_policies[HOSTILE[0]]):
        markup = value._repr_html_()
        markup.encode("utf-8")
        tags = {each.tag for each in parsed(markup).each()}
        assert tags <= {"div", "table", "caption", "thead", "tbody", "tr", "th", "td", "p", "bdi"}
