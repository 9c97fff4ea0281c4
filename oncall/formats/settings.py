"""Settings files: `[tool.oncall]` of a `pyproject.toml`, or a `.oncall.toml` with the same keys at its top level.

The keys are the names of the fields of `Settings`. A pair is a list, the response times are a table.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Mapping
from datetime import date, time
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import attrs

from oncall.analysis.nights import Night
from oncall.analysis.public_holidays import unknown_country
from oncall.checks.settings import Settings
from oncall.errors import InvalidValueError, NotFoundError, OncallError, Problem, SourceError
from oncall.formats.toml_places import mistake, problem_of
from oncall.model import ResponseTimes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from oncall.formats.resources.source import Source

OWN_FILE, PROJECT_FILE = ".oncall.toml", "pyproject.toml"
_TABLE = ("tool", "oncall")
_CHOICES = ("select", "ignore")
_WORDS = (
    (re.compile(r"\((\d+), (\d+)\)"), r"[\1, \2]"),
    (re.compile(r"\{'(\w+)': ([\d.]+)\}"), r"{\1 = \2}"),
    (re.compile(r"\ba mapping\b"), "a table"),
    (re.compile(r"\ba list of int\b"), "a list of whole numbers"),
    (re.compile(r"'([^']*)'"), r'"\1"'),
)
"""What Python's words for a value are in TOML."""
_ELEMENT = re.compile(r"^times\[[\"'](.*)[\"']\]$")
"""How the error about one of the response times calls it."""


def load(path: str | os.PathLike[str]) -> Settings:
    """The settings that a file says; what it does not say is as it is by default.

    Raises:
        SourceError: with every problem of the file, or because it cannot be read, or is a `pyproject.toml` without a
            table `[tool.oncall]`.
    """
    # Imported here, with the formats that they are at home in: most who hold a text of settings read no file.
    from oncall.formats.resources.source import decode
    from oncall.formats.terraform.files import is_folder

    if is_folder(Path(path)):
        raise SourceError([Problem(str(path), "it is a folder; name the file of settings in it")])
    content = _content(Path(path))
    return _settings(content if isinstance(content, Problem) else decode(str(path), content))


def loads(text: str, path: str = "<text>") -> Settings:
    r"""The settings that a text says; `path` is what errors call it.

    The keys stand below `[tool.oncall]` if there is a table `tool`, or if the path is one of a `pyproject.toml`;
    otherwise at the top level.

    Raises:
        SourceError: with every problem of the text.

    Examples:
        >>> loads('longest_days = 7\nresponse_times = {"SEV-1" = 5}').longest_days
        7
        >>> loads('[tool.oncall]\nignore = ["single-level", "OC5"]').ignore
        ('single-level', 'OC5')
    """
    from oncall.formats.resources.source import decode

    return _settings(decode(path, text.encode(errors="surrogatepass")))


def dumps(settings: Settings) -> str:
    """The settings as the text of a `.oncall.toml`, all of them; what is None has no key.

    `loads(dumps(settings))` equals `settings`.
    """
    return "".join(f"{key} = {written(value)}\n" for key, value in plain(settings).items() if value is not None)


def nearest(folder: str | os.PathLike[str], *others: str | os.PathLike[str]) -> Path | None:
    """The settings file that holds in a folder: its own, or that of the first folder above it that has one.

    Of a file it is that of its folder. Where there is none, the `others` are looked at in the same way, one by one.

    In one folder a `.oncall.toml` wins. A `pyproject.toml` without `[tool.oncall]` is passed over; one that is no TOML
    is passed over unless `oncall` is named in it. Of nothing but these two names is anything read.
    """
    for begin in (folder, *others):
        here = Path(os.path.abspath(begin))  # noqa: PTH100 - Path.absolute keeps `..`, whose parents are others
        for each in (here, *here.parents):
            if _is_file(each / OWN_FILE):
                return each / OWN_FILE
            if _is_file(each / PROJECT_FILE) and _is_about_us(each / PROJECT_FILE):
                return each / PROJECT_FILE
    return None


def plain(settings: Settings) -> dict[str, Any]:
    """The settings by name, as the plain values that a file has for them."""
    return {field.name: _plain(getattr(settings, field.name)) for field in attrs.fields(Settings)}


def written(value: object) -> str:
    """A plain value as TOML writes it."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case date():
            return value.isoformat()
        case list():
            return f"[{', '.join(map(written, cast('list[object]', value)))}]"
        case dict():
            pairs = cast("dict[str, object]", value).items()
            return f"{{{', '.join(f'{written(key)} = {written(each)}' for key, each in pairs)}}}"
        case _:
            raise InvalidValueError("value", "one that TOML can say", value)


def _plain(value: object) -> object:
    match value:
        case Night():
            return list(value.hours)
        case ResponseTimes():
            return {time.severity: time.allowance if time.minutes is None else time.minutes for time in value.values()}
        case Mapping():
            return {key: _plain(each) for key, each in cast("Mapping[str, object]", value).items()}
        case tuple() | list():
            return [_plain(each) for each in cast("Sequence[object]", value)]
        case set() | frozenset():
            return [_plain(each) for each in sorted(cast("frozenset[Any]", value))]
        case _:
            return value


def _settings(source: Source | Problem) -> Settings:
    if isinstance(source, Problem):
        raise SourceError([source])
    document = _parsed(source)
    if isinstance(document, Problem):
        raise SourceError([document])
    table, prefix, problems = _table(source, document)
    values: dict[str, Any] = {}
    for key, given in table.items():
        found = [*_wrong(key, given)]
        problems += [problem_of(source, message, (*prefix, key), word) for message, word in found]
        if not found:
            values[key] = _value(key, given)
    if problems:
        raise SourceError(problems)
    try:
        return Settings(**values)
    except OncallError as error:
        raise SourceError([Problem(source.path, str(error))]) from error


def _parsed(source: Source) -> dict[str, Any] | Problem:
    try:
        return tomllib.loads(source.content.decode())
    except RecursionError:
        return Problem(source.path, "the file is not read: its brackets are nested too deeply")
    except ValueError as error:  # tomllib.TOMLDecodeError, and that of an int with thousands of digits
        return mistake(source, error)


def _table(source: Source, document: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, ...], list[Problem]]:
    """The keys that are about us, below which path they stand, and what is wrong with that."""
    is_project = Path(source.path).name == PROJECT_FILE
    if not is_project and "tool" not in document:
        return document, (), []
    tool = document.get("tool", {})
    found = cast("dict[str, Any]", tool).get("oncall") if isinstance(tool, dict) else tool
    outside = [] if is_project else [key for key in document if key != "tool"]
    problems = [problem_of(source, f"{key!r} stands outside of the table [tool.oncall]", (key,)) for key in outside]
    if isinstance(found, dict):
        return cast("dict[str, Any]", found), _TABLE, problems
    if found is None:
        return {}, _TABLE, [*problems, Problem(source.path, "there is no table [tool.oncall] in it")]
    return {}, _TABLE, [*problems, problem_of(source, f"[tool.oncall] must be a table, got {_shown(found)}", _TABLE)]


def _wrong(key: str, given: object) -> Iterator[tuple[str, str]]:
    """What is wrong with a key or its value, each with the word in the value that it is about, if there is one."""
    names = [field.name for field in attrs.fields(Settings)]
    if key not in names:
        near = get_close_matches(key, names, n=1)
        yield f"there is no setting {key!r}{f'; did you mean {near[0]!r}?' if near else ''}", ""
    elif key in _CHOICES:
        yield from _wrong_choices(key, given)
    elif key == "holidays" and (unknown := [*_unknown_countries(given)]):
        yield from unknown
    else:
        try:
            Settings(**{key: _value(key, given)})
        except InvalidValueError as error:
            yield _in_toml(key, given, error), ""
        except OncallError as error:
            yield f"{key}: {error}", ""
        except TypeError:  # of what is not even of a kind that can be looked through
            yield f"{key} must be of the kind of {written(plain(Settings())[key])}, got {_shown(given)}", ""


def _in_toml(key: str, given: object, error: InvalidValueError) -> str:
    """What Python has to say about a value, in the words of TOML."""
    expected = error.expected
    for python, toml in _WORDS:
        expected = python.sub(toml, expected)
    if error.field == key:
        return f"{key} must be {expected}, got {_shown(given)}"
    field = _ELEMENT.sub(r'"\1"', error.field)
    return f"{key}: {field} must be {expected}, got {_shown(error.value)}"


def _shown(value: object) -> str:
    """A value as TOML writes it; one that it cannot say as Python shows it."""
    if isinstance(value, time):
        return value.isoformat()
    try:
        return written(_plain(value))
    except InvalidValueError:
        return repr(value)


def _wrong_choices(key: str, given: object) -> Iterator[tuple[str, str]]:
    from oncall.checks.pack import CHECKS

    for word in _listed(given):
        if not isinstance(word, str):
            yield f'{key} must be a list of checks, such as ["OC201", "layer-hidden"], got {_shown(given)}', ""
            return
        try:
            Settings(select=(word,)).refuse_unknown((each.code, each.name) for each in CHECKS)
        except NotFoundError as error:
            yield f"{key}: {error}", word


def _unknown_countries(given: object) -> Iterator[tuple[str, str]]:
    values: list[object] = [*cast("dict[str, object]", given).values()] if isinstance(given, dict) else [given]
    for word in (each for value in values for each in _listed(value)):
        error = unknown_country(word) if isinstance(word, str) else None
        if error is not None:
            yield _in_toml("holidays", word, error), str(word)


def _listed(given: object) -> list[object]:
    return cast("list[object]", given) if isinstance(given, list) else [given]


def _value(key: str, given: object) -> Any:  # noqa: ANN401 - each field has a kind of its own
    """What is given to the field for a value that a file has for it.

    Raises:
        InvalidValueError: there is nothing like it.
    """
    default = getattr(Settings(), key)
    if _holds_truth(given):
        given = _without_truth(given)
    if isinstance(default, ResponseTimes):
        if not isinstance(given, dict):
            raise InvalidValueError(key, 'a table of severities, such as {"SEV-1" = 5}', given)
        return ResponseTimes(cast("dict[str, Any]", given))
    return given


def _holds_truth(value: object) -> bool:
    """Whether a value, or anything in it, is true or false: to Python these are whole numbers too."""
    match value:
        case dict():
            return any(map(_holds_truth, cast("dict[str, object]", value).values()))
        case list():
            return any(map(_holds_truth, cast("list[object]", value)))
        case _:
            return isinstance(value, bool)


class _Truth:
    """True or false, where to Python these would be whole numbers too: no setting takes it."""

    def __init__(self, value: bool) -> None:  # noqa: FBT001 - it is what it says
        self._value = value

    def __repr__(self) -> str:
        return str(self._value).lower()


def _without_truth(value: object) -> object:
    match value:
        case bool():
            return _Truth(value)
        case dict():
            return {key: _without_truth(each) for key, each in cast("dict[str, object]", value).items()}
        case list():
            return [*map(_without_truth, cast("list[object]", value))]
        case _:
            return value


def _content(path: Path) -> bytes | Problem:
    from oncall.formats.resources.source import MAX_BYTES
    from oncall.formats.terraform.files import content_of

    return content_of(path, MAX_BYTES)


def _is_file(path: Path) -> bool:
    from oncall.formats.terraform.files import is_file

    return is_file(path)


def _is_about_us(path: Path) -> bool:
    """Whether a `pyproject.toml` has settings of ours, or may have them: then loading it says what is wrong."""
    content = _content(path)
    if isinstance(content, Problem):
        return True
    try:
        tool = tomllib.loads(content.decode("utf-8-sig")).get("tool")
    except (ValueError, RecursionError):
        return b"oncall" in content
    return isinstance(tool, dict) and "oncall" in cast("dict[str, object]", tool)
