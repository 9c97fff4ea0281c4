"""People of one name are told apart in every view; whoever is alone with a name is called by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest

from oncall import User
from oncall.views.diffs import diff_html, diff_markdown, diff_text
from tests.views.diffs.changes import ALICE as ANY_ALICE
from tests.views.diffs.changes import BOB, changed, weekly

if TYPE_CHECKING:
    from collections.abc import Callable

    from oncall.checks.diffing import Diff

ALICE = attrs.evolve(ANY_ALICE, email="alice@example.com")
OTHER = User("alicia", name="Alice", email="alicia@example.com")


@pytest.mark.parametrize("view", [diff_text, diff_markdown, diff_html])
def test_who_takes_over_from_whom(view: Callable[[Diff], str]) -> None:
    """Without the ids it is from Alice to Alice; in the verdict, in tables, and wherever people are named."""
    text = view(changed(weekly(ALICE, BOB), weekly(OTHER, BOB)))
    assert text.count("(alicia)") >= 5
    assert "Bob (bob)" not in text


def test_whoever_has_another_id_is_one_person() -> None:
    """And alone with the name: of the two ids one is gone."""
    moved = attrs.evolve(ALICE, id="module.team.alice")
    found = changed(weekly(ALICE, BOB), weekly(BOB, moved))
    assert "Alice (" not in diff_text(found).replace("Alice (alice -> module.team.alice)", "")
