"""What a change does to people, as a comment on a pull request."""

from __future__ import annotations

import re
from functools import lru_cache

from hypothesis import given
from hypothesis import strategies as st

from oncall import Configuration, User
from oncall.views.diffs import Code, Paragraph, Part, Section, diff_markdown
from oncall.views.diffs.markdown import LONGEST
from tests.views.diffs.changes import ALICE, BOB, CAROL, changed, hostile, joined, weekly
from tests.views.diffs.github import LINKED, parser, texts

NAMES = st.text(st.characters() | st.sampled_from("@#:/$`*_[]<>|\\ \n"), min_size=1, max_size=20).filter(str.strip)
OUR_HTML = re.compile(r"\s*(</?details>|<summary>[\w ,()]+</summary>|</?sub>|</?span>|\s)*\s*")


def test_somebody_joins() -> None:
    """The verdict first, then a small table; all the rest is folded."""
    assert diff_markdown(joined()).splitlines()[:21] == [
        "### What this change does to people",
        "",
        "**3 people are affected in the next 4 weeks; Carol gains 1 weekend; nobody's shift within 14 days changes.**",
        "",
        "At the moment of applying, Mon 2025-01-06 09:00 +00:00, Alice is on call, and stays.",
        "",
        (
            "<sub>Looked at: Mon 2025-01-06 09:00 to Mon 2025-02-03 09:00 (Etc/UTC). "
            "Takes effect: Mon 2025-01-06 09:00 +00:00.</sub>"
        ),
        "",
        "#### People",
        "",
        "| who | hours | shifts | nights | weekends |",
        "| --- | ---: | ---: | ---: | ---: |",
        "| Alice | +168 -168 | +1 -1 | +7 -7 | +1 -1 |",
        "| Carol | +168 | +1 | +7 | +1 |",
        "| Bob | -168 | -1 | -7 | -1 |",
        "",
        "<sub>+ is gained, - is lost; a night is from 22:00 to 07:00, where the person lives.</sub>",
        "",
        "<details>",
        "<summary>Reassignments (2)</summary>",
        "",
    ]


def test_nothing_changes() -> None:
    """One sentence, and what was looked at."""
    lines = diff_markdown(changed(weekly(ALICE, BOB), weekly(ALICE, BOB))).splitlines()
    assert len(lines) == 5
    assert lines[2].startswith("**Nothing changes for anybody: proved for all time (")
    text = diff_markdown(changed(weekly(ALICE, BOB), weekly(ALICE, BOB)), left_out=2)
    assert text.splitlines()[2].startswith("**In what could be compared, nothing changes")


def test_tables_and_folds_are_what_github_makes_of_them() -> None:
    """A table for people, one for what changes hands and one for next shifts, of three, two and three lines."""
    tokens = parser().parse(diff_markdown(joined()))
    kinds = [token.type for token in tokens]
    assert kinds.count("table_open") == 3
    assert kinds.count("tr_open") == 3 + 3 + 2 + 3
    assert kinds.count("fence") == 1
    html = "".join(token.content for token in tokens if token.type == "html_block")
    assert (html.count("<details>"), html.count("</details>")) == (2, 2)


def test_names_that_mean_harm_are_texts() -> None:
    """No link, no mention, no image, no HTML but ours, and no cell more than a table has columns."""
    tokens = parser().parse(diff_markdown(hostile()))
    assert {token.type for token in tokens if token.type.startswith("html")} == {"html_block"}
    children = [child for token in tokens for child in token.children or ()]
    assert not {child.type for child in children} & {"link_open", "image", "code_inline", "s_open", "em_open"}
    for each in (*tokens, *children):
        if each.type.startswith("html"):
            assert OUR_HTML.fullmatch(each.content), each.content
    assert not any(LINKED.search(text) for text in texts(tokens))
    details = "".join(token.content for token in tokens if token.type == "html_block")
    assert details.count("<details>") == details.count("</details>") == 5


@given(NAMES)
def test_a_name_changes_nothing_around_it(name: str) -> None:
    """With any name the blocks are those that they are with a harmless one."""
    assert _blocks(name) == _blocks("x")


@lru_cache(maxsize=2)
def _blocks(name: str) -> list[str]:
    diff = changed(weekly(ALICE, BOB), weekly(User("user", name=name), BOB), until="2025-01-13T09:00:00Z")
    return [token.type for token in parser().parse(diff_markdown(diff))]


def test_a_comment_is_as_long_as_github_takes() -> None:
    """Forty schedules with as many people of long names: sections are cut, say so, and are folded as they should be."""
    people = [User(f"user-{number}", name=f"@{number} " + "*_|" * 60) for number in range(40)]
    before, after = (
        Configuration(
            schedules=[
                weekly(*people[turn:], *people[:turn], name=f"s{turn} {'<' * 99}", id_=f"s{turn}") for turn in turns
            ]
        )
        for turns in (range(40), range(1, 41))
    )
    text = diff_markdown(changed(before, after, until="2025-12-29T09:00:00Z"))
    assert LONGEST * 0.9 < len(text) <= LONGEST
    cuts = re.findall(
        r"^<sub>Cut: (\d+) more lines, for which a comment on GitHub has no room\.</sub>$", text, flags=re.MULTILINE
    )
    assert cuts
    tokens = parser().parse(text)
    html = "".join(token.content for token in tokens if token.type == "html_block")
    assert html.count("<details>") == html.count("</details>") > 0
    assert not any(LINKED.search(each) for each in texts(tokens))


def test_a_comment_says_what_all_views_say() -> None:
    """The sentences of the verdict are those of the text, with an arrow for the arrow."""
    found = changed(weekly(ALICE, BOB), weekly(CAROL, BOB))
    assert "the first from Mon 2025-01-06 09:00 on (Alice \N{RIGHTWARDS ARROW} Carol)" not in diff_markdown(joined())
    assert "from Mon 2025-01-06 09:00 on (Alice \N{RIGHTWARDS ARROW} Carol)" in diff_markdown(found)


def test_a_caller_may_add_a_section() -> None:
    """One that is not folded, with lines to copy."""
    section = Section(
        anchor="suggestion",
        title="To keep the next shifts",
        parts=(Part((Paragraph(("Paste this:",)), Code("users = []\n\n\nturn = 1", "hcl"))),),
        folded=False,
    )
    text = diff_markdown(joined(), more=[section])
    assert "\n\n#### To keep the next shifts\n\nPaste this:\n\n```hcl\nusers = []\n\nturn = 1\n```\n\n<details>" in text


def test_a_long_table_says_how_many_more() -> None:
    """Of ten years 348 stretches change hands (see test_text), and 100 are listed."""
    assert "\n\n<sub>and 248 more</sub>\n\n" in diff_markdown(joined(until="2035-01-06T09:00:00Z"))


def test_the_same_diff_gives_the_same_text() -> None:
    """Nothing but the diff decides, and what a name holds that cannot be encoded is an escape."""
    assert diff_markdown(joined()) == diff_markdown(joined())
    text = diff_markdown(hostile())
    assert text.encode("utf-8").decode("utf-8") == text


def test_a_verdict_of_the_longest_names_fits_by_itself() -> None:
    """Each sign of such a name takes fourteen characters, and each name is cut after 120 signs."""
    people = [User(f"user-{number}", name="$" * 500) for number in range(8)]
    before, after = (
        Configuration(schedules=[weekly(*users, name="$" * 500, id_=f"s{number}") for number in range(9)])
        for users in (people[:4], people[4:])
    )
    text = diff_markdown(changed(before, after, holidays=["2025-01-20"]))
    assert len(text) <= LONGEST
    assert text.count("<details>") == text.count("</details>") == 2
