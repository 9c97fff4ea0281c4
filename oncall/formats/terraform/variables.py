"""The values of the root module's variables: from files, from the command line, from Python."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import attrs

from oncall.errors import InvalidValueError, Location, Problem
from oncall.formats.resources.conversions import bounded, concatenated
from oncall.formats.resources.values import NoValueError, Object, RefusedError, Sequence
from oncall.formats.terraform.converting import convert
from oncall.formats.terraform.expressions import Scope
from oncall.formats.terraform.parsing import parse_expression, parse_values
from oncall.formats.terraform.special import Alone
from oncall.formats.terraform.syntax import NotSyntaxError
from oncall.formats.terraform.types import ANY, Primitive, SetOf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from oncall.formats.resources.source import Source
    from oncall.formats.resources.values import Value
    from oncall.formats.terraform.syntax import Attribute
    from oncall.formats.terraform.types import Type
    from oncall.formats.terraform.workspace import Workspace

Given: TypeAlias = "Callable[[Type | None], Value]"
"""A value that was given for a variable, once its type is known."""


@attrs.frozen
class Written:
    """The value of a variable as a command line has it: `text` is the value of a string, an expression of any other.

    `origin` says where it was written: `--var`, or the name of an environment variable.
    """

    text: str
    """The value of a string, or an expression."""
    origin: str = "--var"
    """Where it was written: `--var`, or the name of an environment variable."""

    def value(self, type_: Type | None) -> Value:
        """The value for a variable of that type; without a type, the text.

        Raises:
            RefusedError: it is no expression.
        """
        if type_ is None or isinstance(type_, Primitive):
            return self.text
        place = Location(self.origin, 1)
        try:
            return Scope(Alone()).value(parse_expression(self.text, place))
        except NotSyntaxError as error:
            raise RefusedError(f"{error.message}; a text in it stands in quotes", place) from error


def of_python(value: Any, field: str) -> Value:  # noqa: ANN401 - whatever a script has
    """The value that a value of Python stands for: texts, numbers, bools, None, lists, sets and dictionaries.

    Raises:
        InvalidValueError: it stands for none, or has no end.
    """
    try:
        return _of_python(value, field)
    except (NoValueError, RecursionError, OverflowError, UnicodeError, ValueError) as error:
        if isinstance(error, InvalidValueError):
            raise
        expected = "finite, and made of texts, numbers, bools, None, lists, and dictionaries with texts as keys"
        raise InvalidValueError(field, expected, f"a {type(value).__name__}") from error


def _of_python(value: Any, field: str) -> Value:  # noqa: ANN401, PLR0911 - one return a kind
    match value:
        case None | bool():
            return value
        case str():
            value.encode()
            return concatenated([value])
        case int() | Fraction():
            return bounded(Fraction(value))
        case float():
            return Fraction(repr(value))
        case list() | tuple():
            return Sequence(tuple(_of_python(item, field) for item in cast("list[Any]", value)))
        case set() | frozenset():
            items = Sequence(tuple(_of_python(item, field) for item in cast("set[Any]", value)))
            return convert(items, SetOf(ANY))
        case dict() if all(isinstance(key, str) for key in cast("Iterable[Any]", value)):
            pairs = cast("Iterable[tuple[str, Any]]", value.items())
            return Object({key: _of_python(item, field) for key, item in pairs})
        case _:
            expected = "made of texts, numbers, bools, None, lists, and dictionaries with texts as keys"
            raise InvalidValueError(field, expected, value)


def from_python(values: Mapping[str, Any]) -> dict[str, Given]:
    """The values that a script gives, by variable."""
    found: dict[str, Given] = {}
    for name, value in values.items():
        if isinstance(value, Written):
            found[name] = value.value
        else:
            found[name] = _constant(of_python(value, f"variables[{name!r}]"))
    return found


def _constant(value: Value) -> Given:
    return lambda _type: value


def from_environment(environment: Mapping[str, str]) -> dict[str, Given]:
    """What `TF_VAR_name` says, by variable."""
    prefix = "TF_VAR_"
    return {
        name.removeprefix(prefix): Written(text, name).value
        for name, text in environment.items()
        if name.startswith(prefix)
    }


def automatic(names: Iterable[str]) -> list[str]:
    """The files among those of the root module that are read without being asked for, the later ones winning."""
    all_names = set(names)
    first = [name for name in ("terraform.tfvars", "terraform.tfvars.json") if name in all_names]
    return first + sorted(name for name in all_names if name.endswith((".auto.tfvars", ".auto.tfvars.json")))


def from_file(source: Source, workspace: Workspace) -> dict[str, tuple[Given, Location]]:
    """What a `.tfvars` or `.tfvars.json` file says, by variable, with its places; syntax errors are reported."""
    attributes, problems = _values(source)
    workspace.work.has_read(len(source.content))
    workspace.report.has_read(source, problems)
    scope = Scope(Alone(workspace.work))
    return {each.name: (_evaluated(each, scope), each.at) for each in attributes}


def _values(source: Source) -> tuple[tuple[Attribute, ...], tuple[Problem, ...]]:
    if source.path.endswith(".json"):
        from oncall.formats.terraform.json_syntax import parse_json_values  # Imported here: most values are in no JSON.

        return parse_json_values(source)
    return parse_values(source)


def _evaluated(attribute: Attribute, scope: Scope) -> Given:
    return lambda _type: scope.value(attribute.expression)
