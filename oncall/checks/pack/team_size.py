"""OC306 team-size: fewer people than a sustainable rotation needs.

## What it finds

A schedule that lasts for ever with fewer than eight people on call again and again (`team_size`). Where they live at
several sites, each needs six (`site_size`); people are of one site if no four hours or more lie between the clocks of
one and of the next, by the `time_zone` of each user, else the schedule's. One person alone makes no site. A schedule
with eight at one of its sites is fine, whoever helps from elsewhere. Who ever is on call is decided for all time. What
is so only from a later time on, once layers or overrides have begun or ended, is said with that time.

## Why it matters

Google's SRE book (chapter 11) and workbook (chapter 8): eight people at one site, or six at each of two, are what it
takes for a week on call a month, with holidays, illness and leave. Smaller teams work, until the first one leaves.

## Example

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Weekly"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace"]
  }
}
```

## Use instead

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Weekly"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }
}
```

## How to mend it

Let more people take turns: colleagues who know the service, or a neighbouring team. Or say what is enough for you:
`team_size = 5` in the settings.

## What it cannot see

Who has left, or is on leave. People of whom no `time_zone` is known count as living in the schedule's. That one person
alone is on call is OC001's finding.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.words import abridged, listing
from oncall.chronology.zones import DAY, WEEK, Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.periods import Course
    from oncall.checks.scope import Scope
    from oncall.model import User

_APART = 4 * 3600
_HALF_A_YEAR = 26 * WEEK


def _ask(scope: Scope) -> Iterator[Answer]:
    least, least_a_site = scope.settings.team_size, scope.settings.site_size
    for schedule, seen in scope.courses:
        people = seen.lasting_users
        if seen.period is None or not people[1:]:
            continue
        sites = _sites(people, seen)
        if max(map(len, sites)) >= least:
            continue
        small = [site for site in sites if len(site) < (least if len(sites) == 1 else least_a_site)]
        if small:
            several = len(sites) > 1
            yield CHECK.finding(
                subject=schedule,
                message=scope.lasting_from(seen)
                + (_several(scope, small, len(sites), seen) if several else _one_site(scope, people)),
                fix="Let more people take turns, such as colleagues of a neighbouring team; or say in the settings "
                "what is enough for you (`team_size`, `site_size`).",
            )


def _one_site(scope: Scope, people: tuple[User, ...]) -> str:
    names, least = _names(scope, people), scope.settings.team_size
    return f"{len(people)} people share the time on call ({names}), and a lasting rotation needs {least}."


def _several(scope: Scope, small: list[tuple[User, ...]], count: int, seen: Course) -> str:
    zones = [site[0].time_zone or seen.schedule.time_zone for site in small]
    found = [f"{len(site)} near {zone} ({_names(scope, site)})" for site, zone in zip(small, zones, strict=True)]
    least = scope.settings.site_size
    return f"people share the time on call at {count} sites, and each needs {least}: there are {listing(found)}."


def _names(scope: Scope, people: tuple[User, ...]) -> str:
    return abridged([*map(scope.called, people)])


def _sites(people: tuple[User, ...], seen: Course) -> list[tuple[User, ...]]:
    """The people of each site: round the globe, a new one begins where so much lies between two neighbours' clocks."""
    clocks = {user: _clock(user.time_zone or seen.schedule.time_zone, seen.since) for user in people}
    offsets = sorted(set(clocks.values()))
    begins = [after for before, after in pairwise([offsets[-1] - DAY, *offsets]) if after - before >= _APART]
    if len(begins) < 2:  # noqa: PLR2004 - one gap is the rest of the globe
        return [people]
    sites: dict[int, list[User]] = {begin: [] for begin in begins}
    for user, clock in clocks.items():
        sites[max((begin for begin in begins if begin <= clock), default=begins[-1])].append(user)
    found = [tuple(site) for site in sites.values() if len(site) > 1]
    return found if len(found) > 1 else [people]


def _clock(name: str, instant: int) -> int:
    """How many seconds a clock is ahead of UTC: the mean of two instants that lie half a year apart."""
    zone = Zone.named(name)
    return (zone.offset_at(instant) + zone.offset_at(instant + _HALF_A_YEAR)) // 2


CHECK = Check(code="OC306", name="team-size", severity=Severity.INFO, ask=_ask, page=__doc__ or "")
