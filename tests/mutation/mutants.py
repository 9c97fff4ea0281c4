"""The mutants of a module: its functions, each with one small thing changed.

Comparisons, arithmetic, `and` and `or`, `not`, numbers, words, conditions, what is returned, what is done, filters,
bounds of slices, named arguments, cases of a match, and functions that are easily taken for another. Left alone is what
runs when the module is imported (constants, decorators, defaults), and so are annotations, docstrings, and `assert`,
which states why a branch is impossible.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from zlib import crc32

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import CodeType

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
TAKEN_FOR = {
    "all": "any",
    "any": "all",
    "bisect_left": "bisect_right",
    "bisect_right": "bisect_left",
    "max": "min",
    "min": "max",
}
Functions = ast.FunctionDef | ast.AsyncFunctionDef


@attrs.frozen(kw_only=True)
class Mutant:
    """One change in one function; `code` is what the function then runs, `lines` those that a test must reach."""

    path: str
    function: str
    line: int
    column: int
    lines: range
    before: str
    after: str
    key: tuple[str, int]
    make: Callable[[], CodeType]

    def __str__(self) -> str:
        """Where it is, and what became of what."""
        return f"{self.path}:{self.line}:{self.column} {self.function}: {self.before} -> {self.after}"


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Every mutant of the functions of a module, in the order in which the module is read."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for name, function in _functions(tree, ""):
        yield from _of_function(tree, path, name, function)


def _functions(tree: ast.AST, prefix: str) -> Iterator[tuple[str, Functions]]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield prefix + node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node, f"{prefix}{node.name}.")


def _of_function(tree: ast.Module, path: Path, name: str, function: Functions) -> Iterator[Mutant]:
    first = min([function.lineno, *(decorator.lineno for decorator in function.decorator_list)])
    for place in _places(function):
        for replacement in _replacements(place.node):
            yield Mutant(
                path=path.as_posix(),
                function=name,
                line=place.node.lineno,
                column=place.node.col_offset + 1,
                lines=range(place.statement.lineno, (place.node.end_lineno or place.node.lineno) + 1),
                before=_shown(place.node),
                after=_shown(replacement),
                key=(name, first),
                make=_Making(tree, place, replacement, path, (name, first)),
            )


@attrs.frozen
class _Place:
    """A node, the field of its parent that holds it, and the statement that it is a part of."""

    parent: ast.AST
    field: str
    index: int | None
    node: ast.expr | ast.stmt
    statement: ast.stmt

    def put(self, node: ast.AST) -> None:
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


@attrs.frozen
class _Making:
    """The code of the function with the change; the tree is as before afterwards."""

    tree: ast.Module
    place: _Place
    replacement: ast.AST
    path: Path
    key: tuple[str, int]

    def __call__(self) -> CodeType:
        ast.copy_location(self.replacement, self.place.node)
        self.place.put(ast.fix_missing_locations(self.replacement))
        try:
            return codes_of(compile(self.tree, str(self.path), "exec", dont_inherit=True))[self.key]
        finally:
            self.place.put(self.place.node)


def codes_of(module: CodeType) -> dict[tuple[str, int], CodeType]:
    """The code of each function of a module, by qualified name and first line."""
    found: dict[tuple[str, int], CodeType] = {}
    waiting = [module]
    while waiting:
        inner = [constant for constant in waiting.pop().co_consts if hasattr(constant, "co_consts")]
        found.update({(code.co_qualname, code.co_firstlineno): code for code in inner})
        waiting += inner
    return found


def _places(function: Functions) -> Iterator[_Place]:
    for index, statement in enumerate(function.body):
        if not (index == 0 and _is_docstring(statement)):
            yield from _below(_Place(function, "body", index, statement, statement))


def _below(place: _Place) -> Iterator[_Place]:
    """The place and those within, but for asserts, annotations, defaults and decorators."""
    if isinstance(place.node, ast.Assert):
        return
    yield place
    yield from _fields(place.node, place.statement)


def _fields(node: ast.AST, statement: ast.stmt) -> Iterator[_Place]:
    skipped = {"annotation", "returns", "decorator_list", "args"} if not isinstance(node, ast.Call) else {"func"}
    if isinstance(node, ast.Call) and not isinstance(node.func, ast.Name):
        skipped = set()
    for field, value in ast.iter_fields(node):
        if field in skipped:
            continue
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.stmt):
                yield from _below(_Place(node, field, index, child, child))
            elif isinstance(child, ast.expr):
                yield from _below(_Place(node, field, index, child, statement))
            elif isinstance(child, ast.AST):
                yield from _fields(child, statement)


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _replacements(node: ast.expr | ast.stmt) -> Iterator[ast.AST]:  # noqa: C901, PLR0912 - a list of cases
    match node:
        case ast.Compare(left=left, ops=ops, comparators=others):
            for index, each in enumerate(ops):
                changed = [*ops[:index], COMPARISONS[type(each)](), *ops[index + 1 :]]
                yield ast.Compare(left=left, ops=changed, comparators=others)
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in ARITHMETIC:
            yield ast.BinOp(left=left, op=ARITHMETIC[type(operator)](), right=right)
        case ast.BoolOp(op=operator, values=values):
            yield ast.BoolOp(op=ast.Or() if isinstance(operator, ast.And) else ast.And(), values=values)
        case ast.UnaryOp(op=ast.Not() | ast.USub() | ast.Invert(), operand=operand):
            yield operand
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() | float() as value):
            yield ast.Constant(value + 1)
        case ast.Constant(value=str() as value):
            yield ast.Constant(f"XX{value}XX")
        case ast.Call():
            yield from _calls(node)
        case ast.Slice(lower=lower, upper=upper, step=step):
            if lower is not None:
                yield ast.Slice(lower=None, upper=upper, step=step)
            if upper is not None:
                yield ast.Slice(lower=lower, upper=None, step=step)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield ast.IfExp(test=_negated(test), body=body, orelse=orelse)
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
            yield from _unfiltered(node)
        case ast.stmt():
            yield from _statements(node)
        case _:
            pass


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    if isinstance(node.func, ast.Name) and node.func.id in TAKEN_FOR:
        yield ast.Call(func=ast.Name(TAKEN_FOR[node.func.id], ast.Load()), args=node.args, keywords=node.keywords)
    for index, keyword in enumerate(node.keywords):
        if keyword.arg is not None:
            left = [*node.keywords[:index], *node.keywords[index + 1 :]]
            yield ast.Call(func=node.func, args=node.args, keywords=left)


def _unfiltered(node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> Iterator[ast.AST]:
    for index, part in enumerate(node.generators):
        if part.ifs:
            bare = ast.comprehension(target=part.target, iter=part.iter, ifs=[], is_async=part.is_async)
            parts = [*node.generators[:index], bare, *node.generators[index + 1 :]]
            if isinstance(node, ast.DictComp):
                yield ast.DictComp(key=node.key, value=node.value, generators=parts)
            else:
                yield type(node)(elt=node.elt, generators=parts)


def _statements(node: ast.stmt) -> Iterator[ast.AST]:
    match node:
        case ast.Return(value=ast.expr() as value) if not _is_none(value):
            yield ast.Return(value=ast.Constant(None))
        case ast.If(test=test, body=body, orelse=orelse):
            yield ast.If(test=_negated(test), body=body, orelse=orelse)
        case ast.Expr(value=ast.Call()) | ast.AugAssign() | ast.Raise() | ast.Delete():
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()
        case ast.Match(subject=subject, cases=cases) if len(cases) > 1:
            for index in range(len(cases)):
                yield ast.Match(subject=subject, cases=[*cases[:index], *cases[index + 1 :]])
        case _:
            pass


def _negated(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(op=ast.Not(), operand=test)


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _shown(node: ast.AST) -> str:
    """The first line of it; of a long one the beginning, and a checksum of all."""
    whole = ast.unparse(ast.fix_missing_locations(node))
    line = whole.split("\n")[0]
    return line if len(line) <= 100 else f"{line[:88]}... {crc32(whole.encode()):08x}"
