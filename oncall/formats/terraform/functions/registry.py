"""All functions by name, and what has no value here."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from oncall.formats.resources.values import Cause, NoValueError, Unknown, Value
from oncall.formats.terraform.functions import (
    casts,
    collections,
    encoding,
    formatting,
    numbers,
    paths,
    regexes,
    sets,
    strings,
    times,
    yaml,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from oncall.formats.terraform.functions.parameters import Function

_FUNCTIONS: Mapping[str, Function] = {
    **casts.FUNCTIONS,
    **collections.FUNCTIONS,
    **encoding.FUNCTIONS,
    **formatting.FUNCTIONS,
    **numbers.FUNCTIONS,
    **paths.FUNCTIONS,
    **regexes.FUNCTIONS,
    **sets.FUNCTIONS,
    **strings.FUNCTIONS,
    **times.FUNCTIONS,
    **yaml.FUNCTIONS,
}

FUNCTIONS: frozenset[str] = frozenset(_FUNCTIONS)
"""The functions that have a value here."""

NOT_HERE: Mapping[str, str] = {
    "abspath": "depends on where Terraform runs",
    "base64gzip": "depends on how Terraform compresses",
    "bcrypt": "is different each time",
    "filebase64": "reads a file that is no text",
    "filebase64sha256": "reads a file",
    "filebase64sha512": "reads a file",
    "filemd5": "reads a file",
    "filesha1": "reads a file",
    "filesha256": "reads a file",
    "filesha512": "reads a file",
    "pathexpand": "depends on who runs Terraform",
    "plantimestamp": "is the time at which Terraform runs",
    "rsadecrypt": "needs a secret",
    "timestamp": "is the time at which Terraform runs",
    "uuid": "is different each time",
}
"""The functions of Terraform that have no value offline, with the reason."""

SPECIAL_FORMS: frozenset[str] = frozenset(
    {"can", "file", "fileexists", "fileset", "templatefile", "templatestring", "try"}
)
"""The functions that look at more than the values of their arguments; the evaluator has them."""

NAMES: frozenset[str] = FUNCTIONS | NOT_HERE.keys() | SPECIAL_FORMS
"""All functions of Terraform."""

_ADVICE = "write its value in their place, or load the JSON of a plan or of the state (terraform show -json)"


def call(name: str, arguments: Sequence[Value]) -> Value:
    """What a function makes of its arguments; not known where it has no value offline or needs one that is not known.

    Raises:
        NoValueError: there is no such function, or it refuses its arguments.
    """
    name = name.removeprefix("core::")
    if name in NOT_HERE:
        # One run of Terraform has one plan timestamp; the others differ from call to call, so they have no text.
        return Unknown(
            "plantimestamp()" if name == "plantimestamp" else "", (Cause(f"{name}() {NOT_HERE[name]}", None, _ADVICE),)
        )
    if name not in _FUNCTIONS:
        near = get_close_matches(name[:40], NAMES, 1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise NoValueError(f"there is no function named {name[:40]!r}{hint}")
    try:
        return _FUNCTIONS[name].called(name, arguments)
    except RecursionError:
        raise NoValueError(f"the arguments of {name} are nested too deeply") from None
    except UnicodeError:
        raise NoValueError(f"an argument of {name} is no valid Unicode") from None
