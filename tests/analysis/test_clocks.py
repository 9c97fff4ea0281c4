"""What several clocks show: of all instants, those that are left out have been shown before."""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from oncall.analysis.clocks import new_instants
from oncall.chronology.zones import Zone
from tests.strategies import DAY, ODD_ZONES, WEEK

SINCE, UNTIL = 1_735_689_600, 2_051_222_400  # 2025 to 2035


def offsets(names: list[str], at: int) -> list[timedelta | None]:
    """How far each clock is ahead of UTC, as the standard library says."""
    moment = datetime.fromtimestamp(at, timezone.utc)  # noqa: UP017 - as it reads elsewhere
    return [moment.astimezone(ZoneInfo(name)).utcoffset() for name in names]


@given(
    names=st.lists(st.sampled_from(ODD_ZONES), min_size=1, max_size=3, unique=True),
    period=st.sampled_from((DAY, WEEK, 5 * DAY, 12 * WEEK, 60 * WEEK)),
    margin=st.sampled_from((0, 3600, 2 * DAY)),
    at=st.integers(SINCE, UNTIL - 1),
)
def test_whatever_is_left_out_was_shown_before(names: list[str], period: int, margin: int, at: int) -> None:
    """Periods earlier, within what is looked at, the clocks were as far apart; and no change is near."""
    looked_at = new_instants([Zone.named(name) for name in names], SINCE, UNTIL, period, margin)

    def is_seen(instant: int) -> bool:
        index = bisect_right(looked_at, (instant, UNTIL)) - 1
        return index >= 0 and looked_at[index][0] <= instant < looked_at[index][1]

    if is_seen(at):
        return
    here = offsets(names, at)
    earlier = range(at - period, SINCE - 1, -period)
    assert any(is_seen(each) and offsets(names, each) == here for each in earlier)
    assert all(offsets(names, at + aside) == here for aside in (-margin, margin))


def test_much_is_left_out() -> None:
    """Of ten years of New York and Madrid that repeat every week, a few weeks around the changes are looked at."""
    zones = [Zone.named("America/New_York"), Zone.named("Europe/Madrid")]
    looked_at = new_instants(zones, SINCE, UNTIL, WEEK, 3600)
    # 40 changes with a day and two hours each, and a week for each of the three distances that there are.
    assert sum(end - start for start, end in looked_at) <= 40 * (DAY + 7200) + 3 * WEEK
