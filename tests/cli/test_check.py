"""`oncall check`: its formats, the choice of checks, the settings that hold, and the pages of the checks."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import attrs
import pytest
import yaml
from rich.cells import cell_len

from oncall import Proof, Recurrence, Report
from oncall.checks.pack import CHECKS
from tests.cli.running import AT, CHECKOUT, FIXED, OVERNIGHT, ROOT, answer, program, run
from tests.cli.test_json_page import keys
from tests.formats.reports import WEEKEND, finding, suppressed

if TYPE_CHECKING:
    from pathlib import Path

    from oncall.checks.definition import Check


def codes(*arguments: str) -> set[str]:
    """The codes of the findings."""
    return {found["code"] for found in answer("check", CHECKOUT, "--at", AT, *arguments)["findings"]}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in, with no settings above it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_sarif() -> None:
    """The log has the findings of the JSON; the exit status is the same as in any format."""
    found = run("check", CHECKOUT, "--at", AT, "--format", "sarif")
    assert found.exit_code == 1
    results = json.loads(found.stdout)["runs"][0]["results"]
    assert {each["ruleId"] for each in results} == codes()


def test_junit() -> None:
    """A test case fails for each subject of a warning."""
    found = run("check", CHECKOUT, "--at", AT, "--format", "junit")
    assert found.exit_code == 1
    suite = ET.fromstring(found.stdout_bytes)[0]  # noqa: S314 - what we wrote ourselves
    failed = {case.attrib["classname"] for case in suite if case.find("failure") is not None}
    assert failed == {"OC201 layer-hidden", "OC605 response-time"}


def test_github() -> None:
    """A line for each finding and nothing else; no output where there is none."""
    found = run("check", CHECKOUT, "--at", AT, "--format", "github")
    assert found.exit_code == 1
    lines = found.stdout.splitlines()
    assert sum(line.startswith(("::warning file=", "::notice file=")) for line in lines) == len(lines)
    nothing = run("check", CHECKOUT, "--at", AT, "--format", "github", "--select", "OC101")
    assert (nothing.exit_code, nothing.stdout) == (0, "")


def test_what_programs_read_is_utf_8(tmp_path: Path) -> None:
    """Whatever the encoding of the terminal."""
    (tmp_path / "a.tf").write_text(OVERNIGHT.replace('"Office"', '"Zoë 夜"'), encoding="utf-8")
    found = program("check", str(tmp_path), "--at", AT, "--format", "junit", PYTHONIOENCODING="latin-1")
    assert found.returncode == 1
    assert "Zoë 夜: " in found.stdout.decode()


def test_a_choice_of_checks() -> None:
    """By code, by the beginning of one, by name; again and again, or with commas."""
    assert codes("--select", "OC2,response-time") == {"OC201", "OC605"}
    assert codes("--select", "OC2", "--select", " OC605 ,") == {"OC201", "OC605"}
    assert not {"OC201", "OC605"} & codes("--ignore", "layer-hidden,OC6")
    assert codes("--select", "OC201,OC605", "--ignore", "OC2") == {"OC605"}


def test_a_choice_on_the_command_line_and_in_a_file(here: Path) -> None:
    """With `--select` the file's choice does not count; `--ignore` alone is added to the file's, as ruff has it."""
    (here / ".oncall.toml").write_text('select = ["OC201", "OC504", "OC605"]\nignore = ["OC504"]\n')
    assert codes() == {"OC201", "OC605"}
    assert codes("--ignore", "OC201") == {"OC605"}
    assert codes("--select", "OC504") == {"OC504"}
    assert codes("--select", "OC504,OC605", "--ignore", "OC605") == {"OC504"}


def test_the_nearest_settings_hold(here: Path) -> None:
    """Those of the folder one is in or of one above, if none is nearer to PATH; a file that is named wins."""
    (here / "pyproject.toml").write_text('[tool.oncall]\nselect = ["OC605"]\nresponse_times = {"SEV-1" = 30}\n')
    (here / "other.toml").write_text('select = ["OC201"]\n')
    assert codes() == set()
    assert codes("--settings", "other.toml") == {"OC201"}
    text = run("check", CHECKOUT, "--at", AT).stdout
    assert text.endswith("\n\nSettings: pyproject.toml\n")
    assert run("report", CHECKOUT, "--at", AT).exit_code == 0
    assert run("report", CHECKOUT, "--at", AT, "--settings", "other.toml").exit_code == 1


def test_without_settings_nothing_is_said_of_them(here: Path) -> None:
    """The folder is empty, and so are those above."""
    assert not [*here.iterdir()]
    assert "Settings" not in run("check", CHECKOUT, "--at", AT).stdout


@pytest.mark.parametrize("command", ["check", "report"])
def test_every_mistake_in_the_settings_is_told(command: str, here: Path) -> None:
    """A line for each, with its place; the exit status of bad input."""
    (here / ".oncall.toml").write_text("peple = 3\nlongest_days = true\n")
    found = run(command, CHECKOUT)
    assert (found.exit_code, found.stdout) == (2, "")
    assert re.findall(r"^error: .*?\.oncall\.toml:(\d+):1: ", found.stderr, re.MULTILINE) == ["1", "2"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--select", "OC888"], "error: no check is called 'OC888'; near: OC801, OC802, OC803\n"),
        (["--ignore", "layer-hiden"], "near: layer-hidden"),
        (["--select", ","], "names no check"),
        (["--settings", "no/such/file.toml"], "there is no such file"),
        (["--settings", "."], "it is a folder"),
        (["--format", "xml"], "'xml' is not one of"),
        (["--explain", "oc19"], "error: no check is called 'oc19'; near: OC101, OC102, OC103\n"),
        (["--explain", "coverage_gap"], "error: no check is called 'coverage_gap'; near: coverage-gap\n"),
        (["--explain", "layer-hiden"], "near: layer-hidden"),
        (["--explain", ""], "error: no check is called '': oncall check --list shows all of them\n"),
        (["--explain", "zebra"], "error: no check is called 'zebra': oncall check --list shows all of them\n"),
        (["--list", "--format", "sarif"], "--list and --explain write --format text or json"),
    ],
)
def test_bad_usage(arguments: list[str], said: str) -> None:
    """A sentence, and exit status 2."""
    found = run("check", CHECKOUT, *arguments)
    assert (found.exit_code, found.stdout) == (2, "")
    assert said in found.stderr


def test_a_path_is_wanted() -> None:
    """Unless something is asked that needs none."""
    found = run("check")
    assert found.exit_code == 2
    assert "Missing argument 'PATH...'" in found.stderr


def test_the_list_of_checks() -> None:
    """Every check with its severity, default thresholds and what it finds, within 80 columns; the same as JSON."""
    found = run("check", "--list", env={"COLUMNS": "80"})
    assert found.exit_code == 0
    assert max(map(cell_len, found.stdout.splitlines())) <= 80
    assert "OC101 coverage-gap  error  gap_seconds = 0\n" in found.stdout
    assert "consecutive_hours = (not set)" in found.stdout
    listed = json.loads(run("check", "--list", "--format", "json").stdout)
    assert [(each["code"], each["name"], each["severity"]) for each in listed] == [
        (each.code, each.name, each.severity) for each in CHECKS
    ]
    (night,) = (each for each in listed if each["code"] == "OC801")
    assert night["settings"] == {"sleep_pages": 2, "night": [22, 7]}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_every_page_is_readable_at_eighty_columns(check: Check) -> None:
    """No line is longer but those of code, which are whole; every letter is there, and no fence of Markdown is left."""
    found = run("check", "--explain", check.code, env={"COLUMNS": "80"})
    assert found.exit_code == 0
    code = {
        f"    {line}"
        for block in re.findall(r"^```\w+\n(.*?)^```", check.page, re.DOTALL | re.MULTILINE)
        for line in block.splitlines()
    }
    lines = found.stdout.splitlines()
    assert {line for line in lines if cell_len(line) > 80} <= code
    assert {line.rstrip() for line in code} <= {*lines}
    assert "```" not in found.stdout
    page = re.sub(r"^```\w*|\]\([^)\s]*\)", "", check.page.replace(":", f" {check.severity}", 1), flags=re.MULTILINE)
    assert letters(found.stdout) == letters(page)


def test_the_list_of_some_checks() -> None:
    """Those that the options choose, in the order of the codes; without options all, whatever the settings file."""
    listed = json.loads(run("check", "--list", "--select", "oc605,OC1", "--ignore", "seam", "--format", "json").stdout)
    assert [each["code"] for each in listed] == ["OC101", "OC102", "OC605"]
    rest = json.loads(run("check", "--list", "--ignore", "OC1", "--format", "json").stdout)
    assert [each["code"] for each in rest] == [each.code for each in CHECKS if not each.code.startswith("OC1")]
    assert run("check", "--list", "--select", "OC999").exit_code == 2


@pytest.mark.parametrize("command", ["check", "report", "fairness"])
def test_the_settings_nearest_to_the_path_hold(command: str, here: Path) -> None:
    """Not those of the folder one is in; of several paths the first one counts, and of a file its folder."""
    infra = here / "infra"
    infra.mkdir()
    (infra / "main.tf").write_text(OVERNIGHT)
    (here / "other.tf").write_text(OVERNIGHT.replace("office", "other").replace("utc", "another").replace("ann", "bob"))
    (here / ".oncall.toml").write_text("peple = 1\n")
    (infra / ".oncall.toml").write_text("people = 1\n")
    for path in ("infra", "infra/main.tf", str(infra)):
        assert run(command, path, "--at", AT).exit_code in {0, 1}
    assert run(command, "infra", "other.tf", "--at", AT).exit_code in {0, 1}
    assert run(command, "other.tf", "infra", "--at", AT).exit_code == 2
    (infra / ".oncall.toml").unlink()
    assert run(command, "infra", "--at", AT).exit_code == 2


@pytest.mark.parametrize("command", ["check", "report"])
def test_no_check_at_all_is_not_all_clear(command: str, here: Path) -> None:
    """A choice that leaves none is a mistake, on the command line and in a file."""
    if command == "check":
        found = run("check", CHECKOUT, "--select", "OC101", "--ignore", "oc1")
        assert (found.exit_code, found.stdout) == (2, "")
        assert found.stderr == "error: no check is chosen: what is ignored (oc1) is all that is selected (OC101)\n"
    (here / ".oncall.toml").write_text('ignore = ["OC"]\n')
    found = run(command, CHECKOUT)
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr == "error: no check is chosen: what is ignored (OC) is every check\n"


def letters(text: str) -> str:
    """The letters and digits of a text, which no line break changes."""
    return "".join(re.findall(r"\w", text.lower()))


def test_a_page_by_code_or_name() -> None:
    """In whatever case the code is typed; as JSON its Markdown."""
    by_code, by_name = (run("check", "--explain", name).stdout for name in ("oc201", "layer-hidden"))
    assert by_code == by_name
    assert by_code.startswith(
        "OC201 layer-hidden  warning\nA layer that never decides who is on call.\n\nWhat it finds\n\n"
    )
    found = json.loads(run("check", "--explain", "OC201", "--format", "json").stdout)
    assert (found["code"], found["page"].partition("\n")[0]) == ("OC201", "## What it finds")


def test_the_hook_runs_the_command() -> None:
    """What pre-commit reads is at the top, and calls a command that there is, without names of files."""
    hooks: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (hook,) = hooks
    assert (hook["id"], hook["language"], hook["pass_filenames"]) == ("oncall-check", "python", False)
    assert [*str(hook["entry"]).split(), *hook["args"]] == ["oncall", "check", "."]
    files = re.compile(hook["files"])
    for name in ("a.tf", "infra/a.tf", "a.tf.json", "x/terraform.tfvars", "x/a.auto.tfvars.json", ".oncall.toml"):
        assert files.search(name)
    assert files.search("infra/pyproject.toml")
    for name in ("a.tfstate", "a.py", "README.md", "x.oncall.toml.bak", "a.toml"):
        assert not files.search(name)


def test_every_key_of_the_rarer_json_is_described() -> None:
    """Ignored findings, a proof that something speaks against, and the list of the checks."""
    page = (ROOT / "docs" / "reference" / "command-json.md").read_text(encoding="utf-8")
    proof = Proof(code="OC101", subject="a", statement="so it is", holds=False, since=0, recurs=Recurrence(1, 604_800))
    report = Report((finding(spans=(WEEKEND,)),), (attrs.evolve(proof, counterexample=WEEKEND),), (suppressed(),))
    listed = json.loads(run("check", "--list", "--format", "json").stdout)
    explained = json.loads(run("check", "--explain", "OC101", "--format", "json").stdout)
    found = {*keys(report.to_dict()), *listed[0], *explained}
    assert {key for key in found if f"`{key}`" not in page} == set()


def test_the_fixed_example_is_fine_in_every_format() -> None:
    """Exit status 0 where nothing is worse than an info."""
    assert [
        run("check", FIXED, "--format", form).exit_code for form in ("text", "json", "sarif", "github", "junit")
    ] == [0] * 5


BOB_IS_AWAY = f"bob={ROOT / 'examples' / 'time-off' / 'bob.ics'}"


def calendar(path: Path, *events: str) -> str:
    """The path of a new calendar file; an event is its own lines, without what every event has."""
    heads = (f"BEGIN:VEVENT\nUID:{number}@example.com\nDTSTAMP:20250301T090000Z\n" for number, _ in enumerate(events))
    body = "".join(f"{head}{event}\nEND:VEVENT\n" for head, event in zip(heads, events, strict=True))
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//example.com//EN\n{body}END:VCALENDAR\n"
    path.write_text(text.replace("\n", "\r\n"), encoding="utf-8", newline="")
    return str(path)


def days(first: str, after: str) -> str:
    """An event of whole days."""
    return f"DTSTART;VALUE=DATE:{first}\nDTEND;VALUE=DATE:{after}"


def away_findings(*arguments: str) -> list[dict[str, Any]]:
    """The findings of OC703."""
    found: list[dict[str, Any]] = answer("check", *arguments, "--select", "OC703")["findings"]
    return found


def test_who_is_on_call_while_away() -> None:
    """Of Bob's turns one is in his holiday, and a lesson is in another one: those are two times."""
    found = run("check", CHECKOUT, "--at", "2025-03-12", "--select", "OC703", "--away", BOB_IS_AWAY)
    assert (found.exit_code, found.stderr) == (1, "")
    # The turns begin every four weeks on Wednesdays, on 9 April for one: so on 7 May, and on 30 July.
    (one,) = away_findings(CHECKOUT, "--at", "2025-03-12", "--away", BOB_IS_AWAY)
    assert one["message"] == (
        "Checkout Team On-Call: Bob is on call while away (Sailing lesson) from Thu 2025-05-08 18:00 -04:00 to "
        "Thu 2025-05-08 19:30 -04:00, the first of 2 times: 1 week 1 hour in all."
    )
    assert [span["start"] for span in one["spans"]] == ["2025-05-08T18:00:00-04:00", "2025-07-30T00:00:00-04:00"]
    assert run("check", CHECKOUT, "--at", "2025-03-12", "--select", "OC703").exit_code == 0


def test_the_how_to_shows_what_the_command_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Word for word, at 80 columns, from the top of the checkout."""
    monkeypatch.chdir(ROOT)
    page = (ROOT / "docs" / "how-to" / "people-who-are-away.md").read_text(encoding="utf-8")
    command, text = (page.split(f"```{kind}\n")[1].split("```")[0] for kind in ("sh", "text"))
    assert run(*command.split()[1:], env={"COLUMNS": "80"}).stdout == text


def test_calendars_are_read_for_a_year_or_up_to_until(here: Path) -> None:
    """Bob's turn of 11 March 2026 begins a day before the year is over; with --until it takes as long as that."""
    # 2025-04-09 and 48 weeks are 2026-03-11.
    file = calendar(here / "bob.ics", days("20260311", "20260312"), days("20260315", "20260316"))
    for until, count in (((), 1), (("--until", "2026-03-11"), 0), (("--until", "2026-04-01"), 2)):
        found = away_findings(CHECKOUT, "--at", "2025-03-12", *until, "--away", f"bob={file}")
        assert sum(len(each["spans"]) for each in found) == count


def test_several_calendars_of_several_people(here: Path) -> None:
    """Two of Bob's and one of the manager's, whom the policy names directly; by name and by address."""
    first, second = (calendar(here / f"{day}.ics", days(day, str(int(day) + 1))) for day in ("20250409", "20250507"))
    files = (f"Bob={first}", f"pagerduty_user.bob={second}", f"Engineering Manager={first}")
    options = [word for file in files for word in ("--away", file)]
    found = away_findings(CHECKOUT, "--at", "2025-03-12", *options)
    assert [(each["subject"], len(each["spans"])) for each in found] == [
        ("pagerduty_schedule.checkout_oncall", 2),
        ("pagerduty_escalation_policy.checkout", 1),
    ]


def test_dates_are_where_the_person_lives(here: Path) -> None:
    """In the zone of the user, else in --time-zone, else of the file, else of the schedules; else it is asked for."""
    main = here / "main.tf"
    main.write_text(OVERNIGHT)
    file = calendar(here / "ann.ics", days("20250310", "20250311"))
    asking = (str(main), "--at", AT[:4] + "-03-01", "--away", f"ann={file}")
    refused = run("check", *asking)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert file in refused.stderr
    assert "--time-zone" in refused.stderr

    def whole_day(*options: str) -> str:
        """From when to when the schedule without restrictions, in UTC, has somebody who is away."""
        (found,) = (each for each in away_findings(*asking, *options) if each["subject"].endswith(".utc"))
        (span,) = found["spans"]
        return f"{span['start']} {span['end']}"

    assert whole_day("--time-zone", "Etc/UTC") == "2025-03-10T00:00:00+00:00 2025-03-11T00:00:00+00:00"
    assert whole_day("--time-zone", "Asia/Kolkata") == "2025-03-09T18:30:00+00:00 2025-03-10T18:30:00+00:00"
    plain = (here / "ann.ics").read_bytes()
    (here / "ann.ics").write_bytes(plain.replace(b"VERSION", b"X-WR-TIMEZONE:Africa/Lagos\r\nVERSION"))
    assert whole_day() == "2025-03-09T23:00:00+00:00 2025-03-10T23:00:00+00:00"
    assert whole_day("--time-zone", "Etc/UTC") == "2025-03-10T00:00:00+00:00 2025-03-11T00:00:00+00:00"
    (here / "ann.ics").write_bytes(plain)
    main.write_text(OVERNIGHT.replace("name  = ", 'time_zone = "Asia/Kathmandu"\n  name  = ', 1))
    for options in ((), ("--time-zone", "Etc/UTC")):
        assert whole_day(*options) == "2025-03-09T18:15:00+00:00 2025-03-10T18:15:00+00:00"
    main.write_text(OVERNIGHT.replace("Etc/UTC", "Europe/Madrid"))
    assert whole_day() == "2025-03-10T00:00:00+01:00 2025-03-11T00:00:00+01:00"


def test_whom_nothing_pages_is_told(here: Path) -> None:
    """There is nothing to find, and perhaps another person was meant."""
    (here / "main.tf").write_text(
        OVERNIGHT + 'resource "pagerduty_user" "bea" {\n  name = "Bea"\n  email = "bea@example.com"\n}\n'
    )
    file = calendar(here / "bea.ics", "DTSTART:20250310T090000Z\nDTEND:20250310T100000Z")
    found = run("check", "main.tf", "--at", AT, "--select", "OC703", "--away", f"bea={file}")
    assert found.exit_code == 0
    assert found.stderr == f"warning: {file}: Bea is in no schedule here, and no escalation policy names them\n"


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("bob", "'bob' is not PERSON=FILE.ics"),
        ("bob=", "'bob=' is not PERSON=FILE.ics"),
        ("=bob.ics", "'=bob.ics' is not PERSON=FILE.ics"),
        ("rob=bob.ics", "no person is called 'rob'; near: pagerduty_user.bob"),
        ("bob=no/such.ics", "no/such.ics"),
        ("bob=.", "error: .: "),
        ("bob=main.tf", "main.tf"),
    ],
)
def test_what_is_no_calendar_of_somebody_is_refused(file: str, said: str, here: Path) -> None:
    """With a sentence that names it, and exit status 2."""
    (here / "main.tf").write_text(OVERNIGHT)
    found = run("check", CHECKOUT, "--at", AT, "--away", file)
    assert (found.exit_code, found.stdout) == (2, "")
    assert said in found.stderr
