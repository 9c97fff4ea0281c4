"""The functions that need more than the values of their arguments: they try them, or read files and templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from oncall.errors import Problem
from oncall.formats.resources.conversions import as_text
from oncall.formats.resources.values import (
    NOT_KNOWN,
    Cause,
    NoValueError,
    Object,
    RefusedError,
    Sequence,
    Unknown,
    rendered,
    unknown,
)
from oncall.formats.terraform.expressions import Scope
from oncall.formats.terraform.files import ROOT_ADVICE, OutsideError, beyond
from oncall.formats.terraform.globs import found
from oncall.formats.terraform.parsing import parse_template
from oncall.formats.terraform.syntax import NotSyntaxError
from oncall.formats.terraform.work import ExhaustedError, Work

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from oncall.errors import Location
    from oncall.formats.resources.values import Value
    from oncall.formats.terraform.expressions import Step
    from oncall.formats.terraform.syntax import Call, Expression
    from oncall.formats.terraform.workspace import Workspace


def _try(scope: Scope, call: Call) -> Value:
    """The first argument that is not wrong."""
    reasons: list[str] = []
    for argument in call.arguments:
        try:
            return scope.value(argument)
        except ExhaustedError:
            raise
        except RefusedError as error:
            reasons.append(error.message)
    raise NoValueError(f"no argument of `try` has a value: {'; '.join(reasons) or 'there is none'}")


def _can(scope: Scope, call: Call) -> Value:
    """Whether the argument is not wrong."""
    argument = _only(call)
    try:
        value = scope.value(argument)
    except ExhaustedError:
        raise
    except RefusedError:
        return False
    return unknown(f"can({rendered(value)})", value) if isinstance(value, Unknown) else True


def _file(scope: Scope, call: Call) -> Value:
    """The text of a file below the root."""
    return _with_path(scope, call, _read)


def _file_exists(scope: Scope, call: Call) -> Value:
    """Whether there is a file below the root."""
    return _with_path(scope, call, lambda workspace, name, _at: workspace.files.tree.is_file(_placed(workspace, name)))


def _with_path(scope: Scope, call: Call, look: Callable[[Workspace, str, Location], Value]) -> Value:
    name = scope.value(_only(call))
    if isinstance(name, NOT_KNOWN):
        return unknown(f"{call.name}({rendered(name)})" if rendered(name) else "", name)
    try:
        return look(_workspace(scope), as_text(name), call.at)
    except OutsideError:
        return _beyond(scope, f"{call.name}({rendered(name)})", call.at)


def _file_set(scope: Scope, call: Call) -> Value:
    """The files below a folder whose paths match a pattern."""
    if len(call.arguments) != 2:  # noqa: PLR2004 - a path and a pattern
        raise NoValueError("fileset takes a path and a pattern")
    name, pattern = map(scope.value, call.arguments)
    if isinstance(name, NOT_KNOWN) or isinstance(pattern, NOT_KNOWN):
        return unknown("", name, pattern)
    try:
        workspace = _workspace(scope)
        folder = _placed(workspace, as_text(name))
        paths = found(workspace.files, folder, as_text(pattern), lambda steps: scope.around.work.spend(steps, call.at))
    except OutsideError:
        return _beyond(scope, f"fileset({rendered(name)}, {rendered(pattern)})", call.at)
    return Sequence(tuple(sorted(paths)), "set")


def _placed(workspace: Workspace, name: str) -> Path:
    place = workspace.folder / name
    if not workspace.files.is_inside(place):
        raise OutsideError
    return place


def _read(workspace: Workspace, name: str, at: Location) -> Value:
    found = workspace.files.source(_placed(workspace, name))
    if isinstance(found, Problem):
        raise RefusedError(f"`{name}`: {found.message}", at)
    workspace.work.has_read(len(found.content))
    return as_text(found.content.decode())


def _beyond(scope: Scope, text: str, at: Location) -> Unknown:
    what = f"`{text}` cannot be read: {beyond(_workspace(scope).files.root)}"
    return Unknown(text, (Cause(what, at, ROOT_ADVICE),))


def _template_file(scope: Scope, call: Call) -> Value:
    """A file that is a template, filled in with the attributes of an object."""
    if len(call.arguments) != 2:  # noqa: PLR2004 - a path and an object
        raise NoValueError("templatefile takes a path and an object")
    name, names = map(scope.value, call.arguments)
    if isinstance(name, NOT_KNOWN):
        return unknown("", name)
    try:
        text = _read(_workspace(scope), as_text(name), call.at)
    except OutsideError:
        return _beyond(scope, f"templatefile({rendered(name)}, …)", call.at)
    return _filled(scope, as_text(text), names, call)


def _template_string(scope: Scope, call: Call) -> Value:
    """A string that is a template, filled in with the attributes of an object."""
    if len(call.arguments) != 2:  # noqa: PLR2004 - a text and an object
        raise NoValueError("templatestring takes a text and an object")
    text, names = map(scope.value, call.arguments)
    if isinstance(text, NOT_KNOWN):
        return unknown("", text)
    return _filled(scope, as_text(text), names, call)


def _filled(scope: Scope, text: str, names: Value, call: Call) -> Value:
    if not isinstance(names, Object):
        if isinstance(names, NOT_KNOWN):
            return unknown("", names)
        raise NoValueError("the values of a template are an object")
    try:
        template = parse_template(text, call.at)
    except NotSyntaxError as error:
        raise RefusedError(f"the template is wrong: {error.message}", call.at) from error
    return Scope(Alone(scope.around.work, _workspace(scope)), names.attributes).value(template)


class Alone:
    """What an expression sees that stands outside of any module: nothing but functions.

    In a template that is `filled` with names, it sees those as well, and fills in no other template.
    """

    def __init__(self, work: Work | None = None, workspace: Workspace | None = None) -> None:
        self.work: Work = work or Work()
        self.workspace: Workspace | None = workspace

    def named(self, root: str, steps: list[Step], at: Location) -> tuple[Value, int]:
        """Nothing."""
        # Where no template is filled, a single word is most often a text: `--var teams=[red]`.
        quoted = "" if steps or self.workspace else f'; a text stands in quotes: "{root}"'
        raise RefusedError(f"there is no value for `{root}` here{quoted}", at)

    def special(self, call: Call) -> Callable[[Scope, Call], Value] | None:
        """As anywhere; without a workspace there are no files, and no template fills in another.

        Raises:
            RefusedError: the function is none that can be called here.
        """
        if call.name in {"try", "can"} or (self.workspace and call.name in {"file", "fileexists", "fileset"}):
            return SPECIAL[call.name]
        if call.name in SPECIAL:
            where = "within a template" if self.workspace else "outside of a module"
            raise RefusedError(f"`{call.name}` cannot be called {where}", call.at)
        return None


def _only(call: Call) -> Expression:
    if len(call.arguments) != 1 or call.is_expanded:
        raise NoValueError(f"{call.name} takes one argument, not {len(call.arguments)}")
    return call.arguments[0]


def _workspace(scope: Scope) -> Workspace:
    found = scope.around.workspace
    assert found is not None, "without a workspace no function of files is known"
    return found


SPECIAL: Final[Mapping[str, Callable[[Scope, Call], Value]]] = {
    "try": _try,
    "can": _can,
    "file": _file,
    "fileexists": _file_exists,
    "fileset": _file_set,
    "templatefile": _template_file,
    "templatestring": _template_string,
}
"""By name."""
