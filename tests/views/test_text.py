"""Tables, findings and whole pages of text."""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from oncall import Configuration, EscalationPolicy, EscalationRule, Layer, Proof, Report, Schedule, User, check
from oncall.analysis.fairness import fairness
from oncall.errors import Location
from oncall.views.answers import Escalation, Outlook, Overview, Rota
from oncall.views.text import Canvas, overview_text, pages_text, report_text, shifts_text
from oncall.views.watch import watch
from tests.views.rotas import ALICE, BOB, checkout, office_hours, weekly

MANAGER = User("manager", name="Engineering Manager")
SINCE, UNTIL = "2025-03-12T15:00:00Z", "2025-04-09T15:00:00Z"


def escalation(schedule: Schedule) -> EscalationPolicy:
    """The article's policy: ten minutes for the schedule, fifteen for the manager, three times."""
    rules = [
        EscalationRule(escalation_delay_in_minutes=10, targets=[schedule]),
        EscalationRule(escalation_delay_in_minutes=15, targets=[MANAGER]),
    ]
    return EscalationPolicy(name="Checkout Escalation", num_loops=2, rules=rules)


def overview(*schedules: Schedule, policies: tuple[EscalationPolicy, ...] = ()) -> Overview:
    """Everything about some schedules, over four weeks of 2025."""
    configuration = Configuration(schedules=schedules, escalation_policies=policies)
    outlooks = [
        Outlook(watch=watch(each, SINCE), rota=Rota.of(each, SINCE, UNTIL), fairness=fairness(each, SINCE, UNTIL))
        for each in schedules
    ]
    escalations = [Escalation(policy=each, triggered_at=SINCE) for each in policies]
    report = check(configuration, since=SINCE)
    return Overview(path="infra", outlooks=outlooks, escalations=escalations, report=report)


def test_shifts_are_a_line_each() -> None:
    """The week in which the clock goes forward has 167 hours."""
    rota = Rota.of(checkout(), "2025-03-05T00:00:00-05:00", "2025-03-19T00:00:00-04:00")
    assert shifts_text([rota], Canvas()).splitlines() == [
        "Checkout (America/New_York)",
        "from                  until                 hours  on call  through",
        "Wed 2025-03-05 00:00  Wed 2025-03-12 00:00    167  Alice    Secondary",
        "Wed 2025-03-12 00:00  Wed 2025-03-19 00:00    168  Bob      Secondary",
    ]


def test_gaps_are_lines_among_the_shifts() -> None:
    """Of a day with eight hours of cover, two gaps of nine and seven hours are left."""
    rota = Rota.of(office_hours(ALICE), "2025-06-02T00:00:00-04:00", "2025-06-03T00:00:00-04:00")
    assert shifts_text([rota], Canvas(width=50)).splitlines()[1:] == [
        "from                  hours  on call",
        "Mon 2025-06-02 00:00      9  nobody",
        "Mon 2025-06-02 09:00      8  Alice",
        "Mon 2025-06-02 17:00      7  nobody",
        "On 50 columns without until and through.",
        "Nobody is on call for 16 hours, in 2 gaps, the",
        "  first from Mon 2025-06-02 00:00.",
    ]


def test_a_line_goes_on_below_its_own_words() -> None:
    """Of 44 columns the label has eight; from Wednesday at 11:00 to the next at midnight are six days and 13 hours."""
    watched = overview_text(overview(checkout()), Canvas(width=44)).splitlines()
    place = next(index for index, line in enumerate(watched) if line.startswith("  now"))
    assert watched[place : place + 2] == [
        "  now   Bob, until Wed 2025-03-19 00:00",
        "        -04:00 (in 6 days 13 hours)",
    ]


@pytest.mark.parametrize("width", range(44, 64))
def test_a_wide_name_cuts_no_word(width: int) -> None:
    """Wherever a line of who is on call ends, all of its words are there."""
    schedule = office_hours(User("u", name="\U0001f984 Uni \U0001f469\u200d\U0001f469\u200d\U0001f467"))
    text = overview_text(overview(schedule), Canvas(width=width))
    now = text[text.index("  now") : text.index("  next")]
    assert " ".join(now.split()).endswith("until Wed 2025-03-12 17:00 -04:00 (in 6 hours)")


def test_one_persons_shifts_have_no_gaps_between_them() -> None:
    """Where others are on call is no gap; somebody without a shift gets a sentence."""
    since, until = "2025-03-05T00:00:00-05:00", "2025-03-19T00:00:00-04:00"
    lines = shifts_text([Rota.of(checkout(), since, until, BOB)], Canvas()).splitlines()
    assert len(lines) == 3
    assert "Bob" in lines[2]
    other = shifts_text([Rota.of(checkout(), since, until, User("carol", name="Carol"))], Canvas())
    assert other.splitlines()[1] == "Carol is not on call"


def test_pages_have_their_offsets() -> None:
    """Bob at once, the manager at +10, bob at +25, the manager at +35, bob at +50, the manager at +60, then nothing."""
    incident = Escalation(policy=escalation(checkout()), triggered_at=SINCE)
    assert pages_text([incident], Canvas()).splitlines() == [
        "Checkout Escalation, triggered Wed 2025-03-12 11:00 -04:00 (America/New_York)",
        "after    at     level      who                  through",
        "+0 min   11:00  1          Bob                  Checkout",
        "+10 min  11:10  2          Engineering Manager",
        "+25 min  11:25  1, pass 2  Bob                  Checkout",
        "+35 min  11:35  2, pass 2  Engineering Manager",
        "+50 min  11:50  1, pass 3  Bob                  Checkout",
        "+60 min  12:00  2, pass 3  Engineering Manager",
        "After +75 min (12:15) nobody else is paged; the incident stays with Engineering",
        "  Manager.",
    ]


def test_a_page_on_another_day_says_which() -> None:
    """Ten minutes after 23:55 on a Wednesday is five past midnight on Thursday."""
    incident = Escalation(policy=escalation(checkout()), triggered_at="2025-03-12T23:55:00-04:00")
    assert "+10 min  Thu 00:05" in pages_text([incident], Canvas())


def test_a_page_weeks_later_says_the_date() -> None:
    """Three Sundays are told apart by their dates; of a day in less than six days the name is enough."""
    weekly_again = EscalationPolicy(
        name="Weekly", num_loops=2, rules=[EscalationRule(escalation_delay_in_minutes=7 * 1440, targets=[checkout()])]
    )
    text = pages_text([Escalation(policy=weekly_again, triggered_at="2025-04-06T01:05:00-04:00")], Canvas())
    assert [line[:28].rstrip() for line in text.splitlines()[2:5]] == [
        "+0 min  01:05",
        "+7 d    Sun 2025-04-13 01:05",
        "+14 d   Sun 2025-04-20 01:05",
    ]
    assert "After +21 d (Sun 2025-04-27 01:05)" in text
    later = EscalationPolicy(
        name="Later",
        rules=[
            EscalationRule(escalation_delay_in_minutes=days * 1440, targets=[target])
            for days, target in ((5, checkout()), (1, MANAGER))
        ],
    )
    text = pages_text([Escalation(policy=later, triggered_at="2025-04-06T01:05:00-04:00")], Canvas())
    assert "+5 d    Fri 01:05  2" in text
    assert "After +6 d (Sat 2025-04-12 01:05)" in text


def test_pages_in_a_repeated_hour_have_their_offsets() -> None:
    """At 02:00 on 2025-11-02 New York's clock goes back to 01:00: 35 minutes after the first 01:30 it is 01:05."""
    incident = Escalation(policy=escalation(checkout()), triggered_at="2025-11-02T01:30:00-04:00")
    text = pages_text([incident], Canvas())
    assert re.findall(r"^\+\d+ min +(01:.{9}) ", text, flags=re.MULTILINE) == [
        "01:30 -04:00",
        "01:40 -04:00",
        "01:55 -04:00",
        "01:05 -05:00",
        "01:20 -05:00",
        "01:30 -05:00",
    ]
    assert "After +75 min (01:45 -05:00)" in text


def test_pages_in_a_narrow_terminal() -> None:
    """The schedules are left out, so that names break between words; passes stand below their levels."""
    incident = Escalation(policy=escalation(checkout()), triggered_at=SINCE)
    # 40 columns less 7 for `after`, 5 for `at`, 6 for `level` and three gaps of two are 16.
    assert pages_text([incident], Canvas(width=40)).splitlines()[3:9] == [
        "after    at     level   who",
        "+0 min   11:00  1       Bob",
        "+10 min  11:10  2       Engineering",
        "                        Manager",
        "+25 min  11:25  1,      Bob",
        "                pass 2",
    ]


def test_long_times_leave_room_for_names_in_a_narrow_terminal() -> None:
    """A date of a page weeks later, and the offset of a time that occurs twice, have lines of their own."""
    rules = [
        EscalationRule(escalation_delay_in_minutes=minutes, targets=[target])
        for minutes, target in ((7 * 1440, checkout()), (5, MANAGER))
    ]
    policy = EscalationPolicy(name="Weekly", rules=rules)
    # 168 hours after 02:30 in summer time it is 01:30 for the second time. From 2025-01-08, when alice had the second
    # layer's first turn, to Wednesday 2025-10-22 there are 41 weeks, and 41 mod 4 = 1: bob has the week.
    text = pages_text([Escalation(policy=policy, triggered_at="2025-10-26T02:30:00-04:00")], Canvas(width=40))
    assert text.splitlines()[2:8] == [
        "after   at          level  who",
        "+0 min  02:30       1      Bob",
        "+7 d    Sun         2      Engineering",
        "        2025-11-02         Manager",
        "        01:30",
        "        -05:00",
    ]


def test_an_incident_that_reaches_nobody() -> None:
    """It is never opened, and that is said."""
    policy = EscalationPolicy(
        name="Nights", rules=[EscalationRule(escalation_delay_in_minutes=5, targets=[office_hours(ALICE)])]
    )
    incident = Escalation(policy=policy, triggered_at="2025-06-02T23:00:00-04:00")
    assert "Nobody is paged" in pages_text([incident], Canvas())
    assert incident.to_dict()["over_at"] is None


def test_findings_say_where_and_how_to_mend() -> None:
    """Severity, code, name, file and line; then the message; then the fix."""
    layer = Layer(
        name="Solo",
        start="2025-01-01T00:00:00Z",
        rotation_virtual_start="2025-01-01T00:00:00Z",
        rotation_turn_length_seconds=604_800,
        users=[ALICE],
    )
    schedule = Schedule(name="Solo", time_zone="Etc/UTC", layers=[layer], where=Location("a.tf", 7))
    lines = report_text(check(Configuration(schedules=[schedule])), Canvas(width=200)).splitlines()
    heading = lines.index("error OC001 two-person  a.tf:7")
    assert "Alice" in lines[heading + 1]
    assert lines[heading + 2].startswith("  Mend: ")


def test_titles_go_on_indented_in_a_narrow_terminal() -> None:
    """Those of sections, of incidents and of schedules; below a section's is a line as wide as there is room."""
    incident = Escalation(policy=escalation(checkout()), triggered_at=SINCE)
    assert pages_text([incident], Canvas(width=44)).splitlines()[:2] == [
        "Checkout Escalation, triggered Wed",
        "  2025-03-12 11:00 -04:00 (America/New_York)",
    ]
    rota = Rota.of(checkout(), SINCE, UNTIL)
    assert shifts_text([rota], Canvas(width=24)).splitlines()[:2] == ["Checkout", "  (America/New_York)"]
    lines = overview_text(overview(checkout()), Canvas(width=40)).splitlines()
    place = lines.index("Checkout: Wed 2025-03-12 to Wed")
    assert lines[place + 1 : place + 3] == ["  2025-04-09", "-" * 40]


def test_proofs_come_with_their_evidence() -> None:
    """What holds is listed once, above what was looked at and from when."""
    lines = report_text(check(Configuration(schedules=[checkout()]), since=SINCE), Canvas(width=200)).splitlines()
    proved = lines[lines.index("Proved") + 2 :]
    assert "OC101 Checkout: somebody is always on call" in proved
    assert proved[-1].startswith("      From Wed 2025-03-12 11:00 -04:00 on: the layers repeat every 4 weeks")


def test_hours_of_nobody_are_a_sentence() -> None:
    """A schedule without layers and overrides has no table of hours, as on the page."""
    lines = overview_text(overview(Schedule(name="Empty", time_zone="Etc/UTC", layers=[])), Canvas()).splitlines()
    at = lines.index("Hours in Empty: Wed 2025-03-12 to Wed 2025-04-09")
    assert lines[at + 2] == "Nobody is listed."


def test_shares_add_up() -> None:
    """Four people share four weeks: 168 hours and a quarter each; somebody listed and never on call has none."""
    text = overview_text(overview(checkout()), Canvas())
    assert re.findall(r"^(\w+) +168  25\.0% +\d  #{24}$", text, flags=re.MULTILINE) == ["Alice", "Bob", "Carol", "Dave"]
    hidden = Schedule(
        name="Hidden", time_zone="America/New_York", layers=[weekly(ALICE, name="Low"), weekly(BOB, name="High")]
    )
    assert re.search(r"^Alice +0 +0\.0% +0$", overview_text(overview(hidden), Canvas()), flags=re.MULTILINE)


@pytest.mark.parametrize("width", [40, 80, 200])
def test_everything_fits_the_width(width: int) -> None:
    """No line of the whole picture is wider than the terminal."""
    schedule = checkout()
    text = overview_text(overview(schedule, policies=(escalation(schedule),)), Canvas(width=width))
    assert max(map(cell_len, text.splitlines())) <= width


def test_the_sections_in_order() -> None:
    """Now, the next weeks, an incident, what is wrong, what was proved, and the hours."""
    schedule = checkout()
    lines = overview_text(overview(schedule, policies=(escalation(schedule),)), Canvas()).splitlines()
    titles = [title for title, line in pairwise(lines) if line and set(line) == {"-"}]
    assert titles == [
        "On call at Wed 2025-03-12 11:00 -04:00",
        "Checkout: Wed 2025-03-12 to Wed 2025-04-09",
        "An incident that nobody answers",
        "Findings (2 warnings, 2 info)",
        "Proved",
        "Hours in Checkout: Wed 2025-03-12 to Wed 2025-04-09",
    ]


def test_the_worst_of_the_whole_picture_comes_first() -> None:
    """Errors, then warnings, then infos, whatever schedules they are about."""
    solo = attrs.evolve(weekly(ALICE), users=[ALICE])
    schedules = [checkout(), Schedule(name="Solo", time_zone="America/New_York", layers=[solo])]
    lines = overview_text(overview(*schedules), Canvas()).splitlines()
    found = re.findall(r"^(error|warning|info) OC", "\n".join(lines), flags=re.MULTILINE)
    assert set(found) == {"error", "warning", "info"}
    assert found == sorted(found, key=("error", "warning", "info").index)


def test_nothing_at_all() -> None:
    """A configuration without schedules is said to be one."""
    text = overview_text(overview(), Canvas())
    assert text.splitlines()[2] == "There is no schedule."


@given(
    name=st.text(min_size=1).filter(str.strip) | st.sampled_from(["[red]x[/red]", ":boom:", "[/]", "\x1b[2J", "a\nb"])
)
def test_no_name_draws(name: str) -> None:
    """In plain text, whatever people, schedules and policies are called, there is no control but the line break."""
    schedule = Schedule(name=name, time_zone="America/New_York", layers=[weekly(User("1", name=name), BOB, name=name)])
    policy = EscalationPolicy(name=name, rules=[EscalationRule(escalation_delay_in_minutes=5, targets=[schedule])])
    text = overview_text(overview(schedule, policies=(policy,)), Canvas())
    assert not set(map(chr, [*range(32), *range(127, 160)])) - {"\n"} & set(text)
    assert max(map(cell_len, text.split("\n"))) <= 80


def test_markup_stays_text() -> None:
    """A name that looks like markup is shown with its brackets, in every part of the page."""
    schedule = Schedule(name="[bold]S", time_zone="Etc/UTC", layers=[weekly(User("1", name="[red]Ann[/red]"), BOB)])
    text = overview_text(overview(schedule), Canvas())
    assert text.count("[red]Ann[/red]") >= 3
    assert "[bold]S" in text
    coloured = overview_text(overview(schedule), Canvas(color=True))
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured).count("[red]Ann[/red]") >= 3


def test_what_was_decided_up_to_a_date_is_not_called_proved() -> None:
    """It stands under a heading of its own, with the date."""
    said = partial(Proof, code="OC101", subject="rota", statement="somebody is always on call", holds=True, since=0)
    both = ["Proved", "True as far as it was decided"]
    for proof, headings in ((said(), both[:1]), (said(until="2030-01-01T00:00:00Z"), both)):
        lines = report_text(Report((), (proof,)), Canvas(width=80, color=False)).split("\n")
        assert [line for line in lines if line in both] == headings
