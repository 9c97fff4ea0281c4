"""Formats: what is read into the model. Each has its own module or folder, with `load` and `loads` as in `json`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

    from oncall.model import Configuration


def load(path: str | os.PathLike[str]) -> Configuration:
    """Everything that a file or folder says about being on call; today, a `.tf` file or a folder of them.

    Raises:
        SourceError: with every problem of every file.
    """
    # Imported here so that `import oncall` does not pay for a parser that it may never need.
    from oncall.formats import terraform

    return terraform.load(path)


__all__ = ["load"]
