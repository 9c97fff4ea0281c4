"""What is drawn on the page, with one look for each person all over it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING
from xml.etree.ElementTree import fromstring
from zlib import crc32

import attrs

from oncall.views.html.elements import bidi, element
from oncall.views.html.tabular import boxed
from oncall.views.palette import HUES
from oncall.views.people import Roster
from oncall.views.pictures import fairness_svg, schedule_svg
from oncall.views.pictures.style import style

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from oncall.model import User
    from oncall.views.answers import Outlook, Overview
    from oncall.views.html.elements import Child


_IDS = re.compile('<title id="(oc[0-9a-f]{8})-t">')
_MARKED = ("0", ".25", ".45", ".65")
"""How large a dot is in the dot of a person, by their mark."""


@attrs.frozen
class Drawings:
    """The pictures of one page, below headings that say of what they are; `roster` says how people look on it."""

    roster: Roster

    @classmethod
    def of(cls, overview: Overview) -> Drawings:
        """The pictures of a page about all of these schedules."""
        return cls(Roster(user for each in overview.outlooks for user in each.rota.schedule.users))

    def person(self, user: User | None, name: str = "") -> Child:
        """A name, by default theirs, after a dot of the person's colour, if they have one; of nobody, the word."""
        if user is None:
            return self.name(user)
        called = bidi(name) if name else self.name(user)
        return element("span", self._dot(user), called, class_="person") if user in self._known else called

    def name(self, user: User | None) -> Element:
        """A name, told from those of others on the page; of nobody, the word."""
        if user is None:
            return element("span", "nobody", class_="nobody")
        return bidi(self.roster[user].full_name if user in self._known else user.name)

    def weeks(self, outlook: Outlook) -> Element:
        """The picture of a schedule over the weeks that are shown."""
        schedule, timeline = outlook.rota.schedule, outlook.rota.timeline
        drawn = schedule_svg(
            schedule, timeline.since, timeline.until, now=outlook.watch.at, roster=self.roster, is_named=False
        )
        return framed(f"Picture of {schedule.name}", drawn, key=f"weeks {schedule.id}")

    def hours(self, outlook: Outlook) -> Element:
        """Bars of how its hours are shared."""
        drawn = fairness_svg(outlook.fairness, roster=self.roster, is_named=False)
        schedule = outlook.rota.schedule
        return framed(f"Bars of {schedule.name}", drawn, key=f"hours {schedule.id}")

    def _dot(self, user: User) -> Element:
        badge = self.roster[user]
        circle = element("circle", cx=1, cy=1, r=1, fill=badge.color)
        mark = element("circle", cx=1, cy=1, r=_MARKED[badge.mark], fill=badge.ink) if badge.mark else None
        return element("svg", circle, mark, class_="dot", viewBox="0 0 2 2", aria_hidden="true")

    @cached_property
    def _known(self) -> frozenset[User]:
        return frozenset(self.roster)


def picture_rules() -> str:
    """How all pictures look, in every colour that there is."""
    holder = element("g")
    style(holder, range(len(HUES)))
    return holder[0].text or ""


def framed(label: str, svg: str, *, key: str) -> Element:
    """A picture in the page, without its own rules: the page has those of all pictures.

    What in it has an id has one that is made of the key, since two pictures may be alike.
    """
    found = _IDS.search(svg)
    assert found is not None, "every picture has a title"
    drawn = fromstring(svg.replace(found[1], f"oc{crc32(key.encode('utf-8', 'surrogatepass')):08x}"))  # noqa: S314 - made by ourselves a moment ago
    for each in drawn.iter():
        each.tag = each.tag.rpartition("}")[2]
    for rules in drawn.findall("style"):
        drawn.remove(rules)
    return boxed(label, element("figure", drawn, class_="picture"))
