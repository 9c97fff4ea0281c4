"""Events: every shift to the second in every reader, and events that stay themselves."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from oncall import Configuration, Layer, Override, Schedule, User, WeeklyRestriction
from oncall.chronology.zones import EARLIEST
from oncall.formats import ical
from tests.formats.ical.readers import READERS, event_bytes, events, second, texts, uids
from tests.formats.ical.rotas import ALICE, BOB, CAROL, DAVE, ERIN, NEW_YORK, START, published, rota
from tests.strategies import DAY, HOUR, WEEK, Scene, instant_at


@given(published())
def test_both_readers_find_every_shift_to_the_second(it: tuple[Scene, int, int]) -> None:
    """What two independent readers find is the shifts that have a part in the range, whole, over clock changes too."""
    scene, since, until = it
    shifts = [shift.bounds for shift in scene.schedule.shifts(since, until, overflow=True)]
    expected = [(start, until if end is None else end) for start, end in shifts]
    written = ical.dumps(scene.schedule, since, until)
    for read in READERS:
        assert sorted((start, end) for _, start, end in read(written)) == expected


@given(published())
def test_a_reader_finds_who_is_on_call_at_any_instant(it: tuple[Scene, int, int]) -> None:
    """The event around an instant names the person whom the schedule has then; where it has nobody there is none."""
    scene, since, until = it
    found = events(ical.dumps(scene.schedule, since, until))
    for instant in {since, min(scene.near, until - 1), until - 1}:
        around = [event for event in found if second(event.start) <= instant < second(event.end)]
        person = scene.schedule.on_call(instant)
        names = [] if person is None else [f"On call: {person.name} — schedule"]
        assert [str(event["SUMMARY"]) for event in around] == names


@pytest.mark.parametrize(
    ("zone", "change", "hours"),
    [
        (NEW_YORK, datetime(2025, 3, 9), 167),
        (NEW_YORK, datetime(2025, 11, 2), 169),
        ("Europe/Dublin", datetime(2025, 3, 30), 167),
        ("Australia/Lord_Howe", datetime(2025, 4, 6), 168.5),
        ("Africa/Casablanca", datetime(2025, 2, 23), 169),
        ("Pacific/Apia", datetime(2011, 12, 30), 144),
        ("America/St_Johns", datetime(2010, 3, 14), 167),
        ("Asia/Kathmandu", datetime(2025, 3, 9), 168),
        ("Etc/UTC", datetime(2025, 3, 9), 168),
    ],
)
def test_a_week_over_a_clock_change_has_the_hours_that_pass(zone: str, change: datetime, hours: float) -> None:
    """A week lasts 168 hours less what its clock change skips; the one in which Apia left out a day, 144."""
    wednesday = change - timedelta(days=(change.weekday() - 2) % 7)
    start, end = (instant_at(zone, wednesday + timedelta(weeks=n)) for n in (0, 1))
    layer = Layer.weekly([ALICE, BOB], start=start - WEEK, hand_off="wed 00:00", time_zone=zone)
    written = ical.dumps(Schedule(name="rota", time_zone=zone, layers=[layer]), start, end)
    whole, rest = divmod(hours, 1)
    assert end - start == hours * HOUR
    assert f"): {whole:.0f} hours{' 30 minutes' if rest else ''}\n" in texts(written, "DESCRIPTION")[0]
    for read in READERS:
        assert [(begun, over) for _, begun, over in read(written)] == [(start, end)]


def test_a_shift_says_whom_it_comes_from_and_goes_to() -> None:
    """The description has the local times, the hours that pass, both hand-overs and the layers."""
    written = ical.dumps(rota(), "2025-03-05T12:00:00-05:00", "2025-03-05T13:00:00-05:00")
    (text,) = texts(written, "DESCRIPTION")
    assert text.split("\n") == [
        "From Wed 2025-03-05 00:00 -05:00 to Wed 2025-03-12 00:00 -04:00 (America/New_York): 167 hours",
        "Takes over from alice",
        "Hands over to carol",
        "Through weekly",
    ]


def test_a_hand_over_to_nobody_is_said() -> None:
    """Before a layer starts and after it ends there is nobody to hand over."""
    alone = rota([ALICE])
    ended = attrs.evolve(alone, layers=[attrs.evolve(alone.layers[0], end="2025-01-08T00:00:00-05:00")])
    (text,) = texts(ical.dumps(ended, START, "2025-02-01T00:00:00Z"), "DESCRIPTION")
    assert text.splitlines()[1:3] == ["Takes over from nobody", "Hands over to nobody"]


def test_a_shift_without_end_is_cut_and_stays_one_event() -> None:
    """Somebody alone is on call for ever: the event ends with the range, and in a later range it is the same event."""
    alone = rota([ALICE])
    early, late = (ical.dumps(alone, f"{year}-06-01T00:00:00Z", f"{year}-07-01T00:00:00Z") for year in (2025, 2030))
    begins = datetime(2025, 1, 1, 5, tzinfo=UTC)
    assert [(event.start, event.end) for event in events(early)] == [(begins, datetime(2025, 7, 1, tzinfo=UTC))]
    assert [(event.start, event.end) for event in events(late)] == [(begins, datetime(2030, 7, 1, tzinfo=UTC))]
    assert uids(early) == uids(late)
    assert texts(early, "DESCRIPTION") == texts(late, "DESCRIPTION")
    assert "without end" in texts(early, "DESCRIPTION")[0]


def test_a_calendar_without_shifts_has_no_event() -> None:
    """Where nobody is on call there is a calendar, and both readers read it."""
    written = ical.dumps(attrs.evolve(rota(), layers=[]), 0, DAY)
    assert [read(written) for read in READERS] == [[], []]


def test_the_first_second_that_there_is_can_begin_a_shift() -> None:
    """Nothing comes before the first day that every zone can show, so nobody is asked who was on call then."""
    override = Override(user=ALICE, start=EARLIEST, end=EARLIEST + HOUR)
    written = ical.dumps(attrs.evolve(rota(), layers=[], overrides=[override]), EARLIEST, EARLIEST + DAY)
    assert "Takes over from nobody" in texts(written, "DESCRIPTION")[0]
    assert b"\r\nDTSTART:00010103T000000Z\r\n" in written


# --- UIDs -------------------------------------------------------------------------------------------------------------


@given(published())
def test_no_two_shifts_share_a_uid(it: tuple[Scene, int, int]) -> None:
    """There are as many UIDs as shifts."""
    scene, since, until = it
    written = ical.dumps(scene.schedule, since, until)
    assert len(uids(written)) == len(scene.schedule.shifts(since, until)) == written.count(b"BEGIN:VEVENT\r\n")


@given(published(), st.data())
def test_a_window_that_moves_changes_no_event(it: tuple[Scene, int, int], data: st.DataObject) -> None:
    """A shift in two windows is the same event, byte for byte; only the end of one that never ends is the window's."""
    scene, since, until = it
    first = event_bytes(ical.dumps(scene.schedule, since, until))
    instant = data.draw(st.integers(since, until - 1))
    length = data.draw(st.integers(1, until - since))
    second = event_bytes(ical.dumps(scene.schedule, instant, instant + length))
    shared = {shift.bounds for shift in scene.schedule.shifts(instant, min(until, instant + length), overflow=True)}
    assert len(first.keys() & second.keys()) == len(shared)
    for uid in first.keys() & second.keys():
        assert _without_endless_end(first[uid]) == _without_endless_end(second[uid])


def _without_endless_end(event: bytes) -> bytes:
    return re.sub(rb"\r\nDTEND:.*", b"", event) if b"without end" in event else event


@given(published(), st.data())
def test_an_override_changes_the_uids_of_the_shifts_that_it_begins_anew(
    it: tuple[Scene, int, int], data: st.DataObject
) -> None:
    """A shift that keeps its person and its start keeps its UID, whatever an override does to its end; no other one."""
    scene, since, until = it
    start = data.draw(st.integers(since, until - 1))
    override = Override(user=ERIN, start=start, end=start + data.draw(st.integers(1, until - since)))
    after = attrs.evolve(scene.schedule, overrides=[*scene.schedule.overrides, override])
    _check_that_uids_follow_starts(scene.schedule, after, since, until)


@given(published(), st.data())
def test_the_end_of_a_layer_changes_no_uid_of_the_shifts_that_stay(
    it: tuple[Scene, int, int], data: st.DataObject
) -> None:
    """A layer that is ended takes its later shifts away, and cuts one, which is the same event still."""
    scene, since, until = it
    assume(scene.schedule.layers)
    *layers, last = scene.schedule.layers
    end = data.draw(st.integers(since, until)) // 60 * 60
    after = attrs.evolve(scene.schedule, layers=[*layers, attrs.evolve(last, end=end)])
    _check_that_uids_follow_starts(scene.schedule, after, since, until)


def _check_that_uids_follow_starts(before: Schedule, after: Schedule, since: int, until: int) -> None:
    kept, there = (
        {(shift.user.id, shift.bounds[0]) for shift in schedule.shifts(since, until, overflow=True)}
        for schedule in (before, after)
    )
    old, new = (uids(ical.dumps(schedule, since, until)) for schedule in (before, after))
    assert (len(old & new), len(old - new), len(new - old)) == (
        len(kept & there),
        len(kept - there),
        len(there - kept),
    )


def test_a_shift_that_is_cut_short_keeps_its_uid() -> None:
    """When carol takes alice's last day, alice's event ends a day earlier: one event comes, and none goes."""
    swap = Override(user=CAROL, start="2025-01-07T00:00:00-05:00", end="2025-01-08T00:00:00-05:00")
    swapped = attrs.evolve(rota(), overrides=[swap])
    before, after = (ical.dumps(it, START, "2025-01-22T00:00:00-05:00") for it in (rota(), swapped))
    assert uids(before) < uids(after)
    assert len(uids(after) - uids(before)) == 1
    assert [texts(it, "DTEND")[0] for it in (before, after)] == ["20250108T050000Z", "20250107T050000Z"]


def test_somebody_new_elsewhere_in_the_rotation_changes_nobody_elses_uids() -> None:
    """When erin comes in bob's place, of eight weeks of four people, bob's two events go and erin's two come."""
    before, after = rota([ALICE, BOB, CAROL, DAVE]), rota([ALICE, ERIN, CAROL, DAVE])
    old, new = (uids(ical.dumps(it, START, "2025-02-26T00:00:00-05:00")) for it in (before, after))
    assert (len(old & new), len(old - new), len(new - old)) == (6, 2, 2)


def test_a_new_name_changes_no_uid() -> None:
    """People and schedules may be renamed: UIDs are made from ids."""
    renamed = rota([User("alice", name="Alice A."), BOB, CAROL, DAVE], name="Till", key="Checkout")
    assert uids(ical.dumps(renamed, START, "2025-03-01T00:00:00Z")) == uids(
        ical.dumps(rota(), START, "2025-03-01T00:00:00Z")
    )


def test_ids_that_look_alike_when_joined_stay_apart() -> None:
    """The schedule `a` of the person `b, c` is not the schedule `a, b` of the person `c`."""
    pairs = [("a", "b, c"), ("a, b", "c"), ('a", "b', "c"), ("a", 'b", "c'), ("a\\", "b"), ("a", "\\b")]
    schedules = [rota([User(person)], key=key) for key, person in pairs]
    assert len({uid for it in schedules for uid in uids(ical.dumps(it, START, "2025-01-02T00:00:00Z"))}) == len(pairs)


# --- Edits ------------------------------------------------------------------------------------------------------------

ANN, BEN, CAT, DAN, EVE = (User(f"PUSER{number}", name=name) for number, name in enumerate("ABCDE"))
WEEKLY = rota([ANN, BEN, CAT, DAN])
EIGHT_WEEKS = (START, "2025-02-26T00:00:00-05:00")


def turned(*users: User, **changes: Any) -> Schedule:
    """The rotation with other people, or with something else about its layer."""
    return attrs.evolve(WEEKLY, layers=[attrs.evolve(WEEKLY.layers[0], users=users or (ANN, BEN, CAT, DAN), **changes)])


def taken(user: User, start: str, end: str) -> Schedule:
    """The rotation with an override from one midnight in January 2025 to another."""
    override = Override(user=user, start=f"2025-01-{start}T00:00:00-05:00", end=f"2025-01-{end}T00:00:00-05:00")
    return attrs.evolve(WEEKLY, overrides=[override])


SATURDAYS = Layer.weekly(
    [EVE],
    start=START,
    hand_off="wed 00:00",
    time_zone=NEW_YORK,
    name="Saturdays",
    restrictions=[WeeklyRestriction(start_day_of_week=6, start_time_of_day="00:00:00", duration_seconds=DAY)],
)


# Eight weeks from Wednesday to Wednesday: A B C D A B C D. An event names whoever comes before and after it, so it
# changes with its neighbours; its UID does not.
@pytest.mark.parametrize(
    ("edited", "same", "changed", "come", "gone"),
    [
        # E takes the last day of week 1: A's event ends earlier, B takes over from E; E's event comes.
        (taken(EVE, "07", "08"), 6, 2, 1, 0),
        # A keeps the first day of week 2: A's event ends later. B begins on another day, which is another event.
        (taken(ANN, "08", "09"), 6, 1, 1, 1),
        # E takes the first day of week 2: A hands over to E, B's event is another one, E's comes.
        (taken(EVE, "08", "09"), 6, 1, 2, 1),
        # A takes all of week 2: A's event lasts two weeks, C takes over from A, and B's event goes.
        (taken(ANN, "08", "15"), 5, 2, 0, 1),
        # E takes four days in the middle of week 1. A's event ends earlier, and A has another after it.
        (taken(EVE, "02", "06"), 7, 1, 2, 0),
        # E is appended: A B C D E A B C. D's first week hands over to E now, and no week after it is as it was.
        (turned(ANN, BEN, CAT, DAN, EVE), 3, 1, 4, 4),
        # B leaves: A C D A C D A C. Only the first week is A's still, who hands over to C.
        (turned(ANN, CAT, DAN), 0, 1, 7, 7),
        # E comes in B's place: A E C D A E C D. B's two weeks go, E's come, and those of A and C, twice each, have
        # another neighbour. D's have not.
        (turned(ANN, EVE, CAT, DAN), 2, 4, 2, 2),
        # The layer ends with week 7, which hands over to nobody then.
        (turned(end="2025-02-19T00:00:00-05:00"), 6, 1, 0, 1),
        # A layer of E's Saturdays cuts each week in two: the first part is the old event, the second and E's come.
        (attrs.evolve(WEEKLY, layers=[*WEEKLY.layers, SATURDAYS]), 0, 8, 16, 0),
        # Another name of the layer, which each event says.
        (turned(name="rota"), 0, 8, 0, 0),
        # A has another name: A's two weeks, B's two, which take over from A, and those of D, which hand over to A.
        (turned(User("PUSER0", name="Ann"), BEN, CAT, DAN), 2, 6, 0, 0),
        # Another label in Terraform: an address is no identity.
        (attrs.evolve(WEEKLY, id="pagerduty_schedule.till"), 8, 0, 0, 0),
        # What is not on call says nothing.
        (attrs.evolve(WEEKLY, description="ours"), 8, 0, 0, 0),
    ],
)
def test_an_edit_changes_what_it_is_about_and_nothing_else(
    edited: Schedule, same: int, changed: int, come: int, gone: int
) -> None:
    """How many of the events keep every byte, keep only their UID, come and go, by arithmetic."""
    before, after = (event_bytes(ical.dumps(it, *EIGHT_WEEKS)) for it in (WEEKLY, edited))
    both = before.keys() & after.keys()
    kept = [uid for uid in both if before[uid] == after[uid]]
    found = (len(kept), len(both) - len(kept), len(after.keys() - both), len(before.keys() - both))
    assert found == (same, changed, come, gone)


def test_other_labels_in_terraform_change_no_byte() -> None:
    """Of a schedule and of people: their names are what they are known by."""
    first, second_one = (
        Schedule(
            name="Checkout",
            id=f"pagerduty_schedule.{label}",
            time_zone=NEW_YORK,
            layers=rota([User(f"pagerduty_user.{label}{name}", name=name) for name in "AB"]).layers,
        )
        for label in ("old", "new")
    )
    assert ical.dumps(first, *EIGHT_WEEKS) == ical.dumps(second_one, *EIGHT_WEEKS)


@given(published(), published())
def test_both_readers_find_the_shifts_of_a_person_across_schedules(
    it: tuple[Scene, int, int], other: tuple[Scene, int, int]
) -> None:
    """Those that the schedules give them, of two zones, and nobody else's."""
    scene, since, until = it
    another = attrs.evolve(other[0].schedule, name="another", id="another")
    configuration = Configuration(schedules=[scene.schedule, another])
    shifts = [
        shift.bounds
        for schedule in (scene.schedule, another)
        for shift in schedule.shifts(since, until, overflow=True)
        if shift.user == ALICE
    ]
    expected = sorted((start, until if end is None else end) for start, end in shifts)
    written = ical.dumps(configuration, since, until, user=User("alice"))
    assert len(uids(written)) == len(expected)
    for read in READERS:
        assert sorted((start, end) for _, start, end in read(written)) == expected
