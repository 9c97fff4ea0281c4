"""Which days are public holidays."""

from __future__ import annotations

import sys
from datetime import date, datetime
from typing import Any

import pytest

from oncall.analysis.by_person import ByPerson
from oncall.analysis.public_holidays import day_numbers, unknown_country, written_days, written_holidays
from oncall.errors import InvalidValueError, MissingLibraryError

CHRISTMAS = date(2026, 12, 25)


def test_countries_and_dates_may_be_mixed() -> None:
    """One or several, each once, in whatever way they are written."""
    assert written_days("de-by") == ("DE-BY",)
    assert written_days(CHRISTMAS) == written_days("2026-12-25") == (CHRISTMAS,)
    assert written_days(["US", "2026-12-25", CHRISTMAS]) == (CHRISTMAS, "US")


def test_they_are_everybodys_or_each_persons() -> None:
    """A mapping says whose they are."""
    assert written_holidays(None) is None
    assert written_holidays("US") == ("US",)
    assert written_holidays({"bob": "DE", "alice": [CHRISTMAS]}) == ByPerson({"alice": (CHRISTMAS,), "bob": ("DE",)})


@pytest.mark.parametrize("wrong", [5, "Germany", b"DE", ["DE", 5], datetime(2026, 12, 25), {"DE": 1}, ""])
def test_what_is_no_day_is_refused(wrong: Any) -> None:
    """A date has no time, a country is a code."""
    with pytest.raises(InvalidValueError, match="countries such as 'DE' or 'DE-BY', or dates such as '2026-12-25'"):
        written_days(wrong)


def test_days_are_counted_from_1970() -> None:
    """1970-01-02 is day 1; dates need no library."""
    assert day_numbers([date(1970, 1, 2), date(1969, 12, 31)], range(0)) == (-1, 1)


def test_the_holidays_of_a_country() -> None:
    """Bavaria has Epiphany, Germany as a whole does not."""
    pytest.importorskip("holidays")
    epiphany = date(2026, 1, 6).toordinal() - date(1970, 1, 1).toordinal()
    assert epiphany in day_numbers(["DE-BY"], range(2026, 2027))
    assert epiphany not in day_numbers(["DE"], range(2026, 2027))


def test_a_country_that_nobody_knows_is_refused() -> None:
    """So is a part that it does not have; the sentence says which there are."""
    pytest.importorskip("holidays")
    with pytest.raises(InvalidValueError, match="a country that is known.*, got 'XX'"):
        day_numbers(["XX"], range(2026, 2027))
    with pytest.raises(InvalidValueError, match=r"a part of DE that is known \(such as BB, .*, got 'DE-ZZ'"):
        day_numbers(["DE-ZZ"], range(2026, 2027))


def test_without_the_library_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is named; dates do without."""
    monkeypatch.setitem(sys.modules, "holidays", None)
    with pytest.raises(
        MissingLibraryError, match=r"needs the package 'holidays': pip install 'oncall-schedule\[holidays\]'"
    ):
        day_numbers(["DE"], range(2026, 2027))


def test_a_country_may_be_asked_about_beforehand(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is wrong with it is the error that there would be; nothing is, if nobody can know."""
    pytest.importorskip("holidays")
    assert [unknown_country(each) for each in ("us-ca", " DE ", "2026-12-25", "Germany")] == [None] * 4
    for wrong in ("xx", "DE-ZZ"):
        assert wrong.upper() in str(unknown_country(wrong))
    monkeypatch.setitem(sys.modules, "holidays", None)
    assert unknown_country("xx") is None
