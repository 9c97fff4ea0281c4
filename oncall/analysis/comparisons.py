"""Comparisons: what is different when the same incidents go through another policy."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from oncall.analysis.replayed import Replay
from oncall.errors import InvalidValueError
from oncall.model import fields

if TYPE_CHECKING:
    from oncall.analysis.replayed import PageLoad, ReplayedIncident, Steps
    from oncall.model.incidents import Incident
    from oncall.model.users import User


@attrs.frozen(kw_only=True)
class IncidentChange:
    """An incident that pages other people, or the same ones at other times, `after` than `before`."""

    before: ReplayedIncident
    """What became of the incident before."""
    after: ReplayedIncident
    """What becomes of it after."""

    @property
    def incident(self) -> Incident:
        """What happened."""
        return self.before.incident

    @property
    def is_of_people(self) -> bool:
        """Whether somebody is paged who was not, or was and is not; else it is a change of times alone."""
        before, after = ({page.user for page in replayed.pages} for replayed in (self.before, self.after))
        return before != after

    def to_dict(self) -> dict[str, Any]:
        """Plain values: the incident, and the pages of both."""
        before, after = self.before.to_dict(), self.after.to_dict()
        return {**before, "pages": {"before": before["pages"], "after": after["pages"]}}


@attrs.frozen(kw_only=True)
class PageLoadChange:
    """What one person has of two replays."""

    before: PageLoad
    """What they have in the first replay."""
    after: PageLoad
    """What they have in the second one."""

    @property
    def user(self) -> User:
        """Who it is."""
        return self.after.user

    @property
    def difference(self) -> dict[str, int]:
        """By how much the numbers are larger after: `pages`, `woken` and `incidents`."""
        before = self.before.counts
        return {name: count - before[name] for name, count in self.after.counts.items()}

    def to_dict(self) -> dict[str, Any]:
        """Plain values: the numbers before and after, and the difference."""
        return {
            "user": self.user.id,
            "name": self.user.name,
            "before": self.before.counts,
            "after": self.after.counts,
            "difference": self.difference,
        }

    def __str__(self) -> str:
        before, after = self.before, self.after
        return f"{self.user}: pages {before.pages} to {after.pages}, at night {before.woken} to {after.woken}"


@attrs.frozen(kw_only=True, repr=False)
class ReplayComparison:
    """Two replays of the same incidents: `before`, and `after` something has been changed.

    Raises:
        InvalidValueError: they are no replays, or of other incidents, or of other hours of the night.
    """

    before: Replay = attrs.field(validator=fields.instance_of(Replay))
    """The first replay."""
    after: Replay = attrs.field(validator=fields.instance_of(Replay))
    """The replay of the same incidents through something else."""

    def __attrs_post_init__(self) -> None:
        if self.before.log != self.after.log:
            expected = f"a replay of the same {len(self.before)} incidents"
            raise InvalidValueError("after", expected, self.after)
        if self.before.night != self.after.night:
            raise InvalidValueError(
                "after", f"a replay with the same night ({self.before.night})", str(self.after.night)
            )

    @cached_property
    def changes(self) -> tuple[IncidentChange, ...]:
        """The incidents that page other people, or at other times; who is paged on another level only is not listed."""
        pairs = enumerate(zip(self.before.steps, self.after.steps, strict=True))
        different = [index for index, (before, after) in pairs if _told(before) != _told(after)]
        return tuple(IncidentChange(before=self.before[index], after=self.after[index]) for index in different)

    @property
    def loads(self) -> tuple[PageLoadChange, ...]:
        """What each person has of both: in the order of the loads after, then whom only the policy before names."""
        before = {load.user: load for load in self.before.loads}
        after = {load.user: load for load in self.after.loads}
        return tuple(
            PageLoadChange(
                before=before.get(user) or attrs.evolve(after[user], pages=0, woken=0, incidents=0),
                after=after.get(user) or attrs.evolve(before[user], pages=0, woken=0, incidents=0),
            )
            for user in {**after, **before}
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain values: what both went through, what each person has of them, and the incidents that differ."""
        both = {"before": self.before, "after": self.after}
        return {
            **{name: {"policy": it.policy.id, "service": it.service and it.service.id} for name, it in both.items()},
            "name": self.before.title,
            "time_zone": self.before.policy.time_zone,
            "night": list(self.before.night.hours),
            "incident_count": len(self.before),
            "people": [load.to_dict() for load in self.loads],
            "unpaged": {name: [it.to_dict() for it in replay if not it.pages] for name, replay in both.items()},
            "changes": [change.to_dict() for change in self.changes],
        }

    def __repr__(self) -> str:
        return f"<ReplayComparison of {self.before!r} with {self.after!r}>"

    def __str__(self) -> str:
        head = f"{self.before.title}: other people or times, incidents {len(self.changes)} of {len(self.before)}"
        unpaged = f"nobody is paged: incidents {len(self.before.unpaged)} to {len(self.after.unpaged)}"
        return "\n  ".join([head, *map(str, self.loads), unpaged])


def _told(steps: Steps) -> set[tuple[int, str]]:
    """Who is paged how long after the trigger."""
    return {(offset, user.id) for offset, _, _, hits in steps for user, _, _ in hits}
