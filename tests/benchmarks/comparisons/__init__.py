"""Every comparison by its name; each is made when it is run, with its input."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from tests.benchmarks.comparisons import changes, configurations, points, processes, years

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.benchmarks.contenders import Comparison
    from tests.benchmarks.inputs import Size

_ARRAYS: dict[str, Callable[[Size], Comparison]] = (
    {"million-array": points.a_million_in_an_array} if find_spec("numpy") else {}
)

COMPARISONS: Mapping[str, Callable[[Size], Comparison]] = {
    "point-int": points.from_an_int,
    "point-datetime": points.from_a_datetime,
    "point-pendulum": points.from_pendulum,
    "million-list": points.a_million_in_a_list,
    **_ARRAYS,
    "pages": points.pages,
    "year": years.as_a_timeline,
    "year-pendulum": years.with_pendulum_values,
    "thousand-years": years.of_a_thousand,
    "thousand-years-again": years.of_a_thousand_again,
    "thousand-years-memory": years.memory_of_a_thousand,
    "check": configurations.checked,
    "diff": changes.one_schedule_changed,
    "loading": configurations.loaded,
    "calendar": configurations.calendar_written,
    "import": processes.imported,
    "import-schedule": processes.imported_with_schedules,
    "import-all": processes.imported_with_every_name,
    "who": processes.who,
}
