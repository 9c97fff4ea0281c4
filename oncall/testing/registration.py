"""The entry point for Hypothesis: what `st.from_type` draws for the classes of the model.

Hypothesis calls `register` when it is itself imported. The strategies are made when one is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy


def register() -> None:
    """Let `st.from_type(Schedule)` and its like work, also for arguments and fields that are annotated so."""
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
