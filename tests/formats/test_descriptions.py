"""The parts of a check's page, and what the settings say of themselves."""

from __future__ import annotations

from pathlib import Path

import attrs

from oncall import Settings, Severity
from oncall.checks.definition import Check
from oncall.checks.pack import CHECKS
from oncall.formats import descriptions, settings

CHECKOUT = Path(__file__).parents[2]
PAGE = """OC999 made-up: nothing at all.

## What it finds

The first paragraph,
on two lines.

The second.

## Why it matters

It does not.
"""
MADE_UP = Check(code="OC999", name="made-up", severity=Severity.INFO, ask=lambda _scope: iter(()), page=PAGE)


def test_the_parts_of_a_page() -> None:
    """The title as a sentence, everything below it, and the first paragraph on one line."""
    assert descriptions.summary(MADE_UP) == "Nothing at all."
    assert descriptions.body(MADE_UP).startswith("## What it finds\n\nThe first paragraph,\non two lines.\n")
    assert descriptions.first_paragraph(MADE_UP) == "The first paragraph, on two lines."


def test_a_page_without_sections() -> None:
    """The summary stands for what is not there."""
    assert descriptions.first_paragraph(attrs.evolve(MADE_UP, page="OC999 made-up: nothing.")) == "Nothing."


def test_every_setting_says_what_it_is_for() -> None:
    """The names in order, each with a sentence; all but the choices with the checks that they are about."""
    found = descriptions.thresholds()
    assert [each.name for each in found] == [field.name for field in attrs.fields(Settings)]
    assert all(each.meaning.endswith(".") for each in found)
    assert {"select", "ignore"} <= {each.name for each in found if not each.checks}


def test_the_settings_of_a_check() -> None:
    """One that it has alone, one that others have too, and none."""
    settings = {check.code: descriptions.thresholds_of(check) for check in CHECKS}
    assert settings["OC101"] == ("gap_seconds",)
    assert settings["OC801"] == ("sleep_pages", "night")
    assert settings["OC201"] == ()
    (weights,) = (each for each in descriptions.thresholds() if each.name == "weights")
    assert weights.checks == ("OC301", "OC302", "OC303", "OC304", "OC307")


def test_the_settings_page_names_every_setting() -> None:
    """A row for each, with its default as TOML has it and the checks that it is about."""
    page = (CHECKOUT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line.startswith("| `")
    ]
    defaults = settings.plain(Settings())
    expected = [
        [
            f"`{each.name}`",
            "not set" if defaults[each.name] is None else f"`{settings.written(defaults[each.name])}`",
            ", ".join(f"[{code}](../checks/{code}.md)" for code in each.checks),
        ]
        for each in descriptions.thresholds()
    ]
    assert [row[:3] for row in rows] == expected
    assert all(len(row) == 4 and row[3] for row in rows)
