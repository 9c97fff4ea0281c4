"""The public surface as text, one line a name: `python -m tests.public_surface` writes it to public_surface.txt anew.

Annotations stand as they are written in the source, so the text is the same whatever Python runs it. What a class has
from attrs (comparison, hash, repr) is not said; what it has from `Mapping` or `Sequence` is told by its bases.
"""

from __future__ import annotations

import inspect
import re
from enum import Enum
from functools import cached_property
from importlib import import_module
from pathlib import Path
from types import FunctionType, UnionType
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = Path(__file__).with_name("public_surface.txt")
PUBLIC = [
    "oncall",
    "oncall.model",
    "oncall.checks",
    "oncall.formats",
    "oncall.formats.ical",
    "oncall.formats.logs",
    "oncall.formats.pagerduty",
    "oncall.formats.terraform",
    "oncall.testing",
    "oncall.testing.strategies",
    "oncall.errors",
]


def surface() -> str:
    """The names of every public package, those that stand in several under the first."""
    homes: dict[int, str] = {}
    return "\n".join(line for package in PUBLIC for line in [*_package(package, homes), ""])


def names_of(package: str) -> list[str]:
    """The public names of a module: its `__all__`, or what it defines and does not begin with an underscore."""
    module = import_module(package)
    found: list[str] = getattr(module, "__all__", None) or [
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and getattr(value, "__module__", None) == package and not isinstance(value, TypeVar)
    ]
    return sorted(found)


def _package(package: str, homes: dict[int, str]) -> Iterator[str]:
    yield f"# {package}"
    for name in names_of(package):
        value = getattr(import_module(package), name)
        full = f"{package}.{name}"
        home = homes.setdefault(id(value), full)
        if isinstance(value, type) and home == full:
            yield from _class(full, value)
        elif isinstance(value, FunctionType) and home == full:
            yield f"{full}{_signature(value)}"
        elif home != full:
            yield f"{full} = {home}"
        elif isinstance(value, UnionType):
            yield f"{full} = {' | '.join(each.__name__ for each in get_args(value))}"
        else:
            yield f"{full}: {type(value).__name__}"


def _class(full: str, value: type) -> Iterator[str]:
    bases = [base.__name__ for base in value.__bases__ if base is not object]
    yield f"class {full}({', '.join(bases)})" if bases else f"class {full}"
    if issubclass(value, Enum):
        yield from (f"{full}.{member.name} = {member.value!r}" for member in value)
    elif "__init__" in vars(value):
        yield f"{full}{_signature(vars(value)['__init__'], bound=True, returns=False)}"
    members = {name: line for each in reversed(_ours(value)) for name, line in _members(each)}
    yield from (f"{full}.{members[name]}" for name in sorted(members))


def _ours(value: type) -> list[type]:
    return [each for each in value.__mro__ if each.__module__.startswith("oncall")]


def _members(value: type) -> Iterator[tuple[str, str]]:
    """The fields, properties and methods that a class defines itself."""
    if attrs.has(value):
        fields = {field.name for field in attrs.fields(value)}
        annotations: dict[str, Any] = vars(value).get("__annotations__", {})
        # Where a class has slots, attrs leaves of a cached property its annotation.
        for name, annotation in annotations.items():
            if not name.startswith("_") and not str(annotation).startswith("ClassVar"):
                yield name, f"{name}: {_shown(annotation)}{'' if name in fields else '  (property)'}"
    for name, member in vars(value).items():
        if name.startswith("_") and not _is_protocol(name, member):
            continue
        if isinstance(member, property) and member.fget is not None:
            yield (
                name,
                f"{name}: {_shown(member.fget.__annotations__.get('return', inspect.Signature.empty))}  (property)",
            )
        elif isinstance(member, cached_property):
            yield (
                name,
                f"{name}: {_shown(member.func.__annotations__.get('return', inspect.Signature.empty))}  (property)",
            )
        elif isinstance(member, classmethod | staticmethod):
            kind = type(member).__name__
            yield name, f"{name}{_signature(member.__func__, bound=kind == 'classmethod')}  ({kind})"
        elif isinstance(member, FunctionType):
            yield name, f"{name}{_signature(member, bound=True)}"


def _is_protocol(name: str, member: object) -> bool:
    """Whether it is an operator, or what a notebook asks for, and written by hand; how a value is built is not."""
    if name in {"__init__", "__attrs_post_init__", "__reduce__", "__getstate__", "__setstate__", "__getattr__"}:
        return False
    if not isinstance(member, FunctionType) or member.__code__.co_filename.startswith("<"):
        return False
    by_hand = str(member.__globals__.get("__name__")).startswith("oncall")
    return by_hand and ((name.startswith("__") and name.endswith("__")) or name.startswith("_repr_"))


def _signature(function: Any, *, bound: bool = False, returns: bool = True) -> str:
    signature = inspect.signature(function)
    parameters = list(signature.parameters.values())[1 if bound else 0 :]
    written: list[str] = []
    previous = None
    for parameter in parameters:
        if previous is parameter.POSITIONAL_ONLY and parameter.kind is not parameter.POSITIONAL_ONLY:
            written.append("/")
        if parameter.kind is parameter.KEYWORD_ONLY and previous not in {
            parameter.KEYWORD_ONLY,
            parameter.VAR_POSITIONAL,
        }:
            written.append("*")
        written.append(_parameter(parameter))
        previous = parameter.kind
    if previous is inspect.Parameter.POSITIONAL_ONLY:
        written.append("/")
    result = f" -> {_shown(signature.return_annotation)}" if returns else ""
    return f"({', '.join(written)}){result}"


def _parameter(parameter: inspect.Parameter) -> str:
    if parameter.kind is parameter.VAR_KEYWORD:
        stars = "**"
    else:
        stars = "*" if parameter.kind is parameter.VAR_POSITIONAL else ""
    annotation = f": {_shown(parameter.annotation)}"
    default = "" if parameter.default is parameter.empty else f" = {_default(parameter.default)}"
    return f"{stars}{parameter.name}{annotation}{default}"


def _default(value: object) -> str:
    """As it is written where that is short; else that there is one."""
    if value is attrs.NOTHING:
        return "..."
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    plain = value is None or isinstance(value, bool | int | float | str | bytes) or value in ((), frozenset())
    return repr(value) if plain else "..."


def _shown(annotation: object) -> str:
    if annotation is inspect.Signature.empty:
        return "?"
    written = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    return re.sub(r"ForwardRef\('(\w+)'[^)]*\)", r"\1", written)


if __name__ == "__main__":
    TEXT.write_text(surface(), encoding="utf-8")
