"""The reference says all there is to say: every public name, option and attribute; and the words."""

from __future__ import annotations

import ast
import inspect
import re
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import click
import pytest

import oncall
from oncall.cli import main
from oncall.formats.resources import schema
from tests import command_options
from tests.documents import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

REFERENCE = CHECKOUT / "docs" / "reference"


def rows(page: str, heading: str) -> list[list[str]]:
    """The cells of the tables below a heading of a page, without their heads."""
    text = (REFERENCE / page).read_text(encoding="utf-8")
    _, _, section = f"\n{text}".partition(f"\n{heading}\n")
    section = re.split(r"^#+ ", section, maxsplit=1, flags=re.MULTILINE)[0]
    found = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in cells] for cells in found[2:]]


# --- the API ---------------------------------------------------------------------------------------------------------


def written() -> list[str]:
    """The names that the pages of the API show, by their full paths."""
    texts = [page.read_text(encoding="utf-8") for page in sorted((REFERENCE / "api").glob("*.md"))]
    return [name for text in texts for name in re.findall(r"^\.\. auto\w+:: (\S+)$", text, re.MULTILINE)]


def _thing(name: str) -> Any:
    module, _, last = name.rpartition(".")
    return getattr(import_module(module), last)


def public(module: ModuleType) -> Iterator[str]:
    """What a module has for those who import it: its `__all__`, or the classes and functions that it defines itself."""
    own = (name for name, thing in vars(module).items() if _is_at_home(thing, module))
    names: list[str] = getattr(module, "__all__", [*own])
    return (f"{module.__name__}.{name}" for name in names if not name.startswith("_"))


def _is_at_home(thing: object, module: ModuleType) -> bool:
    return (inspect.isclass(thing) or inspect.isfunction(thing)) and thing.__module__ == module.__name__


@pytest.mark.parametrize(
    "name",
    [
        "oncall",
        "oncall.errors",
        "oncall.formats.ical",
        "oncall.formats.logs",
        "oncall.formats.pagerduty",
        "oncall.formats.terraform",
        "oncall.testing",
        "oncall.testing.strategies",
    ],
)
def test_every_public_name_is_in_the_reference(name: str) -> None:
    """Whatever a module has for others is shown on a page of the API; an exception with the others, in `errors`."""
    names = {*public(import_module(name))} - {"oncall.OncallError", "oncall.errors.in_reading_order"}
    assert names - {*written()} == set()


def test_the_reference_shows_what_there_is() -> None:
    """Each name that a page of the API shows leads to something, and is shown once."""
    names = written()
    assert len(names) == len({*names})
    for name in names:
        module, _, last = name.rpartition(".")
        assert hasattr(import_module(module), last)


def test_every_public_name_is_explained() -> None:
    """What a page of the API shows has a docstring to show; a name of a type has its definition."""
    for name in written():
        thing = _thing(name)
        assert not (inspect.isclass(thing) or inspect.isfunction(thing)) or inspect.getdoc(thing)


@pytest.mark.parametrize("name", [name for name in written() if inspect.isclass(_thing(name))])
def test_every_public_attribute_is_explained(name: str) -> None:
    """A field of a class has a text below it, a property or method has one in it, whichever class it comes from."""
    silent = [
        f"{owner.__name__}.{attribute}"
        for owner in _thing(name).__mro__
        if owner.__module__.startswith("oncall.")
        for attribute, text in _attributes(owner)
        if not attribute.startswith("_") and not text.strip()
    ]
    assert silent == []


def _attributes(owner: type) -> Iterator[tuple[str, str]]:
    """The names that a class gives a value, a type or a body, each with its docstring, or with none."""
    (definition,) = ast.parse(inspect.cleandoc("\n" + inspect.getsource(owner))).body
    assert isinstance(definition, ast.ClassDef)
    for statement, following in pairwise([*definition.body, None]):
        match statement, following:
            case ast.FunctionDef(name=attribute), _:
                yield attribute, ast.get_docstring(statement) or ""
            case ast.AnnAssign(target=ast.Name(id=attribute)) | ast.Assign(targets=[ast.Name(id=attribute)]), _:
                yield attribute, _text(following)
            case _:
                pass


def _text(statement: ast.stmt | None) -> str:
    match statement:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return text
        case _:
            return ""


def test_the_overview_names_every_public_name() -> None:
    """The overview, which is one page, has every class and function of `oncall`."""
    text = (REFERENCE / "python.md").read_text(encoding="utf-8")
    assert [name for name in oncall.__all__ if name != "__version__" and not re.search(rf"\b{name}\b", text)] == []


# --- the command -----------------------------------------------------------------------------------------------------


def test_the_options_of_the_command_are_fresh() -> None:
    """The page is what `python -m tests.command_options` would write now."""
    assert command_options.PAGE.read_text(encoding="utf-8") == command_options.page()


def test_the_command_says_the_options_of_every_command() -> None:
    """Each command has a part of its own, with a table."""
    commands = ["oncall", *(f"oncall {name}" for name in main.list_commands(click.Context(main)))]
    assert re.findall(r"^## (.+)$", command_options.page(), re.MULTILINE) == commands


# --- Terraform -------------------------------------------------------------------------------------------------------


def shapes() -> dict[str, schema.Shape]:
    """What each resource, and each block within one, may hold, by its name."""
    found = dict(schema.RESOURCES)
    pending = [*found.values()]
    while pending:
        for name, inner in pending.pop().blocks.items():
            found[name] = inner
            pending.append(inner)
    return found


def told(heading: str) -> dict[str, str]:
    """The names in the table below a heading, each with the word beside it: required, optional, ignored."""
    return {name: row[1] for row in rows("terraform.md", heading) for name in re.findall(r"`(\w+)`", row[0])}


@pytest.mark.parametrize("name", sorted(shapes()))
def test_every_attribute_of_terraform_is_mapped(name: str) -> None:
    """The table of a block has each name that the provider knows in it, and says of the ignored ones that they are."""
    shape, own, of_all = shapes()[name], told(f"### `{name}`"), told("### In every resource")
    known, ignored = shape.attributes | shape.block_types, shape.ignored | shape.ignored_blocks
    assert own.keys() == known - of_all.keys()
    assert {each for each, word in own.items() if word.startswith("ignored")} == ignored - of_all.keys()
    assert all(of_all[each].startswith("ignored") for each in ignored & of_all.keys())
    assert {each for each, word in own.items() if word == "required"} >= shape.required


def test_every_block_of_terraform_is_mapped() -> None:
    """There is a table for each resource and for each block in one, and for nothing else."""
    text = (REFERENCE / "terraform.md").read_text(encoding="utf-8")
    assert {*re.findall(r"^### `(\w+)`$", text, re.MULTILINE)} == {*shapes()}


# --- the glossary ----------------------------------------------------------------------------------------------------

GLOSSARY = (REFERENCE / "glossary.md").read_text(encoding="utf-8")


def test_each_part_of_the_glossary_is_in_the_order_of_the_alphabet() -> None:
    """And no word is there twice."""
    parts = re.split(r"^## .+$", GLOSSARY, flags=re.MULTILINE)[1:]
    words = [re.findall(r"^### (.+)$", part, re.MULTILINE) for part in parts]
    assert words == [sorted(part, key=str.lower) for part in words]
    assert sum(map(len, words)) == len({word for part in words for word in part})


def test_the_glossary_has_the_words_of_the_design() -> None:
    """Those of PagerDuty that are used as PagerDuty uses them, and our own."""
    theirs = "layer, rotation, turn, rotation virtual start, restriction, override, schedule, escalation policy, rule"
    more = "target, loop, level, instant, wall clock, span, shift, gap, page, check, finding, configuration, proof"
    assert {*f"{theirs}, {more}".split(", ")} <= {*re.findall(r"^### (.+)$", GLOSSARY, re.MULTILINE)}
