"""Written Terraform: it reads back as what it was, Terraform finds nothing to format, and texts stay texts."""

from __future__ import annotations

import base64
import io
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

import attrs
import pytest
from hypothesis import given

import oncall
from oncall import Configuration, EscalationPolicy, EscalationRule, Layer, Override, Schedule, Service, User
from oncall.errors import InvalidValueError
from oncall.formats import terraform
from tests.formats.terraform.written import ANY, AWKWARD_TEXTS, configurations, texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CHECKOUT = Path(__file__).parents[3]
TERRAFORM = shutil.which("terraform")
NEEDS_TERRAFORM = pytest.mark.skipif(TERRAFORM is None, reason="the terraform binary is not here")
START = "2025-01-01T00:00:00-05:00"
WEEK = 604_800
ALICE, BOB = (
    User(f"pagerduty_user.{name}", name=name.title(), email=f"{name}@example.com") for name in ("alice", "bob")
)


def rota(users: Sequence[User] = (ALICE, BOB), *, id: str = "pagerduty_schedule.rota", start: str = START) -> Schedule:  # noqa: A002 - as the model's
    """A week each, from the start of 2025."""
    layer = Layer(start=start, rotation_virtual_start=START, rotation_turn_length_seconds=WEEK, users=users)
    return Schedule(id=id, name="Rota", time_zone="America/New_York", layers=[layer])


def policy(*targets: User | Schedule, id: str = "pagerduty_escalation_policy.first") -> EscalationPolicy:  # noqa: A002 - as the model's
    """One rule with these targets."""
    rules = [EscalationRule(escalation_delay_in_minutes=10, targets=targets)]
    return EscalationPolicy(id=id, name="First", rules=rules)


def again(configuration: Configuration) -> Configuration:
    """The configuration, written and read."""
    return terraform.loads(terraform.dumps(configuration))


def lines(configuration: Configuration, word: str) -> list[str]:
    """The written lines that begin with a word, without their indentation."""
    found = map(str.strip, terraform.dumps(configuration).splitlines())
    return [line for line in found if line.startswith(word)]


def refusal(configuration: Configuration) -> str:
    """Why a configuration cannot be written."""
    with pytest.raises(InvalidValueError) as caught:
        terraform.dumps(configuration)
    return str(caught.value)


def run(*arguments: str, cwd: Path, given_text: str = "") -> str:
    """What terraform prints, both outputs in one."""
    assert TERRAFORM is not None
    environment = {**os.environ, "TF_CLI_CONFIG_FILE": os.devnull}
    return subprocess.run(
        [TERRAFORM, *arguments],
        cwd=cwd,
        env=environment,
        input=given_text,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    ).stdout


def details(users: Iterable[User]) -> list[tuple[str, str, str, str | None]]:
    """What equality does not look at."""
    return [(user.id, user.name, user.email, user.time_zone) for user in users]


class TestReadingBack:
    """`loads(dumps(x))`."""

    @given(configurations())
    def test_it_is_the_same_configuration(self, configuration: Configuration) -> None:
        """With plain addresses and literal ids of people, what is read is what was written, in its order."""
        found = again(configuration)
        assert found == configuration
        assert list(found.schedules) == list(configuration.schedules)
        assert list(found.escalation_policies) == list(configuration.escalation_policies)
        assert list(found.services) == list(configuration.services)
        declared = [user for user in configuration.users.values() if user.id.startswith("pagerduty_user.")]
        assert details(found.users.values())[: len(declared)] == details(declared)

    @given(configurations(ANY))
    def test_a_second_time_changes_nothing(self, configuration: Configuration) -> None:
        """Whatever the ids were, what is read has ids that are written as they are.

        Each id becomes one id, and no two become the same; everything else is as it was.
        """
        text = terraform.dumps(configuration)
        found = terraform.loads(text)
        assert terraform.dumps(found) == text
        for before, after in (
            (configuration.schedules, found.schedules),
            (configuration.escalation_policies, found.escalation_policies),
            (configuration.services, found.services),
        ):
            assert [thing.name for thing in before.values()] == [thing.name for thing in after.values()]
        layers = [
            (old, new)
            for schedule, read in zip(configuration.schedules.values(), found.schedules.values(), strict=True)
            for old, new in zip(schedule.layers, read.layers, strict=True)
        ]
        assert all(attrs.evolve(old, users=new.users) == new for old, new in layers)
        pairs = {pair for old, new in layers for pair in zip(old.users, new.users, strict=True)}
        assert len({old for old, _ in pairs}) == len({new for _, new in pairs}) == len(pairs)
        assert len(found.users) == len(configuration.users)

    def test_the_example(self) -> None:
        """The checkout example is read, written and read as the same."""
        configuration = oncall.load(CHECKOUT / "examples" / "checkout")
        assert again(configuration) == configuration

    def test_nothing_at_all(self) -> None:
        """An empty configuration is an empty text."""
        assert terraform.dumps(Configuration()) == ""

    def test_a_file(self) -> None:
        """`dump` writes what `dumps` gives."""
        file = io.StringIO()
        terraform.dump(Configuration(users=[ALICE]), file)
        assert file.getvalue() == terraform.dumps(Configuration(users=[ALICE]))


class TestLayout:
    """The layout of `terraform fmt`."""

    @NEEDS_TERRAFORM
    def test_terraform_finds_nothing_to_format(self, tmp_path: Path) -> None:
        """`terraform fmt -check` has nothing to say of many configurations, nor anything against their syntax."""
        written: list[Configuration] = []

        @given(configurations(ANY))
        def write(configuration: Configuration) -> None:
            text = terraform.dumps(configuration)
            (tmp_path / f"{len(written)}.tf").write_text(text, encoding="utf-8", newline="")
            written.append(configuration)

        write()
        assert written
        assert run("fmt", "-check", "-diff", ".", cwd=tmp_path) == ""

    def test_how_it_reads(self) -> None:
        """Blocks are apart, arguments aligned, and what a short list needs is one line."""
        schedule = attrs.evolve(
            rota(),
            layers=[
                attrs.evolve(
                    rota().layers[0],
                    restrictions=[oncall.DailyRestriction(start_time_of_day="09:00:00", duration_seconds=28_800)],
                )
            ],
        )
        assert terraform.dumps(Configuration(schedules=[schedule])).partition("\n\n")[2].partition("\n\n")[2] == (
            'resource "pagerduty_schedule" "rota" {\n'
            '  name      = "Rota"\n'
            '  time_zone = "America/New_York"\n'
            "\n"
            "  layer {\n"
            '    start                        = "2025-01-01T00:00:00-05:00"\n'
            '    rotation_virtual_start       = "2025-01-01T00:00:00-05:00"\n'
            "    rotation_turn_length_seconds = 604800\n"
            "    users                        = [pagerduty_user.alice.id, pagerduty_user.bob.id]\n"
            "\n"
            "    restriction {\n"
            '      type              = "daily_restriction"\n'
            '      start_time_of_day = "09:00:00"\n'
            "      duration_seconds  = 28800\n"
            "    }\n"
            "  }\n"
            "}\n"
        )

    def test_a_long_list_has_a_line_for_each(self) -> None:
        """Users whom one line does not hold stand below each other."""
        users = [User(f"pagerduty_user.somebody_{number}") for number in range(5)]
        text = terraform.dumps(Configuration(schedules=[rota(users)]))
        assert "    users = [\n      pagerduty_user.somebody_0.id,\n" in text
        assert "      pagerduty_user.somebody_4.id,\n    ]\n" in text

    def test_what_is_the_default_is_not_written(self) -> None:
        """A timeout is a string of seconds, "null" where it is off, and absent where it is what the provider takes."""
        service = Service(id="pagerduty_service.a", name="A", escalation_policy=policy(ALICE))
        assert lines(Configuration(services=[service]), "a") == []
        other = attrs.evolve(service, acknowledgement_timeout=None, auto_resolve_timeout=60)
        assert lines(Configuration(services=[other]), "a") == [
            'acknowledgement_timeout = "null"',
            'auto_resolve_timeout    = "60"',
        ]


class TestTexts:
    """Names, descriptions and addresses of mail are data."""

    @NEEDS_TERRAFORM
    def test_terraform_reads_the_same_texts(self, tmp_path: Path) -> None:
        """What terraform itself makes of the strings is the texts that were written."""
        drawn: list[str] = []
        given(texts())(lambda text: drawn.append(text))()  # noqa: PLW0108 - Hypothesis asks for a signature
        wanted = [*AWKWARD_TEXTS, *filter(str.strip, drawn)]
        users = [User(f"pagerduty_user.u{number}", name=text) for number, text in enumerate(wanted)]
        names = [line.partition(" = ")[2] for line in lines(Configuration(users=users), "name")]
        shown = run("console", cwd=tmp_path, given_text=f"base64encode(jsonencode([{', '.join(names)}]))\n")
        assert json.loads(base64.b64decode(shown.splitlines()[-1].strip('"'))) == wanted

    @pytest.mark.parametrize(
        ("name", "written"),
        [
            ('say "hi"', r'"say \"hi\""'),
            ("a\\b\n", r'"a\\b\n"'),
            ("${x} %{y}", '"$${x} %%{y}"'),
            ("$${x}", r'"\u0024$${x}"'),
            ("100% $5", '"100% $5"'),
            ("\x07\U000e0001", r'"\u0007\U000e0001"'),
            ("José 東京", '"José 東京"'),
        ],
    )
    def test_what_means_something_is_escaped(self, name: str, written: str) -> None:
        """Quotes, backslashes, templates and what no screen shows; nothing else."""
        assert lines(Configuration(users=[User("pagerduty_user.a", name=name)]), "name") == [f"name = {written}"]

    def test_texts_are_composed(self) -> None:
        """Terraform composes every string, so that a decomposed name is written, and read back, composed."""
        name = normalize("NFD", "José")
        found = again(Configuration(users=[User("pagerduty_user.a", name=name)]))
        assert found.users["a"].name == "Jos\u00e9"

    def test_two_people_do_not_become_one(self) -> None:
        """Literal ids that Terraform would compose to the same text are refused."""
        people = [User("Jos\u00e9"), User("Jose\u0301")]
        assert "id must be another text than" in refusal(Configuration(schedules=[rota(people)]))

    def test_a_lone_surrogate_is_refused(self) -> None:
        """No UTF-8 file can hold it."""
        reason = refusal(Configuration(users=[User("pagerduty_user.a", name="x\ud800")]))
        assert reason.startswith("name must be text without lone surrogates")
        assert "the user 'pagerduty_user.a'" in reason


class TestNames:
    """What ids become."""

    @pytest.mark.parametrize(
        ("id_", "label"),
        [
            ("PABC123", "pabc123"),
            ("Checkout Team On-Call", "checkout_team_on_call"),
            ('module.oncall["eu"].pagerduty_schedule.person["alice"]', "oncall_eu_person_alice"),
            ('pagerduty_schedule.all["ana"]', "all_ana"),
            ("pagerduty_schedule.on-call", "on-call"),
            ("data.pagerduty_schedule.kept", "kept"),
            ("Élise", "elise"),
            ("2nd line", "schedule_2nd_line"),
            ("東京", "schedule"),
            ("x" * 1000, "x" * 60),
        ],
    )
    def test_a_label_is_made_from_the_id(self, id_: str, label: str) -> None:
        """Plain addresses stay; of anything else the ASCII letters and digits are the label."""
        assert list(again(Configuration(schedules=[rota(id=id_)])).schedules) == [f"pagerduty_schedule.{label}"]

    def test_labels_that_are_taken_get_a_number(self) -> None:
        """A plain address keeps its label, wherever it stands; the others are numbered in their order."""
        ids = ["A b", "a-b", "pagerduty_schedule.a_b"]
        found = again(Configuration(schedules=[rota(id=id_) for id_ in ids]))
        assert list(found.schedules) == [f"pagerduty_schedule.{label}" for label in ("a_b_2", "a_b_3", "a_b")]

    def test_a_person_in_a_module_gets_a_block(self) -> None:
        """No file can declare the address of an instance: a label stands for it, everywhere."""
        ana = User('module.oncall["eu"].pagerduty_user.person["ana"]', name="Ana", email="ana@example.com")
        kept = User('data.pagerduty_user.all["eva"]', email="eva@example.com")
        found = again(Configuration(users=[kept, ana], schedules=[rota([ana, kept])]))
        assert [user.id for user in found.schedules["rota"].users] == [
            "pagerduty_user.oncall_eu_person_ana",
            "data.pagerduty_user.all_eva",
        ]
        assert details(found.users.values()) == [
            ("pagerduty_user.oncall_eu_person_ana", "Ana", "ana@example.com", None),
            ("data.pagerduty_user.all_eva", "all_eva", "eva@example.com", None),
        ]

    def test_other_ids_of_people_are_literals(self) -> None:
        """A REST id is written as it is; a person whom nothing refers to is not written then."""
        configuration = Configuration(users=[User("PABC123"), User("PXYZ789")], schedules=[rota([User("PABC123")])])
        assert lines(configuration, "users") == ['users                        = ["PABC123"]']
        assert list(again(configuration).users) == ["PABC123"]


class TestWhatIsReferredTo:
    """Things that are in no catalog, but are needed."""

    def test_everything_is_written(self) -> None:
        """A service brings its policy, that its schedule, and that its users."""
        service = Service(id="pagerduty_service.a", name="A", escalation_policy=policy(rota(), BOB))
        found = again(Configuration(services=[service]))
        assert found.services["a"] == service
        assert found.schedules["rota"] == rota()
        assert details(found.users.values()) == details([ALICE, BOB])

    def test_two_things_with_one_id_are_refused(self) -> None:
        """A policy's schedule that is not the configuration's of that id cannot be written beside it."""
        other = attrs.evolve(rota(), name="Other")
        reason = refusal(Configuration(schedules=[rota()], escalation_policies=[policy(other)]))
        assert reason == "schedules must be a list in which every id is one thing, got 'pagerduty_schedule.rota'"


class TestTimes:
    """RFC 3339."""

    @pytest.mark.parametrize(
        ("start", "written"),
        [
            ("2025-01-01T00:00:00-05:00", "2025-01-01T00:00:00-05:00"),
            ("2025-01-01T00:00:07+05:45", "2025-01-01T00:00:07+05:45"),
            ("2025-01-01T00:00:00+00:00", "2025-01-01T00:00:00Z"),
            ("2025-01-01T00:00:00+00:00:30", "2024-12-31T23:59:30Z"),
            ("1880-01-01T00:00:00-04:56:02", "1880-01-01T04:56:02Z"),
            ("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00+14:00"),
            ("9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59-12:00"),
        ],
    )
    def test_the_offset_is_kept(self, start: str, written: str) -> None:
        """As it was written; one with seconds does not exist there, so that the instant is written in UTC."""
        configuration = Configuration(schedules=[rota(start=start)])
        assert lines(configuration, "start ") == [f'start                        = "{written}"']
        assert again(configuration).schedules == configuration.schedules

    def test_a_year_that_utc_does_not_have_is_refused(self) -> None:
        """Half a minute into the year 1, five hours east, is in the year 0 in UTC."""
        reason = refusal(Configuration(schedules=[rota(start="0001-01-01T00:00:00+05:00:30")]))
        assert reason.startswith("start must be within the years 1 to 9999 in UTC")
        assert "layer 1 of the schedule 'pagerduty_schedule.rota'" in reason

    @pytest.mark.parametrize(
        ("field", "layer"),
        [
            ("end", attrs.evolve(rota().layers[0], end="2025-01-01T00:00:00+05:00:30")),
            (
                "rotation_virtual_start",
                attrs.evolve(rota().layers[0], rotation_virtual_start="2025-01-01T00:00-00:00:01"),
            ),
        ],
    )
    def test_seconds_are_refused_where_the_provider_refuses_them(self, field: str, layer: Layer) -> None:
        """A full minute of an offset with seconds is none in UTC."""
        reason = refusal(Configuration(schedules=[attrs.evolve(rota(), layers=[layer])]))
        assert reason.startswith(f"{field} must be on a full minute to write layer 1 of the schedule 'pagerduty_sche")


class TestSchedulesThatTerraformDoesNotHave:
    """Refused, by name, with the way out."""

    def test_overrides(self) -> None:
        """Terraform has no resource for them."""
        override = Override(user=BOB, start="2025-01-02T00:00:00Z", end="2025-01-03T00:00:00Z")
        schedule = attrs.evolve(rota(), overrides=[override])
        assert refusal(Configuration(escalation_policies=[policy(schedule)])) == (
            "overrides must be empty to write the schedule 'pagerduty_schedule.rota' as Terraform, which has no "
            "resource for overrides (write them with the REST API, or leave them out: "
            "attrs.evolve(schedule, overrides=())), got 1"
        )
        assert again(Configuration(schedules=[attrs.evolve(schedule, overrides=())])).schedules["rota"] == rota()

    def test_rules_that_wait(self) -> None:
        """PagerDuty skips a rule that reaches nobody, and Terraform has no word for another wish."""
        waiting = attrs.evolve(policy(ALICE), empty_rules="wait")
        with pytest.raises(InvalidValueError, match="empty_rules must be 'skip' to write the escalation policy"):
            terraform.dumps(Configuration(escalation_policies=[waiting]))

    def test_no_layers(self) -> None:
        """The provider requires one."""
        reason = refusal(Configuration(schedules=[attrs.evolve(rota(), layers=())]))
        assert reason.startswith("layers must be at least one to write the schedule 'pagerduty_schedule.rota'")
