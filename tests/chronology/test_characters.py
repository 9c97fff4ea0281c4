"""Characters of which nothing is seen, and the texts of values that are printed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import (
    EscalationPolicy,
    EscalationRule,
    Finding,
    Layer,
    Proof,
    Report,
    Schedule,
    Severity,
    Suppression,
    User,
    fairness,
)
from oncall.checks.findings import SuppressedFinding
from oncall.chronology.characters import JOINERS, visible, visible_lines
from oncall.errors import Location

SINCE, UNTIL = "2025-01-06T00:00:00Z", "2025-01-20T00:00:00Z"
EVIL = "\x1b[31m\u202e\r\nX\x9b"
SEEN = r"\x1b[31m\u202e\r\nX\x9b"


@given(st.text(st.characters() | st.sampled_from("\x1b\u202e\u3164\ud800\n")))
def test_what_is_visible_does_nothing(text: str) -> None:
    """It is one line without controls, and to make it visible again changes nothing."""
    found = visible(text)
    assert not {unicodedata.category(char) for char in found if char not in JOINERS} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert visible(found) == found


def test_joined_pictures_stay() -> None:
    """A woman, a joiner and a fire engine are one sign."""
    assert visible("\U0001f469\u200d\U0001f692") == "\U0001f469\u200d\U0001f692"


def test_only_breaks_between_lines_stay() -> None:
    """A name cannot begin a line."""
    assert visible_lines(["a\nb", "c"]) == "a\\nb\nc"


@pytest.mark.parametrize("what", ["explanation", "layer", "policy", "level", "timeline", "shift", "fairness", "report"])
def test_what_is_printed_does_nothing_to_the_terminal(what: str) -> None:
    """Names in the text of a value are visible: a colour, a turned direction, a line of its own come of none."""
    evil = User("evil", name=f"evil{EVIL}")
    layer = Layer(
        name=f"layer{EVIL}",
        start=SINCE,
        rotation_virtual_start=SINCE,
        rotation_turn_length_seconds=86_400,
        users=[evil],
    )
    schedule = Schedule(name=f"schedule{EVIL}", time_zone="Etc/UTC", layers=[layer])
    policy = EscalationPolicy(
        name=f"policy{EVIL}", rules=[EscalationRule(escalation_delay_in_minutes=5, targets=[schedule])]
    )
    finding = Finding(
        code="OC1", name="n", severity=Severity.INFO, subject="s", message=f"It is {evil}.", fix="Mend it."
    )
    suppressed = SuppressedFinding(
        finding, Suppression(where=Location("a.tf", 1), checks=["OC1"], reason=f"for {evil}")
    )
    proof = Proof(code="OC1", subject=f"s{EVIL}", statement="it is so", holds=True, since=None)
    timeline = schedule.shifts(SINCE, UNTIL)
    explanation, escalated = schedule.explain(SINCE), policy.explain(SINCE)
    values: dict[str, list[object]] = {
        "explanation": [explanation],
        "layer": [explanation.layers[0]],
        "policy": [escalated],
        "level": [escalated.levels[0]],
        "timeline": [timeline],
        "shift": [timeline[0]],
        "fairness": [fairness(schedule)],
        "report": [Report((finding,)), suppressed, proof],
    }
    for value in values[what]:
        text = str(value)
        assert not {"\x1b", "\u202e", "\r", "\x9b"} & {*text}
        assert SEEN in text
        assert "\nX" not in text
