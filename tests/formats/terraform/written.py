"""Configurations to be written as Terraform: every kind of block, with texts that try to be more than text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING
from unicodedata import normalize

import attrs
from hypothesis import strategies as st

from oncall.model import Configuration, EscalationPolicy, EscalationRule, Layer, Schedule, Service, User
from tests.strategies import DAY, MINUTE, moments, schedule_near, zones

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

    from oncall.model.escalation import Strategy
    from oncall.model.pages import Target

AWKWARD_TEXTS = (
    "Alice",
    '"',
    "\\",
    '\\"}\n',
    "${pagerduty_user.alice.id}",
    "%{ if true }",
    "$${",
    "%%%{",
    "$%{%${",
    "$$$",
    "a$",
    "\\${x}",
    "~}",
    "{{ ${{ }}",
    "<<EOT\nEOT\n",
    "a\r\nb\tc",
    "\0\a\x1b\x7f\x85",
    "\u2028\u200f\ufeff",
    "null",
    "# no comment",
    "/* */",
    " x ",
    "José 東京 😀",
    "\U0010ffff",
)
LABELS = ("alice", "bob-2", "_", "Carol", "null", "for", "élise", "東京", "count", "a_2", "user", "schedule")

_ADDRESSES = ("pagerduty_user.", "data.pagerduty_user.", "module.")


def _composed(text: str) -> str:
    return normalize("NFC", text)


def _says_something(text: str) -> bool:
    return bool(text.strip())


_text = st.one_of(st.sampled_from(AWKWARD_TEXTS), st.text(max_size=20).map(_composed))
_name = _text.filter(_says_something)
_label = st.sampled_from(LABELS)


def texts() -> SearchStrategy[str]:
    """Any text that is composed to NFC: awkward ones mostly."""
    return _text


@attrs.frozen
class Ids:
    """What the ids of each kind of thing are drawn from."""

    users: SearchStrategy[str]
    schedules: SearchStrategy[str]
    policies: SearchStrategy[str]
    services: SearchStrategy[str]


def _plain(type_: str) -> SearchStrategy[str]:
    return _label.map(lambda label: f"{type_}.{label}")


def _any(type_: str) -> SearchStrategy[str]:
    """Plain addresses, those of modules and keys, REST ids, names; some so alike that their labels would be one."""
    key = st.one_of(st.integers(0, 2).map(str), st.sampled_from(('"eu"', '"e u"', '"a\\"b"')))
    keyed = st.builds("module.{}[{}].{}.{}[{}]".format, _label, key, st.just(type_), _label, key)
    others = st.sampled_from((f"{type_}.a[0]", f"{type_}.1a", "a[0]", "a.0", "A 0", "a_0", "PABC123"))
    return st.one_of(_plain(type_), keyed, others, _name)


PLAIN = Ids(
    st.one_of(_plain("pagerduty_user"), _plain("data.pagerduty_user"), st.sampled_from(("PABC123", "bob", "${x}"))),
    _plain("pagerduty_schedule"),
    _plain("pagerduty_escalation_policy"),
    _plain("pagerduty_service"),
)
ANY = Ids(
    st.one_of(_any("pagerduty_user"), _any("data.pagerduty_user")),
    _any("pagerduty_schedule"),
    _any("pagerduty_escalation_policy"),
    _any("pagerduty_service"),
)

_moment = moments()
_zone = st.one_of(st.none(), zones())
_how_many = st.integers(0, 2)
_minutes = st.sampled_from((0, 0, -300, 60, 345, 570, -1439, 1439))
_seconds = st.sampled_from((0, 0, 0, 30, -1))
_timeout = st.one_of(st.none(), st.sampled_from((1, 1800, 14_400)), st.integers(1, 10**9))
_delay = st.integers(1, 2000)
_loops = st.integers(0, 9)


def _user(draw: DrawFn, id_: str) -> User:
    return User(id_, name=draw(_name), email=draw(_text), time_zone=draw(_zone))


def _rewritten(draw: DrawFn, moment: datetime, *, seconds: int = 0) -> datetime:
    """The same instant with another offset."""
    offset = timezone(timedelta(minutes=draw(_minutes), seconds=seconds))
    return datetime.fromtimestamp(moment.timestamp(), UTC).astimezone(offset)


def _layer(draw: DrawFn, layer: Layer, people: list[User]) -> Layer:
    """The layer with another name, other users, and its times in other offsets."""
    return attrs.evolve(
        layer,
        name=draw(_text),
        users=draw(st.lists(st.sampled_from(people), min_size=1, max_size=6)),
        start=_rewritten(draw, layer.start, seconds=draw(_seconds)),
        end=None if layer.end is None else _rewritten(draw, layer.end),
        rotation_virtual_start=_rewritten(draw, layer.rotation_virtual_start),
    )


def _schedule(draw: DrawFn, id_: str, people: list[User]) -> Schedule:
    zone, near = draw(_moment)
    drawn = schedule_near(draw, zone, near, layers=2)
    start = near // MINUTE * MINUTE
    simple = Layer(start=near, rotation_virtual_start=start, rotation_turn_length_seconds=DAY, users=people)
    layers = [_layer(draw, layer, people) for layer in drawn.layers or (simple,)]
    return Schedule(id=id_, name=draw(_name), time_zone=zone, layers=layers, description=draw(_text))


_is_round_robin = st.booleans()


def _policy(draw: DrawFn, id_: str, choices: list[Target]) -> EscalationPolicy:
    targets = st.lists(st.sampled_from(choices), min_size=1, max_size=3)
    strategy: Strategy = "round_robin" if draw(_is_round_robin) else "assign_to_everyone"
    rules = [
        EscalationRule(
            escalation_delay_in_minutes=draw(_delay),
            targets=draw(targets),
            escalation_rule_assignment_strategy=strategy,
        )
    ]
    rules += [EscalationRule(escalation_delay_in_minutes=1, targets=draw(targets)) for _ in range(draw(_how_many))]
    return EscalationPolicy(id=id_, name=draw(_name), rules=rules, num_loops=draw(_loops), description=draw(_text))


def _service(draw: DrawFn, id_: str, policies: list[EscalationPolicy]) -> Service:
    return Service(
        id=id_,
        name=draw(_name),
        escalation_policy=draw(st.sampled_from(policies)),
        acknowledgement_timeout=draw(_timeout),
        auto_resolve_timeout=draw(_timeout),
        description=draw(_text),
    )


@st.composite
def configurations(draw: DrawFn, ids: Ids = PLAIN) -> Configuration:
    """A few users, schedules, policies and services that refer to each other, and to nothing else.

    A user whose id is a literal is there only if somebody refers to them: nothing else can tell of them in Terraform.
    """

    def some(of: SearchStrategy[str], least: int = 0) -> list[str]:
        return draw(st.lists(of, min_size=least, max_size=least + 3, unique=True))

    people = [_user(draw, id_) for id_ in some(ids.users, 1)]
    schedules = [_schedule(draw, id_, people) for id_ in some(ids.schedules)]
    choices: list[Target] = [*people, *schedules]
    policies = [_policy(draw, id_, choices) for id_ in some(ids.policies)]
    services = [_service(draw, id_, policies) for id_ in some(ids.services) if policies]
    referred = {user for schedule in schedules for layer in schedule.layers for user in layer.users}
    referred |= {it for policy in policies for rule in policy.rules for it in rule.targets if isinstance(it, User)}
    return Configuration(
        users=[user for user in people if user.id.startswith(_ADDRESSES) or user in referred],
        schedules=schedules,
        escalation_policies=policies,
        services=services,
    )
