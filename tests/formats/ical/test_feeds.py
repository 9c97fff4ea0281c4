"""Feeds: one person, several schedules, timelines."""

from __future__ import annotations

import attrs

from oncall import Configuration, Override, Schedule, User
from oncall.formats import ical
from tests.formats.ical.readers import event_bytes, events, texts, uids
from tests.formats.ical.rotas import ALICE, ERIN, START, rota, two_rotas


def test_one_person_of_a_schedule() -> None:
    """The calendar of a person has the events of the schedule's calendar that are theirs, and no others."""
    everybody = event_bytes(ical.dumps(rota(), START, "2025-03-01T00:00:00Z"))
    hers = event_bytes(ical.dumps(rota(), START, "2025-03-01T00:00:00Z", user=ALICE))
    assert hers == {uid: event for uid, event in everybody.items() if b"SUMMARY:On call: alice " in event}
    assert len(hers) == 3
    assert event_bytes(ical.dumps(rota(), START, "2025-03-01T00:00:00Z", user="alice")) == hers


def test_one_person_across_schedules() -> None:
    """Shifts are in the order of time, with the names of their schedules, and the events are those of the schedules."""
    written = ical.dumps(two_rotas(), START, "2025-02-04T00:00:00Z", user="alice")
    assert texts(written, "SUMMARY") == [f"On call: alice — {name}" for name in ("Checkout", "Search", "Checkout")]
    assert texts(written, "NAME") == ["On call: alice"]
    apart = [event_bytes(ical.dumps(it, START, "2025-02-04T00:00:00Z")) for it in two_rotas().schedules.values()]
    assert event_bytes(written).items() <= (apart[0] | apart[1]).items()


def test_the_order_of_schedules_is_not_in_the_bytes() -> None:
    """However a configuration was put together, a person's calendar is the same, also where shifts begin at once."""
    both = [rota(name="a"), rota(name="b")]
    for one, other in ((two_rotas(), two_rotas(reverse=True)), map(_configuration, (both, both[::-1]))):
        assert len({ical.dumps(it, START, "2025-06-01T00:00:00Z", user=ALICE) for it in (one, other)}) == 1


def _configuration(schedules: list[Schedule]) -> Configuration:
    return Configuration(schedules=schedules)


def test_schedules_of_one_name_are_told_apart() -> None:
    """Where two schedules have the same name, their ids stand beside it."""
    both = _configuration([rota(key="a"), rota(key="b"), rota(name="Till")])
    found = set(texts(ical.dumps(both, START, "2025-01-02T00:00:00Z", user=ALICE), "SUMMARY"))
    assert found == {f"On call: alice — {title}" for title in ("Checkout (a)", "Checkout (b)", "Till")}


def test_a_user_is_found_by_name_too() -> None:
    """Whom a configuration knows as bob can be asked for as bob, and somebody without a shift has an empty calendar."""
    bob = User("pagerduty_user.bob", name="Bob")
    configuration = Configuration(schedules=[rota([ALICE, bob])], users=[bob, User("pagerduty_user.zoe", name="Zoe")])
    for name in ("pagerduty_user.bob", "bob", "Bob"):
        assert len(events(ical.dumps(configuration, START, "2025-01-22T00:00:00-05:00", user=name))) == 1
    assert texts(ical.dumps(configuration, START, "2025-03-01T00:00:00Z", user="Zoe"), "NAME") == ["On call: Zoe"]


def test_a_timeline_is_written_as_it_is() -> None:
    """Its shifts keep their bounds, and who comes before and after is said only where the timeline has somebody."""
    timeline = rota().shifts("2025-01-06T00:00:00Z", "2025-01-10T00:00:00Z")
    written = ical.dumps(timeline, name="Till")
    assert [(str(each.start), str(each.end)) for each in events(written)] == [
        ("2025-01-06 00:00:00+00:00", "2025-01-08 05:00:00+00:00"),
        ("2025-01-08 05:00:00+00:00", "2025-01-10 00:00:00+00:00"),
    ]
    hand_overs = [text.split("\n")[1:-1] for text in texts(written, "DESCRIPTION")]
    assert hand_overs == [["Hands over to bob"], ["Takes over from alice"]]
    assert texts(written, "NAME") == ["Till"]
    assert texts(written, "SUMMARY") == ["On call: alice — Till", "On call: bob — Till"]


def test_a_timeline_has_the_schedules_uids_by_its_id() -> None:
    """The whole shifts of a timeline under the name of the schedule are the events of the schedule."""
    since, until = START, "2025-03-01T00:00:00Z"
    named = ical.dumps(rota().shifts(since, until, overflow=True), name="Checkout")
    assert uids(named) == uids(ical.dumps(rota(), since, until))
    assert not uids(named) & uids(ical.dumps(rota().shifts(since, until, overflow=True), name="Till"))


def test_a_timeline_of_one_person() -> None:
    """The rest of the timeline still says whom they hand over to, and one without a shift has an empty calendar."""
    timeline = rota().shifts(START, "2025-01-22T00:00:00-05:00")
    written = ical.dumps(timeline, user="bob")
    assert texts(written, "SUMMARY") == ["On call: bob"]
    assert texts(written, "NAME") == ["On call: bob"]
    assert texts(written, "CATEGORIES") == ["On call"]
    assert texts(written, "DESCRIPTION")[0].split("\n")[1:3] == ["Takes over from alice", "Hands over to carol"]
    assert events(ical.dumps(timeline, user="zoe")) == events(ical.dumps(timeline, user=User("zoe"))) == []


def test_a_person_who_only_has_overrides_has_a_calendar() -> None:
    """Erin is in no layer; her day is hers, in the schedule's calendar and in her own."""
    swap = Override(user=ERIN, start="2025-01-07T00:00:00-05:00", end="2025-01-08T00:00:00-05:00")
    configuration = Configuration(schedules=[attrs.evolve(rota(), overrides=[swap])])
    written = ical.dumps(configuration, START, "2025-02-01T00:00:00Z", user="erin")
    assert texts(written, "DTSTART") == ["20250107T050000Z"]
    assert texts(written, "DESCRIPTION")[0].endswith("\nTakes over from alice\nHands over to bob\nThrough override")
