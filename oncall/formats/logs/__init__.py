"""Page logs: PagerDuty's incidents and log entries as JSON, and tables of incidents as CSV."""

from oncall.formats.logs.loading import load, loads

__all__ = ["load", "loads"]
