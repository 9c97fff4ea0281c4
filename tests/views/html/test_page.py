"""The page of a report, read by a parser."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from itertools import pairwise

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import Configuration, EscalationPolicy, EscalationRule, Layer, Report, Schedule, User, fairness
from oncall.chronology.characters import visible
from oncall.errors import Location
from oncall.views.answers import Escalation, Outlook, Overview, Rota
from oncall.views.html import report_page
from oncall.views.text import Canvas, overview_text
from oncall.views.watch import watch
from tests.views.html.markup import Node, parsed
from tests.views.html.overviews import HOSTILE, MANAGER, SINCE, UNTIL, article, everything, hostile, overview

CONFIGURATIONS = {"article": article, "everything": everything, "hostile": hostile, "nothing": Configuration}


@cache
def page(name: str) -> str:
    """The page of one of the configurations."""
    path = HOSTILE[0] if name == "hostile" else "infra"
    return report_page(overview(CONFIGURATIONS[name](), path, calendars=["out/gaps.ics"]))


@cache
def document(name: str) -> Node:
    """The same, parsed."""
    return parsed(page(name))


def headings(name: str) -> list[tuple[int, str]]:
    """The level and the text of each heading."""
    return [(int(each.tag[1]), each.text) for each in document(name).each("h1", "h2", "h3", "h4")]


every_page = pytest.mark.parametrize("name", CONFIGURATIONS)


@every_page
def test_headings_skip_no_level(name: str) -> None:
    """There is one title, and each heading is at most one level below the one before."""
    levels = [level for level, _ in headings(name)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


@every_page
def test_every_link_leads_somewhere_on_the_page(name: str) -> None:
    """No two elements share an id, and each link and each label names one that is there."""
    ids = [each.attributes["id"] for each in document(name).each() if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    links = [each.attributes["href"] for each in document(name).each("a")]
    assert links
    assert {link.partition("#")[2] for link in links} <= set(ids)
    assert all(link.startswith("#") for link in links)
    labels = [each.attributes.get("aria-labelledby", "").split() for each in document(name).each()]
    assert {label for each in labels for label in each} <= set(ids)


@every_page
def test_every_picture_has_a_name(name: str) -> None:
    """Or is hidden from those who would ask for it, as the dots before names are."""
    drawn = list(document(name).each("svg", "img"))
    assert all(each.attributes.get("aria-hidden") == "true" or named(each) for each in drawn)
    assert name == "nothing" or any(map(named, drawn))


def named(picture: Node) -> bool:
    """Whether a picture begins with the title that it is labelled by."""
    title = next(picture.each("title"), None)
    return (
        picture.attributes.get("role") == "img"
        and title is not None
        and title.attributes["id"] in picture.attributes["aria-labelledby"].split()
        and bool(title.text.strip())
    )


@every_page
def test_nothing_is_loaded_from_elsewhere(name: str) -> None:
    """No element has a source, no rule imports or refers to anything but a pattern of the page; there is no script."""
    tags = {each.tag for each in document(name).each()}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "base", "form", "use", "image"}
    attributes = {key for each in document(name).each() for key in each.attributes}
    assert not {key for key in attributes if key.startswith("on")} | attributes & {"src", "srcset", "style", "action"}
    values = [value for each in document(name).each() for key, value in each.attributes.items() if key != "aria-label"]
    assert all(found == "#" for value in values for found in re.findall(r"url\((.)", value))
    (rules,) = (each.text for each in document(name).each("style"))
    assert "@import" not in rules
    assert "url(" not in rules


@every_page
def test_the_policy_allows_the_pages_own_rules_alone(name: str) -> None:
    """Even if a name could become markup, a browser would load and run nothing."""
    (policy,) = (
        each.attributes["content"]
        for each in document(name).each("meta")
        if each.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    (rules,) = (each.text for each in document(name).each("style"))
    fingerprint = b64encode(sha256(rules.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{fingerprint}'; base-uri 'none'; form-action 'none'"


def test_hostile_names_stay_texts() -> None:
    """The page with them has no elements but those that other pages have, and each name can be read on it."""
    allowed = {each.tag for each in parsed(page("everything")).each()}
    assert {each.tag for each in document("hostile").each()} <= allowed
    texts = [each.text for each in document("hostile").each("bdi")]
    for name in HOSTILE:
        assert texts.count(visible(name)) > 10
    page("hostile").encode("utf-8")


def test_a_right_to_left_name_does_not_turn_its_surroundings() -> None:
    """Outside of pictures, wherever it is said, its letters stand in an element of their own."""
    name = "\u05d3\u05e0\u05d4"
    (body,) = document("hostile").each("body")
    assert name in body.text
    for each in body.each():
        if each.tag not in {"bdi", "text", "title", "desc", "tspan"}:
            assert not any(name in child for child in each.children if isinstance(child, str)), each.tag


@every_page
def test_the_same_picture_has_the_same_bytes(name: str) -> None:
    """Made again from values that were made again, nothing differs."""
    path = HOSTILE[0] if name == "hostile" else "infra"
    assert report_page(overview(CONFIGURATIONS[name](), path, calendars=["out/gaps.ics"])) == page(name)


def test_the_sections_in_order() -> None:
    """As in the text, and those that have nothing to say are left out."""
    assert [text for level, text in headings("everything") if level == 2] == [
        "On call at Wed 2025-03-12 11:00 -04:00",
        "Schedules",
        "An incident that nobody answers",
        "Findings (5 errors, 5 warnings, 6 info, 1 ignored)",
        "Ignored by comments",
        "Proved",
        "Hours",
        "Warnings about the files",
        "Calendars (1 file)",
    ]
    assert [text for level, text in headings("nothing") if level == 2] == [
        "On call",
        "Findings (none)",
        "Proved",
        "Calendars (1 file)",
    ]


def test_the_contents_list_what_is_on_the_page() -> None:
    """Every section, and below two of them each schedule and each policy."""
    (nav,) = document("everything").each("nav")
    listed = [each.text for each in nav.each("a")]
    assert [text for text in listed if text in {"Checkout", "Office hours", "Search", "Evenings"}] == [
        "Checkout",
        "Office hours",
        "Search",
        "Evenings",
    ]
    assert {text for level, text in headings("everything") if level == 2} <= set(listed)


def test_the_page_says_what_the_text_says() -> None:
    """Who is on call, the gaps, the end of the ladder, every finding, how to mend it, and every proof's evidence."""
    text = " ".join(overview_text(overview(everything()), Canvas(width=10_000)).split())
    body = " ".join(next(document("everything").each("main")).text.split())
    report = overview(everything()).report
    said = [
        *(finding.message for finding in report.findings),
        *(finding.fix for finding in report.findings),
        *(f"{proof.code}{proof.statement}" for proof in report.proofs if proof.holds and proof.until is None),
        "Nobody is on call for 2 weeks 4 days, in 28 gaps, the first from Wed 2025-03-12 17:00.",
        "After +50 min (11:50) nobody else is paged; the incident stays with Alice.",
        "Nobody is paged: no rule reaches anybody, so the incident would never be opened.",
        "Bob, until Fri 2025-03-14 00:00 -04:00 (in 1 day 13 hours)",
    ]
    for each in said:
        assert " ".join(each.replace("`", "").split()) in body  # what stands in backticks is code
        assert each.startswith("OC") or " ".join(each.split()) in text


def test_the_instant_is_said_at_the_top() -> None:
    """With the zone; of a local time that is another instant in each zone, that it is by each clock."""
    (header,) = document("article").each("header")
    assert (
        "Of infra, as of Wed 2025-03-12 11:00 -04:00 (America/New_York). 1 schedule, 1 escalation policy."
        in " ".join(header.text.split())
    )
    only = EscalationPolicy(name="P", rules=[EscalationRule(escalation_delay_in_minutes=5, targets=[MANAGER])])
    alone = parsed(report_page(overview(Configuration(escalation_policies=[only]))))
    assert "as of Wed 2025-03-12 15:00 +00:00 (Etc/UTC)" in next(alone.each("header")).text
    assert "There is no schedule." in alone.text


def test_many_schedules_are_listed_when_that_is_asked_for() -> None:
    """From thirteen on, the contents keep them behind a line that says how many there are."""
    people = [User("alice"), User("bob")]
    rules = [EscalationRule(escalation_delay_in_minutes=5, targets=people)]
    for count, folded in ((12, []), (13, ["all 13"])):
        policies = [EscalationPolicy(name=f"P{number}", rules=rules) for number in range(count)]
        (nav,) = parsed(report_page(overview(Configuration(escalation_policies=policies)))).each("nav")
        assert [each.text for each in nav.each("summary")] == folded


@given(name=st.text(min_size=1).filter(str.strip) | st.sampled_from(HOSTILE))
def test_no_name_becomes_markup(name: str) -> None:
    """Whatever a person, a layer, a schedule, a policy and a file are called, it is text, and nothing else is there."""
    layer = Layer(
        name=name,
        start=SINCE,
        rotation_virtual_start=SINCE,
        rotation_turn_length_seconds=604_800,
        users=[User("1", name=name), User("2")],
        where=Location(name, 1),
    )
    schedule = Schedule(name=name, time_zone="Etc/UTC", layers=[layer], description=name)
    rules = [EscalationRule(escalation_delay_in_minutes=5, targets=[schedule])]
    whole = Overview(
        path=name,
        outlooks=[
            Outlook(
                watch=watch(schedule, SINCE),
                rota=Rota.of(schedule, SINCE, UNTIL),
                fairness=fairness(schedule, SINCE, UNTIL),
            )
        ],
        escalations=[Escalation(policy=EscalationPolicy(name=name, rules=rules), triggered_at=SINCE)],
        report=Report(),
    )
    markup = report_page(whole)
    markup.encode("utf-8")
    read = parsed(markup)
    assert {each.tag for each in read.each()} <= {each.tag for each in document("everything").each()}
    assert visible(name) in [each.text for each in read.each("h3")]


def test_pictures_that_are_alike_have_ids_of_their_own() -> None:
    """Two schedules with one name, one layer and the same hours."""
    layer = everything().schedules[next(iter(everything().schedules))].layers[0]
    twins = [
        Schedule(id=id_, name="Twin", time_zone="America/New_York", layers=[attrs.evolve(layer, end=None)])
        for id_ in ("one", "other")
    ]
    found = parsed(report_page(overview(Configuration(schedules=twins))))
    ids = [each.attributes["id"] for each in found.each() if "id" in each.attributes]
    assert len([each for each in ids if each.startswith("oc") and each.endswith("-t")]) >= 4
    assert len(ids) == len(set(ids))
