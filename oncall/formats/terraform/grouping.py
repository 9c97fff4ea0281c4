"""Operators, grouped as Terraform groups them.

The tree's own grouping is not used: it reads `a ? b : c ? d : e` from the left, Terraform from the right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.formats.terraform.syntax import (
    SPLAT_ITEM,
    Binary,
    Conditional,
    GetAttribute,
    Index,
    Literal,
    NotSyntaxError,
    Splat,
    Unary,
    Variable,
)

if TYPE_CHECKING:
    from tree_sitter import Node

    from oncall.errors import Location
    from oncall.formats.terraform.syntax import Expression
    from oncall.formats.terraform.terms import Terms

# HCL native syntax specification, "Operations": higher binds tighter.
_PRECEDENCE = {
    "||": 1, "&&": 2, "==": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "/": 6, "%": 6,
}  # fmt: skip
_TRANSPARENT = frozenset({"expression", "operation", "binary_operation", "unary_operation", "conditional"})
_TERMS = frozenset({"literal_value", "template_expr", "collection_value", "for_expr", "function_call"})


def grouped(node: Node, terms: Terms) -> Expression:
    """The expression that a node of the tree says.

    Raises:
        NotSyntaxError: where it makes none, is nested too deeply, or holds a term that Terraform refuses.
    """
    children = node.children
    if len(children) == 1 and children[0].type in _TERMS:  # Most expressions are no more than that.
        terms.enter(node)
        found = terms.term(children[0])
        terms.depth -= 1
        return found
    line = _Line(node, terms)
    line.enter()
    expression = line.expression()
    line.finish()
    terms.depth -= 1
    return expression


def _flat(root: Node) -> list[Node]:
    """The terms, operators and brackets of an expression in the order of the text."""
    found: list[Node] = []
    pending = [root]
    while pending:
        node = pending.pop()
        if node.type in _TRANSPARENT:
            pending.extend(reversed(node.children))
        elif node.type != "comment":
            found.append(node)
    return found


class _Line:
    """Reads one flat list of tokens from left to right."""

    def __init__(self, root: Node, terms: Terms) -> None:
        self._root = root
        self._terms = terms
        self._tokens = _flat(root)
        self._position = 0

    def expression(self) -> Expression:
        condition = self._binary(1)
        if self._next() != "?":
            return condition
        self.enter()
        at = self._take_at()
        if_true = self.expression()
        self._expect(":")
        if_false = self.expression()
        self._terms.depth -= 1
        return Conditional(condition, if_true, if_false, at)

    def enter(self) -> None:
        """Counts one level more; whoever enters counts it off again, unless something was refused."""
        self._terms.enter(self._root)

    def finish(self) -> None:
        if self._position < len(self._tokens):
            token = self._tokens[self._position]
            raise NotSyntaxError(f"`{self._terms.text(token)}` is not expected here", self._terms.at(token))

    def _binary(self, lowest: int) -> Expression:
        left = self._unary()
        while (precedence := _PRECEDENCE.get(self._next(), 0)) >= lowest:
            operator = self._next()
            at = self._take_at()
            left = Binary(operator, left, self._binary(precedence + 1), at)
        return left

    def _unary(self) -> Expression:
        operator = self._next()
        if operator not in {"-", "!"}:
            return self._with_steps()
        self.enter()
        at = self._take_at()
        operand = self._unary()
        self._terms.depth -= 1
        return Unary(operator, operand, at)

    def _with_steps(self) -> Expression:
        subject = self._term()
        while self._next() in {"get_attr", "index", "splat"}:
            subject = self._step(subject)
        return subject

    def _term(self) -> Expression:
        if self._next() != "(":
            return self._terms.term(self._take())
        self.enter()
        self._take()
        inner = self.expression()
        self._expect(")")
        self._terms.depth -= 1
        return inner

    def _step(self, subject: Expression) -> Expression:
        node = self._take()
        if node.type == "splat":
            return self._splat(subject, node)
        return self._stepped(subject, node)

    def _stepped(self, subject: Expression, node: Node) -> Expression:
        if node.type == "get_attr":  # a reference stands where it begins
            return GetAttribute(subject, self._terms.text(node.named_children[-1]), subject.at)
        return Index(subject, self._key(node), self._terms.at(node))

    def _splat(self, subject: Expression, node: Node) -> Expression:
        """`[*]` takes all the steps after it of every element, `.*` only those before the next bracket."""
        form = node.named_children[0]
        at = self._terms.at(node)
        each: Expression = Variable(SPLAT_ITEM, at)
        steps = [child for child in form.named_children if child.type != "comment"]
        while steps and (form.type == "full_splat" or not self._is_bracket(steps[0])):
            each = self._stepped(each, steps.pop(0))
        found: Expression = Splat(subject, each, at)
        for step in steps:
            found = self._stepped(found, step)
        return found

    def _is_bracket(self, node: Node) -> bool:
        return node.type == "index" and node.named_children[0].type == "new_index"

    def _key(self, node: Node) -> Expression:
        form = node.named_children[0]
        keys = [child for child in form.named_children if child.type != "comment"]
        if keys:
            return grouped(keys[0], self._terms)
        # The number of the old form `x.0` is no node of its own.
        return Literal(self._terms.number(self._terms.text(form).lstrip("."), form), self._terms.at(form))

    def _next(self) -> str:
        return self._tokens[self._position].type if self._position < len(self._tokens) else ""

    def _take(self) -> Node:
        if self._position == len(self._tokens):
            raise NotSyntaxError("a value is missing here", self._terms.at(self._root))
        self._position += 1
        return self._tokens[self._position - 1]

    def _take_at(self) -> Location:
        return self._terms.at(self._take())

    def _expect(self, token: str) -> None:
        if self._next() != token:
            raise NotSyntaxError(f"a `{token}` is missing in this expression", self._terms.at(self._root))
        self._take()
