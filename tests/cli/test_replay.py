"""What `oncall replay` answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import oncall
from tests.cli.running import CHECKOUT, FIXED, OVERNIGHT, ROOT, answer, run

if TYPE_CHECKING:
    from pathlib import Path

CHECKOUT_FILE = ROOT / "examples" / "checkout" / "pagerduty.tf"
INCIDENT = "2025-03-12T15:00:00Z"
"""When bob is on call in the article's schedule, and carol in the mended one."""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A table of one incident that names nothing, and is acknowledged after twelve minutes."""
    return table(tmp_path, f"{INCIDENT},2025-03-12T15:12:00Z,,")


def table(folder: Path, *rows: str) -> Path:
    """A file of incidents: trigger, acknowledgement, service, escalation policy."""
    lines = ["id,triggered_at,acknowledged_at,service,escalation_policy"]
    lines += [f"P{number},{row}" for number, row in enumerate(rows)]
    path = folder / "log.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def paged(found: dict[str, Any]) -> list[list[str]]:
    """The labels of the people paged about each incident of a replay."""
    return [[page["user"].rpartition(".")[2] for page in each["pages"]] for each in found["incidents"]]


def test_an_incident_that_names_nothing(log: Path) -> None:
    """It goes through the one policy there is: bob at once, the manager after ten minutes, nobody after twelve."""
    (found,) = answer("replay", CHECKOUT, "--log", str(log))
    assert (found["policy"], found["service"]) == ("pagerduty_escalation_policy.checkout", None)
    assert paged(found) == [["bob", "engineering_manager"]]
    text = run("replay", CHECKOUT, "--log", str(log)).stdout
    assert "Checkout Escalation, escalation policy\n1 incident, Wed 2025-03-12 11:00 (America/New_York)\n" in text


def test_an_incident_that_names_its_service(tmp_path: Path) -> None:
    """The timeouts of the service hold: after 30 minutes the acknowledgement is over, and the escalation goes on."""
    path = table(tmp_path, f"{INCIDENT},2025-03-12T15:12:00Z,Checkout,Checkout Escalation")
    (found,) = answer("replay", CHECKOUT, "--log", str(path))
    assert found["service"] == "pagerduty_service.checkout"
    # 15:12 and 30 minutes: the manager again at +42; bob at +57 and the manager at +67; bob at +82, the manager at +92.
    minutes = [page["at"][14:16] for page in found["incidents"][0]["pages"]]
    assert minutes == ["00", "10", "42", "57", "07", "22", "32"]


def test_incidents_of_others_are_left_out_with_a_warning(tmp_path: Path) -> None:
    """A team's configuration knows nothing about the incidents of another team."""
    rows = [f"{INCIDENT},,,checkout", f"{INCIDENT},,Search,Search Escalation", f"{INCIDENT},,,"]
    path = table(tmp_path, *rows)
    result = run("replay", CHECKOUT, "--log", str(path), "--format", "json")
    (found,) = json.loads(result.stdout)
    assert [each["id"] for each in found["incidents"]] == ["P0", "P2"]
    assert "1 incident of services and policies that are not there: left out" in result.stderr


def test_names_that_nothing_has_are_no_names(tmp_path: Path) -> None:
    """Where no incident names anything that is there, the log calls things otherwise: all go through every policy."""
    path = table(tmp_path, f"{INCIDENT},,PSERVICE,PPOLICY", f"{INCIDENT},,,")
    result = run("replay", CHECKOUT, "--log", str(path), "--format", "json")
    (found,) = json.loads(result.stdout)
    assert len(found["incidents"]) == 2
    assert "1 incident of services and policies that are not there: replayed as if they named nothing" in result.stderr


def test_an_incident_that_names_nothing_goes_through_every_policy(tmp_path: Path) -> None:
    """And one that names a policy through that one only, after what came before it."""
    policy = """
        resource "pagerduty_escalation_policy" "{0}" {{
          name = "{0}"
          rule {{
            escalation_delay_in_minutes = 5
            target {{
              type = "user_reference"
              id   = pagerduty_user.ann.id
            }}
          }}
        }}
    """
    (tmp_path / "a.tf").write_text(OVERNIGHT + policy.format("first") + policy.format("second"))
    path = table(tmp_path, "2025-03-13T15:00:00Z,,,second", f"{INCIDENT},,,")
    found = answer("replay", str(tmp_path), "--log", str(path))
    assert [(each["name"], [it["id"] for it in each["incidents"]]) for each in found] == [
        ("first", ["P1"]),
        ("second", ["P1", "P0"]),
    ]


def test_schedules_alone_have_no_replay(tmp_path: Path) -> None:
    """Without an escalation policy nobody can be paged: the text says so, and the JSON is an empty list."""
    (tmp_path / "a.tf").write_text(OVERNIGHT)
    path = table(tmp_path, f"{INCIDENT},,,")
    assert run("replay", str(tmp_path), "--log", str(path)).stdout == "There is no escalation policy.\n"
    assert answer("replay", str(tmp_path), "--log", str(path)) == []


@pytest.mark.parametrize(("option", "name"), [("--policy", "Checkout Escalation"), ("--service", "checkout")])
def test_one_policy_or_service_for_all(option: str, name: str, tmp_path: Path) -> None:
    """What the incidents name does not matter then."""
    path = table(tmp_path, f"{INCIDENT},,Search,", f"{INCIDENT},,Checkout,", f"{INCIDENT},,,")
    (found,) = answer("replay", CHECKOUT, "--log", str(path), option, name)
    assert len(found["incidents"]) == 3
    assert (found["service"] is not None) == (option == "--service")


def test_a_proposed_configuration(log: Path) -> None:
    """In the mended example carol is paged instead of bob, and dave five minutes later instead of the manager."""
    (found,) = answer("replay", CHECKOUT, "--log", str(log), "--proposed", FIXED)
    changes = {each["user"].rpartition(".")[2]: each["difference"]["pages"] for each in found["people"]}
    assert changes == {"carol": 1, "dave": 1, "bob": -1, "engineering_manager": -1, "alice": 0}
    (change,) = found["changes"]
    assert [page["name"] for page in change["pages"]["after"]] == ["Carol", "Dave"]
    text = run("replay", CHECKOUT, "--log", str(log), "--proposed", FIXED).stdout
    assert "Other people, or other times: 1 incident.\n" in text
    assert "    before  +0 Bob, +10 Engineering Manager\n    after   +0 Carol, +5 Dave\n" in text


def test_a_proposed_configuration_may_have_another_address(log: Path, tmp_path: Path) -> None:
    """Then the policy, or the service, of the same name is meant."""
    renamed = tmp_path / "renamed"
    renamed.mkdir()
    text = (
        (CHECKOUT_FILE.read_text())
        .replace("_policy.checkout", "_policy.renamed")
        .replace('pagerduty_escalation_policy" "checkout"', 'pagerduty_escalation_policy" "renamed"')
    )
    (renamed / "a.tf").write_text(text.replace('pagerduty_service" "checkout"', 'pagerduty_service" "renamed"'))
    for option, name in (("--policy", "Checkout Escalation"), ("--service", "Checkout")):
        arguments = ("--log", str(log), "--proposed", str(renamed), option, name)
        (found,) = answer("replay", CHECKOUT, *arguments)
        assert found["after"]["policy"] == "pagerduty_escalation_policy.renamed"
        assert found["changes"] == []


def test_a_proposed_configuration_without_the_policy(log: Path, tmp_path: Path) -> None:
    """It cannot be compared: the policy is named, and the exit status is 2."""
    (tmp_path / "a.tf").write_text(
        CHECKOUT_FILE.read_text()
        .replace("Checkout Escalation", "Other")
        .replace('pagerduty_escalation_policy" "checkout"', 'pagerduty_escalation_policy" "other"')
        .replace("_policy.checkout", "_policy.other")
    )
    found = run("replay", CHECKOUT, "--log", str(log), "--proposed", str(tmp_path))
    assert (found.exit_code, found.stdout) == (2, "")
    missing = f"no escalation policy in what is proposed ({tmp_path}) is called 'Checkout Escalation'"
    assert missing in found.stderr


def test_a_proposed_configuration_without_the_service(tmp_path: Path) -> None:
    """The error says that it is the proposal that lacks it, and what is called nearly so there."""
    path = table(tmp_path, f"{INCIDENT},,Checkout,")
    proposed = tmp_path / "proposed"
    proposed.mkdir()
    text = CHECKOUT_FILE.read_text()
    (proposed / "a.tf").write_text(
        text.replace('pagerduty_service" "checkout"', 'pagerduty_service" "cart"').replace(
            'name              = "Checkout"', 'name              = "Checkouts"'
        )
    )
    found = run("replay", CHECKOUT, "--log", str(path), "--proposed", str(proposed))
    assert (found.exit_code, found.stdout) == (2, "")
    start = f"error: no service in what is proposed ({proposed}) is called 'Checkout'; near: pagerduty_service.cart"
    assert found.stderr.startswith(start)
    platform = str(ROOT / "examples" / "platform")
    found = run("replay", CHECKOUT, "--log", str(path), "--proposed", platform)
    assert 'near: pagerduty_escalation_policy.team["checkout"]' in found.stderr


def test_a_log_of_nothing(tmp_path: Path) -> None:
    """Every policy has a replay of no incidents."""
    path = tmp_path / "log.json"
    path.write_text('{"incidents": []}')
    (found,) = answer("replay", CHECKOUT, "--log", str(path))
    assert found["incidents"] == []


def test_several_logs_and_local_times(tmp_path: Path) -> None:
    """Files are read together; a time without an offset is one of `--time-zone`."""
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("triggered_at\n2025-03-12 11:00:00\n")
    second.write_text(f"triggered_at\n{INCIDENT}\n")
    arguments = ("--log", str(first), "--log", str(second), "--time-zone", "America/New_York")
    (found,) = answer("replay", CHECKOUT, *arguments)
    assert {each["triggered_at"] for each in found["incidents"]} == {"2025-03-12T11:00:00-04:00"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Missing option '--log'"),
        (("--log", "nowhere.csv"), "nowhere.csv"),
        (("--log", "LOG", "--policy", "checkout", "--service", "checkout"), "exclude each other"),
        (("--log", "LOG", "--policy", "chekout"), "no escalation policy is called 'chekout'"),
        (("--log", "LOG", "--service", "chekout"), "no service is called 'chekout'"),
        (("--log", "LOG", "--time-zone", "Mars/Olympus"), "Mars/Olympus"),
    ],
)
def test_bad_usage(arguments: tuple[str, ...], message: str, log: Path) -> None:
    """What is wrong is on the standard error, and nothing on the other."""
    found = run("replay", CHECKOUT, *(str(log) if each == "LOG" else each for each in arguments))
    assert (found.exit_code, found.stdout) == (2, "")
    assert message in found.stderr


def test_a_replay_of_today_is_what_was_recorded() -> None:
    """The example's log was written for the example's policy: it pages the people who were paged, when they were."""
    logs = (str(ROOT / "examples" / "page-log" / name) for name in ("incidents.json", "log_entries.json"))
    log = oncall.load_log(*logs)
    service = oncall.load(CHECKOUT).services["Checkout"]
    for replayed in oncall.replay(service, log):
        told = [(page.instant, page.user.name) for page in replayed.pages]
        assert told == [(page.instant, page.user.name) for page in replayed.incident.pages]
        assert told
