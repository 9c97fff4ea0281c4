"""What a check's page says, in parts: for reports and lists that have no room for all of it."""

from __future__ import annotations

import ast
import inspect
import re
from functools import cache
from typing import TYPE_CHECKING

import attrs

from oncall.checks.settings import Settings

if TYPE_CHECKING:
    from oncall.checks.definition import Check

_CODES = re.compile(r"OC(\d{3})(?: to OC(\d{3}))?")
_ABOUT = re.compile(rf"({_CODES.pattern}(?:, {_CODES.pattern})*): ")


def summary(check: Check) -> str:
    """What a check finds, in one sentence: the title line of its page."""
    title, _, _ = check.page.partition("\n")
    sentence = title.removeprefix(f"{check.code} {check.name}:").strip().removesuffix(".")
    return f"{sentence[:1].upper()}{sentence[1:]}."


def body(check: Check) -> str:
    """The page below its title line, as Markdown; the sections have headings of the second level."""
    _, _, text = check.page.partition("\n")
    return text.strip()


def first_paragraph(check: Check) -> str:
    """The first paragraph of what a check finds, on one line; of a page without it, the summary."""
    _, _, section = body(check).partition("## What it finds\n")
    return " ".join(section.strip().partition("\n\n")[0].split()) or summary(check)


@attrs.frozen
class Threshold:
    """A field of `Settings`: its `name`, the `checks` that use it by code (none: all do), and its `meaning`."""

    name: str
    checks: tuple[str, ...]
    meaning: str


@cache
def thresholds() -> tuple[Threshold, ...]:
    """Every field of `Settings`, in order, as the text below it in the source says; none where there is no source.

    The text begins with the codes of the checks, if it is not about all of them: `OC301 to OC304, OC307: how …`.
    """
    try:
        tree = ast.parse(inspect.cleandoc(inspect.getsource(Settings)))
    except (OSError, SyntaxError):  # a distribution of byte code alone
        return ()
    (definition,) = tree.body
    assert isinstance(definition, ast.ClassDef), "it is the source of a class"
    told: dict[str, str] = {}
    name = ""
    for statement in definition.body:
        match statement:
            case ast.AnnAssign(target=ast.Name(id=field)):
                name = field
            case ast.Expr(value=ast.Constant(value=str(text))) if name:
                told[name] = inspect.cleandoc(text)
                name = ""
            case _:
                name = ""
    return tuple(_threshold(field.name, told.get(field.name, "")) for field in attrs.fields(Settings))


def thresholds_of(check: Check) -> tuple[str, ...]:
    """The names of the fields of `Settings` that a check depends on, but for those that all do."""
    return tuple(each.name for each in thresholds() if check.code in each.checks)


def _threshold(name: str, text: str) -> Threshold:
    found = _ABOUT.match(text)
    if found is None:
        return Threshold(name, (), text)
    ranges = ((int(first), int(last or first)) for first, last in _CODES.findall(found[1]))
    codes = tuple(f"OC{number:03}" for first, last in ranges for number in range(first, last + 1))
    return Threshold(name, codes, text[found.end() :])
