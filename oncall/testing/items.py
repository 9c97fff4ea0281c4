"""The tests of `pytest --oncall PATH`: one for each check and each thing that it is about."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import pytest

from oncall.checks import Severity
from oncall.errors import Location, OncallError
from oncall.testing.matrix import matrix
from oncall.testing.wording import finding_text, refutation_text
from oncall.views.wording import shown, shown_lines

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

    from oncall.checks import Finding
    from oncall.errors import Problem
    from oncall.testing.matrix import Cell
    from oncall.testing.sources import Inputs


class ReadingWarning(pytest.PytestWarning):
    """Something in a file of `--oncall PATH` is not part of what is checked."""


class FoundError(Exception):
    """What a check has found."""


def collectors(session: pytest.Session, paths: Iterable[str], inputs: Inputs) -> list[pytest.Collector]:
    """What collects the tests of each path, each place once."""
    found: dict[str, pytest.Collector] = {}
    for path in paths:
        place = inputs.absolute(path)
        root = session.config.rootpath
        name = place.relative_to(root).as_posix() if place.is_relative_to(root) else place.as_posix()
        if name not in found:
            node: Checks = Checks.from_parent(session, path=place, name=inputs.shown(place), nodeid=name)  # pyright: ignore[reportUnknownMemberType]
            node.given, node.inputs = path, inputs
            found[name] = node
    return [*found.values()]


class Checks(pytest.Directory):
    """A file or folder whose schedules and policies are checked. As of any folder, its name is no keyword of `-k`."""

    given: str
    inputs: Inputs

    def collect(self) -> Iterator[pytest.Item]:
        """A test for each check and each thing that it is about, in the order of the codes."""
        try:
            checked = self.inputs.checked(self.given)
            _warn(checked.configuration.warnings, self.given)
        except (OncallError, ReadingWarning) as error:  # the latter where people ask for warnings to be errors
            raise self.CollectError(shown_lines(str(error))) from error
        for cell in matrix(checked):
            name = shown(cell.title)
            # As a text, so that pytest takes it apart at the bracket, as it does with those that it remembers.
            nodeid = f"{self.nodeid}::{name}"
            item: CheckItem = CheckItem.from_parent(self, name=name, nodeid=nodeid)  # pyright: ignore[reportUnknownMemberType]
            item.cell = cell
            item.extra_keyword_matches.add(cell.name)
            yield item


def _warn(problems: Iterable[Problem], path: str) -> None:
    """Warn of what was left out, at its place in the file."""
    for each in problems:
        place = each.location or Location(path, 1)
        text = f"{each.address}: {each.message}" if each.address else each.message
        warnings.warn_explicit(ReadingWarning(shown(text)), category=None, filename=place.path, lineno=place.line)


class CheckItem(pytest.Item):
    """What one check says of one thing; it fails if that is worse than an info, or if what should hold does not."""

    cell: Cell

    @property
    def bad(self) -> list[Finding]:
        """What is worse than an info."""
        return [finding for finding in self.cell.findings if finding.severity != Severity.INFO]

    def runtest(self) -> None:
        """Fail with what was found; expect to fail, where a comment in the file asks for it to be ignored."""
        infos = [finding for finding in self.cell.findings if finding.severity == Severity.INFO]
        if infos:
            self.add_report_section("call", "info", "\n".join(map(finding_text, infos)))
        if self.bad:
            raise FoundError("\n".join(map(finding_text, self.bad)))
        ignored, refuted = self.cell.suppressed, self.cell.refuted
        if refuted is not None:
            if not refuted.is_ignored:
                raise FoundError(refutation_text(refuted, self.cell.where))
            ignored = refuted.suppressed
        if ignored:
            pytest.xfail("; ".join(f"{each.finding.message} ({each.suppression})" for each in ignored))

    def repr_failure(  # type: ignore[override] # pyright: ignore[reportIncompatibleMethodOverride]
        self, excinfo: pytest.ExceptionInfo[BaseException]
    ) -> object:
        """What was found, without a traceback."""
        return str(excinfo.value) if isinstance(excinfo.value, FoundError) else super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[os.PathLike[str] | str, int | None, str]:
        """The place in the file, which counts lines from 0 here, and the name."""
        places = (*(finding.where for finding in (*self.bad, *self.cell.findings)), self.cell.where)
        where = next((place for place in places if place is not None), None)
        if where is None:
            return self.path, None, self.name
        return self.config.invocation_params.dir / where.path, where.line - 1, self.name
