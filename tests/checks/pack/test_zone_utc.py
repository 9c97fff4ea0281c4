"""OC901: names of UTC that the provider refuses."""

import pytest

from oncall import Configuration, User, check
from oncall.chronology.zones import Zone
from tests.checks.builders import ALICE, BOB, asked, finding, layer, policy, schedule


@pytest.mark.parametrize("zone", ["UTC", "GMT", "Zulu", "Etc/GMT", "Etc/Universal"])
def test_other_names_of_utc_are_refused(zone: str) -> None:
    """They are names of the same clock, and the provider's list has none of them."""
    assert Zone.named(zone).offset_at(0) == Zone.named(zone).offset_at(1_750_000_000) == 0
    found = finding("OC901", schedule(layer(ALICE, BOB), zone=zone))
    assert found.message == f'rota: the provider refuses time_zone = "{zone}".'
    assert '"Etc/UTC"' in found.fix


@pytest.mark.parametrize("zone", ["Etc/UTC", "Europe/London", "Africa/Monrovia"])
def test_other_zones_are_not(zone: str) -> None:
    """Etc/UTC is what to write; London's clock is another in summer."""
    assert not asked("OC901", schedule(layer(ALICE, BOB), zone=zone)).findings


def test_schedules_that_only_a_policy_names_count() -> None:
    """They would be written as Terraform with it."""
    assert finding("OC901", policy((5, schedule(layer(ALICE, BOB), zone="UTC")), (5, ALICE))).subject == "rota"


def test_the_zone_of_a_person_counts() -> None:
    """The provider validates the zones of users as well."""
    people = [User("alice", time_zone="UTC"), User("bob", time_zone="Etc/UTC"), User("carol")]
    report = check(Configuration(users=people))
    assert [each.subject for each in report.findings if each.code == "OC901"] == ["alice"]
