"""Plans as before and after: recordings of terraform itself, and what may become of them on the way.

Expected answers are read off `main.tf`, `before/main.tf` and the README of the recordings.
"""

from __future__ import annotations

import copy
import json
import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import oncall
from oncall.errors import SourceError
from oncall.formats import terraform
from tests.formats.surgery import mutated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.formats.terraform.plans import Plan
    from oncall.model import Configuration

RECORDINGS = Path(__file__).parents[2] / "recordings" / "terraform"
CHECKOUT = "pagerduty_schedule.checkout"
POLICY = "pagerduty_escalation_policy.checkout"
FIVE = ["alice", "bob", "carol", "dave", "erin"]


def recording(name: str) -> Any:
    """The plan in a recording, as Python's values."""
    return json.loads((RECORDINGS / name / "plan.json").read_text(encoding="utf-8"))


def plan_of(document: Any, **options: Any) -> Plan:
    """The plan that a document is."""
    return terraform.loads_plan(json.dumps(document, indent=1), path="plan.json", **options)


def problems(text: str) -> str:
    """What is wrong with a text that is no plan."""
    with pytest.raises(SourceError) as caught:
        terraform.loads_plan(text, path="plan.json")
    return str(caught.value)


def change(document: Any, address: str) -> Any:
    """The change of one resource in a plan."""
    return next(each for each in document["resource_changes"] if each["address"] == address)


def planned(document: Any) -> list[Any]:
    """The resources of the root module after a plan."""
    resources: list[Any] = document["planned_values"]["root_module"]["resources"]
    return resources


def prior(document: Any) -> list[Any]:
    """The resources of the root module before a plan."""
    resources: list[Any] = document["prior_state"]["values"]["root_module"]["resources"]
    return resources


def labels(side: Configuration, layer: int = 0) -> list[str]:
    """Who takes turns in a layer of the one schedule, without the type."""
    (schedule,) = side.schedules.values()
    return [user.id.removeprefix("pagerduty_user.") for user in schedule.layers[layer].users]


def written(document: Any) -> Any:
    """What the configuration of a plan has for the layers of the schedule."""
    resources = document["configuration"]["root_module"]["resources"]
    return next(each for each in resources if each["address"] == CHECKOUT)["expressions"]["layer"]


class TestEdit:
    """Erin joins at the end of both layers, and the start of Secondary is moved from one past instant to another."""

    def test_who_takes_turns(self) -> None:
        """Four people before; five after, though the plan itself shows nobody's id, since Erin has none yet."""
        plan = terraform.load_plan(RECORDINGS / "edit" / "plan.json")
        for layer in (0, 1):
            assert labels(plan.before, layer) == FIVE[:4]
            assert labels(plan.after, layer) == FIVE
        assert plan.after.users["erin"].name == "Erin Example"
        assert (plan.left_out, plan.moved, plan.warnings) == ((), {}, ())

    def test_before_is_what_was_applied(self) -> None:
        """The same schedules and policies as in the state that was there."""
        plan = terraform.load_plan(RECORDINGS / "edit" / "plan.json")
        state = oncall.load(RECORDINGS / "edit" / "before" / "state.json")
        assert plan.before.schedules == state.schedules
        assert plan.before.escalation_policies == state.escalation_policies

    def test_after_is_what_was_applied_later(self) -> None:
        """The same schedules as in the state after the edit, which keeps the start of 2025-01-01 for ever."""
        plan = terraform.load_plan(RECORDINGS / "edit" / "plan.json")
        assert plan.after.schedules == oncall.load(RECORDINGS / "edit" / "state.json").schedules

    def test_the_silent_edit(self) -> None:
        """The README: configuration says 2025-02-01 for Secondary, before and after both say 2025-01-01."""
        (edit,) = terraform.load_plan(RECORDINGS / "edit" / "plan.json").silent_edits
        assert (edit.schedule, edit.layer, edit.name) == (CHECKOUT, 1, "Secondary")
        assert edit.applied.isoformat() == "2025-01-01T00:00:00-05:00"
        assert edit.written.isoformat() == "2025-02-01T00:00:00-05:00"
        assert edit.where is not None
        assert "2025-02-01" in (RECORDINGS / "edit" / "plan.json").read_text("utf-8").splitlines()[edit.where.line - 1]

    def test_files_beside_say_the_same(self) -> None:
        """The edit is found in main.tf, at the line that has it."""
        plan = terraform.load_plan(RECORDINGS / "edit" / "plan.json", beside=RECORDINGS / "edit")
        (edit,) = plan.silent_edits
        assert (edit.layer, edit.written.isoformat()) == (1, "2025-02-01T00:00:00-05:00")
        assert edit.where is not None
        path, line = edit.where.path, edit.where.line
        assert "2025-02-01" in Path(path).read_text(encoding="utf-8").splitlines()[line - 1]
        assert labels(plan.after) == FIVE

    def test_no_edit_to_the_same_instant(self) -> None:
        """05:00 UTC is midnight five hours west of it: the provider drops that too, and nothing is hidden."""
        document = recording("edit")
        written(document)[1]["start"]["constant_value"] = "2025-01-01T05:00:00Z"
        assert plan_of(document).silent_edits == ()

    def test_a_plan_without_any_change_may_hide_one(self) -> None:
        """Where only `start` was edited, every action is a no-op, and the edit is told all the same."""
        document = recording("edit")
        entry = change(document, CHECKOUT)["change"]
        entry |= {"actions": ["no-op"], "after": entry["before"], "after_unknown": {}}
        planned(document)[1]["values"] = entry["before"]
        document["resource_changes"] = [each for each in document["resource_changes"] if "erin" not in each["address"]]
        plan = plan_of(document)
        assert plan.before.schedules == plan.after.schedules
        assert [edit.layer for edit in plan.silent_edits] == [1]

    def test_a_variable_that_holds_what_is_applied(self) -> None:
        """Then nothing is hidden; a variable with another value may be a part of any expression, and is warned of."""
        document = recording("edit")
        for layer in written(document):
            layer["start"] = {"references": ["var.start"]}
        document["variables"] = {"start": {"value": "2025-01-01T05:00:00Z"}}
        plan = plan_of(document)
        assert (plan.silent_edits, plan.warnings) == ((), ())
        document["variables"] = {"start": {"value": "2025-03-01T05:00:00Z"}}
        (warning,) = plan_of(document).warnings
        assert warning.address == CHECKOUT
        assert "cannot be told from the plan: `start` is made of var.start" in warning.message

    def test_blocks_that_are_not_in_the_configuration(self) -> None:
        """Where it has another number of layers, no layer is compared with a wrong one."""
        document = recording("edit")
        del written(document)[0]
        plan = plan_of(document)
        assert plan.silent_edits == ()
        assert any("leaves out `dynamic` blocks" in each.message for each in plan.warnings)

    def test_no_configuration(self) -> None:
        """Then it is not known who comes after it, and the schedule is compared with nothing."""
        document = recording("edit")
        del document["configuration"]
        plan = plan_of(document)
        assert plan.left_out == (POLICY, CHECKOUT)
        assert not plan.before.schedules
        assert not plan.after.schedules
        assert not plan.before.escalation_policies
        assert not plan.before.services
        assert any(each.address == CHECKOUT and "users" in each.message for each in plan.warnings)
        assert all(each.location is not None for each in plan.warnings)

    def test_files_beside_fill_that(self) -> None:
        """What the plan does not know is read in the files that it was made from."""
        document = recording("edit")
        del document["configuration"]
        plan = plan_of(document, beside=RECORDINGS / "edit")
        assert labels(plan.after, 1) == FIVE
        assert plan.left_out == ()

    def test_order_by_a_function_is_read_in_the_files(self, tmp_path: Path) -> None:
        """The references of a list do not show what turns it round; the files do."""
        text = (RECORDINGS / "edit" / "main.tf").read_text(encoding="utf-8")
        (tmp_path / "main.tf").write_text(
            text.replace("users = [", "users = reverse([").replace("erin.id,\n    ]", "erin.id,\n    ])"), "utf-8"
        )
        assert labels(plan_of(recording("edit"), beside=tmp_path).after) == FIVE[::-1]

    def test_other_files_beside(self) -> None:
        """A folder that has nothing of the plan is not the one that it was made from."""
        with pytest.raises(SourceError, match="nothing that plan.json plans is declared there"):
            plan_of(recording("edit"), beside=RECORDINGS / "dynamic")

    def test_older_files_beside(self) -> None:
        """The plan refers to five people, the files of before it to four: what they say was not planned."""
        with pytest.raises(SourceError, match=r"main.tf:\d+:\d+: .*the plan refers to pagerduty_user.erin;") as caught:
            plan_of(recording("edit"), beside=RECORDINGS / "edit" / "before")
        assert "the file refers to" not in str(caught.value)

    def test_everything_wrong_beside_is_told(self, tmp_path: Path) -> None:
        """A file that cannot be parsed is bad input, with its place."""
        (tmp_path / "main.tf").write_text('resource "pagerduty_schedule" {', encoding="utf-8")
        with pytest.raises(SourceError, match=r"main\.tf:1"):
            plan_of(recording("edit"), beside=tmp_path)


class TestWhatPlansDo:
    """Moves, removals, replacements, imports and secrets, made by hand of the recorded plan."""

    @pytest.mark.parametrize("is_state_moved", [True, False])
    def test_a_move(self, *, is_state_moved: bool) -> None:
        """What is moved is one thing, by the address that it has after; the plan says which it had before."""
        document = recording("edit")
        old, new = CHECKOUT, 'module.team["eu"].pagerduty_schedule.rota'
        entry = change(document, CHECKOUT)
        entry |= {"address": new, "module_address": 'module.team["eu"]', "name": "rota", "previous_address": old}
        (index,) = [i for i, each in enumerate(planned(document)) if each["address"] == old]
        moved = planned(document).pop(index) | {"address": new, "name": "rota"}
        child = {"address": 'module.team["eu"]', "resources": [moved]}
        document["planned_values"]["root_module"]["child_modules"] = [child]
        module = document["configuration"]["root_module"]
        (resource,) = [each for each in module["resources"] if each["address"] == old]
        module["module_calls"] = {"team": {"module": {"resources": [resource | {"name": "rota"}]}}}
        if is_state_moved:
            (index,) = [i for i, each in enumerate(prior(document)) if each["address"] == old]
            before = prior(document).pop(index) | {"address": new, "name": "rota"}
            document["prior_state"]["values"]["root_module"]["child_modules"] = [child | {"resources": [before]}]
        # The users are named from within the module, where nobody of that name is: only who takes turns is lost.
        for layer in entry["change"]["after"]["layer"]:
            layer["users"] = entry["change"]["before"]["layer"][0]["users"]
        entry["change"]["after_unknown"] = {}
        moved["values"] = entry["change"]["after"]
        plan = plan_of(document)
        assert plan.moved == {new: old}
        assert [*plan.before.schedules] == [*plan.after.schedules] == [new]
        assert [*plan.before.escalation_policies["checkout"].schedules] == [plan.before.schedules[new]]
        assert [(edit.schedule, edit.layer) for edit in plan.silent_edits] == [(new, 1)]

    def test_a_removal(self) -> None:
        """What is destroyed is there before, and not after."""
        document = recording("edit")
        for address in (CHECKOUT, POLICY, "pagerduty_service.checkout"):
            change(document, address)["change"] |= {"actions": ["delete"], "after": None, "after_unknown": {}}
        document["planned_values"]["root_module"]["resources"] = [
            each for each in planned(document) if each["type"] == "pagerduty_user"
        ]
        plan = plan_of(document)
        assert [*plan.before.schedules] == [CHECKOUT]
        assert not plan.after.schedules
        assert (plan.left_out, plan.silent_edits, plan.warnings) == ((), (), ())

    def test_what_leaves_terraform_goes_on(self) -> None:
        """A `removed` block that does not destroy: the schedule is there after the plan as it was before."""
        document = recording("edit")
        change(document, CHECKOUT)["change"] |= {"actions": ["forget"], "after": None, "after_unknown": {}}
        document["planned_values"]["root_module"]["resources"] = [
            each for each in planned(document) if each["address"] != CHECKOUT
        ]
        plan = plan_of(document)
        assert plan.before.schedules == plan.after.schedules
        assert plan.before.escalation_policies == plan.after.escalation_policies
        (warning,) = plan.warnings
        assert (warning.address, "leaves Terraform" in warning.message) == (CHECKOUT, True)

    def test_forgotten_and_imported_is_moved(self) -> None:
        """Taken out of Terraform under one address and imported under another one, by its id: it is one schedule."""
        document = recording("edit")
        new = "pagerduty_schedule.rota"
        forgotten = change(document, CHECKOUT)
        imported = copy.deepcopy(forgotten) | {"address": new, "name": "rota"}
        before = forgotten["change"]["before"]
        imported["change"] |= {
            "actions": ["no-op"],
            "after": before,
            "after_unknown": {},
            "importing": {"id": before["id"]},
        }
        forgotten["change"] |= {"actions": ["forget"], "after": None, "after_unknown": {}}
        document["resource_changes"].append(imported)
        (index,) = [i for i, each in enumerate(planned(document)) if each["address"] == CHECKOUT]
        planned(document)[index] |= {"address": new, "name": "rota", "values": before}
        plan = plan_of(document)
        assert plan.moved == {new: CHECKOUT}
        assert [*plan.before.schedules] == [*plan.after.schedules] == [new]
        assert plan.before.schedules == plan.after.schedules

    def test_a_replacement(self) -> None:
        """The new schedule has no id yet; the policy finds it by the reference that is written."""
        document = recording("edit")
        entry = change(document, CHECKOUT)["change"]
        entry["actions"] = ["delete", "create"]
        del entry["after"]["id"]
        entry["after_unknown"]["id"] = True
        entry["after"]["layer"][1]["start"] = "2025-02-01T00:00:00-05:00"
        planned(document)[1]["values"] = entry["after"]
        policy = change(document, POLICY)["change"]
        policy["actions"] = ["update"]
        after = copy.deepcopy(policy["after"])
        del after["rule"][0]["target"][0]["id"]
        policy |= {"after": after, "after_unknown": {"rule": [{"target": [{"id": True}]}, {"target": [{}]}]}}
        planned(document)[0]["values"] = after
        plan = plan_of(document)
        assert [*plan.after.escalation_policies["checkout"].schedules] == [*plan.after.schedules.values()]
        # What is made anew is made with the start that is written: nothing is dropped.
        assert plan.silent_edits == ()
        assert (plan.left_out, plan.warnings) == ((), ())

    def test_secrets(self) -> None:
        """Names that are marked as sensitive are not shown, on neither side; labels stand for them."""
        document = recording("edit")
        for each in (*planned(document), *prior(document)):
            if each["type"] == "pagerduty_user":
                each["sensitive_values"] |= {"name": True, "email": True}
        for each in document["resource_changes"]:
            each["change"]["before_sensitive"] = {"name": True, "email": True}
        plan = plan_of(document)
        for side in (plan.before, plan.after):
            assert {user.name for user in side.users.values()} <= {*FIVE, "engineering_manager"}
            assert {user.email for user in side.users.values()} == {""}
        assert any("marked as sensitive" in each.message for each in plan.warnings)
        assert "Alice" not in str((plan.before.users, plan.after.users))

    def test_a_person_of_another_state(self) -> None:
        """Whoever one side has only by an id has the name that the other side tells."""
        document = recording("edit")
        document["planned_values"]["root_module"]["resources"] = [
            each for each in planned(document) if each["address"] != "pagerduty_user.engineering_manager"
        ]
        manager = change(document, "pagerduty_user.engineering_manager")["change"]
        manager |= {"actions": ["delete"], "after": None}
        target = plan_of(document).after.escalation_policies["checkout"].rules[1].targets[0]
        assert target.name == "Morgan Example"

    def test_deposed_objects(self) -> None:
        """What is left of an earlier replacement is no schedule of its own."""
        document = recording("edit")
        document["resource_changes"].append(change(document, CHECKOUT) | {"deposed": "0123abcd"})
        assert plan_of(document).before.schedules == plan_of(recording("edit")).before.schedules

    @pytest.mark.parametrize("version", ["0.1", "0.2", "1.0", "1.1", "1.2"])
    def test_versions(self, version: str) -> None:
        """Terraform 0.12 (0.1) to 1.11 (1.2): the older ones lack sensitive values and previous addresses."""
        document = recording("edit")
        document["format_version"] = document["prior_state"]["format_version"] = version
        for key in ("relevant_attributes", "timestamp", "applyable", "complete", "errored"):
            del document[key]
        for each in (*planned(document), *prior(document)):
            each.pop("sensitive_values", None)
        for each in document["resource_changes"]:
            each["change"] = {
                key: value for key, value in each["change"].items() if key in {"actions", "before", "after"}
            } | {"after_unknown": each["change"]["after_unknown"]}
        assert plan_of(document) == plan_of(recording("edit"))

    def test_layers_nobody_can_count(self) -> None:
        """How many blocks a `dynamic` one makes is not known yet: left out, unless the files beside it tell."""
        document = recording("edit")
        entry = change(document, CHECKOUT)["change"]
        del entry["after"]["layer"]
        entry["after_unknown"] = {"layer": True}
        planned(document)[1]["values"] = entry["after"]
        plan = plan_of(document)
        assert plan.left_out == (POLICY, CHECKOUT)
        assert any("how many `layer` blocks there are is not known here" in each.message for each in plan.warnings)
        plan = plan_of(document, beside=RECORDINGS / "edit")
        assert labels(plan.after, 1) == FIVE
        assert plan.left_out == ()
        # The start is the one in the file then, and nothing says what stays.
        assert any("whether an edit of `start` is dropped cannot be told" in each.message for each in plan.warnings)

    def test_no_state_before(self) -> None:
        """Without `prior_state` what is before is in the changes."""
        document = recording("edit")
        del document["prior_state"]
        assert plan_of(document).before.schedules == plan_of(recording("edit")).before.schedules


class TestNew:
    """Plans of what is not there yet."""

    @pytest.mark.parametrize("name", ["article", "data", "edit"])
    def test_after_is_what_is_loaded(self, name: str) -> None:
        """`oncall.load` of a plan gives what comes after it."""
        path = RECORDINGS / name / "plan.json"
        assert terraform.load_plan(path).after == oncall.load(path)

    @pytest.mark.parametrize("name", ["article", "data"])
    def test_nothing_is_before(self, name: str) -> None:
        """Everything is added, and is what the files say; nothing is hidden."""
        plan = terraform.load_plan(RECORDINGS / name / "plan.json")
        assert not plan.before.schedules
        assert plan.after.schedules == oncall.load(RECORDINGS / name).schedules
        assert (plan.silent_edits, plan.left_out, plan.warnings) == ((), (), ())

    def test_modules_and_instances_need_the_files(self) -> None:
        """Who takes turns is `each.value` there: left out, each with a warning at its place, nothing guessed."""
        plan = terraform.load_plan(RECORDINGS / "dynamic" / "plan.json")
        addresses = [
            f'module.oncall["{region}"].pagerduty_{type_}.this["{team}"]'
            for region in ("eu", "us")
            for type_ in ("escalation_policy", "schedule")
            for team in ("data", "web")
        ]
        assert [*plan.left_out] == addresses
        assert {each.address for each in plan.warnings} == {*addresses}

    def test_the_files_have_them(self) -> None:
        """With the files beside the plan, it is what the files say."""
        plan = terraform.load_plan(RECORDINGS / "dynamic" / "plan.json", beside=RECORDINGS / "dynamic")
        files = oncall.load(RECORDINGS / "dynamic")
        assert plan.after.schedules == files.schedules
        assert plan.after.escalation_policies == files.escalation_policies
        assert (plan.left_out, plan.warnings) == ((), ())

    def test_variables_of_the_plan_hold_beside(self, tmp_path: Path) -> None:
        """A variable without a default has the value that it had when the plan was made."""
        shutil.copytree(RECORDINGS / "dynamic", tmp_path / "infra")
        main = tmp_path / "infra" / "main.tf"
        document = recording("dynamic")
        main.write_text(main.read_text("utf-8") + '\nvariable "unset" {}\n', encoding="utf-8")
        assert plan_of(document, beside=tmp_path / "infra").left_out == ()
        text = main.read_text(encoding="utf-8")
        assert 'pagerduty_user.person["alice"]' in str(plan_of(document, beside=tmp_path / "infra").after.users)
        main.write_text(text.replace("locals {", "locals {\n  unset = var.unset\n", 1), encoding="utf-8")
        document["variables"]["unset"] = {"value": {"a": [1, True, None]}}
        assert plan_of(document, beside=tmp_path / "infra").left_out == ()


class TestWhatIsNoPlan:
    """Clear errors with a way out, and no other exception."""

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "it is no JSON: write the plan as JSON with `terraform show -json PLANFILE`"),
            ("Terraform will perform the following actions:", "it is no JSON"),
            ("{}", "this is not the JSON of a plan"),
            ("[]", "this is not the JSON of a plan"),
            ("null", "this is not the JSON of a plan"),
            ('{"schedule": {}}', "this is not the JSON of a plan"),
            ('{"format_version": "1.0", "values": {}}', "this is a state, not a plan"),
            ('{"version": 4, "serial": 1, "lineage": "x", "resources": []}', "this is a state, not a plan"),
            ('{"@level":"info","@message":"x"}', "this is the log of `terraform plan -json`"),
            ('{"@level":"info","@message":"x"}\n{"@level":"info"}', "this is the log of `terraform plan -json`"),
            ("PK\x03\x04\x00\x00", "this is the plan in Terraform's own form"),
            ('{"planned_values": {}}', "it has no `format_version`"),
            ('{"format_version": "2.0", "planned_values": {}}', "only a plan of format version 0 or 1 is read"),
            ('{"format_version": "1.2", "resource_changes": []}', "the plan has no `planned_values`"),
            (
                '{"format_version": "1.2", "planned_values": {"root_module": {}}, "errored": true}',
                "terraform stopped with an error",
            ),
            ("[" * 200, "it is no JSON"),
            ("\ud800", "no JSON"),
        ],
    )
    def test_texts(self, text: str, message: str) -> None:
        """Each is told what it is."""
        assert message in problems(text) or (text == "\ud800" and "not UTF-8" in problems(text))

    def test_everything_wrong_at_once(self) -> None:
        """Both sides are looked at, and each problem has its place and the resource."""
        document = recording("edit")
        prior(document)[1]["values"]["layer"][0]["start"] = "yesterday"
        change(document, CHECKOUT)["change"]["before"]["layer"][0]["start"] = "yesterday"
        planned(document)[1]["values"]["layer"][0]["rotation_turn_length_seconds"] = 5
        with pytest.raises(SourceError) as caught:
            plan_of(document)
        found = caught.value.problems
        assert {(each.address, each.location is not None) for each in found} == {(CHECKOUT, True)}
        assert ["yesterday" in str(each) for each in found] == [False, True]

    def test_a_day_of_the_wrong_kind(self) -> None:
        """A daily restriction with a day that is no number is told, and nothing else goes wrong."""
        document = recording("edit")
        restriction = {
            "type": "daily_restriction",
            "start_time_of_day": "09:00:00",
            "duration_seconds": 3600,
            "start_day_of_week": True,
        }
        planned(document)[1]["values"]["layer"][0]["restriction"] = [restriction]
        assert "`start_day_of_week`: a number is needed here, not true" in problems(json.dumps(document))

    def test_no_such_file(self, tmp_path: Path) -> None:
        """A file that is not there, and one that is too large."""
        with pytest.raises(SourceError, match="no such file"):
            terraform.load_plan(tmp_path / "plan.json")
        with pytest.raises(
            SourceError, match="a folder, not a plan: write one in it with `terraform plan -out plan.bin`"
        ):
            terraform.load_plan(tmp_path)

    def test_a_large_plan(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """What is of other providers does not count; of what is left, and of what is no JSON, the size is told."""
        document = recording("edit")
        other = {"address": "a.b", "mode": "managed", "type": "a", "name": "b", "values": {"text": "x" * 1_000_000}}
        for resources in (planned(document), prior(document)):
            resources.extend([other] * 6)
        text = json.dumps(document)
        assert len(text) > 10_000_000
        plan = terraform.loads_plan(text, path="plan.json")
        assert plan == terraform.load_plan(RECORDINGS / "edit" / "plan.json")
        (where,) = {each.where.path for each in plan.after.schedules.values() if each.where}
        assert where == "plan.json (its part of PagerDuty, laid out anew)"
        ours = text.replace('"type": "a"', '"type": "pagerduty_team"')
        assert "laid out anew): the file is larger than 10000000 bytes" in problems(ours)
        assert "it is no JSON: Expecting value" in problems("x" * 10_000_001)
        assert "it is no JSON: maximum recursion" in problems("[" * 10_000_001)
        assert "it is no object" in problems(f"[{' ' * 10_000_001}]")
        monkeypatch.setattr("oncall.formats.terraform.large_plans.MAX_PLAN_BYTES", 10_000_001)
        assert "the plan is larger than 10000001 bytes" in problems(" " * 10_000_002)

    def test_large_plans_of_modules(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """What a module has of ours is kept, whatever else is there."""
        expected = plan_of(recording("dynamic"), beside=RECORDINGS / "dynamic")
        monkeypatch.setattr("oncall.formats.terraform.large_plans.MAX_BYTES", 1)
        assert plan_of(recording("dynamic"), beside=RECORDINGS / "dynamic") == expected

    def test_a_plan_of_other_things(self) -> None:
        """Resources of other providers say nothing, and their number does not matter."""
        document = {
            "format_version": "1.2",
            "planned_values": {
                "root_module": {
                    "resources": [
                        {"address": f"aws_instance.a[{i}]", "mode": "managed", "type": "aws_instance", "name": "a"}
                        for i in range(500)
                    ]
                }
            },
        }
        plan = plan_of(document)
        assert (plan.before, plan.after, plan.warnings) == (oncall.Configuration(), oncall.Configuration(), ())


TIMES = st.builds(
    lambda minutes, offset: (
        datetime.fromisoformat("2025-01-01T00:00:00+00:00") + timedelta(minutes=minutes)
    ).astimezone(timezone(timedelta(hours=offset))),
    st.integers(-3, 3).map(lambda quarters: quarters * 15),
    st.integers(-12, 14),
)


@given(st.lists(st.tuples(TIMES, TIMES), min_size=1, max_size=3))
def test_an_edit_is_another_instant(layers: list[tuple[datetime, datetime]]) -> None:
    """Whatever the offsets, the edits are the layers whose applied start and written start are two instants."""
    blocks = [
        {
            "name": f"layer {place}",
            "start": applied.isoformat(),
            "rotation_virtual_start": applied.isoformat(),
            "rotation_turn_length_seconds": 86_400,
            "users": ["PALICE"],
        }
        for place, (applied, _) in enumerate(layers)
    ]
    values = {"id": "PROTA", "name": "Rota", "time_zone": "Etc/UTC", "layer": blocks}
    resource = {"address": "pagerduty_schedule.a", "mode": "managed", "type": "pagerduty_schedule", "name": "a"}
    expressions = {"layer": [{"start": {"constant_value": written.isoformat()}} for _, written in layers]}
    plan = plan_of(
        {
            "format_version": "1.2",
            "planned_values": {"root_module": {"resources": [resource | {"values": values}]}},
            "resource_changes": [
                resource | {"change": {"actions": ["no-op"], "before": values, "after": values, "after_unknown": {}}}
            ],
            "configuration": {"root_module": {"resources": [resource | {"expressions": expressions}]}},
        }
    )
    assert plan.before.schedules == plan.after.schedules
    assert [(each.layer, each.applied, each.written) for each in plan.silent_edits] == [
        (place, *pair) for place, pair in enumerate(layers) if pair[0] != pair[1]
    ]


def _everything(plan: Plan) -> Iterator[object]:
    yield from (str(each) for each in (*plan.warnings, *plan.silent_edits))
    for side in (plan.before, plan.after):
        yield from (str(each) for each in (*side.schedules.values(), *side.escalation_policies.values()))


@given(st.data())
def test_any_shape_is_read_or_reported(data: st.DataObject) -> None:
    """Whatever is changed in a recording, there is a plan or an error with a message, and no other exception."""
    name = data.draw(st.sampled_from(["article", "edit"]))
    document = data.draw(mutated(recording(name)))
    beside = data.draw(st.sampled_from([None, RECORDINGS / name]))
    try:
        assert all(_everything(plan_of(document, beside=beside)))
    except SourceError as error:
        assert all(each.message for each in error.problems)  # noqa: PT017 - it need not be raised
