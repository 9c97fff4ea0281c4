"""What notebooks show."""

from __future__ import annotations

import re
import unicodedata

import attrs
import pytest

from oncall import (
    Configuration,
    EscalationPolicy,
    EscalationRule,
    Report,
    Schedule,
    User,
    check,
)
from oncall.analysis.fairness import fairness
from oncall.checks.findings import Finding, Severity
from oncall.chronology.characters import visible
from oncall.model import OnCall, Page
from oncall.model.oncalls import OnCalls
from oncall.model.pages import Pages
from tests.views.html.markup import Node, parsed
from tests.views.html.overviews import HOSTILE, SINCE, article, everything, hostile
from tests.views.rotas import ALICE, office_hours


def rows(markup: str) -> list[list[str]]:
    """The cells of each row of the only table."""
    (table,) = parsed(markup).each("table")
    return [[cell.text for cell in cells(row)] for row in table.each("tr")]


def cells(row: Node) -> list[Node]:
    """The cells of a row."""
    return list(row.each("th", "td"))


def test_pages() -> None:
    """Each with its local time, its level and pass, and the schedule that led to the person."""
    pages = article().escalation_policies["Checkout Escalation"].pages(SINCE)
    assert rows(pages._repr_html_())[:4] == [
        ["at", "level", "who", "through"],
        ["Wed 2025-03-12 11:00", "1", "Bob", "Checkout"],
        ["Wed 2025-03-12 11:10", "2", "Engineering Manager", ""],
        ["Wed 2025-03-12 11:25", "1, pass 2", "Bob", "Checkout"],
    ]
    assert "Pages (America/New_York)" in pages._repr_html_()


def test_pages_are_a_tuple() -> None:
    """They equal one, hash and read like one, and a part of them is a plain one."""
    pages = article().escalation_policies["Checkout Escalation"].pages(SINCE)
    assert isinstance(pages, tuple)
    assert pages == tuple(pages)
    assert (hash(pages), repr(pages)) == (hash(tuple(pages)), repr(tuple(pages)))
    assert type(pages[:2]) is tuple
    assert Pages()._repr_html_() == '<div dir="ltr" style="overflow-x:auto"><p>Nobody is paged.</p>\n</div>\n'


def test_on_calls() -> None:
    """Who stands ready on each level, through what, and until when."""
    found = article().escalation_policies["Checkout Escalation"].on_call(SINCE)
    assert rows(found._repr_html_()) == [
        ["level", "who", "through", "until"],
        ["1", "Bob", "Checkout", "Wed 2025-03-19 00:00 -04:00"],
        ["2", "Engineering Manager", "by name", "for ever"],
    ]
    assert isinstance(found, tuple)
    assert "Nobody is on call." in OnCalls()._repr_html_()


def test_an_explanation() -> None:
    """Who is on call, then each layer from the top: the lines of the text, label by label."""
    found = article().schedules["Checkout"].explain(SINCE)
    shown = rows(found._repr_html_())
    assert shown[:2] == [["at", "Wed 2025-03-12 11:00 -04:00"], ["on call", "Bob, through Secondary"]]
    assert ["Secondary (layer 2) wins: Bob, 2 of 4"] in shown
    assert ["place", "9 mod 4 = 1: Alice, [Bob], Carol, Dave"] in shown
    said = "".join("".join(each) for each in shown)
    title, *lines = str(found).split("\n")
    assert "".join(said.split()) == "".join("".join(lines).split())
    assert f"<caption>{title}</caption>" in found._repr_html_()


def test_an_explanation_is_cut_where_its_labels_end() -> None:
    """A name that begins with blanks, or looks like a label, is not taken for one."""
    layer = attrs.evolve(office_hours(ALICE).layers[0], name=" on call  Office")
    found = attrs.evolve(office_hours(ALICE), layers=[layer]).explain(SINCE)
    assert [" on call  Office (layer 1) wins: Alice"] in rows(found._repr_html_())


def test_a_policys_explanation() -> None:
    """Each level that is run with what it gives, and what it comes to."""
    found = everything().escalation_policies["All of it"].explain(SINCE)
    shown = rows(found._repr_html_())
    assert shown[0] == ["after", "at", "level", "what happens"]
    assert shown[1][:3] == ["+0 min", "Wed 2025-03-12 11:00", "1"]
    assert shown[1][3].startswith("skipped at once, since it reaches nobody")
    assert [each.strip() for each in shown[-1][2:]] == ["", "nobody else is paged; the incident stays with Alice"]


def test_a_report() -> None:
    """Each finding with what it says and how to mend it, the worst first; below, how much was proved."""
    report = check(article(), since=SINCE)
    shown = rows(report._repr_html_())
    assert shown[0] == ["severity", "check", "where", "what", "mend"]
    severities = [row[0] for row in shown[1:]]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    for severity in {*severities}:
        found = [finding for finding in report.findings if finding.severity == severity]
        told = [row for row in shown[1:] if row[0] == severity]
        assert [row[1].split()[0] for row in told] == [finding.code for finding in found]
        assert [row[3] for row in told] == [finding.message.replace("`", "") for finding in found]
    proved = sum(proof.holds and proof.until is None for proof in report.proofs)
    assert f"Proved: {proved} statements." in report._repr_html_()
    assert "Nothing found." in Report()._repr_html_()


@pytest.mark.parametrize("count", [50, 51, 200])
def test_long_tables_are_cut(count: int) -> None:
    """Fifty rows, and a last one that says how many more there are."""
    finding = Finding(
        code="OC101", name="coverage-gap", severity=Severity.ERROR, subject="s", message="m", fix="f", where=None
    )
    rules = [EscalationRule(escalation_delay_in_minutes=5, targets=[ALICE])]
    policy = EscalationPolicy(name="P", rules=rules)
    for markup in (
        Report((finding,) * count)._repr_html_(),
        Pages([Page(at=SINCE, user=ALICE)] * count)._repr_html_(),
        OnCalls([OnCall(escalation_policy=policy, level=1, user=ALICE)] * count)._repr_html_(),
    ):
        shown = rows(markup)
        assert len(shown) == min(count, 50) + (2 if count > 50 else 1)
        assert count == 50 or shown[-1] == [f"and {count - 50} more"]


def test_long_escalations_are_cut() -> None:
    """Ten passes of six levels are sixty events, and one that ends them."""
    rules = [EscalationRule(escalation_delay_in_minutes=5, targets=[User(f"user {each}")]) for each in range(6)]
    shown = rows(EscalationPolicy(name="P", rules=rules, num_loops=9).explain(SINCE)._repr_html_())
    assert (len(shown), shown[-1]) == (52, ["and 11 more"])


def test_long_explanations_are_cut() -> None:
    """Of sixty layers that somebody has a turn in, fifty lines and how many more there are."""
    layers = [attrs.evolve(office_hours(ALICE).layers[0], name=f"layer {each}") for each in range(60)]
    shown = rows(attrs.evolve(office_hours(ALICE), layers=layers).explain(SINCE)._repr_html_())
    assert len(shown) == 51
    assert shown[-1][0].startswith("and ")


def test_hostile_names_stay_texts() -> None:
    """Whatever people, schedules and policies are called, there is a table and no other element."""
    found = hostile()
    policy = found.escalation_policies[HOSTILE[0]]
    schedule = found.schedules[HOSTILE[0]]
    report = check(Configuration(schedules=[schedule], escalation_policies=[policy]), since=SINCE)
    for shown in (policy.pages(SINCE), policy.on_call(SINCE), policy.explain(SINCE), schedule.explain(SINCE), report):
        markup = shown._repr_html_()
        markup.encode("utf-8")
        tags = {each.tag for each in parsed(markup).each()}
        assert tags <= {"div", "table", "caption", "thead", "tbody", "tr", "th", "td", "p", "bdi", "code"}
        assert visible(HOSTILE[0]) in parsed(markup).text


def test_a_sentence_is_read_from_left_to_right() -> None:
    """Whoever it begins with: the name is on its own, and not the sentence with it."""
    dana = User("dana", name="\u05d3\u05e0\u05d4")
    schedule = office_hours(dana)
    policy = EscalationPolicy(name="P", rules=[EscalationRule(escalation_delay_in_minutes=5, targets=[schedule])])
    finding = Finding(
        code="OC1", name="n", severity=Severity.INFO, subject="s", message=f"{dana}: 2 of 3", fix=f"ask {dana} 2 times"
    )
    for found in (schedule.explain(SINCE), policy.explain(SINCE), Report((finding,))):
        markup = found._repr_html_()
        assert markup.startswith('<div dir="ltr"')
        isolated = re.findall("<bdi>(.*?)</bdi>", markup)
        assert [each for each in isolated if "\u05d3" in each] == [dana.name] * markup.count(dana.name) != []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("\u05d3\u05e0\u05d4", "\u05d3\u05e0\u05d4"),
        ("\u0639\u0645\u0631", "\u0639\u0645\u0631"),
        ("Bob\x1b[31m", "Bob\\x1b[31m"),
        ("\u202ebob", "\\u202ebob"),
        ("a & <b>", "a & <b>"),
    ],
)
def test_a_name_stands_on_its_own(name: str, shown: str) -> None:
    """Of whatever letters: as it is in an element of its own, without signs of direction beside it or as escapes."""
    (layer,) = office_hours(User("user", name=name)).layers
    schedule = Schedule(name=name, time_zone="Etc/UTC", layers=[attrs.evolve(layer, name=name)])
    policy = EscalationPolicy(name=name, rules=[EscalationRule(escalation_delay_in_minutes=5, targets=[schedule])])
    timeline = schedule.shifts("2025-03-10T00:00:00Z", "2025-03-17T00:00:00Z")
    asked = fairness(schedule, "2025-03-10T00:00:00Z", "2025-03-17T00:00:00Z")
    for value in (schedule, timeline, asked, policy.pages(SINCE), policy.on_call(SINCE)):
        markup = value._repr_html_() or ""
        html = re.sub(r"<svg.*?</svg>", "", markup, flags=re.DOTALL)
        assert not {each for each in html if unicodedata.category(each) == "Cf"}
        assert "\\u200e" not in markup
        found = [each.text for each in parsed(html).each("bdi")]
        assert shown in found
        assert {*found} == {shown}
    for asked_of_policy in (policy.on_call(SINCE), policy.explain(SINCE)):
        (caption,) = parsed(asked_of_policy._repr_html_()).each("caption")
        assert [each.text for each in caption.each("bdi")] == [shown]


def test_a_schedule_without_anybody() -> None:
    """Nobody is on call, and why."""
    shown = rows(Schedule(name="Empty", time_zone="Etc/UTC", layers=[]).explain(SINCE)._repr_html_())
    assert ["on call", "nobody: there is no layer"] in shown
    shown = rows(office_hours(ALICE).explain("2025-03-12T03:00:00Z")._repr_html_())
    assert ["on call", "nobody: Office is restricted"] in shown
