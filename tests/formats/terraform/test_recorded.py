"""Plans and states of Terraform, from recordings of terraform itself; what is expected is in their .tf files."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall.formats.json_text import JsonNode, parse
from oncall.formats.resources.report import Report
from oncall.formats.resources.source import Source
from oncall.formats.resources.values import Reference, Sequence, Unknown
from oncall.formats.terraform import recorded
from tests.formats.surgery import mutated

if TYPE_CHECKING:
    from collections.abc import Callable

    from oncall.formats.resources.bodies import Body, Declared, Found
    from oncall.formats.terraform.recorded import Which

RECORDINGS = Path(__file__).parents[2] / "recordings" / "terraform"
READERS: dict[str, Callable[[JsonNode, Report], Found]] = {
    "plan.json": recorded.plan,
    "state.json": recorded.state,
    "terraform.tfstate": recorded.tfstate,
}
FILES = sorted(path.relative_to(RECORDINGS).as_posix() for path in RECORDINGS.rglob("*") if path.name in READERS)


def recording(name: str) -> Any:
    """A recording as Python's values."""
    return json.loads((RECORDINGS / name).read_text(encoding="utf-8"))


def read(document: Any, reader: Callable[[JsonNode, Report], Found]) -> tuple[Found, Report]:
    """What a reader makes of a document."""
    source = Source("x.json", json.dumps(document, indent=1).encode())
    root, report = parse(source), Report()
    report.has_read(source)
    assert isinstance(root, JsonNode)
    return reader(root, report), report


def declared(name: str, which: Which = "after") -> dict[str, Declared]:
    """What a recording declares, by address; nothing is wrong in it."""

    def reader(root: JsonNode, report: Report) -> Found:
        return (
            recorded.plan(root, report, which) if name.endswith("plan.json") else READERS[Path(name).name](root, report)
        )

    found, report = read(recording(name), reader)
    assert (report.errors, report.warnings) == ((), ())
    return {each.id: each for each in found.declared}


def values(body: Body) -> dict[str, Any]:
    """The arguments of a body."""
    return {name: argument.value() for name, argument in body.arguments.items()}


def references(*names: str) -> Sequence:
    """A list of the ids of users."""
    return Sequence(tuple(Reference(f"pagerduty_user.{name}") for name in names), "list")


def errors(document: Any, reader: Callable[[JsonNode, Report], Found]) -> str:
    """What is wrong in a document."""
    return "\n".join(str(each) for each in read(document, reader)[1].errors)


class TestArticle:
    """Two layers over four people, planned before anything exists, and applied."""

    def test_people_of_a_plan_are_references(self) -> None:
        """No id is known yet: the people come from the configuration, in the order of the list."""
        schedule = declared("article/plan.json")["pagerduty_schedule.checkout"]
        assert schedule.real_id == ""
        assert [layer.arguments["users"].value() for layer in schedule.body.blocks_of("layer")] == [
            references("alice", "bob", "carol", "dave")
        ] * 2

    def test_arguments(self) -> None:
        """A schedule has what its block says, without nulls, defaults, and what only the service knows."""
        schedule = declared("article/plan.json")["pagerduty_schedule.checkout"]
        assert values(schedule.body) == {"name": "Checkout Team On-Call", "time_zone": "America/New_York"}
        secondary = schedule.body.blocks[1]
        assert {name: value for name, value in values(secondary).items() if name != "users"} == {
            "name": "Secondary",
            "start": "2025-01-01T00:00:00-05:00",
            "rotation_virtual_start": "2025-01-08T00:00:00-05:00",
            "rotation_turn_length_seconds": Fraction(604_800),
        }

    def test_targets_and_policy_of_a_plan_are_references(self) -> None:
        """What a rule or a service points at is named by its address."""
        found = declared("article/plan.json")
        rules = found["pagerduty_escalation_policy.checkout"].body.blocks_of("rule")
        assert [values(rule.blocks_of("target")[0]) for rule in rules] == [
            {"type": "schedule_reference", "id": Reference("pagerduty_schedule.checkout")},
            {"type": "user_reference", "id": Reference("pagerduty_user.engineering_manager")},
        ]
        assert [values(rule) for rule in rules] == [
            {"escalation_delay_in_minutes": Fraction(10)},
            {"escalation_delay_in_minutes": Fraction(15)},
        ]
        service = found["pagerduty_service.checkout"].body
        assert values(service)["escalation_policy"] == Reference("pagerduty_escalation_policy.checkout")

    def test_nothing_is_there_before(self) -> None:
        """A first plan starts from nothing."""
        assert declared("article/plan.json", "before") == {}

    def test_an_applied_state_knows_ids(self) -> None:
        """Ids of people in a state are those that the people have there; `end = ""` is no end."""
        found = declared("article/state.json")
        layer = found["pagerduty_schedule.checkout"].body.blocks[0]
        people = [found[f"pagerduty_user.{name}"].real_id for name in ("alice", "bob", "carol", "dave")]
        assert all(people)
        assert layer.arguments["users"].value() == Sequence(tuple(people))
        assert "end" not in layer.arguments

    def test_both_forms_of_a_state_are_equal(self) -> None:
        """What terraform keeps and what it shows declare the same."""
        for folder in ("article", "edit", "dynamic", "data"):
            shown, kept = declared(f"{folder}/state.json"), declared(f"{folder}/terraform.tfstate")
            assert shown.keys() == kept.keys()
            for address, each in shown.items():
                assert (each.label, each.real_id, each.is_data) == (
                    kept[address].label,
                    kept[address].real_id,
                    kept[address].is_data,
                )
                assert values(each.body) == values(kept[address].body)

    def test_places(self) -> None:
        """Everything points into the JSON: at a resource's values, at the reference for a person."""
        text = (RECORDINGS / "article/plan.json").read_bytes()
        source = Source("plan.json", text)
        root = parse(source)
        assert isinstance(root, JsonNode)
        found = recorded.plan(root, Report())
        schedule = next(each for each in found.declared if each.type == "pagerduty_schedule")
        assert source.line(schedule.body.arguments["time_zone"].at.line).strip().startswith('"time_zone"')
        items = schedule.body.blocks[0].arguments["users"].items()
        assert items is not None
        assert source.line(items[1].at.line).strip() == '"pagerduty_user.bob.id",'


class TestEdit:
    """Erin joins: one unknown id makes the whole list unknown."""

    def test_after(self) -> None:
        """The five people of the configuration; the start that the provider keeps, not the one that is written."""
        schedule = declared("edit/plan.json")["pagerduty_schedule.checkout"]
        assert schedule.real_id
        for layer in schedule.body.blocks_of("layer"):
            assert layer.arguments["users"].value() == references("alice", "bob", "carol", "dave", "erin")
            assert layer.arguments["start"].value() == "2025-01-01T00:00:00-05:00"

    def test_before(self) -> None:
        """The four people of the state, by their ids; Erin is not there."""
        found = declared("edit/plan.json", "before")
        assert "pagerduty_user.erin" not in found
        state = declared("edit/before/state.json")
        assert found.keys() == state.keys()
        for address, each in found.items():
            assert values(each.body) == values(state[address].body)
        users = found["pagerduty_schedule.checkout"].body.blocks[0].arguments["users"].value()
        people = (found[f"pagerduty_user.{name}"].real_id for name in ("alice", "bob", "carol", "dave"))
        assert users == Sequence(tuple(people))

    def test_before_without_a_state(self) -> None:
        """What the changes start from stands in for a state that is missing."""
        document = recording("edit/plan.json")
        del document["prior_state"]
        found, report = read(document, lambda root, report: recorded.plan(root, report, "before"))
        assert not report.errors
        assert {each.id for each in found.declared} == declared("edit/plan.json", "before").keys()

    def test_an_extra_reference_makes_a_list_unknown(self) -> None:
        """A list that is not only ids of resources cannot be told from its references; the way out is said."""
        document = recording("edit/plan.json")
        (schedule,) = (
            each
            for each in document["configuration"]["root_module"]["resources"]
            if each["type"] == "pagerduty_schedule"
        )
        schedule["expressions"]["layer"][0]["users"]["references"].append("var.others")
        found, report = read(document, recorded.plan)
        first, second = next(each for each in found.declared if each.type == "pagerduty_schedule").body.blocks
        unknown = first.arguments["users"].value()
        assert isinstance(unknown, Unknown)
        assert [".tf files" in cause.advice for cause in unknown.causes] == [True]
        assert "pagerduty_schedule.checkout.layer[0].users" in unknown.causes[0].what
        assert isinstance(second.arguments["users"].value(), Sequence)
        assert not report.errors

    def test_keys_in_references(self) -> None:
        """A reference with a key is followed by what it is a part of, with the key and without."""
        document = recording("edit/plan.json")
        (schedule,) = (
            each
            for each in document["configuration"]["root_module"]["resources"]
            if each["type"] == "pagerduty_schedule"
        )
        names = ['pagerduty_user.all["a.id"]', "pagerduty_user.all[0]", "data.pagerduty_user.x"]
        listed = [part for name in names for part in dict.fromkeys([f"{name}.id", name, name.partition("[")[0]])]
        schedule["expressions"]["layer"][0]["users"]["references"] = listed
        found, _ = read(document, recorded.plan)
        first = next(each for each in found.declared if each.type == "pagerduty_schedule").body.blocks[0]
        assert first.arguments["users"].value() == Sequence(tuple(map(Reference, names)), "list")


class TestDynamic:
    """A module with `for_each`, and `dynamic` blocks, which the configuration of a plan leaves out."""

    def test_addresses_and_labels(self) -> None:
        """Addresses have their modules and keys, in all three forms."""
        for name in ("dynamic/plan.json", "dynamic/state.json", "dynamic/terraform.tfstate"):
            found = declared(name)
            schedules = {address: each.label for address, each in found.items() if each.type == "pagerduty_schedule"}
            assert schedules == {
                f'module.oncall["{region}"].pagerduty_schedule.this["{team}"]': team
                for region in ("eu", "us")
                for team in ("data", "web")
            }
            assert found['pagerduty_user.person["alice"]'].label == "alice"

    def test_layers_are_written_out_in_their_places(self) -> None:
        """The two layers of the `dynamic` block stand between the others; weekly restrictions have their days."""
        body = declared("dynamic/state.json")['module.oncall["eu"].pagerduty_schedule.this["data"]'].body
        layers = body.blocks_of("layer")
        assert [layer.arguments["name"].value() for layer in layers] == [
            "Always",
            "1. Office hours",
            "2. Weekend days",
            "Night watch",
        ]
        days = [[values(each).get("start_day_of_week") for each in layer.blocks] for layer in layers]
        assert days == [[], [1, 2, 3, 4, 5], [6, 7], [None]]

    def test_people_of_the_plan_are_unknown(self) -> None:
        """`each.value` names nobody."""
        body = declared("dynamic/plan.json")['module.oncall["eu"].pagerduty_schedule.this["data"]'].body
        assert all(isinstance(layer.arguments["users"].value(), Unknown) for layer in body.blocks)

    def test_references_in_a_module_are_local(self) -> None:
        """The same name in another module is another resource."""
        document = recording("dynamic/plan.json")
        resources = document["configuration"]["root_module"]["module_calls"]["oncall"]["module"]["resources"]
        (policy,) = (each for each in resources if each["type"] == "pagerduty_escalation_policy")
        target = policy["expressions"]["rule"][0]["target"]
        target[0]["id"]["references"] = ["pagerduty_schedule.a.id", "pagerduty_schedule.a"]
        policy["expressions"]["rule"][0]["target"] = target * 3
        found, _ = read(document, recorded.plan)
        by_address = {each.id: each for each in found.declared}
        rule = by_address['module.oncall["eu"].pagerduty_escalation_policy.this["data"]'].body.blocks[0]
        assert [target.arguments["id"].value() for target in rule.blocks] == [
            Reference('module.oncall["eu"].pagerduty_schedule.a')
        ] * 3

    def test_keys_are_quoted_as_terraform_does(self) -> None:
        """A key may hold quotes and templates; a number has no quotes."""
        document = recording("data/terraform.tfstate")
        (looked_up,) = (each for each in document["resources"] if each["name"] == "rotation")
        for instance, key in zip(looked_up["instances"], ['a"b\\', "${x}", 2], strict=True):
            instance["index_key"] = key
        found, _ = read(document, recorded.tfstate)
        assert [each.id.removeprefix("data.pagerduty_user.rotation") for each in found.declared[1:4]] == [
            r'["a\"b\\"]',
            '["$${x}"]',
            "[2]",
        ]


class TestData:
    """People that are looked up: they stand in the state before the plan."""

    def test_data_sources_of_a_plan(self) -> None:
        """Their ids, names and addresses are there, and the people of layers are given by id."""
        found = declared("data/plan.json")
        lead = found["data.pagerduty_user.lead"]
        assert (lead.is_data, lead.label, values(lead.body)["email"]) == (True, "lead", "lead@example.com")
        nights = found["pagerduty_schedule.search"].body.blocks[1]
        assert nights.arguments["users"].value() == Sequence((lead.real_id,))
        assert nights.arguments["end"].value() == "2040-01-01T00:00:00Z"
        assert "num_loops" not in found["pagerduty_escalation_policy.search"].body.arguments

    def test_no_day_of_week_is_zero_once_applied(self) -> None:
        """A daily restriction has no day, which a state says as 0 and a plan as null."""
        for name in ("data/plan.json", "data/state.json"):
            (restriction,) = declared(name)["pagerduty_schedule.search"].body.blocks[1].blocks
            assert values(restriction) == {
                "type": "daily_restriction",
                "start_time_of_day": "22:00:00",
                "duration_seconds": Fraction(28_800),
            }


class TestRefusals:
    """What is no plan or state, or only a part of one."""

    @pytest.mark.parametrize(
        ("document", "message"),
        [
            ({}, "it has no `format_version`"),
            ([], "it has no `format_version`"),
            ({"format_version": "2.0"}, "only a plan of format version 0 or 1 is read, this one is of '2.0'"),
            ({"format_version": "1.2"}, "the plan has no `planned_values` with a `root_module`"),
            ({"format_version": "1.2", "planned_values": {}}, "the plan has no `planned_values` with a `root_module`"),
            ({"format_version": "1.2", "errored": True}, "terraform stopped with an error"),
            ({"format_version": "1.2", "planned_values": {"root_module": {"resources": 1}}}, "must be a list"),
        ],
    )
    def test_plans(self, document: Any, message: str) -> None:
        """Each is refused with what it lacks."""
        assert message in errors(document, recorded.plan)

    @pytest.mark.parametrize(
        ("document", "message"),
        [
            ({"format_version": "1.0"}, "the state is empty"),
            ({"format_version": "1.0", "planned_values": {}}, "this is a plan, not a state"),
            ({"format_version": 1}, "it has no `format_version`"),
        ],
    )
    def test_states(self, document: Any, message: str) -> None:
        """The same for states."""
        assert message in errors(document, recorded.state)

    @pytest.mark.parametrize(
        ("document", "message"),
        [
            ({"version": 3}, "this one has version 3"),
            ({"resources": []}, "this one has no version"),
            ({"version": 4, "encrypted_data": "…"}, "the state is encrypted"),
            ({"version": 4, "resources": [7]}, "every element of `resources` must be an object"),
        ],
    )
    def test_state_files(self, document: Any, message: str) -> None:
        """The same for state files."""
        assert message in errors(document, recorded.tfstate)

    def test_newer_schedules_are_named(self) -> None:
        """A pagerduty_schedulev2 is left out with a warning, never in silence."""
        document = recording("article/state.json")
        for each in document["values"]["root_module"]["resources"]:
            if each["type"] == "pagerduty_schedule":
                each["type"] = "pagerduty_schedulev2"
        _, report = read(document, recorded.state)
        assert [each.address for each in report.warnings] == ["pagerduty_schedule.checkout"]

    def test_what_is_gone_or_going_is_left_out(self) -> None:
        """Deposed instances are remainders of a replacement."""
        document = recording("article/terraform.tfstate")
        for each in document["resources"]:
            each["instances"][0]["deposed"] = "00000000"
        assert read(document, recorded.tfstate)[0].declared == ()

    def test_other_providers_do_not_matter(self) -> None:
        """Whatever else a plan holds is passed over."""
        document = recording("article/state.json")
        document["values"]["root_module"]["resources"].append({"type": "aws_x", "values": 3, "address": []})
        assert errors(document, recorded.state) == ""


def _everything(body: Body) -> None:
    """Asks a body for all that it has."""
    for argument in body.arguments.values():
        argument.value()
        argument.items()
    for block in body.blocks:
        _everything(block)


@given(st.data())
def test_any_shape_is_read_or_reported(data: st.DataObject) -> None:
    """Whatever is changed in a recording, there are resources or problems, and no other exception."""
    name = data.draw(st.sampled_from(FILES))
    document = data.draw(mutated(recording(name)))
    reader = READERS[Path(name).name]
    found, report = read(document, reader)
    for each in found.declared:
        _everything(each.body)
    assert all(str(problem) for problem in (*report.errors, *report.warnings))
    if name.endswith("plan.json"):
        read(document, lambda root, report: recorded.plan(root, report, "before"))
