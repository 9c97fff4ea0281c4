"""Where and with what a run was made."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

DISTRIBUTIONS = (
    "oncall-schedule",
    "pendulum",
    "whenever",
    "numpy",
    "icalendar",
    "recurring-ical-events",
    "tree-sitter-hcl",
    "tzdata",
)


def surroundings() -> dict[str, Any]:
    """The date, the machine, and the versions of everything that takes part."""
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": {
            "system": platform.system(),
            "machine": platform.machine(),
            "processor": _processor(),
            "processors": os.cpu_count(),
        },
        "versions": {"Python": platform.python_version(), **_versions()},
    }


def in_words(found: dict[str, Any]) -> str:
    """The surroundings in a sentence or two."""
    machine = found["machine"]
    versions = ", ".join(f"{name} {number}" for name, number in found["versions"].items())
    parts = [machine["processor"], machine["machine"], machine["system"]]
    return f"{', '.join(part for part in parts if part)}; {machine['processors']} processors. {versions}."


def _versions() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in DISTRIBUTIONS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _processor() -> str:
    """What the processor is called, where the system says."""
    listing = Path("/proc/cpuinfo")
    lines = listing.read_text(encoding="utf-8").splitlines() if listing.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()
