"""What was published as text: a line for each file."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.cells import cell_len

from oncall.views.padding import padded
from oncall.views.wording import counted, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oncall.views.published import Published


def publication_text(folder: str, files: Sequence[Published]) -> str:
    """How many files of the folder were written and how many were not, and each of them.

    Things of one kind and one name are told apart by their ids. No line is broken, so that a path can be copied, or
    read by another program.
    """
    written = sum(file.is_written for file in files)
    lines = [f"{counted(written, 'file')} written, {len(files) - written} unchanged, in {shown(folder)}"]
    names = [shown(file.file_name) for file in files]
    states, widest = max((len(file.state) for file in files), default=0), max(map(cell_len, names), default=0)
    known = Counter((file.kind, file.name) for file in files)
    for file, name in zip(files, names, strict=True):
        what = file.name if known[file.kind, file.name] == 1 else f"{file.name} ({file.id})"
        what += f": {file.count}" if file.count else ""
        lines.append(f"{file.state:<{states}}  {padded(name, widest)}  {shown(what)}")
    return "\n".join(lines)
