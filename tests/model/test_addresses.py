"""The parts of Terraform's addresses."""

from __future__ import annotations

import pytest

from oncall.model.addresses import Address, address, instance_key


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


@pytest.mark.parametrize(
    ("key", "written"),
    [
        (0, "[0]"),
        ("eu", '["eu"]'),
        ("0", '["0"]'),
        ('a"b', r'["a\"b"]'),
        ("a\\b", r'["a\\b"]'),
        ("${a} %{b}\n", r'["$${a} %%{b}\n"]'),
    ],
)
def test_the_key_of_an_instance_is_written_as_terraform_does(key: str | int, written: str) -> None:
    """A number bare, a text in quotes with its escapes; an address with that key has the text for a label."""
    assert instance_key(key) == written
    found = address(f"pagerduty_user.all{written}")
    assert found is not None
    assert (found.key, found.short) == (written, f"all{written}")
    assert found.label == (key if isinstance(key, str) else "all[0]")


@pytest.mark.parametrize(
    ("text", "label"), [("t.n", "n"), ("t.n[7]", "n[7]"), ('t.n["Ann"]', "Ann"), ('t.n[" "]', 'n[" "]')]
)
def test_a_thing_without_a_name_has_a_label(text: str, label: str) -> None:
    """The text in its key if there is any to read, else its name with its number."""
    found = address(text)
    assert found is not None
    assert found.label == label


@pytest.mark.parametrize("key", ["C:\\temp", "a\\nb", "\\\\n", '"${a}%{b}$${', "\n\r\t"])
def test_the_label_is_the_key_whatever_is_in_it(key: str) -> None:
    """A backslash before a letter is one, and no line break."""
    found = address(f"pagerduty_user.all{instance_key(key)}")
    assert found is not None
    assert found.label == (key if key.strip() else found.short)
