"""A check's documentation page, made from the docstring of its module."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from oncall.checks.pack import CHECKS

if TYPE_CHECKING:
    import os

    from oncall.checks.definition import Check

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def page(check: Check) -> str:
    """The page of one check, as Markdown."""
    _, text = _parts(check)
    return f"# {check.code} {check.name}\n\nSeverity: {check.severity}. {_summary(check)}.\n\n{text}"


def index() -> str:
    """The list of all checks, as Markdown."""
    rows = "".join(
        f"| [{each.code}]({each.code}.md) | {each.name} | {each.severity} | {_summary(each)} |\n" for each in CHECKS
    )
    return f"# The checks\n\n| code | name | severity | what it finds |\n|---|---|---|---|\n{rows}"


@attrs.frozen
class Example:
    """An example on a check's page: its language and text, and the settings under which it is meant, as TOML."""

    language: str
    text: str
    settings: str


def example(check: Check, section: str) -> Example:
    """The example in a section of a check's page, `Example` or `Use instead`."""
    _, _, rest = check.page.partition(f"## {section}\n")
    (language, text), *others = _FENCE.findall(rest.partition("\n## ")[0])
    return Example(language, text, next((toml for name, toml in others if name == "toml"), ""))


def write(folder: str | os.PathLike[str]) -> None:
    """Write the page of every check, and the list of them, into a folder that exists."""
    for each in CHECKS:
        Path(folder, f"{each.code}.md").write_text(page(each), encoding="utf-8")
    Path(folder, "index.md").write_text(index(), encoding="utf-8")


def _parts(check: Check) -> tuple[str, str]:
    """The title line of the docstring, and the rest."""
    title, _, text = check.page.partition("\n\n")
    return title, text


def _summary(check: Check) -> str:
    title, _ = _parts(check)
    summary = title.removeprefix(f"{check.code} {check.name}: ").removesuffix(".")
    return summary[0].upper() + summary[1:]
