"""What is added, removed and renamed, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall import Configuration, User
from oncall.views.diffs.documents import Listing
from oncall.views.diffs.renamings import renamings
from oncall.views.diffs.words import told
from tests.views.diffs.changes import ALICE, BOB, changed, joined, policy, weekly

if TYPE_CHECKING:
    from oncall.checks.diffing import Diff


def lines(diff: Diff, most: int = 20) -> list[str]:
    """What is listed."""
    (part,) = renamings(diff, most)
    (listing,) = part.blocks
    assert isinstance(listing, Listing)
    return [told(item.heading, str) for item in listing.items] + [f"and {listing.more} more"] * bool(listing.more)


def test_without_any_there_is_no_list() -> None:
    """Somebody joins a schedule that was there and is."""
    assert renamings(joined(), 20) == ()


def test_each_thing_has_a_line() -> None:
    """An id is told if it is not the name; of something renamed what is not the same."""
    one = weekly(ALICE, BOB)
    before = Configuration(
        schedules=[one, weekly(ALICE, name="Gone", id_="Gone"), weekly(BOB, name="Moved", id_="a")],
        escalation_policies=[policy(one, name="Old", id_="p")],
    )
    after = Configuration(
        schedules=[one, weekly(ALICE, BOB, name="New", id_="n"), weekly(BOB, name="Moved", id_="m.a")],
        escalation_policies=[policy(one, name="Renamed", id_="p"), policy(one, name="Both", id_="q")],
    )
    assert lines(changed(before, after)) == [
        "Added: schedule New (n)",
        "Added: escalation policy Both (q)",
        "Removed: schedule Gone",
        "Renamed: schedule Moved (a -> m.a)",
        "Renamed: escalation policy Old -> Renamed",
    ]
    assert lines(changed(before, after), 2)[-1] == "and 3 more"


def test_a_schedule_by_itself_may_be_renamed() -> None:
    """Two schedules that are compared are one, whatever they are called."""
    assert lines(changed(weekly(ALICE), weekly(ALICE, name="Pay", id_="pay"))) == ["Renamed: schedule Checkout -> Pay"]


def test_people_taken_for_the_same_are_told() -> None:
    """Nobody else has that name: it is Alice, under another address."""
    other = User("data.alice", name="Alice")
    assert lines(changed(weekly(ALICE), weekly(other))) == [
        "Another id, taken for the same person: Alice (alice -> data.alice)"
    ]
    both = changed(weekly(ALICE), attrs.evolve(weekly(other), name="Pay"))
    assert len(lines(both)) == 2


def test_somebody_who_is_called_otherwise() -> None:
    """Of one id: another name, and another e-mail address, by which it may be somebody else; not in capitals."""
    alicia = attrs.evolve(ALICE, name="Alicia", email="alicia@example.com")
    before = Configuration(schedules=[weekly(attrs.evolve(ALICE, email="alice@example.com"), BOB)])
    after = Configuration(schedules=[weekly(alicia, BOB)])
    assert lines(changed(before, after)) == [
        "Renamed: person Alice -> Alicia (alice)",
        "Another e-mail address, so perhaps another person: Alicia (alice@example.com -> alicia@example.com)",
    ]
    loud = Configuration(schedules=[weekly(attrs.evolve(alicia, email="ALICIA@example.com"), BOB)])
    assert renamings(changed(after, loud), 20) == ()
