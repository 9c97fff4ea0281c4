"""A module and what its expressions can name: its locals, variables, resources, and the modules that it calls."""

from __future__ import annotations

from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING

import attrs

from oncall.formats.resources.values import (
    PLAN_ADVICE,
    Cause,
    NoValueError,
    Object,
    RefusedError,
    Resource,
    Sequence,
    Unknown,
    shown,
)
from oncall.formats.terraform.converting import convert
from oncall.formats.terraform.expansion import Key, addressed, scopes
from oncall.formats.terraform.expressions import Scope
from oncall.formats.terraform.special import SPECIAL
from oncall.formats.terraform.steps import keyed, undeclared_attribute
from oncall.formats.terraform.syntax import GetAttribute
from oncall.formats.terraform.type_constraints import type_constraint

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from oncall.errors import Location
    from oncall.formats.resources.values import Value
    from oncall.formats.terraform.declarations import Declarations
    from oncall.formats.terraform.expressions import Step
    from oncall.formats.terraform.syntax import Block, Call, Expression
    from oncall.formats.terraform.types import Type
    from oncall.formats.terraform.work import Work
    from oncall.formats.terraform.workspace import Workspace


@attrs.frozen(eq=False)
class Instance:
    """One resource or data source: its block, and the scope in which its expressions stand."""

    address: str
    block: Block
    scope: Scope
    module: Module

    @property
    def why(self) -> None:
        """It is known to be one."""

    def attribute(self, name: str, at: Location) -> Value:
        """What the block sets; the others are known only where Terraform runs."""
        found = self.block.attribute(name) if name != "id" else None
        if found is None:
            return undeclared_attribute(self.address, name, at)
        return self.module.once(f"{self.address}.{name}", partial(self.scope.value, found.expression), at)

    def element(self, key: Value, at: Location) -> Value:
        """A resource without `count` and `for_each` has no elements."""
        raise RefusedError(f"`{self.address}` is one alone: it has no element {shown(key)}", at)


@attrs.frozen(eq=False)
class Unexpanded:
    """A resource or module of which nobody can say how many there are, and why."""

    address: str
    why: Unknown

    def attribute(self, name: str, _at: Location) -> Value:
        """Whatever it is, it is not known."""
        return Unknown(f"{self.address}.{name}", self.why.causes)

    def element(self, key: Value, _at: Location) -> Value:
        """The instance of a key, which may be there."""
        return Resource(keyed(self.address, key))


@attrs.frozen(eq=False)
class Called:
    """A module instance as its caller sees it: its outputs."""

    module: Module

    @property
    def why(self) -> None:
        """It is known to be one."""

    def attribute(self, name: str, at: Location) -> Value:
        """The value of an output."""
        return self.module.output(name, at)

    def element(self, key: Value, at: Location) -> Value:
        """A module without `count` and `for_each` has no elements."""
        raise RefusedError(f"`{self.module.address}` is one alone: it has no element {shown(key)}", at)


class Module:
    """One instance of a module. `folder` is where its files are; `inputs` are the values that its caller gives."""

    def __init__(
        self,
        workspace: Workspace,
        folder: Path,
        declared: Declarations,
        inputs: Mapping[str, Callable[[Type | None], Value]],
        *,
        address: str = "",
        callers: frozenset[Path] = frozenset(),
    ) -> None:
        """`callers` are the folders of the modules through which this one is called."""
        self.workspace = workspace
        self.work: Work = workspace.work
        self.folder = folder
        self.declared = declared
        self.address = address
        self.callers: frozenset[Path] = callers | {folder}
        self.scope: Scope = Scope(self)
        self._inputs = inputs
        self._known: dict[str, Value] = {}
        self._expanded: dict[str, dict[Key, Scope] | Unknown] = {}
        self._children: dict[str, dict[Key, Module] | Unknown] = {}

    def within(self, address: str) -> str:
        """The full address of something in this module."""
        return f"{self.address}.{address}" if self.address else address

    def special(self, call: Call) -> Callable[[Scope, Call], Value] | None:
        """How to evaluate a call that needs more than the values of its arguments."""
        return SPECIAL.get(call.name)

    def once(self, name: str, evaluate: Callable[[], Value], at: Location) -> Value:
        """The value of something with that full name, worked out when it is first needed.

        Raises:
            RefusedError: it depends on itself, or is wrong.
        """
        if name not in self._known:
            with self.work.on(name, at):
                self._known[name] = evaluate()
        return self._known[name]

    # --- What a reference begins with ---------------------------------------------------------------------------------

    def named(self, root: str, steps: list[Step], at: Location) -> tuple[Value, int]:
        """What a reference begins with, and how many of the steps after its first name say which it is.

        Raises:
            RefusedError: there is nothing of that name, or it is wrong.
        """
        names = [step.name if isinstance(step, GetAttribute) else "" for step in steps[:2]]
        first, second = (*names, "", "")[:2]
        match root:
            case "local" if first:
                return self._local(first, at), 1
            case "var" if first:
                return self._variable(first, at), 1
            case "module" if first:
                return self._called(first, at), 1
            case "data" if first and second:
                return self._resource(f"data.{first}.{second}", at), 2
            case "path" | "terraform" if first:
                return self._surrounding(f"{root}.{first}", at), 1
            case "each" | "count" | "self":
                needed = {"each": "`for_each`", "count": "`count`", "self": "a provisioner"}[root]
                raise RefusedError(f"`{root}` is known only in a block with {needed}", at)
            case _ if first and root not in {"local", "var", "module", "data", "path", "terraform"}:
                return self._resource(f"{root}.{first}", at), 1
            case _:
                raise RefusedError(f"`{root}` is no name that is known here", at)

    def _local(self, name: str, at: Location) -> Value:
        found = self.declared.local_values.get(name)
        if found is None:
            raise RefusedError(_nowhere(f"local.{name}", self.declared.local_values, "local"), at, True)  # noqa: FBT003
        return self.once(self.within(f"local.{name}"), partial(self.scope.value, found.expression), at)

    def _surrounding(self, name: str, at: Location) -> Value:
        known = self.workspace.surroundings(self.folder).get(name)
        if known is not None:
            return known
        advice = "set TF_WORKSPACE" if name == "terraform.workspace" else ""
        return Unknown(name, (Cause(f"`{name}` is known only where Terraform runs", at, advice),))

    # --- Variables and outputs ----------------------------------------------------------------------------------------

    def _variable(self, name: str, at: Location) -> Value:
        block = self.declared.variables.get(name)
        if block is None and name not in self._inputs:
            what = _nowhere(f"var.{name}", self.declared.variables, "var")
            self.workspace.report.warning(what, at, self.address)
            return Unknown(self.within(f"var.{name}"), (Cause(f"`var.{name}` is declared nowhere", at, _supply(name)),))
        return self.once(self.within(f"var.{name}"), partial(self._given, name, block), at)

    def _given(self, name: str, block: Block | None) -> Value:
        type_ = self._type(block) if block else None
        given = self._inputs.get(name)
        value: Value = None
        if given is not None:
            value = self._converted(given(type_), type_, name, block)
        nullable = block.attribute("nullable") if block else None
        takes_null = nullable is None or self.scope.value(nullable.expression) is not False
        if given is not None and (value is not None or takes_null):
            return value
        default = block.attribute("default") if block else None
        if default is not None:
            return self._converted(self.scope.value(default.expression), type_, name, block)
        assert block is not None
        text = self.within(f"var.{name}")
        return Unknown(text, (Cause(f"`{text}`, declared at {block.at}, has no value", block.at, _supply(name)),))

    def _type(self, block: Block) -> Type | None:
        declared = block.attribute("type")
        return type_constraint(declared.expression, self.scope.value) if declared else None

    def _converted(self, value: Value, type_: Type | None, name: str, block: Block | None) -> Value:
        if type_ is None:
            return value
        try:
            return convert(value, type_)
        except NoValueError as error:
            assert block is not None
            raise RefusedError(f"the value of `var.{name}` is not of its type: {error.message}", block.at) from error

    def output(self, name: str, at: Location) -> Value:
        """The value of an output.

        Raises:
            RefusedError: there is none of that name, or it is wrong.
        """
        block = self.declared.outputs.get(name)
        value = block.attribute("value") if block else None
        if value is None:
            what = _nowhere(f"{self.address}.{name}", self.declared.outputs, self.address)
            raise RefusedError(f"the output {what}", at, because_of_absence=True)
        return self.once(self.within(f"output.{name}"), partial(self.scope.value, value.expression), at)

    # --- Resources ----------------------------------------------------------------------------------------------------

    def _resource(self, address: str, at: Location) -> Value:
        """A resource or data source; with `count` a list of them, with `for_each` an object."""
        block = self.declared.resources.get(address)
        if block is None:
            return Resource(self.within(address))
        match self.instances(address, at):
            case Unknown() as why:
                return Resource(self.within(address), Unexpanded(self.within(address), why))
            case found:
                made = {key: Resource(each.address, each) for key, each in found.items()}
                return _gathered(made, block)

    def instances(self, address: str, at: Location) -> dict[Key, Instance] | Unknown:
        """The instances of a declared resource by key; Unknown where nobody can say which there are.

        Raises:
            RefusedError: its `count` or `for_each` is wrong.
        """
        block = self.declared.resources[address]
        full = self.within(address)
        if address not in self._expanded:
            with self.work.on(f"the instances of {full}", at):
                self._expanded[address] = scopes(block, self.scope)
        match self._expanded[address]:
            case Unknown() as why:
                return why
            case found:
                return {key: Instance(addressed(full, key), block, scope, self) for key, scope in found.items()}

    # --- Modules ------------------------------------------------------------------------------------------------------

    def _called(self, name: str, at: Location) -> Value:
        address = self.within(f"module.{name}")
        block = self.declared.modules.get(name)
        if block is None:
            raise RefusedError(_nowhere(f"module.{name}", self.declared.modules, "module"), at, because_of_absence=True)
        match self.children(name):
            case Unknown() as why:
                return Resource(address, Unexpanded(address, why))
            case found:
                return _gathered({key: Resource(each.address, Called(each)) for key, each in found.items()}, block)

    def children(self, name: str) -> dict[Key, Module] | Unknown:
        """The instances of a module that is called here, by key; Unknown where it or their number cannot be known.

        Raises:
            RefusedError: the call is wrong.
        """
        if name not in self._children:
            block = self.declared.modules[name]
            address = self.within(f"module.{name}")
            with self.work.on(f"the instances of {address}", block.at):
                self._children[name] = self._made(name, block, address)
        return self._children[name]

    def _compare(self, block: Block, declared: Declarations, address: str) -> None:
        """Reports what a call gives that the module does not take, and what it takes and is not given."""
        report = self.workspace.report
        given = {each.name: each.at for each in block.attributes if each.name not in _OF_A_CALL}
        for name, at in given.items():
            if name not in declared.variables:
                near = get_close_matches(name, declared.variables, n=1)
                hint = f"; did you mean `{near[0]}`?" if near else ""
                report.absence(f"the module takes no argument `{name}`{hint}", at, address)
        for name, variable in declared.variables.items():
            if name not in given and variable.attribute("default") is None:
                report.absence(f"the module needs the argument `{name}`, declared at {variable.at}", block.at, address)

    def _made(self, name: str, block: Block, address: str) -> dict[Key, Module] | Unknown:
        found = self.workspace.called(self, name, block)
        if isinstance(found, Cause):
            return Unknown(address, (found,))
        folder, declared = found
        if folder in self.callers:
            raise RefusedError(f"the module {address!r} calls itself: {folder}", block.at)
        self._compare(block, declared, address)
        match scopes(block, self.scope):
            case Unknown() as why:
                return why
            case expanded:
                self.work.spend(_STEPS_A_MODULE * len(expanded), block.at)
                return {
                    key: Module(
                        self.workspace,
                        folder,
                        declared,
                        _inputs(block, scope),
                        address=addressed(address, key),
                        callers=self.callers,
                    )
                    for key, scope in expanded.items()
                }


_STEPS_A_MODULE = 20
_OF_A_CALL = frozenset({"source", "version", "providers", "depends_on", "count", "for_each"})


def _inputs(block: Block, scope: Scope) -> dict[str, Callable[[Type | None], Value]]:
    def given(expression: Expression) -> Callable[[Type | None], Value]:
        return lambda _type: scope.value(expression)

    return {each.name: given(each.expression) for each in block.attributes if each.name not in _OF_A_CALL}


def _gathered(found: dict[Key, Resource], block: Block) -> Value:
    if block.attribute("for_each") is not None:
        return Object({str(key): each for key, each in found.items()})
    if block.attribute("count") is not None:
        return Sequence(tuple(found.values()))
    return found[None]


def _supply(name: str) -> str:
    return f"give it with --var {name}=…, a .tfvars file or `variables=`, or {PLAN_ADVICE}"


def _nowhere(written: str, declared: Mapping[str, object], prefix: str) -> str:
    near = get_close_matches(written.rpartition(".")[2], declared, n=1)
    return f"`{written}` is declared nowhere" + (f"; did you mean `{prefix}.{near[0]}`?" if near else "")
