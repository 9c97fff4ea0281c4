"""What a team's own test suite imports: assertions here, Hypothesis strategies in `strategies`, a pytest plugin.

Neither pytest nor Hypothesis is needed for the assertions. They are loaded when one is first asked for: pytest and
Hypothesis load this package whenever they start.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oncall.testing.assertions import assert_covered, assert_fair, assert_no_findings, assert_same_schedule

__all__ = ["assert_covered", "assert_fair", "assert_no_findings", "assert_same_schedule"]


if not TYPE_CHECKING:  # a type checker that saw this would believe in any name

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module 'oncall.testing' has no attribute {name!r}", name=name)
        found = globals()[name] = getattr(import_module("oncall.testing.assertions"), name)
        return found

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
