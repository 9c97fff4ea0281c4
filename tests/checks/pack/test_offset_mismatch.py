"""OC502: a time of a layer with an offset that the zone does not have then."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import Layer, Settings
from tests.checks.builders import ALICE, BOB, asked, finding, layer, schedule
from tests.strategies import ODD_ZONES, instants

HOUR = 3600
WINTER = "2025-01-06T09:00:00-05:00"


def test_the_winter_offset_in_summer() -> None:
    """-05:00 in July is ten o'clock in New York, where it is -04:00 then; start and virtual start are one mistake."""
    found = finding("OC502", schedule(layer(ALICE, BOB, name="Weekly", start="2025-07-07T09:00:00-05:00")))
    assert found.message == (
        "rota: in Weekly, start and rotation_virtual_start 2025-07-07T09:00:00-05:00 are Mon 2025-07-07 10:00 -04:00 "
        "in America/New_York."
    )
    assert found.fix == (
        "Write the offset that America/New_York has then: 2025-07-07T09:00:00-04:00 if 09:00 is meant, and "
        "2025-07-07T10:00:00-04:00 if the time is right as it is."
    )


def test_the_zones_own_offset_is_fine() -> None:
    """-05:00 in January and -04:00 in July are New York's; around the clock change it is the second that counts."""
    for start in (WINTER, "2025-07-07T09:00:00-04:00", "2025-03-09T01:59:00-05:00", "2025-03-09T03:00:00-04:00"):
        assert not asked("OC502", schedule(layer(ALICE, BOB, start=start))).findings
    for start in ("2025-11-02T01:30:00-04:00", "2025-11-02T01:30:00-05:00"):
        assert not asked("OC502", schedule(layer(ALICE, BOB, start=start))).findings
    assert asked("OC502", schedule(layer(ALICE, BOB, start="2025-03-09T03:00:00-05:00"))).findings


def test_each_field_is_looked_at() -> None:
    """One wrong offset is enough, and its field is named."""
    wrong, end = "2025-07-07T09:00:00-05:00", "2026-01-05T09:00:00-05:00"
    assert not asked("OC502", schedule(layer(ALICE, BOB, start=WINTER, end=end))).findings
    for field, rota in (
        ("start", schedule(layer(ALICE, BOB, start=wrong, virtual=WINTER, end=end))),
        ("rotation_virtual_start", schedule(layer(ALICE, BOB, start=WINTER, virtual=wrong, end=end))),
        ("end", schedule(layer(ALICE, BOB, start=WINTER, end=wrong))),
    ):
        message = finding("OC502", rota).message
        assert f"in layer 1, {field} 2025-07-07T09:00:00-05:00 is Mon 2025-07-07 10:00 -04:00" in message


def test_each_time_is_named() -> None:
    """Two fields with two wrong times are two parts of one finding."""
    rota = schedule(layer(ALICE, BOB, start="2025-07-07T09:00:00-05:00", virtual="2025-07-07T12:00:00+02:00"))
    assert (
        "start 2025-07-07T09:00:00-05:00 is Mon 2025-07-07 10:00 -04:00 and rotation_virtual_start "
        "2025-07-07T12:00:00+02:00 is Mon 2025-07-07 06:00 -04:00"
    ) in finding("OC502", rota).message


@pytest.mark.parametrize(
    ("written", "zone", "fine"),
    [
        ("2025-01-01T00:00:00Z", "America/New_York", False),  # midnight, really 19:00
        ("2025-01-06T09:00:00Z", "America/New_York", False),  # nine, really 04:00
        ("2025-01-06T14:00:00Z", "America/New_York", True),  # 14:00, really 09:00
        ("2025-01-07T03:00:00Z", "America/New_York", True),  # 03:00, really 22:00: nobody means 03:00
        ("2025-01-06T00:00:00Z", "Asia/Tokyo", True),  # midnight, really 09:00
        ("2025-01-06T15:00:00Z", "Asia/Tokyo", True),  # 15:00, really midnight
        ("2025-01-06T12:00:00Z", "Asia/Tokyo", False),  # noon, really 21:00
        ("2025-01-06T09:00:00Z", "Europe/London", True),  # London is in UTC in winter
        ("2025-07-07T09:00:00Z", "Europe/London", False),  # and not in summer
        ("2025-07-07T09:00:00Z", "Etc/UTC", True),
    ],
)
def test_what_z_may_mean(written: str, zone: str, fine: bool) -> None:  # noqa: FBT001 - a case
    """UTC is found where it looks like a local time that people hand over at, and the real one is none."""
    rota = schedule(layer(ALICE, BOB, start=written), zone=zone)
    assert bool(asked("OC502", rota).findings) != fine


def test_z_is_shown_as_z() -> None:
    """The local time that it really is is said."""
    found = finding("OC502", schedule(layer(ALICE, BOB, start=WINTER, virtual="2025-01-01T00:00:00Z")))
    assert (
        "rotation_virtual_start 2025-01-01T00:00:00Z is Tue 2024-12-31 19:00 -05:00 in America/New_York"
        in found.message
    )


def test_z_in_start_and_end_is_what_programs_write() -> None:
    """Only the virtual start says when people hand over."""
    rota = schedule(layer(ALICE, BOB, start="2025-01-01T00:00:00Z", virtual=WINTER, end="2026-01-01T00:00:00Z"))
    assert not asked("OC502", rota).findings


def test_the_working_hours_are_a_setting() -> None:
    """A team that works at night means what it says."""
    rota = schedule(layer(ALICE, BOB, start=WINTER, virtual="2025-01-06T09:00:00Z"))
    assert not asked("OC502", rota, settings=Settings(select=["OC502"], working_hours=(4, 18))).findings


def test_where_nothing_depends_on_it_nothing_is_found() -> None:
    """alice has every turn, so it does not matter when the first one began; when the layer begins still does."""
    wrong = "2025-07-07T09:00:00-05:00"
    assert not asked("OC502", schedule(layer(ALICE, start=WINTER, virtual=wrong))).findings
    assert asked("OC502", schedule(layer(ALICE, start=wrong, virtual=WINTER))).findings


def test_for_ever_has_no_offset() -> None:
    """The last day of the year 9999 stands for no end, in whatever offset."""
    rota = schedule(layer(ALICE, BOB, end="9999-12-31T23:59:00+02:00"))
    assert not asked("OC502", rota).findings


def test_what_pagerduty_answered_is_left_out() -> None:
    """Its times are its own words."""
    wrong = layer(ALICE, BOB, start="2025-07-07T09:00:00-05:00")
    assert not asked("OC502", schedule(attrs.evolve(wrong, is_as_answered=True))).findings


moments = st.sampled_from(ODD_ZONES).flatmap(lambda zone: st.tuples(st.just(zone), instants(zone)))


@given(moments, st.integers(-14, 14).filter(bool))
def test_an_offset_is_found_exactly_if_it_is_not_the_zones(scene: tuple[str, int], hours: int) -> None:
    """The standard library knows the offset of the zone at that instant; an offset other than UTC has to be that."""
    zone, near = scene
    instant = near // 60 * 60
    offset = timedelta(hours=hours)
    written = datetime.fromtimestamp(instant, timezone(offset))
    wrong = written.astimezone(ZoneInfo(zone)).utcoffset() != offset
    rotation = Layer(
        start=written, rotation_virtual_start=written, rotation_turn_length_seconds=24 * HOUR, users=[ALICE, BOB]
    )
    assert bool(asked("OC502", schedule(rotation, zone=zone)).findings) == wrong
