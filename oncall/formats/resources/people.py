"""Users: the declared ones, those that are looked up elsewhere, and those that are only referred to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.errors import OncallError
from oncall.formats.resources.arguments import Arguments
from oncall.formats.resources.conversions import as_text
from oncall.formats.resources.schema import USER
from oncall.formats.resources.values import NoValueError, Reference, RefusedError, Resource, Unknown
from oncall.model import User
from oncall.model.addresses import address as parsed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from oncall.errors import Location
    from oncall.formats.resources.bodies import Declared
    from oncall.formats.resources.report import Report
    from oncall.formats.resources.values import Value

_TYPE = "pagerduty_user"


class People:
    """Everybody that the inputs name, by address or id: the declared first, then the others as they come up.

    `real_ids` are the addresses of resources by the id that the paging service knows them by; `names` are what people
    are called of whom only that is told, by id; `families` are the addresses of those declared of whom it is not known
    how many there are.
    """

    def __init__(
        self,
        declared: Iterable[Declared],
        real_ids: Mapping[str, str],
        names: Mapping[str, str],
        families: Collection[str],
        report: Report,
    ) -> None:
        self._report = report
        self._families = families
        self._real_ids = real_ids
        self._names = names
        self._users: dict[str, User] = {}
        self._called: dict[str, list[User]] = {}
        found = list(declared)
        for each in sorted(found, key=lambda each: each.is_data):
            self._added(self._looked_up(each) if each.is_data else self._declared(each))

    def everybody(self) -> tuple[User, ...]:
        """Every user that was declared or referred to until now."""
        return tuple(self._users.values())

    def user(self, value: Value, at: Location, address: str) -> User:
        """The person that an id stands for; `address` is what names them.

        An id that cannot be computed is one all the same, by its address.

        Raises:
            RefusedError: the value is no id of a user.
        """
        match value:
            case Reference(user) if value.type == _TYPE:
                same = self._real_ids.get(user, user)
                return self._users.get(same) or self._undeclared(same, at, address)
            case Reference(other) if value.type.startswith("pagerduty_"):
                raise RefusedError(f"the id of a {_TYPE} is needed here, not that of `{other}`", at)
            case Reference(other):
                return self._computed(f"{other}.id", at)
            case Resource(other):
                raise RefusedError(f"the id is needed here: write `{other}.id`", at)
            case Unknown(text):
                owner, _, attribute = text.rpartition(".")
                if owner in self._users and attribute.isidentifier():  # `.ID`; what it has is no name of anybody
                    raise RefusedError(f"the id is needed here, not `{attribute}`: write `{owner}.id`", at)
                return self._computed(text, at)
            case None:
                raise RefusedError("the id of a user is needed here, not null", at)
            case _:
                return self._by_text(value, at, address)

    def _by_text(self, value: Value, at: Location, address: str) -> User:
        try:
            id_ = as_text(value)
        except NoValueError as error:
            raise RefusedError(error.message, at) from error
        if not id_.strip():
            raise RefusedError("the id of a user is needed here, not an empty string", at)
        for user in self._called.get(id_, ()):
            advice = f"if `{user.id}` is meant, write `{user.id}.id`"
            self._report.warning(f"{id_!r} is taken for an id of PagerDuty; {advice}", at, address)
        return self._by_id(self._real_ids.get(id_, id_), at)

    def _added(self, user: User) -> User:
        """The person, or whoever has that id already; one with an address is also known by name and e-mail address."""
        if user.id not in self._users:
            self._users[user.id] = user
            if parsed(user.id):
                for name in {user.name, user.email} - {user.id}:
                    self._called.setdefault(name, []).append(user)
        return self._users[user.id]

    def _by_id(self, id_: str, at: Location) -> User:
        if id_ not in self._users:
            name = _visible(self._names.get(id_, "")) or id_
            self._added(User(id_, name=name, where=at, is_only_referred_to=True))
        return self._users[id_]

    def _computed(self, text: str, at: Location) -> User:
        """The person whose id an expression gives; it may well be that of somebody who is declared."""
        return self._added(User(text, name=_visible(self._names.get(text, "")) or text, where=at))

    def _undeclared(self, user: str, at: Location, address: str) -> User:
        parts = parsed(user)
        if parts and user.removesuffix(parts.key) in self._families:
            return self._added(User(user, name=_label(user), where=at))
        message = f"`{user}` is declared nowhere in these files: only the address of this person is known"
        self._report.warning(message, at, address)
        referred = User(user, name=_label(user), where=at, is_only_referred_to=True)
        return self._added(referred)

    def _declared(self, found: Declared) -> User:
        if not found.body.is_sound:
            return User(found.id, name=found.label, where=found.body.at)
        arguments = Arguments(found.body, USER, found.id, self._report, is_written=found.is_written)
        for name in ("name", "email"):
            if found.is_written and name not in found.body.arguments:
                self._report.warning(f"the provider requires `{name}` of a {_TYPE}", found.body.at, found.id)
        name = _visible(arguments.optional_text("name")) or found.label
        email = arguments.optional_text("email")
        zone = arguments.optional_text("time_zone") or None
        try:
            return User(found.id, name=name, email=email, time_zone=zone, where=found.body.at)
        except OncallError as error:
            field = str(getattr(error, "field", ""))
            if found.is_written:
                arguments.fail(field, str(error))
            else:
                self._report.warning(f"`{field}` is left out: {error}", arguments.place(field), found.id)
            return User(found.id, name=name, email=email, where=found.body.at)

    def _looked_up(self, found: Declared) -> User:
        body = found.body
        email = ""
        if body.is_sound:
            arguments = Arguments(body, USER, found.id, self._report, is_written=False)
            email = arguments.optional_text("email")
            name = _visible(arguments.optional_text("name"))
        else:
            name = ""
        return User(found.id, name=name or found.label, email=email, where=body.at)


def _label(user: str) -> str:
    parts = parsed(user)
    return parts.label if parts else user


def _visible(name: str) -> str:
    """A name, unless there is nothing of it to see."""
    return name if name.strip() else ""
