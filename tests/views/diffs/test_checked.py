"""What the checks find and prove before and after a change."""

from __future__ import annotations

import attrs

from oncall import Configuration, Settings
from oncall.errors import Location
from oncall.views.diffs.checked import findings, proofs
from oncall.views.diffs.documents import Listing, Table
from oncall.views.diffs.words import told
from tests.views.diffs.changes import ALICE, BOB, CAROL, changed, joined, office, week, weekly

TWO_PEOPLE = Settings(select=("OC001",))


def test_findings_appear_and_disappear() -> None:
    """Alone, Alice is too few: a finding with its file and line, and how to mend it, which nobody has to before."""
    alone = attrs.evolve(weekly(ALICE), where=Location("a.tf", 7))
    both = weekly(ALICE, BOB)
    appeared = findings(changed(both, alone, settings=TWO_PEOPLE), 20)
    assert appeared.title == "Findings (1 appears, 0 disappear)"
    (part,) = appeared.parts
    assert told(part.title, str) == "Found after the change, and not before it"
    (listing,) = part.blocks
    assert isinstance(listing, Listing)
    assert told(listing.items[0].heading, str) == "error OC001 two-person: a.tf:7"
    assert [told(line, str)[:16] for line in listing.items[0].lines] == ["Checkout: only A", "Mend: Add people"]
    assert listing.items[0].mood == "error"
    gone = findings(changed(alone, both, settings=TWO_PEOPLE), 20)
    assert gone.title == "Findings (0 appear, 1 disappears)"
    (listing,) = gone.parts[0].blocks
    assert isinstance(listing, Listing)
    assert len(listing.items[0].lines) == 1


def test_when_is_told_of_what_has_spans() -> None:
    """From 17:00 to 09:00 nobody is on call any more; the first night is named."""
    section = findings(changed(weekly(ALICE), office(ALICE), settings=Settings(select=("OC101",))), 20)
    (listing,) = section.parts[0].blocks
    assert isinstance(listing, Listing)
    lines = [told(line, str) for line in listing.items[0].lines]
    assert lines[1].startswith("When: Mon 2025-01-06 17:00 +00:00 to Tue 2025-01-07 09:00 +00:00; Tue ")


def test_of_many_the_first_are_listed() -> None:
    """Three schedules of one person each."""
    before, after = (
        Configuration(schedules=[weekly(*users, name=name, id_=name) for name in "abc"])
        for users in ((ALICE, BOB), (ALICE,))
    )
    (part,) = findings(changed(before, after, settings=TWO_PEOPLE), 2).parts
    (listing,) = part.blocks
    assert isinstance(listing, Listing)
    assert (len(listing.items), listing.more) == (2, 1)


def test_the_worst_are_listed() -> None:
    """In one schedule others have the next weeks, which is a warning; in the next file one loses a person: an error."""
    first = weekly(ALICE, BOB, name="a", id_="a"), weekly(BOB, ALICE, name="a", id_="a")
    second = weekly(ALICE, BOB, name="b", id_="b"), weekly(ALICE, name="b", id_="b")
    before, after = (
        Configuration(schedules=[attrs.evolve(each, where=Location(f"{each.id}.tf", 7)) for each in both])
        for both in zip(first, second, strict=True)
    )
    diff = changed(before, after, settings=Settings(select=("OC001", "OC904")))
    order = [(each.where and each.where.path, str(each.severity)) for each in diff.new_findings]
    assert order == [("a.tf", "warning"), ("b.tf", "error"), ("b.tf", "warning")]
    for most, moods in ((20, ["error", "warning", "warning"]), (1, ["error"])):
        (listing,) = findings(diff, most).parts[0].blocks
        assert isinstance(listing, Listing)
        assert [item.mood for item in listing.items] == moods


def test_statements_that_no_longer_hold_come_first() -> None:
    """One schedule loses a person, one gains one, one is new."""
    before = Configuration(schedules=[weekly(ALICE, name="gains", id_="gains"), weekly(ALICE, BOB)])
    after = Configuration(
        schedules=[
            weekly(ALICE, BOB, name="gains", id_="gains"),
            weekly(ALICE),
            weekly(BOB, CAROL, name="new", id_="new"),
        ]
    )
    section = proofs(changed(before, after, settings=TWO_PEOPLE), 20)
    assert section.title == "Proofs (3 changed)"
    (table,) = section.parts[0].blocks
    assert isinstance(table, Table)
    said = "at least 2 different people take turns"
    assert [tuple(told(cell, str) for cell in row) for row in table.rows] == [
        (f"OC001 checkout: {said}", "proved", "refuted"),
        (f"OC001 gains: {said}", "refuted", "proved"),
        (f"OC001 new: {said}", "not asked", "proved"),
    ]


def test_where_nothing_changes_it_says_how_far_that_is_known() -> None:
    """Of one the verdict has it; six schedules of two people repeat every 2 weeks, and one of three every 3 weeks."""
    assert proofs(changed(weekly(ALICE, BOB), weekly(ALICE, BOB)), 20).parts == ()
    several = Configuration(
        schedules=[
            *(weekly(ALICE, BOB, name=name, id_=name) for name in "abcdef"),
            weekly(ALICE, BOB, CAROL, name="g", id_="g"),
        ]
    )
    section = proofs(changed(several, several), 20)
    assert section.title == "Proofs"
    (listing,) = section.parts[0].blocks
    assert isinstance(listing, Listing)
    same, looked_at = "The same people are on call at the same times in", "one such period was looked at"
    assert [[told(words, str) for words in (item.heading, *item.lines)] for item in listing.items] == [
        [
            f"{same} a, b, c, d, e and 1 more",
            f"proved: the layers repeat every 2 weeks; {looked_at}, and every clock change up to 2050",
        ],
        [
            f"{same} g",
            f"proved: the layers repeat every 3 weeks; {looked_at}, and every clock change up to 2050",
        ],
    ]


def test_a_later_change_is_a_refutation() -> None:
    """Carol has week 52: in four weeks nothing changes, but it is not so for ever."""
    after = weekly(ALICE, BOB, overrides=(week(CAROL, 52),))
    (listing,) = proofs(changed(weekly(ALICE, BOB), after), 20).parts[0].blocks
    assert isinstance(listing, Listing)
    assert told(listing.items[0].lines[0], str).startswith("refuted: ")


def test_a_change_of_people_may_change_no_statement() -> None:
    """Three people are as good as two."""
    assert proofs(joined(settings=TWO_PEOPLE), 20).parts == ()
