"""A proof: a statement about all time, with its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from oncall.analysis.recurrence import again
from oncall.chronology.characters import visible
from oncall.chronology.instants import Instant, to_datetime, to_seconds, to_text
from oncall.chronology.representations import as_written
from oncall.chronology.spans import UTC_ZONE, Span
from oncall.chronology.words import every, moment
from oncall.chronology.zones import LATEST, Zone

if TYPE_CHECKING:
    from oncall.analysis.recurrence import Recurrence
    from oncall.chronology.instants import DateTime


def _optional_seconds(value: Instant | None) -> int | None:
    return None if value is None else to_seconds(value)


@attrs.frozen(kw_only=True)
class Proof:
    """Whether `statement` holds of `subject` (an id), from `since` on, until `until` or, if that is None, for all time.

    `period_seconds` is the joint period of what was looked at, on the wall clock; None if nothing lasts for ever, or if
    the zones of several schedules leave none. What lasts for ever repeats from `repeats_from` on: later than `since` if
    a layer or an override starts or ends after that. `counterexample` is the first span in which the statement does not
    hold, `recurs` how often that comes back (None: not again and again), `because` what there is to say against it in
    words. `by_arithmetic`: the period is too long to walk, and the Chinese remainder theorem decided.
    """

    code: str
    """The code of the check that asked, such as `OC101`."""
    subject: str
    """The id of what it is about."""
    statement: str
    """What is or is not so, in words."""
    holds: bool
    """Whether it is so."""
    _since: int | None = attrs.field(alias="since", converter=_optional_seconds)
    period_seconds: int | None = None
    """The joint period of what was looked at, in seconds of the wall clock; None: there is none."""
    _until: int | None = attrs.field(default=None, alias="until", converter=_optional_seconds)
    _repeats_from: int | None = attrs.field(default=None, alias="repeats_from", converter=_optional_seconds)
    counterexample: Span | None = None
    """The first span in which it is not so; None: there is none to show."""
    recurs: Recurrence | None = None
    """How often that comes back; None: not again and again."""
    because: str = ""
    """What there is to say against it, in words."""
    by_arithmetic: bool = False
    """Whether the period was too long to walk, and the Chinese remainder theorem decided."""
    zone: str = attrs.field(default=UTC_ZONE, eq=False)
    """The IANA zone in which times are shown; it takes no part in equality."""
    kind: str = attrs.field(default="", eq=False)
    """What the subject is: a `schedule`, a `policy` or a `person`, which may share an id; empty: not said."""

    __repr__ = as_written

    @property
    def since(self) -> DateTime | None:
        """From when the statement is made; None if there is no instant to make it about."""
        return None if self._since is None else to_datetime(self._since, Zone.named(self.zone))

    @property
    def repeats_from(self) -> DateTime | None:
        """From when everything comes back after the joint period; None if there is none."""
        if self._since is None or self.period_seconds is None:
            return None
        return to_datetime(max(self._since, self._repeats_from or self._since), Zone.named(self.zone))

    @property
    def until(self) -> DateTime | None:
        """Up to when it was decided; None: for all time."""
        return None if self._until is None else to_datetime(self._until, Zone.named(self.zone))

    @property
    def evidence(self) -> str:
        """What was looked at, in words."""
        if self._since is None:
            return "it is the same at every instant"
        if self._until is not None:
            return f"every turn up to {moment(self._until, Zone.named(self.zone))} was looked at"
        if self.period_seconds is None:
            return "everything ends, and all of it was looked at"
        decided = "arithmetic decided" if self.by_arithmetic else "one such period was looked at"
        length = every(self.period_seconds)
        if self._repeats_from is None or self._repeats_from <= self._since:
            return f"the layers repeat {length}; {decided}, and every clock change up to 2050"
        begin = moment(self._repeats_from, Zone.named(self.zone))
        return (
            f"from {begin} on the layers repeat {length}; {decided}, all before it, and every clock change up to 2050"
        )

    @property
    def bound(self) -> str:
        """Up to when it was decided, as a sentence; empty: for all time."""
        if self._until is None:
            return ""
        return f"(Decided up to {moment(self._until, Zone.named(self.zone))}.)"

    def to_dict(self) -> dict[str, Any]:
        """Plain values; the times in ISO 8601 with the zone's offset."""
        zone = Zone.named(self.zone)
        return {
            "code": self.code,
            "subject": self.subject,
            "kind": self.kind,
            "statement": self.statement,
            "holds": self.holds,
            "since": None if self._since is None else to_text(self._since, zone),
            "until": None if self._until is None else to_text(self._until, zone),
            "period_seconds": self.period_seconds,
            "repeats_from": None if self.repeats_from is None else to_text(to_seconds(self.repeats_from), zone),
            "evidence": self.evidence,
            "counterexample": None if self.counterexample is None else span_dict(self.counterexample),
            "recurs": None if self.recurs is None else self.recurs.to_dict(),
            "because": self.because,
        }

    def __str__(self) -> str:
        verdict = "proved" if self.holds else "refuted"
        if self.holds and self._until is not None:
            verdict = "holds as far as it was decided"
        against = "" if self.holds else self._against
        return visible(f"{verdict}: {self.subject}: {self.statement} ({against}{self.evidence})")

    @property
    def _against(self) -> str:
        """What speaks against the statement, and how often that comes back."""
        found = [self.because] if self.because else []
        if self.counterexample is not None:
            start, end = self.counterexample.bounds
            zone = Zone.named(self.zone)
            lasting = "on, for ever" if end >= LATEST else f"to {moment(end, zone)}"
            found.append(f"first from {moment(start, zone)} {lasting}{again(self.recurs, end - start)}")
        return "".join(f"{each}; " for each in found)


def span_dict(span: Span) -> dict[str, str]:
    """The ends of a span in ISO 8601."""
    return {"start": span.start.isoformat(), "end": span.end.isoformat()}
