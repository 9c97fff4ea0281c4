"""OC602: a level that at some time reaches nobody."""

import attrs

from oncall import DailyRestriction, EscalationPolicy, EscalationRule, Finding, Override, Settings, User
from tests.checks.builders import ALICE, BOB, CAROL, DAVE, MONDAY, asked, finding, layer, policy, proof, schedule

NIGHTS = DailyRestriction(start_time_of_day="20:00:00", duration_seconds=43_200)
BY_NIGHT = schedule(layer(ALICE, BOB, restrictions=[NIGHTS]), name="nights")
ALWAYS = schedule(layer(CAROL, DAVE), name="always")


def test_a_level_that_is_there_by_night_is_empty_by_day() -> None:
    """Level 2 has nobody from Monday 09:00 to 20:00, which is 11 hours, and from then on every day for 12."""
    found = finding("OC602", policy((5, ALWAYS), (5, BY_NIGHT)))
    assert found.message == (
        "policy: level 2 reaches nobody from Mon 2025-01-06 09:00 -05:00 to Mon 2025-01-06 20:00 -05:00 (11 hours), "
        "every day, for up to 12 hours: nights has nobody on call."
    )
    assert [span.seconds for span in found.spans] == [11 * 3600]


def test_what_is_proved_is_said() -> None:
    """Without gaps it is proved for all time; with them the proof names the level and the first gap."""
    assert proof("OC602", policy((5, ALWAYS), (5, CAROL))).holds
    refuted = proof("OC602", policy((5, ALWAYS), (5, BY_NIGHT)))
    assert (refuted.holds, refuted.until, refuted.because) == (False, None, "level 2")
    assert refuted.counterexample is not None
    assert str(refuted.recurs) == "every day"


def test_the_limit_is_a_setting() -> None:
    """Twelve hours may be allowed, eleven leave the nights after the first."""
    both = policy((5, ALWAYS), (5, BY_NIGHT))
    allowed = Settings(select=["OC602"], empty_level_seconds=43_200)
    assert not asked("OC602", both, settings=allowed).findings
    stricter = Settings(select=["OC602"], empty_level_seconds=43_199)
    (found,) = asked("OC602", both, settings=stricter).findings
    assert "from Tue 2025-01-07 08:00" in found.message


def test_the_longer_gap_of_an_autumn_night_is_seen() -> None:
    """A gap from 01:00 to 02:00 lasts two hours on 2 November 2025, when New York's clock shows 01:00 twice."""
    all_but_one = DailyRestriction(start_time_of_day="02:00:00", duration_seconds=23 * 3600)
    rota = schedule(layer(ALICE, BOB, restrictions=[all_but_one]), name="gap")
    allowed = Settings(select=["OC602"], empty_level_seconds=3600)
    (found,) = asked("OC602", policy((5, ALWAYS), (5, rota)), settings=allowed, since="2025-12-01T00:00:00Z").findings
    # The next such night is that of 1 November 2026.
    assert "from Sun 2026-11-01 01:00 -04:00 to Sun 2026-11-01 02:00 -05:00 (2 hours)" in found.message


def test_an_override_fills_a_gap_once() -> None:
    """carol stands in on the first Monday by day: the first gap is that of Tuesday."""
    stand_in = Override(user=CAROL, start=MONDAY, end="2025-01-06T20:00:00-05:00")
    filled = schedule(layer(ALICE, BOB, restrictions=[NIGHTS]), overrides=[stand_in], name="nights")
    assert "from Tue 2025-01-07 08:00" in finding("OC602", policy((5, ALWAYS), (5, filled))).message


def test_what_ends_is_empty_for_ever() -> None:
    """After the end of the only layer of a level there is no coming back; without any layer there never was anybody."""
    ended = schedule(layer(ALICE, BOB, end="2025-03-03T09:00:00-05:00"), name="ended")
    found = finding("OC602", policy((5, ALWAYS), (5, ended)))
    assert "level 2 reaches nobody from Mon 2025-03-03 09:00 -05:00 on, for ever" in found.message
    never = finding("OC602", policy((5, ALWAYS), (5, schedule(name="empty"))))
    assert never.message == "policy: level 2 never reaches anybody: empty has nobody on call."
    assert never.spans == ()


def test_a_gap_and_then_an_end_are_both_said() -> None:
    """A layer by night, up to a day in March: gaps until then, and nobody from then on."""
    ended = schedule(layer(ALICE, BOB, end="2025-03-03T08:00:00-05:00", restrictions=[NIGHTS]), name="ended")
    found = finding("OC602", policy((5, ALWAYS), (5, ended)))
    assert "(11 hours), and from Mon 2025-03-03 08:00 -05:00 on for ever: ended" in found.message


def test_a_level_that_begins_later_was_not_missing() -> None:
    """Before its own first start a level is no finding, unless it is asked from an instant before that on."""
    late = schedule(layer(ALICE, BOB, start="2030-01-07T09:00:00-05:00"), name="late")
    assert not asked("OC602", policy((5, ALWAYS), (5, late))).findings
    assert "(it began before)" in finding("OC602", policy((5, ALWAYS), (5, late)), since="2026-01-01T00:00:00Z").message


def test_a_turn_of_an_empty_target_is_an_empty_level() -> None:
    """Of targets that are paged in turn, each must have somebody; of targets paged together, one."""

    def of(strategy: str) -> EscalationPolicy:
        ring = EscalationRule(
            escalation_delay_in_minutes=5,
            targets=[CAROL, BY_NIGHT],
            escalation_rule_assignment_strategy=strategy,  # type: ignore[arg-type]
        )
        return EscalationPolicy(
            name="policy", rules=[ring, EscalationRule(escalation_delay_in_minutes=5, targets=[DAVE])]
        )

    assert "if the turn comes to nights: nights has nobody" in finding("OC602", of("round_robin")).message
    assert not asked("OC602", of("assign_to_everyone")).findings


def test_an_empty_policy_is_said_once() -> None:
    """Where every level is empty whenever one is, OC606 says so; asked alone, OC602 does."""
    both = policy((5, BY_NIGHT), (5, schedule(layer(CAROL, DAVE, restrictions=[NIGHTS]), name="too")))
    codes = {each.code for each in asked_all(both)}
    assert "OC606" in codes
    assert "OC602" not in codes
    assert len(asked("OC602", both).findings) == 2
    # The second one is longer there, so level 1 is empty while level 2 is not.
    longer = DailyRestriction(start_time_of_day="19:00:00", duration_seconds=50_000)
    other = policy((5, BY_NIGHT), (5, schedule(layer(CAROL, DAVE, restrictions=[longer]), name="too")))
    assert [each.message[:15] for each in asked_all(other) if each.code == "OC602"] == ["policy: level 1"]
    # Where empty rules wait, a level that is empty costs its delay: that is another thing to say.
    assert len([each for each in asked_all(attrs.evolve(both, empty_rules="wait")) if each.code == "OC602"]) == 2
    # If OC606 allows these gaps, it does not say them.
    lenient = Settings(select=["OC602", "OC606"], nobody_paged_seconds=86_400)
    assert len(asked("OC602", both, settings=lenient).findings) == 2


def asked_all(subject: EscalationPolicy) -> list[Finding]:
    """The findings of OC602 and OC606 together."""
    settings = Settings(select=["OC602", "OC606"])
    return [each for code in ("OC602", "OC606") for each in asked(code, subject, settings=settings).findings]


def test_rotations_too_long_to_walk_do_not_matter() -> None:
    """Rotations of 97 and 89 people, by night, repeat after 166 years together; whether anybody is there, every day."""
    crowds = [
        schedule(layer(*(User(f"{count} {each}") for each in range(count)), restrictions=[NIGHTS]), name=str(count))
        for count in (97, 89)
    ]
    together = EscalationPolicy(
        name="policy",
        rules=[EscalationRule(escalation_delay_in_minutes=5, targets=[*crowds]), *policy((5, CAROL)).rules],
    )
    decided = proof("OC602", together)
    assert (decided.until, decided.period_seconds) == (None, 86_400)
