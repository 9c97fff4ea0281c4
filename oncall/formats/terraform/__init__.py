"""Terraform configurations of the PagerDuty provider: `load`, `loads`, `load_plan`, `loads_plan`, `dump`, `dumps`."""

from oncall.formats.terraform.reading import load, load_plan, loads, loads_plan
from oncall.formats.terraform.variables import Written
from oncall.formats.terraform.writing import dump, dumps

__all__ = ["Written", "dump", "dumps", "load", "load_plan", "loads", "loads_plan"]
