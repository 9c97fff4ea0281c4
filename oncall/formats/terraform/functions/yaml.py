"""`yamldecode` and `yamlencode`, with the scalars of Terraform's own YAML: neither YAML 1.1 nor 1.2, nor PyYAML's."""

from __future__ import annotations

import re
from base64 import b64decode
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from oncall.formats.resources.conversions import as_number, as_text, concatenated
from oncall.formats.resources.values import (
    MAX_ELEMENTS,
    Cause,
    NoValueError,
    Object,
    Sequence,
    Unknown,
    Value,
    kind,
    listed,
)
from oncall.formats.terraform.functions.encoding import MAX_DEPTH, check_size
from oncall.formats.terraform.functions.parameters import TEXT, WHOLE_VALUE, Function
from oncall.formats.terraform.functions.times import timestamp, written_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from yaml.events import Event, MappingStartEvent, ScalarEvent, SequenceStartEvent

_PREFIX = "tag:yaml.org,2002:"
_WORDS: Mapping[str, bool | None] = {
    **dict.fromkeys(["", "~", "null", "Null", "NULL"], None),
    **dict.fromkeys(["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"], True),
    **dict.fromkeys(["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"], False),
}
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_BASED = re.compile("0x[0-9a-fA-F]+|0o[0-7]+")
_TAGGED_BASED = re.compile("[-+]?0(?:[xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)")
# With what the words, numbers and times begin that Terraform knows.
_BEGINNINGS = frozenset(["", *"0123456789+-.~fnotyFNOTY"])
_INFINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)")
_NO_NUMBER = re.compile(r"\.(?:nan|NaN|NAN)")
_CLOCK = r"(\d\d?):(\d\d?):(\d\d?)(?:\.\d{1,100})?"
_TIME = re.compile(
    rf"(?P<date>\d{{4}}-\d\d?-\d\d?)(?:[Tt](?P<zoned>{_CLOCK})(?P<zone>Z|[-+]\d\d:\d\d)| (?P<bare>{_CLOCK}))?", re.ASCII
)


def _yamldecode(text: str) -> Value:
    # Imported by the call that needs it: most configurations have no YAML in them.
    import yaml

    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    try:
        return _Document(yaml.parse(text, Loader=loader)).value()
    except yaml.YAMLError as error:
        problem = getattr(error, "problem", None) or str(error)
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}: " if mark is not None else ""
        raise NoValueError(f"the string is not YAML: {place}{str(problem)[:100]}") from None


@attrs.define
class _Document:
    """A document that is read event by event. `anchored` keeps each anchor's value and how many elements it has."""

    events: Iterator[Event]
    anchored: dict[str, tuple[Value, int] | None] = attrs.field(factory=dict[str, "tuple[Value, int] | None"])
    count: int = 0

    def value(self) -> Value:
        """The value of the only document."""
        names = [type(next(self.events, None)).__name__ for _ in range(2)]
        if names[-1] != "DocumentStartEvent":
            raise NoValueError("the YAML has no document")
        found = self._node(self._next(), 0)
        after = [type(next(self.events, None)).__name__ for _ in range(2)]
        if after[-1] != "StreamEndEvent":
            raise NoValueError("the YAML has more than one document")
        return found

    def _next(self) -> Event:
        return next(self.events)

    def _node(self, event: Event, depth: int) -> Value:
        from yaml import events

        if depth > MAX_DEPTH:
            raise NoValueError("the YAML is nested too deeply")
        if isinstance(event, events.AliasEvent):
            return self._alias(str(event.anchor))
        assert isinstance(event, events.ScalarEvent | events.SequenceStartEvent | events.MappingStartEvent), "a node"
        before = self.count
        self._add(1)
        if event.anchor:
            self.anchored[event.anchor] = None
        found = self._new(event, depth)
        if event.anchor:
            self.anchored[event.anchor] = (found, self.count - before)
        return found

    def _new(self, event: ScalarEvent | SequenceStartEvent | MappingStartEvent, depth: int) -> Value:
        from yaml import events

        if isinstance(event, events.ScalarEvent):
            return _scalar(event)
        is_sequence = isinstance(event, events.SequenceStartEvent)
        tag = event.tag
        if tag and tag != f"{_PREFIX}{'seq' if is_sequence else 'map'}":
            raise NoValueError(f"the YAML has a tag that is not known here, {str(tag)[:60]!r}")
        return self._sequence(depth) if is_sequence else self._mapping(depth)

    def _alias(self, anchor: str) -> Value:
        if anchor not in self.anchored:
            raise NoValueError(f"the YAML has no anchor {anchor[:60]!r}")
        found = self.anchored[anchor]
        if found is None:
            raise NoValueError(f"the YAML refers to the anchor {anchor[:60]!r} from inside of it")
        value, count = found
        self._add(count)
        return value

    def _add(self, count: int) -> None:
        self.count += count
        if self.count > MAX_ELEMENTS:
            raise NoValueError(f"the YAML has more than {MAX_ELEMENTS} elements")

    def _sequence(self, depth: int) -> Value:
        from yaml.events import SequenceEndEvent

        found: list[Value] = []
        while not isinstance(event := self._next(), SequenceEndEvent):
            found.append(self._node(event, depth + 1))
        return listed(found)

    def _mapping(self, depth: int) -> Value:
        from yaml.events import MappingEndEvent, ScalarEvent

        found: dict[str, Value] = {}
        while not isinstance(event := self._next(), MappingEndEvent):
            is_merge = isinstance(event, ScalarEvent) and event.value == "<<" and not event.tag
            name = self._node(event, depth + 1)
            value = self._node(self._next(), depth + 1)
            if is_merge:
                # Merged or written, the last one wins.
                found.update(_merged(value))
            else:
                found[_name(name)] = value
        return Object(found)


def _merged(value: Value) -> Mapping[str, Value]:
    if not isinstance(value, Object):
        raise NoValueError(f"the YAML merges {kind(value)} into a mapping")
    return value.attributes


def _name(value: Value) -> str:
    if value is None or isinstance(value, Sequence | Object):
        raise NoValueError(f"a key of the YAML is {kind(value)}; only strings are allowed")
    return as_text(value)


def _scalar(event: ScalarEvent) -> Value:
    text: str = event.value
    if event.tag is None:
        return _plain(text) if not event.style else concatenated([text])
    match event.tag.split(_PREFIX, 1):
        case ["", "str"]:
            return concatenated([text])
        case ["", "binary"]:
            return _binary(text)
        case ["", "null" | "bool" | "int" | "float" | "timestamp" as wanted]:
            return _tagged(wanted, text, is_quoted=event.style in {"'", '"'})
        case _:
            raise NoValueError(f"the YAML has a tag that is not known here, {event.tag[:60]!r}")


def _binary(text: str) -> Value:
    """Base64 as it stands; line breaks in it do not count."""
    try:
        b64decode(text.replace("\r", "").replace("\n", ""), validate=True)
    except ValueError:
        raise NoValueError(f"the YAML says that {text[:60]!r} is binary, and it is no base64") from None
    return concatenated([text])


def _tagged(wanted: str, text: str, *, is_quoted: bool) -> Value:
    """What Terraform makes of a text with a tag.

    It does not take the tag at its word: what looks like a value of any kind is one, and between quotes it is a text if
    it begins as a value could. Only of the rest a null is made, or an error.
    """
    if is_quoted and text[:1] in _BEGINNINGS:
        return concatenated([text])
    if not is_quoted:
        number = _number(text) if wanted in {"int", "float"} else None
        if number is not None:
            return number
        found = text if _NO_NUMBER.fullmatch(text) else _plain(text)
        if not isinstance(found, str) or (wanted == "timestamp" and _time(text)):
            return found
    if wanted == "null":
        return None
    raise NoValueError(f"the YAML says that {text[:60]!r} is `!!{wanted}`, and it is none")


def _number(text: str) -> Fraction | None:
    """A number of which the tag says that it is one: with `_` in it, in other bases with a sign; None: none."""
    plain = text.replace("_", "")
    if _NUMBER.fullmatch(plain):
        return as_number(plain)
    return _whole(plain) if _TAGGED_BASED.fullmatch(plain) else None


def _whole(text: str) -> Fraction:
    """A whole number in another base than ten, for which Terraform has 64 bits."""
    number = int(text, 0)
    if not -(2**63) <= number < 2**64:
        raise NoValueError(f"the YAML has {text[:60]!r}, which has more than 64 bits")
    return Fraction(number)


def _plain(text: str) -> Value:
    if text in _WORDS:
        return _WORDS[text]
    if _NUMBER.fullmatch(text):
        return as_number(text)
    if _BASED.fullmatch(text):
        return _whole(text)
    if _NO_NUMBER.fullmatch(text):
        raise NoValueError("the YAML has .nan, which is no number")
    if _INFINITE.fullmatch(text):
        return Unknown(text, (Cause(f"{text} is a number that no field can hold"),))
    return _time(text) or concatenated([text])


def _time(text: str) -> str | None:
    """A time in RFC 3339, without fractions of its second; None where the text says none."""
    found = _TIME.fullmatch(text)
    if not found:
        return None
    year, month, day = map(int, found["date"].split("-"))
    clock = (found["zoned"] or found["bare"] or "0:0:0").partition(".")[0]
    hour, minute, second = map(int, clock.split(":"))
    whole = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{found['zone'] or 'Z'}"
    try:
        return written_time(timestamp(whole))
    except NoValueError:
        return None


# --- Writing ---------------------------------------------------------------------------------------------------------


def _yamlencode(value: Value) -> Value:
    import yaml

    check_size(value)
    # Terraform's emitter is a port of libyaml's: the same events give the same text.
    dumper = yaml.CSafeDumper if yaml.__with_libyaml__ else yaml.SafeDumper
    library: Any = yaml
    text: str = library.emit(_document(value), Dumper=dumper, allow_unicode=True)
    is_plain = value is None or isinstance(value, bool | Fraction)
    return concatenated([text.removesuffix("...\n"), "...\n" if is_plain else ""])


def _document(value: Value) -> Iterator[Event]:
    from yaml import events

    yield events.StreamStartEvent()
    yield events.DocumentStartEvent(explicit=False)
    yield from _node_events(value, MAX_DEPTH)
    yield events.DocumentEndEvent(explicit=False)
    yield events.StreamEndEvent()


def _node_events(value: Value, depth: int) -> Iterator[Event]:
    from yaml import events

    if not depth:
        raise NoValueError("the value is nested too deeply")
    implicit = (True, True)
    match value:
        case Sequence(items):
            yield events.SequenceStartEvent(None, None, implicit=True, flow_style=not items)
            for item in items:
                yield from _node_events(item, depth - 1)
            yield events.SequenceEndEvent()
        case Object(attributes):
            yield events.MappingStartEvent(None, None, implicit=True, flow_style=not attributes)
            for name, item in attributes.items():
                yield events.ScalarEvent(None, None, implicit, name, style='"')
                yield from _node_events(item, depth - 1)
            yield events.MappingEndEvent()
        case str():
            yield events.ScalarEvent(None, None, implicit, value, style="|" if "\n" in value else '"')
        case _:
            yield events.ScalarEvent(None, None, implicit, "null" if value is None else as_text(value))


FUNCTIONS: Mapping[str, Function] = {
    "yamldecode": Function(_yamldecode, (TEXT,)),
    "yamlencode": Function(_yamlencode, (WHOLE_VALUE,)),
}
