"""Terms: over which stretch of time people's loads are compared."""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING

import attrs

from oncall.analysis.walks import LONGEST_WALK
from oncall.chronology.spans import UTC_ZONE
from oncall.chronology.words import duration, moment
from oncall.chronology.zones import DAY, EARLIEST, LATEST, WEEK, Zone
from oncall.engine.stack import FOREVER
from oncall.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oncall.engine.stack import Stack

YEAR = 366 * DAY
_YEAR = 52 * WEEK
_LONGEST = 1_000 * _YEAR  # nor are the clock changes of thousands of years of use to anybody


@attrs.frozen(kw_only=True)
class Term:
    """From `since` up to `until`, on the clock of `zone`; and `evidence`, what that tells about the rest of time.

    `repeats` is after how many seconds of the wall clock everything comes again, if the term is just that long; None:
    it is some stretch of time, and nothing is said about what comes before and after it.
    """

    since: int
    until: int
    zone: Zone
    evidence: str
    repeats: int | None = None


def term(
    stacks: Sequence[Stack],
    since: int | None = None,
    until: int | None = None,
    *,
    at_least: int = 0,
    pieces: int = LONGEST_WALK,
) -> Term:
    """The term of some stacks: what is asked for, else whole joint periods that last `at_least` so many seconds.

    The joint period is that of all layers that never end and of the week, which nights and weekends repeat with. It
    begins at `since`, or once everything that is ever to start or end has done so; on the clock of the first stack that
    lasts for ever. One of more turns and windows than so many `pieces` is cut. Where nothing lasts for ever, it is all
    the time in which anybody is on call.

    Raises:
        InvalidValueError: the range is empty.
    """
    lasting = [stack for stack in stacks if _lasts(stack)]
    zone = lasting[0].zone if lasting else stacks[0].zone if stacks else Zone.named(UTC_ZONE)
    begins = min((stack.begins for stack in stacks), default=FOREVER)
    settled = max((stack.settled for stack in stacks), default=EARLIEST)
    begin = (settled if lasting else min(begins, settled)) if since is None else since
    if until is not None:
        return _asked(begin if since is not None or begin < until else min(begins, begin), until, zone)
    if not lasting:
        evidence = "everything ends, and all of it was looked at"
        return _ended(begin, settled, zone, evidence if since is None else f"{evidence} from then on")
    period = lcm(WEEK, *(stack.period for stack in lasting))
    return _periods(lasting, begin, period, at_least, pieces=pieces, is_settled=begin >= settled)


def _lasts(stack: Stack) -> bool:
    return any(track.start < track.end == FOREVER for track in stack.tracks)


def _asked(since: int, until: int, zone: Zone) -> Term:
    if until <= since:
        raise InvalidValueError(
            "until", f"after {moment(since, zone)}, where there is anything to see", moment(until, zone)
        )
    return Term(since=since, until=until, zone=zone, evidence="the range that was asked for, and nothing beyond it")


def _ended(since: int, settled: int, zone: Zone, evidence: str) -> Term:
    """All that is left of what ends; a week of nothing, if nothing is."""
    begin = min(since if since < FOREVER else 0, LATEST - WEEK)
    until = settled if settled > begin else begin + WEEK
    return Term(since=begin, until=until, zone=zone, evidence=evidence)


def _periods(
    lasting: Sequence[Stack], since: int, period: int, at_least: int, *, pieces: int, is_settled: bool
) -> Term:
    """So many joint periods from `since` on; one if that many cannot be walked, or as much of one as can be."""
    zone = lasting[0].zone
    for count in dict.fromkeys((max(1, -(-at_least // period)), 1)):
        until = _after(zone, since, count * period)
        if until is not None and _pieces(lasting, since, until) <= pieces:
            evidence = _whole(period, count, has_one_clock=_has_one_clock(lasting), is_settled=is_settled)
            evidence += "; the holidays are those of that time" if at_least else ""
            repeats = count * period if is_settled else None
            return Term(since=since, until=until, zone=zone, evidence=evidence, repeats=repeats)
    weeks = max(min(pieces * _YEAR // max(_pieces(lasting, 0, _YEAR), 1), _LONGEST) // WEEK, 1)
    until = _after(zone, since, weeks * WEEK) or LATEST
    if until <= since:
        raise InvalidValueError("since", "before the end of time, which is the year 9999", moment(since, zone))
    evidence = (
        f"the layers repeat together only after {duration(period, units=1)}; "
        f"every turn up to {moment(until, zone)} was looked at"
    )
    return Term(since=since, until=until, zone=zone, evidence=evidence)


def _after(zone: Zone, since: int, seconds: int) -> int | None:
    """The instant at which so much has passed on the clock; None: that is too far away."""
    reading = zone.reading_of(since) + seconds
    return None if seconds > _LONGEST or reading > LATEST - DAY else zone.instant_of(reading)


def _pieces(stacks: Sequence[Stack], since: int, until: int) -> int:
    """About how many turns and windows there are to walk."""
    return sum(stack.pieces_within(since, until) for stack in stacks)


def _has_one_clock(stacks: Sequence[Stack]) -> bool:
    return len({stack.zone.name for stack in stacks}) == 1


def _whole(period: int, count: int, *, has_one_clock: bool, is_settled: bool) -> str:
    length = duration(period)
    one = f"one joint period of {length}" if count == 1 else f"{count} joint periods of {length} each"
    if not is_settled:
        return f"{one}; things start or end in it, or after it"
    rest = "" if has_one_clock else ", but for the hours by which clock changes part the zones"
    return f"{one}, which come{'s' if count == 1 else ''} again for ever{rest}"
