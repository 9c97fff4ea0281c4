"""Data frames: rows of plain values in the library that somebody uses."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from oncall.errors import InvalidValueError, MissingLibraryError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LIBRARIES = ("pandas", "polars")


def frame(rows: Sequence[Mapping[str, Any]], library: str | None = None) -> Any:  # noqa: ANN401 - either's own
    """The rows as a `DataFrame` of the library named, else of the first of pandas and polars that is installed.

    Raises:
        MissingLibraryError: it is not installed, or neither is.
        InvalidValueError: there is no such library.
    """
    if library is not None and library not in LIBRARIES:
        raise InvalidValueError("library", f"{' or '.join(map(repr, LIBRARIES))}", library)
    for name in LIBRARIES if library is None else (library,):
        try:
            found = import_module(name)
        except ImportError:
            continue
        return found.DataFrame(list(rows))
    wanted = library or LIBRARIES[0]
    raise MissingLibraryError("a data frame", wanted, wanted)
