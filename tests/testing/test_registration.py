"""The entry point for Hypothesis costs nothing before the model is loaded, and works whichever is loaded first."""

from __future__ import annotations

import subprocess
import sys

import pytest

DRAW = """
import sys
from hypothesis import find, strategies as st
from oncall import Schedule
assert isinstance(find(st.from_type(Schedule), lambda it: bool(it.layers)), Schedule)
assert not [finder for finder in sys.meta_path if "oncall" in type(finder).__module__]
import oncall.model
assert "oncall" not in type(oncall.model.__loader__).__module__
assert oncall.model.__spec__.loader is oncall.model.__loader__
"""


def run(program: str) -> str:
    """What a program of its own prints."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_hypothesis_loads_hardly_anything_of_it() -> None:
    """Three modules of which none imports another library."""
    found = run("import sys, hypothesis; print(*sorted(name for name in sys.modules if name.startswith('oncall')))")
    assert found.split() == ["oncall", "oncall.testing", "oncall.testing.registration"]


@pytest.mark.parametrize("before", ["", "import hypothesis", "import oncall.model", "import oncall.model, hypothesis"])
def test_types_are_drawn_in_either_order(before: str) -> None:
    """Hypothesis first or the model first; nothing is left in the machinery of imports."""
    run(before + DRAW)


def test_to_ask_where_the_model_is_loads_nothing() -> None:
    """`find_spec` answers as ever, with a loader that answers as ever; the import that follows is waited for."""
    run(
        """
import hypothesis, copy, importlib.util, sys
spec = importlib.util.find_spec("oncall.model")
assert spec.origin.endswith("__init__.py")
assert "import" in spec.loader.get_source("oncall.model")
assert spec.loader.is_package("oncall.model")
assert spec.submodule_search_locations
copy.copy(spec.loader)
assert not hasattr(spec.loader, "no_such_thing")
assert "oncall.model" not in sys.modules
assert importlib.util.find_spec("oncall.modelling") is None
"""
        + DRAW
    )


def test_a_reload_is_one_of_the_model_alone() -> None:
    """After it, and after a second import of Hypothesis, all is as before."""
    run("import hypothesis" + DRAW + "import importlib, hypothesis\nimportlib.reload(oncall.model)")
    run("import hypothesis.entry_points\nhypothesis.entry_points.run()\nhypothesis.entry_points.run()" + DRAW)


def test_an_import_that_fails_is_waited_for_again() -> None:
    """What went wrong is said as ever, and the next import registers."""
    run(
        """
import hypothesis, sys
sys.modules["attrs"] = None
try:
    import oncall.model
except ImportError:
    pass
else:
    raise SystemExit("it was imported")
del sys.modules["attrs"]
for name in [name for name in sys.modules if name.startswith("oncall") and not name.startswith("oncall.testing")]:
    del sys.modules[name]
"""
        + DRAW
    )


def test_threads_import_it_once() -> None:
    """Many at once: each has the same classes, which are drawn."""
    run(
        """
import hypothesis, sys, threading
from importlib import import_module
ready, found = threading.Barrier(8), []
def load():
    ready.wait()
    found.append(import_module("oncall.model").Schedule)
threads = [threading.Thread(target=load) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
assert len(found) == 8 and len(set(found)) == 1
"""
        + DRAW
    )
