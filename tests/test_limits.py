"""The numbers on the page of limits are those that the code goes by."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from tests.documents import CHECKOUT

PAGE = (CHECKOUT / "docs" / "reference" / "limits.md").read_text(encoding="utf-8")
YEAR, MONTHS = 52 * 604_800, 12

# How a row of the page begins, the number in the code, and how many of its units are one of the page's.
LIMITS = [
    ("`weights`", "analysis.by_person._LEAST", 1),
    ("`weights`", "analysis.by_person._MOST", 1),
    ("pieces that are walked through", "analysis.walks.LONGEST_WALK", 1),
    ("pieces that are walked through", "analysis.walks._LONGEST_SPAN", YEAR),
    ("`fairness` without a range", "analysis.walks.LONGEST_WALK", 1),
    ("`fairness` without a range", "analysis.terms._LONGEST", YEAR),
    ("the year of public holidays", "analysis.terms._LONGEST_YEAR", 1),
    ("a joint period in OC301", "checks.sharing._MOST_PIECES", 1),
    ("figures of a page log", "analysis.figures._MOST_MONTHS", MONTHS),
    ("spans that a finding of OC701", "checks.pack.double_booked._MOST_LISTED", 1),
    ("spans that a finding of OC701", "checks.pack.away_on_call._MOST_LISTED", 1),
    ("turns and windows of a layer that `preserve`", "analysis.preserving._MOST_PIECES", 1),
    ("people whom nothing declares", "checks.pack.unknown_user._MOST_FINDINGS", 1),
    ("turns and windows until a schedule repeats", "formats.ical.series.MOST_PIECES", 1),
    ("turns until the last layer has begun", "formats.ical.recurring.MOST_APART", 1),
    ("what a rule of a calendar that is read", "formats.ical.mistakes.MOST_OCCURRENCES", 1),
    ("hand-offs of one schedule", "cli.moments.MOST_PIECES", 1),
    ("weeks in a range of calendars", "cli.moments.MOST_PIECES", 1),
    ("incidents and changes that `replay` lists", "views.replays.MOST_LISTED", 1),
    ("spans shown with a finding", "formats.finding_text.MOST_SPANS", 1),
    ("reasons why incidents", "cli.logs._MOST_REASONS", 1),
    ("the name of a file of a calendar", "cli.calendar_names._LONGEST", 1),
    ("a picture of a schedule, a timeline, a change or fairness", "views.pictures.details.MOST_BYTES", 1),
    ("layers that have a lane in it", "views.pictures.bars.MOST_LAYERS", 1),
    ("people who are listed in it", "views.pictures.bars.MOST_PEOPLE", 1),
    ("people in a picture of fairness", "views.pictures.bars.MOST_PEOPLE", 1),
    ("rows of a table in a notebook", "views.html.notebooks.MOST_ROWS", 1),
    ("shifts of one schedule on the page", "views.html.schedules.MOST_SHIFTS", 1),
    ("overrides of one schedule there", "views.html.schedules._MOST_OVERRIDES", 1),
    ("a file of Terraform", "formats.resources.source.MAX_BYTES", 1),
    ("a page log, or a calendar", "formats.logs.texts._MAX_BYTES", 1),
    ("brackets inside of brackets", "formats.json_text.MAX_DEPTH", 1),
    ("a number in JSON", "formats.json_text._MAX_CHARACTERS", 1),
    ("a number in JSON", "formats.json_text._MAX_EXPONENT", 1),
    ("steps of evaluation", "formats.terraform.work._STEPS", 1),
    ("steps of evaluation", "formats.terraform.work._STEPS_A_BYTE", 1),
    ("modules that call each other", "formats.terraform.workspace._MAX_MODULES_DEEP", 1),
    ("blocks inside of blocks", "formats.terraform.parsing._MAX_BLOCK_DEPTH", 1),
    ("parts of an expression", "formats.terraform.terms._MAX_DEPTH", 1),
    ("expressions that depend", "formats.terraform.work._MAX_DEPTH", 1),
    ("elements of a list", "formats.resources.values.MAX_ELEMENTS", 1),
    ("a text that is made", "formats.resources.values.MAX_TEXT", 1),
    ("numbers", "formats.resources.conversions._MAX_BITS", 1),
    ("`range`", "formats.terraform.functions.collections._MAX_RANGE", 1),
    ("searches of a regular expression", "formats.terraform.functions.regexes._MAX_WORK", 1),
    ("searches of a regular expression", "formats.terraform.functions.regexes._MAX_GROUPS", 1),
    ("searches of a regular expression", "formats.terraform.functions.regexes._MAX_TEXT_OF_GROUPS", 1),
    ("`format`", "formats.terraform.functions.formatting._MAX_WIDTH", 1),
    ("`format`", "formats.terraform.functions.formatting._MAX_PRECISION", 1),
    ("`parseint`", "formats.terraform.functions.numbers._MAX_DIGITS", 1),
]


@pytest.mark.parametrize(("begins", "name", "units"), LIMITS)
def test_a_limit_is_what_the_code_has(begins: str, name: str, units: int) -> None:
    """The row of the page has the number that the code goes by."""
    module, _, constant = f"oncall.{name}".rpartition(".")
    number: float = getattr(import_module(module), constant)
    (row,) = (line for line in PAGE.splitlines() if line.startswith(f"| {begins}"))
    shown = re.findall(r"\d[\d,.]*(?<![,.])", row)
    assert f"{number / units:,.10g}" in shown
