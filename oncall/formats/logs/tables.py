"""CSV: a table with a header, whose columns are known by their names, PagerDuty's own export among them.

The export's columns are those of PagerDuty's support page on downloading incidents as CSV: `id`, `incident_number`,
`description`, `service_name`, `escalation_policy_name`, `created_on`, `resolved_on`, `seconds_to_first_ack`,
`seconds_to_resolve`, `assignment_count`, `assigned_to_user_ids`, `assigned_to_user_names` and more.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime, timedelta
from difflib import get_close_matches
from typing import TYPE_CHECKING

import attrs

from oncall.chronology.instants import to_seconds
from oncall.errors import NotAnInstantError, Problem
from oncall.formats.logs.drafts import Place
from oncall.model import User

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.chronology.zones import Zone
    from oncall.formats.logs.drafts import Draft, Drafts, Moment
    from oncall.formats.logs.texts import Text

_TRIGGERED = ("triggered_at", "created_at", "created_on")
_ACKNOWLEDGED = ("acknowledged_at",)
_RESOLVED = ("resolved_at", "resolved_on")
_STARTED = ("started_at",)
_SEVERITY = ("severity",)
_TITLE = ("title", "description")
_SERVICE = ("service", "service_name", "service_id")
_POLICY = ("escalation_policy", "escalation_policy_name", "escalation_policy_id")
_NUMBER = ("number",)
_TO_ACKNOWLEDGE, _TO_RESOLVE = ("seconds_to_first_ack",), ("seconds_to_resolve",)
_PERSON, _PAGED = ("person",), ("paged_at",)
_ASSIGNED_ID, _ASSIGNED_NAME, _ASSIGNMENTS = ("assigned_to_user_ids",), ("assigned_to_user_names",), "assignment_count"
_NEEDED_ACTION = "needed_action"
_COLUMNS = {
    "id", *_TRIGGERED, *_ACKNOWLEDGED, *_RESOLVED, *_STARTED, *_SEVERITY, *_TITLE, *_SERVICE, *_POLICY, *_NUMBER,
    *_TO_ACKNOWLEDGE, *_TO_RESOLVE, *_PERSON, *_PAGED, *_ASSIGNED_ID, *_ASSIGNED_NAME, _ASSIGNMENTS, _NEEDED_ACTION,
}  # fmt: skip

_OTHER_COLUMNS = {"acknowledged_by", "reassignment_count"}
"""Columns of PagerDuty's, in its incident tables, whose names are near those of others that are read."""
_NEAR = 0.85

_WORDS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_NAIVE_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - a reading of a wall clock has no zone of its own
_SEVERAL = re.compile(r"[,;|]")
_DELIMITERS = (",", ";", "\t")
_MAX_DIGITS, _MAX_SHOWN = 9, 60


def read(text: Text, drafts: Drafts, zone: Zone | None) -> None:
    """Take what each row of a table says of an incident; rows with one id are about one incident.

    A time without an offset is a reading of the wall clock of `zone`: one that is skipped moves forward by the length
    of the gap. Of one that occurs twice, a trigger is the first occurrence, a start the last that is not after the
    trigger, and anything else the first that is not before it. Without a zone it is refused.
    """
    names: list[str] | None = None
    place = Place(text.path, line=1)
    try:
        for line, cells in _rows(text):
            place = Place(text.path, line=line)
            if names is None:
                names = [_column(cell) for cell in cells]
                drafts.problems += _wrong_header(names, place)
                if not {"id", *_TRIGGERED} & {*names}:
                    return
            elif any(cell.strip() for cell in cells[len(names) :]):
                drafts.problems.append(place.problem(f"the row has {len(cells)} fields, the header {len(names)}"))
            else:
                values = {name: cell.strip() for name, cell in zip(names, cells, strict=False) if name in _COLUMNS}
                _read_row(_Row(place, values, zone, drafts.problems), drafts)
    except csv.Error as error:
        drafts.problems.append(place.problem(f"from here on the table cannot be read: {error}"))


def _rows(text: Text) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, each with the line on which it begins."""
    first = next(line for line in text.content.splitlines() if line.strip())
    delimiter = max(_DELIMITERS, key=lambda each: len({*map(_column, first.split(each))} & _COLUMNS))
    reader = csv.reader(io.StringIO(text.content, newline=""), delimiter=delimiter, strict=True)
    line = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield line, cells
        line = reader.line_num + 1


def _column(cell: str) -> str:
    """The name of a column, however it is written: `Triggered at` is `triggered_at`."""
    return re.sub(r"[\s-]+", "_", cell.strip().strip('"').strip().lower())


def _wrong_header(names: list[str], place: Place) -> Iterator[Problem]:
    if not {"id", *_TRIGGERED} & {*names}:
        needed = "'triggered_at' (or 'created_at', 'created_on') and, to say more of known incidents, 'id'"
        yield place.problem(f"this is neither JSON nor the header of a table with the column {needed}")
    for name in sorted({name for name in names if names.count(name) > 1} & _COLUMNS):
        yield place.problem("the column is there more than once", name)
    for name in sorted({*names} - _COLUMNS - _OTHER_COLUMNS):
        near = get_close_matches(name, _COLUMNS - {*names}, n=1, cutoff=_NEAR)
        if near:
            yield place.problem(f"no such column is read; did you mean {near[0]!r}? If not, name it otherwise", name)


def _read_row(row: _Row, drafts: Drafts) -> None:
    draft = drafts.of(row.text("id"), row.place)
    created = row.trigger()
    ended = row.moment(_RESOLVED) if row.text(*_RESOLVED) else row.after(_TO_RESOLVE, created)
    disagreement = draft.say(row.place, created=created, ended=ended)
    if disagreement is not None:
        drafts.problems.append(disagreement)
    draft.note("acknowledged", row.moment(_ACKNOWLEDGED))
    draft.note("acknowledged", row.after(_TO_ACKNOWLEDGE, created))
    started, number, needed_action = row.moment(_STARTED), row.whole(_NUMBER), row.truth(_NEEDED_ACTION)
    draft.started = draft.started if started is None else started
    draft.number = draft.number if number is None else number
    draft.needed_action = draft.needed_action if needed_action is None else needed_action
    draft.severity = row.text(*_SEVERITY) or draft.severity
    draft.title = row.text(*_TITLE) or draft.title
    draft.service = row.text(*_SERVICE) or draft.service
    draft.escalation_policy = row.text(*_POLICY) or draft.escalation_policy
    _note_page(row, draft)


def _note_page(row: _Row, draft: Draft) -> None:
    """Take who was paged: a `person`, at `paged_at`, else at the trigger; or to whom the export says it was assigned.

    The export does not say when it was assigned to whom. Where that was one person, once, it was at the trigger; of
    anything else nothing is taken.
    """
    person = row.text(*_PERSON)
    at = row.moment(_PAGED) if row.text(*_PAGED) else draft.created
    user: User | None = None
    if person:
        user = User(person, email=person if "@" in person else "")
        if at is None:
            row.report(_PAGED[0], "it is missing, and so is the trigger: when was the person paged?")
    elif row.text(_ASSIGNMENTS) in {"", "1"}:
        name, known = row.text(*_ASSIGNED_NAME), row.text(*_ASSIGNED_ID) or row.text(*_ASSIGNED_NAME)
        user = User(known, name=name or known) if known and not _SEVERAL.search(known) else None
    draft.note("listed", at, user)


@attrs.frozen(eq=False)
class _Row:
    """The fields of a row by the names of their columns; of several columns that mean the same, the first not empty."""

    place: Place
    _values: dict[str, str] = attrs.field(repr=False)
    _zone: Zone | None
    _problems: list[Problem] = attrs.field(repr=False)

    def text(self, *columns: str) -> str:
        """A text; empty if there is none."""
        return self._values.get(self._given(columns), "")

    def trigger(self) -> int | None:
        """When it was triggered, in UTC seconds, on which all columns that say it must agree."""
        said = {column: self.moment((column,)) for column in _TRIGGERED if self._values.get(column)}
        known = {column: at[0] if isinstance(at, tuple) else at for column, at in said.items() if at is not None}
        if len({*known.values()}) > 1:
            times = " and ".join(f"{column} {self._values[column]!r}" for column in known)
            self.report(next(iter(known)), f"the row says two different triggers, {times}")
        return next(iter(known.values()), None)

    def moment(self, columns: tuple[str, ...]) -> Moment | None:
        """A time as UTC seconds; where the clock shows it twice, both."""
        column = self._given(columns)
        written = self._values.get(column)
        if not written:
            return None
        if len(written) > _MAX_SHOWN:
            self.report(column, f"a text of {len(written)} characters is no time in ISO 8601")
            return None
        try:
            return to_seconds(written) if self._zone is None else _moment_on(self._zone, written)
        except NotAnInstantError as error:
            naive = "no UTC offset" in error.reason
            hint = "; or name the zone whose wall clock it is (time_zone=, --time-zone)" if naive else ""
            self.report(column, f"{error}{hint}")
            return None

    def after(self, lengths: tuple[str, ...], since: int | None) -> int | None:
        """A time as UTC seconds that is written as so many seconds after `since`."""
        seconds = self.whole(lengths)
        return None if seconds is None or since is None else since + seconds

    def whole(self, columns: tuple[str, ...]) -> int | None:
        """A whole number from 0."""
        column = self._given(columns)
        written = self._values.get(column)
        if not written:
            return None
        if written.isascii() and written.isdecimal() and len(written) <= _MAX_DIGITS:
            return int(written)
        self.report(column, f"{written[:_MAX_SHOWN]!r} is no whole number from 0 to 999999999")
        return None

    def truth(self, column: str) -> bool | None:
        """Yes or no; None if nobody said."""
        written = self.text(column)
        if written and written.lower() not in _WORDS:
            self.report(column, f"{written[:_MAX_SHOWN]!r} is none of yes, no, true, false, 1 and 0")
        return _WORDS.get(written.lower())

    def report(self, column: str, message: str) -> None:
        """Say what is wrong with a field."""
        self._problems.append(self.place.problem(message, column))

    def _given(self, columns: tuple[str, ...]) -> str:
        return next((column for column in columns if self._values.get(column)), "")


def _moment_on(zone: Zone, written: str) -> Moment:
    """The UTC second that a text names; without an offset, on the wall clock of a zone, where it may be two.

    Raises:
        NotAnInstantError: it names none.
    """
    try:
        said = datetime.fromisoformat(written)
    except ValueError:
        return to_seconds(written)
    if said.tzinfo is not None:
        return to_seconds(written)
    reading = to_seconds((said - _NAIVE_EPOCH) // timedelta(seconds=1))
    match zone.occurrences(reading):
        case [first, second]:
            return to_seconds(first), to_seconds(second)
        case _:
            return to_seconds(zone.instant_of(reading))
