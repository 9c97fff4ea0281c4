"""Schedule diffs: what a change of one schedule does to the people in it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from oncall.analysis.applied import Applied
from oncall.analysis.coming import coming_shifts
from oncall.analysis.equivalence import prove_same
from oncall.analysis.namesakes import is_renamed
from oncall.analysis.reassignments import Reassignment, reassignments
from oncall.chronology.instants import to_datetime, to_text
from oncall.chronology.spans import Span
from oncall.chronology.zones import Zone

if TYPE_CHECKING:
    from oncall.analysis.proofs import Proof
    from oncall.chronology.instants import DateTime
    from oncall.model.schedules import Schedule
    from oncall.model.timelines import Shift
    from oncall.model.users import User


@attrs.frozen(kw_only=True)
class NextShift:
    """The shift of one person that is the next to begin, `before` a change and `after` it; None: there is none."""

    user: User
    """Whose shift it is."""
    before: Shift | None
    """The shift before the change; None: there was none."""
    after: Shift | None
    """The shift after it; None: there is none."""

    @property
    def is_moved(self) -> bool:
        """Whether it begins at another time, or ends at one."""
        return (self.before and self.before.bounds) != (self.after and self.after.bounds)

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "user": self.user.id,
            "before": None if self.before is None else self.before.to_dict(),
            "after": None if self.after is None else self.after.to_dict(),
        }


@attrs.frozen(kw_only=True, repr=False)
class ScheduleDiff(Applied):
    """What becomes of a schedule: `before`, and `after` a change that takes effect at `applied_at`.

    None: it is not there. Of `[since, until)` only what is not over at `applied_at` can change: the past is as it was.
    Times are shown in the zone of the schedule after the change.
    """

    before: Schedule | None
    """The schedule as it was; None: there was none."""
    after: Schedule | None
    """The schedule with the change; None: it is gone."""

    @property
    def schedule(self) -> Schedule:
        """The schedule after the change; if it is removed, the one before."""
        found = self.after or self.before
        assert found is not None, "one of the two is there"
        return found

    @property
    def id(self) -> str:
        """Its id."""
        return self.schedule.id

    @property
    def name(self) -> str:
        """Its name."""
        return self.schedule.name

    @property
    def zone(self) -> str:
        """Where times are shown."""
        return self.schedule.time_zone

    @property
    def since(self) -> DateTime:
        """Where the range begins of which the change can change anything."""
        return to_datetime(self.bounds[0], Zone.named(self.zone))

    @property
    def until(self) -> DateTime:
        """Where it ends; not itself part of it."""
        return to_datetime(self._until, Zone.named(self.zone))

    @property
    def applied_at(self) -> DateTime:
        """When the change takes effect."""
        return to_datetime(self._applied_at, Zone.named(self.zone))

    @property
    def is_renamed(self) -> bool:
        """Whether it is there before and after, under another id or name."""
        return is_renamed(self.before, self.after)

    @cached_property
    def reassignments(self) -> tuple[Reassignment, ...]:
        """Where in the range somebody else is on call, in order and apart."""
        since, until = self.bounds
        if since == until or self.is_equal:
            return ()
        return reassignments(self.before, self.after, since, until, zone=self.zone)

    @property
    def is_empty(self) -> bool:
        """Whether in all the range the same people are on call at the same times."""
        return not self.reassignments

    @property
    def users_at_applying(self) -> tuple[User | None, User | None]:
        """Who is on call when the change takes effect: without it, and with it."""
        before, after = (None if each is None else each.on_call(self._applied_at) for each in (self.before, self.after))
        return before, after

    @property
    def changes_at_applying(self) -> bool:
        """Whether somebody else is on call from the very moment on at which the change takes effect."""
        before, after = self.users_at_applying
        return before != after

    @cached_property
    def coverage(self) -> tuple[float, float]:
        """The share of the range, as far as it can change, in which somebody is on call: before, and after."""
        since, until = self.bounds
        if since == until:
            return 0.0, 0.0
        before, after = (
            0.0 if each is None else each.shifts(since, until).coverage for each in (self.before, self.after)
        )
        return before, after

    @cached_property
    def next_shifts(self) -> tuple[NextShift, ...]:
        """The next shift before and after of everybody who has another one, or whose time on call in the range changes.

        A shift is the next one if it begins at `applied_at` or later.
        """
        before, after = (coming_shifts(self.before, each, self._applied_at) for each in (self.before, self.after))
        touched = {user for each in self.reassignments for user in (each.before, each.after)}
        found = (NextShift(user=user, before=before.get(user), after=after.get(user)) for user in {**before, **after})
        return tuple(each for each in found if each.is_moved or each.user in touched)

    @cached_property
    def proof(self) -> Proof | None:
        """Whether the same people are on call at the same times for ever; None: it is there only before, or after."""
        if self.before is None or self.after is None:
            return None
        return prove_same(self.before, self.after, since=self._applied_at)

    @property
    def is_equal(self) -> bool:
        """Whether the layers and overrides are written to be the same, in one zone."""
        return (
            self.before is not None
            and self.after is not None
            and (self.before.time_zone, self.before.layers, self.before.overrides)
            == (self.after.time_zone, self.after.layers, self.after.overrides)
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain values: both names, the range, and all that changes."""
        zone = Zone.named(self.zone)
        since, until = self.bounds
        users = [None if user is None else user.id for user in self.users_at_applying]
        proof = self.proof
        return {
            "schedule": self.schedule.id,
            "name": self.schedule.name,
            "time_zone": self.zone,
            "before": None if self.before is None else {"id": self.before.id, "name": self.before.name},
            "after": None if self.after is None else {"id": self.after.id, "name": self.after.name},
            "since": to_text(since, zone),
            "until": to_text(until, zone),
            "at_applying": {"before": users[0], "after": users[1], "changes": self.changes_at_applying},
            "coverage": dict(zip(("before", "after"), self.coverage, strict=True)),
            "reassignments": [each.to_dict() for each in self.reassignments],
            "next_shifts": [each.to_dict() for each in self.next_shifts],
            "proof": None if proof is None else proof.to_dict(),
        }

    def __repr__(self) -> str:
        span = Span(*self.bounds, zone=self.zone) if self.bounds[0] < self.bounds[1] else "nothing"
        return f"<ScheduleDiff of {self.schedule.name}: {len(self.reassignments)} reassignments in {span}>"
