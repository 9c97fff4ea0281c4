"""PagerDuty's REST JSON, from recordings of the API and from its documented shapes."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall.errors import SourceError
from oncall.formats import pagerduty
from oncall.formats.json_text import JsonNode, parse
from oncall.formats.pagerduty.rails_zones import RAILS_ZONES, iana_name
from oncall.formats.pagerduty.reading import found
from oncall.formats.resources.report import Report
from oncall.formats.resources.source import Source
from oncall.formats.resources.values import Sequence
from tests.formats.surgery import mutated

if TYPE_CHECKING:
    from oncall.formats.pagerduty.reading import Order
    from oncall.formats.resources.bodies import Body, Found

RECORDINGS = Path(__file__).parents[2] / "recordings"
NAMES = ("a_pagerbeauty_P538IZH.json", "b_elastic_swiftype_weekly.json", "d_v1_entries_2012.json")

ENTRY = {"start": "2025-01-01T00:00:00Z", "end": "2025-01-02T00:00:00Z", "user": {"id": "PB", "summary": "Bob"}}
POLICY = {
    "id": "PPOLICY",
    "type": "escalation_policy",
    "name": "Escalation",
    "num_loops": 2,
    "escalation_rules": [
        {
            "id": "PR1",
            "escalation_delay_in_minutes": 10,
            "targets": [{"id": "PSCHED", "type": "schedule_reference", "summary": "On-Call"}],
            "escalation_rule_assignment_strategy": "assign_to_everyone",
        },
        {
            "escalation_delay_in_minutes": 15,
            "targets": [{"id": "PA", "type": "user_reference", "summary": "Alice"}],
            "escalation_rule_assignment_strategy": {"type": "round_robin"},
        },
    ],
}
SERVICE = {
    "id": "PSVC",
    "type": "service",
    "name": "API",
    "escalation_policy": {"id": "PPOLICY", "type": "escalation_policy_reference"},
    "acknowledgement_timeout": None,
    "auto_resolve_timeout": 14400,
}


def schedule(**changed: Any) -> dict[str, Any]:
    """A schedule as the API answers, with two layers, the highest first."""
    layers = [
        {
            "id": f"PL{number}",
            "name": name,
            "start": "2025-01-01T00:00:00-05:00",
            "end": None,
            "rotation_virtual_start": "2025-01-01T00:00:00-05:00",
            "rotation_turn_length_seconds": 604800,
            "users": [{"user": {"id": "PA", "type": "user_reference", "summary": "Alice"}}, {"id": "PB"}],
            "restrictions": [],
        }
        for number, name in ((2, "highest"), (1, "lowest"))
    ]
    whole = {"id": "PSCHED", "name": "On-Call", "time_zone": "Eastern Time (US & Canada)", "schedule_layers": layers}
    return {key: value for key, value in {**whole, **changed}.items() if value != "absent"}


def read(document: Any, *, schedule_id: str = "", order: Order = "auto") -> tuple[Found, Report]:
    """What a document declares."""
    source = Source("x.json", json.dumps(document, indent=1).encode())
    root, report = parse(source), Report()
    report.has_read(source)
    assert isinstance(root, JsonNode)
    return found(root, report, schedule_id=schedule_id, order=order), report


def sound(document: Any, *, schedule_id: str = "", order: Order = "auto") -> Found:
    """What a document declares in which nothing is wrong."""
    result, report = read(document, schedule_id=schedule_id, order=order)
    assert (report.errors, report.warnings) == ((), ())
    return result


def values(body: Body) -> dict[str, Any]:
    """The arguments of a body."""
    return {name: argument.value() for name, argument in body.arguments.items()}


def layer_names(result: Found) -> list[Any]:
    """What the layers of the first schedule are called."""
    return [layer.arguments["name"].value() for layer in result.declared[0].body.blocks]


class TestRecordings:
    """Schedules that other programs recorded."""

    def test_layers_come_lowest_first(self) -> None:
        """A schedule with an id is an answer: its layers are turned round."""
        result = sound(json.loads((RECORDINGS / NAMES[0]).read_text(encoding="utf-8")))
        (declared,) = result.declared
        assert (declared.id, declared.type, declared.real_id) == ("P538IZH", "pagerduty_schedule", "P538IZH")
        assert layer_names(result) == ["Schedule Layer 1", "Schedule Layer 2"]
        lowest, highest = declared.body.blocks
        assert values(lowest) == {
            "name": "Schedule Layer 1",
            "start": "2017-04-07T13:24:41-04:00",
            "rotation_virtual_start": "2012-08-05T00:00:00-04:00",
            "rotation_turn_length_seconds": Fraction(604_800),
            "users": Sequence(("PBPDVGQ", "P3N8KHT")),
        }
        assert [values(block) for block in highest.blocks] == [
            {"type": "daily_restriction", "start_time_of_day": "00:00:00", "duration_seconds": Fraction(43_200)}
        ]

    def test_a_schedule_without_a_name_is_called_by_its_id(self) -> None:
        """Two of the recordings have no name."""
        for name, label in zip(NAMES[1:], ("swiftype-sre", "v1-docs"), strict=True):
            (declared,) = sound(json.loads((RECORDINGS / name).read_text(encoding="utf-8"))).declared
            assert declared.label == label
            assert "name" not in declared.body.arguments


class TestSchedules:
    """Schedules in their shapes."""

    @pytest.mark.parametrize(
        "document",
        [{"schedule": schedule()}, {"schedules": [schedule()], "limit": 25, "more": False}, schedule(), [schedule()]],
    )
    def test_envelopes(self, document: Any) -> None:
        """One, a list, or bare: it is the same schedule."""
        result = sound(document)
        assert [(each.id, each.label) for each in result.declared] == [("PSCHED", "On-Call")]
        assert layer_names(result) == ["lowest", "highest"]

    def test_the_body_of_a_request_is_lowest_first(self) -> None:
        """A schedule without an id was never answered; the caller may know better."""
        body = schedule(id="absent")
        assert layer_names(sound({"schedule": body})) == ["highest", "lowest"]
        assert layer_names(sound({"schedule": body}, order="highest_first")) == ["lowest", "highest"]
        assert layer_names(sound(schedule(), order="lowest_first")) == ["highest", "lowest"]
        (declared,) = sound({"schedule": body}).declared
        assert (declared.id, declared.real_id) == ("On-Call", "")

    def test_people(self) -> None:
        """Each user of a layer is an id, whatever it is wrapped in, and known by the summary."""
        result = sound(schedule(users=[{"id": "PB", "type": "user_reference", "summary": "Bob"}]))
        assert values(result.declared[0].body.blocks[0])["users"] == Sequence(("PA", "PB"))
        assert result.names == {"PA": "Alice", "PB": "Bob"}

    def test_names_of_rails(self) -> None:
        """Old answers name zones as Rails does; names that nobody knows are left to the model."""
        assert values(sound(schedule()).declared[0].body)["time_zone"] == "America/New_York"
        assert values(sound(schedule(time_zone="Moon")).declared[0].body)["time_zone"] == "Moon"
        assert {iana_name(name) for name in RAILS_ZONES} <= available_timezones()
        assert len(RAILS_ZONES) == 151
        assert (iana_name("UTC"), iana_name("Europe/Kyiv"), iana_name("Kyiv")) == ("UTC", "Europe/Kyiv", "Europe/Kiev")

    def test_a_list_without_layers_is_refused(self) -> None:
        """GET /schedules leaves layers out; the way to them is said."""
        _, report = read({"schedules": [schedule(schedule_layers="absent")]})
        assert [each.message for each in report.errors] == [
            "the schedule has no `schedule_layers`, as in a list of schedules: load GET /schedules/{id}"
        ]

    def test_a_page_of_a_list_is_warned_of(self) -> None:
        """`more` says that the list goes on."""
        _, report = read({"schedules": [schedule()], "more": True})
        assert [each.message for each in report.warnings] == [
            "the list goes on: this is one page of it, and `more` is true"
        ]

    @pytest.mark.parametrize(
        ("changed", "message"),
        [
            ({"schedule_layers": {}}, "`schedule_layers` must be a list"),
            ({"schedule_layers": [3]}, "every element of `schedule_layers` must be an object, not a JSON number"),
            ({"schedule_layers": [{"users": [{"user": {}}]}]}, "a user must have an `id`"),
            ({"id": "absent", "name": "absent"}, "it has neither an `id` nor a `name`"),
        ],
    )
    def test_what_is_wrong_is_said(self, changed: dict[str, Any], message: str) -> None:
        """Shapes that are not the API's are reported where they are."""
        _, report = read({"schedule": schedule(**changed)})
        assert [each.message for each in report.errors] == [message]


class TestOverrides:
    """Overrides, whose answer does not name their schedule."""

    def test_they_are_those_of_the_schedule_that_is_given(self) -> None:
        """The caller knows what was asked for."""
        (override,) = sound({"overrides": [ENTRY]}, schedule_id="PSCHED").overrides
        assert override.schedule == "PSCHED"
        assert values(override.body) == {"start": ENTRY["start"], "end": ENTRY["end"], "user": "PB"}

    def test_they_may_name_it(self) -> None:
        """As written by this library."""
        result = sound({"overrides": [{**ENTRY, "schedule": {"id": "P1"}}, {**ENTRY, "schedule_id": "P2"}]})
        assert [each.schedule for each in result.overrides] == ["P1", "P2"]
        assert result.names == {"PB": "Bob"}

    def test_they_are_those_of_the_only_schedule(self) -> None:
        """With one schedule beside them there is no doubt; with none it is not told."""
        assert [each.schedule for each in sound({"schedule": schedule(), "override": ENTRY}).overrides] == ["PSCHED"]
        assert [each.schedule for each in sound([ENTRY]).overrides] == [""]

    def test_rendered_overrides_stand_in(self) -> None:
        """Those of `overrides_subschedule` count where none are listed, without entries that have no length."""
        empty = {**ENTRY, "end": ENTRY["start"]}
        inside = schedule(overrides_subschedule={"name": "Overrides", "rendered_schedule_entries": [ENTRY, empty]})
        assert len(sound(inside).overrides) == 1
        listed = sound({"schedule": inside, "overrides": [ENTRY, ENTRY]})
        assert len(listed.overrides) == 2
        assert sound({"schedule": inside, "overrides": []}).overrides == ()


class TestOthers:
    """Policies, users and services."""

    def test_policy(self) -> None:
        """Rules and targets become blocks; the strategy may be a text or an object."""
        (declared,) = sound({"escalation_policy": POLICY}).declared
        assert values(declared.body) == {"name": "Escalation", "num_loops": Fraction(2)}
        first, second = declared.body.blocks
        assert values(first) == {"escalation_delay_in_minutes": Fraction(10)}
        assert [(block.type, values(block)) for block in first.blocks] == [
            ("target", {"id": "PSCHED", "type": "schedule_reference"}),
            ("escalation_rule_assignment_strategy", {"type": "assign_to_everyone"}),
        ]
        assert values(second.blocks[1]) == {"type": "round_robin"}
        assert sound({"escalation_policies": [POLICY]}).names == {"PA": "Alice"}

    def test_users(self) -> None:
        """A user has a name, an e-mail address and a zone."""
        user = {"id": "PA", "type": "user", "name": "Alice", "email": "a@example.com", "time_zone": "Hawaii"}
        for document in ({"user": user}, {"users": [user]}, user, [user]):
            (declared,) = sound(document).declared
            assert (declared.id, declared.type) == ("PA", "pagerduty_user")
            assert values(declared.body) == {
                "name": "Alice",
                "email": "a@example.com",
                "time_zone": "Pacific/Honolulu",
            }

    def test_services(self) -> None:
        """No timeout is Terraform's "null"; one that is not told is left to its default."""
        (declared,) = sound({"service": SERVICE}).declared
        assert values(declared.body) == {
            "name": "API",
            "escalation_policy": "PPOLICY",
            "acknowledgement_timeout": "null",
            "auto_resolve_timeout": Fraction(14_400),
        }

    def test_several_kinds(self) -> None:
        """One text may hold everything."""
        document = {"schedules": [schedule()], "escalation_policies": [POLICY], "services": [SERVICE], "users": []}
        assert [each.id for each in sound(document).declared] == ["PSCHED", "PPOLICY", "PSVC"]

    @pytest.mark.parametrize(
        ("document", "message"),
        [
            ({"error": {"message": "Not Found", "code": 2100}}, "PagerDuty answered with an error"),
            ({"error": "unauthorized"}, "not with what was asked for: unauthorized"),
            ({"oncalls": []}, "this is an answer of GET /oncalls"),
            ({"incidents": [], "limit": 1}, "(its keys are `incidents`, `limit`)"),
            ({}, "it is an empty object"),
            ({"id": "P1", "type": "schedule_reference"}, "this is a reference to a schedule"),
            (3, "an object of PagerDuty's API is needed here, not a JSON number"),
            ({"schedule": None}, "an object is needed for the schedule, not a JSON null"),
            ({"users": {}}, "`users` must be a list"),
        ],
    )
    def test_anything_else_is_named(self, document: Any, message: str) -> None:
        """What cannot be read is told apart."""
        _, report = read(document)
        assert len(report.errors) == 1
        assert message in report.errors[0].message


WHOLE = {
    "schedule": schedule(overrides_subschedule={"rendered_schedule_entries": [ENTRY]}),
    "overrides": [ENTRY],
    "escalation_policies": [POLICY],
    "services": [SERVICE],
    "users": [{"id": "PA", "name": "Alice"}],
}


@given(mutated([WHOLE, schedule(), POLICY, SERVICE]), st.sampled_from(["", "PSCHED"]))
def test_any_shape_is_read_or_reported(document: Any, schedule_id: str) -> None:
    """Whatever is changed, there are resources or problems, and no other exception."""
    result, report = read(document, schedule_id=schedule_id)
    for body in (*(each.body for each in result.declared), *(each.body for each in result.overrides)):
        assert body.at.path == "x.json"
    assert all(str(problem) for problem in (*report.errors, *report.warnings))


LAYER = {
    "start": "2025-01-01T00:00:00Z",
    "rotation_virtual_start": "2025-01-01T00:00:00Z",
    "rotation_turn_length_seconds": 86400,
    "users": [{"user": {"id": "PA"}}],
}


def told(document: dict[str, Any]) -> list[str]:
    """What is wrong with a document."""
    with pytest.raises(SourceError) as caught:
        pagerduty.loads(json.dumps(document))
    return [each.message for each in caught.value.problems]


class TestPeopleWithoutId:
    """Whoever is referred to without an id is told once, whatever else follows from it."""

    @pytest.mark.parametrize("person", [{}, {"id": None}, {"id": ""}, {"id": 5}, {"type": "user_reference"}])
    def test_in_a_layer(self, person: dict[str, Any]) -> None:
        """Not that the layer has nobody then."""
        layers = [{**LAYER, "users": [{"user": person}]}]
        assert told({"schedule": schedule(schedule_layers=layers)}) == ["a user must have an `id`"]

    @pytest.mark.parametrize("person", [{}, {"id": None}, {"id": ""}, {"id": 5}, {"type": "user_reference"}])
    def test_in_an_override(self, person: dict[str, Any]) -> None:
        """Not that it is of nobody then; what is wrong beside it is told."""
        entry = {**ENTRY, "user": person, "end": "tomorrow"}
        found = told({"schedule": schedule(schedule_layers=[LAYER]), "overrides": [entry]})
        assert [each.partition(",")[0] for each in found] == [
            "`end` must be an RFC 3339 time",
            "a user must have an `id`",
        ]

    @pytest.mark.parametrize("entry", [{**ENTRY, "user": None}, {key: ENTRY[key] for key in ENTRY if key != "user"}])
    def test_an_override_of_nobody(self, entry: dict[str, Any]) -> None:
        """It has no `user` at all."""
        schedules = schedule(schedule_layers=[LAYER])
        assert told({"schedule": schedules, "overrides": [entry]}) == ["`user` is required"]
        beside = schedule(schedule_layers=[LAYER], overrides_subschedule={"rendered_schedule_entries": [entry]})
        assert told({"schedule": beside}) == ["`user` is required"]

    def test_no_target(self) -> None:
        """A target that is no object is told, and not that there is none."""
        rules = [{"escalation_delay_in_minutes": 5, "targets": [None]}]
        policy = {"id": "E", "name": "E", "type": "escalation_policy", "num_loops": 0, "escalation_rules": rules}
        assert told({"escalation_policy": policy}) == [
            "every element of `targets` must be an object, not a JSON null",
        ]
