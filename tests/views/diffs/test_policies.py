"""What a change does to the incidents of a policy, in words."""

from __future__ import annotations

import attrs

from oncall import Configuration
from oncall.views.diffs.documents import Paragraph
from oncall.views.diffs.policies import policy_part
from oncall.views.diffs.words import told
from tests.views.diffs.changes import ALICE, BOB, CAROL, changed, policy, week, weekly


def sentences(part: object) -> list[str]:
    """The title and the sentences of a part."""
    from oncall.views.diffs.documents import Part

    assert isinstance(part, Part)
    words = [part.title, *(block.words for block in part.blocks if isinstance(block, Paragraph))]
    return [told(each, str) for each in words]


def test_another_delay_changes_every_incident() -> None:
    """All of the range, and the first trigger of it is the example."""
    schedule = weekly(ALICE, BOB)
    found = changed(policy(schedule), policy(schedule, 5)).changed_policies[0]
    assert sentences(policy_part(found)) == [
        "Main (Etc/UTC)",
        "Every incident of the range pages the same people at other times.",
        "An example: one triggered Mon 2025-01-06 09:00 +00:00.",
    ]


def test_another_person_changes_the_incidents_of_a_week() -> None:
    """Carol has week 2, a quarter of the range: the second level is Dave's in any case, and each look-up is at once."""
    before, after = (
        Configuration(schedules=[each], escalation_policies=[policy(each)])
        for each in (weekly(ALICE, BOB), weekly(ALICE, BOB, overrides=(week(CAROL, 2),)))
    )
    found = changed(before, after).changed_policies[0]
    assert sentences(policy_part(found))[1:] == [
        "Incidents triggered in 25.0% of the range (1 week) page other people, or at other times.",
        "An example: one triggered Mon 2025-01-20 09:00 +00:00.",
    ]


def test_titles_say_what_becomes_of_a_policy() -> None:
    """It comes, it goes, or it is called otherwise."""
    schedule = weekly(ALICE, BOB)
    one = policy(schedule)
    other = attrs.evolve(policy(schedule, 5), name="Other")
    without, with_ = (Configuration(schedules=[schedule], escalation_policies=each) for each in ([], [one]))
    titles = [
        sentences(policy_part(changed(before, after).changed_policies[0]))[0]
        for before, after in ((without, with_), (with_, without), (one, other))
    ]
    assert titles == ["Main (Etc/UTC), added", "Main (Etc/UTC), removed", "Other (Etc/UTC), before: Main"]
