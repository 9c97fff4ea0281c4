"""Settings: limits of the limits, and which checks they choose."""

import pytest

from oncall import Settings
from oncall.errors import InvalidValueError, NotFoundError


def test_response_times_are_ordered_and_may_come_as_a_mapping() -> None:
    """The most urgent comes first, however they were given."""
    given = Settings(response_minutes={"slow": 60, "fast": 5})
    assert given.response_minutes == (("fast", 5), ("slow", 60))
    assert given == Settings(response_minutes=[("fast", 5), ("slow", 60)])


@pytest.mark.parametrize("field", ["people", "longest_days", "pages_per_shift", "gap_seconds"])
def test_thresholds_are_whole_numbers(field: str) -> None:
    """Neither less than nothing, nor a fraction, nor a truth value."""
    for wrong in (-1, 1.5, True, "2"):
        with pytest.raises(InvalidValueError, match=f"{field} must be a whole number of at least 0"):
            Settings(**{field: wrong})  # type: ignore[arg-type]


def test_selection_is_by_code_beginning_and_name() -> None:
    """Nothing selected is everything; what is ignored is never asked."""
    assert Settings().chooses("OC201", "layer-hidden")
    assert Settings(select="OC2").chooses("OC201", "layer-hidden")
    assert not Settings(select="OC1").chooses("OC201", "layer-hidden")
    assert not Settings(select="OC2", ignore="layer-hidden").chooses("OC201", "layer-hidden")


def test_hours_and_minutes_are_checked() -> None:
    """A working day ends after it begins, and an answer takes a minute at least."""
    for hours in ((18, 8), (8, 25), "x", (8,)):
        with pytest.raises(InvalidValueError, match="working_hours must be two hours of the day in order"):
            Settings(working_hours=hours)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="response_minutes must be a whole number of at least 1"):
        Settings(response_minutes={"SEV-1": -5})


def test_a_choice_of_no_check_is_refused() -> None:
    """A slip of the finger would otherwise switch a check off, or all the others."""
    checks = [("OC101", "coverage-gap"), ("OC201", "layer-hidden")]
    Settings(select=["OC2", "coverage-gap"]).refuse_unknown(checks)
    for settings in (Settings(select="OC999"), Settings(ignore="layer-hiden"), Settings(select="")):
        with pytest.raises(NotFoundError):
            settings.refuse_unknown(checks)
