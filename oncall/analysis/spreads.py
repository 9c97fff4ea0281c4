"""Spreads: how evenly something is shared."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from oncall.analysis.loads import HOUR, MEASURES, Load, Measure
from oncall.chronology.zones import DAY
from oncall.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oncall.model.users import User

_COUNTS = ("shifts", "pages")
_CLOCK_CHANGE_HOURS = 2
_MOST_MOVED_HOURS = 8


@attrs.frozen(kw_only=True)
class Spread:
    """How evenly one measure is shared among everybody who is listed, those with nothing included.

    `mean` is the fair share of somebody who takes a full one, `most` the most that anybody has, `ratio` the one divided
    by the other; amounts are in hours, of shifts and pages their number. What a part-timer has is divided by their
    weight first. `jain` is Jain's index: 1 if all have the same, 1/n if one of n has everything. `off_by` says how much
    more than their fair share each person has, the one with most first; whoever has less has a negative number.

    Somebody whose weight is 0 takes no part in it; their fair share is nothing. If nobody has any, all is fair.
    """

    measure: Measure
    """What is shared."""
    ratio: float
    """The most that anybody has, divided by the mean: 1 if all have the same."""
    jain: float
    """Jain's index: 1 if all have the same, 1/n if one of n has everything."""
    mean: float
    """The fair share of somebody who takes a full one: hours, or a number of shifts or pages."""
    most: float
    """The most that anybody has, by the weight of whoever has it; as `mean`."""
    off_by: tuple[tuple[User, float], ...]
    """How much more than their fair share each person has, the one with most first; less is negative."""

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "measure": self.measure,
            "ratio": self.ratio,
            "jain": self.jain,
            "mean": self.mean,
            "most": self.most,
            "off_by": [{"user": user.id, "name": user.name, "more": more} for user, more in self.off_by],
        }


def spread_of(loads: Sequence[Load], measure: Measure) -> Spread:
    """How evenly a measure is shared.

    Raises:
        InvalidValueError: there is no such measure, or it was not measured.
    """
    if measure not in MEASURES:
        raise InvalidValueError("measure", f"one of {', '.join(MEASURES)}", measure)
    unit = 1 if measure in _COUNTS else HOUR
    amounts = [(load.user, load.counted(measure), _exact(load.weight)) for load in loads]
    taking = [(amount, weight) for _, amount, weight in amounts if weight]
    # Whole numbers as long as nobody is a part-timer, and divided once: what is shared evenly comes out as exactly 1.
    total, whole = sum(amount for amount, _ in taking), sum(weight for _, weight in taking)
    parts = [amount if weight == 1 else Fraction(amount) / weight for amount, weight in taking]
    most, squares = max(parts, default=0), sum(part * part for part in parts)
    expected = [total * weight for _, _, weight in amounts]
    off_by = [
        (user, float((amount * whole - share) / (whole * unit)) if whole else amount / unit)
        for (user, amount, _), share in zip(amounts, expected, strict=True)
    ]
    return Spread(
        measure=measure,
        ratio=float(most * whole / total) if total else 1.0,
        jain=float(sum(parts) ** 2 / (len(parts) * squares)) if squares else 1.0,
        mean=float(total / (whole * unit)) if whole else 0.0,
        most=float(most / unit),
        off_by=tuple(sorted(off_by, key=lambda pair: -pair[1])),
    )


def beyond(loads: Sequence[Load], measure: Measure, limit: float) -> tuple[Load, ...]:
    """The loads of those who have more than `limit` times their fair share of a measure, the one with most first.

    Whoever has no more hours than `moved_hours` above the fair share is left out: that may be by chance.

    Raises:
        InvalidValueError: there is no such measure, or it was not measured.
    """
    shared = spread_of(loads, measure)
    if shared.ratio <= limit:
        return ()
    more = dict(shared.off_by)
    taking = [load for load in loads if load.weight]
    total, whole = sum(load.counted(measure) for load in taking), sum(_exact(load.weight) for load in taking)
    times = [(load, float(load.counted(measure) * whole / (total * _exact(load.weight)))) for load in taking]
    over = [(load, each) for load, each in times if each > limit and more[load.user] > moved_hours(load, measure)]
    return tuple(load for load, _ in sorted(over, key=lambda pair: -pair[1]))


def moved_hours(load: Load, measure: Measure) -> int:
    """How many hours of a measure clock changes may move to somebody, who then has them by chance.

    Of the time on call that is two hours. Nights and weekends move by an hour for each day on call while people's
    clocks are changed already, and the schedule's is not, or where theirs alone is changed: eight hours at most, which
    is some days of one turn. Shifts and pages do not move, nor do public holidays, which are measured in a real year.
    """
    match measure:
        case "hours":
            return _CLOCK_CHANGE_HOURS
        case "nights" | "weekends":
            return min(max(load.shifts, -(-load.seconds // DAY)), _MOST_MOVED_HOURS)
        case _:
            return 0


def _exact(weight: float) -> int | Fraction:
    return int(weight) if weight == int(weight) else Fraction(weight)
