"""Facts about `oncall.model`: which names there are, and which of them are loaded on demand."""

from __future__ import annotations

import subprocess
import sys

import pytest

from oncall import model


@pytest.mark.parametrize("name", model.__all__)
def test_every_name_is_found(name: str) -> None:
    """By attribute, whether it is loaded from the start or on demand, and in the list of the module's names."""
    assert getattr(model, name).__name__ == name
    assert name in dir(model)


def test_no_name_is_loaded_on_demand_that_is_not_public() -> None:
    """The table of homes has names of `__all__` alone."""
    assert set(model._HOMES) <= set(model.__all__)  # noqa: SLF001 - the table is what is looked at


def test_a_schedule_is_loaded_without_what_is_asked_about_it() -> None:
    """`from oncall import Schedule` loads neither policies nor logs, and a name loads its own module."""
    unwanted = {"escalation", "incidents", "logs", "outcomes", "response_times", "roles"}
    code = (
        "import sys; from oncall import Layer, Schedule, User; "
        f"print(*sorted(name for name in {unwanted!r} if 'oncall.model.' + name in sys.modules)); "
        "from oncall.model import Incident; print('oncall.model.incidents' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.splitlines() == ["", "True"]


def test_a_name_that_there_is_not_is_an_attribute_error() -> None:
    """As for any module; an import of it is an import error."""
    with pytest.raises(AttributeError, match="module 'oncall.model' has no attribute 'Shedule'"):
        getattr(model, "Shedule")  # noqa: B009 - a type checker knows that there is none
    with pytest.raises(ImportError, match="Shedule"):
        exec("from oncall.model import Shedule", {})  # noqa: S102
