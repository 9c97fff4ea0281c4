"""VTIMEZONE: the offset of a zone at every instant, by RFC 5545 as written here and by dateutil."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrule, rruleset, rrulestr
from hypothesis import example, given
from hypothesis import strategies as st

from oncall.formats.ical.timezones import Observance, observances
from tests.formats.ical.expanding import vtimezones
from tests.formats.ical.zoned import published_in
from tests.strategies import DAY, HOUR, clock_changes, zones

YEAR = 31_556_952
END = 2_208_988_800  # 2040


def second(moment: datetime) -> int:
    """The UTC second of a moment in UTC, or a reading as if it were."""
    return int(moment.replace(tzinfo=UTC).timestamp())


def offset_at(zone: str, instant: int) -> int:
    """The offset that the standard library finds."""
    offset = datetime.fromtimestamp(instant, ZoneInfo(zone)).utcoffset()
    assert offset is not None
    return offset // timedelta(seconds=1)


def onsets(each: Observance, until: int) -> list[int]:
    """The instants at which an observance begins: its readings, with the offset from before (section 3.6.5)."""
    first, *others = (datetime(1970, 1, 1) + timedelta(seconds=onset) for onset in each.onsets)
    found = rruleset()
    for other in (first, *others):
        found.rdate(other)
    if each.rule:
        rule = rrulestr(each.rule, dtstart=first)
        assert isinstance(rule, rrule)
        found.rrule(rule)
    last = datetime(1970, 1, 1) + timedelta(seconds=until)
    return [second(onset) - each.before for onset in found.between(first, last, inc=True)]


def told_at(found: list[tuple[int, int]], instant: int) -> int:
    """The offset of the observance that began last."""
    return max((onset, offset) for onset, offset in found if onset <= instant)[1]


@given(zones(), st.integers(0, END - YEAR))
@example("Pacific/Apia", 1_322_697_600)  # December 2011, of which it had 30 days
@example("Africa/Casablanca", 1_735_689_600)
@example("Europe/Dublin", 0)
@example("Africa/Cairo", 1_735_689_600)  # until the last Thursday of October at 24:00, which no rule tells
def test_the_offset_at_every_instant(zone: str, since: int) -> None:
    """Right before and after every clock change, which zoneinfo knows of, and never an onset where nothing changes."""
    found = observances(zone, since, END)
    told = sorted((onset, each.after) for each in found for onset in onsets(each, END))
    changes = [change for change in clock_changes(zone) if since < change < END]
    for instant in (since, *(change + aside for change in changes for aside in (-1, 0)), END - 1):
        assert told_at(told, instant) == offset_at(zone, instant)
    assert {onset for onset, _ in told if since < onset < END} == set(changes)
    for each in found:
        assert each.kind == ("DAYLIGHT" if each.after > each.before else "STANDARD")
        for onset in onsets(each, END):
            assert each.onsets == (since + each.after,) or offset_at(zone, onset - 1) == each.before


@pytest.mark.parametrize(
    "zone",
    [
        "America/New_York", "Europe/Dublin", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia", "Africa/Cairo",
        "America/St_Johns", "Asia/Kathmandu", "Asia/Beirut", "America/Havana", "Atlantic/Azores", "America/Santiago",
    ],
)  # fmt: skip
def test_dateutil_reads_the_offsets(zone: str) -> None:
    """`dateutil.tz.tzical` finds the offset at each end of each clock change of fifteen years, its second hour too."""
    read = vtimezones(published_in(zone))(zone)
    for change in clock_changes(zone):
        if not 1_735_689_600 + DAY <= change < END:
            continue
        for instant in (change - HOUR - 1, change - 1, change, change + 1, change + 2 * HOUR):
            local = datetime.fromtimestamp(instant, ZoneInfo(zone))
            assert local.replace(tzinfo=read).utcoffset() == local.utcoffset()


@pytest.mark.parametrize(
    ("zone", "rules"),
    [
        ("America/New_York", {"FREQ=YEARLY;BYDAY=2SU;BYMONTH=3", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=11"}),
        ("Europe/Dublin", {"FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"}),
        ("Asia/Beirut", {"FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"}),
        (
            "Asia/Jerusalem",  # the Friday before the last Sunday of March
            {"FREQ=YEARLY;BYDAY=FR;BYMONTHDAY=23,24,25,26,27,28,29;BYMONTH=3", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"},
        ),
        ("Africa/Casablanca", {""}),
        ("Asia/Kathmandu", {""}),
    ],
)
def test_what_comes_back_every_year_is_a_rule(zone: str, rules: set[str]) -> None:
    """The rules of the IANA database as RFC 5545 writes them; Ramadan has none, and a clock that stays needs none."""
    assert {each.rule for each in observances(zone, 1_735_689_600, END)} == rules


def test_a_rule_holds_after_the_end() -> None:
    """New York in the summer and winter of 2399, though 2040 is the end of what was asked for."""
    found = observances("America/New_York", 1_735_689_600, END)
    far = 13_553_049_600  # summer 2399
    told = sorted((onset, each.after) for each in found for onset in onsets(each, far + YEAR))
    assert told_at(told, far) == offset_at("America/New_York", far) == -4 * HOUR
    assert told_at(told, far + YEAR // 2) == offset_at("America/New_York", far + YEAR // 2) == -5 * HOUR


def test_a_rule_that_changed_stands_beside_the_dates_before() -> None:
    """Until 2006 New York changed in April and October: those years are told by their dates."""
    found = observances("America/New_York", 1_104_537_600, END)  # from 2005 on
    assert [(each.kind, len(each.onsets), bool(each.rule)) for each in found] == [
        ("STANDARD", 3, False),  # October 2004, 2005, 2006
        ("STANDARD", 1, True),
        ("DAYLIGHT", 2, False),  # April 2005, 2006
        ("DAYLIGHT", 1, True),
    ]


def test_a_clock_that_is_never_changed() -> None:
    """One observance, whose offsets are equal, with its onset at what was asked for: 2025-01-01T05:45 in Kathmandu."""
    assert observances("Asia/Kathmandu", 1_735_689_600, END) == [
        Observance("STANDARD", 20_700, 20_700, (1_735_710_300,))
    ]


def test_the_last_change_before_is_told_with_its_own_offsets() -> None:
    """No onset is invented where a clock change of the last two years tells what holds."""
    found = observances("America/New_York", 1_735_689_600, END)
    assert [pair for each in found for pair in pairwise((each.before, each.after))] == [
        (-14_400, -18_000),
        (-18_000, -14_400),
    ]
    assert found[0].onsets == (1_730_599_200,)  # 2024-11-03T02:00
