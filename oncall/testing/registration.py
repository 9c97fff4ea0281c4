"""The entry point for Hypothesis: what `st.from_type` draws for the classes of the model.

Hypothesis calls `register` when it is itself imported, which pytest does at every start. So nothing is loaded here
before the model is; and the strategies are made when one is first asked for.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from importlib.abc import Loader
    from importlib.machinery import ModuleSpec
    from types import ModuleType

    from hypothesis.strategies import SearchStrategy

_MODEL = "oncall.model"


def register() -> None:
    """Let `st.from_type(Schedule)` and its like work, also for arguments and fields that are annotated so.

    That is done at once if the model is loaded, else as soon as it is.
    """
    if _MODEL in sys.modules:
        _register_types()
    elif not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


def _register_types() -> None:
    from oncall import model

    for kind, name in (
        (model.User, "users"),
        (model.DailyRestriction, "daily_restrictions"),
        (model.WeeklyRestriction, "weekly_restrictions"),
        (model.Layer, "layers"),
        (model.Override, "overrides"),
        (model.Schedule, "schedules"),
        (model.EscalationRule, "escalation_rules"),
        (model.EscalationPolicy, "escalation_policies"),
    ):
        st.register_type_strategy(kind, _drawn_by(name))


def _drawn_by(name: str) -> Callable[[type[object]], SearchStrategy[object]]:
    def strategy(_kind: type[object]) -> SearchStrategy[object]:
        from oncall.testing import strategies

        made: SearchStrategy[object] = getattr(strategies, name)()
        return made

    return strategy


class _Finder:
    """Waits in `sys.meta_path` for the import of the model, which it leaves to the finders behind it.

    To be asked where the model is, as `importlib.util.find_spec` does, is no import: it goes on waiting.
    """

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """How the model is found, with a loader that registers its classes; None for every other module."""
        if fullname != _MODEL:
            return None
        for finder in tuple(sys.meta_path):
            if isinstance(finder, _Finder) or not hasattr(finder, "find_spec"):
                continue
            spec = finder.find_spec(fullname, path, target)
            if spec is not None:
                if hasattr(spec.loader, "exec_module"):
                    spec.loader = cast("Loader", _Loader(cast("Loader", spec.loader)))
                return spec
        return None


class _Loader:
    """Loads a module as another loader does, and then registers; whatever else it is asked, the other one answers."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def __getattr__(self, name: str) -> object:
        if name == "_loader":  # not made by __init__, as copies and pickles are not
            raise AttributeError(name)
        return getattr(self._loader, name)

    def exec_module(self, module: ModuleType) -> None:
        """Run the module's code, as a module that knows nothing of this loader."""
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        self._loader.exec_module(module)
        with suppress(StopIteration, ValueError):  # another thread was faster
            sys.meta_path.remove(next(finder for finder in sys.meta_path if isinstance(finder, _Finder)))
        _register_types()
