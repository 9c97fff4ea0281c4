"""Mutation testing: `python -m tests.mutation oncall/engine` (docs/reference/quality.md)."""
