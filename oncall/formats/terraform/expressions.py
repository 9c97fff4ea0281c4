"""What an expression is worth, in the scope of the files that were loaded together.

What cannot be evaluated yet is refused by its name, at its place; nothing is guessed.
"""

from __future__ import annotations

from difflib import get_close_matches
from fractions import Fraction
from typing import TYPE_CHECKING

from oncall.formats.terraform.operators import binary, chosen, unary
from oncall.formats.terraform.syntax import (
    Binary,
    Call,
    Conditional,
    Directive,
    ForExpression,
    GetAttribute,
    Index,
    Literal,
    ObjectExpression,
    Splat,
    Template,
    TupleExpression,
    Unary,
    Variable,
)
from oncall.formats.terraform.values import (
    Object,
    Reference,
    RefusedError,
    Resource,
    as_number,
    as_text,
    concatenated,
    kind,
    shown,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from oncall.errors import Location
    from oncall.formats.terraform.syntax import Attribute, Block, Expression
    from oncall.formats.terraform.values import Value

_NOT_YET = {
    "var": "the variable",
    "each": "the iteration value",
    "count": "the iteration value",
    "module": "the module's output",
    "path": "the path",
    "self": "the object",
    "terraform": "the value",
}
# Each level takes up to five calls of Python, which allows a thousand of them.
_MAX_DEPTH = 120


class Scope:
    """The locals and the declared resources that expressions can name; each is evaluated once, when it is needed."""

    def __init__(self, local_values: Mapping[str, Attribute], blocks: Mapping[str, Block]) -> None:
        self._locals = local_values
        self._blocks = blocks
        self._known: dict[str, Value] = {}
        self._under_way: list[str] = []
        self._depth = 0

    def value(self, expression: Expression) -> Value:
        """What the expression is worth.

        Raises:
            RefusedError: it is wrong, or cannot be evaluated yet; the error says which part, and where.
        """
        if self._depth == _MAX_DEPTH:
            raise RefusedError(f"the expression depends on others more than {_MAX_DEPTH} deep", expression.at)
        self._depth += 1
        try:
            return self._value(expression)
        finally:
            self._depth -= 1

    def _value(self, expression: Expression) -> Value:  # noqa: PLR0911 - one return a kind of expression
        match expression:
            case Literal(value):
                return value
            case Variable() | GetAttribute() | Index():
                return self._path(expression)
            case Template():
                return self._template(expression)
            case TupleExpression(items):
                return tuple(self.value(item) for item in items)
            case ObjectExpression(items):
                return Object({self._key(key): self.value(item) for key, item in items})
            case Unary(operator, operand, at):
                return unary(operator, self.value(operand), at)
            case Binary(operator, left, right, at):
                return binary(operator, self.value(left), self.value(right), at)
            case Conditional(condition, if_true, if_false, at):
                return chosen(self.value(condition), self.value(if_true), self.value(if_false), at)
            case Call() | ForExpression() | Splat() | Directive():
                raise RefusedError(f"{_named(expression)} cannot be evaluated yet", expression.at)

    def _template(self, template: Template) -> Value:
        match template.parts:
            case (part,) if not isinstance(part, str):
                return self.value(part)
            case parts:
                texts = [part if isinstance(part, str) else as_text(self.value(part), part.at) for part in parts]
                return concatenated(texts, template.at)

    def _key(self, expression: Expression) -> str:
        return as_text(self.value(expression), expression.at)

    def _path(self, expression: Expression) -> Value:
        """A reference and the steps from it, taken one by one."""
        root, steps = _unwound(expression)
        if not isinstance(root, Variable):
            value = self.value(root)
        else:
            value, steps = self._named(root, steps)
        for step in steps:
            value = self._step(value, step)
        return value

    def _named(self, root: Variable, steps: list[Step]) -> tuple[Value, list[Step]]:
        match root.name, [step.name if isinstance(step, GetAttribute) else None for step in steps[:2]]:
            case ("local", [str(name), *_]):
                return self._local(name, root.at), steps[1:]
            case ("data", [str(type_), str(name)]) if type_.startswith("pagerduty_"):
                return Resource(f"data.{type_}.{name}"), steps[2:]
            case (str(type_), [str(name), *_]) if type_.startswith("pagerduty_"):
                return Resource(f"{type_}.{name}"), steps[1:]
            case _:
                written = f"`{root.name}{''.join(map(_written, steps))}`"
                raise RefusedError(f"{_NOT_YET.get(root.name, 'the value')} {written} cannot be evaluated yet", root.at)

    def _local(self, name: str, at: Location) -> Value:
        if name not in self._locals:
            near = get_close_matches(name, self._locals, n=1)
            hint = f"; did you mean `local.{near[0]}`?" if near else ""
            raise RefusedError(f"`local.{name}` is declared nowhere{hint}", at, because_of_absence=True)
        return self._once(f"local.{name}", self._locals[name].expression, at)

    def _once(self, name: str, expression: Expression, at: Location) -> Value:
        if name in self._known:
            return self._known[name]
        if name in self._under_way:
            cycle = [*self._under_way[self._under_way.index(name) :], name]
            raise RefusedError(f"the value depends on itself: {' -> '.join(cycle)}", at)
        self._under_way.append(name)
        try:
            self._known[name] = self.value(expression)
        finally:
            self._under_way.pop()
        return self._known[name]

    def _step(self, value: Value, step: Step) -> Value:
        match step:
            case GetAttribute(_, name, at):
                return self._attribute(value, name, at)
            case Index(_, key, at):
                return _element(value, self.value(key), at)

    def _attribute(self, value: Value, name: str, at: Location) -> Value:
        match value:
            case Resource(address) if name == "id":
                return Reference(address)
            case Resource(address):
                return self._argument(address, name, at)
            case Object(attributes) if name in attributes:
                return attributes[name]
            case Object():
                raise RefusedError(f"this object has no attribute {name!r}", at)
            case _:
                raise RefusedError(f"{kind(value)} has no attributes, so no {name!r}", at)

    def _argument(self, address: str, name: str, at: Location) -> Value:
        """An attribute that the block itself sets; the others are known only where Terraform runs."""
        block = self._blocks.get(address)
        found = block.attribute(name) if block else None
        if found is None:
            raise RefusedError(f"`{address}.{name}` is known only to Terraform", at)
        return self._once(f"{address}.{name}", found.expression, at)


Step = GetAttribute | Index


def _unwound(expression: Expression) -> tuple[Expression, list[Step]]:
    """Where a chain of `.name` and `[key]` begins, and its steps in the order of the text."""
    steps: list[Step] = []
    while isinstance(expression, GetAttribute | Index):
        steps.append(expression)
        expression = expression.subject
    return expression, steps[::-1]


def _element(value: Value, key: Value, at: Location) -> Value:
    match value:
        case tuple():
            position = as_number(key, at)
            if position.denominator != 1 or not 0 <= position < len(value):
                raise RefusedError(f"this list of {len(value)} has no element {shown(position)}", at)
            return value[int(position)]
        case Object(attributes):
            name = as_text(key, at)
            if name not in attributes:
                raise RefusedError(f"this object has no attribute {name!r}", at)
            return attributes[name]
        case Resource(address):
            message = f"`{address}[{shown(key)}]` cannot be evaluated yet: it is one of several of a count or for_each"
            raise RefusedError(message, at)
        case _:
            raise RefusedError(f"{kind(value)} has no elements", at)


def _named(expression: Call | ForExpression | Splat | Directive) -> str:
    match expression:
        case Call(name):
            return f"the function `{name}`"
        case ForExpression():
            return "the `for` expression"
        case Splat(subject, text):
            root, steps = _unwound(subject)
            name = root.name if isinstance(root, Variable) else ""
            return f"the splat `{name}{''.join(map(_written, steps))}{text}`"
        case Directive(keyword):
            return f"the template directive `%{{ {keyword} }}`"


def _written(step: Step) -> str:
    match step:
        case GetAttribute(_, name):
            return f".{name}"
        case Index(_, Literal(str(key))):
            return f'["{key}"]'
        case Index(_, Literal(Fraction() as key)):
            return f"[{key}]"
        case Index():
            return "[…]"
