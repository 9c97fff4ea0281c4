"""Terraform configurations of the PagerDuty provider: `load` a file or folder, `loads` a text, `dump` and `dumps`."""

from oncall.formats.terraform.reading import load, load_plan, loads
from oncall.formats.terraform.variables import Written
from oncall.formats.terraform.writing import dump, dumps

__all__ = ["Written", "dump", "dumps", "load", "load_plan", "loads"]
