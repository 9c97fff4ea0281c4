"""OC203 resonance: weekends, nights or one weekday always fall to the same people.

## What it finds

A layer in whose rotation the weekend, the night (22:00 to 07:00 on the schedule's clock) or some weekday always falls
to the same few people, for ever, though others in the same layer serve at other times: turns and the calendar repeat
together. Decided for all time, by arithmetic. Where people of the layer never serve at all, only OC202 speaks. What is
so only from a later time on, once layers or overrides have begun or ended, is said with that time.

## Why it matters

Seven people who change daily look perfectly fair: everybody has one day in seven. But alice has every Monday, and two
people have every weekend of their lives (goalert issue 55). The same happens to nights with turns of twelve hours.

## Example

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Daily"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 86400
    users = [
      "alice", "bob", "carol", "dave", "erin", "frank", "grace",
      "heidi", "ivan", "judy", "kim", "leo", "mallory", "niaj",
    ]
  }
}
```

Hand-offs on Saturdays and Sundays are this team's choice, and so are fourteen weekends for four people's sake:

```toml
[tool.oncall]
ignore = ["handoff-off-hours", "weekend-share"]
```

## Use instead

Thirteen people: 13 and the 7 days of a week share no factor, so weekends go round.

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Daily"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 86400
    users = [
      "alice", "bob", "carol", "dave", "erin", "frank", "grace",
      "heidi", "ivan", "judy", "kim", "leo", "mallory",
    ]
  }
}
```

```toml
[tool.oncall]
ignore = ["handoff-off-hours"]
```

## How to mend it

Weekly turns give everybody whole weeks. With daily turns let the number of people share no factor with 7, with turns of
twelve hours let it be odd; or give weekends a layer of their own that goes round.

## What it cannot see

Whether it is meant: somebody may like to have all Mondays. A layer that is restricted to weekends, or to nights, and
goes round among its people, is fine. Layers that end are not looked at. Whoever has a few minutes of a day counts as
having it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.analysis.serving import serving, speaking
from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.spans import canonical, without
from oncall.chronology.words import DAYS, listing
from oncall.chronology.zones import DAY, WEEK
from oncall.engine.lanes import NOBODY
from oncall.model.compilation import source_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.nights import Night
    from oncall.analysis.periods import Course
    from oncall.checks.scope import Scope
    from oncall.engine.stack import Track
    from oncall.model import Schedule

Pairs = list[tuple[int, int]]

_MOST_DAYS = 2
_MOST_PEOPLE = 4


def _ask(scope: Scope) -> Iterator[Answer]:
    kinds = _kinds(scope.settings.night)
    for schedule, seen in scope.courses:
        if seen.period is not None:
            yield from _layers(scope, schedule, seen, kinds)


def _kinds(night: Night) -> dict[str, Pairs]:
    """The kinds of time that should go round, each as sorted, disjoint pairs of seconds since Monday 00:00."""
    begin, end = (hour * 3600 for hour in night.hours)
    ends = end if begin < end else end + DAY
    nights = [(day * DAY + begin, day * DAY + ends) for day in range(-1, 7)]
    return {
        "weekends": [(5 * DAY, WEEK)],
        "nights": canonical((max(start, 0), min(stop, WEEK)) for start, stop in nights),
        **{f"{name}s": [(day * DAY, day * DAY + DAY)] for day, name in enumerate(DAYS)},
    }


def _layers(scope: Scope, schedule: Schedule, seen: Course, kinds: dict[str, Pairs]) -> Iterator[Answer]:
    found = {
        track: fixed
        for track, times in speaking(schedule.compiled.stack)
        if track.places > 1 and (fixed := _fixed(scope, schedule, track, times, kinds))
    }
    proof = CHECK.proof(
        subject=schedule,
        statement="weekends, nights and every weekday go round among all who serve in a layer",
        holds=not found,
        seen=seen,
        is_about_who_serves=True,
    )
    yield proof
    for track, fixed in reversed(found.items()):
        index = schedule.compiled.tracks[track.first_place]
        yield CHECK.finding(
            subject=schedule,
            message=f"{scope.lasting_from(seen)}in {source_name(schedule, index)}, {_sentence(fixed)}, for ever.",
            fix="Make the turns a week long; or let the number of people share no factor with the turns that fit into "
            "a week, so that turns and the calendar never repeat together.",
            where=schedule.layers[index].where,
            proof=proof,
        )


def _fixed(
    scope: Scope, schedule: Schedule, track: Track, times: Pairs, kinds: dict[str, Pairs]
) -> dict[str, list[str]]:
    """The kinds of time that always fall to the same ones of a layer's people, and to whom.

    None, if somebody of the layer never serves: that is for OC202 to find, and mending it mends this.
    """
    everybody = {*schedule.layers[schedule.compiled.tracks[track.first_place]].users}
    if len(everybody) == 1 or _people(schedule, track, times) != everybody:
        return {}
    found: dict[str, list[str]] = {}
    for kind, pairs in kinds.items():
        within = without(times, without(times, pairs))
        having = _people(schedule, track, within)
        if within and having != everybody:
            found[kind] = [scope.called(user) for user in schedule.compiled.people if user in having]
    return found


def _people(schedule: Schedule, track: Track, times: Pairs) -> set[object]:
    """Who of a layer ever has some times of the week."""
    return {schedule.compiled.holders[place] for place in serving(track, times) if place != NOBODY}


def _sentence(fixed: dict[str, list[str]]) -> str:
    """What falls to whom: `weekends always fall to alice, and Mondays to bob`."""
    days = [kind for kind in fixed if kind[:-1] in DAYS]
    unnamed = days[1:] if len(days) > _MOST_DAYS else []
    (kind, names), *others = [(kind, names) for kind, names in fixed.items() if kind not in unnamed]
    parts = [f"{kind} always fall to {_named(names)}", *(f"{each} to {_named(people)}" for each, people in others)]
    if unnamed:
        parts.append(f"{len(unnamed)} other weekdays to the same people each")
    return listing(parts)


def _named(names: list[str]) -> str:
    return listing(names) if len(names) <= _MOST_PEOPLE else f"the same {len(names)} people"


CHECK = Check(code="OC203", name="resonance", severity=Severity.WARNING, ask=_ask, page=__doc__ or "")
