"""Facts about which check is about which thing: what a check can find has an item, also while it finds nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import oncall
from oncall import Configuration, EscalationPolicy, Schedule, Settings
from oncall.checks.pack import CHECKS
from oncall.checks.pages import example
from oncall.formats import settings as settings_files
from oncall.formats import terraform
from oncall.testing.matrix import Checked, matrix
from tests.checks.builders import ALICE, BOB, CAROL, layer, policy, schedule

if TYPE_CHECKING:
    from oncall.checks.definition import Check

PLAIN = schedule(layer(ALICE, BOB), name="plain")
ESCALATION = policy((5, PLAIN), (10, CAROL))
BOTH = Configuration(schedules=[PLAIN], escalation_policies=[ESCALATION], users=[ALICE])


def checked(
    configuration: Configuration,
    *,
    settings: Settings | None = None,
    has_log: bool = False,
    has_absences: bool = False,
) -> Checked:
    """What the checks say."""
    chosen = settings or Settings()
    report = oncall.check(configuration, settings=chosen)
    return Checked(
        configuration=configuration, report=report, settings=chosen, has_log=has_log, has_absences=has_absences
    )


def titles(of: Checked) -> list[str]:
    """The names of the items."""
    return [cell.title for cell in matrix(of)]


def bad_example(check: Check) -> tuple[Configuration, Any, Any, Settings]:
    """The configuration, the pages, the absences and the settings of the first example on a check's page."""
    shown = example(check, "Example")
    settings = settings_files.loads(shown.settings) if shown.settings else Settings()
    if shown.language == "terraform":
        return terraform.loads(shown.text), (), (), settings
    names: dict[str, Any] = {"pages": (), "away": (), "settings": settings}
    exec(shown.text, names)  # noqa: S102 - an example of our own page
    return names["configuration"], names["pages"], names["away"], names["settings"]


@pytest.mark.parametrize(
    "check",
    [check for check in CHECKS if check.code not in {"OC903", "OC904", "OC905"}],
    ids=lambda check: check.code,
)
def test_what_a_check_finds_has_an_item_before_it_is_found(check: Check) -> None:
    """In the bad example of its page each finding is about something that would have an item without it."""
    configuration, pages, away, settings = bad_example(check)
    report = oncall.check(configuration, pages=pages, away=away, settings=settings)
    found = [each for each in report.findings if each.code == check.code]
    assert found
    silent = Checked(
        configuration=configuration,
        report=oncall.Report(),
        settings=settings,
        has_log=bool(pages),
        has_absences=bool(away),
    )
    about = {cell.subject for cell in matrix(silent) if cell.check == check}
    assert {finding.subject for finding in found} <= about or check.code == "OC906"


def test_what_is_about_a_change_is_nothing_to_test_in_a_configuration() -> None:
    """There is no other one to compare it with."""
    assert not {title[:5] for title in titles(checked(BOTH, has_log=True))} & {"OC903", "OC904", "OC905"}


def test_a_schedule_and_a_policy_have_items_of_their_checks() -> None:
    """By the codes: those of a policy begin with OC6, but for two; all have the name in brackets."""
    found = titles(checked(BOTH))
    assert {"OC001 two-person[plain]", "OC001 two-person[policy]", "OC101 coverage-gap[plain]"} <= set(found)
    assert "OC605 response-time[policy]" in found
    assert "OC605 response-time[plain]" not in found
    assert "OC101 coverage-gap[policy]" not in found


def test_what_was_not_asked_has_no_items() -> None:
    """What is ignored, what needs a page log or absences, and what is off unless it is set."""
    assert {
        title[:5] for title in titles(checked(BOTH, settings=Settings(select=["OC101", "OC6"], ignore=["OC605"])))
    } == {
        "OC101",
        *(check.code for check in CHECKS if check.code.startswith("OC6") and check.code != "OC605"),
    }
    plain, logged = (set(titles(checked(BOTH, has_log=has_log))) for has_log in (False, True))
    assert {title[:5] for title in logged - plain} == {"OC003", "OC801", "OC802", "OC803"}
    told = set(titles(checked(BOTH, has_absences=True)))
    assert told - plain == {"OC703 away-on-call[plain]", "OC703 away-on-call[policy]"}
    hours = set(titles(checked(BOTH, settings=Settings(consecutive_hours=72))))
    assert {title[:5] for title in hours - plain} == {"OC402"}


def test_a_cell_has_the_name_and_the_place_of_its_subject() -> None:
    """And the findings, if there are any."""
    example_ = oncall.load("examples/checkout")
    cells = {cell.title: cell for cell in matrix(checked(example_))}
    cell = cells["OC201 layer-hidden[pagerduty_schedule.checkout_oncall]"]
    assert (cell.name, str(cell.where)) == ("Checkout Team On-Call", "examples/checkout/pagerduty.tf:39")
    assert [finding.code for finding in cell.findings] == ["OC201"]


def test_subjects_are_of_their_kinds() -> None:
    """A schedule and a policy may have one id: then their items say which of them they are about, and what of it.

    Two people are on call in the schedule, and one alone on both levels of the policy.
    """
    twins = Configuration(
        schedules=[Schedule(name="one", time_zone="Etc/UTC", layers=PLAIN.layers)],
        escalation_policies=[EscalationPolicy(name="one", rules=policy((5, CAROL), (10, CAROL)).rules)],
    )
    found = {cell.title: cell for cell in matrix(checked(twins))}
    assert len(found) == len([*matrix(checked(twins))])
    both = [f"OC001 two-person[one ({kind})]" for kind in ("schedule", "policy")]
    assert [title for title in found if title.startswith("OC001")] == both
    assert [[finding.kind for finding in found[title].findings] for title in both] == [[], ["policy"]]
    assert "OC101 coverage-gap[one]" in found
