"""How hard Hypothesis tries: `pytest --hypothesis-profile=ci`, `nightly`, or `dev` where nothing is said.

A law sets no `max_examples` of its own, so that these numbers times the laws are what runs (tests/test_project.py
holds the sums). No deadline: a slow machine is not a wrong answer.
"""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings

pytest_plugins = ["pytester"]  # runs of pytest within a test: tests/testing/

settings.register_profile("dev", max_examples=50, deadline=None, print_blob=True)
settings.register_profile("brief", max_examples=10, deadline=None, print_blob=True, derandomize=True, database=None)
settings.register_profile("ci", max_examples=200, deadline=None, print_blob=True, derandomize=True, database=None)
settings.register_profile("nightly", max_examples=6_000, deadline=None, print_blob=True)
# A mutant is told by an answer that changes, not by the smallest input that shows it: nothing is shrunk.
settings.register_profile(
    "mutation",
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("dev")
