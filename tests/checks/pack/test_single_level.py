"""OC601: a policy with fewer levels than there should be."""

import attrs

from oncall import Settings
from tests.checks.builders import ALICE, BOB, CAROL, asked, finding, layer, policy, schedule

ROTA = schedule(layer(ALICE, BOB))


def test_one_level_is_found_however_often_it_is_run() -> None:
    """Nine more passes page the same people."""
    for loops in (0, 9):
        assert "it has one level" in finding("OC601", policy((5, ROTA), loops=loops)).message


def test_two_levels_are_enough() -> None:
    """Whoever is on them."""
    assert not asked("OC601", policy((5, ROTA), (5, CAROL))).findings


def test_the_limit_is_a_setting() -> None:
    """A team may ask for three levels, or for none."""
    two = policy((5, ROTA), (5, CAROL))
    (found,) = asked("OC601", two, settings=Settings(rules=3)).findings
    assert (
        found.message == "policy: it has 2 levels, after which there is nobody to fall back on; at least 3 should be."
    )
    assert not asked("OC601", attrs.evolve(two, rules=two.rules[:1]), settings=Settings(rules=0)).findings
