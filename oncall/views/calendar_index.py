"""The page that lists published calendars, to subscribe to or to download: one file that needs nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.views.html.elements import bidi, element, verbatim, written
from oncall.views.html.heads import head
from oncall.views.html.style import COLORS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

    from oncall.views.published import Published

_MADE_BY = "oncall-schedule"
GENERATOR = f'<meta name="generator" content="{_MADE_BY}">'
"""The line near the beginning by which a page of ours is known."""

_TITLE = "On-call calendars"
_GROUPS = (
    ("person", "people", "People", "Every shift of one person, in all schedules."),
    ("schedule", "schedules", "Schedules", "Who is on call in one schedule."),
    ("policy", "policies", "Escalation policies", "Whom an incident reaches, level by level."),
    ("gaps", "gaps", "Gaps", "The times at which a schedule has nobody on call."),
)
_HELP = (
    ("Apple Calendar, Outlook, Thunderbird", "“Subscribe” opens the calendar program, which asks what to do."),
    (
        "Google Calendar",
        "copy the address of “Download”; then, on a computer, choose “From URL” beside “Other calendars” and paste it.",
    ),
    ("Outlook on the web", "copy the address of “Download”; then choose “Add calendar” and “Subscribe from web”."),
)
_STYLE = """* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem 3rem; }
h1 { margin: 0 0 .25rem; font-size: 1.75rem; line-height: 1.2; }
h2 { margin: 2rem 0 0; font-size: 1.15rem; }
p { margin: .25rem 0 0; }
.soft { color: var(--soft); }
.feeds { list-style: none; margin: .75rem 0 0; padding: 0; background: var(--card); border: 1px solid var(--line);
  border-radius: .75rem; }
.feeds li { display: grid; grid-template-columns: .7rem 1fr auto; align-items: center; gap: .5rem .75rem;
  padding: .75rem 1rem; }
.feeds li + li { border-top: 1px solid var(--line); }
.feeds svg { align-self: start; margin-top: .4rem; width: .7rem; overflow: visible; stroke: var(--line);
  stroke-width: .2; }
.what { min-width: 0; overflow-wrap: anywhere; }
.name { font-weight: 600; }
.what .soft { display: block; font-size: .9rem; }
.links { display: flex; gap: .5rem; }
@media (max-width: 34rem) { .links { grid-column: 2 / -1; } }
a { color: var(--link); }
.links a { padding: .4rem .9rem; border: 1px solid var(--link); border-radius: 2rem; font-size: .9rem;
  text-decoration: none; white-space: nowrap; }
.links a:hover { text-decoration: underline; }
.links .subscribe { background: var(--link); color: var(--card); }
a:focus-visible { outline: 3px solid var(--text); outline-offset: 2px; }
dl { margin: .5rem 0 0; }
dt { margin-top: .5rem; font-weight: 600; }
dd { margin: 0; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
"""
# Where the page was published is known once it is looked at: whoever has no scripts gets the plain links.
_SCRIPT = """
if (/^https?:$/.test(location.protocol)) {
  for (const link of document.querySelectorAll("a.subscribe")) link.href = link.href.replace(/^https?:/, "webcal:");
}
"""


def index_page(calendars: Iterable[Published], address: str = "") -> bytes:
    """The page, in UTF-8; nothing in it depends on when it is made.

    `address` is where the folder is published, and ends in a slash: then links to subscribe begin with `webcal:`. Where
    it is not known, a few lines of script find it out when the page is looked at.
    """
    listed, script = list(calendars), "" if address else _SCRIPT
    page = element(
        "html",
        head(_TITLE, f"{COLORS}{_STYLE}", generator=_MADE_BY, script=script),
        element(
            "body",
            element(
                "main",
                element("h1", _TITLE),
                element(
                    "p", "Subscribe, and your calendar follows every change. A download stays as it is.", class_="soft"
                ),
                [_section(group, listed, address) for group in _GROUPS],
                _help(),
            ),
            verbatim("script", script) if script else None,
        ),
        lang="en",
    )
    return f"<!DOCTYPE html>\n{written(page)}".encode()


def _section(group: tuple[str, str, str, str], listed: list[Published], address: str) -> Element | None:
    kind, id_, title, about = group
    entries = [_entry(each, address) for each in listed if each.kind == kind]
    if not entries:
        return None
    return element(
        "section",
        element("h2", title, id=id_),
        element("p", about, class_="soft"),
        element("ul", entries, class_="feeds", role="list"),  # Safari takes one without bullets for none, unless told.
        aria_labelledby=id_,
    )


def _entry(each: Published, address: str) -> Element:
    start = f"webcal:{address.partition(':')[2]}" if address else ""
    circle = element("circle", cx=1, cy=1, r=1, fill=each.color)
    return element(
        "li",
        element("svg", circle, viewBox="0 0 2 2", aria_hidden="true"),
        element(
            "span",
            bidi(each.name, class_="name"),
            element("span", bidi(each.about), f" · {each.count}", class_="soft"),
            class_="what",
        ),
        element(
            "span",
            _link(each, "Subscribe", " to ", href=start + each.file_name, class_="subscribe"),
            _link(each, "Download", " ", href=each.file_name, class_="download", download=True),
            class_="links",
        ),
    )


def _link(each: Published, verb: str, joint: str, **attributes: str | bool) -> Element:
    """A link that says of what it is to who does not see the line that it stands on."""
    return element("a", verb, element("span", joint, bidi(each.name), class_="hidden"), **attributes)


def _help() -> Element:
    listed = [
        [element("dt", program), element("dd", f"{how[0].upper()}{how[1:]}", class_="soft")] for program, how in _HELP
    ]
    return element(
        "section", element("h2", "How to subscribe", id="help"), element("dl", listed), aria_labelledby="help"
    )
