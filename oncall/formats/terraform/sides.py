"""The two sides of a plan: each as a configuration, and what of one has no counterpart that could be known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from oncall.errors import Problem, SourceError, in_reading_order
from oncall.formats.resources.assembly import configuration
from oncall.formats.resources.counterparts import counterparts
from oncall.formats.resources.report import Report
from oncall.formats.resources.values import Object, Sequence
from oncall.formats.terraform import recorded
from oncall.formats.terraform.configuration import Inputs, of_folder
from oncall.formats.terraform.files import Files
from oncall.formats.terraform.filling import contradictions, filled
from oncall.formats.terraform.recorded_blocks import present
from oncall.formats.terraform.silent_edits import edits_beside, edits_of_plan

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from oncall.formats.json_text import JsonNode
    from oncall.formats.resources.bodies import Found
    from oncall.formats.resources.values import Value
    from oncall.model import Configuration
    from oncall.model.silent_edits import SilentEdit


@attrs.frozen(kw_only=True)
class Beside:
    """The folder of the `.tf` files that a plan was made from, the root of what is read, and the environment then."""

    folder: Path
    root: Path | None = None
    environment: Mapping[str, str] = attrs.field(factory=dict[str, str])

    @classmethod
    def of(
        cls,
        folder: str | os.PathLike[str] | None,
        root: str | os.PathLike[str] | None,
        environment: Mapping[str, str] | None,
    ) -> Beside | None:
        """What `load_plan` is given; None without a folder."""
        if folder is None:
            return None
        return cls(folder=Path(folder), root=None if root is None else Path(root), environment=environment or {})


class Sides:
    """What a plan says of before and after, and everything that is wrong with it."""

    def __init__(self, root: JsonNode, path: str) -> None:
        self._root = root
        self._moves = recorded.moves(root)
        self._path = path
        self._earlier, self._later = Report(), Report()
        for report in (self._earlier, self._later):
            report.has_read(root.source)
        self._before = recorded.plan(root, self._earlier, "before")
        self._after = recorded.plan(root, self._later, "after")

    @property
    def moved(self) -> Mapping[str, str]:
        """The address before of each resource that is moved, by the one after."""
        return self._moves

    def edits(self) -> tuple[SilentEdit, ...]:
        """The edits that are dropped, as far as the plan alone shows them."""
        return () if self._errors else edits_of_plan(self._root, self._later)

    def filled(self, beside: Beside) -> tuple[SilentEdit, ...]:
        """Take what the plan does not know from the files beside it; the edits that are dropped."""
        if self._errors:
            return ()
        inputs = Inputs(environment=beside.environment, assignments=[_variables(self._root)])
        written = of_folder(beside.folder, Files(beside.root or beside.folder), inputs, self._later)
        addresses = {each.id for each in written.declared}
        if not self._errors and addresses.isdisjoint(each.id for each in self._after.declared):
            message = (
                f"nothing that {self._path} plans is declared there: is it the folder that the plan was made from?"
            )
            self._later.trouble(Problem(str(beside.folder), message))
        for each in contradictions(self._after, written):
            self._later.trouble(each)
        edits = edits_beside(self._root, self._after, written, self._later)
        self._after = filled(self._after, written)
        return edits

    def configurations(self) -> tuple[Configuration, Configuration, tuple[str, ...]]:
        """Before, after, and the addresses of what is left out of both since one of them cannot be known.

        Raises:
            SourceError: with everything that is wrong.
        """
        names = _names(self._after) | _names(self._before)
        before = configuration(attrs.evolve(self._before, names=names), self._earlier)
        after = configuration(attrs.evolve(self._after, names=names), self._later)
        if self._errors:
            raise SourceError(self._errors)
        return counterparts(
            attrs.evolve(before, warnings=in_reading_order(self._earlier.warnings)),
            attrs.evolve(after, warnings=in_reading_order(self._later.warnings)),
        )

    @property
    def _errors(self) -> list[Problem]:
        return list(dict.fromkeys((*self._earlier.errors, *self._later.errors)))


def _variables(root: JsonNode) -> dict[str, Any]:
    """The values that the variables of the root module had when the plan was made."""
    variables = present(root, "variables")
    return {
        member.key: _plain(value.value())
        for member in (variables.members() if variables else ())
        if (value := present(member.value, "value"))
    }


def _plain(value: Value) -> Any:  # noqa: ANN401 - a value of Python's, of any kind
    match value:
        case Sequence(items):
            return [_plain(each) for each in items]
        case Object(attributes):
            return {name: _plain(each) for name, each in attributes.items()}
        case other:
            return other


def _names(found: Found) -> dict[str, str]:
    """What people are called, by the id that the paging service knows them by: for a side that only has that id."""
    return {
        each.real_id: name
        for each in found.declared
        if each.type == "pagerduty_user" and each.real_id
        if (argument := each.body.arguments.get("name")) and isinstance(name := argument.value(), str)
    }
