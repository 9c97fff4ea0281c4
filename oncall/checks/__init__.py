"""Rules of good practice, each with a code, a page and a source; one file a check."""

from oncall.checks.asking import check
from oncall.checks.findings import Finding, Report, Severity, SuppressedFinding
from oncall.checks.settings import Settings

__all__ = ["Finding", "Report", "Settings", "Severity", "SuppressedFinding", "check"]
