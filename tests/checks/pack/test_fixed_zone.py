"""OC503: a schedule in UTC whose people live where clocks are changed."""

from __future__ import annotations

import pytest

from oncall import DailyRestriction, Override, Schedule, User
from tests.checks.builders import ALICE, BOB, asked, finding, layer, schedule

LONDON, YORK = User("judy", time_zone="Europe/London"), User("ivan", time_zone="America/New_York")
TOKYO = User("heidi", time_zone="Asia/Tokyo")
OFFICE = DailyRestriction(start_time_of_day="08:30:00", duration_seconds=9 * 3600)
UTC = "2025-01-06T08:30:00Z"


def rota(*users: User, zone: str = "Etc/UTC", windows: tuple[DailyRestriction, ...] = ()) -> Schedule:
    """A weekly rotation that changes hands on Mondays at 08:30 UTC."""
    return schedule(layer(*users, start=UTC, restrictions=windows), zone=zone)


def test_what_moves_and_for_whom_is_said() -> None:
    """London's clock goes forward on 2025-03-30 at 01:00 UTC, so 08:30 UTC is 09:30 from then on."""
    found = finding("OC503", rota(LONDON, BOB))
    assert found.message == (
        "rota: the clock of Etc/UTC is never changed, but those of its people are, in Europe/London (judy): from Sun "
        "2025-03-30 02:00 +01:00 on a hand-off at 08:30 is at 09:30 for judy, and no longer at 08:30."
    )


def test_people_are_named_by_zone() -> None:
    """New York's clock is the first to be changed, on 2025-03-09; people without a zone, or in Tokyo, are not named."""
    found = finding("OC503", rota(LONDON, YORK, User("grace", time_zone="Europe/London"), TOKYO, ALICE))
    assert "in Europe/London (judy, grace) and America/New_York (ivan): from Sun 2025-03-09" in found.message
    # 08:30 UTC is 03:30 in winter and 04:30 in summer.
    assert "a hand-off at 08:30 is at 04:30 for ivan, and no longer at 03:30" in found.message


@pytest.mark.parametrize("zone", ["Etc/UTC", "Etc/GMT+5", "Etc/GMT", "GMT", "UTC", "EST", "Zulu"])
def test_zones_of_no_place_are_found(zone: str) -> None:
    """UTC by any name, and fixed offsets."""
    assert asked("OC503", rota(LONDON, BOB, zone=zone)).findings


@pytest.mark.parametrize(
    "zone", ["Asia/Tokyo", "Asia/Kathmandu", "Africa/Abidjan", "Japan", "Europe/London", "EST5EDT"]
)
def test_zones_of_places_are_fine(zone: str) -> None:
    """A site in Tokyo has its own reasons, and EST5EDT has clock changes."""
    assert not asked("OC503", rota(LONDON, BOB, zone=zone)).findings


def test_an_offset_is_taken_into_account() -> None:
    """Etc/GMT+5 is five hours behind UTC: 03:30 there is 08:30 in London in winter."""
    assert "a hand-off at 03:30 is at 09:30 for judy, and no longer at 08:30" in (
        finding("OC503", rota(LONDON, BOB, zone="Etc/GMT+5")).message
    )


def test_people_without_clock_changes_are_fine() -> None:
    """Nobody whose zone is known lives where clocks are changed; Sao Paulo gave that up in 2019."""
    paulo = User("frank", time_zone="America/Sao_Paulo")
    assert not asked("OC503", rota(ALICE, BOB)).findings
    assert not asked("OC503", rota(TOKYO, BOB)).findings
    early = schedule(layer(paulo, BOB, start="2015-01-05T09:00:00Z"), zone="Etc/UTC")
    assert not asked("OC503", early).findings


def test_what_never_moves_moves_for_nobody() -> None:
    """judy is always on call, so there is nothing to move; with office hours there is."""
    assert not asked("OC503", rota(LONDON)).findings
    found = finding("OC503", rota(LONDON, windows=(OFFICE,)))
    assert "on the begin of a window at 08:30 is at 09:30 for judy" in found.message


def test_only_people_of_layers_that_last_count() -> None:
    """An override of judy, or a layer of hers that is over or never was, moves nothing."""
    away = Override(user=LONDON, start="2025-06-01T00:00:00Z", end="2025-06-02T00:00:00Z")
    lasting = layer(ALICE, BOB, start=UTC)
    assert not asked("OC503", schedule(lasting, overrides=[away], zone="Etc/UTC")).findings
    ended = layer(LONDON, BOB, start=UTC, end="2025-02-03T08:30:00Z")
    never = layer(LONDON, BOB, start=UTC, end=UTC)
    assert not asked("OC503", schedule(ended, lasting, zone="Etc/UTC"), since="2025-03-01T00:00:00Z").findings
    assert not asked("OC503", schedule(never, lasting, zone="Etc/UTC")).findings


def test_since_moves_the_example() -> None:
    """Seen from April on the next change is that of October, back to 08:30."""
    found = finding("OC503", rota(LONDON, BOB), since="2025-04-01T00:00:00Z")
    assert "from Sun 2025-10-26 01:00 +00:00 on a hand-off at 08:30 is at 08:30 for judy, and no longer at 09:30" in (
        found.message
    )
