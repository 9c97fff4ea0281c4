"""OC702: people who are referred to, and declared nowhere."""

import json

from oncall import Configuration, Finding, User, check
from oncall.formats import pagerduty, terraform
from tests.checks.builders import ALICE, BOB, CAROL, layer, policy, schedule

ROTA = """
resource "pagerduty_schedule" "rota" {
  name      = "Rota"
  time_zone = "America/New_York"

  layer {
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = [%s]
  }
}
"""
DECLARED = """
resource "pagerduty_user" "alice" {
  name  = "Alice"
  email = "alice@example.com"
}

data "pagerduty_user" "bob" {
  email = "bob@example.com"
}
"""


def found_in(configuration: Configuration) -> list[Finding]:
    """What OC702 finds."""
    return [each for each in check(configuration).findings if each.code == "OC702"]


def read(*users: str, declared: str = DECLARED) -> list[Finding]:
    """What it finds in a file, with these expressions as the users of a layer."""
    return found_in(terraform.loads(declared + ROTA % ", ".join(users)))


def test_an_id_among_declared_people_is_found() -> None:
    """alice is a resource, bob a data source, and PABC123 is neither; it points at the line of the id."""
    (found,) = read("pagerduty_user.alice.id", "data.pagerduty_user.bob.id", '"PABC123"')
    assert (found.subject, found.message) == (
        "PABC123",
        "PABC123: the schedule Rota refers to this person, who is declared nowhere.",
    )
    assert found.where is not None
    assert "users" in (DECLARED + ROTA).splitlines()[found.where.line - 1]


def test_an_address_that_is_not_there_is_found() -> None:
    """pagerduty_user.mallory has left the files."""
    (found,) = read("pagerduty_user.alice.id", "pagerduty_user.mallory.id")
    assert found.subject == "pagerduty_user.mallory"


def test_an_expression_may_be_anybody() -> None:
    """The id in a variable without a value may be that of somebody who is declared."""
    assert read("pagerduty_user.alice.id", "var.manager", declared=DECLARED + 'variable "manager" {}\n') == []


def test_members_of_a_family_of_unknown_size_are_declared() -> None:
    """`for_each` over what is not known declares whoever is referred to."""
    family = """
variable "team" {}
resource "pagerduty_user" "engineer" {
  for_each = var.team
  name     = each.key
  email    = each.key
}
"""
    assert read("pagerduty_user.alice.id", 'pagerduty_user.engineer["carol"].id', declared=DECLARED + family) == []


def test_where_nobody_is_declared_nothing_is_said() -> None:
    """People are kept elsewhere."""
    assert read('"PABC123"', '"PDEF456"', declared="") == []


def test_the_answers_of_the_api_know_only_whom_they_list() -> None:
    """A schedule that names two people, with a list of users that has one of them."""

    def reference(id_: str) -> dict[str, object]:
        return {"user": {"id": id_, "type": "user_reference", "summary": id_.lower()}}

    rota = {
        "id": "PS",
        "name": "Rota",
        "time_zone": "America/New_York",
        "schedule_layers": [
            {
                "start": "2025-01-06T09:00:00-05:00",
                "rotation_virtual_start": "2025-01-06T09:00:00-05:00",
                "rotation_turn_length_seconds": 604_800,
                "users": [reference("PA"), reference("PB")],
                "restrictions": [],
            }
        ],
    }
    alone = pagerduty.loads(json.dumps({"schedules": [rota]}))
    assert found_in(alone) == []
    listed = {"schedules": [rota], "users": [{"id": "PA", "name": "Alice", "email": "alice@example.com"}]}
    assert [each.subject for each in found_in(pagerduty.loads(json.dumps(listed)))] == ["PB"]


def test_people_of_python_are_those_of_the_configuration() -> None:
    """Whoever is not among its users is unknown, also if only a policy names them."""
    rota = schedule(layer(ALICE, BOB))
    configuration = Configuration(
        schedules=[rota], escalation_policies=[policy((5, rota), (5, CAROL))], users=[ALICE, BOB]
    )
    (found,) = found_in(configuration)
    assert found.message == "carol: the escalation policy policy refers to this person, who is declared nowhere."
    assert found_in(Configuration(schedules=[rota])) == []


def test_hundreds_are_one_finding() -> None:
    """Of 20 people each is found; of more, the first with the others."""

    def of(count: int) -> list[Finding]:
        rota = schedule(layer(*(User(f"P{number:03}") for number in range(count))))
        return found_in(Configuration(schedules=[rota], users=[ALICE]))

    assert len(of(20)) == 20
    (found,) = of(21)
    assert found.message == (
        "P000: the schedule rota refers to this person, who is declared nowhere; "
        "nor are P001, P002, P003, P004, P005 and 15 more."
    )
