"""What is refused is refused to the letter: the field, what it takes, and what came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import pytest

from oncall import (
    Absence,
    Configuration,
    DailyRestriction,
    Incident,
    Layer,
    OnCall,
    Override,
    ResponseTime,
    ResponseTimes,
    RoleAssignment,
    Service,
    Shift,
    Suppression,
    Timeline,
    User,
    overlay,
)
from oncall.errors import InvalidValueError, Location, NotAnInstantError, NotFoundError
from oncall.model import fields
from tests.model.samples import ALICE, BOB, EMPTY_LINE, LAYER, NOON, ON_CALL, POLICY, ROTA, RULE, T

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (lambda: Absence(user=BOB, start=T, end=T), f"end must be after start ({NOON}), got '{NOON}'"),
        (lambda: Layer(**LAYER, users=["alice"]), "users must be a list of User, such as User('alice'), got 'alice'"),  # type: ignore[list-item]
        (lambda: Layer(**LAYER, users=[]), "users must be a list of at least one user, got []"),
        (
            lambda: attrs.evolve(RULE, targets=[]),
            "targets must be a list of 1 to 10 users and schedules, got []",
        ),
        (lambda: attrs.evolve(POLICY, rules=[]), "rules must be a list of at least one EscalationRule, got []"),
        (
            lambda: attrs.evolve(RULE, escalation_rule_assignment_strategy="random"),  # type: ignore[arg-type]
            "escalation_rule_assignment_strategy must be 'assign_to_everyone' or 'round_robin', got 'random'",
        ),
        (
            lambda: attrs.evolve(POLICY, empty_rules="stop"),  # type: ignore[arg-type]
            (
                "empty_rules must be 'skip' (as PagerDuty, ilert and incident.io do) or 'wait' (as GoAlert does), "
                "got 'stop'"
            ),
        ),
        (
            lambda: POLICY.pages(T, acknowledged_at=T - 1),
            f"acknowledged_at must be at or after the trigger ({T}), got {T - 1}",
        ),
        (lambda: POLICY.pages(T, resolved_at=T - 1), f"resolved_at must be at or after the trigger ({T}), got {T - 1}"),
        (
            lambda: POLICY.pages(T, acknowledgement_timeout=0),
            "acknowledgement_timeout must be a whole number of at least 1, got 0",
        ),
        (lambda: POLICY.explain(T, incident_number=-1), "incident_number must be a whole number of at least 0, got -1"),
        (
            lambda: POLICY.outcomes(T, T + 60, incident_number=-1),
            "incident_number must be a whole number of at least 0, got -1",
        ),
        (
            lambda: Incident(triggered_at=T, started_at=T + 1),
            f"started_at must be at or before the trigger ({NOON}), got '2025-03-12T15:00:01+00:00'",
        ),
        (
            lambda: Configuration(suppressions=[1]),  # type: ignore[list-item]
            "suppressions must be a list of Suppression, got 1",
        ),
    ],
)
def test_an_error_says_what_would_do(made: Callable[[], object], message: str) -> None:
    """The whole of it is what a person reads."""
    with pytest.raises(InvalidValueError) as caught:
        made()
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (POLICY.on_call, "at"),
        (POLICY.first_responder, "at"),
        (lambda at: POLICY.time_to(1, at), "at"),
        (POLICY.explain, "triggered_at"),
        (lambda at: POLICY.explain(T, acknowledged_at=at), "acknowledged_at"),
        (lambda at: POLICY.explain(T, resolved_at=at), "resolved_at"),
        (lambda at: POLICY.outcomes(at, T), "since"),
        (lambda at: POLICY.outcomes(0, at), "until"),
    ],
)
def test_the_argument_that_is_no_instant_is_named(asked: Callable[[Any], object], field: str) -> None:
    """It may be one of several."""
    with pytest.raises(NotAnInstantError) as caught:
        asked("noon")
    assert (caught.value.field, caught.value.value) == (field, "noon")


def test_a_number_within_limits() -> None:
    """Both limits are taken, what lies beyond is not, and neither is what is no whole number."""

    @attrs.frozen
    class Form:
        number: int = attrs.field(validator=fields.within(2, 4))

    assert [Form(number).number for number in (2, 3, 4)] == [2, 3, 4]
    for wrong in (1, 5, True, 3.0, "3", None):
        with pytest.raises(InvalidValueError) as caught:
            Form(wrong)  # type: ignore[arg-type]
        assert str(caught.value) == f"number must be a whole number in the range (2 - 4), got {wrong!r}"


def test_three_things_that_are_near_are_named() -> None:
    """Of five alike, three; and what has less than half in common with a name is not near it."""
    names = ["team one", "team two", "team three", "team four", "team five"]
    users = Configuration(users=[User(name) for name in names]).users
    with pytest.raises(NotFoundError) as caught:
        users["team"]
    assert len(caught.value.near) == 3
    # "abcd" has two letters in a row in common with "abxy": 2 * 2 / (4 + 4) = 0.5, which is near enough.
    pair = Configuration(users=[User("abxy"), User("axyz")]).users
    with pytest.raises(NotFoundError) as caught:
        pair["abcd"]
    assert caught.value.near == ("abxy",)


@pytest.mark.parametrize("asked", [lambda at: OnCall(**ON_CALL, start=at), lambda at: OnCall(**ON_CALL, end=at)])
def test_an_end_of_a_shift_is_named(asked: Callable[[Any], object]) -> None:
    """The start, or the end."""
    with pytest.raises(NotAnInstantError) as caught:
        asked("noon")
    assert caught.value.field in {"start", "end"}
    assert str(caught.value).startswith(f"{caught.value.field}: 'noon' is not an instant")


def test_the_times_of_two_like_severities_are_refused() -> None:
    """With every one of them in words; a minute is one."""
    with pytest.raises(InvalidValueError) as caught:
        ResponseTimes([ResponseTime("P1", minutes=1), ResponseTime("P1", minutes=2)])
    assert str(caught.value) == (
        "times must be a list in which every severity is named once, got ['P1 (1 minute)', 'P1 (2 minutes)']"
    )


def test_a_daily_restriction_is_shorter_than_a_day() -> None:
    """In the words of the provider."""
    with pytest.raises(InvalidValueError) as caught:
        DailyRestriction(start_time_of_day="00:00:00", duration_seconds=86_400)
    assert str(caught.value) == (
        "duration_seconds must be shorter than a day (86400) for a daily_restriction, got 86400"
    )


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (
            lambda: Override(user=BOB, start=T + 1, end=T),
            f"end must be after start (2025-03-12T15:00:01+00:00), got '{NOON}'",
        ),
        (
            lambda: Shift(user=BOB, start=T + 1, end=T),
            f"end must be after start (2025-03-12T15:00:01+00:00), got '{NOON}'",
        ),
        (
            lambda: Suppression(where=Location("a.tf", 1), first_line=3, last_line=2),
            "last_line must be a line from first_line (3) on, got 2",
        ),
        (
            lambda: Timeline([Shift(user=BOB, start=T, end=T + 1)], since=T + 1, until=T + 2),
            f"shifts must be in order, apart, and within the range of the timeline, got 'bob from {NOON}'",
        ),
        (
            lambda: overlay(Timeline([], since=T, until=T + 1), EMPTY_LINE),
            (
                "lower must be a timeline over the same range as upper (2025-03-12 11:00:00-04:00 to "
                "2025-03-12 11:01:00-04:00), got '2025-03-12 15:00:00+00:00 to 2025-03-12 15:00:01+00:00'"
            ),
        ),
        (lambda: ROTA.without(7), "user must be a User, an id or a name, got 7"),  # type: ignore[arg-type]
        (lambda: ROTA.swap(7, BOB, (T, T + 1)), "a must be a User, an id or a name, got 7"),  # type: ignore[arg-type]
        (lambda: ROTA.swap(BOB, 7, (T, T + 1)), "b must be a User, an id or a name, got 7"),  # type: ignore[arg-type]
        (lambda: ROTA.swap("alice", ALICE, (T, T + 1)), f"b must be somebody else than a (alice), got {ALICE!r}"),
        (
            lambda: ROTA.swap(BOB, ALICE, 7),  # type: ignore[arg-type]
            "span must be a Span, or a pair of instants, got 7",
        ),
    ],
)
def test_an_error_of_a_schedule_says_what_would_do(made: Callable[[], object], message: str) -> None:
    """Of overrides, shifts, timelines, and of who is away."""
    with pytest.raises(InvalidValueError) as caught:
        made()
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (ROTA.on_call, "at"),
        (lambda at: attrs.evolve(ROTA, layers=[]).on_call(at), "at"),
        (lambda at: Timeline([], since=at, until=T), "since"),
        (lambda at: Timeline([], since=T, until=at), "until"),
        (EMPTY_LINE.at, "instant"),
        (lambda at: RoleAssignment(at=at), "at"),
        (lambda at: ROTA.without("alice", at), "since"),
        (lambda at: ROTA.without("alice", T, at), "until"),
        (lambda at: Service(name="s", escalation_policy=POLICY).pages(at), "triggered_at"),
        (lambda at: Service(name="s", escalation_policy=POLICY).pages(T, resolved_at=at), "resolved_at"),
    ],
)
def test_the_argument_of_a_schedule_that_is_no_instant_is_named(asked: Callable[[Any], object], field: str) -> None:
    """As of a policy."""
    with pytest.raises(NotAnInstantError) as caught:
        asked("noon")
    assert (caught.value.field, caught.value.value) == (field, "noon")


def test_who_is_nobodys_name_is_no_person() -> None:
    """The error says what it is that is not there, and whether there are several."""
    with pytest.raises(NotFoundError) as caught:
        ROTA.without("zed")
    assert (caught.value.kind, caught.value.name, caught.value.ambiguous) == ("person", "zed", False)
    with pytest.raises(NotFoundError) as caught:
        ROTA.layer_shifts("zed", T, T + 1)
    assert (caught.value.kind, caught.value.ambiguous) == ("layer", False)
    twins = attrs.evolve(ROTA, layers=[attrs.evolve(ROTA.layers[0], name="twin")] * 2)
    with pytest.raises(NotFoundError) as caught:
        twins.layer_shifts("twin", T, T + 1)
    assert (caught.value.near, caught.value.ambiguous) == (("twin", "twin"), True)
