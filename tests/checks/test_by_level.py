"""The proof of a check that looks at each level of a policy."""

from oncall import Settings, User
from oncall.checks.by_level import proof_of, spans_of
from oncall.checks.pack import level_empty
from oncall.checks.scope import Scope
from oncall.model import Configuration
from tests.checks.builders import ALICE, BOB, CAROL, layer, policy, schedule

LATER = schedule(layer(ALICE, BOB, end="2025-06-02T09:00:00-04:00"), name="later")
SOONER = schedule(layer(CAROL, User("dave"), end="2025-03-03T09:00:00-05:00"), name="sooner")


def test_the_first_of_all_levels_speaks_against_it() -> None:
    """Level 1 ends in June, level 2 in March: the counter-example is that of level 2."""
    both = policy((5, LATER), (5, SOONER))
    levels = Scope(Configuration(escalation_policies=[both]), Settings()).levels(both)
    looks = {level: levels.empty(level) for level in (1, 2)}
    refuted = proof_of(level_empty.CHECK, both, "every level always reaches somebody", looks)
    assert (refuted.holds, refuted.because) == (False, "level 2")
    assert refuted.counterexample is not None
    assert refuted.counterexample.start.isoformat() == "2025-03-03T09:00:00-05:00"
    assert [span.start.isoformat() for span in spans_of(both, looks[1])] == ["2025-06-02T09:00:00-04:00"]


def test_what_is_always_so_has_no_span() -> None:
    """A level without anybody at all is before any that is empty at times."""
    both = policy((5, SOONER), (5, schedule(name="nobody")))
    levels = Scope(Configuration(escalation_policies=[both]), Settings()).levels(both)
    looks = {level: levels.empty(level) for level in (1, 2)}
    refuted = proof_of(level_empty.CHECK, both, "every level always reaches somebody", looks)
    assert (refuted.because, refuted.counterexample) == ("level 2 at all times", None)
    assert spans_of(both, looks[2]) == ()
