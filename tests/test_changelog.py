"""Facts about CHANGELOG.md: it has the form of Keep a Changelog, and a place for what comes next."""

from __future__ import annotations

import re
from pathlib import Path

import oncall

CHANGELOG = Path(__file__).parent.parent / "CHANGELOG.md"
KINDS = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]  # in the order of keepachangelog.com/1.1.0
RELEASE = re.compile(r"\[?(\d+\.\d+\.\d+)\]? - \d{4}-\d{2}-\d{2}")


def sections(text: str, mark: str) -> list[tuple[str, str]]:
    """The headings of one rank with what stands beneath each."""
    parts = re.split(rf"^{mark} (.+)$", text, flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2], strict=True))


RELEASES = sections(CHANGELOG.read_text(encoding="utf-8"), "##")


def test_what_is_not_released_comes_first() -> None:
    """`Unreleased` is the first section, and the others are versions with the day on which each came out."""
    first, *others = [re.sub(r"[\[\]]", "", heading) for heading, _ in RELEASES]
    assert first == "Unreleased"
    assert [heading for heading in others if not RELEASE.fullmatch(heading)] == []


def test_a_release_tells_what_kind_of_change_each_is() -> None:
    """Its headings are those of Keep a Changelog, each once and in their order, and none is empty."""
    for release, text in RELEASES:
        kinds = [kind for kind, _ in sections(text, "###")]
        assert kinds == [kind for kind in KINDS if kind in kinds], release
        assert kinds, release
        assert all(lines.strip().startswith("- ") for _, lines in sections(text, "###")), release


def test_every_line_is_an_entry_or_goes_on_with_one() -> None:
    """An entry begins with a hyphen, and its next lines are set in; nothing is said twice."""
    entries = [line for _, text in RELEASES for line in text.splitlines() if line and not line.startswith("###")]
    assert [line for line in entries if not line.startswith(("- ", "  "))] == []
    beginnings = [line for line in entries if line.startswith("- ")]
    assert len(set(beginnings)) == len(beginnings)


def test_a_version_is_released_or_to_come() -> None:
    """The newest release is not newer than the version that the library says it is."""
    released = [match[1] for heading, _ in RELEASES if (match := RELEASE.fullmatch(heading))]
    newest = released[0] if released else "0.0.0"
    assert [int(part) for part in newest.split(".")] <= [int(part) for part in oncall.__version__.split(".")[:3]]
