"""Bodies of requests and rendered schedules; what is expected is arithmetic on the wall clock."""

from __future__ import annotations

import io
import json
from typing import Any

import attrs
import pytest

from oncall.errors import InvalidValueError, NotAnInstantError
from oncall.formats.json_text import JsonNode, parse
from oncall.formats.pagerduty import loads
from oncall.formats.pagerduty.reading import found
from oncall.formats.pagerduty.writing import dump, dumps, rendered
from oncall.formats.resources.report import Report
from oncall.formats.resources.source import Source
from oncall.model import (
    Configuration,
    DailyRestriction,
    EscalationPolicy,
    EscalationRule,
    Layer,
    Override,
    Schedule,
    Service,
    User,
    WeeklyRestriction,
)

ALICE, BOB, CAROL = User("PA", name="Älice"), User("PB", name="Bob"), User("PC", name="Carol")
START = "2025-03-03T00:00:00-05:00"  # a Monday, six days before the clocks of New York go forward
SCHEDULE = Schedule(
    id="PSCHED",
    name="On-Call",
    time_zone="America/New_York",
    layers=[
        Layer(
            name="Days",
            start=START,
            rotation_virtual_start=START,
            rotation_turn_length_seconds=86_400,
            users=[ALICE, BOB],
        ),
        Layer(
            name="Nights",
            start=START,
            end="2030-01-01T00:00:00Z",
            rotation_virtual_start=START,
            rotation_turn_length_seconds=604_800,
            users=[CAROL],
            restrictions=[
                DailyRestriction(start_time_of_day="00:00:00", duration_seconds=21_600),
                WeeklyRestriction(start_day_of_week=7, start_time_of_day="18:00:00", duration_seconds=21_600),
            ],
        ),
    ],
    overrides=[Override(user=BOB, start="2025-03-05T12:00:00-05:00", end="2025-03-06T12:00:00-05:00")],
)
POLICY = EscalationPolicy(
    id="PPOLICY",
    name="Escalation",
    num_loops=2,
    rules=[
        EscalationRule(escalation_delay_in_minutes=10, targets=[SCHEDULE]),
        EscalationRule(escalation_delay_in_minutes=15, targets=[ALICE]),
    ],
)


def entries(part: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Start, end and person of the entries of a subschedule."""
    return [(entry["start"], entry["end"], entry["user"]["id"]) for entry in part["rendered_schedule_entries"]]


class TestRequests:
    """What is sent to make a schedule or a policy."""

    def test_schedule(self) -> None:
        """The layers are lowest first, there are no ids, and times are as they were written."""
        body = json.loads(dumps(SCHEDULE))["schedule"]
        lowest, highest = body.pop("schedule_layers")
        assert body == {"type": "schedule", "name": "On-Call", "time_zone": "America/New_York", "description": ""}
        assert lowest == {
            "name": "Days",
            "start": START,
            "end": None,
            "rotation_virtual_start": START,
            "rotation_turn_length_seconds": 86_400,
            "users": [
                {"user": {"id": "PA", "type": "user_reference"}},
                {"user": {"id": "PB", "type": "user_reference"}},
            ],
            "restrictions": [],
        }
        assert (highest["name"], highest["end"]) == ("Nights", "2030-01-01T00:00:00+00:00")
        assert highest["restrictions"] == [
            {"type": "daily_restriction", "start_time_of_day": "00:00:00", "duration_seconds": 21_600},
            {
                "type": "weekly_restriction",
                "start_time_of_day": "18:00:00",
                "start_day_of_week": 7,
                "duration_seconds": 21_600,
            },
        ]

    def test_policy(self) -> None:
        """Targets are references to users and schedules."""
        assert json.loads(dumps(POLICY)) == {
            "escalation_policy": {
                "type": "escalation_policy",
                "name": "Escalation",
                "description": "",
                "num_loops": 2,
                "escalation_rules": [
                    {"escalation_delay_in_minutes": 10, "targets": [{"id": "PSCHED", "type": "schedule_reference"}]},
                    {"escalation_delay_in_minutes": 15, "targets": [{"id": "PA", "type": "user_reference"}]},
                ],
            }
        }

    def test_a_rule_in_turn_says_so(self) -> None:
        """The strategy is an object with a type, and is read back; what is the default is not written."""
        first, second = POLICY.rules
        turns = attrs.evolve(second, escalation_rule_assignment_strategy="round_robin")
        policy = attrs.evolve(POLICY, rules=[first, turns])
        written = json.loads(dumps(policy))["escalation_policy"]["escalation_rules"]
        assert [it.get("escalation_rule_assignment_strategy") for it in written] == [None, {"type": "round_robin"}]
        whole = Configuration(schedules=[SCHEDULE], escalation_policies=[policy])
        assert loads(dumps(whole)).escalation_policies["PPOLICY"] == policy

    def test_rules_that_wait_are_refused(self) -> None:
        """PagerDuty has no rules that wait while they reach nobody, so nothing is written that says less."""
        waiting = attrs.evolve(POLICY, empty_rules="wait")
        for thing in (waiting, Configuration(escalation_policies=[waiting])):
            with pytest.raises(InvalidValueError, match="empty_rules must be 'skip' to write the escalation policy"):
                dumps(thing)

    def test_the_same_input_gives_the_same_bytes(self) -> None:
        """Text in UTF-8, with a line break at its end; `dump` writes it to a file."""
        file = io.StringIO()
        dump(SCHEDULE, file, since=START, until="2025-03-04T00:00:00-05:00")
        assert file.getvalue() == dumps(SCHEDULE, since=START, until="2025-03-04T00:00:00-05:00")
        assert file.getvalue().endswith("}\n")
        assert "Älice" in file.getvalue()


class TestRendered:
    """What the API would answer for a range of time."""

    def test_final_schedule(self) -> None:
        """Carol from midnight to six, else the day's person, and Bob's override above both."""
        answer = rendered(SCHEDULE, "2025-03-04T00:00:00-05:00", "2025-03-06T12:00:00-05:00")["schedule"]
        assert answer["final_schedule"]["name"] == "Final Schedule"
        assert entries(answer["final_schedule"]) == [
            ("2025-03-04T00:00:00-05:00", "2025-03-04T06:00:00-05:00", "PC"),
            ("2025-03-04T06:00:00-05:00", "2025-03-05T00:00:00-05:00", "PB"),  # the second day is Bob's
            ("2025-03-05T00:00:00-05:00", "2025-03-05T06:00:00-05:00", "PC"),
            ("2025-03-05T06:00:00-05:00", "2025-03-05T12:00:00-05:00", "PA"),
            ("2025-03-05T12:00:00-05:00", "2025-03-06T12:00:00-05:00", "PB"),
        ]
        assert answer["final_schedule"]["rendered_coverage_percentage"] == 100
        assert answer["final_schedule"]["rendered_schedule_entries"][0]["user"] == {
            "id": "PC",
            "type": "user_reference",
            "summary": "Carol",
        }

    def test_layers(self) -> None:
        """Each alone, the highest first: the nights are 6 of 24 hours on Monday, and nobody is on it for the rest."""
        answer = rendered(SCHEDULE, START, "2025-03-04T00:00:00-05:00")["schedule"]
        nights, days = answer["schedule_layers"]
        assert (nights["name"], entries(nights)) == ("Nights", [(START, "2025-03-03T06:00:00-05:00", "PC")])
        assert nights["rendered_coverage_percentage"] == 25
        assert (days["name"], entries(days)) == ("Days", [(START, "2025-03-04T00:00:00-05:00", "PA")])

    def test_offsets_are_those_of_the_zone(self) -> None:
        """The clocks go forward on 9 March: the night has 5 of 23 hours, and ends in summer time."""
        answer = rendered(SCHEDULE, "2025-03-09T00:00:00-05:00", "2025-03-10T00:00:00-04:00")["schedule"]
        nights = answer["schedule_layers"][0]
        assert entries(nights) == [
            ("2025-03-09T00:00:00-05:00", "2025-03-09T06:00:00-04:00", "PC"),
            ("2025-03-09T18:00:00-04:00", "2025-03-10T00:00:00-04:00", "PC"),
        ]
        assert nights["rendered_coverage_percentage"] == round(100 * (5 + 6) / 23, 2)

    def test_overrides(self) -> None:
        """The subschedule has them cut to the range, the list beside the schedule has them whole."""
        answer = rendered(SCHEDULE, "2025-03-05T00:00:00-05:00", "2025-03-06T00:00:00-05:00")
        subschedule = answer["schedule"]["overrides_subschedule"]
        assert entries(subschedule) == [("2025-03-05T12:00:00-05:00", "2025-03-06T00:00:00-05:00", "PB")]
        assert subschedule["rendered_coverage_percentage"] == 50
        assert [override["end"] for override in answer["overrides"]] == ["2025-03-06T12:00:00-05:00"]

    def test_ranges_that_are_none_are_refused(self) -> None:
        """Both ends are needed, in order, and for a schedule."""
        with pytest.raises(InvalidValueError, match="until must be"):
            dumps(SCHEDULE, since=START)
        with pytest.raises(InvalidValueError, match="since must be"):
            dumps(SCHEDULE, until=START)
        with pytest.raises(InvalidValueError, match="until must be after since"):
            dumps(SCHEDULE, since=START, until=START)
        with pytest.raises(NotAnInstantError):
            dumps(SCHEDULE, since="yesterday", until=START)
        with pytest.raises(InvalidValueError, match="for a schedule only"):
            dumps(POLICY, since=START, until="2025-03-04T00:00:00-05:00")


def read(text: str) -> Any:
    """What is found in a written text, in which nothing is wrong."""
    source = Source("x.json", text.encode())
    root, report = parse(source), Report()
    report.has_read(source)
    assert isinstance(root, JsonNode)
    result = found(root, report)
    assert (report.errors, report.warnings) == ((), ())
    return result


class TestReadAgain:
    """What is written can be read."""

    def test_layers_keep_their_order(self) -> None:
        """Lowest first in a request, highest first in an answer: both are read as they were."""
        for text in (
            dumps(SCHEDULE),
            dumps(SCHEDULE, since=START, until="2025-03-04T00:00:00-05:00"),
            dumps(Configuration(schedules=[SCHEDULE])),
        ):
            (declared,) = (each for each in read(text).declared if each.type == "pagerduty_schedule")
            assert [layer.arguments["name"].value() for layer in declared.body.blocks] == ["Days", "Nights"]

    def test_a_configuration_is_whole(self) -> None:
        """Every kind of thing is there with its id, and overrides name their schedule."""
        service = Service(id="PSVC", name="API", escalation_policy=POLICY, acknowledgement_timeout=None)
        configuration = Configuration(
            users=[ALICE, BOB, CAROL],
            schedules=[SCHEDULE, Schedule(id="P2", name="Other", time_zone="Etc/UTC", layers=SCHEDULE.layers)],
            escalation_policies=[POLICY],
            services=[service],
        )
        result = read(dumps(configuration))
        assert [each.id for each in result.declared] == ["PA", "PB", "PC", "PSCHED", "P2", "PPOLICY", "PSVC"]
        assert [each.schedule for each in result.overrides] == ["PSCHED"]
        assert result.declared[-1].body.arguments["acknowledgement_timeout"].value() == "null"

    def test_overrides_are_whole(self) -> None:
        """A rendered schedule is read with its overrides as they are, not as they were cut."""
        (override,) = read(dumps(SCHEDULE, since=START, until="2025-03-06T00:00:00-05:00")).overrides
        assert override.body.arguments["end"].value() == "2025-03-06T12:00:00-05:00"
