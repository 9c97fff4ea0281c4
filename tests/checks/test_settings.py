"""Settings: limits of the limits, and which checks they choose."""

from datetime import date
from typing import Any

import pytest

from oncall import ResponseTimes, Settings
from oncall.analysis.by_person import ByPerson
from oncall.checks.settings import near_checks
from oncall.errors import InvalidValueError, NotFoundError


def test_response_times_are_the_articles_unless_told_otherwise() -> None:
    """The table is a value of its own, and nothing else stands in for it."""
    assert Settings().response_times == ResponseTimes()
    assert Settings(response_times=ResponseTimes({"P1": 60})).response_times["P1"].minutes == 60
    with pytest.raises(InvalidValueError, match="response_times must be a ResponseTimes"):
        Settings(response_times={"P1": 60})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "field", ["people", "longest_days", "pages_per_shift", "gap_seconds", "sleep_pages", "trailing_pages"]
)
def test_thresholds_are_whole_numbers(field: str) -> None:
    """Neither less than nothing, nor a fraction, nor a truth value."""
    for wrong in (-1, 1.5, True, "2"):
        with pytest.raises(InvalidValueError, match=f"{field} must be a whole number of at least 0"):
            Settings(**{field: wrong})  # type: ignore[arg-type]


def test_days_and_per_cent_have_limits_of_their_own() -> None:
    """A trail is a day long at least, and a share is one of a hundred."""
    with pytest.raises(InvalidValueError, match="trailing_days must be a whole number of at least 1"):
        Settings(trailing_days=0)
    for wrong in (-1, 101, 0.5, True):
        with pytest.raises(InvalidValueError, match="noise_percent must be a whole number in the range"):
            Settings(noise_percent=wrong)  # type: ignore[arg-type]


def test_selection_is_by_code_beginning_and_name() -> None:
    """Nothing selected is everything; what is ignored is never asked."""
    assert Settings().chooses("OC201", "layer-hidden")
    assert Settings(select="OC2").chooses("OC201", "layer-hidden")
    assert Settings(select="oc2").chooses("OC201", "layer-hidden")
    assert not Settings(ignore="Layer-Hidden").chooses("OC201", "layer-hidden")
    assert not Settings(select="OC1").chooses("OC201", "layer-hidden")
    assert not Settings(select="OC2", ignore="layer-hidden").chooses("OC201", "layer-hidden")


def test_hours_are_checked() -> None:
    """A working day ends after it begins."""
    for hours in ((18, 8), (8, 25), "x", (8,)):
        with pytest.raises(InvalidValueError, match="working_hours must be two hours of the day in order"):
            Settings(working_hours=hours)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "expected", "right", "wrong"),
    [
        ("hours_share", "a number of at least 1, such as 1.25", [1, 1.25], [0.99, 0, True, "2", None, float("inf")]),
        ("rest_factor", "a number of at least 0, such as 1.5", [0, 0.5], [-0.1, True, "2", None, float("inf")]),
        ("consecutive_hours", "a whole number of at least 1", [None, 1], [0, -1, 1.5, True, "2"]),
        (
            "delay_minutes",
            "the least and the most minutes, such as (5, 30)",
            [(0, 0), (5, 30), [5, 30]],
            [(30, 5), (-1, 5), (5,), (1, 2, 3), (0.5, 5), "ab"],
        ),
    ],
)
def test_a_threshold_says_what_it_may_be(field: str, expected: str, right: list[Any], wrong: list[Any]) -> None:
    """A share or a factor that compares nothing, and a range without a middle, are refused."""
    given: dict[str, Any]
    for value in right:
        given = {field: value}
        assert getattr(Settings(**given), field) == (tuple(value) if isinstance(value, list) else value)
    for value in wrong:
        given = {field: value}
        with pytest.raises(InvalidValueError) as caught:
            Settings(**given)
        assert (caught.value.field, caught.value.expected) == (field, expected)


def test_a_choice_of_no_check_is_refused() -> None:
    """A slip of the finger would otherwise switch a check off, or all the others."""
    checks = [("OC101", "coverage-gap"), ("OC201", "layer-hidden")]
    Settings(select=["OC2", "coverage-gap"]).refuse_unknown(checks)
    for settings in (Settings(select="OC999"), Settings(ignore="layer-hiden"), Settings(select="")):
        with pytest.raises(NotFoundError):
            settings.refuse_unknown(checks)


def test_where_no_check_is_near_it_is_told_what_there_is() -> None:
    """By the names, which say more than the codes."""
    checks = [("OC101", "coverage-gap"), ("OC201", "layer-hidden")]
    with pytest.raises(NotFoundError, match=r"^no check is called 'qqqq'; there are coverage-gap, layer-hidden$"):
        Settings(select="qqqq").refuse_unknown(checks)


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("OC999", ("OC901", "OC902")),
        ("oc919", ("OC901", "OC902")),
        ("OC1011", ("OC101",)),
        ("OC4", ()),
        ("OC", ()),
        ("Coverage-Gab", ("coverage-gap",)),
        ("", ()),
    ],
)
def test_what_a_choice_of_no_check_may_mean(word: str, near: tuple[str, ...]) -> None:
    """Of a code those with as many of its first digits as there are; of a name what is like it."""
    checks = [("OC101", "coverage-gap"), ("OC901", "zone-differs"), ("OC902", "renamed")]
    assert near_checks(word, checks) == near


def test_weights_and_holidays_are_of_people() -> None:
    """By id or name; what is no number of at least 0, and no country or date, is refused."""
    settings = Settings(weights={"bob": 0.5}, holidays={"bob": ["de", "2026-12-24"]})
    assert dict(settings.weights) == {"bob": 0.5}
    assert settings.holidays == ByPerson({"bob": (date(2026, 12, 24), "DE")})
    assert hash(settings) == hash(Settings(weights={"bob": 0.5}, holidays={"bob": ("2026-12-24", "DE")}))
    assert Settings(holidays="US").holidays == ("US",)
    weights: list[Any] = [{"bob": -1}, {"bob": "half"}, {5: 1}, 0.5]
    for wrong in weights:
        with pytest.raises(InvalidValueError, match="weights must be"):
            Settings(weights=wrong)
    holidays: list[Any] = ["Germany", {"bob": 5}, 5]
    for wrong in holidays:
        with pytest.raises(InvalidValueError, match="holidays must be countries"):
            Settings(holidays=wrong)
