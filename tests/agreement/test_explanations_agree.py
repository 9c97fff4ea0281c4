"""What an explanation says is what the oracle says: who, whose turn, from when to when, and why not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from oncall import ExplainedEvent, ExplainedLayer, Override, Page, Schedule, Turn
from tests import strategies
from tests.agreement import escalation_oracle, oracle
from tests.agreement.test_escalation_agrees import Incident, arguments, deeds, expected_pages, found_pages, incidents
from tests.strategies import WEEK, Scene, clock_changes, scenes

if TYPE_CHECKING:
    from oncall import Explanation, PolicyExplanation


def instants_of(scene: Scene, asides: list[int]) -> list[int]:
    """The scene's instant, and others around it."""
    return [scene.near, *(scene.near + aside for aside in asides)]


some_asides = st.lists(strategies.nudges(), max_size=4)


@given(scenes(), some_asides)
def test_who_is_on_call_agrees(scene: Scene, asides: list[int]) -> None:
    """The person of an explanation is the oracle's, and so is whoever the winner puts on call."""
    told = scene.told
    for instant in instants_of(scene, asides):
        found = scene.schedule.explain(instant)
        expected = oracle.on_call(told, instant)
        assert (found.user and found.user.id) == expected
        winner = found.winner
        assert (winner and winner.user and winner.user.id) == expected
        assert (found.shift and found.shift.user.id) == expected


@given(scenes(), some_asides)
def test_the_shift_is_the_one_that_the_instant_lies_in(scene: Scene, asides: list[int]) -> None:
    """Up to `until` the answer stays as it is, and at `until` it is another."""
    told = scene.told
    for instant in instants_of(scene, asides):
        found = scene.schedule.explain(instant)
        if found.until_seconds is not None:
            assert oracle.on_call(told, found.until_seconds - 1) == oracle.on_call(told, instant)
            assert oracle.on_call(told, found.until_seconds) != oracle.on_call(told, instant)


@given(scenes(), some_asides)
def test_overrides_are_those_that_are_active_the_winner_first(scene: Scene, asides: list[int]) -> None:
    """The active overrides are listed from the last created, which is the one that the oracle takes (S4)."""
    told = scene.told
    for instant in instants_of(scene, asides):
        found = scene.schedule.explain(instant).overrides
        active = [it for it in told.overrides if it.start <= instant < it.end]
        assert [(it.user.id, int(it.start.timestamp())) for it in found] == [(it.user, it.start) for it in active[::-1]]
        assert (found[0].user.id if found else None) == oracle.override_user(told, instant)


def state(schedule: oracle.Schedule, index: int, instant: int) -> str:
    """The state of a layer in the oracle's words."""
    layer = schedule.layers[index]
    if layer.end is not None and layer.end <= layer.start:
        return "never"
    if instant < layer.start:
        return "not begun"
    if layer.end is not None and layer.end <= instant:
        return "over"
    if oracle.is_masked(layer, schedule.zone, instant):
        return "masked"
    above = [oracle.layer_user(each, schedule.zone, instant) for each in schedule.layers[index + 1 :]]
    hidden = oracle.override_user(schedule, instant) is not None or any(user is not None for user in above)
    return "hidden" if hidden else "wins"


def hider(explanation: Explanation) -> str:
    """What hides every layer that is hidden."""
    winner = explanation.winner
    assert winner is not None
    return "override" if isinstance(winner, Override) else winner.name


@given(scenes(), some_asides)
def test_the_state_of_each_layer_agrees(scene: Scene, asides: list[int]) -> None:
    """From the top, each layer wins, is hidden by what wins, masked, not begun, over, or never active."""
    told = scene.told
    for instant in instants_of(scene, asides):
        found = scene.schedule.explain(instant)
        assert [layer.index for layer in found.layers] == list(range(len(told.layers)))[::-1]
        for layer in found.layers:
            assert layer.state == state(told, layer.index, instant)
            assert (layer.user and layer.user.id) == oracle.layer_user(told.layers[layer.index], told.zone, instant)
            assert layer.hidden_by == (hider(found) if layer.state == "hidden" else None)
            assert (layer.turn is not None) == (layer.state in {"wins", "hidden", "masked"})


@given(scenes(), some_asides)
def test_each_layer_is_explained_as_it_is_alone(scene: Scene, asides: list[int]) -> None:
    """The person of a layer is the one of its own shifts at that instant."""
    for instant in instants_of(scene, asides):
        for layer in scene.schedule.explain(instant).layers:
            alone = scene.schedule.layer_shifts(layer.index, instant, instant + 1)
            assert layer.user == alone.at(instant)


def turns(schedule: Schedule, instant: int) -> list[tuple[ExplainedLayer, Turn]]:
    """The layers that have a turn at an instant."""
    return [(layer, layer.turn) for layer in schedule.explain(instant).layers if layer.turn is not None]


@given(scenes(), some_asides)
def test_turns_agree(scene: Scene, asides: list[int]) -> None:
    """The number, its user and place, and the instants between which it is the largest that has begun, are right."""
    told = scene.told
    for instant in instants_of(scene, asides):
        for layer, turn in turns(scene.schedule, instant):
            rotation = told.layers[layer.index]
            number = oracle.turn_number(rotation, told.zone, instant)
            assert turn.number == number
            assert turn.position == number % len(rotation.users) + 1
            assert turn.user.id == rotation.users[turn.position - 1]
            start, end = turn.span.bounds
            # Numbers never fall: so the turn is current throughout if it is at both ends.
            assert start <= instant < end
            assert [oracle.turn_number(rotation, told.zone, it) == number for it in (start, end - 1)] == [True, True]
            assert oracle.turn_number(rotation, told.zone, start - 1) < number
            assert oracle.turn_number(rotation, told.zone, end) > number


@given(scenes(), some_asides)
def test_the_arithmetic_adds_up(scene: Scene, asides: list[int]) -> None:
    """The reading of now less that of the virtual start is so many turns and a rest, shorter than a turn mostly."""
    told = scene.told
    for instant in instants_of(scene, asides):
        explanation = scene.schedule.explain(instant)
        for layer, turn in turns(scene.schedule, instant):
            rotation = told.layers[layer.index]
            elapsed = oracle.reading_of(instant, told.zone) - oracle.reading_of(rotation.virtual_start, told.zone)
            assert turn.elapsed_seconds == elapsed
            assert turn.number * rotation.turn_seconds + turn.rest_seconds == elapsed
            assert turn.is_by_reading == (elapsed // rotation.turn_seconds == turn.number)
            assert turn.is_by_reading or explanation.clock_changed_at is not None


@given(scenes(), some_asides)
def test_windows_agree(scene: Scene, asides: list[int]) -> None:
    """Around the instant the layer is as masked as it is then, from the start of the window to its end, no longer."""
    told = scene.told
    for instant in instants_of(scene, asides):
        for layer in scene.schedule.explain(instant).layers:
            if layer.window is None:
                continue
            rotation = told.layers[layer.index]
            start, end = layer.window.bounds
            alone = oracle.Schedule(told.zone, (rotation,))
            within = [it for it in oracle.boundaries(alone, start, end) if start <= it < end]
            now = layer.state == "masked"
            assert start <= instant < end
            assert {oracle.is_masked(rotation, told.zone, it) for it in (*within[:40], end - 1)} == {now}
            assert {oracle.is_masked(rotation, told.zone, it) for it in (start - 1, end)} == {not now}


@given(strategies.moments(), strategies.nudges())
def test_the_clock_is_told_as_the_standard_library_has_it(moment: tuple[str, int], aside: int) -> None:
    """The offset, which of two equal local times it is, and a change of the clock shortly before, are right."""
    zone, near = moment
    instant = near + aside
    found = Schedule(name="s", time_zone=zone, layers=[]).explain(instant)
    reading = oracle.reading_of(instant, zone)
    assert found.utc_offset_seconds == reading - instant
    wall = datetime(1970, 1, 1) + timedelta(seconds=reading)
    both = [strategies.instant_at(zone, wall, fold) for fold in (0, 1)]
    assert found.occurrence == (None if both[0] == both[1] else both.index(instant) + 1)
    moved = {it: oracle.reading_of(it, zone) - oracle.reading_of(it - 1, zone) - 1 for it in clock_changes(zone)}
    just_now = [(it, by) for it, by in moved.items() if it <= instant < it + abs(by)]
    changed_at = found.clock_changed_at
    told = [] if changed_at is None else [(int(changed_at.timestamp()), found.clock_moved_by_seconds)]
    assert told == just_now


@given(scenes(), some_asides)
def test_every_explanation_has_words(scene: Scene, asides: list[int]) -> None:
    """The text names whoever is on call, has a paragraph for each layer, and no line is broken in two."""
    for instant in instants_of(scene, asides):
        found = scene.schedule.explain(instant)
        lines = found.lines()
        assert str(found).split("\n") == lines
        assert f"  on call  {found.user or 'nobody'}" in [line.split(",")[0].split(":")[0] for line in lines]
        for layer in found.layers:
            assert any(line.startswith(f"  {layer.name} (layer {layer.index + 1}) ") for line in lines)
        assert found.to_dict()["on_call"] == (found.shift and found.shift.to_dict())


@given(st.data(), incidents())
def test_the_pages_of_an_explanation_agree(data: st.DataObject, incident: Incident) -> None:
    """Whatever people do, an explanation has the simulation's pages, and the look-ups that they came from."""
    done = data.draw(st.just(escalation_oracle.NOTHING) | deeds(incident.near))
    found = incident.policy.explain(incident.near, **arguments(done))
    assert found_pages(found.pages) == expected_pages(incident, incident.near, done)
    for level in found.levels:
        assert {(page.user, target) for page in level.pages for target in page.targets} == {
            (look_up.user, look_up.target) for look_up in level.look_ups if look_up.user is not None
        }
        for look_up in level.look_ups:
            if look_up.explanation is not None:
                told = strategies.as_oracle(look_up.explanation.schedule)
                assert (look_up.user and look_up.user.id) == oracle.on_call(told, level.instant)


@given(st.data(), incidents())
def test_what_happens_is_told_in_order(data: st.DataObject, incident: Incident) -> None:
    """Events follow each other in time; each level that reaches nobody is skipped at once, or waits, and is told."""
    done = data.draw(st.just(escalation_oracle.NOTHING) | deeds(incident.near))
    found = incident.policy.explain(incident.near, **arguments(done))
    instants = [event.instant for event in found.events]
    assert instants == sorted(instants)
    assert instants[0] >= incident.near
    for level, after in zip(found.levels, found.levels[1:], strict=False):
        if level.is_skipped:
            assert after.instant == level.instant or any(
                isinstance(it, ExplainedEvent) and level.instant <= it.instant <= after.instant for it in found.events
            )
    assert found.is_opened or not found.pages
    assert str(found).split("\n") == found.lines()
    assert len(found.to_dict()["events"]) == len(found.events)


@given(st.data(), incidents())
def test_with_whom_an_incident_stays_agrees(data: st.DataObject, incident: Incident) -> None:
    """In the end it is with those whom the simulation paged last, or with nobody once it is resolved."""
    done = data.draw(st.just(escalation_oracle.NOTHING) | deeds(incident.near))
    paged = escalation_oracle.notices(incident.told, incident.near, done)
    last = escalation_oracle.holders(paged, incident.near + 1000 * WEEK)
    found = incident.policy.explain(incident.near, **arguments(done))
    assert {user.id for user in found.stays_with} == (set() if done.resolved is not None else last)


def latest(explanation: PolicyExplanation, instant: int) -> Page | None:
    """The last page at or before an instant."""
    return next((page for page in reversed(explanation.pages) if page.instant <= instant), None)


@given(st.data(), incidents())
def test_a_lapse_is_told_where_the_escalation_goes_on(data: st.DataObject, incident: Incident) -> None:
    """An acknowledgement lapses its timeout after the last one that prolongs it, back to the level paged last."""
    done = data.draw(deeds(incident.near))
    found = incident.policy.explain(incident.near, **arguments(done))
    lapses = [it for it in found.events if isinstance(it, ExplainedEvent) and it.kind == "lapsed"]
    for lapse in lapses:
        assert done.timeout is not None
        begun = lapse.instant - done.timeout
        assert begun in done.acknowledged
        assert not [at for at in done.acknowledged if begun < at <= lapse.instant]
        before = latest(found, begun)
        if before is not None and not incident.policy.plan.waits:
            assert (lapse.level, lapse.loop) == (before.level, before.loop)
