"""What `oncall diff` answers.

`edit/before` has four people in turns of a week from Wednesday 2025-01-01 00:00 in New York; `edit` has Erin as the
fifth in both layers. Secondary is one turn behind and hides Primary. On 2025-03-12, 10 weeks after 2025-01-01, Primary
and Secondary are at turns 10 and 9. Before: 9 mod 4 = 1, Bob. After: 9 mod 5 = 4, Erin.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.repositories import Repository, needs_git
from tests.cli.running import ROOT, answer, run

TERRAFORM = ROOT / "tests" / "recordings" / "terraform"
BEFORE, AFTER = TERRAFORM / "edit" / "before", TERRAFORM / "edit"
AT = ("--applied-at", "2025-03-12T15:00Z")
CHECKOUT = "pagerduty_schedule.checkout"
USERS = (AFTER / "main.tf").read_text(encoding="utf-8").partition('resource "pagerduty_schedule"')[0]
MODULE = """
variable "who" { type = list(string) }
resource "pagerduty_schedule" "this" {
  name      = "Module"
  time_zone = "Etc/UTC"
  layer {
    start                        = "2025-01-01T00:00:00Z"
    rotation_virtual_start       = "2025-01-01T00:00:00Z"
    rotation_turn_length_seconds = 86400
    users                        = var.who
  }
}
"""
CALL = """
module "rota" {
  source = "../modules/rota"
  who    = [pagerduty_user.alice.id, pagerduty_user.bob.id]
}
"""


def text_of(folder: Path) -> str:
    """The file that a recording was made from."""
    return (folder / "main.tf").read_text(encoding="utf-8")


def spans(found: Any) -> list[tuple[str, str, str, str]]:
    """The reassignments of the one schedule that changes."""
    (schedule,) = found["schedules"]
    return [
        (each["start"], each["end"], _label(each["before"]), _label(each["after"]))
        for each in schedule["reassignments"]
    ]


def _label(user: str | None) -> str:
    return str(user).removeprefix("pagerduty_user.")


class TestTwoPaths:
    """Two folders, or any two things that are read."""

    def test_who_takes_over(self) -> None:
        """From 11:00 in New York on, when it is applied: Erin in the place of Bob, then Alice in that of Carol."""
        found = answer("diff", str(BEFORE), str(AFTER), *AT)
        assert spans(found)[:2] == [
            ("2025-03-12T11:00:00-04:00", "2025-03-19T00:00:00-04:00", "bob", "erin"),
            ("2025-03-19T00:00:00-04:00", "2025-03-26T00:00:00-04:00", "carol", "alice"),
        ]
        assert found["sources"] == {"before": str(BEFORE), "after": str(AFTER)}
        assert (found["left_out"], found["moved"], found["silent_edits"], found["warnings"]) == ([], [], [], [])

    def test_the_range_by_default(self) -> None:
        """Eight weeks from the moment of applying on, at the same time of the day."""
        found = answer("diff", str(BEFORE), str(AFTER), *AT)
        assert (found["since"], found["until"]) == ("2025-03-12T11:00:00-04:00", "2025-05-07T11:00:00-04:00")
        found = answer("diff", str(BEFORE), str(AFTER), *AT, "--since", "2025-03-20", "--until", "2025-03-21")
        assert spans(found) == [("2025-03-20T00:00:00-04:00", "2025-03-21T00:00:00-04:00", "carol", "alice")]

    def test_nothing_before_it_is_applied(self) -> None:
        """What is over at the moment of applying is not different, though the range begins before."""
        given = ("--applied-at", "2025-03-19T00:00-04:00", "--since", "2025-03-12", "--until", "2025-03-26")
        assert spans(answer("diff", str(BEFORE), str(AFTER), *given)) == [
            ("2025-03-19T00:00:00-04:00", "2025-03-26T00:00:00-04:00", "carol", "alice")
        ]

    def test_no_change(self) -> None:
        """The same files, and the state that they were applied to."""
        for other in (BEFORE, BEFORE / "state.json"):
            result = run("diff", str(BEFORE), str(other), *AT)
            assert (result.exit_code, result.stderr) == (0, "")
            assert "Nothing changes for anybody" in result.stdout

    @pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
    def test_the_exit_status(self, form: str) -> None:
        """1 where somebody is on call instead of somebody else, in every format."""
        result = run("diff", str(BEFORE), str(AFTER), *AT, "--format", form)
        assert result.exit_code == 1
        assert "Erin" in result.stdout

    def test_holidays(self) -> None:
        """Who gains or loses a date: on 2025-03-17 Bob is on call before, and Erin after."""
        found = answer("diff", str(BEFORE), str(AFTER), *AT, "--holidays", "2025-03-17")
        of = {each["user"].removeprefix("pagerduty_user."): each for each in found["people"]}
        assert [each["day"] for each in of["erin"]["gained"]["holidays"]] == ["2025-03-17"]
        assert [each["day"] for each in of["bob"]["lost"]["holidays"]] == ["2025-03-17"]
        assert answer("diff", str(BEFORE), str(AFTER), *AT)["people"][0]["gained"]["holidays"] is None

    def test_the_settings_file(self, tmp_path: Path) -> None:
        """Holidays and the night are those of the settings, where nothing else is said."""
        settings = tmp_path / "oncall.toml"
        settings.write_text('night = [23, 6]\nholidays = ["2025-03-17"]\n', encoding="utf-8")
        found = answer("diff", str(BEFORE), str(AFTER), *AT, "--settings", str(settings))
        assert found["night"] == [23, 6]
        assert found["people"][0]["gained"]["holidays"] is not None

    def test_one_schedule(self, tmp_path: Path) -> None:
        """By its name or address, on either side; only that one is compared."""
        two = USERS + "".join(
            MODULE.replace('"this"', f'"{name}"').replace("Module", name).replace("var.who", "[pagerduty_user.bob.id]")
            for name in ("one", "two")
        )
        for folder, text in (("old", two), ("new", two.replace("bob.id]", "dave.id]"))):
            (tmp_path / folder).mkdir()
            (tmp_path / folder / "main.tf").write_text(
                text.replace('variable "who" { type = list(string) }', ""), "utf-8"
            )
        paths = (str(tmp_path / "old"), str(tmp_path / "new"))
        assert len(answer("diff", *paths, *AT)["schedules"]) == 2
        for name in ("one", "pagerduty_schedule.one"):
            (only,) = answer("diff", *paths, *AT, "--schedule", name)["schedules"]
            assert only["schedule"] == "pagerduty_schedule.one"
        (tmp_path / "new" / "main.tf").write_text(
            text.replace('variable "who" { type = list(string) }', "").replace('schedule" "two"', 'schedule" "three"'),
            "utf-8",
        )
        for name in ("pagerduty_schedule.two", "pagerduty_schedule.three"):  # of the same name: it is the same one
            (only,) = answer("diff", *paths, *AT, "--schedule", name)["schedules"]
            assert (only["before"]["id"], only["after"]["id"]) == ("pagerduty_schedule.two", "pagerduty_schedule.three")
        result = run("diff", *paths, *AT, "--schedule", "onn")
        assert (result.exit_code, "near: pagerduty_schedule.one" in result.stderr) == (2, True)

    def test_what_is_not_known_is_not_removed(self, tmp_path: Path) -> None:
        """Where the turns depend on what is not known, that is told, and it cannot be said that nothing changes."""
        text = text_of(BEFORE).replace("users = [", "users = true ? var.who : [")
        (tmp_path / "main.tf").write_text(text + '\nvariable "who" {}\n', encoding="utf-8")
        result = run("diff", str(BEFORE), str(tmp_path), *AT)
        assert result.exit_code == 1
        assert result.stdout.startswith("Nothing could be compared.\n")
        module = (MODULE + USERS).replace("var.who", "[pagerduty_user.bob.id]")
        more = module.replace('variable "who" { type = list(string) }', "")
        (tmp_path / "before").mkdir()
        (tmp_path / "before" / "main.tf").write_text(text_of(BEFORE) + more.replace(USERS, ""), encoding="utf-8")
        (tmp_path / "main.tf").write_text(text + more.replace(USERS, "") + '\nvariable "who" {}\n', encoding="utf-8")
        found = answer("diff", str(tmp_path / "before"), str(tmp_path), *AT)
        assert found["left_out"] == ["pagerduty_escalation_policy.checkout", CHECKOUT]
        assert (found["is_empty"], found["removed"]) == (True, [])
        result = run("diff", str(tmp_path / "before"), str(tmp_path), *AT)
        assert result.exit_code == 1
        assert "Left out (2)" in result.stdout
        assert "In what could be compared, nothing changes for anybody" in " ".join(result.stdout.split())
        assert "var.who" in result.stderr
        one = ("diff", str(tmp_path / "before"), str(tmp_path), *AT, "--schedule")
        assert run(*one, "this").exit_code == 0
        result = run(*one, "checkout")
        assert (result.exit_code, f"{CHECKOUT} is left out" in result.stderr) == (2, True)

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (("diff", str(BEFORE)), "give two paths, BEFORE and AFTER"),
            (("diff", str(BEFORE), str(AFTER), str(AFTER)), "give two paths"),
            (("diff", str(BEFORE), str(AFTER), "--to", "main"), "--to needs --from"),
            (("diff", str(BEFORE), "nothing/at/all"), "there is no such file or folder"),
            (("diff", str(BEFORE), str(AFTER), "--until", "2020-01-01"), "--until must be after"),
            (("diff", str(BEFORE), str(AFTER), "--applied-at", "soon"), "'soon' is not an instant"),
            (("diff", str(BEFORE), str(AFTER), "--format", "xml"), "is not one of"),
        ],
        ids=lambda value: " ".join(map(str, value[:1])) if isinstance(value, tuple) else value,
    )
    def test_bad_input(self, arguments: tuple[str, ...], message: str) -> None:
        """2, and a sentence that says what was expected."""
        result = run(*arguments)
        assert result.exit_code == 2
        assert message in result.stderr


@needs_git
class TestRevisions:
    """A path in a revision, compared with itself as it is, or in another revision."""

    @pytest.fixture
    def repository(self, tmp_path: Path) -> Repository:
        """The four people of `before` and a module beside the folder are committed."""
        files = {"infra x/main.tf": text_of(BEFORE) + CALL, "modules/rota/main.tf": MODULE}
        return Repository.made(tmp_path / "my repo", files)

    def test_as_it_is(self, repository: Repository) -> None:
        """With the edit in the files: the same as of two folders."""
        repository.write({"infra x/main.tf": text_of(AFTER) + CALL})
        found = answer("diff", str(repository.folder / "infra x"), "--from", "main", *AT)
        assert spans(found) == spans(answer("diff", str(BEFORE), str(AFTER), *AT))
        commit = repository.git("rev-parse", "main")[:12]
        path = repository.folder / "infra x"
        assert found["sources"] == {"before": f"{path} in main ({commit})", "after": str(path)}
        assert found["warnings"] == []

    def test_nothing_is_different(self, repository: Repository) -> None:
        """The commit against the files that were committed."""
        assert run("diff", str(repository.folder / "infra x"), "--from", "main", *AT).exit_code == 0

    def test_two_revisions(self, repository: Repository) -> None:
        """The files as they are do not matter then."""
        repository.commit({"infra x/main.tf": text_of(AFTER) + CALL})
        repository.write({"infra x/main.tf": "}"})
        path = str(repository.folder / "infra x")
        assert spans(answer("diff", path, "--from", "HEAD~1", "--to", "HEAD", *AT))[0][2:] == ("bob", "erin")
        assert spans(answer("diff", path, "--from", "HEAD", "--to", "HEAD~1", *AT))[0][2:] == ("erin", "bob")

    def test_modules_are_those_of_the_revision(self, repository: Repository) -> None:
        """A module beside the path is read as it was: only its turns became twice as long."""
        repository.write({"modules/rota/main.tf": MODULE.replace("86400", "172800")})
        found = answer("diff", str(repository.folder / "infra x"), "--from", "main", *AT)
        assert [each["schedule"] for each in found["schedules"]] == ["module.rota.pagerduty_schedule.this"]

    def test_a_path_from_another_folder(self, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
        """Places are shown as the path was typed, with line and column; the same on both sides."""
        wrong = (text_of(BEFORE) + CALL).replace('time_zone = "America/New_York"', 'time_zone = "Mars"')
        repository.commit({"infra x/main.tf": wrong})
        repository.write({"infra x/main.tf": text_of(BEFORE) + CALL})
        monkeypatch.chdir(repository.folder / "modules")
        line = wrong.splitlines().index('  time_zone = "Mars"') + 1
        for path in ("../infra x", "../infra x/", str(repository.folder / "infra x")):
            result = run("diff", path, "--from", "HEAD", *AT)
            assert result.exit_code == 2
            assert result.stderr.startswith(f"error: {Path(path)}/main.tf:{line}:")

    def test_one_file(self, repository: Repository) -> None:
        """A single file of a revision is read alone, with the modules that it calls."""
        repository.write({"infra x/main.tf": text_of(AFTER) + CALL})
        found = answer("diff", str(repository.folder / "infra x" / "main.tf"), "--from", "main", *AT)
        assert spans(found)[0][2:] == ("bob", "erin")

    def test_what_is_not_there_yet(self, repository: Repository) -> None:
        """Everything in it is added, and everything in what is gone is removed; both are said."""
        repository.write({"new/main.tf": text_of(BEFORE)})
        path = str(repository.folder / "new")
        result = run("diff", path, "--from", "main", *AT, "--format", "json")
        found = json.loads(result.stdout)
        assert (found["added"], found["removed"]) == ([CHECKOUT, "pagerduty_escalation_policy.checkout"], [])
        assert result.stderr == f"warning: {path}: it is not there in main: everything in it is added\n"
        repository.commit({})
        shutil.rmtree(repository.folder / "new")
        result = run("diff", path, "--from", "main", *AT, "--format", "json")
        found = json.loads(result.stdout)
        assert (found["added"], found["removed"]) == ([], [CHECKOUT, "pagerduty_escalation_policy.checkout"])
        assert result.stderr == f"warning: {path}: it is not there now: everything in it is removed\n"
        repository.write({"new/README.md": "Gone."})  # a folder with nothing to read in it is as good as none
        assert run("diff", path, "--from", "main", *AT, "--format", "json").stdout == result.stdout

    def test_what_is_nowhere(self, repository: Repository) -> None:
        """A path that is on neither side is bad input."""
        result = run("diff", str(repository.folder / "nothing"), "--from", "main", *AT)
        assert (result.exit_code, "it is neither there now nor in main" in result.stderr) == (2, True)

    def test_no_such_revision(self, repository: Repository) -> None:
        """The names that it may have been are told."""
        result = run("diff", str(repository.folder), "--from", "maim", *AT)
        assert result.exit_code == 2
        assert "there is no revision 'maim' in this git repository; did you mean 'main'?" in result.stderr

    def test_a_submodule(self, repository: Repository) -> None:
        """A module that is in a submodule is told as what it is."""
        commit = repository.git("rev-parse", "HEAD")
        repository.write({"infra x/main.tf": text_of(BEFORE) + CALL.replace("modules/rota", "theirs/rota")})
        repository.git("add", "--all")
        repository.git("update-index", "--add", "--cacheinfo", f"160000,{commit},theirs")
        repository.git("commit", "--quiet", "--message", "x")
        result = run("diff", str(repository.folder / "infra x"), "--from", "HEAD", "--to", "HEAD", *AT)
        assert result.exit_code == 2
        assert "warning: theirs: this is a submodule, and not looked into in HEAD" in result.stderr

    def test_values_of_variables(self, repository: Repository) -> None:
        """A file of variables in the repository is that of each side."""
        text = (text_of(BEFORE) + '\nvariable "turn" {}\n').replace("= 604800", "= var.turn")
        repository.commit({"infra x/main.tf": text, "infra x/values.tfvars": "turn = 604800\n"})
        path = repository.folder / "infra x"
        given = ("--var-file", str(path / "values.tfvars"), *AT)
        assert run("diff", str(path), "--from", "main", *given).exit_code == 0
        repository.write({"infra x/values.tfvars": "turn = 1209600\n"})
        assert run("diff", str(path), "--from", "main", *given).exit_code == 1
