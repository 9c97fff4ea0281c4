"""People who can be paged."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import attrs

from oncall.model import fields

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oncall.errors import Location


@attrs.frozen(cache_hash=True)
class User:
    """A person who can be paged. Two users with one `id` are one person, and equal.

    Raises:
        InvalidValueError: `id` or `name` is empty.
        UnknownZoneError: `time_zone` is no IANA zone.

    Examples:
        >>> print(User("pagerduty_user.bob", name="Bob"))
        Bob
    """

    id: str = attrs.field(validator=fields.name)
    """What tells people apart: an address (`pagerduty_user.alice`), a REST id, or any name."""
    name: str = attrs.field(
        default=attrs.Factory(lambda self: self.id, takes_self=True), kw_only=True, eq=False, validator=fields.name
    )
    """What people call them, by default the id."""
    email: str = attrs.field(default="", kw_only=True, eq=False, validator=fields.text)
    """The e-mail address; empty: not known."""
    time_zone: str | None = attrs.field(default=None, kw_only=True, eq=False, validator=fields.optional_zone)
    """The IANA zone where they live, for nights and weekends, never for who is on call; None: not known."""
    where: Location | None = attrs.field(default=None, kw_only=True, eq=False, repr=False)
    """The file and line that it came from; None: it was made in Python. It takes no part in equality."""
    is_only_referred_to: bool = attrs.field(default=False, kw_only=True, eq=False, repr=False)
    """Whether files tell the id alone, and declare nobody by it."""

    def __str__(self) -> str:
        return self.name


def full_names(users: Iterable[User]) -> dict[User, str]:
    """What each of these people is called: the name, with the id where somebody else of them has it too."""
    known = [*dict.fromkeys(users)]
    counts = Counter(user.name for user in known)
    return {user: user.name if counts[user.name] == 1 else f"{user.name} ({user.id})" for user in known}
