"""The parts of Terraform's addresses."""

from __future__ import annotations

import pytest

from oncall.model.addresses import Address, address


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("pagerduty_user.alice", ("", False, "pagerduty_user", "alice", "")),
        ("data.pagerduty_user.alice", ("", True, "pagerduty_user", "alice", "")),
        ("pagerduty_user.all[0]", ("", False, "pagerduty_user", "all", "[0]")),
        ('pagerduty_user.all["a.b"]', ("", False, "pagerduty_user", "all", '["a.b"]')),
        ('pagerduty_user.all["a\\"].b"]', ("", False, "pagerduty_user", "all", '["a\\"].b"]')),
        ('module.x["e.u"].data.t.n["k"]', ('module.x["e.u"]', True, "t", "n", '["k"]')),
        ("module.a.module.b[1].t.n", ("module.a.module.b[1]", False, "t", "n", "")),
    ],
)
def test_an_address_has_parts(text: str, parts: tuple[str, bool, str, str, str]) -> None:
    """Modules, mode, type, name and key, whatever the keys hold."""
    assert address(text) == Address(*parts)


@pytest.mark.parametrize("text", ["PABC123", "alice", "", "a.b.c", "alice example.com", "module.x", "t.n[", 't.n["k'])
def test_what_is_no_address(text: str) -> None:
    """A REST id, a name, or a text that only looks like one."""
    assert address(text) is None
