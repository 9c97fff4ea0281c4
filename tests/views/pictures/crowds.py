"""Names of many people that are hard to draw."""

from __future__ import annotations

from hypothesis import strategies as st

HARD_NAMES = st.text(st.sampled_from("*<>&\"'a -\x00\u202e👩🏽\u200d🚒🇪🇸山אן\u0301\u1112\u1161"), max_size=198).map(
    "{}*".format
)
"""What XML escapes, what is not seen, wide, joined, and from right to left; each `*` is for the number of a person."""


def named(name: str, number: int) -> str:
    """The name of a person, by number."""
    return name.replace("*", str(number))
