"""The head of every page: what it may load, which is nothing, what it is called, and how it looks."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

from oncall.views.html.elements import element, verbatim

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def head(title: str, rules: str, *, generator: str, script: str = "") -> Element:
    """The head of a page with these rules; `generator` is by what a page of ours is known, near its beginning.

    Even if a name could become markup, nothing but these rules and this `script` would be obeyed.
    """
    scripts = f"; script-src {_fingerprint(script)}" if script else ""
    policy = f"default-src 'none'; style-src {_fingerprint(rules)}{scripts}; base-uri 'none'; form-action 'none'"
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="generator", content=generator),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="robots", content="noindex"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
        verbatim("style", rules),
    )


def _fingerprint(text: str) -> str:
    """What a Content Security Policy knows an inline style or script by."""
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
