"""The direct writer: byte for byte what icalendar writes, and lines folded as RFC 5545 folds them."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar.parser import Contentline, Contentlines

from oncall.formats import ical
from oncall.formats.ical.direct import folded, written_duration
from oncall.formats.ical.texts import escaped
from tests.formats.ical.calls import Call, calls
from tests.formats.ical.names import hostile_names


@given(calls())
def test_the_bytes_are_those_of_the_calendar_object(call: Call) -> None:
    """Whatever it is made of, `dumps` and `dump` write what icalendar writes for `calendar`, byte for byte."""
    file = io.BytesIO()
    ical.dump(call.source, file, **call.arguments)
    assert file.getvalue() == call.dumps() == call.calendar().to_ical()


_characters = st.sampled_from(("a", " ", "é", "\u05d0", "€", "👩", "\\\\", "\\n", "\\,", "^^", "^'", '"'))
_lines = st.one_of(
    st.builds("".join, st.lists(_characters, min_size=1, max_size=200)),
    st.builds(lambda name: f"SUMMARY:{escaped(re.sub(r'[^ -~é€👩]', '', name))}", hostile_names()),
)


@given(_lines)
def test_a_folded_line_is_the_line(line: str) -> None:
    """By RFC 5545 section 3.1: pieces of at most 75 octets, each of whole characters, with CRLF and a blank between."""
    written = folded(line)
    assert written.endswith(b"\r\n")
    first, *others = written.removesuffix(b"\r\n").split(b"\r\n")
    assert len(first) <= 75
    for piece in others:
        assert piece.startswith(b" ")
        assert 1 < len(piece) <= 75
        piece.decode()
    assert first.decode() + "".join(piece.decode()[1:] for piece in others) == line


@given(_lines)
def test_a_line_is_folded_where_icalendar_folds_it(line: str) -> None:
    """That is no rule of the standard; but so the bytes are the same."""
    assert folded(line) == Contentlines([Contentline(line)]).to_ical()  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (0, "P0D"),
        (59, "PT59S"),
        (-1800, "-PT30M"),
        (3600, "PT1H"),
        (3601, "PT1H0M1S"),
        (86_400, "P1D"),
        (604_800, "P7D"),
        (-90_061, "-P1DT1H1M1S"),
    ],
)
def test_a_length_of_time_is_written_in_its_units(seconds: int, written: str) -> None:
    """As RFC 5545 section 3.3.6 has it: minutes stand between hours and seconds, also if there are none."""
    assert written_duration(seconds) == written
