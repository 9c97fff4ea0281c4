"""Pictures as SVG, made with the XML writer of the standard library: no script, and nothing from elsewhere."""

from __future__ import annotations

from oncall.views.pictures.notebooks import fairness_html, own_svg, schedule_html, timeline_html
from oncall.views.pictures.schedules import schedule_svg, timeline_svg
from oncall.views.pictures.shares import fairness_svg

__all__ = [
    "fairness_html",
    "fairness_svg",
    "own_svg",
    "schedule_html",
    "schedule_svg",
    "timeline_html",
    "timeline_svg",
]
