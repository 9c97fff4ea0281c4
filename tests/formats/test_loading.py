"""Several inputs of several kinds, recognised by what is in them, as one configuration."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import oncall
from oncall.errors import SourceError
from oncall.formats import pagerduty, terraform

RECORDINGS = Path(__file__).parents[1] / "recordings"
TERRAFORM = RECORDINGS / "terraform"
SCHEDULE = {
    "id": "PSCHED",
    "name": "Rota",
    "time_zone": "Eastern Time (US & Canada)",
    "schedule_layers": [
        {
            "id": "PL1",
            "name": "Weeks",
            "start": "2025-01-01T00:00:00-05:00",
            "end": "2030-01-01T11:23:05Z",
            "rotation_virtual_start": "2025-01-01T00:00:00-05:00",
            "rotation_turn_length_seconds": 604800,
            "users": [{"user": {"id": user, "type": "user_reference"}} for user in ("PA", "PB")],
            "restrictions": [],
        }
    ],
}
USERS = [{"id": "PA", "name": "Alice", "email": "a@example.com", "time_zone": "Madrid"}, {"id": "PB", "name": "Bob"}]
TARGETS = [{"id": "PSCHED", "type": "schedule_reference"}, {"id": "PB", "type": "user_reference"}]
POLICY = {
    "id": "PPOL",
    "name": "Policy",
    "num_loops": 1,
    "escalation_rules": [{"id": "PR", "escalation_delay_in_minutes": 5, "targets": TARGETS}],
}
OVERRIDE = {"id": "PO", "start": "2025-02-01T00:00:00Z", "end": "2025-02-02T00:00:00Z", "user": {"id": "PB"}}


def written(folder: Path, **contents: Any) -> list[Path]:
    """JSON files in a folder."""
    paths: list[Path] = []
    for name, content in contents.items():
        paths.append(folder / f"{name}.json")
        paths[-1].write_text(json.dumps(content), encoding="utf-8")
    return paths


def test_no_path_is_no_configuration() -> None:
    """A pattern that matches nothing is a mistake, and so is an empty path."""
    for paths, message in (((), "there is no path"), (("",), "the path is empty")):
        with pytest.raises(SourceError) as caught:
            oncall.load(*paths)
        assert str(caught.value) == f"{message}: give a file or a folder, '.' for this one"


def test_a_blank_id_or_name_has_its_place(tmp_path: Path) -> None:
    """An id of nothing but spaces is refused where it stands; of such a name the summary or the id is shown."""
    (path,) = written(tmp_path, u={"users": [{"id": " ", "name": "Alice"}]})
    with pytest.raises(SourceError) as caught:
        oncall.load(path)
    (problem,) = caught.value.problems
    assert str(problem).startswith(f"{path}:1:12: Alice: its `id` is blank")
    (path,) = written(tmp_path, u={"users": [{"id": "PA", "name": " ", "summary": "Alice"}, {"id": "PB", "name": " "}]})
    assert [user.name for user in oncall.load(path).users.values()] == ["Alice", "PB"]


def test_answers_of_the_api_are_one_configuration(tmp_path: Path) -> None:
    """Users from one file, schedules from another, policies from a third, whatever their order; a folder does too."""
    paths = written(tmp_path, p={"escalation_policies": [POLICY]}, s={"schedules": [SCHEDULE]}, u={"users": USERS})
    found = oncall.load(*paths)
    assert found == oncall.load(*reversed(paths)) == oncall.load(tmp_path)
    schedule = found.schedules["PSCHED"]
    assert schedule.time_zone == "America/New_York"
    assert [user.name for user in schedule.users] == ["Alice", "Bob"]
    (rule,) = found.escalation_policies["Policy"].rules
    assert rule.targets == (schedule, found.users["Bob"])
    # The layer ended while somebody edited it: to the second.
    assert schedule.on_call("2030-01-01T11:23:04Z") is not None
    assert schedule.on_call("2030-01-01T11:23:05Z") is None


def test_overrides_are_of_the_schedule_that_is_named(tmp_path: Path) -> None:
    """An answer that holds overrides alone does not say whose they are: the caller does, or there is one schedule."""
    paths = written(tmp_path, s={"schedule": SCHEDULE}, o={"overrides": [OVERRIDE]})
    found = pagerduty.load(*paths, schedule="PSCHED").schedules["PSCHED"]
    assert [override.user.id for override in found.overrides] == ["PB"]
    assert oncall.load(*paths).schedules["PSCHED"].overrides == found.overrides
    (other,) = written(tmp_path, t={"schedule": {**SCHEDULE, "id": "POTHER"}})
    left_out = oncall.load(*paths, other)
    assert left_out.schedules["PSCHED"].overrides == ()
    assert any("nothing says which schedule it is of" in each.message for each in left_out.warnings)


def test_an_override_that_names_its_schedule_is_of_that_one(tmp_path: Path) -> None:
    """What the caller says is for overrides that do not say it themselves."""
    other = {**SCHEDULE, "id": "POTHER"}
    paths = written(tmp_path, s=[SCHEDULE, other], o={"overrides": [{**OVERRIDE, "schedule": {"id": "POTHER"}}]})
    found = pagerduty.load(*paths, schedule="PSCHED").schedules
    assert found["PSCHED"].overrides == ()
    assert len(found["POTHER"].overrides) == 1


def test_who_is_on_call_is_no_override(tmp_path: Path) -> None:
    """An element of an answer of GET /oncalls has a start, an end and a user, but nobody put them there."""
    oncall_entry = {
        **OVERRIDE,
        "schedule": {"id": "PSCHED"},
        "escalation_level": 1,
        "escalation_policy": {"id": "PPOL"},
    }
    paths = written(tmp_path, s=SCHEDULE, o=[oncall_entry])
    with pytest.raises(SourceError, match=r"o\.json"):
        oncall.load(*paths)


@pytest.mark.parametrize("name", ["plan.json", "state.json", "terraform.tfstate"])
@pytest.mark.parametrize("folder", ["article", "data"])
def test_what_terraform_shows_is_what_its_files_say(folder: str, name: str) -> None:
    """A plan, a state and a raw state of one configuration have its schedules and policies, by the same addresses."""
    files, shown = oncall.load(TERRAFORM / folder), oncall.load(TERRAFORM / folder / name)
    assert shown.schedules == files.schedules
    assert shown.escalation_policies == files.escalation_policies
    assert {user.id for user in shown.users.values()} == {user.id for user in files.users.values()}
    assert shown.warnings == ()


def test_a_plan_has_two_sides() -> None:
    """Before the edit there are four people in the rotation; after it there are five, Erin last."""
    plan = terraform.load_plan(TERRAFORM / "edit" / "plan.json")
    before, after = plan.before, plan.after
    assert before.schedules == oncall.load(TERRAFORM / "edit" / "before").schedules
    assert [len(each.schedules["checkout"].layers[0].users) for each in (before, after)] == [4, 5]
    assert after.schedules["checkout"].layers[1].users[-1].id == "pagerduty_user.erin"


def test_the_name_of_a_file_does_not_matter(tmp_path: Path) -> None:
    """A plan called notes.txt is a plan."""
    place = tmp_path / "notes.txt"
    shutil.copy(TERRAFORM / "article" / "plan.json", place)
    assert oncall.load(place).schedules == oncall.load(TERRAFORM / "article").schedules


def test_terraform_and_answers_go_together(tmp_path: Path) -> None:
    """A policy in Terraform that names a schedule by its REST id finds it in the answer of the API."""
    text = """
resource "pagerduty_escalation_policy" "p" {
  name = "P"
  rule {
    escalation_delay_in_minutes = 5
    target {
      type = "schedule_reference"
      id   = "PSCHED"
    }
  }
}
"""
    place = tmp_path / "main.tf"
    place.write_text(text, encoding="utf-8")
    (answer,) = written(tmp_path, s=SCHEDULE)
    found = oncall.load(place, answer)
    assert found.escalation_policies["p"].schedules == (found.schedules["PSCHED"],)
    assert list(oncall.load(place).escalation_policies) == []


def test_one_person_found_twice_is_one_person(tmp_path: Path) -> None:
    """Two data sources that found the same user of PagerDuty stand for one person, by whichever address."""

    def user(name: str) -> dict[str, Any]:
        address = f"data.pagerduty_user.{name}"
        values = {"id": "P1", "name": "Alice"}
        return {"address": address, "mode": "data", "type": "pagerduty_user", "name": name, "values": values}

    layer = {
        "name": "l",
        "start": "2025-01-01T00:00:00Z",
        "rotation_virtual_start": "2025-01-01T00:00:00Z",
        "rotation_turn_length_seconds": 3600,
        "users": ["P1", "P2"],
        "restriction": [],
    }
    schedule = {
        "address": "pagerduty_schedule.s",
        "mode": "managed",
        "type": "pagerduty_schedule",
        "name": "s",
        "values": {"id": "PS", "name": "S", "time_zone": "Etc/UTC", "layer": [layer]},
    }
    resources = [user("b"), user("a"), schedule]
    (path,) = written(tmp_path, state={"format_version": "1.0", "values": {"root_module": {"resources": resources}}})
    found = oncall.load(path)
    assert [each.id for each in found.schedules["s"].users] == ["data.pagerduty_user.b", "P2"]
    assert list(found.users) == ["data.pagerduty_user.b", "P2"]


def test_one_thing_twice_is_an_error(tmp_path: Path) -> None:
    """Two schedules of one id are told with both places."""
    paths = written(tmp_path, a=SCHEDULE, b=SCHEDULE)
    with pytest.raises(SourceError, match=r"b\.json:1:1: PSCHED: it is declared twice, first at .*a\.json:1"):
        oncall.load(*paths)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the text is empty"),
        ("{", "the text ends"),
        ("[]", ""),
        ("{}", ""),
        ('{"error": {"message": "Access Denied", "code": 2010}}', "Access Denied"),
        ('{"oncalls": []}', "oncalls"),
        ('{"a": 1}', ""),
        ('{"version": 3, "serial": 1, "modules": []}', "version"),
        ('{"schedule": {"id": "P", "name": "N", "schedule_layers": [5]}}', ""),
    ],
)
def test_what_is_nothing_of_ours_says_so(tmp_path: Path, text: str, words: str) -> None:
    """It is an error or a warning with a sentence, never another exception and never an empty answer in silence."""
    place = tmp_path / "x.json"
    place.write_text(text, encoding="utf-8")
    try:
        told = "\n".join(map(str, oncall.load(place).warnings))
    except SourceError as error:
        told = str(error)
    assert told
    assert words in told
