"""What was published: the files of a folder, as values to show and to list."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs

from oncall.views.wording import counted


@attrs.frozen(kw_only=True)
class Published:
    """A file in a `folder`: of what `kind` of thing it is, its id (None: it has none), its name, and more `about` it.

    `events` is how many a calendar has (None: it is no calendar); each is a shift or a gap, unless it `recurs`. `color`
    is that of the calendar, a name of CSS. `is_written` is false where the file was already as it should be.
    """

    folder: str
    file_name: str
    kind: str
    name: str
    id: str | None = None
    about: str = ""
    events: int | None = None
    recurs: bool = False
    color: str = ""
    is_written: bool = True

    @property
    def path(self) -> str:
        """Where it is."""
        return str(Path(self.folder) / self.file_name)

    @property
    def count(self) -> str:
        """How many events it has, in words; empty for what is no calendar."""
        if self.events is None:
            return ""
        if self.recurs and self.events:
            return "repeats for ever"
        return counted(self.events, "gap" if self.kind == "gaps" else "shift")

    @property
    def state(self) -> str:
        """Whether it was written."""
        return "written" if self.is_written else "unchanged"

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "path": self.path,
            "kind": self.kind,
            "id": self.id,
            "name": self.name,
            "events": self.events,
            "state": self.state,
        }
