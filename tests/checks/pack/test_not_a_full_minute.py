"""OC902: times with seconds, which the provider refuses."""

import json

import attrs

from oncall import check
from oncall.formats import pagerduty
from tests.checks.builders import ALICE, BOB, asked, finding, layer, policy, schedule


def test_both_times_are_named() -> None:
    """As they were answered, with the name of the layer."""
    answered = attrs.evolve(
        layer(ALICE, BOB, name="weekly"),
        rotation_virtual_start="2025-01-06T09:00:17-05:00",
        end="2026-01-05T09:00:59-05:00",
        is_as_answered=True,
    )
    assert finding("OC902", schedule(answered)).message == (
        "rota: rotation_virtual_start (2025-01-06T09:00:17-05:00) and end (2026-01-05T09:00:59-05:00) of weekly are "
        "not on a full minute, which the Terraform provider refuses."
    )


def test_full_minutes_and_the_seconds_of_a_start_are_fine() -> None:
    """`start` may have seconds."""
    answered = attrs.evolve(layer(ALICE, BOB), start="2025-01-06T09:00:17-05:00", is_as_answered=True)
    assert not asked("OC902", schedule(answered)).findings


def test_every_layer_is_found_by_itself() -> None:
    """Also those of a schedule that only a policy names."""
    seconds = attrs.evolve(layer(ALICE, BOB), rotation_virtual_start="2025-01-06T09:00:01-05:00", is_as_answered=True)
    rota = schedule(seconds, layer(ALICE, BOB), seconds)
    found = asked("OC902", policy((5, rota), (5, ALICE))).findings
    assert [each.message.split(" of ")[1][:7] for each in found] == ["layer 1", "layer 3"]


def test_an_answer_of_the_api_is_read_and_found() -> None:
    """PagerDuty itself has times with seconds."""
    rota = {
        "id": "PS",
        "name": "Rota",
        "time_zone": "America/New_York",
        "schedule_layers": [
            {
                "name": "Weekly",
                "start": "2025-01-06T09:00:00-05:00",
                "rotation_virtual_start": "2025-01-06T09:00:30-05:00",
                "rotation_turn_length_seconds": 604_800,
                "users": [{"user": {"id": "PA", "type": "user_reference", "summary": "Alice"}}],
                "restrictions": [],
            }
        ],
    }
    report = check(pagerduty.loads(json.dumps({"schedule": rota})))
    assert "OC902" in {each.code for each in report.findings}
