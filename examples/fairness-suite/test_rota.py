"""What the team has promised itself about its rota, for all time."""

from pathlib import Path

import attrs
import pytest

import oncall
from oncall.testing import assert_covered, assert_fair, assert_no_findings


@pytest.fixture(scope="module")
def configuration() -> oncall.Configuration:
    """The rota as Terraform has it."""
    return oncall.load(Path(__file__).parent)


@pytest.fixture
def shop(configuration: oncall.Configuration) -> oncall.Schedule:
    """The schedule that the promises are about."""
    return configuration.schedules["shop"]


def test_somebody_is_always_on_call(shop: oncall.Schedule) -> None:
    """There is no gap, ever."""
    assert_covered(shop)


def test_hours_and_weekends_are_shared(shop: oncall.Schedule) -> None:
    """Nobody has a tenth more than the mean."""
    assert_fair(shop, hours=1.1, weekends=1.1)


def test_nothing_is_found(configuration: oncall.Configuration) -> None:
    """No check has anything to say that is worse than an info."""
    assert_no_findings(configuration)


def test_a_second_turn_for_somebody_would_be_noticed(shop: oncall.Schedule) -> None:
    """With two turns of six where the mean is 1.2, somebody has 1.67 times the mean."""
    (layer,) = shop.layers
    unfair = attrs.evolve(shop, layers=[attrs.evolve(layer, users=[*layer.users, layer.users[0]])])
    with pytest.raises(AssertionError, match="Alice"):
        assert_fair(unfair, hours=1.1)
