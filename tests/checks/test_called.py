"""In findings people of one name have their ids, and nobody else has."""

from __future__ import annotations

import re

import attrs

from oncall import (
    Absence,
    Configuration,
    DailyRestriction,
    EscalationPolicy,
    EscalationRule,
    Incident,
    PageLog,
    User,
    WeeklyRestriction,
    check,
    diff,
    prove_distinct,
    prove_everyone_serves,
)
from oncall.checks import Settings
from oncall.checks.scope import Scope
from tests.checks.builders import BOB, DAY, WEEK, layer, policy, schedule

ANN = User("ann", name="Ann", time_zone="Europe/London")
OTHER = User("ann2", name="Ann", time_zone="Asia/Tokyo")
WEEKDAYS = [WeeklyRestriction(start_day_of_week=1, start_time_of_day="00:00:00", duration_seconds=5 * DAY)]
MIDNIGHT = "2025-01-06T00:00:00-05:00"
ALONE = re.compile(r"\bAnn\b(?! \(ann2?\))")


def test_everybody_of_the_configuration_counts() -> None:
    """Also who is in another schedule; whoever is alone with a name is called by it, and so is a stranger."""
    scope = Scope(Configuration(schedules=[schedule(layer(ANN, BOB)), schedule(layer(OTHER), name="b")]), Settings())
    assert [scope.called(user) for user in (ANN, OTHER, BOB, User("eve"))] == ["Ann (ann)", "Ann (ann2)", "bob", "eve"]
    assert Scope(Configuration(schedules=[schedule(layer(ANN, BOB))]), Settings()).called(ANN) == "Ann"


def test_every_check_that_names_people() -> None:
    """Of schedules and policies with little right no message, no advice and no proof says `Ann` alone."""
    days = [DailyRestriction(start_time_of_day="09:00:00", duration_seconds=12 * 3600)]
    nights = [DailyRestriction(start_time_of_day="20:00:00", duration_seconds=12 * 3600)]
    crowd = [User(f"{number}") for number in range(5)]
    rotas = [
        schedule(layer(ANN, OTHER, turn=9 * WEEK), name="long"),
        schedule(layer(OTHER, ANN, BOB), name="even"),
        schedule(layer(ANN, OTHER, turn=DAY, restrictions=days), zone="Etc/UTC", name="utc"),
        schedule(layer(*crowd, ANN, OTHER, turn=DAY, restrictions=WEEKDAYS, start=MIDNIGHT), name="never"),
        schedule(layer(ANN, OTHER, *crowd, turn=DAY, start=MIDNIGHT), name="fixed"),
        schedule(layer(ANN), name="one"),
        schedule(layer(OTHER, end="2026-01-05T09:00:00-05:00"), name="over"),
        # The night of Sunday the 9th of March: 02:30 is skipped.
        schedule(layer(ANN, OTHER, turn=DAY, start="2025-01-06T02:30:00-05:00"), name="clock change"),
        # A second is missing at 21:00 of every day.
        schedule(
            layer(ANN, restrictions=[DailyRestriction(start_time_of_day="09:00:00", duration_seconds=12 * 3600 - 1)]),
            layer(OTHER, restrictions=[DailyRestriction(start_time_of_day="21:00:00", duration_seconds=12 * 3600)]),
            name="seam",
        ),
        schedule(
            layer(ANN, OTHER, BOB, OTHER, turn=DAY, restrictions=nights, start="2025-01-06T20:00:00-05:00"), name="late"
        ),
    ]
    together = [EscalationRule(escalation_delay_in_minutes=10, targets=[ANN, OTHER])]
    policies = [
        EscalationPolicy(name="paging", rules=policy((10, rotas[0])).rules),
        policy((10, ANN), (10, ANN), (10, OTHER)),
        EscalationPolicy(name="together", rules=together),
        EscalationPolicy(name="direct", rules=policy((10, rotas[0]), (10, rotas[0])).rules),
    ]
    at_night = [f"2025-01-07T{hour:02}:00:00Z" for hour in range(24)]
    log = PageLog(Incident(triggered_at=at, escalation_policy="paging") for at in at_night)
    settings = Settings(
        people=4,
        fan_out=1,
        consecutive_hours=24,
        team_size=9,
        site_size=9,
        on_call_percent=10,
        holidays=("2025-07-04",),
        holiday_days=0.001,
        hours_share=1.01,
        weekend_share=1.01,
        night_share=1.01,
        daily_rest_hours=20,
        rest_factor=3,
        underload_weeks=1,
    )
    away = [Absence(user=ANN, start="2025-02-01T00:00:00Z", end="2025-03-01T00:00:00Z")]
    report = check(
        Configuration(schedules=rotas, escalation_policies=policies), settings=settings, pages=log, away=away
    )
    texts = [
        *((found.code, text) for found in report.findings for text in (found.message, found.fix)),
        *((proof.code, proof.because) for proof in report.proofs),
    ]
    assert [each for each in texts if ALONE.search(each[1])] == []
    named = "OC001 OC002 OC003 OC102 OC103 OC202 OC203 OC204 OC301 OC302 OC303 OC304 OC305 OC306 OC307 OC401 OC402"
    named += " OC403 OC501 OC503 OC504 OC603 OC605 OC608 OC701 OC703 OC801"
    assert {code for code, text in texts if "Ann (ann" in text} == {*named.split()}


def test_proofs_of_ones_own() -> None:
    """Of all the people of the schedules that they are about."""
    same = prove_distinct(schedule(layer(ANN, BOB), name="a"), schedule(layer(ANN, OTHER), name="b"))
    assert same.because == "Ann (ann) is"
    missing = schedule(layer(*map(User, "abcde"), ANN, OTHER, turn=DAY, restrictions=WEEKDAYS, start=MIDNIGHT))
    assert prove_everyone_serves(missing).because == "Ann (ann) and Ann (ann2) never are"


def test_whoever_was_there_before_a_change_counts() -> None:
    """One Ann goes and another one comes: known by their addresses to be two people."""
    old, new = attrs.evolve(ANN, email="ann@example.com"), attrs.evolve(OTHER, email="other@example.com")
    before, after = schedule(layer(BOB, old)), schedule(layer(BOB, new))
    found = diff(before, after, "2025-01-06T14:00:00Z", "2025-02-03T14:00:00Z", settings=Settings(select=["OC904"]))
    (finding,) = found.new_findings
    assert "Ann (ann2) is in the place of Ann (ann)" in finding.message


def test_people_that_findings_are_about() -> None:
    """Each finding about a person begins with the name."""
    report = check(
        Configuration(users=[BOB], schedules=[schedule(layer(ANN, OTHER))]), settings=Settings(select=["OC702"])
    )
    assert [found.message.partition(":")[0] for found in report.findings] == ["Ann (ann)", "Ann (ann2)"]
