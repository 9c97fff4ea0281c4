"""Exact answers about a model: what it does for all time, and what that asks of people."""
