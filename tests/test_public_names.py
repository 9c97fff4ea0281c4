"""Facts about `import oncall`: which names there are, and what is loaded for them."""

from __future__ import annotations

import ast
import pickle
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest

import oncall

SOURCE = ast.parse(Path(oncall.__file__).read_text(encoding="utf-8"))


def imported() -> dict[str, str]:
    """The names that people and their tools see, with the modules that they are imported from."""
    (block,) = (node for node in SOURCE.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
    imports = [node for node in block.body if isinstance(node, ast.ImportFrom)]
    return {alias.name: node.module or "" for node in imports for alias in node.names}


def homes() -> dict[str, str]:
    """The names that the interpreter finds, with the modules that it looks in."""
    (value,) = (
        node.value for node in SOURCE.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "_HOMES"
    )
    found: dict[str, str] = ast.literal_eval(value)
    return found


def run(program: str) -> str:
    """What a program prints in a process of its own."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_public_name_is_written_three_times_alike() -> None:
    """The imports, `__all__` and the table that loads names on demand have the same names from the same modules."""
    assert imported() == homes()
    assert sorted({*homes(), "__version__"}) == oncall.__all__
    assert list(homes()) == sorted(homes())


@pytest.mark.parametrize("name", sorted(homes()))
def test_no_module_hides_a_public_name(name: str) -> None:
    """A module of the name would take its place in the package that it is looked up in, once anybody imports it."""
    assert find_spec(f"oncall.{name}") is None
    assert find_spec(homes()[name]) is not None
    assert not isinstance(getattr(oncall, name), ModuleType)
    try:
        hiding = find_spec(f"{homes()[name]}.{name}")
    except ModuleNotFoundError:  # its home is no package
        hiding = None
    assert hiding is None


def test_the_library_is_loaded_on_demand() -> None:
    """`import oncall` loads neither the model nor what it rests on; a name loads what it needs."""
    loaded = "print(*sorted({'attrs', 'pendulum', 'oncall.model', 'oncall.checks'} & set(sys.modules)))"
    assert run(f"import sys, oncall; {loaded}") == ""
    assert run(f"import sys; from oncall import Schedule; {loaded}") == "attrs oncall.model pendulum"


def test_names_are_found_in_every_way() -> None:
    """By attribute, by import, by a star, and in the list of the module's names."""
    assert run("import oncall; print(oncall.load.__name__)") == "load"
    assert run("from oncall import Schedule, check; print(Schedule.__name__, check.__name__)") == "Schedule check"
    assert run("from oncall import *; print(User('alice'))") == "alice"
    assert set(oncall.__all__) <= set(dir(oncall))


def test_a_name_is_the_same_object_each_time() -> None:
    """It is kept once it was loaded."""
    assert oncall.Schedule is oncall.Schedule
    assert "Schedule" in vars(oncall)


def test_the_parts_are_there_without_an_import_of_their_own() -> None:
    """`oncall.errors.NotFoundError` and its like work after `import oncall` alone."""
    assert run("import oncall; print(oncall.errors.NotFoundError.__name__)") == "NotFoundError"


def test_a_name_that_there_is_not_is_an_attribute_error() -> None:
    """As for any module; an import of it is an import error."""
    with pytest.raises(AttributeError, match="module 'oncall' has no attribute 'shedule'"):
        getattr(oncall, "shedule")  # noqa: B009 - a type checker knows that there is none
    with pytest.raises(ImportError, match="shedule"):
        exec("from oncall import shedule", {})  # noqa: S102


def test_a_function_and_a_class_pickle_by_name() -> None:
    """Also where the name was loaded on demand."""
    assert pickle.loads(pickle.dumps(oncall.check)) is oncall.check  # noqa: S301
    assert pickle.loads(pickle.dumps(oncall.Schedule)) is oncall.Schedule  # noqa: S301
