"""OC703: who is on call while away."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import (
    Absence,
    Configuration,
    EscalationPolicy,
    EscalationRule,
    Override,
    Schedule,
    Service,
    Settings,
    User,
    check,
)
from oncall.errors import InvalidValueError, Location
from tests.agreement import oracle
from tests.checks.builders import ALICE, BOB, CAROL, DAVE, WEEK, layer, policy, schedule
from tests.strategies import Scene, ranges, scenes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hypothesis.strategies import DataObject

    from oncall import Finding

ROTA = schedule(layer(ALICE, BOB))
"""Weekly turns from Monday to Monday at 09:00 in New York; bob's are those of the 13th and 27th of January 2025."""
HIS_WEEK = ("2025-01-13T09:00:00-05:00", "2025-01-20T09:00:00-05:00")
ON_CALL = Settings(select=("OC703",))


def away(start: str, end: str, user: User = BOB, reason: str = "") -> Absence:
    """An absence of bob."""
    return Absence(user=user, start=start, end=end, reason=reason)


def found(
    *subjects: Schedule | EscalationPolicy,
    absences: Iterable[Absence],
    since: str | int | None = None,
    until: str | int | None = None,
    settings: Settings = ON_CALL,
) -> tuple[Finding, ...]:
    """What the check finds in some schedules and policies."""
    configuration = Configuration(
        schedules=[each for each in subjects if isinstance(each, Schedule)],
        escalation_policies=[each for each in subjects if isinstance(each, EscalationPolicy)],
    )
    report = check(configuration, since=since, until=until, away=absences, settings=settings)
    assert report.proofs == (), "who is away is nothing that is decided for all time"
    return report.findings


def bounds(finding: Finding) -> list[tuple[int, int]]:
    """The evidence in UTC seconds."""
    return [span.bounds for span in finding.spans]


def test_the_finding_says_who_when_how_long_and_why() -> None:
    """From Saturday to Saturday bob is away; his turn begins on the Monday between."""
    (one,) = found(ROTA, absences=[away("2025-01-11T00:00-05:00", "2025-01-18T00:00-05:00", reason="a wedding")])
    assert one.message == (
        "rota: bob is on call while away (a wedding) from Mon 2025-01-13 09:00 -05:00 to Sat 2025-01-18 00:00 -05:00: "
        "4 days 15 hours."
    )
    assert one.fix == (
        "Put somebody else on call by an override from 2025-01-13T09:00:00-05:00 to 2025-01-18T00:00:00-05:00, or swap "
        "turns with them."
    )
    assert (one.code, one.severity, one.subject) == ("OC703", "warning", "rota")
    assert [str(span) for span in one.spans] == ["2025-01-13T09:00:00-05:00 to 2025-01-18T00:00:00-05:00"]


def test_several_times_are_one_finding() -> None:
    """January as a whole has two turns of bob: from the 13th to the 20th, and from the 27th to its end."""
    (one,) = found(ROTA, absences=[away("2025-01-01T00:00-05:00", "2025-02-01T00:00-05:00")])
    # 7 days, and from Monday the 27th at 09:00 to Saturday the 1st at 00:00: 4 days 15 hours.
    assert one.message == (
        "rota: bob is on call while away from Mon 2025-01-13 09:00 -05:00 to Mon 2025-01-20 09:00 -05:00, the first of "
        "2 times: 1 week 4 days in all."
    )
    assert "2025-01-20T09:00:00-05:00, and at the other times, or swap" in one.fix
    assert [span.seconds for span in one.spans] == [WEEK, 4 * 86_400 + 15 * 3600]


def test_each_person_and_each_schedule_has_a_finding() -> None:
    """alice and bob in one schedule, bob in another one too."""
    absences = [away(*HIS_WEEK), away("2025-01-06T09:00-05:00", "2025-01-07T09:00-05:00", ALICE)]
    report = found(ROTA, schedule(layer(BOB), name="other"), absences=absences)
    assert [each.message.split(" is on call")[0] for each in report] == ["other: bob", "rota: alice", "rota: bob"]


@pytest.mark.parametrize(
    ("start", "end", "seconds"),
    [
        ("2025-01-20T09:00:00-05:00", "2025-01-27T09:00:00-05:00", 0),  # exactly between two turns
        ("2025-01-20T08:59:59-05:00", "2025-01-27T09:00:00-05:00", 1),
        ("2025-01-20T09:00:00-05:00", "2025-01-27T09:00:01-05:00", 1),
        ("2025-01-06T00:00:00-05:00", "2025-01-13T09:00:00-05:00", 0),  # back when the turn begins
        ("2020-01-06T00:00:00-05:00", "2020-06-13T09:00:00-05:00", 0),  # before anything has begun
    ],
)
def test_both_ends_are_half_open(start: str, end: str, seconds: int) -> None:
    """Whoever leaves when the turn is over, or is back when it begins, is not on call while away; a second matters."""
    report = found(ROTA, absences=[away(start, end)])
    assert sum(span.seconds for each in report for span in each.spans) == seconds


@pytest.mark.parametrize(("allowed", "finds"), [(3599, True), (3600, False)])
def test_so_much_is_allowed(allowed: int, finds: bool) -> None:  # noqa: FBT001 - what is expected
    """An hour at the end of an absence counts if less than an hour is allowed."""
    settings = attrs.evolve(ON_CALL, away_seconds=allowed)
    hour = [away("2025-01-11T00:00:00-05:00", "2025-01-13T10:00:00-05:00")]
    assert bool(found(ROTA, absences=hour, settings=settings)) is finds
    assert bool(found(policy((5, BOB)), absences=[away(*_an_hour())], settings=settings)) is finds


def _an_hour() -> tuple[str, str]:
    return "2025-01-11T00:00:00-05:00", "2025-01-11T01:00:00-05:00"


def test_absences_that_touch_or_overlap_are_one() -> None:
    """An hour each of two absences is two hours, and two calendars that say the same say it once."""
    two = [
        away("2025-01-14T00:00-05:00", "2025-01-14T01:00-05:00", reason="a dentist"),
        away("2025-01-14T01:00-05:00", "2025-01-14T02:00-05:00", reason="a rest"),
        away("2025-01-14T00:30-05:00", "2025-01-14T02:00-05:00", reason="a dentist"),
    ]
    (one,) = found(ROTA, absences=two, settings=attrs.evolve(ON_CALL, away_seconds=2 * 3600 - 1))
    assert "(a dentist, a rest)" in one.message
    assert [span.seconds for span in one.spans] == [2 * 3600]


def test_an_override_by_somebody_else_mends_it() -> None:
    """Over the whole time nothing is left; over a part of it the rest is; one that puts bob on call is found."""
    covered = attrs.evolve(ROTA, overrides=[Override(user=CAROL, start=HIS_WEEK[0], end=HIS_WEEK[1])])
    assert not found(covered, absences=[away(*HIS_WEEK)])
    partly = attrs.evolve(ROTA, overrides=[Override(user=CAROL, start=HIS_WEEK[0], end="2025-01-20T08:00-05:00")])
    (rest,) = found(partly, absences=[away(*HIS_WEEK)])
    assert [str(span) for span in rest.spans] == ["2025-01-20T08:00:00-05:00 to 2025-01-20T09:00:00-05:00"]
    forced = schedule(layer(ALICE), overrides=[Override(user=BOB, start=HIS_WEEK[0], end="2025-01-13T10:00-05:00")])
    (one,) = found(forced, absences=[away(*HIS_WEEK)])
    assert [span.seconds for span in one.spans] == [3600]


def test_what_is_over_before_since_does_not_count() -> None:
    """Of what goes on then, the rest counts."""
    absences = [away(*HIS_WEEK)]
    assert not found(ROTA, absences=absences, since=HIS_WEEK[1])
    (one,) = found(ROTA, absences=absences, since="2025-01-20T08:00-05:00")
    assert "from Mon 2025-01-20 08:00 -05:00 to Mon 2025-01-20 09:00 -05:00: 1 hour." in one.message
    assert not found(policy((5, BOB)), absences=absences, since=HIS_WEEK[1])


def test_until_cuts_the_evidence_alone() -> None:
    """The finding stays, also where all of it is later: then the first time is shown as it is."""
    absences = [away("2025-01-01T00:00-05:00", "2025-02-01T00:00-05:00")]
    (whole,) = found(ROTA, absences=absences)
    (cut,) = found(ROTA, absences=absences, until="2025-01-14T09:00-05:00")
    (early,) = found(ROTA, absences=absences, until="2025-01-13T09:00-05:00")
    assert whole.message == cut.message == early.message
    assert [span.seconds for span in cut.spans] == [86_400]
    assert bounds(early) == bounds(whole)[:1]


def test_the_hours_of_clock_changes_count_as_they_pass() -> None:
    """On the Sunday of the spring change a day has 23 hours, in autumn 25."""
    alone = schedule(layer(BOB))
    for day, after, hours in (
        ("2025-03-09T00:00:00-05:00", "2025-03-10T00:00:00-04:00", "23 hours"),
        ("2025-11-02T00:00:00-04:00", "2025-11-03T00:00:00-05:00", "1 day 1 hour"),
    ):
        (one,) = found(alone, absences=[away(day, after)])
        assert one.message.endswith(f": {hours}.")


def test_people_are_known_by_their_id() -> None:
    """A user of another name with the same id is meant, one with the same name and another id is not."""
    assert found(ROTA, absences=[away(*HIS_WEEK, user=User("bob", name="Robert"))])
    assert not found(ROTA, absences=[away(*HIS_WEEK, user=User("PB0B", name="bob"))])


def test_who_is_in_no_schedule_is_not_spoken_of() -> None:
    """Neither is anybody if nobody is away."""
    assert not found(ROTA, policy((5, ROTA), (5, CAROL)), absences=[away(*HIS_WEEK, user=DAVE)])
    assert not found(ROTA, absences=[])


def test_whom_a_rule_names_directly() -> None:
    """No rotation goes on without them: the policy has the finding, once for all levels, at the first of the rules."""
    ladder = policy((5, ROTA), (5, CAROL), (5, CAROL))
    rules = [attrs.evolve(rule, where=Location("a.tf", line)) for line, rule in enumerate(ladder.rules, start=10)]
    absences = [away(*HIS_WEEK, user=CAROL, reason="a cruise"), away("2026-01-01T00:00Z", "2026-01-02T00:00Z", CAROL)]
    (one,) = found(attrs.evolve(ladder, rules=rules), absences=absences)
    assert one.message == (
        "policy: carol, whom levels 2 and 3 name, is away (a cruise) from Mon 2025-01-13 09:00 -05:00 to "
        "Mon 2025-01-20 09:00 -05:00, the first of 2 times: 1 week 1 day in all."
    )
    assert (one.subject, one.where) == ("policy", Location("a.tf", 11))
    assert one.fix == (
        "Let levels 2 and 3 name a schedule, in which an override can put somebody else, or another person until carol "
        "is back."
    )
    (single,) = found(policy((5, ROTA), (5, CAROL)), absences=absences)
    assert "carol, whom level 2 names, is away" in single.message


def test_a_person_named_twice_by_one_rule_is_on_one_level() -> None:
    """The rule pages them once."""
    rule = EscalationRule(escalation_delay_in_minutes=5, targets=[BOB, BOB])
    (one,) = found(EscalationPolicy(name="policy", rules=[rule]), absences=[away(*HIS_WEEK)])
    assert "bob, whom level 1 names, is away" in one.message


def test_schedules_that_only_policies_name_are_looked_at() -> None:
    """Pages fall on them too, whether or not a configuration lists them."""
    ladder = policy((5, ROTA))
    assert [each.subject for each in found(ladder, absences=[away(*HIS_WEEK)])] == ["rota"]
    behind = Configuration(services=[Service(name="checkout", escalation_policy=ladder)])
    report = check(behind, away=[away(*HIS_WEEK)], settings=ON_CALL)
    assert [each.subject for each in report.findings] == ["rota"]


def test_the_place_is_the_layer_whose_turn_it_is() -> None:
    """Of an override, which no file has, it is the schedule."""
    base, top = Location("a.tf", 10), Location("a.tf", 20)
    rota = attrs.evolve(
        schedule(attrs.evolve(layer(ALICE), where=base), attrs.evolve(layer(ALICE, BOB), where=top)),
        where=Location("a.tf", 5),
    )
    (one,) = found(rota, absences=[away(*HIS_WEEK)])
    assert one.where == top
    forced = attrs.evolve(rota, overrides=[Override(user=CAROL, start=HIS_WEEK[0], end=HIS_WEEK[1])])
    (other,) = found(forced, absences=[away(*HIS_WEEK, user=CAROL)])
    assert other.where == Location("a.tf", 5)


def test_long_reasons_are_cut() -> None:
    """What a calendar has as its title may be a letter; a line break in it is a blank."""
    (one,) = found(ROTA, absences=[away(*HIS_WEEK, reason="a wedding\nin " + "Llanfair " * 100)])
    assert "(a wedding in Llanfair " in one.message
    assert "…) from" in one.message
    assert len(one.message) < 250


def test_no_more_than_fifty_times_are_listed() -> None:
    """A year in which bob has every night, from 21:00 to 09:00, has 365 of them."""
    daily = schedule(layer(ALICE, BOB, turn=43_200))
    (one,) = found(daily, absences=[away("2025-02-01T09:00-05:00", "2026-02-01T09:00-05:00")])
    assert "the first of 365 times" in one.message
    assert len(one.spans) == 50


def test_an_absence_of_centuries_ends_somewhere() -> None:
    """Hourly turns over 7,974 years are 70 million: a part of that is looked at, which the finding says."""
    hourly = schedule(layer(ALICE, BOB, turn=3600))
    (one,) = found(hourly, absences=[away("2025-02-01T00:00-05:00", "9999-01-01T00:00-05:00")])
    # Half as long again and again until it has at most 200,000 turns: 7,974 years / 512 are 15.6 years, 136,500 hours.
    assert ", as far as it was looked at, up to " in one.message
    assert " 2040-" in one.message


def test_many_overrides_do_not_shorten_the_look() -> None:
    """An absence of a week among a hundred thousand overrides of long ago is looked at whole."""
    old = Override(user=CAROL, start=0, end=60)
    crowded = attrs.evolve(ROTA, overrides=[old] * 100_001)
    (one,) = found(crowded, absences=[away(*HIS_WEEK)])
    assert "looked at" not in one.message


def test_what_is_no_absence_is_refused() -> None:
    """Before anything is asked."""
    wrong: list[Any] = [[ROTA], "bob", 5, away(*HIS_WEEK)]
    for each in wrong:
        with pytest.raises(InvalidValueError, match="away must be a list of Absence"):
            found(ROTA, absences=each)


@given(st.data(), scenes())
def test_the_evidence_is_what_a_look_at_every_boundary_shows(data: DataObject, scene: Scene) -> None:
    """In whatever zone and around its clock changes: on call by the slow oracle, away, and not before `since`."""
    spans = [data.draw(ranges(scene, pieces=6)) for _ in range(2)]
    users = [data.draw(st.sampled_from((*scene.schedule.users, DAVE))) for _ in spans]
    since = data.draw(st.integers(min(spans)[0] - 1, max(end for _, end in spans)))
    absences = [Absence(user=user, start=start, end=end) for user, (start, end) in zip(users, spans, strict=True)]
    report = found(scene.schedule, absences=absences, since=since)
    listed = {each.message.partition(": ")[2].partition(" is on call")[0]: bounds(each) for each in report}
    own = {user: [span for span, who in zip(spans, users, strict=True) if who == user] for user in users}
    expected = {user.name: _by_looking(scene.told, user, spans, since) for user, spans in own.items()}
    assert listed == {name: pairs[:50] for name, pairs in expected.items() if pairs}


def _by_looking(
    told: oracle.Schedule, user: User, absences: list[tuple[int, int]], since: int
) -> list[tuple[int, int]]:
    """When somebody is on call and away: each piece between two boundaries is looked at alone."""
    low, high = min(start for start, _ in absences), max(end for _, end in absences)
    edges = {since, *oracle.boundaries(told, low, high), *(edge for span in absences for edge in span)}
    pieces: list[tuple[int, int]] = []
    for start, end in pairwise(sorted(edges)):
        is_away = start >= since and any(first <= start < last for first, last in absences)
        if is_away and oracle.on_call(told, start) == user.id:
            begun = pieces.pop()[0] if pieces and pieces[-1][1] == start else start
            pieces.append((begun, end))
    return pieces
