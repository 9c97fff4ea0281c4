"""The page that lists published calendars, to subscribe to or to download: one file that needs nothing else."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING

from oncall.formats.ical.texts import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from oncall.views.published import Published

GENERATOR = '<meta name="generator" content="oncall-schedule">'
"""The line near the beginning by which a page of ours is known."""

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
_STYLE = """
:root { color-scheme: light dark; --ground: #f6f7f9; --card: #fff; --text: #1c2128; --soft: #545d68; --line: #d5dae1;
  --strong: #0a53be; --on-strong: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #0e1116; --card: #171b22; --text: #e6eaf0; --soft: #a2acb9; --line: #3a4350;
    --strong: #8ab8ff; --on-strong: #0b1320; }
}
* { box-sizing: border-box; }
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
a { color: var(--strong); }
.links a { padding: .4rem .9rem; border: 1px solid var(--strong); border-radius: 2rem; font-size: .9rem;
  text-decoration: none; white-space: nowrap; }
.links a:hover { text-decoration: underline; }
.links .subscribe { background: var(--strong); color: var(--on-strong); }
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
    lines = [
        *_head(script),
        "<body>",
        "<main>",
        "<h1>On-call calendars</h1>",
        '<p class="soft">Subscribe, and your calendar follows every change. A download stays as it is.</p>',
        *(line for group in _GROUPS for line in _section(group, listed, address)),
        *_help(),
        "</main>",
        *([f"<script>{script}</script>"] if script else []),
        "</body>",
        "</html>",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _head(script: str) -> list[str]:
    # Even if a name could become markup, nothing but this style and this script would be obeyed.
    scripts = f"; script-src {_fingerprint(script)}" if script else ""
    policy = f"default-src 'none'; style-src {_fingerprint(_STYLE)}{scripts}; base-uri 'none'; form-action 'none'"
    return [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        GENERATOR,
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="robots" content="noindex">',
        "<title>On-call calendars</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
    ]


def _fingerprint(text: str) -> str:
    """What a Content Security Policy knows an inline style or script by."""
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _section(group: tuple[str, str, str, str], listed: list[Published], address: str) -> Iterator[str]:
    kind, id_, title, about = group
    entries = [each for each in listed if each.kind == kind]
    if not entries:
        return
    yield f'<section aria-labelledby="{id_}">'
    yield f'<h2 id="{id_}">{title}</h2>'
    yield f'<p class="soft">{about}</p>'
    yield '<ul class="feeds" role="list">'  # Safari takes a list without bullets for none, unless it is told.
    for each in entries:
        yield from _entry(each, address)
    yield "</ul>"
    yield "</section>"


def _entry(each: Published, address: str) -> Iterator[str]:
    name, file_name = _text(each.name), escape(each.file_name)
    start = f"webcal:{address.partition(':')[2]}" if address else ""
    yield "<li>"
    yield (
        f'<svg viewBox="0 0 2 2" aria-hidden="true"><circle cx="1" cy="1" r="1" fill="{escape(each.color)}"/></svg>'
        f'<span class="what"><bdi class="name">{name}</bdi>'
        f'<span class="soft"><bdi>{_text(each.about)}</bdi> · {_text(each.count)}</span></span>'
    )
    yield '<span class="links">'
    for class_, verb, whom, href, download in (
        ("subscribe", "Subscribe", f" to <bdi>{name}</bdi>", escape(start) + file_name, ""),
        ("download", "Download", f" <bdi>{name}</bdi>", file_name, " download"),
    ):
        yield f'<a class="{class_}" href="{href}"{download}>{verb}<span class="hidden">{whom}</span></a>'
    yield "</span>"
    yield "</li>"


def _help() -> Iterator[str]:
    yield '<section aria-labelledby="help">'
    yield '<h2 id="help">How to subscribe</h2>'
    yield "<dl>"
    for program, how in _HELP:
        yield f"<dt>{program}</dt>"
        yield f'<dd class="soft">{how[0].upper()}{how[1:]}</dd>'
    yield "</dl>"
    yield "</section>"


def _text(text: str) -> str:
    """A text that stays one, whatever is in it."""
    return escape(one_line(text))
