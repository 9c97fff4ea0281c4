"""Which checks are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.errors import OncallError

if TYPE_CHECKING:
    from oncall.checks.definition import Check
    from oncall.checks.settings import Settings


def chosen(settings: Settings) -> tuple[Check, ...]:
    """The checks that the settings choose, in the order of the codes; at least one.

    Raises:
        NotFoundError: the settings select or ignore a check that there is not.
        OncallError: they choose none, which would read as if all were well.
    """
    from oncall.checks.pack import CHECKS

    settings.refuse_unknown((each.code, each.name) for each in CHECKS)
    found = tuple(each for each in CHECKS if settings.chooses(each.code, each.name))
    if not found:
        selected = f"all that is selected ({', '.join(settings.select)})" if settings.select else "every check"
        raise OncallError(f"no check is chosen: what is ignored ({', '.join(settings.ignore)}) is {selected}")
    return found
