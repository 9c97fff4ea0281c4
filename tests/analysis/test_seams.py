"""Gaps that nobody meant."""

from oncall import Override
from oncall.analysis.seams import whole_seam
from tests.checks.builders import ALICE, BOB, layer, schedule

START = 1_736_172_000  # 2025-01-06T14:00Z, 09:00 in New York
ROTA = schedule(
    layer(ALICE, end="2025-01-07T09:00:00-05:00"),
    layer(BOB, start="2025-01-07T09:01:00-05:00", end="2025-01-08T09:00:00-05:00"),
)
SEAM = (START + 86_400, START + 86_460)


def test_a_part_of_a_seam_is_the_whole_one() -> None:
    """A minute between two layers, asked for by any second of it."""
    stack = ROTA.compiled.stack
    assert whole_seam(stack, SEAM, 120) == SEAM
    assert whole_seam(stack, (SEAM[0] + 10, SEAM[0] + 11), 120) == SEAM
    assert whole_seam(stack, (SEAM[0], SEAM[0] + 1), 60) == SEAM


def test_a_gap_that_is_too_long_is_none_whatever_part_is_seen() -> None:
    """Sixty seconds are more than 59, also where only the last of them is seen."""
    stack = ROTA.compiled.stack
    assert whole_seam(stack, SEAM, 59) is None
    assert whole_seam(stack, (SEAM[1] - 1, SEAM[1]), 59) is None


def test_the_beginning_and_the_end_are_no_seams() -> None:
    """Before the first shift, and after the last one, nobody is on call for ever."""
    stack = ROTA.compiled.stack
    assert whole_seam(stack, (START - 10, START), 120) is None
    assert whole_seam(stack, (START + 2 * 86_400, START + 2 * 86_400 + 10), 120) is None


def test_a_second_before_an_override_is_one() -> None:
    """After the last layer, an override that begins a second later."""
    cover = Override(user=ALICE, start=START + 2 * 86_400 + 1, end=START + 3 * 86_400)
    late = schedule(*ROTA.layers, overrides=[cover])
    gap = (START + 2 * 86_400, START + 2 * 86_400 + 1)
    assert whole_seam(late.compiled.stack, gap, 120) == gap
