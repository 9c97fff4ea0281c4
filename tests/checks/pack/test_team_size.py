"""OC306 team-size."""

from __future__ import annotations

from oncall import Override, Settings, User
from tests.checks.builders import asked, finding, layer, schedule

NAMES = ("alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy", "mallory", "niaj")


def people(count: int, time_zone: str | None = None, first: int = 0) -> list[User]:
    """So many people who live in one zone."""
    return [User(name, time_zone=time_zone) for name in NAMES[first : first + count]]


def test_eight_are_enough() -> None:
    """Seven are not."""
    assert not asked("OC306", schedule(layer(*people(8)))).findings
    assert finding("OC306", schedule(layer(*people(7)))).message == (
        "rota: 7 people share the time on call (alice, bob, carol, dave, erin and 2 more), "
        "and a lasting rotation needs 8."
    )


def test_the_sizes_can_be_set() -> None:
    """A small team says what is enough for it."""
    assert not asked("OC306", schedule(layer(*people(3))), settings=Settings(select=["OC306"], team_size=3)).findings


def test_each_of_two_sites_needs_six() -> None:
    """Six in New York and six in Madrid are fine, four of them are not."""
    first = people(6, "America/New_York")
    assert not asked("OC306", schedule(layer(*first, *people(6, "Europe/Madrid", 6)))).findings
    found = finding("OC306", schedule(layer(*first, *people(4, "Europe/Madrid", 6))))
    assert found.message == (
        "rota: people share the time on call at 2 sites, and each needs 6: there are 4 near Europe/Madrid "
        "(grace, heidi, ivan, judy)."
    )


def test_eight_at_one_site_need_nobody_elsewhere() -> None:
    """Whoever helps from elsewhere is welcome."""
    assert not asked("OC306", schedule(layer(*people(8, "America/New_York"), *people(2, "Asia/Tokyo", 8)))).findings


def test_one_person_is_no_site() -> None:
    """Seven and one colleague abroad are eight; six and one are seven."""
    abroad = User("zoe", time_zone="Asia/Tokyo")
    assert not asked("OC306", schedule(layer(*people(7), abroad))).findings
    assert "7 people share" in finding("OC306", schedule(layer(*people(6), abroad))).message


def test_zones_of_one_continent_are_one_site() -> None:
    """Three hours lie between New York and Los Angeles, and seven people there are too few in all."""
    crew = [*people(4, "America/New_York"), *people(3, "America/Los_Angeles", 4)]
    assert "7 people share" in finding("OC306", schedule(layer(*crew))).message


def test_the_date_line_is_no_border() -> None:
    """Auckland (+12) and Honolulu (-10) are two hours apart, with a day in between."""
    crew = [*people(4, "Pacific/Auckland"), *people(4, "Pacific/Honolulu", 4)]
    assert not asked("OC306", schedule(layer(*crew))).findings


def test_only_those_who_serve_for_ever_count() -> None:
    """Somebody who stands in once does not, and a layer that ends is not looked at."""
    once = Override(user=User("zoe"), start="2025-02-01T00:00:00Z", end="2025-02-02T00:00:00Z")
    assert "7 people share" in finding("OC306", schedule(layer(*people(7)), overrides=[once])).message
    assert not asked("OC306", schedule(layer(*people(7), end="2027-01-01T00:00:00Z"))).findings
    assert not asked("OC306", schedule(layer(*people(1)))).findings
