"""By level: the proof and the evidence of checks that look at each level of an escalation policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.analysis.levels import Seen
from oncall.chronology.spans import Span
from oncall.chronology.zones import EARLIEST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from oncall.analysis.levels import Look
    from oncall.analysis.proofs import Proof
    from oncall.checks.definition import Check
    from oncall.model import EscalationPolicy


def proof_of(check: Check, policy: EscalationPolicy, statement: str, looks: Mapping[int, Look]) -> Proof:
    """What a check says of a policy, given what was found at each level, from 1.

    The counter-example is the first of all levels.
    """
    found = {level: look for level, look in looks.items() if look.sighting is not None}
    level = min(found, key=lambda each: _begin(found[each]), default=None)
    sighting = None if level is None else found[level].sighting
    against = "" if sighting is None else f"level {level}{'' if sighting.span else ' at all times'}"
    return check.proof(
        subject=policy,
        statement=statement,
        holds=sighting is None,
        seen=Seen.of(looks.values()),
        counterexample=None if level is None else next(iter(spans_of(policy, found[level])), None),
        recurs=None if sighting is None else sighting.recurs,
        because=against,
    )


def spans_of(policy: EscalationPolicy, look: Look) -> tuple[Span, ...]:
    """The span that was found, in the zone of the policy; none, if it is so at every instant, or never."""
    if look.sighting is None or look.sighting.span is None:
        return ()
    return (Span(*look.sighting.span, zone=policy.time_zone),)


def _begin(look: Look) -> int:
    return EARLIEST if look.sighting is None or look.sighting.span is None else look.sighting.span[0]
