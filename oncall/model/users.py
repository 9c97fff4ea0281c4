"""People who can be paged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall.model import fields

if TYPE_CHECKING:
    from oncall.errors import Location


@attrs.frozen(cache_hash=True)
class User:
    """A person who can be paged. Two users with one `id` are one person, and equal.

    `id` is the address or REST id that the user came with (`pagerduty_user.alice`), or any name that tells people
    apart. `time_zone`, if known, matters for nights and weekends, never for who is on call. `is_only_referred_to` is
    for a person of whom files tell the id, but who is declared in none of them.

    Raises:
        InvalidValueError: `id` or `name` is empty.
        UnknownZoneError: `time_zone` is no IANA zone.

    Examples:
        >>> print(User("pagerduty_user.bob", name="Bob"))
        Bob
    """

    id: str = attrs.field(validator=fields.name)
    name: str = attrs.field(
        default=attrs.Factory(lambda self: self.id, takes_self=True), kw_only=True, eq=False, validator=fields.name
    )
    email: str = attrs.field(default="", kw_only=True, eq=False, validator=fields.text)
    time_zone: str | None = attrs.field(default=None, kw_only=True, eq=False, validator=fields.optional_zone)
    where: Location | None = attrs.field(default=None, kw_only=True, eq=False, repr=False)
    is_only_referred_to: bool = attrs.field(default=False, kw_only=True, eq=False, repr=False)

    def __str__(self) -> str:
        return self.name
