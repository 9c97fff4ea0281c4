"""What a team's own test suite imports: assertions here, Hypothesis strategies in `strategies`, a pytest plugin.

Neither pytest nor Hypothesis is needed for the assertions.
"""

from oncall.testing.assertions import assert_covered, assert_fair, assert_no_findings, assert_same_schedule

__all__ = ["assert_covered", "assert_fair", "assert_no_findings", "assert_same_schedule"]
