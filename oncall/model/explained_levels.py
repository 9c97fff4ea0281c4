"""What happens to an incident at one instant: a level that is run, or something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs

from oncall.chronology.characters import visible_lines
from oncall.chronology.instants import to_datetime, to_text
from oncall.chronology.representations import as_written
from oncall.chronology.spans import UTC_ZONE
from oncall.chronology.words import duration, listing, moment
from oncall.chronology.zones import Zone
from oncall.model.schedules import Schedule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from oncall.chronology.instants import DateTime
    from oncall.model.escalation import EscalationRule
    from oncall.model.explanations import Explanation
    from oncall.model.pages import Page, Target
    from oncall.model.users import User

EventKind: TypeAlias = Literal["acknowledged", "lapsed", "resolved", "over", "not opened"]
"""`lapsed`: an acknowledgement has run out. `over`: the last delay of the last pass has."""


def _id(target: Target) -> str:
    return target.id


@attrs.frozen(kw_only=True)
class LookUp:
    """What a target of a rule gave when the rule was run: a `user`, or None: nobody.

    For a schedule, `explanation` says why; for a person named by the rule it is None.
    """

    target: Target = attrs.field(repr=_id)
    """The user or schedule that was asked."""
    user: User | None
    """Who it gave; None: nobody."""
    explanation: Explanation | None = None
    """Why, for a schedule; None: the rule names the person."""

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "target": self.target.id,
            "name": self.target.name,
            "user": None if self.user is None else self.user.id,
            "explanation": None if self.explanation is None else self.explanation.to_dict(),
        }

    def __str__(self) -> str:
        """In one line, what was found; until when that is so, if nobody was."""
        if self.explanation is None:
            return f"{self.target}, by name"
        if self.user is not None:
            return f"{self.user}, on call in {self.target}"
        until = self.explanation.until_seconds
        when = "" if until is None else f" until {moment(until, Zone.named(self.explanation.time_zone))}"
        return f"{self.briefly}{when}: {self.explanation.reason}"

    @property
    def briefly(self) -> str:
        """What was found, without why."""
        return f"{self.user or 'nobody'} in {self.target}"


@attrs.frozen(kw_only=True)
class ExplainedLevel:
    """A rule that is run at an instant: what its targets gave, and the `pages` that come of it, one for each person.

    `level` is the rule's position, from 1; `loop` the pass through the rules, from 0. Of a rule with the strategy
    `round_robin`, one target was looked up: the one whose turn it is. A level that reaches nobody `waits` if the policy
    says so; otherwise it is skipped at once, without its delay.
    """

    _at: int = attrs.field(alias="at")
    rule: EscalationRule = attrs.field(repr=False)
    """The rule that is run."""
    level: int
    """Its position in the policy, from 1."""
    loop: int
    """The pass through the rules, from 0."""
    look_ups: tuple[LookUp, ...]
    """What each target gave; of a `round_robin` only the one whose turn it is."""
    pages: tuple[Page, ...]
    """The pages that come of it, one a person."""
    waits: bool = False
    """Whether it reaches nobody and lets its delay run out all the same."""
    incident_number: int = 0
    """The number of the incident, from 0, that says whose turn it is."""
    zone: str = attrs.field(default=UTC_ZONE, eq=False)
    """The IANA zone in which times are shown; it takes no part in equality."""

    __repr__ = as_written

    @property
    def at(self) -> DateTime:
        """When the rule is run."""
        return to_datetime(self._at, Zone.named(self.zone))

    @property
    def instant(self) -> int:
        """When the rule is run, as a UTC second."""
        return self._at

    @property
    def users(self) -> tuple[User, ...]:
        """Whom it reaches, each once."""
        return tuple(page.user for page in self.pages)

    @property
    def is_skipped(self) -> bool:
        """Whether the next level is run at once, since this one reaches nobody."""
        return not self.pages and not self.waits

    @property
    def position(self) -> int | None:
        """From 1: which of the targets has its turn; None: all of them are looked up."""
        return self.incident_number % len(self.rule.targets) + 1 if self.rule.is_round_robin else None

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "event": "level",
            "at": to_text(self._at, Zone.named(self.zone)),
            "level": self.level,
            "loop": self.loop,
            "result": "paged" if self.pages else "skipped" if self.is_skipped else "waited",
            "delay_seconds": 0 if self.is_skipped else self.rule.delay_seconds,
            "pages": [page.to_dict() for page in self.pages],
            "round_robin": None if self.position is None else {"position": self.position, "of": len(self.rule.targets)},
            "look_ups": [look_up.to_dict() for look_up in self.look_ups],
        }

    def lines(self, known: Collection[str] = ()) -> list[str]:
        """What a person reads: each of whom it reaches, with the reasons, and which targets gave nobody.

        Why a schedule has nobody, and until when, is left out where that was said: `known` are the texts of look-ups.
        """
        silent = [it.briefly if str(it) in known else str(it) for it in self.look_ups if it.user is None]
        return [*(map(_reached, self.pages) if self.pages else [self._nobody()]), *silent, *self._round_robin()]

    def __str__(self) -> str:
        return visible_lines(self.lines())

    def _nobody(self) -> str:
        if self.is_skipped:
            return "skipped at once, since it reaches nobody"
        return f"reaches nobody, and waits {duration(self.rule.delay_seconds)} all the same"

    def _round_robin(self) -> Iterator[str]:
        if self.position is not None and self.loop == 0:
            targets = self.rule.targets
            names = [f"[{it}]" if place == self.position else str(it) for place, it in enumerate(targets, start=1)]
            place = f"{self.incident_number} mod {len(targets)} = {self.position - 1}"
            yield f"round robin: incident {self.incident_number}, {place}: {', '.join(names)}"


@attrs.frozen(kw_only=True)
class ExplainedEvent:
    """Something else that happens to an incident: see `kind`."""

    kind: EventKind
    """What happens."""
    _at: int = attrs.field(alias="at")
    timeout_seconds: int | None = None
    """For how long an acknowledgement holds, in seconds; None: until the incident is resolved."""
    level: int | None = None
    """The level with which the escalation goes on, from 1; None: it does not."""
    loop: int | None = None
    """The pass in which it goes on, from 0; None: it does not."""
    users: tuple[User, ...] = ()
    """With whom the incident stays when the escalation is over."""
    zone: str = attrs.field(default=UTC_ZONE, eq=False)
    """The IANA zone in which times are shown; it takes no part in equality."""

    __repr__ = as_written

    @property
    def at(self) -> DateTime:
        """When it happens."""
        return to_datetime(self._at, Zone.named(self.zone))

    @property
    def instant(self) -> int:
        """When it happens, as a UTC second."""
        return self._at

    def to_dict(self) -> dict[str, Any]:
        """Plain values, of which each kind has its own."""
        own: dict[EventKind, dict[str, Any]] = {
            "acknowledged": {"timeout_seconds": self.timeout_seconds},
            "lapsed": {"level": self.level, "loop": self.loop},
            "over": {"stays_with": [user.id for user in self.users]},
        }
        return {"event": self.kind, "at": to_text(self._at, Zone.named(self.zone)), **own.get(self.kind, {})}

    def lines(self) -> list[str]:
        """What a person reads."""
        return [str(self)]

    def __str__(self) -> str:
        match self.kind:
            case "acknowledged":
                lasting = "any more" if self.timeout_seconds is None else f"for {duration(self.timeout_seconds)}"
                return f"acknowledged: nobody is paged {lasting}"
            case "lapsed":
                where = f"level {self.level}{f' of pass {self.loop + 1}' if self.loop else ''}"
                return f"the acknowledgement has run out: on with {where}"
            case "resolved":
                return "resolved: nobody is paged any more"
            case "over":
                holders = f"the incident stays with {listing(map(str, self.users))}"
                return f"nobody else is paged; {holders}" if self.users else "nobody was paged, and nobody will be"
            case "not opened":
                return "nobody is paged: no level reaches anybody, so no incident is opened"


def _reached(page: Page) -> str:
    """A person with every reason."""
    reasons = (f"on call in {it}" if isinstance(it, Schedule) else "by name" for it in page.targets)
    return f"{page.user}, {listing(reasons)}"
