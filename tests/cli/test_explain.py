"""What `explain` answers, and how it looks in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import oncall
from oncall import DailyRestriction, EscalationPolicy, EscalationRule, Layer, PolicyExplanation, Schedule, User
from oncall.views.derivations import explanations_text
from oncall.views.text import Canvas
from tests.cli.running import AT, CHECKOUT, FIXED, OVERNIGHT, ROOT, answer, run

if TYPE_CHECKING:
    from pathlib import Path

POLICY_ALONE = """
resource "pagerduty_user" "ann" {
  name  = "Ann"
  email = "ann@example.com"
}

resource "pagerduty_escalation_policy" "ann" {
  name = "Ann alone"
  rule {
    escalation_delay_in_minutes = 5
    target {
      type = "user_reference"
      id   = pagerduty_user.ann.id
    }
  }
}
"""


def test_a_schedule_is_explained_from_the_top() -> None:
    """Bob is on call through Secondary, which hides Carol's turn in Primary."""
    lines = run("explain", CHECKOUT, "--at", AT).stdout.splitlines()
    assert lines[:3] == [
        "Checkout Team On-Call (America/New_York)",
        "  at       Wed 2025-03-12 11:00 -04:00",
        "  on call  Bob, through Secondary",
    ]
    assert "  Secondary (layer 2) wins: Bob, 2 of 4" in lines
    assert "  Primary (layer 1) is hidden by Secondary: it would be Carol, 3 of 4" in lines
    assert max(map(len, lines)) <= 80


def test_every_schedule_is_explained_unless_one_is_named() -> None:
    """Without a name all schedules are, at their own local time; with one, that alone; policies only by name."""
    both = run("explain", FIXED, "--at", "2025-03-12 11:00").stdout
    assert [line for line in both.splitlines() if line and not line.startswith(" ")] == [
        "Checkout Primary (America/New_York)",
        "Checkout Secondary (America/New_York)",
    ]
    one = run("explain", FIXED, "--at", AT, "--schedule", "Checkout Secondary").stdout
    assert both.endswith(one)


def test_a_policy_is_explained_by_name() -> None:
    """Its pages, then why the schedule gave whom it gave; no schedule is explained beside it unless it is asked for."""
    lines = run("explain", CHECKOUT, "--at", AT, "--policy", "checkout").stdout.splitlines()
    assert lines[:4] == [
        "Checkout Escalation (America/New_York)",
        "  triggered  Wed 2025-03-12 11:00 -04:00",
        "  +0 min   11:00  level 1  Bob, on call in Checkout Team On-Call",
        "  +10 min  11:10  level 2  Engineering Manager, by name",
    ]
    assert lines.count("Checkout Team On-Call (America/New_York)") == 1
    assert max(map(len, lines)) <= 80
    both = answer("explain", CHECKOUT, "--at", AT, "--policy", "checkout", "--schedule", "checkout_oncall")
    assert [each["name"] for each in both] == ["Checkout Team On-Call", "Checkout Escalation"]


def test_where_there_is_no_schedule_policies_are_explained(tmp_path: Path) -> None:
    """Somebody with one policy over people need not name it."""
    (tmp_path / "a.tf").write_text(POLICY_ALONE)
    assert run("explain", str(tmp_path), "--at", AT).stdout.splitlines() == [
        "Ann alone (Etc/UTC)",
        "  triggered  Wed 2025-03-12 15:00 +00:00",
        "  +0 min  15:00  level 1  Ann, by name",
        "  +5 min  15:05  nobody else is paged; the incident stays with Ann",
    ]


def test_json_is_what_the_values_say() -> None:
    """An answer for a program has the plain values of each explanation."""
    schedule = oncall.load(CHECKOUT).schedules["checkout_oncall"]
    assert answer("explain", CHECKOUT, "--at", AT) == [schedule.explain(AT).to_dict()]


def test_nobody_is_explained(tmp_path: Path) -> None:
    """Out of hours it says until when, and that the layer is restricted."""
    (tmp_path / "a.tf").write_text(OVERNIGHT)
    lines = run("explain", str(tmp_path), "--at", "2025-06-01 20:00", "--schedule", "office").stdout.splitlines()
    assert lines[2:4] == [
        "  on call  nobody: layer 1 is restricted",
        "  until    Mon 2025-06-02 09:00 +02:00 (in 13 hours)",
    ]


@pytest.mark.parametrize("arguments", [("--schedule", "chekout"), ("--policy", "nope")])
def test_an_unknown_name_is_bad_usage(arguments: tuple[str, ...]) -> None:
    """It ends with 2 and a sentence."""
    found = run("explain", CHECKOUT, *arguments)
    assert (found.exit_code, found.stdout) == (2, "")
    assert "error: no " in found.stderr


def named(name: str) -> Schedule:
    """A schedule of two people, in which everything has the same name."""
    layer = Layer(
        name=name,
        start=0,
        rotation_virtual_start=0,
        rotation_turn_length_seconds=604_800,
        users=[User("a", name=name), User("b", name=name)],
    )
    return Schedule(name=name, time_zone="Europe/Dublin", layers=[layer])


@pytest.mark.parametrize("name", ["a\nb", "\x1b[31mred\x1b[0m", "x\r\x08y", "two  blanks  within", "\u202eevil"])
@pytest.mark.parametrize("width", [20, 40, 80])
def test_a_name_does_nothing_to_the_terminal(name: str, width: int) -> None:
    """Whatever stands in names, no line is broken by it, wider than the terminal, or has a control character."""
    text = explanations_text([named(name).explain(AT)], Canvas(width=width))
    assert all(char == "\n" or char.isprintable() for char in text)
    assert max(map(len, text.split("\n"))) <= width
    assert len(explanations_text([named(name).explain(AT)], Canvas(width=1000)).rstrip("\n").split("\n")) == len(
        named(name).explain(AT).lines()
    )


def test_a_long_line_goes_on_below_its_text() -> None:
    """The second line of a long list begins where the list does."""
    people = [User(f"person number {number}") for number in range(6)]
    layer = Layer(start=0, rotation_virtual_start=0, rotation_turn_length_seconds=604_800, users=people)
    schedule = Schedule(name="s", time_zone="Etc/UTC", layers=[layer])
    lines = explanations_text([schedule.explain(0)], Canvas()).splitlines()
    assert lines[-2:] == [
        "    place    0 mod 6 = 0: [person number 0], person number 1, person number 2,",
        "             person number 3, person number 4, person number 5",
    ]


def test_titles_are_bold_where_there_are_colours() -> None:
    """The name of each schedule stands out; nothing else does."""
    text = explanations_text([named("a").explain(AT)], Canvas(color=True))
    assert text.startswith("\x1b[1ma (Europe/Dublin)\x1b[0m\n")
    assert text.count("\x1b[1m") == 1


def test_the_how_to_shows_what_the_command_writes() -> None:
    """The page's block of text is the output of the command above it."""
    page = (ROOT / "docs" / "how-to" / "explain-who-is-paged.md").read_text(encoding="utf-8")
    command, text = (page.split(f"```{kind}\n")[1].split("```")[0] for kind in ("sh", "text"))
    assert command == f"oncall explain examples/checkout --at {AT}\n"
    assert run("explain", CHECKOUT, "--at", AT).stdout == text


def test_what_people_do_is_part_of_the_explanation() -> None:
    """Acknowledged at +12 with the service's half hour, the incident comes back at +42 to the level it had reached."""
    text = run("explain", CHECKOUT, "--at", AT, "--service", "checkout", "--acknowledged-after", "12m").stdout
    (lapse,) = (line for line in text.splitlines() if "has run out" in line)
    assert lapse.startswith("  +42 min ")
    (found,) = answer("explain", CHECKOUT, "--at", AT, "--acknowledged-after", "12m")
    assert found["policy"] == "pagerduty_escalation_policy.checkout"
    assert found["stays_with"] == ["pagerduty_user.engineering_manager"]


def test_a_policy_and_a_service_are_two_questions() -> None:
    """Both at once is a usage error."""
    result = run("explain", CHECKOUT, "--policy", "checkout", "--service", "checkout")
    assert (result.exit_code, "exclude each other" in result.stderr) == (2, True)


ISLANDS = Schedule(
    name="The long schedule of the platform team of the southern islands",
    time_zone="Australia/Lord_Howe",
    layers=[
        Layer(
            start="2025-01-01T00:00:00+11:00",
            rotation_virtual_start="2025-01-01T00:00:00+11:00",
            rotation_turn_length_seconds=604_800,
            users=[User("ann", name="Ann"), User("bob", name="Bob")],
            restrictions=[DailyRestriction(start_time_of_day="09:00:00", duration_seconds=28_800)],
        )
    ],
)


def islands(delay: int) -> PolicyExplanation:
    """An incident on the evening before the clock of Lord Howe goes back: nobody is on call, then bob by name."""
    rules = [
        EscalationRule(escalation_delay_in_minutes=delay, targets=[target])
        for target in (ISLANDS, User("bob", name="Bob"), User("ann", name="Ann"))
    ]
    return EscalationPolicy(name="Islands", rules=rules).explain("2025-04-05T23:10:00+11:00")


def test_a_level_that_is_skipped_goes_on_below_its_text() -> None:
    """The labels take 27 columns, so the text has 53 of 80; of 40 it begins in the 16th, three eighths of them."""
    at_once = "  +0 min   23:10  level 1  skipped at"
    lines = explanations_text([islands(10)], Canvas()).splitlines()
    assert lines[2:6] == [
        f"{at_once} once, since it reaches nobody",
        f"{'':27}nobody in The long schedule of the platform team of",
        f"{'':27}the southern islands until Sun 2025-04-06 09:00",
        f"{'':27}+10:30: layer 1 is restricted",
    ]
    lines = explanations_text([islands(10)], Canvas(width=40)).splitlines()
    assert lines[2:11] == [
        at_once,
        f"{'':15}once, since it reaches",
        f"{'':15}nobody",
        f"{'':15}nobody in The long",
        f"{'':15}schedule of the platform",
        f"{'':15}team of the southern",
        f"{'':15}islands until Sun",
        f"{'':15}2025-04-06 09:00 +10:30:",
        f"{'':15}layer 1 is restricted",
    ]


def test_one_long_time_does_not_move_the_other_rows() -> None:
    """Five hours after 23:10 the clock has gone back by half an hour: 03:40, whose day and offset are of its row."""
    lines = explanations_text([islands(300)], Canvas()).splitlines()
    rows = [line for line in lines if line.startswith("  +")]
    assert rows[1:3] == [
        "  +0 min    23:10  level 2  Bob, by name",
        "  +300 min  Sun 03:40 +10:30  level 3  Ann, by name",
    ]


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
def test_wrapping_changes_only_where_lines_end(width: int) -> None:
    """Every word is there, in order and whole; no line is too wide, and none but a title begins at the margin."""
    explanation = islands(300)
    lines = explanations_text([explanation], Canvas(width=width)).splitlines()
    assert max(map(len, lines)) <= width
    longest = max(map(len, str(explanation).split()))
    if longest + width * 3 // 8 <= width:
        assert " ".join(lines).split() == str(explanation).split()
    begun = [line.split()[0] for line in lines if line and not line.startswith(" ")]
    assert begun == ["Islands", "The"]
