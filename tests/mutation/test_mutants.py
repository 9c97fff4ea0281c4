"""Facts about the mutants, and about the command that tries them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutation.mutants import mutants_of

CHECKOUT = Path(__file__).parent.parent.parent


def changes(tmp_path: Path, body: str) -> set[str]:
    """What becomes of a function with this body."""
    module = tmp_path / "module.py"
    module.write_text(f"def function(a, b=1, c=()):\n    {body}\n", encoding="utf-8")
    return {f"{mutant.before} -> {mutant.after}" for mutant in mutants_of(module)}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return a < b", {"return a < b -> return None", "a < b -> a <= b"}),
        ("a += 1", {"a += 1 -> pass", "1 -> 2"}),
        ("return None if a in c else b", {"a in c -> a not in c"}),
        (
            "if a and not b:\n        raise KeyError",
            {"a and (not b) -> a or not b", "not b -> b", "raise KeyError -> pass"},
        ),
        ("c.sort(key=a)", {"c.sort(key=a) -> pass", "c.sort(key=a) -> c.sort()"}),
        ("b = max(c[1:])", {"max(c[1:]) -> min(c[1:])", "1: -> :", "1 -> 2"}),
        ("b = [x for x in c if x]", {"[x for x in c if x] -> [x for x in c]"}),
        ("while a:\n        break", {"break -> continue"}),
        ("b = f'{a}: {b}'", {"': ' -> 'XX: XX'"}),
    ],
)
def test_a_mutant_is_one_small_change(tmp_path: Path, body: str, expected: set[str]) -> None:
    """What a slip of the pen could have made of the line."""
    assert expected <= changes(tmp_path, body)


@pytest.mark.parametrize("body", ['"""1 < 2"""', "assert a < 1", "b: 'x < 1'"])
def test_what_tells_no_answer_is_left_alone(tmp_path: Path, body: str) -> None:
    """Docstrings, asserts and annotations; the defaults of the function too."""
    assert changes(tmp_path, body) == set()


def test_a_mutant_is_made_and_unmade(tmp_path: Path) -> None:
    """Each has code of its own, whatever was made before; methods and properties have mutants too."""
    module = tmp_path / "module.py"
    module.write_text("class A:\n    @property\n    def b(self):\n        return 7 * 2\n", encoding="utf-8")
    codes = {mutant.after: mutant.make() for mutant in mutants_of(module)}
    assert set(codes) == {"return None", "7 // 2", "8", "3"}
    assert {code.co_qualname for code in codes.values()} == {"A.b"}
    assert len(set(codes.values())) == 4


@pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring came with Python 3.12")
def test_the_command_tells_who_killed_whom(tmp_path: Path) -> None:
    """A test kills a mutant, waits for it in vain, lets it live, or never reaches it."""
    (tmp_path / "doubling.py").write_text(
        "from functools import lru_cache\n\n\n"
        "@lru_cache\n"
        "def doubled(a):\n"
        "    while a < 0:\n"
        "        a = a + 1\n"
        "    return a + a if a else 0\n\n\n"
        "def halved(a):\n"
        "    return a // 2\n\n\n"
        "def is_large(a):\n"
        "    return a > 7\n",
        encoding="utf-8",
    )
    (tmp_path / "test_doubling.py").write_text(
        "from doubling import doubled, is_large\n\n\n"
        "def test_two():\n"
        "    assert doubled(2) == doubled(2) == 4\n\n\n"
        "def test_less_than_nothing():\n"
        "    assert doubled(-1) == 0\n\n\n"
        "def test_three():\n"
        "    assert not is_large(3)\n",
        encoding="utf-8",
    )
    results = tmp_path / "results.jsonl"
    places = [str(tmp_path / "doubling.py"), "--tests", str(tmp_path), "--results", str(results)]
    command = ["-m", "tests.mutation", *places, "--profile=default"]
    run = subprocess.run([sys.executable, *command], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()]
    told = {line["mutant"].split(": ", 1)[1]: line["status"] for line in lines}
    assert told["a + 1 -> a - 1"] == "timeout"  # -1, -2, -3, …
    assert told["a + a -> a - a"] == "killed"
    assert told["a < 0 -> a <= 0"] == "killed"  # 2 and not 0 comes of -1
    assert told["a // 2 -> a * 2"] == "unreached"
    assert told["a > 7 -> a >= 7"] == "survived"  # seven is not tried
    assert "doubling.py" in run.stdout
