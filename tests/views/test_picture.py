"""The picture of a schedule."""

from __future__ import annotations

import re
import unicodedata

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from oncall import Override, Schedule, User
from oncall.errors import InvalidValueError
from oncall.views.people import Roster
from oncall.views.picture import picture
from oncall.views.text import Canvas
from tests.views.rotas import ALICE, BOB, checkout, office_hours, weekly

SINCE, UNTIL = "2025-03-09T00:00:00-05:00", "2025-04-06T00:00:00-04:00"
NOW = "2025-03-12T15:00:00Z"


def drawn(
    schedule: Schedule, since: str = SINCE, until: str = UNTIL, *, width: int = 80, color: bool = False
) -> list[str]:
    """The lines of a picture."""
    text = picture(schedule, since, until, Roster(schedule.users), width=width, color=color, now=NOW)
    return Canvas(width=width, color=color).draw([text]).rstrip("\n").split("\n")


def lane(schedule: Schedule, label: str, since: str = SINCE, until: str = UNTIL, *, width: int = 80) -> str:
    """The cells of one lane."""
    lines = drawn(schedule, since, until, width=width)
    (line,) = (line for line in lines if line.startswith(label))
    return line[lines[1].index("|") :]


def test_the_article_in_eighty_columns() -> None:
    """Two cells a day: alice has three days left, then bob, carol and dave a week each; Primary never decides."""
    assert drawn(checkout()) == [
        "           Sun 9 Mar     Sun 16 Mar    Sun 23 Mar    Sun 30 Mar",
        "           |     v now   |             |             |",
        "on call    AAAAAAB Bob BBBBBBBBC Carol CCCCCCD Dave DDDDDDDAAAAAAAA",
        "Secondary  AAAAAAB Bob BBBBBBBBC Carol CCCCCCD Dave DDDDDDDAAAAAAAA",
        "Primary    B.....C Carol ......D Dave .......A Alice ......B Bob ..",
        "           A Alice   B Bob   C Carol   D Dave   ... hidden by a lane above",
    ]


def test_a_narrow_terminal() -> None:
    """In 40 columns a cell is a day, and a name stands where seven cells are enough for it."""
    assert lane(checkout(), "on call", width=40) == "AAAB Bob BCCCCCCCDDDDDDDAAAA"


@pytest.mark.parametrize("width", [3, 10, 20, 36, 37, 40, 80, 200])
def test_a_picture_fits_its_width(width: int) -> None:
    """No line is wider than was asked for, before a terminal cuts it."""
    for schedule in (checkout(), office_hours(ALICE)):
        text = picture(schedule, SINCE, UNTIL, Roster(schedule.users), width=width, color=False, now=NOW)
        assert max(map(cell_len, text.plain.split("\n"))) <= width


@pytest.mark.parametrize("width", [2, 1, 0, -1])
def test_a_picture_has_three_columns(width: int) -> None:
    """A label takes two, and time one; neither a picture nor the canvas of a whole page can be narrower."""
    told = f"width must be a whole number of at least 3, got {width}"
    with pytest.raises(InvalidValueError, match=told):
        picture(checkout(), SINCE, UNTIL, Roster(checkout().users), width=width, color=False)
    with pytest.raises(InvalidValueError, match=told):
        Canvas(width=width)


def test_names_that_begin_alike_are_told_apart() -> None:
    """Of 30 characters 25 are the same: as much of them as needed is left out, of a lane's name and in the legend."""
    names = ["team-platform-on-call-eu-alice", "team-platform-on-call-eu-bob"]
    users = [User(str(place), name=name) for place, name in enumerate(names)]
    layers = [attrs.evolve(weekly(*users), name=name) for name in names]
    schedule = Schedule(name="Alike", time_zone="America/New_York", layers=layers)
    lines = drawn(schedule, width=40)
    # Labels have a quarter of the width, ten: `eu-alice` and an ellipsis are nine.
    assert [line[:11] for line in lines[3:5]] == ["…eu-bob    ", "…eu-alice  "]
    # The legend has 40 - 12, of which a letter and a space take two: an ellipsis and 25.
    assert [line.strip() for line in lines[5:7]] == ["A …platform-on-call-eu-alice", "B …platform-on-call-eu-bob"]


def test_names_that_begin_and_end_alike_are_told_apart() -> None:
    """Only the middle says who it is, also where somebody else has a long name that begins otherwise."""
    names = [f"team-platform-{name}-of-the-office-in-Europe" for name in ("alice", "bob")]
    names.append("operations-of-all-the-others-carol")
    users = [User(str(place), name=name) for place, name in enumerate(names)]
    layers = [attrs.evolve(weekly(*users), name=name) for name in names]
    lines = drawn(Schedule(name="Alike", time_zone="America/New_York", layers=layers), width=40)
    # Ten columns for a label, 26 for a name in the legend.
    assert [line[:10] for line in lines[3:6]] == ["opera…arol", "…bob-of-t…", "…alice-of…"]
    assert [line.strip()[2:] for line in lines[6:9]] == [
        "…alice-of-the-office-in-E…",
        "…bob-of-the-office-in-Eur…",
        "operations-of…others-carol",
    ]


def test_no_accent_is_split_from_its_letter() -> None:
    """Twenty times an e with an accent that stands apart: of every e that is left the accent is left, too."""
    users = [User("1", name="e\u0301" * 40), User("2", name="bob")]
    layer = attrs.evolve(weekly(*users), name="e\u0301" * 20)
    text = "\n".join(drawn(Schedule(name="Accents", time_zone="America/New_York", layers=[layer]), width=40))
    assert "\N{HORIZONTAL ELLIPSIS}e\u0301" in text
    assert text.count("e\u0301") == text.count("\u0301")


def test_a_cut_name_that_reads_from_right_to_left_ends_in_a_mark() -> None:
    """Wherever it is cut: or the letters and numbers after it would be moved."""
    users = [User(str(place), name=f"{'א' * 40}{own}{'ב' * 40}") for place, own in enumerate("גד")]
    lines = drawn(Schedule(name="Hebrew", time_zone="America/New_York", layers=[weekly(*users)]), width=40)
    found = [line for line in lines if "ב" in line]
    assert len({*found}) == len(found) == 2
    assert all(line.endswith("\u200e") for line in found)


def test_an_override_is_a_lane_of_its_own() -> None:
    """Dave takes bob's Friday 14th: two cells, which hide Secondary below."""
    override = Override(user=User("dave"), start="2025-03-14T00:00:00-04:00", end="2025-03-15T00:00:00-04:00")
    schedule = checkout(overrides=(override,))
    assert lane(schedule, "overrides").rstrip() == " " * 10 + "DD"
    assert lane(schedule, "on call")[:20] == "AAAAAA" + "BBBB" + "DD" + "B Bob BB"
    assert lane(schedule, "Secondary")[:20] == "AAAAAA" + "BBBB" + ".." + "B Bob BB"


def test_gaps_are_marked_in_the_result() -> None:
    """Where nobody is on call for a whole cell, the result has an exclamation mark, and the layer a hole."""
    schedule = office_hours(ALICE, BOB)
    since, until = "2025-03-12T00:00:00-04:00", "2025-03-13T00:00:00-04:00"
    # Ten whole weeks after 2025-01-01: alice again, from 09:00 to 17:00, an hour a cell.
    assert lane(schedule, "on call", since, until, width=40) == "!" * 9 + "AAAAAAAA" + "!" * 7
    assert lane(schedule, "Office", since, until, width=40).rstrip() == " " * 9 + "AAAAAAAA"


def test_a_short_gap_is_not_lost_in_a_long_cell() -> None:
    """One minute without anybody marks its cell in a line of its own, below a result that looks whole."""
    day = attrs.evolve(office_hours(ALICE).layers[0], restrictions=())
    ended = attrs.evolve(day, end="2025-03-20T12:00:00-04:00")
    resumed = attrs.evolve(day, start="2025-03-20T12:01:00-04:00")
    schedule = Schedule(name="Seam", time_zone="America/New_York", layers=[ended, resumed])
    # The 12th day of the picture, from noon on: cell 2 * 11 + 1.
    assert lane(schedule, "gaps").rstrip() == " " * 23 + ":"
    assert ":" not in lane(schedule, "on call")
    assert any(": nobody for a part of it" in line for line in drawn(schedule))


def test_a_gap_does_not_look_like_cover() -> None:
    """Eight hours a day: with colours nothing of the result has the ground of a person, nor a gap that of a gap."""
    result, gaps = (line for line in drawn(office_hours(ALICE, BOB), width=40, color=True)[2:4])
    assert "▄\x1b[0mAlice\x1b[" in result, "her colour goes on around her name"
    assert "48;5" not in result + gaps


def test_the_legend_lists_what_is_to_be_seen() -> None:
    """Turns of a day of which eight hours count: every cell is a letter, and so no dash is to be looked up."""
    layer = attrs.evolve(office_hours(ALICE, BOB).layers[0], rotation_turn_length_seconds=86_400)
    lines = drawn(Schedule(name="Days", time_zone="America/New_York", layers=[layer]), width=40)
    assert lines[2].split()[-1] in {"AB" * 14, "BA" * 14}
    assert not any("-" in line for line in lines)


def test_a_lone_hidden_cell_has_no_letter() -> None:
    """Over a year a cell is a week, one turn of Primary, which never decides: a letter there would look like cover."""
    year = ("2025-01-01T00:00:00-05:00", "2026-01-01T00:00:00-05:00")
    # The 52 weeks of a year and a day.
    assert lane(checkout(), "Primary", *year) == "." * 53


def test_a_part_of_a_cell_is_drawn_as_a_part() -> None:
    """Eight hours a day do not fill half days: dashes follow the letter, and the legend says what they are."""
    lines = drawn(office_hours(ALICE, BOB))
    assert set(lane(office_hours(ALICE, BOB), "Office")) <= set("A Alice-B Bob ")
    assert any("--- on call for a part of it" in line for line in lines)


def test_colours_are_the_same_in_every_lane() -> None:
    """Bob is the same colour wherever he is; without colours there is no escape sequence at all."""
    lines = drawn(checkout(), color=True)
    # The second of the palette's colours, as ground of the upper lanes and around his name in the hidden one.
    assert [line.count("48;5;74m Bob") for line in lines[2:5]] == [1, 1, 0]
    assert [line.count("38;5;74m·\x1b[0mBob\x1b[38;5;74m·") for line in lines[2:5]] == [0, 0, 2]
    assert "\x1b" not in "".join(drawn(checkout()))


@pytest.mark.parametrize("width", [24, 40, 80])
def test_letters_are_readable_on_any_ground(width: int) -> None:
    """A name or a letter has the ground of its colour, or the terminal's own ink: yellow on white cannot be read."""
    for line in drawn(checkout(), width=width, color=True):
        for codes, words in re.findall(r"\x1b\[([\d;]+)m([^\x1b]*)", line):
            if re.search(r"\w", words) and "38;5" in codes:
                assert "48;5" in codes, (codes, words)


AWKWARD = [
    "[red]Ann[/red]",
    "Zoë 👩‍🚒",
    "אליס כהן",
    "山田太郎",
    "Eve\nnew\x1b[31m",
    "x" * 300,
    ":smile:",
    "\u202eRLO",
    "☎️",
]


@given(
    names=st.lists(st.sampled_from(AWKWARD) | st.text(min_size=1).filter(str.strip), min_size=1, max_size=6),
    width=st.sampled_from([40, 80, 200]),
    color=st.booleans(),
)
def test_no_name_breaks_the_picture(names: list[str], width: int, *, color: bool) -> None:
    """With any names, of people, layers and schedules, all lanes begin in one column and no line is too wide."""
    users = [User(str(number), name=name) for number, name in enumerate(names)]
    layer = attrs.evolve(office_hours(*users).layers[0], name=names[0])
    schedule = Schedule(name=names[-1], time_zone="America/New_York", layers=[layer])
    text = picture(schedule, SINCE, UNTIL, Roster(users), width=width, color=color, now=NOW)
    lines = text.plain.split("\n")
    assert max(map(cell_len, lines)) <= width
    assert len({cell_len(line) for line in lines[2:5]}) == 1
    assert not {unicodedata.category(char) for line in lines for char in line if char != "\u200e"} & {
        "Cc",
        "Cf",
        "Zl",
        "Zp",
    }


def test_what_the_clock_skips_is_said() -> None:
    """Samoa had no 30 December 2011: of six cells a day six are of no time, and neither a gap nor anybody's."""
    layer = attrs.evolve(weekly(ALICE), start="2011-12-01T00:00:00-10:00")
    schedule = Schedule(name="Apia", time_zone="Pacific/Apia", layers=[layer])
    since, until = "2011-12-26T00:00:00-10:00", "2012-01-05T00:00:00+14:00"
    assert lane(schedule, "on call", since, until)[24:30] == "//////"
    lines = drawn(schedule, since, until)
    assert lines[-1].endswith("/ skipped by the clock")
    assert not any("nobody" in line for line in lines)


def test_wide_names_stay_in_their_column() -> None:
    """A wide character takes two columns of a bar, and the bar stays as long as it is."""
    users = [User("1", name="山田 太郎"), User("2", name="Bob")]
    schedule = Schedule(
        name="Wide", time_zone="America/New_York", layers=[attrs.evolve(checkout().layers[0], users=users)]
    )
    assert cell_len(lane(schedule, "on call", width=200)) == 28 * 6
    assert "山田 太郎" in lane(schedule, "on call", width=200)


def test_years_and_hours() -> None:
    """A year is labelled by months, a day by its date and its hours."""
    year = drawn(checkout(), "2025-01-01T00:00:00-05:00", "2026-01-01T00:00:00-05:00")
    assert year[0].split()[:4] == ["Jan", "2025", "Apr", "2025"]
    day = drawn(checkout(), "2025-03-12T00:00:00-04:00", "2025-03-13T00:00:00-04:00")
    assert day[0].split() == ["Wed", "12", "Mar", "06:00", "12:00", "18:00"]


def test_a_cell_of_several_people_is_nobodys() -> None:
    """Where a cell is a whole round of the rotation, no one person has more than half of it: it says who shares it."""
    five_years = ("2025-01-01T00:00:00-05:00", "2030-01-01T00:00:00-05:00")
    # Cells of four weeks, of which five years have 65.2.
    assert lane(checkout(), "on call", *five_years) == "~ Alice, Bob, Carol and Dave ".ljust(66, "~")
    assert any("~~~ several people in turn" in line for line in drawn(checkout(), *five_years))


def test_where_names_have_no_room_people_are_counted() -> None:
    """Eight names of sixty letters fit nowhere, that there are eight does; in four columns only the sign does."""
    people = [User(str(number), name=f"{number}" * 60) for number in range(8)]
    schedule = Schedule(name="s", time_zone="America/New_York", layers=[weekly(*people)])
    ten_years = ("2025-01-01T00:00:00-05:00", "2035-01-01T00:00:00-05:00")
    # Cells of eight weeks are a whole round: of ten years 65.2.
    assert lane(schedule, "on call", *ten_years) == "~ 8 people in turn ".ljust(66, "~")


def test_the_hour_of_a_clock_change_is_not_most_of_weeks() -> None:
    """Alice and bob have four weeks each of every cell of eight; in March and November one of them an hour more."""
    schedule = Schedule(name="s", time_zone="America/New_York", layers=[weekly(ALICE, BOB)])
    ten_years = ("2025-01-01T00:00:00-05:00", "2035-01-01T00:00:00-05:00")
    assert lane(schedule, "on call", *ten_years) == "~ Alice and Bob ".ljust(66, "~")


def test_several_hidden_people_are_several() -> None:
    """Alice, bob and carol have an hour each beneath dave: nobody has more than half of a cell of twelve."""
    carol, dave = User("carol", name="Carol"), User("dave", name="Dave")
    low = attrs.evolve(weekly(ALICE, BOB, carol, name="Low"), rotation_turn_length_seconds=3600)
    schedule = Schedule(name="s", time_zone="America/New_York", layers=[low, weekly(dave, name="Top")])
    assert lane(schedule, "Low") == "~ Alice, Bob and Carol ".ljust(56, "~")
