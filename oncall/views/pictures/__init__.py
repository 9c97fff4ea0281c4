"""Pictures as SVG, made with the XML writer of the standard library: no script, and nothing from elsewhere."""

from __future__ import annotations

from oncall.views.pictures.notebooks import own_range, own_svg
from oncall.views.pictures.schedules import schedule_svg, timeline_svg
from oncall.views.pictures.shares import fairness_svg

__all__ = [
    "fairness_svg",
    "own_range",
    "own_svg",
    "schedule_svg",
    "timeline_svg",
]
