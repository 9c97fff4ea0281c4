"""OC608: levels that page too many people together."""

import pytest

from oncall import DailyRestriction, EscalationPolicy, EscalationRule, Schedule, Settings, User
from oncall.model.escalation import Strategy
from tests.checks.builders import ALICE, BOB, CAROL, DAVE, asked, finding, layer, proof, schedule

ERIN = User("erin")


def level(*targets: User | Schedule, strategy: Strategy = "assign_to_everyone") -> EscalationPolicy:
    """A policy of one level."""
    rule = EscalationRule(escalation_delay_in_minutes=5, targets=targets, escalation_rule_assignment_strategy=strategy)
    return EscalationPolicy(name="policy", rules=[rule])


@pytest.mark.parametrize(("people", "found"), [((ALICE, BOB, CAROL), 0), ((ALICE, BOB, CAROL, DAVE), 1)])
def test_three_people_are_fine(people: tuple[User, ...], found: int) -> None:
    """Four are found."""
    assert len(asked("OC608", level(*people)).findings) == found


def test_everybody_is_named() -> None:
    """Whom a schedule puts on call as well."""
    found = finding("OC608", level(schedule(layer(ALICE, BOB)), CAROL, DAVE, ERIN))
    assert found.message == (
        "policy: level 1 pages 4 people together (alice, carol, dave, erin) at all times; 3 are the most."
    )


def test_schedules_that_take_turns_are_no_crowd() -> None:
    """Four rotas, each for six hours of the day, put one person on call at a time; for seven hours, two at times."""
    begins = {"00:00:00": ALICE, "06:00:00": BOB, "12:00:00": CAROL, "18:00:00": DAVE}

    def found(hours: int) -> list[str]:
        windows = {each: DailyRestriction(start_time_of_day=each, duration_seconds=hours * 3600) for each in begins}
        rotas = [schedule(layer(begins[each], restrictions=[windows[each]]), name=each) for each in begins]
        settings = Settings(select=["OC608"], fan_out=1)
        return [each.message for each in asked("OC608", level(*rotas), settings=settings).findings]

    assert found(6) == []
    # The first such hour is 12:00 to 13:00 on the first Monday, which begins at 09:00.
    (message,) = found(7)
    assert "level 1 pages 2 people together (bob, carol) from Mon 2025-01-06 12:00" in message


def test_one_person_through_several_targets_is_one() -> None:
    """The rota of carol, dave and erin never adds anybody to them; one of alice and dave does in the weeks of alice."""
    assert not asked("OC608", level(schedule(layer(CAROL, DAVE, ERIN)), CAROL, DAVE, ERIN)).findings
    found = finding("OC608", level(schedule(layer(DAVE, ALICE)), CAROL, DAVE, ERIN))
    assert "(carol, dave, erin, alice)" in found.message or "(alice, carol, dave, erin)" in found.message
    assert "from Mon 2025-01-13 09:00 -05:00 to Mon 2025-01-20 09:00 -05:00 (1 week), every 2 weeks" in found.message


def test_targets_in_turn_page_one_person() -> None:
    """Ten targets of a ring page one of them."""
    ring = level(*map(User, "abcdefghij"), strategy="round_robin")
    assert not asked("OC608", ring).findings
    assert proof("OC608", ring).holds


def test_the_limit_is_a_setting() -> None:
    """A team may page five together, or one at a time only."""
    assert not asked(
        "OC608", level(ALICE, BOB, CAROL, DAVE, ERIN), settings=Settings(select=["OC608"], fan_out=5)
    ).findings
    assert asked("OC608", level(ALICE, BOB), settings=Settings(select=["OC608"], fan_out=1)).findings
