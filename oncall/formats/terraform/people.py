"""Users: the declared ones, those that Terraform looks up, and those that are only referred to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.errors import OncallError
from oncall.formats.terraform.arguments import Arguments, optional_text
from oncall.formats.terraform.schema import USER
from oncall.formats.terraform.values import Reference, RefusedError, Resource, as_text
from oncall.model import User

if TYPE_CHECKING:
    from oncall.errors import Location
    from oncall.formats.terraform.declarations import Declarations
    from oncall.formats.terraform.expressions import Scope
    from oncall.formats.terraform.report import Report
    from oncall.formats.terraform.syntax import Block
    from oncall.formats.terraform.values import Value

_TYPE = "pagerduty_user"


class People:
    """Everybody the files name, by address or id: the declared first, then the others as they come up."""

    def __init__(self, found: Declarations, scope: Scope, report: Report) -> None:
        self._scope = scope
        self._report = report
        self._users: dict[str, User] = {}
        for address, block in found.of(_TYPE):
            self._users[address] = self._declared(address, block)
        for address, block in found.of(f"data.{_TYPE}"):
            self._users[address] = self._looked_up(address, block)

    def everybody(self) -> tuple[User, ...]:
        """Every user that was declared or referred to until now."""
        return tuple(self._users.values())

    def user(self, value: Value, at: Location, address: str) -> User:
        """The person that an id stands for; `address` is the block that names them.

        Raises:
            RefusedError: the value is no id of a user.
        """
        match value:
            case Reference(user) if value.type == _TYPE:
                return self._users.get(user) or self._undeclared(user, at, address)
            case Reference(other):
                raise RefusedError(f"the id of a {_TYPE} is needed here, not that of `{other}`", at)
            case Resource(other):
                raise RefusedError(f"the id is needed here: write `{other}.id`", at)
            case None:
                raise RefusedError("the id of a user is needed here, not null", at)
            case _:
                return self._by_id(as_text(value, at), at)

    def _by_id(self, id_: str, at: Location) -> User:
        if not id_.strip():
            raise RefusedError("the id of a user is needed here, not an empty string", at)
        return self._users.setdefault(id_, User(id_, where=at))

    def _undeclared(self, user: str, at: Location, address: str) -> User:
        message = f"`{user}` is declared nowhere in these files: only the address of this person is known"
        self._report.warning(message, at, address)
        return self._users.setdefault(user, User(user, name=_label(user), where=at))

    def _declared(self, address: str, block: Block) -> User:
        if not block.is_sound:
            return User(address, name=_label(address), where=block.at)
        arguments = Arguments(block, USER, address, self._scope, self._report)
        for name in ("name", "email"):
            if block.attribute(name) is None:
                self._report.warning(f"the provider requires `{name}` of a {_TYPE}", block.at, address)
        name = self._optional(block, "name", address) or _label(address)
        email = self._optional(block, "email", address) or ""
        zone = self._optional(block, "time_zone", address) or None
        try:
            return User(address, name=name, email=email, time_zone=zone, where=block.at)
        except OncallError as error:
            field = str(getattr(error, "field", ""))
            arguments.fail(field, str(error))
            return User(address, name=_label(address), where=block.at)

    def _looked_up(self, address: str, block: Block) -> User:
        for name in ("count", "for_each"):
            if attribute := block.attribute(name):
                message = f"`{name}` cannot be evaluated yet: write the block out for each instance"
                self._report.error(message, attribute.at, address)
        email = self._optional(block, "email", address) if block.is_sound else ""
        return User(address, name=_label(address), email=email, where=block.at)

    def _optional(self, block: Block, name: str, address: str) -> str:
        return optional_text(block, name, address, self._scope, self._report)


def _label(address: str) -> str:
    return address.rpartition(".")[2]
