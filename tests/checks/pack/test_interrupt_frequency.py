"""OC003: a shift with more pages than a person can deal with."""

from oncall import Configuration, Page, PageLog, Report, Settings, check
from tests.checks.builders import ALICE, BOB, layer, policy, schedule

ROTA = schedule(layer(ALICE, BOB))  # alice from Monday 2025-01-06 09:00, bob from 2025-01-13 09:00
OTHER = schedule(layer(ALICE, BOB), name="other")


def paged(*pages: Page, settings: Settings | None = None) -> Report:
    """What the check says of some pages."""
    chosen = settings or Settings(select=["OC003"])
    return check(Configuration(schedules=[ROTA]), pages=pages, settings=chosen)


def at(day: int, hour: int, user: object = ALICE) -> Page:
    """A page in January 2025, at a full hour in New York."""
    return Page(at=f"2025-01-{day:02}T{hour:02}:00:00-05:00", user=user)  # type: ignore[arg-type]


def test_two_pages_are_the_most() -> None:
    """Two in a shift are fine; the third makes a finding that names the shift, the person and the pages."""
    assert not paged(at(7, 3), at(8, 3)).findings
    (found,) = paged(at(9, 3), at(7, 3), at(8, 3)).findings
    assert "3 pages in the shift of alice from Mon 2025-01-06 09:00 -05:00" in found.message
    assert "Tue 2025-01-07 03:00 -05:00, Wed 2025-01-08 03:00 -05:00, Thu 2025-01-09 03:00 -05:00" in found.message
    assert [span.start.isoformat() for span in found.spans] == ["2025-01-06T09:00:00-05:00"]


def test_a_shift_ends_where_the_next_begins() -> None:
    """A page at the very hand-off belongs to bob: two for alice, one for him."""
    assert not paged(at(7, 3), at(8, 3), at(13, 9, BOB)).findings


def test_somebody_elses_page_does_not_count() -> None:
    """A page that reached bob in alice's week came from another schedule."""
    assert not paged(at(7, 3), at(8, 3), at(9, 3, BOB)).findings


def test_a_page_that_names_its_schedule_counts_there_alone() -> None:
    """Three pages through the other schedule leave this one in peace."""
    pages = [Page(at=f"2025-01-07T0{hour}:00:00-05:00", user=ALICE, targets=[OTHER]) for hour in (1, 2, 3)]
    configuration = Configuration(schedules=[ROTA, OTHER])
    found = check(configuration, pages=pages, settings=Settings(select=["OC003"])).findings
    assert [each.subject for each in found] == ["other"]


def test_pages_before_the_schedule_began_are_nobodys() -> None:
    """In December nobody was on call here."""
    pages = [Page(at=f"2024-12-07T0{hour}:00:00-05:00", user=ALICE) for hour in (1, 2, 3)]
    assert not paged(*pages).findings


def test_a_log_says_as_much_as_its_pages() -> None:
    """A page log, its incidents, and its pages find the same; without recorded pages the policy's count, as such."""
    pages = [at(7, 3), at(8, 3), at(9, 3)]
    log = PageLog(pages)
    (found,) = paged(*pages).findings
    for given in (log, list(log), iter(pages)):
        assert check(Configuration(schedules=[ROTA]), pages=given, settings=Settings(select="OC003")).findings == (
            found,
        )
    asked = Configuration(schedules=[ROTA], escalation_policies=[policy((5, ROTA))])
    triggers = PageLog(page.at for page in pages)
    (modelled,) = check(asked, pages=triggers, settings=Settings(select="OC003")).findings
    assert (modelled.subject, modelled.spans) == (found.subject, found.spans)
    said = "rota: 3 pages (all of them are what the policy says; nobody recorded them) in the shift of alice"
    assert modelled.message.startswith(said)
    assert "Would have been paged: Tue 2025-01-07 03:00 -05:00, Wed" in modelled.message
    (mixed,) = check(asked, pages=[*pages[:2], pages[2].at], settings=Settings(select="OC003")).findings
    assert "3 pages (1 of them is what the policy says; nobody recorded it) in the shift" in mixed.message
    assert "Paged, or would have been: Tue" in mixed.message


def test_a_page_counts_for_one_schedule() -> None:
    """Alice is on call in two at once; the three pages are those of the first, and no six."""
    configuration = Configuration(schedules=[OTHER, ROTA])
    found = check(configuration, pages=[at(7, 3), at(8, 3), at(9, 3)], settings=Settings(select="OC003")).findings
    assert [each.subject for each in found] == ["other"]


def test_many_pages_are_not_all_listed() -> None:
    """The first five are, and how many more there are."""
    (found,) = paged(*(at(7, 3) for _ in range(300))).findings
    assert found.message.count("Tue 2025-01-07 03:00 -05:00") == 5
    assert found.message.endswith("Tue 2025-01-07 03:00 -05:00 and 295 more.")


def test_the_limit_is_a_setting() -> None:
    """A team may ask for none at all."""
    assert paged(at(7, 3), settings=Settings(pages_per_shift=0)).findings


def test_without_pages_it_finds_nothing() -> None:
    """No log, no finding."""
    assert not paged().findings
