"""OC201: a layer that never decides who is on call."""

from oncall import DailyRestriction, Override
from tests.checks.builders import ALICE, BOB, asked, finding, layer, schedule

DAYTIME = DailyRestriction(start_time_of_day="09:00:00", duration_seconds=8 * 3600)


def test_the_layer_listed_later_hides_the_one_before() -> None:
    """Of two round-the-clock layers the first is never paged, though it is called Primary."""
    found = finding("OC201", schedule(layer(ALICE, BOB, name="Primary"), layer(BOB, ALICE, name="Secondary")))
    assert found.message == (
        "rota: Primary is never paged through this schedule: Secondary, listed later, always wins."
    )


def test_a_restricted_layer_hides_nothing() -> None:
    """Outside of nine to five the lower layer shows through; beneath it, it would be the hidden one."""
    always, daytime = layer(ALICE, BOB, name="Always"), layer(BOB, ALICE, name="Days", restrictions=[DAYTIME])
    assert not asked("OC201", schedule(always, daytime)).findings
    assert "Days is never paged" in finding("OC201", schedule(daytime, always)).message


def test_two_layers_may_hide_a_third_together() -> None:
    """Days and the rest of the hours cover everything between them."""
    rest = DailyRestriction(start_time_of_day="17:00:00", duration_seconds=16 * 3600)
    found = finding(
        "OC201",
        schedule(
            layer(ALICE, BOB, name="Below"),
            layer(ALICE, BOB, name="Days", restrictions=[DAYTIME]),
            layer(BOB, ALICE, name="Rest", restrictions=[rest]),
        ),
    )
    assert "Below is never paged" in found.message
    assert "Days and Rest" in found.message


def test_of_many_layers_five_are_named() -> None:
    """An hour of the day each, 24 of them hide one together."""
    hours = [
        layer(
            BOB,
            name=f"at {hour}",
            restrictions=[DailyRestriction(start_time_of_day=f"{hour:02}:00:00", duration_seconds=3600)],
        )
        for hour in range(24)
    ]
    found = finding("OC201", schedule(layer(ALICE, BOB, name="Below"), *hours))
    assert found.message == (
        "rota: Below is never paged through this schedule: at 0, at 1, at 2, at 3, at 4 and 19 more, listed later, "
        "always win."
    )


def test_a_layer_that_had_its_time_is_not_hidden() -> None:
    """The first layer decided until the second began; from then on it is hidden."""
    rota = schedule(layer(ALICE, BOB, name="Old"), layer(BOB, ALICE, name="New", start="2025-03-03T09:00:00-05:00"))
    assert not asked("OC201", rota).findings
    assert asked("OC201", rota, since="2025-03-03T14:00:00Z").findings


def test_a_layer_that_is_over_or_never_was_is_not_hidden() -> None:
    """An ended layer, and one whose end is its start, are for other checks."""
    ended = layer(ALICE, BOB, end="2025-02-03T09:00:00-05:00")
    never = layer(ALICE, BOB, end="2025-01-06T09:00:00-05:00")
    assert not asked("OC201", schedule(never, layer(ALICE, BOB))).findings
    assert not asked("OC201", schedule(ended, layer(ALICE, BOB)), since="2025-03-01T00:00:00Z").findings


def test_overrides_can_hide_a_short_layer() -> None:
    """A layer of one week that an override covers never decides."""
    short = layer(ALICE, BOB, name="Short", end="2025-01-13T09:00:00-05:00")
    cover = Override(user=BOB, start="2025-01-01T00:00:00Z", end="2025-02-01T00:00:00Z")
    found = finding("OC201", schedule(short, overrides=[cover]))
    assert found.message == "rota: Short is never paged through this schedule: override, listed later, always wins."


def test_nameless_layers_are_counted() -> None:
    """Without a name a layer is called by its position in the file."""
    found = finding("OC201", schedule(layer(ALICE, BOB), layer(BOB, ALICE)))
    assert "layer 1 is never paged" in found.message
    assert found.fix.startswith("For two people at a time, make layer 1")


def test_only_what_hid_it_is_blamed() -> None:
    """A layer that starts after the hidden one has ended had no part in it."""
    hidden = layer(ALICE, BOB, name="Hidden", end="2025-06-02T09:00:00-04:00")
    above = layer(BOB, ALICE, name="Above", end="2025-07-07T09:00:00-04:00")
    later = layer(BOB, ALICE, name="Later", start="2027-01-04T09:00:00-05:00")
    assert "Above, listed later, always wins." in finding("OC201", schedule(hidden, above, later)).message


def test_a_bounded_answer_says_so() -> None:
    """A layer that shows only in its last century, a thousand years away, is hidden as far as anybody looked."""
    below = layer(ALICE, BOB, end="3500-01-01T00:00:00Z")
    above = layer(BOB, ALICE, end="3400-01-01T00:00:00Z")
    assert "(Decided up to " in finding("OC201", schedule(below, above)).message


def test_what_lasts_is_decided_for_all_time() -> None:
    """That a layer shows once the one above it has ended, is plain also where that is a thousand years away."""
    far = layer(BOB, ALICE, end="3500-01-01T00:00:00Z")
    assert not asked("OC201", schedule(layer(ALICE, BOB), far)).findings
