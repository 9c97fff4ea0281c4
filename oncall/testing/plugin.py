"""The pytest plugin: `pytest --oncall PATH`, the fixture `oncall_configuration`, and a diff of two timelines.

pytest loads this module whenever it starts. So nothing of the library is imported here before it is asked for.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

    from oncall.model import Configuration
    from oncall.testing.sources import Inputs

_INPUTS = pytest.StashKey["Inputs"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options, all of which begin with `--oncall`, and the setting `oncall_path`."""
    group = parser.getgroup("oncall", "on-call schedules")
    add = group.addoption
    add(
        "--oncall",
        action="append",
        default=[],
        metavar="PATH",
        help="Check the schedules and policies of a file or folder; may be repeated.",
    )
    add("--oncall-since", metavar="TIME", help="From when on; by default from the beginning of each schedule.")
    add("--oncall-log", action="append", default=[], metavar="FILE", help="A page log, as JSON or CSV.")
    add(
        "--oncall-var",
        dest="oncall_given",
        action="append",
        default=[],
        type=_assignment,
        metavar="NAME=VALUE",
        help="The value of a variable of Terraform.",
    )
    add(
        "--oncall-var-file",
        dest="oncall_given",
        action="append",
        type=_var_file,
        metavar="FILE",
        help="A .tfvars file with values of variables.",
    )
    add("--oncall-root", metavar="FOLDER", help="Read modules and files below it; by default below PATH alone.")
    parser.addini("oncall_path", "What the fixture oncall_configuration reads without --oncall.", type="paths")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse a time that is none, before anything is collected."""
    if config.option.oncall:
        from oncall.testing.sources import since

        since(config)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Add what `--oncall` names to what the session collects."""
    report = yield
    paths: list[str] = collector.config.option.oncall
    if paths and isinstance(collector, pytest.Session) and report.passed:
        from oncall.testing.items import collectors

        report.result += collectors(collector, dict.fromkeys(paths), _inputs(collector.config))
    return report


def pytest_assertrepr_compare(config: pytest.Config, op: str, left: object, right: object) -> list[str] | None:
    """For `timeline == timeline`: the shifts in which they differ."""
    if op != "==" or "oncall.model.timelines" not in sys.modules:  # then nothing is a timeline
        return None
    from oncall.model.timelines import Timeline

    if not isinstance(left, Timeline) or not isinstance(right, Timeline):
        return None
    from oncall.testing.comparison import BRIEF, WHOLE, timeline_lines

    return timeline_lines(left, right, most=WHOLE if config.get_verbosity() > 1 else BRIEF)


@pytest.fixture(scope="session")
def oncall_configuration(pytestconfig: pytest.Config) -> Configuration:
    """The configuration of `--oncall PATH`, or of the setting `oncall_path`; of several paths, all of it together."""
    paths: list[str] = pytestconfig.option.oncall or [*map(str, pytestconfig.getini("oncall_path"))]
    if not paths:
        pytest.fail(
            "oncall_configuration: there is no path to read; give one with pytest --oncall PATH, "
            "or as oncall_path in the settings of pytest",
            pytrace=False,
        )
    from oncall.errors import OncallError

    try:
        return _inputs(pytestconfig).configuration(*dict.fromkeys(paths))
    except OncallError as error:
        mistakes = str(error)
    pytest.fail(f"oncall_configuration: {mistakes}", pytrace=False)  # out here, not "during handling of" the error


def _inputs(config: pytest.Config) -> Inputs:
    """What the options say, and what was read already; once for each run."""
    from oncall.testing.sources import Inputs

    return config.stash.setdefault(_INPUTS, Inputs(config))


def _assignment(text: str) -> tuple[str, str]:
    """`NAME=VALUE`, kept as it is written."""
    name, equals, _ = text.partition("=")
    if not equals or not name.strip():
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return "var", text


def _var_file(text: str) -> tuple[str, str]:
    return "file", text
