"""Facts about `pytest --oncall PATH` and the rest of the plugin, seen in runs of pytest of their own."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree  # noqa: ICN001

import pytest

from oncall.checks.pack import CHECKS

for _name in (
    "formats.loading",
    "formats.settings",
    "formats.terraform.parsing",
    "testing.comparison",
    "testing.items",
):
    import_module(f"oncall.{_name}")  # a run in this process forgets what it was the first to import

EXAMPLE = Path(__file__).parents[2] / "examples" / "checkout" / "pagerduty.tf"
"""One schedule with a hidden layer (OC201, line 43), one policy that is too slow (OC605, line 76), one info (OC504)."""

HIDDEN = "OC201 layer-hidden[pagerduty_schedule.checkout_oncall]"
SLOW = "OC605 response-time[pagerduty_escalation_policy.checkout]"
GAP = "OC101 coverage-gap[pagerduty_schedule.checkout_oncall]"


@pytest.fixture(autouse=True)
def infra(pytester: pytest.Pytester) -> Path:
    """A folder of Terraform beside a test suite, in the folder that pytest is started in."""
    pytester.makeini("[pytest]\naddopts = -p no:cacheprovider -p no:benchmark -p no:randomly\n")
    folder = pytester.mkdir("infra")
    (folder / "main.tf").write_bytes(EXAMPLE.read_bytes())
    return folder


def names(result: pytest.RunResult) -> list[str]:
    """The tests that `--collect-only -q` lists."""
    return [line for line in result.outlines if "::" in line]


def test_there_is_an_item_for_each_check_and_subject(pytester: pytest.Pytester) -> None:
    """Also for those that pass; in the order of the codes, below the path."""
    found = names(pytester.runpytest("--oncall", "infra", "--collect-only", "-q"))
    assert {f"infra::{GAP}", f"infra::{HIDDEN}", f"infra::{SLOW}"} <= set(found)
    assert "infra::OC001 two-person[pagerduty_schedule.checkout_oncall]" in found
    assert "infra::OC001 two-person[pagerduty_escalation_policy.checkout]" in found
    codes = [name.split("::")[1].split()[0] for name in found]
    assert [*dict.fromkeys(codes)] == [check.code for check in CHECKS if check.code in codes]
    assert len(set(found)) == len(found)


def test_a_finding_fails_its_item_and_an_info_does_not(pytester: pytest.Pytester) -> None:
    """The example has two warnings and one info."""
    result = pytester.runpytest("--oncall", "infra", "-v")
    result.assert_outcomes(failed=2, passed=len(names(pytester.runpytest("--oncall", "infra", "--co", "-q"))) - 2)
    result.stdout.fnmatch_lines([f"infra::{GAP.replace('[', '[[]')} PASSED *"])
    result.stdout.fnmatch_lines(["infra::OC504 handoff-off-hours* PASSED *"])
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_the_failure_is_the_finding_without_a_traceback(pytester: pytest.Pytester) -> None:
    """Place, code, message and fix, on lines of at most 80 columns."""
    result = pytester.runpytest("--oncall", "infra", "-k", "OC201")
    begin = result.outlines.index("infra/main.tf:43: warning OC201 layer-hidden")
    assert result.outlines[begin - 1].strip("_ ") == HIDDEN
    assert result.outlines[begin + 1 : begin + 7] == [
        "  Checkout Team On-Call: Primary is never paged through this schedule:",
        "  Secondary, listed later, always wins.",
        "  Mend: For two people at a time, make Primary a schedule of its own and give",
        "  the escalation policy a rule for each; otherwise delete the layer or restrict",
        "  the ones after it.",
        "  More: oncall check --explain OC201",
    ]
    assert "Traceback" not in result.stdout.str()
    assert "oncall/testing" not in result.stdout.str()


def test_an_info_is_shown_with_what_passed(pytester: pytest.Pytester) -> None:
    """`-rP` shows it, as the output of the test."""
    result = pytester.runpytest("--oncall", "infra", "-k", "OC504", "-rP")
    result.stdout.fnmatch_lines(["*info call*", "infra/main.tf:39: info OC504 handoff-off-hours"])


@pytest.mark.parametrize(
    ("keyword", "codes"),
    [
        ("OC101", {"OC101"}),
        ("coverage-gap", {"OC101"}),
        ("OC6 and escalation_policy.checkout", {"OC605"}),
        ("'Checkout Escalation' and OC605", {"OC605"}),
        ("checkout and OC001", {"OC001"}),
        ("infra", set[str]()),
    ],
)
def test_items_are_chosen_by_code_name_and_subject(pytester: pytest.Pytester, keyword: str, codes: set[str]) -> None:
    """By the address of a subject and by its name; not by the folder, which would choose all of them."""
    found = names(pytester.runpytest("--oncall", "infra", "--co", "-q", "-k", keyword))
    assert {name.split("::")[1].split()[0] for name in found} >= codes
    assert bool(found) == bool(codes)


def test_the_place_of_an_item_is_that_of_the_terraform_block(pytester: pytest.Pytester) -> None:
    """Of the finding, or where there is none, of its subject: lines are counted from 0 in a location."""
    items, _ = pytester.inline_genitems("--oncall", "infra")
    places = {item.name: item.location[:2] for item in items}
    assert places[HIDDEN] == ("infra/main.tf", 42)
    assert places[GAP] == ("infra/main.tf", 38)


def test_the_other_tests_run_too(pytester: pytest.Pytester) -> None:
    """The option adds to what is collected, before what `-k` leaves."""
    pytester.makepyfile("def test_beside(): pass")
    result = pytester.runpytest("--oncall", "infra", "-k", "OC101 or beside")
    assert result.parseoutcomes().items() >= {"passed": 2}.items()


def test_several_paths_are_checked_apart(pytester: pytest.Pytester, infra: Path) -> None:
    """A file and a folder; one that is given twice is checked once."""
    single = "--oncall", "infra/main.tf"
    one = names(pytester.runpytest(*single, "--co", "-q"))
    both = names(pytester.runpytest(*single, "--oncall", str(infra), "--oncall", "infra/", "--co", "-q"))
    assert one[0].startswith("infra/main.tf::OC001")
    assert both == [*one, *(name.replace("infra/main.tf", "infra") for name in one)]


def test_a_path_is_seen_from_where_pytest_is_started(pytester: pytest.Pytester, infra: Path) -> None:
    """Not from the root of the tests, from which the names of tests are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(infra)
        result = pytester.runpytest("--oncall", ".", "--rootdir", str(pytester.path), "-k", "OC201")
        result.stdout.fnmatch_lines(["main.tf:43: warning OC201 *"])
        found = names(pytester.runpytest("--oncall", "main.tf", "--rootdir", str(pytester.path), "--co", "-q"))
    assert found[0].startswith("infra/main.tf::OC001")


def test_bad_input_is_one_error_with_every_problem(pytester: pytest.Pytester, infra: Path) -> None:
    """In the place of the tests, with file and line, and without a traceback."""
    text = EXAMPLE.read_text(encoding="utf-8")
    mended = text.replace("num_loops = 2", "num_loops = 99").replace("local.week", "60", 1)
    (infra / "main.tf").write_text(mended, encoding="utf-8")
    result = pytester.runpytest("--oncall", "infra")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*ERROR collecting infra*", "infra/main.tf:47:*60*", "infra/main.tf:74:*99*"])
    assert "Traceback" not in result.stdout.str()
    assert "oncall/testing" not in result.stdout.str()
    assert result.ret == pytest.ExitCode.INTERRUPTED


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--oncall", "nowhere"], "nowhere: there is no such file or folder"),
        (["--oncall", "infra", "--oncall-log", "none.csv"], "none.csv*"),
        (["--oncall", "infra", "--oncall-var-file", "none.tfvars"], "*none.tfvars*"),
        (["--oncall", "infra", "--oncall-var", "region=eu"], "*no variable 'region' is declared there*"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(pytester: pytest.Pytester, options: list[str], message: str) -> None:
    """Paths, page logs and variables."""
    result = pytester.runpytest(*options)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([message])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--oncall", "infra", "--oncall-since", "yesterday"], "*--oncall-since: 'yesterday' is not an instant*"),
        (["--oncall", "infra", "--oncall-var", "region"], "*argument --oncall-var: 'region' is not NAME=VALUE*"),
    ],
)
def test_a_bad_option_is_a_usage_error(pytester: pytest.Pytester, options: list[str], message: str) -> None:
    """Before anything is collected."""
    result = pytester.runpytest(*options)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([message])


def test_nothing_to_check_is_an_error(pytester: pytest.Pytester, infra: Path) -> None:
    """A path without a schedule and a policy is a slip, and would pass for ever."""
    (infra / "main.tf").write_text('resource "pagerduty_user" "alice" {\n  name = "Alice"\n}\n', encoding="utf-8")
    result = pytester.runpytest("--oncall", "infra")
    result.stdout.fnmatch_lines(["infra: no schedule and no escalation policy could be read"])
    result.assert_outcomes(errors=1)


def test_what_is_left_out_is_a_warning(pytester: pytest.Pytester, infra: Path) -> None:
    """What cannot be known offline is not checked, which the summary says."""
    text = EXAMPLE.read_text(encoding="utf-8").replace("num_loops = 2", "num_loops = data.external.loops.result.n")
    (infra / "main.tf").write_text(text, encoding="utf-8")
    result = pytester.runpytest("--oncall", "infra", "-W", "default")
    result.stdout.fnmatch_lines(["*infra/main.tf:74: ReadingWarning: pagerduty_escalation_policy.checkout: *left out*"])
    assert result.parseoutcomes()["warnings"] == 2  # the policy, and the service that it is the policy of
    strict = pytester.runpytest("--oncall", "infra", "-W", "error")
    strict.assert_outcomes(errors=1)
    strict.stdout.fnmatch_lines(["pagerduty_escalation_policy.checkout: it is left out: *"])
    assert "oncall/testing" not in strict.stdout.str()
    ignore = "ignore::oncall.testing.items.ReadingWarning"
    assert "ReadingWarning" not in pytester.runpytest("--oncall", "infra", "-W", "error", "-W", ignore).stdout.str()


def test_variables_are_given(pytester: pytest.Pytester, infra: Path) -> None:
    """By name and by file; of two, the later one wins."""
    text = EXAMPLE.read_text(encoding="utf-8").replace('"America/New_York"', "var.zone")
    (infra / "main.tf").write_text(f'{text}\nvariable "zone" {{\n  type = string\n}}\n', encoding="utf-8")
    (pytester.path / "eu.tfvars").write_text('zone = "Europe/Madrid"\n', encoding="utf-8")
    pytester.makepyfile(
        """
        def test_zone(oncall_configuration):
            (schedule,) = oncall_configuration.schedules.values()
            assert schedule.time_zone == "Europe/Madrid"
        """
    )
    given = ["--oncall-var", "zone=Etc/UTC", "--oncall-var-file", "eu.tfvars"]
    assert pytester.runpytest("--oncall", "infra", "-k", "test_zone", *given).ret == pytest.ExitCode.OK
    reversed_order = [*given[2:], *given[:2]]
    result = pytester.runpytest("--oncall", "infra", "-k", "test_zone", *reversed_order)
    result.stdout.fnmatch_lines(["*'Etc/UTC' == 'Europe/Madrid'*"])


def test_a_page_log_brings_the_checks_that_look_at_pages(pytester: pytest.Pytester) -> None:
    """Three pages on one shift are one too many; without a log these checks have no items."""
    days = (f"{number},2025-03-{number:02}T12:00:00Z\n" for number in (12, 13, 14))
    (pytester.path / "log.csv").write_text("id,triggered_at\n" + "".join(days), encoding="utf-8")
    assert not names(pytester.runpytest("--oncall", "infra", "--co", "-q", "-k", "OC003 or OC8"))
    result = pytester.runpytest("--oncall", "infra", "-k", "OC003", "--oncall-log", "log.csv")
    assert result.parseoutcomes()["failed"] == 1
    result.stdout.fnmatch_lines(["infra/main.tf:39: error OC003 interrupt-frequency"])


def test_since_is_from_when_on(pytester: pytest.Pytester, infra: Path) -> None:
    """By default from the beginning of each schedule: only then is the day before the override a gap."""
    (infra / "main.tf").write_text(
        """
        resource "pagerduty_schedule" "late" {
          name      = "Late"
          time_zone = "Etc/UTC"
          layer {
            start                        = "2025-01-08T00:00:00Z"
            rotation_virtual_start       = "2025-01-08T00:00:00Z"
            rotation_turn_length_seconds = 604800
            users                        = ["alice", "bob"]
          }
          layer {
            start                        = "2025-01-06T00:00:00Z"
            end                          = "2025-01-07T00:00:00Z"
            rotation_virtual_start       = "2025-01-06T00:00:00Z"
            rotation_turn_length_seconds = 604800
            users                        = ["carol"]
          }
        }
        """,
        encoding="utf-8",
    )
    pytester.runpytest("--oncall", "infra", "-k", "OC101").stdout.fnmatch_lines(["*error OC101 coverage-gap"])
    later = pytester.runpytest("--oncall", "infra", "-k", "OC101", "--oncall-since", "2025-01-08T00:00:00Z")
    assert later.ret == pytest.ExitCode.OK


def test_the_settings_of_the_project_count(pytester: pytest.Pytester) -> None:
    """`[tool.oncall]` of the `pyproject.toml` at the root; what is ignored has no items."""
    pytester.makepyprojecttoml('[tool.oncall]\nignore = ["layer-hidden"]\ndelay_minutes = [5, 30]\n')
    found = names(pytester.runpytest("--oncall", "infra", "--co", "-q"))
    assert f"infra::{GAP}" in found
    assert f"infra::{HIDDEN}" not in found


def test_wrong_settings_are_an_error(pytester: pytest.Pytester) -> None:
    """With the file and the line."""
    pytester.makepyprojecttoml('[tool.oncall]\nignore = ["layer-hiden"]\n')
    result = pytester.runpytest("--oncall", "infra")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["pyproject.toml:2:*layer-hiden*"])


def test_a_suppressed_finding_is_expected_to_fail(pytester: pytest.Pytester, infra: Path) -> None:
    """A comment with a reason in the file; `-rx` shows both."""
    text = EXAMPLE.read_text(encoding="utf-8")
    comment = "# oncall: ignore[OC201] because the leftover layer goes in May\n"
    block = 'resource "pagerduty_schedule" "checkout_oncall"'
    (infra / "main.tf").write_text(text.replace(block, comment + block), encoding="utf-8")
    result = pytester.runpytest("--oncall", "infra", "-k", "OC201", "-rx")
    assert result.parseoutcomes()["xfailed"] == 1
    assert "Primary is never paged" in result.stdout.str()
    assert "because the leftover layer goes in May" in result.stdout.str()


ENDED = """
resource "pagerduty_schedule" "ended" {
  name      = "Ended"
  time_zone = "Etc/UTC"
  layer {
    start                        = "2025-01-06T00:00:00Z"
    end                          = "2025-02-03T00:00:00Z"
    rotation_virtual_start       = "2025-01-06T00:00:00Z"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob"]
  }
}
"""
"""Nobody is on call after four weeks, of which OC102 speaks."""


def test_what_is_refuted_fails_where_another_check_has_the_finding(pytester: pytest.Pytester, infra: Path) -> None:
    """With the proof, and the finding that speaks of it."""
    (infra / "main.tf").write_text(ENDED, encoding="utf-8")
    result = pytester.runpytest("--oncall", "infra", "-k", "OC101")
    assert result.parseoutcomes()["failed"] == 1
    begin = result.outlines.index("infra/main.tf:2: error OC101 coverage-gap")
    text = "\n".join(result.outlines[begin:])
    assert result.outlines[begin + 1].startswith("  refuted: pagerduty_schedule.ended: somebody is always on call")
    assert max(map(len, result.outlines[begin : begin + 6])) <= 80
    assert "infra/main.tf:5: error OC102 schedule-ends" in text
    assert "  Ended: nobody is on call from Mon 2025-02-03 00:00 +00:00 on, for ever" in text
    assert "Traceback" not in text


def test_what_is_refuted_is_expected_to_fail_where_the_finding_is_ignored(
    pytester: pytest.Pytester, infra: Path
) -> None:
    """With the reason of the comment."""
    comment = "  # oncall: ignore[oc102] because the pilot is over in February\n  layer"
    (infra / "main.tf").write_text(ENDED.replace("  layer", comment), encoding="utf-8")
    result = pytester.runpytest("--oncall", "infra", "-k", "OC101 or OC102", "-rx")
    assert result.parseoutcomes()["xfailed"] == 2
    assert result.stdout.str().count("because the pilot is over in February") == 2


def test_the_settings_nearest_to_each_path_count(pytester: pytest.Pytester, infra: Path) -> None:
    """Each path has its own; one that has none has those of the root."""
    pytester.makepyprojecttoml('[tool.oncall]\nselect = ["OC605"]\n')
    (infra / ".oncall.toml").write_text('select = ["oc201"]\n', encoding="utf-8")
    other = pytester.mkdir("other")
    (other / "main.tf").write_bytes(EXAMPLE.read_bytes())
    found = names(pytester.runpytest("--oncall", "infra", "--oncall", "other", "--co", "-q"))
    assert found == [f"infra::{HIDDEN}", f"other::{SLOW}"]


def test_no_check_at_all_is_an_error(pytester: pytest.Pytester) -> None:
    """Settings that leave none would pass for ever."""
    pytester.makepyprojecttoml('[tool.oncall]\nselect = ["OC101"]\nignore = ["OC1"]\n')
    result = pytester.runpytest("--oncall", "infra")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["no check is chosen: what is ignored (OC1) is all that is selected (OC101)"])


# --- The fixture --------------------------------------------------------------------------------------------------


def test_the_fixture_is_what_the_option_names(pytester: pytest.Pytester) -> None:
    """It is read once, for the items and for all the tests; the option beats the settings of pytest."""
    pytester.makeini("[pytest]\noncall_path = nowhere\n")
    pytester.makepyfile(
        """
        def test_it(oncall_configuration, request):
            checks = next(item for item in request.session.items if item.name.startswith("OC001")).parent
            assert checks.inputs.configuration("infra") is oncall_configuration
        """
    )
    assert pytester.runpytest("--oncall", "infra", "-k", "OC001 or test_it").ret == pytest.ExitCode.OK


def test_the_fixture_is_all_of_several_paths(pytester: pytest.Pytester, infra: Path) -> None:
    """Together, as of one folder: here the policy of one file names the schedule of the other."""
    text = EXAMPLE.read_text(encoding="utf-8")
    schedules, policies = text.split('resource "pagerduty_escalation_policy"')
    (infra / "main.tf").write_text(schedules, encoding="utf-8")
    (pytester.path / "rest.tf").write_text('resource "pagerduty_escalation_policy"' + policies, encoding="utf-8")
    pytester.makeini("[pytest]\noncall_path = infra/main.tf rest.tf\n")
    pytester.makepyfile(
        """
        def test_both(oncall_configuration):
            policy = oncall_configuration.escalation_policies["checkout"]
            assert policy.schedules == tuple(oncall_configuration.schedules.values())
        """
    )
    pytester.runpytest().assert_outcomes(passed=1)


def test_the_fixture_reads_the_path_of_the_settings(pytester: pytest.Pytester) -> None:
    """`oncall_path`, seen from the file that says it; it adds no items. A test may stand in another folder."""
    pytester.makeini("[pytest]\noncall_path = infra\n")
    pytester.makepyfile(
        """
        import os

        def test_first(tmp_path, monkeypatch, request):
            monkeypatch.chdir(tmp_path)
            configuration = request.getfixturevalue("oncall_configuration")
            assert configuration.schedules["checkout_oncall"].where.path == "infra/main.tf"
            assert os.getcwd() == str(tmp_path)

        def test_second(oncall_configuration, request):
            assert request.getfixturevalue("oncall_configuration") is oncall_configuration
        """
    )
    pytester.runpytest().assert_outcomes(passed=2)


def test_the_fixture_says_what_is_missing(pytester: pytest.Pytester) -> None:
    """Without a path, and with one that cannot be read: an error of the test's, without a traceback."""
    pytester.makepyfile("def test_it(oncall_configuration): pass")
    result = pytester.runpytest()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["oncall_configuration: there is no path to read; give one with pytest --oncall PATH*"])
    pytester.makeini("[pytest]\noncall_path = nowhere\n")
    result = pytester.runpytest()
    result.stdout.fnmatch_lines(["oncall_configuration: nowhere: there is no such file or folder"])
    assert "Traceback" not in result.stdout.str()


# --- Comparing timelines ------------------------------------------------------------------------------------------

TIMELINES = """
    from oncall import Layer, Schedule, User

    def timeline(*names, until="2025-03-03T14:00:00Z"):
        layer = Layer.weekly(
            [User(name) for name in names],
            start="2025-01-06T09:00:00-05:00",
            hand_off="mon 09:00",
            time_zone="America/New_York",
        )
        schedule = Schedule(name="checkout", time_zone="America/New_York", layers=[layer])
        return schedule.shifts("2025-01-06T14:00:00Z", until)

    def test_it():
        assert timeline("alice", "bob") == {right}
"""


def test_two_timelines_are_compared_by_their_shifts(pytester: pytest.Pytester) -> None:
    """The first that differ, with local times, and how many more there are; all of them with `-vv`."""
    pytester.makepyfile(TIMELINES.replace("{right}", 'timeline("bob", "alice")'))
    result = pytester.runpytest()
    result.stdout.fnmatch_lines(
        [
            "E       assert 8 shifts == 8 shifts (times in America/New_York)",
            "E         changed Mon 2025-01-06 09:00 to Mon 2025-01-13 09:00: alice, not bob",
            "E         changed Mon 2025-01-13 09:00 to Mon 2025-01-20 09:00: bob, not alice",
            "E         and 2 more",
        ]
    )
    whole = pytester.runpytest("-vv")
    whole.stdout.fnmatch_lines(["E         changed Mon 2025-02-24 09:00 to Mon 2025-03-03 09:00: bob, not alice"])


def test_other_comparisons_are_left_to_pytest(pytester: pytest.Pytester) -> None:
    """A timeline and something else, and whatever is no timeline, as ever."""
    pytester.makepyfile(TIMELINES.replace("{right}", "[]") + "\n    def test_two():\n        assert [1, 2] == [1, 3]\n")
    result = pytester.runpytest()
    result.assert_outcomes(failed=2)
    assert "times in" not in result.stdout.str()
    result.stdout.fnmatch_lines(["E         At index 1 diff: 2 != 3"])


# --- With other plugins, and without this one ---------------------------------------------------------------------


def test_workers_find_the_same_items(pytester: pytest.Pytester) -> None:
    """`pytest -n 2`, started in a folder below the root: nothing differs between the workers, nor from no worker."""
    result = pytester.runpytest_subprocess("--oncall", "infra", "-n", "2", "-q")
    alone = pytester.runpytest("--oncall", "infra", "-q")
    assert result.parseoutcomes() == alone.parseoutcomes()
    result.stdout.fnmatch_lines(["infra/main.tf:43: warning OC201 layer-hidden"])
    assert "Different tests were collected" not in result.stdout.str()


def test_what_failed_last_is_run_again_alone(pytester: pytest.Pytester) -> None:
    """`--lf` knows the items, as those of any file."""
    pytester.makeini("[pytest]\n")
    pytester.makepyfile("def test_beside(): pass")
    assert pytester.runpytest("--oncall", "infra").parseoutcomes()["failed"] == 2
    again = pytester.runpytest("--oncall", "infra", "--lf")
    assert again.parseoutcomes()["failed"] == 2
    assert "passed" not in again.parseoutcomes()


def test_the_report_for_ci_has_the_finding_as_the_message(pytester: pytest.Pytester) -> None:
    """In pytest's own JUnit XML."""
    pytester.runpytest("--oncall", "infra", "-k", "OC201", "--junitxml=report.xml")
    (case,) = ElementTree.parse(pytester.path / "report.xml").iter("testcase")  # noqa: S314 - made by pytest
    failure = case.find("failure")
    assert case.get("name") == HIDDEN
    assert failure is not None
    assert (failure.text or "").startswith("infra/main.tf:43: warning OC201 layer-hidden")


def test_the_plugin_can_be_turned_off(pytester: pytest.Pytester) -> None:
    """As any other plugin, by its name."""
    result = pytester.runpytest("-p", "no:oncall", "--oncall", "infra")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*unrecognized arguments: --oncall*"])


def test_it_costs_nothing_while_it_is_not_used(pytester: pytest.Pytester) -> None:
    """A run without `--oncall` loads neither the model nor what it rests on."""
    pytester.makepyfile(
        """
        import sys

        def test_loaded():
            assert "oncall.testing.plugin" in sys.modules
            assert not {"attrs", "pendulum", "oncall.model", "oncall.errors"} & set(sys.modules)
        """
    )
    pytester.runpytest_subprocess().assert_outcomes(passed=1)


def test_the_entry_point_imports_next_to_nothing() -> None:
    """Of the library, itself alone; the assertions are loaded when one is asked for."""
    program = "import sys, oncall.testing.plugin; print(*sorted(name for name in sys.modules if 'oncall' in name))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["oncall", "oncall.testing", "oncall.testing.plugin"]
