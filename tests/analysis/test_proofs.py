"""What a proof says of itself."""

import json

from oncall import Proof, Span

SINCE = 1_735_707_600  # 2025-01-01T00:00:00-05:00
NEW_YORK = "America/New_York"


def proof(**others: object) -> Proof:
    """A proof about a rota in New York."""
    fields: dict[str, object] = {"holds": True, "since": SINCE, "zone": NEW_YORK, **others}
    return Proof(code="OC101", subject="rota", statement="somebody is always on call", **fields)  # type: ignore[arg-type]


def test_the_evidence_is_said_in_words() -> None:
    """All time is decided by one joint period; a bound is named; what ends is seen whole; nobody is nobody."""
    assert proof(period_seconds=4 * 604_800).evidence == (
        "the layers repeat every 4 weeks; one such period was looked at, and every clock change up to 2050"
    )
    assert "repeat every week;" in proof(period_seconds=604_800).evidence
    assert proof(until="2030-01-01T00:00:00-05:00").evidence == (
        "every turn up to Tue 2030-01-01 00:00 -05:00 was looked at"
    )
    assert proof().evidence == "everything ends, and all of it was looked at"
    assert proof(since=None).evidence == "it is the same at every instant"


def test_it_is_said_from_when_the_layers_repeat() -> None:
    """If that is later than what the statement is about begins; else nothing is said of it."""
    later = proof(period_seconds=604_800, repeats_from="2025-02-03T09:00:00-05:00")
    assert later.evidence == (
        "from Mon 2025-02-03 09:00 -05:00 on the layers repeat every week; one such period was looked at, all before "
        "it, and every clock change up to 2050"
    )
    assert later.to_dict()["repeats_from"] == "2025-02-03T09:00:00-05:00"
    for begin in (None, SINCE, SINCE - 1):
        assert proof(period_seconds=604_800, repeats_from=begin).evidence.startswith("the layers repeat every week;")
        told = proof(period_seconds=604_800, repeats_from=begin).repeats_from
        assert told is not None
        assert told.isoformat() == "2025-01-01T00:00:00-05:00"
    assert proof(repeats_from=SINCE).repeats_from is None


def test_a_bounded_statement_is_not_called_proved() -> None:
    """What was decided up to a date says so, and what does not hold is refuted."""
    assert str(proof(period_seconds=604_800)).startswith("proved: rota: somebody is always on call (")
    assert str(proof(until=SINCE + 1)).startswith("holds as far as it was decided: ")
    assert str(proof(holds=False)).startswith("refuted: ")


def test_times_are_shown_in_the_zone() -> None:
    """Given as seconds, the times come back in the schedule's zone."""
    told = proof(until=SINCE + 86_400)
    assert told.since is not None
    assert told.until is not None
    assert (told.since.isoformat(), told.until.isoformat()) == (
        "2025-01-01T00:00:00-05:00",
        "2025-01-02T00:00:00-05:00",
    )


def test_it_is_plain_json() -> None:
    """The counter-example is a pair of times; for all time is null."""
    counterexample = Span(SINCE, SINCE + 3600, zone=NEW_YORK)
    told = json.loads(json.dumps(proof(holds=False, counterexample=counterexample).to_dict()))
    assert told["counterexample"] == {"start": "2025-01-01T00:00:00-05:00", "end": "2025-01-01T01:00:00-05:00"}
    assert (told["until"], told["since"], told["holds"]) == (None, "2025-01-01T00:00:00-05:00", False)
