"""Grapheme clusters, by the rules of UAX #29, section 3.1.1, which number each case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall.chronology.graphemes import clusters

ACUTE = "\u0301"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
GERMANY, FRANCE = "\U0001f1e9\U0001f1ea", "\U0001f1eb\U0001f1f7"
THUMB, SKIN = "\U0001f44d", "\U0001f3fd"


@given(st.text())
def test_nothing_is_lost(text: str) -> None:
    """Put together, they are the text, and none is empty."""
    found = clusters(text)
    assert "".join(found) == text
    assert all(found)


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param([], id="GB1"),
        pytest.param(["\r\n", "\r", "\r\n", "\n", "\r"], id="GB3"),
        pytest.param(["\n", ACUTE, "a", "\u0001", ACUTE, "\u2028", ACUTE], id="GB4, GB5: nothing joins a control"),
        pytest.param(["\u1100\u1100\u1161", "a"], id="GB6: L with L and V"),
        pytest.param(["\u1100\uac00\u1161\u11a8", "a"], id="GB6, GB7: L with LV, LV with V, V with T"),
        pytest.param(["\u1100\uac01\u11a8\u11a8", "\u1161"], id="GB6, GB8: L with LVT, LVT with T, T with T, not V"),
        pytest.param(["\uac01", "\u1161"], id="GB7: LVT not with V"),
        pytest.param(["\uac1c\u1161"], id="GB7: LV: 0xAC1C is 28 after 0xAC00"),
        pytest.param([f"e{ACUTE}", f"o{ACUTE}{ACUTE}", "\u0e01\u0e33"], id="GB9"),
        pytest.param(["\u0915\u093f", "\u0915"], id="GB9a: a vowel sign that has room of its own"),
        pytest.param(["\u06001", "2"], id="GB9b: a sign that stands before numbers"),
        pytest.param([FAMILY, THUMB + SKIN, THUMB], id="GB11"),
        pytest.param([f"{THUMB}{SKIN}\u200d{THUMB}"], id="GB11: extensions before the joiner"),
        pytest.param(["a\u200d", THUMB, "a"], id="GB11: only after a picture"),
        pytest.param([THUMB, f"a{ACUTE}\u200d", THUMB], id="GB11: only at once after it"),
        pytest.param(["\u200d", THUMB], id="GB11: not at the beginning"),
        pytest.param([f"{THUMB}\u200d", "a"], id="GB11: only before another"),
        pytest.param([THUMB, THUMB], id="GB999: two pictures"),
        pytest.param([GERMANY, FRANCE, FRANCE[0]], id="GB12"),
        pytest.param(["a", GERMANY, FRANCE, "b", GERMANY], id="GB13"),
        pytest.param([GERMANY, "a", "\U0001f1e9", "a"], id="GB13: half a flag"),
        pytest.param(["\xe4", "b", "\u4e16"], id="GB999"),
    ],
)
def test_what_a_reader_takes_for_one_character(expected: list[str]) -> None:
    """Each text is what its clusters make together."""
    assert clusters("".join(expected)) == expected
