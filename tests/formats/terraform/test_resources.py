"""Blocks of the provider as the model's values, and every way in which they can be wrong."""

from __future__ import annotations

import attrs
import pytest

from oncall.errors import Location, SourceError
from oncall.formats.terraform import loads
from oncall.model import (
    Configuration,
    DailyRestriction,
    EscalationPolicy,
    EscalationRule,
    Layer,
    Schedule,
    Service,
    User,
    WeeklyRestriction,
)

USERS = """
resource "pagerduty_user" "alice" {
  name      = "Alice"
  email     = "alice@example.com"
  time_zone = "Europe/Madrid"
  role      = "admin"
}
data "pagerduty_user" "carol" {
  email = "carol@example.com"
}
"""
LAYER = {
    "start": '"2025-01-01T00:00:00-05:00"',
    "rotation_virtual_start": '"2025-01-01T00:00:00-05:00"',
    "rotation_turn_length_seconds": "604800",
    "users": "[pagerduty_user.alice.id]",
}
CYCLE = "locals {\n  a = local.b\n  b = local.a\n}\n"
WINDOW = '\nduration_seconds = 1\nstart_time_of_day = "09:00:00"'
STRATEGY = '\n    escalation_rule_assignment_strategy {\n      type = "round_robin"\n    }'
POLICY = """
resource "pagerduty_escalation_policy" "p" {
  name = "P"
  rule {
    escalation_delay_in_minutes = 10
    target { id = pagerduty_user.alice.id }
  }
}
"""


# The other pages of the provider's documentation, website/docs/r and website/docs/d.
OTHER_RESOURCES = """
    addon alert_grouping_setting automation_actions_action automation_actions_action_service_association
    automation_actions_action_team_association automation_actions_runner automation_actions_runner_team_association
    business_service business_service_subscriber custom_field custom_field_option custom_field_schema enablement
    event_orchestration event_orchestration_global event_orchestration_router event_orchestration_service
    event_orchestration_unrouted event_rule extension extension_servicenow incident_custom_field incident_type
    incident_workflow incident_workflow_trigger jira_cloud_account_mapping_rule maintenance_window response_play ruleset
    ruleset_rule service_custom_field service_custom_field_value service_dependency service_event_rule
    service_integration slack_connection tag tag_assignment team team_membership user_contact_method
    user_handoff_notification_rule user_notification_rule webhook_subscription schedule_layer
"""
OTHER_DATA_SOURCES = """
    automation_actions_action business_service escalation_policies event_orchestration event_orchestrations
    extension_schema license licenses priority ruleset rulesets service_integration service_status standards
    standards_resource_scores tag team team_members teams user_contact_method users vendor vendors
"""
DAYS = "a number from 1 (Monday) to 7 (Sunday)"


def layer(inside: str = "", **changed: str | None) -> str:
    """The text of a layer block; None leaves an argument out."""
    arguments = {**LAYER, **changed}
    lines = "\n".join(f"    {name} = {value}" for name, value in arguments.items() if value is not None)
    return f"  layer {{\n{lines}\n{inside}\n  }}\n"


def schedule(inside: str = "", *, name: str = "s", head: str = 'time_zone = "America/New_York"') -> str:
    """The text of a schedule block."""
    return f'resource "pagerduty_schedule" "{name}" {{\n  name = "S"\n  {head}\n{inside}}}\n'


def policy(target: str, *, rule: str = "escalation_delay_in_minutes = 10", head: str = "") -> str:
    """The text of a policy block of one rule with one target."""
    body = f"  rule {{\n    {rule}\n    target {{\n{target}\n    }}\n  }}\n"
    return f'resource "pagerduty_escalation_policy" "e" {{\n  name = "E"\n{head}\n{body}}}\n'


def only_layer(text: str) -> Layer:
    """The layer of a schedule that has one."""
    (found,) = loads(USERS + schedule(text)).schedules["s"].layers
    return found


def problems(text: str) -> list[str]:
    """The messages of what is wrong, in the order of the lines."""
    with pytest.raises(SourceError) as caught:
        loads(text, path="a.tf")
    return [problem.message for problem in caught.value.problems]


def places(text: str) -> list[str]:
    """The source lines of what is wrong."""
    with pytest.raises(SourceError) as caught:
        loads(text, path="a.tf")
    return [problem.source_line.strip() for problem in caught.value.problems]


class TestValues:
    """Sound blocks."""

    def test_everything_together(self) -> None:
        """Users, schedules, policies and services come out as the same blocks typed as constructors."""
        restriction = (
            "    restriction {\n"
            '      type = "daily_restriction"\n'
            '      start_time_of_day = "09:00:00"\n'
            "      duration_seconds = 8 * 3600\n"
            "    }\n"
            "    restriction {\n"
            '      type = "weekly_restriction"\n'
            '      start_time_of_day = "09:00:00"\n'
            "      start_day_of_week = 6\n"
            '      duration_seconds = "3600"\n'
            "    }\n"
        )
        lower = layer(name='"lower"')
        upper = layer(restriction, users="[data.pagerduty_user.carol.id, pagerduty_user.alice.id]", end="null")
        service = 'resource "pagerduty_service" "v" {\n  name = "V"\n  escalation_policy = '
        service += 'pagerduty_escalation_policy.e.id\n  acknowledgement_timeout = "null"\n}\n'
        target = '      type = "schedule_reference"\n      id = pagerduty_schedule.s.id'
        found = loads(USERS + schedule(lower + upper) + policy(target, head="  num_loops = 2") + service)

        alice, carol = User("pagerduty_user.alice"), User("data.pagerduty_user.carol")
        start = "2025-01-01T00:00:00-05:00"
        base = Layer(
            name="lower",
            start=start,
            rotation_virtual_start=start,
            rotation_turn_length_seconds=604_800,
            users=[alice],
        )
        top = attrs.evolve(
            base,
            name="",
            users=[carol, alice],
            restrictions=[
                DailyRestriction(start_time_of_day="09:00:00", duration_seconds=28_800),
                WeeklyRestriction(start_day_of_week=6, start_time_of_day="09:00:00", duration_seconds=3600),
            ],
        )
        expected = Schedule(name="S", time_zone="America/New_York", layers=[base, top], id="pagerduty_schedule.s")
        rules = [EscalationRule(escalation_delay_in_minutes=10, targets=[expected])]
        escalation = EscalationPolicy(name="E", num_loops=2, rules=rules, id="pagerduty_escalation_policy.e")
        assert found == Configuration(
            schedules=[expected],
            escalation_policies=[escalation],
            users=[alice, carol],
            services=[
                Service(name="V", escalation_policy=escalation, acknowledgement_timeout=None, id="pagerduty_service.v")
            ],
        )
        assert found.warnings == ()

    def test_people_have_what_their_blocks_say(self) -> None:
        """A user's name is its argument; that of one Terraform looks up is the label, since no file says more."""
        users = loads(USERS).users
        alice, carol = users["pagerduty_user.alice"], users["data.pagerduty_user.carol"]
        assert (alice.name, alice.email, alice.time_zone) == ("Alice", "alice@example.com", "Europe/Madrid")
        assert (carol.name, carol.email, carol.time_zone) == ("carol", "carol@example.com", None)

    def test_everything_knows_where_it_stands(self) -> None:
        """Each value has the line of its block."""
        found = loads(USERS + schedule(layer()) + POLICY, path="a.tf")
        assert found.users["alice"].where == Location("a.tf", 2, 1)
        only = found.schedules["s"]
        assert only.where == Location("a.tf", 11, 1)
        assert only.layers[0].where == Location("a.tf", 14, 3)
        assert found.escalation_policies["p"].rules[0].where == Location("a.tf", 25, 3)

    @pytest.mark.parametrize("end", ['""', "null", None])
    def test_no_end_has_three_forms(self, end: str | None) -> None:
        """An empty, null or missing `end` is none."""
        assert only_layer(layer(end=end)).end is None

    def test_numbers_and_strings_stand_for_each_other(self) -> None:
        """As in Terraform, a string that says a number is one, and a number or bool is a string where one is wanted."""
        assert only_layer(layer(rotation_turn_length_seconds='"604800"')).rotation_turn_length_seconds == 604_800
        assert only_layer(layer(name="1.50")).name == "1.5"
        assert only_layer(layer(name="true")).name == "true"

    def test_values_come_through_locals(self) -> None:
        """A list of users, a length and a time may be locals that are made of others."""
        text = "locals {\n  day = 24 * 3600\n  team = [pagerduty_user.alice.id, data.pagerduty_user.carol.id]\n"
        text += '  zone = "-05:00"\n  start = "2025-01-01T00:00:00${local.zone}"\n  unused = file(var.x)\n}\n'
        found = (
            loads(
                text
                + USERS
                + schedule(layer(users="local.team", rotation_turn_length_seconds="7 * local.day", start="local.start"))
            )
            .schedules["s"]
            .layers[0]
        )
        assert [user.id for user in found.users] == ["pagerduty_user.alice", "data.pagerduty_user.carol"]
        assert found.rotation_turn_length_seconds == 604_800

    def test_a_schedule_without_a_name_has_its_label(self) -> None:
        """The provider requires no name of a schedule."""
        text = f'resource "pagerduty_schedule" "nights" {{\n  time_zone = "Etc/UTC"\n{layer()}}}\n'
        assert loads(USERS + text).schedules["pagerduty_schedule.nights"].name == "nights"

    def test_plain_ids_are_people(self) -> None:
        """A user given by the id that PagerDuty uses is a person of that id."""
        (user,) = only_layer(layer(users='["PABC123"]')).users
        assert (user.id, user.name) == ("PABC123", "PABC123")

    @pytest.mark.parametrize("is_last", [False, True])
    def test_a_rule_may_notify_its_targets_in_turn(self, *, is_last: bool) -> None:
        """The strategy is that of its block, before the targets or after them; without one, everybody is notified."""
        target = "    target { id = pagerduty_user.alice.id }\n"
        block = (target + STRATEGY + "\n") if is_last else (STRATEGY + "\n" + target)
        (rule,) = loads(USERS + POLICY.replace(target, block)).escalation_policies["p"].rules
        assert rule.escalation_rule_assignment_strategy == "round_robin"
        (plain,) = loads(USERS + POLICY).escalation_policies["p"].rules
        assert plain.escalation_rule_assignment_strategy == "assign_to_everyone"

    def test_a_target_is_a_user_where_nothing_is_said(self) -> None:
        """`type` of a target is `user_reference` by default; the short forms of old configurations are read."""
        assert loads(USERS + POLICY).escalation_policies["p"].rules[0].targets == (User("pagerduty_user.alice"),)
        old = '      type = "schedule"\n      id = "${pagerduty_schedule.s.id}"'
        found = loads(USERS + schedule(layer()) + policy(old))
        assert found.escalation_policies["e"].rules[0].targets == (found.schedules["s"],)

    @pytest.mark.parametrize(
        ("written", "seconds"), [("600", 600), ('"600"', 600), ('"null"', None), ('"0"', None), ("null", 14_400)]
    )
    def test_timeouts_are_strings_of_seconds(self, written: str, seconds: int | None) -> None:
        """The provider takes seconds as a string; "null" and 0 switch a timeout off, null leaves its default."""
        text = 'resource "pagerduty_service" "v" {\n  name = "V"\n  escalation_policy = '
        text += f"pagerduty_escalation_policy.p.id\n  auto_resolve_timeout = {written}\n}}\n"
        assert loads(USERS + POLICY + text).services["v"].auto_resolve_timeout == seconds

    def test_what_is_not_needed_is_not_evaluated(self) -> None:
        """Arguments of the provider that say nothing about who is paged, and other resources, may hold anything."""
        head = 'time_zone = "Etc/UTC"\n  teams = [var.team]\n  overflow = var.x\n  depends_on = [aws_x.y]\n'
        head += "  lifecycle {\n    ignore_changes = all\n  }"
        other = 'resource "aws_x" "y" {\n  count = var.n\n  dynamic "z" {\n  }\n}\nvariable "n" {}\noutput "o" {\n'
        other += '  value = [for x in y : x]\n}\nprovider "pagerduty" {\n  token = var.t\n}\n'
        found = loads(USERS + other + schedule(layer(), head=head))
        assert list(found.schedules) == ["pagerduty_schedule.s"]
        assert found.warnings == ()


class TestWarnings:
    """What is left out or taken otherwise."""

    def test_an_undeclared_user_is_a_person(self) -> None:
        """An address that no file declares is a good identity; a warning says so once a place."""
        found = loads(schedule(layer()), path="a.tf")
        (user,) = found.schedules["s"].layers[0].users
        assert (user.id, user.name) == ("pagerduty_user.alice", "alice")
        (warning,) = found.warnings
        assert "`pagerduty_user.alice` is declared nowhere" in warning.message
        assert warning.location is not None
        assert found.users["alice"] is user

    def test_what_a_user_does_not_need_falls_back(self) -> None:
        """A name or e-mail address that cannot be evaluated is left out with a warning; the person stays."""
        found = loads('resource "pagerduty_user" "a" {\n  name = title(var.x)\n  email = lower("A@B")\n}\n')
        assert (found.users["a"].name, found.users["a"].email) == ("a", "a@b")
        assert [warning.message for warning in found.warnings] == [
            "`name` is not known here, and left out: `var.x` is declared nowhere",
            "`var.x` is declared nowhere",
        ]

    def test_a_user_without_name_or_email_is_read(self) -> None:
        """The provider requires both; the person is known by the address."""
        found = loads('resource "pagerduty_user" "a" {\n}\n')
        assert found.users["a"].name == "a"
        assert len(found.warnings) == 2

    @pytest.mark.parametrize(
        "text", ['resource "pagerduty_schedulev2" "x" {\n}\n', 'module "teams" {\n  source = "./teams"\n}\n']
    )
    def test_what_is_left_out_is_named(self, text: str) -> None:
        """Modules and schedules of the new kind are named with their line, never passed over in silence."""
        (warning,) = loads(USERS + text, path="a.tf").warnings
        assert warning.location == Location("a.tf", 11, 1)
        assert "left out" in warning.message

    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            ('resource "pagerduty_shedule"', "pagerduty_schedule"),
            ('resource "pagerduty_schedules"', "pagerduty_schedule"),
            ('resource "pagerduty-schedule"', "pagerduty_schedule"),
            ('resource "PagerDuty_Schedule"', "pagerduty_schedule"),
            ('resource "pagerduty_users"', "pagerduty_user"),
            ('data "pagerdury_user"', "pagerduty_user"),
            ('resource "pagerduty_escalation_policies"', "pagerduty_escalation_policy"),
            ('resource "pagerduty_sevice"', "pagerduty_service"),
        ],
    )
    def test_a_misspelt_type_is_told(self, written: str, meant: str) -> None:
        """It is passed over as any type that is not known, but not in silence."""
        (warning,) = loads(USERS + f'{written} "x" {{\n}}\n', path="a.tf").warnings
        assert warning.location == Location("a.tf", 11, 1)
        type_ = written.split('"')[1]
        assert warning.message == f"`{type_}` is not known here: it is passed over; did you mean `{meant}`?"

    def test_types_of_the_provider_are_not_taken_for_misspelt(self) -> None:
        """Nor are those of other providers, nor a part of ours that somebody might take for a type."""
        text = "".join(f'resource "pagerduty_{name}" "x" {{\n}}\n' for name in OTHER_RESOURCES.split())
        text += "".join(f'data "pagerduty_{name}" "x" {{\n}}\n' for name in OTHER_DATA_SOURCES.split())
        text += 'resource "opsgenie_schedule" "x" {\n}\nresource "squadcast_escalation_policy" "x" {\n}\n'
        assert not loads(USERS + text).warnings

    def test_a_service_of_a_foreign_policy_is_left_out(self) -> None:
        """A service whose policy is kept elsewhere is named in a warning."""
        text = 'resource "pagerduty_service" "v" {\n  name = "V"\n  escalation_policy = '
        text += "data.pagerduty_escalation_policy.x.id\n}\n"
        found = loads(USERS + text)
        assert list(found.services) == []
        assert "nothing is known of the pagerduty_escalation_policy `data.pagerduty_esc" in found.warnings[0].message


class TestProblems:
    """Wrong blocks."""

    def test_all_of_them_are_told_together(self) -> None:
        """One error holds every problem of every block, in the order of the lines."""
        wrong = layer(start='"yesterday"', users="[]", rotation_turn_length_seconds="0")
        text = USERS + schedule(wrong) + schedule(layer(), name="t", head='time_zone = "Mars/Base"')
        found = places(text + policy("id = pagerduty_user.alice.id", head="  num_loops = 10"))
        assert found == [
            'start = "yesterday"',
            "rotation_turn_length_seconds = 0",
            "users = []",
            'time_zone = "Mars/Base"',
            "num_loops = 10",
        ]

    @pytest.mark.parametrize(
        ("changed", "line", "words"),
        [
            ({"start": None}, "layer {", "`start` is required in a `layer` block"),
            ({"users": None}, "layer {", "`users` is required"),
            ({"users": "null"}, "users = null", "`users` is required"),
            ({"users": "[]"}, "users = []", "at least one user"),
            ({"users": "[null]"}, "users = [null]", "not null"),
            ({"users": '[""]'}, 'users = [""]', "empty string"),
            ({"users": '"PABC"'}, 'users = "PABC"', "must be a list"),
            ({"users": "[pagerduty_user.alice]"}, "users = [pagerduty_user.alice]", "write `pagerduty_user.alice.id`"),
            (
                {"users": "[pagerduty_user.alice.ID]"},
                "users = [pagerduty_user.alice.ID]",
                "write `pagerduty_user.alice.id`",
            ),
            ({"users": "[pagerduty_schedule.s.id]"}, "users = [pagerduty_schedule.s.id]", "`pagerduty_schedule.s`"),
            ({"users": "[for u in x : u]"}, "users = [for u in x : u]", "`x` is no name that is known here"),
            ({"rotation_turn_length_seconds": "3599"}, "rotation_turn_length_seconds = 3599", "(3600 - 31536000)"),
            ({"rotation_turn_length_seconds": "true"}, "rotation_turn_length_seconds = true", "a number is needed"),
            ({"rotation_turn_length_seconds": "3600.5"}, "rotation_turn_length_seconds = 3600.5", "whole number"),
            ({"rotation_virtual_start": '"2025-01-01T00:00:05Z"'}, None, "full minute"),
            ({"start": '"2025-01-01T09:00:00"'}, None, "no UTC offset; write '2025-01-01T09:00:00-05:00'"),
            ({"start": '"2025-01-01T09:00:00+0900"'}, None, "write '2025-01-01T09:00:00+09:00'"),
            ({"start": '"2025-01-01 09:00:00Z"'}, None, "RFC 3339"),
            ({"start": '"2025-13-01T09:00:00Z"'}, None, "start"),
            ({"start": '"2025-01-01T09:00:00Z\\n"'}, None, "RFC 3339"),
            ({"end": '"soon"'}, 'end = "soon"', "RFC 3339"),
            ({"rotation_turn_lenght_seconds": "1"}, None, "did you mean `rotation_turn_length_seconds`?"),
            ({"restriction": "[]"}, "restriction = []", "`restriction` is a block"),
        ],
    )
    def test_of_a_layer(self, changed: dict[str, str | None], line: str | None, words: str) -> None:
        """Each is told with its line and what to write."""
        text = USERS + schedule(layer("", **changed))
        (message,) = problems(text)
        assert words in message
        if line is not None:
            assert places(text) == [line]

    @pytest.mark.parametrize(
        ("inside", "words"),
        [
            (
                'type = "daily_restriction"\nstart_day_of_week = 1' + WINDOW,
                "must only be set for a weekly_restriction schedule restriction type",
            ),
            (
                'type = "weekly_restriction"' + WINDOW,
                "must be set for a weekly_restriction schedule restriction type",
            ),
            (
                'type = "weekly_restriction"\nstart_day_of_week = 0' + WINDOW,
                f"must be set for a weekly_restriction schedule restriction type: {DAYS}",
            ),
            ('type = "weekly_restriction"\nstart_day_of_week = "Monday"' + WINDOW, f"{DAYS}, got 'Monday': write 1"),
            ('type = "weekly_restriction"\nstart_day_of_week = "thurs"' + WINDOW, f"{DAYS}, got 'thurs': write 4"),
            ('type = "weekly_restriction"\nstart_day_of_week = "SUN."' + WINDOW, f"{DAYS}, got 'SUN.': write 7"),
            ('type = "weekly_restriction"\nstart_day_of_week = "day"' + WINDOW, f"must be {DAYS}, got 'day'"),
            ('type = "weekly_restriction"\nstart_day_of_week = "t"' + WINDOW, f"must be {DAYS}, got 't'"),
            ('type = "weekly_restriction"\nstart_day_of_week = 8' + WINDOW, f"must be {DAYS}, got 8"),
            ('type = "weekly_restriction"\nstart_day_of_week = -1' + WINDOW, f"must be {DAYS}, got -1"),
            ('type = "weekly_restriction"\nstart_day_of_week = 1.5' + WINDOW, f"must be {DAYS}, got 1.5"),
            ('type = "weekly_restriction"\nstart_day_of_week = [1]' + WINDOW, f"must be {DAYS}, got a list"),
            ('type = "weekly_restriction"\nstart_day_of_week = 1 / 0' + WINDOW, "divides by zero"),
            ('type = "monthly"' + WINDOW, "'monthly'"),
            (
                'type = "daily_restriction"' + WINDOW.replace("= 1", "= 86400"),
                "shorter than a day",
            ),
            ('type = "daily_restriction"\nduration_seconds = 1\nstart_time_of_day = "9:00"', "00:00:00 format"),
            (WINDOW, "`type` is required"),
        ],
    )
    def test_of_a_restriction(self, inside: str, words: str) -> None:
        """The provider's rules for the two kinds of restrictions, in its words."""
        (message,) = problems(USERS + schedule(layer(f"restriction {{\n{inside}\n}}")))
        assert words in message

    @pytest.mark.parametrize(("day", "number"), [("1", 1), ('"7"', 7), ('"1.0"', 1), ("7", 7)])
    def test_a_day_is_a_number_or_a_text_that_says_one(self, day: str, number: int) -> None:
        """Terraform converts a text that is a number."""
        inside = f'type = "weekly_restriction"\nstart_day_of_week = {day}' + WINDOW
        (found,) = only_layer(layer(f"restriction {{\n{inside}\n}}")).restrictions
        assert isinstance(found, WeeklyRestriction)
        assert found.start_day_of_week == number

    @pytest.mark.parametrize("weekday", [None, "0"])
    def test_a_daily_restriction_takes_no_weekday(self, weekday: str | None) -> None:
        """No weekday may also be written 0, as the state of Terraform has it."""
        day = f"\nstart_day_of_week = {weekday}" if weekday else ""
        inside = f'type = "daily_restriction"{day}' + WINDOW
        assert only_layer(layer(f"restriction {{\n{inside}\n}}")).restrictions

    @pytest.mark.parametrize(
        ("target", "words"),
        [
            ("id = pagerduty_schedule.s.id", "'user_reference' where it is not set"),
            ('type = "user_reference"\nid = pagerduty_schedule.s.id', 'write type = "schedule_reference"'),
            ('type = "schedule_reference"\nid = pagerduty_user.alice.id', 'write type = "user_reference"'),
            ('type = "schedule_reference"\nid = pagerduty_schedule.none.id', "none` is declared nowhere"),
            ('type = "schedule_reference"\nid = pagerduty_schedule.s', "write `pagerduty_schedule.s.id`"),
            ('type = "team"\nid = pagerduty_user.alice.id', "'team'"),
            ("id = pagerduty_team.t.id", "which is neither a pagerduty_user nor a pagerduty_schedule"),
            ('type = "user_reference"', "`id` is required in a `target` block"),
        ],
    )  # fmt: skip
    def test_of_a_target(self, target: str, words: str) -> None:
        """A target is a user, or a schedule of these files, and says which."""
        (message,) = problems(USERS + schedule(layer()) + policy(target))
        assert words in message

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            (schedule(""), "at least one `layer` block"),
            ('resource "pagerduty_escalation_policy" "e" {\n  name = "E"\n}\n', "at least one `rule` block"),
            (policy("").replace("target {\n\n    }", ""), "at least one `target` block"),
            (policy("id = pagerduty_user.alice.id", rule="escalation_delay_in_minutes = 0"), "at least 1"),
            (schedule('  dynamic "layer" {\n    for_each = []\n    content {}\n  }\n'), "at least one `layer` block"),
            (schedule('  dynamic "layer" {\n    for_each = 5\n    content {}\n  }\n'), "map or object is needed here"),
            (schedule('  dynamic "layer" {\n    for_each = [1]\n  }\n'), "has one `content` block"),
            (schedule(layer(), head='time_zone = "Etc/UTC"\n  count = -1'), "`count` must be a whole number from 0"),
            (schedule(layer(), head='time_zone = "Etc/UTC"\n  for_each = ["a"]'), "make a set of it with `toset`"),
            (schedule(layer(), head=""), "`time_zone` is required"),
            (schedule(layer(), head='time_zone = "Etc/UTC"\n  time_zone = "Etc/UTC"'), "set twice, first on line 13"),
            (USERS, "declared twice, first at a.tf:2"),
            ("locals {\n  a = 1\n  a = 2\n}\n", "`local.a` is declared twice, first at a.tf:12"),
            ('resource "pagerduty_schedule" {\n}\n', "two labels"),
            ('resource "pagerduty_user" "z" {\n  name = "Z"\n  email = "z"\n  time_zone = "Mars"\n}\n', "'Mars'"),
            (schedule(layer(), head="time_zone = local.a") + CYCLE, "local.a -> local.b -> local.a"),
            (schedule(layer(), head='time_zone = "Etc/UTC"\n  layers {\n  }'), "did you mean `layer`?"),
            (POLICY.replace("    target", STRATEGY.replace("robin", "robins") + "\n    target"), "got 'round_robins'"),
        ],
    )  # fmt: skip
    def test_of_other_blocks(self, text: str, words: str) -> None:
        """Each is told by its name."""
        assert any(words in message for message in problems(USERS + text))

    def test_repetitions_are_told_once(self) -> None:
        """A mistake in a local that two schedules need is one problem a schedule, at the local."""
        text = "locals {\n  week = dayz(7)\n}\n" + USERS
        for name in ("s", "t"):
            text += schedule(layer(rotation_turn_length_seconds="local.week"), name=name)
        with pytest.raises(SourceError) as caught:
            loads(text)
        assert [(problem.address, problem.source_line) for problem in caught.value.problems] == [
            ("pagerduty_schedule.s", "  week = dayz(7)"),
            ("pagerduty_schedule.t", "  week = dayz(7)"),
        ]

    def test_a_faulty_schedule_is_no_fault_of_its_policy(self) -> None:
        """What points at something with faults of its own is not told a second time."""
        target = '      type = "schedule_reference"\n      id = pagerduty_schedule.s.id'
        service = 'resource "pagerduty_service" "v" {\n  name = "V"\n  escalation_policy = '
        service += "pagerduty_escalation_policy.e.id\n}\n"
        assert places(USERS + schedule(layer(users="[]")) + policy(target) + service) == ["users = []"]

    def test_syntax_errors_hide_no_others(self) -> None:
        """Sound blocks are read beside broken ones, and nothing is said to be absent that may be in these."""
        broken = 'resource "pagerduty_schedule" "s" {\n  name = "\\q"\n}\n'
        target = '      type = "schedule_reference"\n      id = pagerduty_schedule.s.id'
        found = places(USERS + schedule(layer(users="[]"), name="t") + policy(target) + broken)
        assert found[0] == "users = []"
        assert 'name = "\\q"' in found
        assert not any("pagerduty_schedule.s.id" in line for line in found)

    def test_each_has_place_address_and_line(self) -> None:
        """A problem reads like one of Terraform: file, line, column, address, sentence, source line, caret."""
        with pytest.raises(SourceError) as caught:
            loads(USERS + schedule(layer(users="[]")), path="a.tf")
        assert str(caught.value) == (
            "a.tf:18:13: pagerduty_schedule.s: `users` must be a list of at least one user, got []\n"
            "        users = []\n"
            "                ^"
        )
