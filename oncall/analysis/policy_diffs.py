"""Policy diffs: the incidents that a change of an escalation policy, or beneath it, has pages of other people for."""

from __future__ import annotations

from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING, Any

import attrs

from oncall.analysis.applied import Applied
from oncall.analysis.namesakes import is_renamed
from oncall.analysis.proofs import span_dict
from oncall.chronology.spans import Span, SpanSet

if TYPE_CHECKING:
    from oncall.model.escalation import EscalationPolicy
    from oncall.model.outcomes import Outcome
    from oncall.model.services import Service


_MOST_TURNS = 60


@attrs.frozen(kw_only=True)
class OutcomeChange:
    """Incidents triggered in `span`, which page other people or at other times `after` a change than `before` it.

    None: there is no such policy.
    """

    span: Span
    """The instants of the trigger."""
    before: Outcome | None
    """What came of such an incident; None: there was no such policy."""
    after: Outcome | None
    """What comes of it now; None: there is no such policy."""

    @property
    def is_of_people(self) -> bool:
        """Whether somebody is paged who was not, or was and is not; else it is a change of times and levels alone."""
        before, after = (() if it is None else it.users for it in (self.before, self.after))
        return {*before} != {*after}

    def to_dict(self) -> dict[str, Any]:
        """Plain values: the ends of the span in ISO 8601, and the pages of both."""
        pages = {
            name: None if it is None else [step.to_dict() for step in it.steps]
            for name, it in (("before", self.before), ("after", self.after))
        }
        return {**span_dict(self.span), **pages}


@attrs.frozen(kw_only=True, repr=False)
class PolicyDiff(Applied):
    """What becomes of an escalation policy: `before`, and `after` a change that takes effect at `applied_at`.

    None: it is not there. With a `service`, these are the policies that its incidents are escalated by. Incidents of
    `[since, until)` that are triggered once the change has been applied are looked at; none is acknowledged. Of rules
    with the strategy `round_robin` every turn is looked at, up to 60 of them. Times are shown in the zone of the policy
    after the change.
    """

    before: EscalationPolicy | None
    """The policy as it was; None: there was none."""
    after: EscalationPolicy | None
    """The policy with the change; None: it is gone."""
    service: Service | None = None
    """The service whose incidents it is about; None: the policy's."""

    @property
    def policy(self) -> EscalationPolicy:
        """The policy after the change; if it is removed, the one before."""
        found = self.after or self.before
        assert found is not None, "one of the two is there"
        return found

    @property
    def id(self) -> str:
        """Its id, or that of the service."""
        return self.policy.id if self.service is None else self.service.id

    @property
    def name(self) -> str:
        """Its name, or that of the service."""
        return self.policy.name if self.service is None else self.service.name

    @property
    def zone(self) -> str:
        """Where times are shown."""
        return self.policy.time_zone

    @property
    def is_renamed(self) -> bool:
        """Whether it is there before and after, under another id or name."""
        return self.service is None and is_renamed(self.before, self.after)

    @cached_property
    def changes(self) -> tuple[OutcomeChange, ...]:
        """The trigger times whose pages change, in order and apart: the same change all through each span."""
        since, until = self.bounds
        if since == until or self._is_equal:
            return ()
        turns = min(lcm(*(it.turns for it in (self.before, self.after) if it is not None)), _MOST_TURNS)
        both = [
            [
                None if it is None else it.outcomes(since, until, incident_number=number)
                for it in (self.before, self.after)
            ]
            for number in range(turns)
        ]
        starts = (each.span.bounds[0] for pair in both for it in pair if it is not None for each in it)
        edges = sorted({since, *starts})
        found: list[OutcomeChange] = []
        for start, end in zip(edges, [*edges[1:], until], strict=True):
            pairs = ([None if it is None else it.at(start) for it in pair] for pair in both)
            different = next(((one, other) for one, other in pairs if _told(one) != _told(other)), None)
            if different is not None:
                before, after = different
                found.append(OutcomeChange(span=Span(start, end, zone=self.zone), before=before, after=after))
        return tuple(found)

    @property
    def triggers(self) -> SpanSet:
        """Every instant of the range at which an incident that is triggered pages other people, or at other times."""
        return SpanSet((change.span for change in self.changes), zone=self.zone)

    @property
    def example(self) -> OutcomeChange | None:
        """The first change that is one of people, else the first; None: there is none."""
        return next((each for each in self.changes if each.is_of_people), next(iter(self.changes), None))

    @property
    def is_empty(self) -> bool:
        """Whether every incident of the range pages the same people at the same times."""
        return not self.changes

    @property
    def _is_equal(self) -> bool:
        return (
            self.before is not None
            and self.after is not None
            and attrs.evolve(self.before, name=self.after.name, id=self.after.id) == self.after
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain values: both names, how much of the range changes and when, and the example."""
        example = self.example
        return {
            "policy": self.policy.id,
            "name": self.policy.name,
            "service": None if self.service is None else self.service.id,
            "time_zone": self.zone,
            "before": None if self.before is None else {"id": self.before.id, "name": self.before.name},
            "after": None if self.after is None else {"id": self.after.id, "name": self.after.name},
            "changed_seconds": self.triggers.seconds,
            "change_count": len(self.changes),
            "changes": [span_dict(each.span) for each in self.changes],
            "example": None if example is None else example.to_dict(),
        }

    def __repr__(self) -> str:
        return f"<PolicyDiff of {self.name}: {len(self.changes)} changes>"


def _told(outcome: Outcome | None) -> list[tuple[int, frozenset[str]]]:
    """Who is paged how long after the trigger; without a policy nobody is."""
    steps = () if outcome is None else outcome.steps
    return [(step.offset_seconds, frozenset(user.id for user in step.users)) for step in steps]
