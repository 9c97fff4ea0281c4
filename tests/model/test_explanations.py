"""Why somebody is on call: each state of a layer, the arithmetic of a turn, and the text that a person reads."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from oncall import (
    DailyRestriction,
    ExplainedLayer,
    Explanation,
    Layer,
    Override,
    Schedule,
    Turn,
    User,
    WeeklyRestriction,
)
from oncall.chronology.instants import to_seconds
from oncall.chronology.zones import EARLIEST, LATEST
from oncall.errors import NotAnInstantError
from tests.strategies import DAY, HOUR, WEEK

ALICE, BOB, CAROL, DAVE = (User(name.lower(), name=name) for name in ("Alice", "Bob", "Carol", "Dave"))
NEW_YEAR = "2025-01-01T00:00:00-05:00"
NIGHTS = DailyRestriction(start_time_of_day="22:00:00", duration_seconds=8 * HOUR)


def layer(name: str, *users: User, **others: Any) -> Layer:
    """Weekly turns from the new year of 2025 on, in New York."""
    written: dict[str, Any] = {
        "start": NEW_YEAR,
        "rotation_virtual_start": NEW_YEAR,
        "rotation_turn_length_seconds": WEEK,
        **others,
    }
    return Layer(name=name, users=users, **written)


def schedule(*layers: Layer, overrides: tuple[Override, ...] = ()) -> Schedule:
    """A schedule in New York."""
    return Schedule(name="Checkout", time_zone="America/New_York", layers=layers, overrides=overrides)


PRIMARY = layer("Primary", ALICE, BOB, CAROL, DAVE)
SECONDARY = attrs.evolve(PRIMARY, name="Secondary", rotation_virtual_start="2025-01-08T00:00:00-05:00")
ARTICLE = schedule(PRIMARY, SECONDARY)
INCIDENT = "2025-03-12T15:00:00Z"


def the_layer(explanation: Explanation) -> ExplainedLayer:
    """The only layer."""
    (found,) = explanation.layers
    return found


def the_turn(explanation: Explanation) -> Turn:
    """The turn of the only layer."""
    found = the_layer(explanation).turn
    assert found is not None
    return found


def test_the_text_of_the_articles_incident() -> None:
    """Secondary hides Primary: 63 days and 11 hours after its virtual start is turn 9, the second of four people."""
    # 8 January to 12 March are 23 + 28 + 12 = 63 days; 1 January to 12 March are 70.
    assert str(ARTICLE.explain(INCIDENT)).split("\n") == [
        "Checkout (America/New_York)",
        "  at       Wed 2025-03-12 11:00 -04:00",
        "  on call  Bob, through Secondary",
        "  since    Wed 2025-03-12 00:00 -04:00",
        "  until    Wed 2025-03-19 00:00 -04:00 (in 6 days 13 hours)",
        "",
        "  Secondary (layer 2) wins: Bob, 2 of 4",
        "    turn     9: Wed 2025-03-12 00:00 -04:00 to Wed 2025-03-19 00:00 -04:00",
        "    counted  2025-03-12 11:00 - 2025-01-08 00:00 = 9 x 1 week + 11 hours",
        "    place    9 mod 4 = 1: Alice, [Bob], Carol, Dave",
        "",
        "  Primary (layer 1) is hidden by Secondary: it would be Carol, 3 of 4",
        "    turn     10: Wed 2025-03-12 00:00 -04:00 to Wed 2025-03-19 00:00 -04:00",
        "    counted  2025-03-12 11:00 - 2025-01-01 00:00 = 10 x 1 week + 11 hours",
        "    place    10 mod 4 = 2: Alice, Bob, [Carol], Dave",
    ]


def test_an_explanation_is_a_value_of_its_own() -> None:
    """What it tells can be had one by one: instants in the schedule's zone, people, layers, numbers."""
    found = ARTICLE.explain(INCIDENT)
    assert (found.schedule, found.user, found.time_zone) == (ARTICLE, BOB, "America/New_York")
    assert (found.at.isoformat(), found.utc_offset_seconds) == ("2025-03-12T11:00:00-04:00", -4 * HOUR)
    assert found.shift == ARTICLE.shift_at(INCIDENT)
    assert found.until is not None
    assert found.until.isoformat() == "2025-03-19T00:00:00-04:00"
    winner, hidden = found.layers
    assert found.winner == winner
    assert (winner.layer, winner.state, winner.index, winner.hidden_by) == (SECONDARY, "wins", 1, None)
    assert (hidden.layer, hidden.state, hidden.index, hidden.hidden_by) == (PRIMARY, "hidden", 0, "Secondary")
    assert (winner.user, hidden.user) == (BOB, CAROL)
    assert winner.at == hidden.at == found.at
    assert hidden.at.isoformat() == "2025-03-12T11:00:00-04:00"
    turn = hidden.turn
    assert turn is not None
    assert (turn.number, turn.user, turn.position, turn.users) == (10, CAROL, 3, PRIMARY.users)
    assert (turn.start.isoformat(), turn.end.isoformat()) == ("2025-03-12T00:00:00-04:00", "2025-03-19T00:00:00-04:00")
    assert (turn.seconds, turn.elapsed_seconds, turn.rest_seconds) == (WEEK, 10 * WEEK + 11 * HOUR, 11 * HOUR)
    assert ARTICLE.explain(1_741_791_600) == found


def test_an_explanation_as_plain_values() -> None:
    """Nobody, never and not so are null; times carry offsets."""
    night = schedule(layer("Nights", ALICE, BOB, restrictions=[NIGHTS]))
    found = night.explain("2025-01-02T12:00:00-05:00").to_dict()
    (told,) = found.pop("layers")
    assert found == {
        "schedule": "Checkout",
        "name": "Checkout",
        "time_zone": "America/New_York",
        "at": "2025-01-02T12:00:00-05:00",
        "utc_offset_seconds": -18_000,
        "occurrence": None,
        "clock_changed_at": None,
        "clock_moved_by_seconds": None,
        "on_call": None,
        "until": "2025-01-02T22:00:00-05:00",
        "reason": "Nights is restricted",
        "overrides": [],
    }
    assert told == {
        "layer": "Nights",
        "index": 0,
        "state": "masked",
        "hidden_by": None,
        "is_overridden": False,
        "user": None,
        "start": NEW_YEAR,
        "end": None,
        "rotation_virtual_start": NEW_YEAR,
        "turn": {
            "number": 0,
            "user": "alice",
            "name": "Alice",
            "position": 1,
            "of": 2,
            "start": NEW_YEAR,
            "end": "2025-01-08T00:00:00-05:00",
            "seconds": WEEK,
            "elapsed_seconds": 36 * HOUR,
            "rest_seconds": 36 * HOUR,
            "is_by_reading": True,
        },
        "restrictions": [{"type": "daily_restriction", "start_time_of_day": "22:00:00", "duration_seconds": 28_800}],
        "window": {"start": "2025-01-02T06:00:00-05:00", "end": "2025-01-02T22:00:00-05:00"},
    }


def test_a_restricted_layer_says_when_it_closed_and_opens() -> None:
    """At noon a night layer is closed from 06:00 to 22:00, and the turn goes on meanwhile."""
    friday = WeeklyRestriction(start_day_of_week=5, start_time_of_day="17:00:30", duration_seconds=DAY + 3 * HOUR)
    dawn, length = DailyRestriction(start_time_of_day="02:00:00", duration_seconds=3690), "1 hour 1 minute 30 seconds"
    found = schedule(layer("Nights", ALICE, restrictions=[NIGHTS, dawn, friday])).explain("2025-01-02T12:00:00-05:00")
    assert found.layers[0].lines() == [
        "Nights (layer 1) is restricted: it would be Alice",
        "  closed   Thu 2025-01-02 06:00 -05:00 to Thu 2025-01-02 22:00 -05:00",
        f"  windows  daily 22:00 for 8 hours, daily 02:00 for {length} and Fridays 17:00:30 for 1 day 3 hours",
        "  turn     0: Wed 2025-01-01 00:00 -05:00 to Wed 2025-01-08 00:00 -05:00",
        "  counted  2025-01-02 12:00 - 2025-01-01 00:00 = 0 x 1 week + 1 day 12 hours",
    ]
    assert found.to_dict()["layers"][0]["restrictions"][2]["start_day_of_week"] == 5


def test_an_open_layer_says_when_it_opened_and_closes() -> None:
    """At 23:00 the night is open from 22:00 to 06:00."""
    lines = schedule(layer("Nights", ALICE, restrictions=[NIGHTS])).explain("2025-01-02T23:00:00-05:00").lines()
    assert "    open     Thu 2025-01-02 22:00 -05:00 to Fri 2025-01-03 06:00 -05:00" in lines
    assert "  until    Fri 2025-01-03 06:00 -05:00 (in 7 hours)" in lines


@pytest.mark.parametrize(
    ("others", "lines"),
    [
        ({"start": "2025-02-01T00:00:00-05:00"}, ["has not begun", "Sat 2025-02-01 00:00 -05:00", "never"]),
        (
            {"end": "2025-01-02T00:00:00-05:00"},
            ["is over", "Wed 2025-01-01 00:00 -05:00", "Thu 2025-01-02 00:00 -05:00"],
        ),
        (
            {"end": NEW_YEAR},
            [
                "is never active: its end is not after its start",
                "Wed 2025-01-01 00:00 -05:00",
                "Wed 2025-01-01 00:00 -05:00",
            ],
        ),
    ],
)
def test_a_layer_that_is_not_active_says_from_when_to_when_it_is(others: dict[str, str], lines: list[str]) -> None:
    """It has no turn, and says its start and its end."""
    found = the_layer(schedule(layer("A", ALICE, **others)).explain("2025-01-02T12:00:00-05:00"))
    verdict, start, end = lines
    assert found.lines() == [f"A (layer 1) {verdict}", f"  start    {start}", f"  end      {end}"]
    assert (found.turn, found.user, found.window) == (None, None, None)


@pytest.mark.parametrize(
    ("layers", "reason"),
    [
        ([], "there is no layer"),
        ([layer("A", ALICE, start="2025-02-01T00:00:00Z")], "A has not begun"),
        ([layer("", ALICE, end="2025-01-02T00:00:00Z")], "layer 1 is over"),
        ([layer("A", ALICE, start="2026-01-01T00:00:00Z")] * 2, "no layer has begun"),
        ([layer("A", ALICE, end="2025-01-02T00:00:00Z")] * 2, "every layer is over"),
        ([layer("A", ALICE, end="2024-01-02T00:00:00Z")] * 2, "no layer is ever active"),
        ([layer("A", ALICE, restrictions=[NIGHTS])] * 2, "every layer is restricted"),
        (
            [layer("A", ALICE, end="2024-01-02T00:00:00Z"), layer("B", BOB, restrictions=[NIGHTS])],
            "B is restricted and A is never active",
        ),
    ],
)
def test_nobody_has_a_reason(layers: list[Layer], reason: str) -> None:
    """What each layer is, from the top, or all of them."""
    found = schedule(*layers).explain("2025-01-03T12:00:00-05:00")
    assert found.reason == reason
    assert f"  on call  nobody: {reason}" in found.lines()
    assert (found.user, found.shift, found.winner) == (None, None, None)


def test_a_layer_may_be_called_override() -> None:
    """It hides what is below it like any other layer, and nothing says that there is an override."""
    found = schedule(layer("A", ALICE), layer("override", BOB)).explain("2025-01-03T12:00:00-05:00")
    (hidden,) = found.hidden
    assert (hidden.hidden_by, hidden.is_overridden) == ("override", False)
    assert "  A (layer 1) is hidden by override: it would be Alice" in found.lines()


def test_the_override_that_wins_and_those_that_it_beats() -> None:
    """Two overlap at noon: the later one wins over the other and over the layer; a third is not yet active."""
    times = [("2025-01-02", "2025-01-04"), ("2025-01-03", "2025-01-05"), ("2025-01-04", "2025-01-06")]
    overrides = [
        Override(user=user, start=f"{start}T00:00:00-05:00", end=f"{end}T00:00:00-05:00")
        for user, (start, end) in zip((BOB, CAROL, DAVE), times, strict=True)
    ]
    found = schedule(layer("A", ALICE), overrides=tuple(overrides)).explain("2025-01-03T12:00:00-05:00")
    assert found.overrides == (overrides[1], overrides[0])
    assert (found.winner, found.user, found.reason) == (overrides[1], CAROL, "through an override")
    assert found.lines()[5:12] == [
        "",
        "  override wins: Carol",
        "    from     Fri 2025-01-03 00:00 -05:00 to Sun 2025-01-05 00:00 -05:00",
        "",
        "  override is beaten by a later one: it would be Bob",
        "    from     Thu 2025-01-02 00:00 -05:00 to Sat 2025-01-04 00:00 -05:00",
        "",
    ]
    assert found.lines()[12] == "  A (layer 1) is hidden by an override: it would be Alice"
    assert (the_layer(found).hidden_by, the_layer(found).is_overridden) == ("override", True)
    assert found.hidden == found.layers
    later = schedule(layer("A", ALICE), overrides=tuple(overrides)).explain("2025-01-04T00:00:00-05:00")
    assert later.overrides == (overrides[2], overrides[1])
    assert [(it["user"], it["state"]) for it in found.to_dict()["overrides"]] == [("carol", "wins"), ("bob", "hidden")]


def test_the_parts_of_an_explanation() -> None:
    """Headlines, and labels with texts: of the schedule, each override, and each layer, whatever is in their names."""
    dana = User("dana", name="on call  dana")
    swap = Override(user=dana, start="2025-03-01T00:00:00-05:00", end="2025-03-02T00:00:00-05:00")
    found = schedule(layer("  at  a", ALICE), overrides=(swap,)).explain("2025-03-01T12:00:00-05:00")
    (title, summary), override, (headline, why) = found.parts
    assert title == f"{found.schedule.name} (America/New_York)"
    assert [label for label, _ in summary] == ["at", "on call", "since", "until"]
    assert dict(summary)["on call"] == "on call  dana, through an override"
    period = "Sat 2025-03-01 00:00 -05:00 to Sun 2025-03-02 00:00 -05:00"
    assert override == ("override wins: on call  dana", (("from", period),))
    assert headline.startswith("  at  a (layer 1) is hidden by an override: it would be Alice")
    assert [label for label, _ in why] == ["turn", "counted"]


def test_turns_before_the_virtual_start_are_negative() -> None:
    """Three days before a weekly virtual start the turn is -1, four days old, of the last in the list."""
    later = layer("A", ALICE, BOB, CAROL, rotation_virtual_start="2025-06-01T00:00:00-04:00")
    found = schedule(later).explain("2025-05-29T00:00:00-04:00")
    turn = the_turn(found)
    assert (turn.number, turn.user, turn.position, turn.rest_seconds) == (-1, CAROL, 3, 4 * DAY)
    assert "    counted  2025-05-29 00:00 - 2025-06-01 00:00 = -1 x 1 week + 4 days" in found.lines()
    assert "    place    -1 mod 3 = 2: Alice, Bob, [Carol]" in found.lines()


def test_a_list_that_repeats_itself_is_told_as_it_was_written() -> None:
    """Of Alice, Bob, Alice, Bob the third has turn 2, though the first would do as well."""
    found = the_turn(schedule(layer("A", ALICE, BOB, ALICE, BOB)).explain("2025-01-16T00:00:00-05:00"))
    assert (found.number, found.position, len(found.users), str(found)) == (2, 3, 4, "Alice, 3 of 4")


def test_a_turn_that_the_layer_cuts_says_so() -> None:
    """A turn of 1 to 8 January, in a layer of 2 to 5 January, is told whole, and cut on both sides."""
    short = layer("A", ALICE, start="2025-01-02T00:00:00-05:00", end="2025-01-05T00:00:00-05:00")
    found = schedule(short).explain("2025-01-03T00:00:00-05:00")
    turn = the_turn(found)
    assert (turn.start.isoformat(), turn.end.isoformat()) == (NEW_YEAR, "2025-01-08T00:00:00-05:00")
    assert [line for line in found.lines() if "cut" in line] == [
        "    cut      the layer began Thu 2025-01-02 00:00 -05:00",
        "    cut      the layer ends Sun 2025-01-05 00:00 -05:00",
    ]
    started = the_layer(found)
    assert started.end is not None
    assert (started.start.isoformat(), started.end.isoformat()) == (
        "2025-01-02T00:00:00-05:00",
        "2025-01-05T00:00:00-05:00",
    )


def test_a_layer_is_over_at_its_end_and_a_turn_may_end_with_it() -> None:
    """A week that ends with its first turn cuts nothing; a second earlier it is active, and at its end it is over."""
    week = schedule(layer("A", ALICE, BOB, end="2025-01-08T00:00:00-05:00"))
    before, after = (week.explain(f"2025-01-{time}-05:00") for time in ("07T23:59:59", "08T00:00:00"))
    assert (the_layer(before).state, the_layer(after).state) == ("wins", "over")
    assert not [line for line in before.lines() if "cut" in line]


HALF_PAST = schedule(
    layer(
        "Hours",
        ALICE,
        BOB,
        CAROL,
        rotation_turn_length_seconds=HOUR,
        rotation_virtual_start="2025-01-01T00:30:00-05:00",
    )
)


@pytest.mark.parametrize(
    ("at", "occurrence", "clock"),
    [
        ("2025-11-02T01:10:00-04:00", 1, None),
        ("2025-11-02T01:10:00-05:00", 2, "set back by 1 hour at Sun 2025-11-02 01:00 -05:00, 10 minutes ago"),
        ("2025-11-02T01:00:00-05:00", 2, "set back by 1 hour at Sun 2025-11-02 01:00 -05:00"),
        ("2025-11-02T02:00:00-05:00", None, None),
        ("2025-03-09T03:59:00-04:00", None, "set forward by 1 hour at Sun 2025-03-09 03:00 -04:00, 59 minutes ago"),
        ("2025-03-09T04:00:00-04:00", None, None),
    ],
)
def test_a_clock_change_is_told(at: str, occurrence: int | None, clock: str | None) -> None:
    """Of two equal local times it is told which; for an hour after the change, that and when it was."""
    found = HALF_PAST.explain(at)
    assert found.occurrence == occurrence
    twice = {1: ", the first of two times on this clock", 2: ", the second of two times on this clock", None: ""}
    assert found.lines()[1].endswith(f"0{twice[occurrence]}")
    assert [line for line in found.lines() if "clock  " in line] == ([] if clock is None else [f"  clock    {clock}"])
    assert (found.clock_changed_at is None) == (clock is None)


@pytest.mark.parametrize(
    ("at", "number", "rest", "words"),
    [
        # 1 January 00:30 to 2 November 01:30 are 305 days and 1 hour: turn 7321 began at the first 01:30.
        ("2025-11-02T01:10:00-05:00", 7321, -20 * 60, "7321 x 1 hour - 20 minutes"),
        # 02:30 is skipped and becomes 03:30; turn 67 x 24 + 1 = 1609 began at 01:30 and is current until then.
        ("2025-03-09T03:10:00-04:00", 1609, 100 * 60, "1609 x 1 hour + 1 hour 40 minutes"),
    ],
)
def test_in_the_hour_after_a_clock_change_the_definition_decides(at: str, number: int, rest: int, words: str) -> None:
    """A turn that has begun does not come back, and one whose reading was skipped has not begun; both are told."""
    found = HALF_PAST.explain(at)
    turn = the_turn(found)
    assert (turn.number, turn.rest_seconds, turn.is_by_reading) == (number, rest, False)
    lines = found.lines()
    assert any(line.endswith(f"= {words}") for line in lines)
    assert "    decided  the largest k with start_of(k) <= now, since the clock was just changed" in lines


def test_a_schedule_that_never_changes_is_for_ever() -> None:
    """One person without restrictions is on call for ever, and a schedule without layers never has anybody."""
    assert "  until    for ever" in schedule(layer("A", ALICE)).explain(INCIDENT).lines()
    assert schedule(layer("A", ALICE)).explain(INCIDENT).until is None
    assert schedule().explain(INCIDENT).until is None


@pytest.mark.parametrize("at", [EARLIEST, EARLIEST + 1, LATEST - 1, LATEST])
def test_the_ends_of_time_are_explained(at: int) -> None:
    """Turns and windows that reach out of what every zone can show are cut to it."""
    always = layer("A", ALICE, start="0001-01-01T00:00:00Z")
    late = attrs.evolve(always, rotation_virtual_start="9999-12-31T23:59:00-05:00", restrictions=[NIGHTS])
    until = attrs.evolve(always, end="9999-12-31T00:00:00Z", rotation_turn_length_seconds=365 * DAY)
    found = schedule(always, late, until).explain(at)
    assert found.user == (None if at == LATEST else ALICE)
    assert str(found)
    assert len(found.to_dict()["layers"]) == 3


def test_what_is_no_instant_is_refused() -> None:
    """An explanation, too, needs an instant."""
    with pytest.raises(NotAnInstantError, match="at: '2025-03-12T15:00:00' is not an instant"):
        ARTICLE.explain("2025-03-12T15:00:00")


def test_an_explanation_shows_itself_briefly() -> None:
    """It is the schedule, by id, and the instant."""
    assert repr(ARTICLE.explain(0)) == "Explanation(schedule=Checkout, at='1969-12-31T19:00:00-05:00')"


def test_at_a_hand_off_nothing_is_left_over() -> None:
    """At the very second a turn is 0 s old, which the readings tell; of two people each has a place."""
    found = schedule(layer("A", ALICE, BOB)).explain("2025-01-08T00:00:00-05:00")
    turn = the_turn(found)
    assert (turn.number, turn.rest_seconds, turn.is_by_reading) == (1, 0, True)
    assert str(the_layer(found)).split("\n") == [
        "A (layer 1) wins: Bob, 2 of 2",
        "  turn     1: Wed 2025-01-08 00:00 -05:00 to Wed 2025-01-15 00:00 -05:00",
        "  counted  2025-01-08 00:00 - 2025-01-01 00:00 = 1 x 1 week",
        "  place    1 mod 2 = 1: Alice, [Bob]",
    ]


def test_a_layer_begins_at_its_start() -> None:
    """A second before it has not begun; at its start it wins."""
    found = [schedule(layer("A", ALICE)).explain(f"{time}-05:00") for time in ("2024-12-31T23:59:59", NEW_YEAR[:19])]
    assert [the_layer(each).state for each in found] == ["not begun", "wins"]
    assert found[0].until is not None
    assert found[0].until.isoformat() == NEW_YEAR


@pytest.mark.parametrize(
    ("at", "moved"),
    [
        # At 02:00 it becomes 03:00, or 01:00: an hour, from the second of the change on.
        ("2025-03-09T03:00:00-04:00", HOUR),
        ("2025-03-09T03:59:59-04:00", HOUR),
        ("2025-11-02T01:00:00-05:00", -HOUR),
        ("2025-11-02T01:59:59-05:00", -HOUR),
    ],
)
def test_it_is_told_by_how_much_the_clock_was_moved(at: str, moved: int) -> None:
    """Forward or back, by an hour, and a second earlier nothing is told."""
    found = HALF_PAST.explain(at)
    assert (found.clock_moved_by_seconds, found.clock_changed_at is None) == (moved, False)
    way = "forward" if moved > 0 else "back"
    assert any(line.startswith(f"  clock    set {way} by 1 hour at ") for line in found.lines())
    change = to_seconds(at) - to_seconds(at) % HOUR
    before = HALF_PAST.explain(change - 1)
    assert (before.clock_moved_by_seconds, before.clock_changed_at) == (None, None)
    assert found.to_dict()["clock_moved_by_seconds"] == moved


def test_the_plain_values_of_overrides() -> None:
    """Each with its person, its times in the zone of the schedule, and whether it wins; nobody's layer is hidden."""
    override = Override(user=BOB, start="2025-01-02T00:00:00Z", end="2025-01-03T00:00:00Z")
    found = schedule(overrides=(override,)).explain("2025-01-02T00:00:00Z").to_dict()
    assert found["overrides"] == [
        {
            "user": "bob",
            "name": "Bob",
            "start": "2025-01-01T19:00:00-05:00",
            "end": "2025-01-02T19:00:00-05:00",
            "state": "wins",
        }
    ]


@pytest.mark.parametrize(
    ("virtual_start", "shown"),
    [
        ("9999-12-31T23:59:00-05:00", "9999-12-31 23:59:59"),  # 04:59 of the year 10 000
        ("9999-12-31T23:59:00+00:00", "9999-12-31 23:59"),
        ("9999-12-30T12:00:00+00:00", "9999-12-30 12:00"),
        ("0001-01-01T00:00:00+05:00", "0001-01-01 00:00"),  # 19:00 of the year 0
        ("0001-01-01T00:01:00+00:00", "0001-01-01 00:01"),
        ("0001-01-02T12:00:00+00:00", "0001-01-02 12:00"),
    ],
)
def test_a_virtual_start_is_shown_as_far_as_a_date_can_say_it(virtual_start: str, shown: str) -> None:
    """In UTC, from the first second of the year 1 to the last of 9999."""
    written = layer("A", ALICE, rotation_virtual_start=virtual_start)
    found = Schedule(name="s", time_zone="Etc/UTC", layers=[written]).explain("2025-01-02T00:00:00Z")
    (line,) = [line for line in found.lines() if line.startswith("    counted  ")]
    assert line.startswith(f"    counted  2025-01-02 00:00 - {shown} = ")


def test_a_weekly_restriction_as_plain_values() -> None:
    """Its day, from Monday, its time and its length."""
    friday = WeeklyRestriction(start_day_of_week=5, start_time_of_day="17:00:00", duration_seconds=DAY)
    (told,) = schedule(layer("A", ALICE, restrictions=[friday])).explain(INCIDENT).to_dict()["layers"]
    assert told["restrictions"] == [
        {
            "type": "weekly_restriction",
            "start_day_of_week": 5,
            "start_time_of_day": "17:00:00",
            "duration_seconds": DAY,
        }
    ]
