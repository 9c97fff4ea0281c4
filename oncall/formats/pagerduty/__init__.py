"""PagerDuty's REST JSON: what its API answers is read, and what it takes is written."""

from oncall.formats.pagerduty.loading import load, loads
from oncall.formats.pagerduty.writing import dump, dumps, rendered

__all__ = ["dump", "dumps", "load", "loads", "rendered"]
