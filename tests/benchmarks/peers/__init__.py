"""How the same questions are answered without this library: one module a way, each as good as its libraries allow."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol, TypeAlias, cast

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tests.benchmarks.inputs import Rota

Row: TypeAlias = tuple[int, int, str]
"""A shift: start and end in UTC seconds, who."""


class Peer(Protocol):
    """A module beside this one. What can be computed before the first question is, and is not timed.

    Each is asked only from the rota's start on.
    """

    NAME: str

    def asked_ints(self, rota: Rota) -> Callable[[int], str]:
        """Who is on call at a UTC second."""
        ...

    def asked_datetimes(self, rota: Rota) -> Callable[[datetime], str]:
        """Who is on call at an aware datetime, the standard library's or pendulum's."""
        ...

    def rendered(self, rota: Rota) -> Callable[[int, int], list[Row]]:
        """The shifts of a range of UTC seconds, half-open and clipped, neighbours of one person joined."""
        ...


OPTIONAL = {"numpy": "numpy", "whenever": "whenever", "recurring_ical_events": "recurring-ical-events"}
"""Modules that may be missing, and what installs them."""


def left_out() -> list[str]:
    """The distributions that are not installed, without whose comparisons a run goes on."""
    return [name for module, name in OPTIONAL.items() if find_spec(module) is None]


def peer(name: str) -> Peer:
    """The module of that name, whose library must be there."""
    return cast("Peer", import_module(f"{__name__}.{name}"))


def peers() -> dict[str, Peer]:
    """Every peer whose library is there, by its module."""
    missing = {module for module in OPTIONAL if find_spec(module) is None}
    needs = {
        "standard_library": "zoneinfo",
        "whenever_only": "whenever",
        "pendulum_only": "pendulum",
        "recurring_events": "recurring_ical_events",
    }
    return {name: peer(name) for name, module in needs.items() if module not in missing}
