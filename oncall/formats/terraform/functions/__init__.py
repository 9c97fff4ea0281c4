"""Terraform's functions on values: `call` one by its name, and the names of all that Terraform has."""

from oncall.formats.terraform.functions.registry import FUNCTIONS, NAMES, NOT_HERE, call

__all__ = ["FUNCTIONS", "NAMES", "NOT_HERE", "call"]
