"""Settings files: what they say, and everything that is wrong with them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import ResponseTimes, Settings
from oncall.analysis.nights import Night
from oncall.errors import Problem, SourceError
from oncall.formats import settings
from oncall.formats.settings import load, loads, nearest

if TYPE_CHECKING:
    from pathlib import Path

NAMES = [field.name for field in attrs.fields(Settings)]

_values = st.recursive(
    st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.sampled_from(["OC101", "SEV-1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=4,
)

_names = st.text(min_size=1)
_days = st.lists(st.dates() | st.sampled_from(["DE", "us-ca"]), max_size=3)


def problems(text: str, path: str = ".oncall.toml") -> list[str]:
    """What is said about a text that is refused, each without the line that it points at."""
    with pytest.raises(SourceError) as caught:
        loads(text, path)
    return [str(problem).partition("\n")[0] for problem in caught.value.problems]


def refused(text: str) -> tuple[Problem, ...]:
    """What is wrong with a text; nothing if it is settings."""
    try:
        loads(text)
    except SourceError as error:
        return error.problems
    return ()


def test_nothing_said_is_everything_by_default() -> None:
    """An empty file is a file of settings; so is an empty table."""
    assert loads("") == loads("[tool.oncall]") == loads("# nothing\n", "a/.oncall.toml") == Settings()


def test_every_kind_of_value() -> None:
    """Numbers, shares, pairs as lists, response times as a table, choices as lists or as one text."""
    text = """
    longest_days = 7
    weekend_share = 1.5
    holiday_days = 2
    working_hours = [9, 17]
    delay_minutes = [1, 60]
    night = [23, 6]
    weights = {alice = 0.5}
    holidays = {bob = ["DE", 2025-12-24]}
    response_times = {"SEV-1" = 10, "SEV-4" = "next business day"}
    select = ["OC1", "two-week"]
    ignore = "OC102"
    """
    assert loads(text) == Settings(
        longest_days=7,
        weekend_share=1.5,
        holiday_days=2,
        working_hours=(9, 17),
        delay_minutes=(1, 60),
        night=Night((23, 6)),
        weights={"alice": 0.5},
        holidays={"bob": ["DE", "2025-12-24"]},
        response_times=ResponseTimes({"SEV-1": 10, "SEV-4": "next business day"}),
        select=["OC1", "two-week"],
        ignore=["OC102"],
    )


@pytest.mark.parametrize(
    "text",
    [
        "[tool.oncall]\nlongest_days = 7\n[tool.oncall.response_times]\nP1 = 5\n",
        "[tool]\noncall = {longest_days = 7, response_times = {P1 = 5}}\n",
        "[project]\nname = 'x'\n[tool.ruff]\nline-length = 1\n[tool.oncall]\nresponse_times.P1 = 5\nlongest_days = 7\n",
        "tool.oncall.longest_days = 7\r\ntool.oncall.response_times.P1 = 5\r\n",
    ],
)
def test_a_pyproject_has_them_in_its_table(text: str) -> None:
    """However TOML lets one write the table; what belongs to others is not looked at."""
    assert loads(text, "pyproject.toml") == Settings(longest_days=7, response_times=ResponseTimes({"P1": 5}))


def test_everything_that_is_wrong_is_told_at_once() -> None:
    """Each with its line: a slip of the pen, a limit, a kind, a pair out of order, a check that there is not."""
    text = """\
peple = 3
people = -1
longest_days = "a fortnight"
working_hours = [18, 8]
weekend_share = nan
ignore = [
  "OC101",
  "ZZ1",
  'couerage-gap']

[response_times]
SEV-1 = 0
"""
    assert problems(text) == [
        ".oncall.toml:1:1: there is no setting 'peple'; did you mean 'people'?",
        ".oncall.toml:2:1: people must be a whole number of at least 0, got -1",
        '.oncall.toml:3:1: longest_days must be a whole number of at least 0, got "a fortnight"',
        ".oncall.toml:4:1: working_hours must be two hours of the day in order, such as [8, 18], got [18, 8]",
        ".oncall.toml:5:1: weekend_share must be a number of at least 1, such as 1.25, got nan",
        (
            ".oncall.toml:8:3: ignore: no check is called 'ZZ1'; there are two-person, two-week, interrupt-frequency, "
            "coverage-gap, schedule-ends, seam and 40 more"
        ),
        ".oncall.toml:9:3: ignore: no check is called 'couerage-gap'; near: coverage-gap",
        ".oncall.toml:11:2: response_times: minutes must be a whole number of at least 1, got 0",
    ]


def test_a_place_is_that_below_the_table() -> None:
    """A key of the same name in another table is not meant."""
    text = "[other]\npeople = 1\n[tool.oncall]\npeople = 'two'\n"
    assert problems(text, "pyproject.toml") == [
        'pyproject.toml:4:1: people must be a whole number of at least 0, got "two"'
    ]


@pytest.mark.parametrize("value", ["true", "[true, 7]", "{a = false}"])
@pytest.mark.parametrize("key", ["people", "night", "response_times", "weekend_share", "working_hours"])
def test_true_is_no_number(key: str, value: str) -> None:
    """Python would take it for 1."""
    assert len(problems(f"{key} = {value}")) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("people = true", "people must be a whole number of at least 0, got true"),
        ("night = [22, 25]", "night must be two different full hours from 0 to 23, such as [22, 7], got [22, 25]"),
        ("night = true", "night must be a list of whole numbers, got true"),
        (
            "delay_minutes = [9, true]",
            "delay_minutes must be the least and the most minutes, such as [5, 30], got [9, true]",
        ),
        ("weights = 07:00:00", "weights must be a number for each of some people, such as {alice = 0.5}, got 07:00:00"),
        ("longest_days = {a = [1]}", 'longest_days must be a whole number of at least 0, got {"a" = [1]}'),
        (
            "response_times = {SEV-1 = true}",
            'response_times: "SEV-1" must be a number of minutes or "next business day", got true',
        ),
    ],
)
def test_what_is_said_is_in_the_words_of_toml(text: str, said: str) -> None:
    """Lists, tables, texts and truth values as the file has them, not as Python does."""
    assert problems(text) == [f".oncall.toml:1:1: {said}"]


def test_a_choice_is_taken_in_any_case() -> None:
    """Codes, beginnings of codes and names, in small letters and capitals; what is alike is told all the same."""
    chosen = loads('select = ["oc306", "Oc1", "LAYER-HIDDEN"]')
    assert chosen.chooses("OC306", "team-size")
    assert chosen.chooses("OC101", "coverage-gap")
    assert chosen.chooses("OC201", "layer-hidden")
    assert problems('select = ["Layer-Hiden"]') == [
        ".oncall.toml:1:11: select: no check is called 'Layer-Hiden'; near: layer-hidden"
    ]


@pytest.mark.parametrize("key", [name for name in NAMES if name not in {"select", "ignore"}])
def test_every_setting_refuses_a_text(key: str) -> None:
    """No setting but the choices is a text."""
    assert len(problems(f'{key} = "x"')) == 1


@pytest.mark.parametrize("value", ["3", "[3]", "[['OC101']]", "{a = 'OC101'}", "2025-01-01"])
def test_a_choice_is_a_list_of_texts(value: str) -> None:
    """Anything else chooses nothing."""
    (said,) = problems(f"select = {value}")
    assert said.startswith('.oncall.toml:1:1: select must be a list of checks, such as ["OC201", "layer-hidden"], got ')


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("people =", ".oncall.toml:1:9: the file is not TOML: invalid value"),
        ("people = 1\npeople = 2", ".oncall.toml:2:11: the file is not TOML: cannot overwrite a value"),
        ("[tool", ".oncall.toml:1:6: the file is not TOML: expected ']' at the end of a table declaration"),
        (f"people = {'[' * 100_000}", ".oncall.toml: the file is not read: its brackets are nested too deeply"),
        (f"people = {'9' * 5000}", ".oncall.toml: the file is not TOML: a number in it has thousands of digits"),
        ("people = 2\0", ".oncall.toml:1:11: the file is binary, not text: it holds a NUL byte"),
        ("tool = 3", ".oncall.toml:1:1: [tool.oncall] must be a table, got 3"),
        ("[tool]\noncall = 3", ".oncall.toml:2:1: [tool.oncall] must be a table, got 3"),
        ("[tool.ruff]", ".oncall.toml: there is no table [tool.oncall] in it"),
        (
            "people = 2\n[tool.oncall]",
            ".oncall.toml:1:1: 'people' stands outside of the table [tool.oncall]",
        ),
    ],
    ids=range(10),
)
def test_what_is_no_settings_file(text: str, said: str) -> None:
    """It is refused as a whole, with the place where reading ended."""
    assert problems(text) == [said]


def test_a_pyproject_that_is_named_has_to_have_the_table() -> None:
    """Whoever names it expects settings in it."""
    assert problems("[project]\nname = 'x'\n", "a/pyproject.toml") == [
        "a/pyproject.toml: there is no table [tool.oncall] in it"
    ]


def test_a_file_is_read(tmp_path: Path) -> None:
    """Any name will do; a byte order mark is passed over."""
    (tmp_path / "strict.toml").write_bytes(b"\xef\xbb\xbfpeople = 3\n")
    assert load(tmp_path / "strict.toml") == load(str(tmp_path / "strict.toml")) == Settings(people=3)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "there is no such file or folder"),
        (b"people = 3 # \xff", "is not UTF-8 text"),
        ("people = 3".encode("utf-16"), "UTF-16"),
    ],
)
def test_a_file_that_cannot_be_read(content: bytes | None, said: str, tmp_path: Path) -> None:
    """It is told by its path."""
    if content is not None:
        (tmp_path / ".oncall.toml").write_bytes(content)
    with pytest.raises(SourceError, match=said) as caught:
        load(tmp_path / ".oncall.toml")
    assert caught.value.problems[0].path == str(tmp_path / ".oncall.toml")


def test_a_folder_is_no_settings_file(tmp_path: Path) -> None:
    """What is wanted is a file in it."""
    with pytest.raises(SourceError, match="it is a folder; name the file of settings in it"):
        load(tmp_path)


def test_the_nearest_file_holds(tmp_path: Path) -> None:
    """Of a folder, then of those above it; in one folder the file of ours wins."""
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    top, middle, own = tmp_path / "pyproject.toml", tmp_path / "a" / "pyproject.toml", tmp_path / "a" / ".oncall.toml"
    top.write_text("[tool.oncall]\n")
    assert nearest(deep) == top
    middle.write_text("[tool.oncall]\n")
    assert nearest(deep) == nearest(str(deep)) == middle
    own.write_text("")
    assert nearest(deep) == own
    assert nearest(deep / ".." / "..") == top


def test_the_nearest_file_of_several_places(tmp_path: Path) -> None:
    """Of a file that of its folder; where the first place leads to none, the next one is looked at."""
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    (first / "main.tf").write_text("")
    (second / ".oncall.toml").write_text("")
    assert nearest(first / "main.tf", second) == nearest(second, first) == second / ".oncall.toml"
    (first / ".oncall.toml").write_text("")
    assert nearest(first / "main.tf", second) == first / ".oncall.toml"


@pytest.mark.parametrize(
    ("content", "is_ours"),
    [
        ("[project]\nname = 'oncall'\n", False),
        ("[tool.ruff]\n", False),
        ("tool = 3\n", False),
        ("[tool.oncall]\n", True),
        ("[tool]\noncall = 3\n", True),
        ("[tool.oncall\n", True),
        ("[tool.ruff\n", False),
    ],
)
def test_a_pyproject_without_our_table_is_passed_over(content: str, is_ours: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """A broken one is not, if it may be about us: whoever loads it is told what is wrong with it."""
    (tmp_path / ".oncall.toml").write_text("")
    folder = tmp_path / "a"
    folder.mkdir()
    (folder / "pyproject.toml").write_text(content)
    assert nearest(folder) == (folder / "pyproject.toml" if is_ours else tmp_path / ".oncall.toml")


def test_a_folder_with_the_name_of_a_file_is_passed_over(tmp_path: Path) -> None:
    """Neither name is a file's then."""
    (tmp_path / ".oncall.toml").write_text("")
    for name in (".oncall.toml", "pyproject.toml"):
        (tmp_path / "a" / name).mkdir(parents=True)
    assert nearest(tmp_path / "a") == tmp_path / ".oncall.toml"


def test_what_is_written_is_all_of_it() -> None:
    """A key for every setting that has a value, in the order of `Settings`."""
    keys = [line.partition(" = ")[0] for line in settings.dumps(Settings(consecutive_hours=72)).splitlines()]
    assert keys == [name for name in NAMES if settings.plain(Settings(consecutive_hours=72))[name] is not None]
    assert "consecutive_hours" not in settings.dumps(Settings())


@given(
    st.builds(
        Settings,
        people=st.integers(0),
        weekend_share=st.floats(1, 1e300),
        holiday_days=st.integers(0) | st.floats(0, 1e9),
        consecutive_hours=st.none() | st.integers(1),
        working_hours=st.sampled_from([(0, 1), [8, 18], (0, 24)]),
        night=st.permutations(range(24)).map(lambda hours: hours[:2]),
        response_times=st.dictionaries(
            st.text(min_size=1).filter(str.strip), st.integers(1, 10**6) | st.just("next business day"), max_size=3
        ).map(ResponseTimes),
        weights=st.dictionaries(_names, st.just(0) | st.floats(0.001, 9), max_size=3),
        holidays=st.none() | _days | st.dictionaries(_names, _days, max_size=3),
        select=st.lists(st.sampled_from(["OC", "OC1", "two-week"]), max_size=2),
    )
)
def test_what_is_written_is_read_back(value: Settings) -> None:
    """`loads(dumps(x)) == x`, in a `.oncall.toml` and below the table of a `pyproject.toml`."""
    text = settings.dumps(value)
    assert loads(text) == loads(f"[tool.oncall]\n{text}", "pyproject.toml") == value


@given(st.sampled_from(NAMES), _values)
def test_no_value_is_a_traceback(key: str, value: Any) -> None:
    """Whatever TOML can say for a key is taken, or refused with a sentence that names the key."""
    said = refused(f"{key} = {settings.written(value)}")
    assert all(key in problem.message or "not TOML" in problem.message for problem in said)


@given(st.text())
def test_no_text_is_a_traceback(text: str) -> None:
    """Any text is settings, or refused with words."""
    assert all(problem.path == "<text>" for problem in refused(text))


def test_a_country_that_nobody_knows_is_refused_in_its_place() -> None:
    """Each of them, where it stands, and whosever holidays they are."""
    pytest.importorskip("holidays")
    assert problems('holidays = ["DE", "xx", 2025-12-24]') == [
        '.oncall.toml:1:19: holidays must be a country that is known, got "xx"'
    ]
    first, second = problems('[tool.oncall.holidays]\nbob = "DE-BY"\nann = ["DE-ZZ", "YY"]', "pyproject.toml")
    assert first.startswith("pyproject.toml:")
    assert "holidays must be a part of DE that is known" in first
    assert second.endswith('got "YY"')
    assert loads('holidays = {bob = ["us-ca", "2025-12-24"]}').holidays


def test_dates_are_written_as_toml_has_them() -> None:
    """Without quotes, also in a list."""
    assert settings.written([date(2025, 12, 25), True, {"a b": "\x7f"}]) == '[2025-12-25, true, {"a b" = "\\u007f"}]'
