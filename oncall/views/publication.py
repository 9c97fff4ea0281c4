"""How it looks on a terminal what was published: a line for each file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from oncall.views.wording import counted, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oncall.views.published import Published
    from oncall.views.text import Canvas


def publication_text(folder: str, files: Sequence[Published], canvas: Canvas) -> str:
    """How many files of the folder were written and how many were not, and each of them."""
    written = sum(file.is_written for file in files)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(overflow="fold")
    for file in files:
        what = f"{file.name}: {file.count}" if file.count else file.name
        table.add_row(file.state, Text(shown(file.file_name)), Text(shown(what)))
    head = f"{counted(written, 'file')} written, {len(files) - written} unchanged, in {shown(folder)}"
    return canvas.draw([Text(head, overflow="fold"), table])
