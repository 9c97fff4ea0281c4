"""Terraform configurations of the PagerDuty provider: `load` a file or folder, `loads` a text."""

from oncall.formats.terraform.loading import load, loads

__all__ = ["load", "loads"]
