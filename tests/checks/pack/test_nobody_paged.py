"""OC606: times at which a whole policy reaches nobody."""

import attrs

from oncall import DailyRestriction, EscalationPolicy, EscalationRule, Finding, Settings
from tests.checks.builders import ALICE, BOB, CAROL, DAVE, asked, finding, layer, policy, proof, schedule

NIGHTS = DailyRestriction(start_time_of_day="20:00:00", duration_seconds=43_200)
EVENINGS = DailyRestriction(start_time_of_day="17:00:00", duration_seconds=21_600)
BY_NIGHT = schedule(layer(ALICE, BOB, restrictions=[NIGHTS]), name="nights")
IN_THE_EVENING = schedule(layer(CAROL, DAVE, restrictions=[EVENINGS]), name="evenings")


def test_what_no_level_covers_is_found() -> None:
    """Nights from 20:00 to 08:00 and evenings from 17:00 to 23:00 leave 08:00 to 17:00, from 09:00 on the first day."""
    found = finding("OC606", policy((5, BY_NIGHT), (5, IN_THE_EVENING)))
    assert found.message == (
        "policy: an incident pages nobody from Mon 2025-01-06 09:00 -05:00 to Mon 2025-01-06 17:00 -05:00 (8 hours), "
        "every day, for up to 9 hours: nights and evenings have nobody on call, and no other target is there."
    )
    assert [span.seconds for span in found.spans] == [8 * 3600]


def test_a_person_on_any_level_is_enough() -> None:
    """Who is named is always paged, so that is proved without looking."""
    proved = proof("OC606", policy((5, BY_NIGHT), (5, CAROL)))
    assert (proved.holds, proved.evidence) == (True, "it is the same at every instant")


def test_the_limit_is_a_setting() -> None:
    """Nine hours a day may be allowed."""
    both = policy((5, BY_NIGHT), (5, IN_THE_EVENING))
    for allowed, expected in ((9 * 3600 - 1, 1), (9 * 3600, 0)):
        settings = Settings(select=["OC606"], nobody_paged_seconds=allowed)
        assert len(asked("OC606", both, settings=settings).findings) == expected


def test_what_ends_pages_nobody_for_ever() -> None:
    """After the end of the last schedule no incident is opened any more; without any layer none ever is."""
    ended = schedule(layer(ALICE, BOB, end="2025-03-03T09:00:00-05:00"))
    assert "from Mon 2025-03-03 09:00 -05:00 on, for ever" in finding("OC606", policy((5, ended))).message
    assert "no incident ever pages anybody: rota has nobody" in finding("OC606", policy((5, schedule()))).message


def test_an_incident_that_waits_for_somebody_is_none() -> None:
    """Where empty rules wait, an incident of 19:55 still reaches the nights, by the second pass."""
    skips = policy((5, BY_NIGHT), loops=1)
    waits = attrs.evolve(skips, empty_rules="wait")
    assert "to Mon 2025-01-06 20:00 -05:00 (11 hours)" in finding("OC606", skips).message
    # The second pass is five minutes after the trigger.
    assert "to Mon 2025-01-06 19:55 -05:00 (10 hours 55 minutes)" in finding("OC606", waits).message


def test_the_incidents_of_some_turn_are_enough() -> None:
    """carol and the nights are paged in turn: every second incident of a day pages nobody."""
    ring = EscalationRule(
        escalation_delay_in_minutes=5, targets=[CAROL, BY_NIGHT], escalation_rule_assignment_strategy="round_robin"
    )
    found = finding("OC606", EscalationPolicy(name="policy", rules=[ring]))
    assert "whenever its turn comes to them: nights has nobody on call" in found.message


def test_two_checks_do_not_say_the_same() -> None:
    """With both asked, OC001 speaks of the incidents that reach one person; alone, also of those that reach nobody."""
    both = policy((5, BY_NIGHT), (5, IN_THE_EVENING))

    def two_person(settings: Settings) -> Finding:
        (found,) = asked("OC001", both, settings=settings).findings
        return found

    assert "at Mon 2025-01-06 09:00 -05:00 reaches nobody" in two_person(Settings(select=["OC001"])).message
    # At 17:00 the evening is there, three hours before the night.
    together = two_person(Settings(select=["OC001", "OC606"]))
    assert "at Mon 2025-01-06 17:00 -05:00 reaches only carol" in together.message
    lenient = two_person(Settings(select=["OC001", "OC606"], nobody_paged_seconds=86_400))
    assert "reaches nobody" in lenient.message
    empty = policy((5, schedule()))
    assert not asked("OC001", empty, settings=Settings(select=["OC001", "OC606"])).findings
    assert not proof("OC001", empty).holds
