"""What an expression is worth, among the names that it can see."""

from __future__ import annotations

from json import dumps
from typing import TYPE_CHECKING, Protocol

from oncall.formats.resources.conversions import as_bool, as_text, concatenated
from oncall.formats.resources.values import (
    NOT_KNOWN,
    NoValueError,
    Object,
    RefusedError,
    Resource,
    Sequence,
    Unknown,
    kind,
    listed,
    rendered,
    unknown,
)
from oncall.formats.terraform.operators import binary, chosen, unary
from oncall.formats.terraform.steps import attribute_of, element_of, pairs_of
from oncall.formats.terraform.syntax import (
    SPLAT_ITEM,
    Binary,
    Call,
    Conditional,
    ForExpression,
    GetAttribute,
    Index,
    Joined,
    Literal,
    ObjectExpression,
    Splat,
    Template,
    TupleExpression,
    Unary,
    Variable,
)
from oncall.formats.terraform.work import ExhaustedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from oncall.errors import Location
    from oncall.formats.resources.values import Value
    from oncall.formats.terraform.syntax import Expression
    from oncall.formats.terraform.work import Work
    from oncall.formats.terraform.workspace import Workspace

Step = GetAttribute | Index


class Surroundings(Protocol):
    """The module that an expression stands in: what is declared there, and what reading files gives."""

    work: Work

    @property
    def workspace(self) -> Workspace | None:
        """What the modules of one load share; without it, no function of files is known."""
        ...

    def named(self, root: str, steps: list[Step], at: Location) -> tuple[Value, int]:
        """What a reference begins with, and how many of the steps after its first name say which it is."""
        ...

    def special(self, call: Call) -> Callable[[Scope, Call], Value] | None:
        """How to evaluate a call that needs more than the values of its arguments."""
        ...


class Scope:
    """The names that an expression can see: those of its module, and `names` such as `each` or those of a `for`."""

    def __init__(self, around: Surroundings, names: Mapping[str, Value] | None = None) -> None:
        self.around = around
        self.names: Mapping[str, Value] = names or {}

    def within(self, **names: Value) -> Scope:
        """The same with more names."""
        return Scope(self.around, {**self.names, **names})

    def value(self, expression: Expression) -> Value:
        """What the expression is worth; what cannot be known offline is a value too.

        Raises:
            RefusedError: it is wrong; the error says which part, and where.
        """
        if type(expression) is Literal:
            return expression.value
        work = self.around.work
        work.enter(expression.at)
        try:
            return self._value(expression)
        except NoValueError as error:
            raise RefusedError(error.message, expression.at) from error
        except RecursionError as error:
            raise ExhaustedError("the expression depends on others too deep to follow", expression.at) from error
        finally:
            work.leave()

    def _value(self, expression: Expression) -> Value:  # noqa: C901, PLR0911 - one return a kind of expression
        match expression:
            case Literal(value):
                return value
            case Variable() | GetAttribute() | Index():
                return self._path(expression)
            case Template():
                return self._template(expression)
            case TupleExpression(items):
                return Sequence(tuple(self.value(item) for item in items))
            case ObjectExpression():
                return self._object(expression)
            case Unary(operator, operand):
                return unary(operator, self.value(operand))
            case Binary():
                return self._binary(expression)
            case Conditional():
                return self._conditional(expression)
            case ForExpression():
                return self._for(expression)
            case Joined(each):
                return self._joined(each)
            case Splat():
                return self._splat(expression)
            case Call():
                return self._call(expression)

    # --- Templates and collections ------------------------------------------------------------------------------------

    def _template(self, template: Template) -> Value:
        values = [part if isinstance(part, str) else self.value(part) for part in template.parts]
        return _text_of(values)

    def _joined(self, each: ForExpression) -> Value:
        found = self._for(each)
        return _text_of(list(found.items)) if isinstance(found, Sequence) else found

    def _object(self, expression: ObjectExpression) -> Value:
        found: dict[str, Value] = {}
        for key, item in expression.items:
            name = self.value(key)
            if isinstance(name, NOT_KNOWN):
                return unknown("", name)
            try:
                found[as_text(name)] = self.value(item)
            except NoValueError as error:
                raise RefusedError(f"this key of an object: {error.message}", key.at) from error
        return Object(found)

    # --- Operators ----------------------------------------------------------------------------------------------------

    def _binary(self, expression: Binary) -> Value:
        left = self.value(expression.left)
        if expression.operator in {"&&", "||"} and not isinstance(left, NOT_KNOWN):
            decides = expression.operator == "||"
            if as_bool(left) is decides:
                return decides
        return binary(expression.operator, left, self.value(expression.right))

    def _conditional(self, expression: Conditional) -> Value:
        condition = self.value(expression.condition)
        if isinstance(condition, NOT_KNOWN):
            return chosen(condition, self.value(expression.if_true), self.value(expression.if_false))
        if condition is None:
            raise RefusedError("the condition is null", expression.condition.at)
        is_true = as_bool(condition)
        result = self.value(expression.if_true if is_true else expression.if_false)
        try:
            other = self.value(expression.if_false if is_true else expression.if_true)
        except ExhaustedError:
            raise
        except RefusedError:
            return result  # What is wrong with the result that is not taken does not matter to Terraform.
        return chosen(condition, result, other) if is_true else chosen(condition, other, result)

    # --- For expressions and splats -----------------------------------------------------------------------------------

    def _for(self, loop: ForExpression) -> Value:
        collection = self.value(loop.collection)
        if isinstance(collection, NOT_KNOWN):
            return unknown("", collection)
        pairs = pairs_of(collection, loop.collection.at)
        self.around.work.spend(len(pairs), loop.at)
        results: list[tuple[Value, Value]] = []
        for key, item in pairs:
            names = {loop.value_name: item, **({loop.key_name: key} if loop.key_name else {})}
            inner = self.within(**names)
            if loop.condition is not None:
                is_wanted = inner.value(loop.condition)
                if isinstance(is_wanted, NOT_KNOWN):
                    return unknown("", is_wanted)
                if not as_bool(is_wanted):
                    continue
            results.append((inner.value(loop.key) if loop.key else None, inner.value(loop.result)))
        if loop.key is None:
            return Sequence(tuple(result for _, result in results))
        return _keyed(results, loop)

    def _splat(self, splat: Splat) -> Value:
        subject = self.value(splat.subject)
        is_typed = False
        match subject:
            case None:
                return Sequence(())
            case Unknown() | Resource(home=None):
                return unknown("", subject)
            case Resource(home=home) if home is not None and home.why is not None:
                return home.why
            case Sequence(items, kind_of):
                is_typed = kind_of != "tuple"
                self.around.work.spend(len(items), splat.at)
            case _:
                items = (subject,)
        found = (self.within(**{SPLAT_ITEM: item}).value(splat.each) for item in items)
        return listed(found, "list" if is_typed else "tuple")

    # --- Calls --------------------------------------------------------------------------------------------------------

    def _call(self, call: Call) -> Value:
        if special := self.around.special(call):
            return special(self, call)
        arguments = [self.value(argument) for argument in call.arguments]
        if call.is_expanded:
            match arguments.pop():
                case Sequence(items):
                    arguments.extend(items)
                case last if isinstance(last, NOT_KNOWN):
                    return unknown("", last)
                case last:
                    raise RefusedError(f"only a list can be expanded by `...`, not {kind(last)}", call.at)
        from oncall.formats.terraform import functions  # Imported here: many configurations call none.

        self.around.work.spend(len(arguments), call.at)
        try:
            return functions.call(call.name, arguments)
        except NoValueError as error:
            raise RefusedError(f"{call.name}: {error.message}", call.at) from error

    # --- References ---------------------------------------------------------------------------------------------------

    def _path(self, expression: Expression) -> Value:
        """A reference and the steps from it, taken one by one."""
        root, steps = unwound(expression)
        if not isinstance(root, Variable):
            value = self.value(root)
        elif root.name in self.names:
            value = self.names[root.name]
        else:
            value, taken = self.around.named(root.name, steps, root.at)
            steps = steps[taken:]
        for step in steps:
            value = self._step(value, step)
        return value

    def _step(self, value: Value, step: Step) -> Value:
        match step:
            case GetAttribute(_, name, at):
                return attribute_of(value, name, at)
            case Index(_, key, at):
                return element_of(value, self.value(key), at)


def unwound(expression: Expression) -> tuple[Expression, list[Step]]:
    """Where a chain of `.name` and `[key]` begins, and its steps in the order of the text."""
    steps: list[Step] = []
    while isinstance(expression, GetAttribute | Index):
        steps.append(expression)
        expression = expression.subject
    return expression, steps[::-1]


def _keyed(results: list[tuple[Value, Value]], loop: ForExpression) -> Value:
    grouped: dict[str, list[Value]] = {}
    assert loop.key is not None
    for key, result in results:
        if isinstance(key, NOT_KNOWN):
            return unknown("", key)
        try:
            name = as_text(key)
        except NoValueError as error:
            raise RefusedError(f"this key of an object: {error.message}", loop.key.at) from error
        if name in grouped and not loop.is_grouped:
            message = f"the key {name!r} comes up twice: `...` after the result would group its values"
            raise RefusedError(message, loop.key.at)
        grouped.setdefault(name, []).append(result)
    return Object(
        {name: Sequence(tuple(several)) if loop.is_grouped else several[0] for name, several in grouped.items()}
    )


def _text_of(values: list[Value]) -> Value:
    if any(isinstance(value, NOT_KNOWN) for value in values):
        inner = [value if isinstance(value, str) else f"${{{rendered(value)}}}" for value in values]
        is_told = all(value if isinstance(value, str) else rendered(value) for value in values)
        return unknown(dumps("".join(inner), ensure_ascii=False) if is_told else "", *values)
    return concatenated([as_text(value) for value in values])
