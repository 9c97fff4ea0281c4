"""What a test asserts about schedules: each raises an AssertionError that says who, when, and how much.

Nothing is sampled: what is asserted is asserted of all time, unless a range is given. What a call does not need is not
imported here, since the plugin of pytest is beside this module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from oncall.analysis.loads import Measure
    from oncall.analysis.nights import Night
    from oncall.analysis.public_holidays import Holidays
    from oncall.checks import Settings
    from oncall.chronology.instants import Instant
    from oncall.model import Absence, Configuration, EscalationPolicy, Incident, Page, PageLog, Schedule, User


def assert_covered(subject: Schedule | EscalationPolicy | Configuration, *, since: Instant | None = None) -> None:
    """Assert that somebody is on call, or is paged, at every instant from `since` on; by default from its beginning.

    Of a schedule: somebody is always on call. Of a policy: whenever an incident begins, it reaches somebody; a schedule
    of it may have gaps that another level fills. Of a configuration: both, of each of its schedules and policies.

    Raises:
        AssertionError: nobody is, at some time: when first, for how long, and how often that comes back.
        InvalidValueError: the subject is none of these, or a configuration of none of them.
        NotAnInstantError: `since` is no instant.

    Examples:
        >>> from oncall import Layer, Schedule, User
        >>> layer = Layer.weekly(
        ...     [User("alice"), User("bob")],
        ...     start="2025-01-06T09:00:00-05:00",
        ...     hand_off="mon 09:00",
        ...     time_zone="America/New_York",
        ... )
        >>> assert_covered(Schedule(name="checkout", time_zone="America/New_York", layers=[layer]))
    """
    __tracebackhide__ = True
    from oncall.testing.coverage import uncovered

    _refuse(uncovered(subject, since))


def assert_fair(
    subject: Schedule | Configuration,
    *,
    hours: float | None = None,
    nights: float | None = None,
    weekends: float | None = None,
    holidays: float | None = None,
    shifts: float | None = None,
    pages: float | None = None,
    since: Instant | None = None,
    until: Instant | None = None,
    weights: Mapping[User | str, float] | None = None,
    holiday_dates: Holidays | None = None,
    page_log: PageLog | Iterable[Incident | Page | Instant] | None = None,
    night: Night | tuple[int, int] = (22, 7),
) -> None:
    """Assert that nobody has much more than their fair share: at most so many times the mean.

    `weekends=1.25` allows one and a quarter times the mean of the weekend hours. With no limit at all, hours, nights
    and weekends may be 1.25 times the mean, as OC301 to OC303 have it. By default it is measured over one joint
    period, and so for all time, public holidays over one year. `since`, `until`, `weights` and `night` are those of
    `oncall.fairness`, the `holiday_dates` are its `holidays`, and the `page_log` is its `pages`.

    What clock changes may move is no fault, as it is none to these checks: to be above the mean by two hours of all, or
    by an hour of nights or weekends for each day that somebody is on call, eight at most.

    Somebody who is listed, and not on call at all, is unfair in any case: among many people the mean hardly shows it.
    So a range that you give should be long enough for everybody's turn. A weight of 0 says that nothing is expected.

    Raises:
        AssertionError: a table of everybody and what they have, with a star where it is too much.
        InvalidValueError: a limit is no number of at least 1, nobody is listed or expected to do anything, or as
            `oncall.fairness`.
        NotFoundError, NotAnInstantError, MissingLibraryError: as `oncall.fairness`.

    Examples:
        >>> from oncall import Layer, Schedule, User
        >>> layer = Layer.weekly(
        ...     [User("alice"), User("bob")],
        ...     start="2025-01-06T09:00:00-05:00",
        ...     hand_off="mon 09:00",
        ...     time_zone="America/New_York",
        ... )
        >>> assert_fair(Schedule(name="checkout", time_zone="America/New_York", layers=[layer]), weekends=1)
    """
    __tracebackhide__ = True
    from oncall.testing.shares import Asked, unfairness

    asked = Asked(since=since, until=until, weights=weights, holidays=holiday_dates, pages=page_log, night=night)
    limits: dict[Measure, float | None] = {
        "hours": hours,
        "nights": nights,
        "weekends": weekends,
        "holidays": holidays,
        "shifts": shifts,
        "pages": pages,
    }
    _refuse(unfairness(subject, limits, asked))


def assert_no_findings(
    configuration: Configuration,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    settings: Settings | None = None,
    since: Instant | None = None,
    pages: PageLog | Iterable[Incident | Page | Instant] = (),
    away: Iterable[Absence] = (),
    severity: Literal["error", "warning", "info"] = "warning",
) -> None:
    """Assert that the checks find nothing of this `severity` or worse.

    `select` and `ignore` take codes (`OC201`), beginnings of codes (`OC2`) and names (`layer-hidden`), and narrow what
    the `settings` choose. Findings that a comment in the file asks to ignore do not count. `since`, `pages` and
    `away` are those of `oncall.check`.

    Raises:
        AssertionError: each finding with its place, its evidence and how to mend it.
        InvalidValueError, NotFoundError, NotAnInstantError: as `oncall.check`, or there is no such severity.
        OncallError: no check is chosen.

    Examples:
        >>> import oncall
        >>> assert_no_findings(oncall.load("examples/checkout"), select=["OC1"])
    """
    __tracebackhide__ = True
    from oncall.testing.findings import narrowed, unwanted

    chosen = narrowed(settings, select, ignore)
    _refuse(unwanted(configuration, chosen, since=since, pages=pages, away=away, severity=severity))


def assert_same_schedule(
    first: Schedule, second: Schedule, *, since: Instant | None = None, until: Instant | None = None
) -> None:
    """Assert that two schedules have the same person on call at every instant, or nobody, of `[since, until)`.

    However differently they are written: layers, their names, restrictions and overrides are not compared, only what
    comes of them. Without `until` it is for all time: over the joint period of both on the wall clock, and around each
    clock change up to 2050. Where that is too long to walk, or the two are in zones of different clocks, it is decided
    as far as instants can be looked at.

    Raises:
        AssertionError: the first times at which they differ, with who is on call in each, and how many more there are.
        InvalidValueError: one of them is no schedule, or the range is empty.
        NotAnInstantError: an end of the range is no instant.

    Examples:
        >>> from oncall import Layer, Schedule, User
        >>> alice, bob = User("alice"), User("bob")
        >>> def schedule(*users, start):
        ...     layer = Layer.weekly(users, start=start, hand_off="mon 09:00", time_zone="Etc/UTC")
        ...     return Schedule(name="checkout", time_zone="Etc/UTC", layers=[layer])
        >>> now, later = "2025-01-06T09:00:00Z", "2025-01-13T09:00:00Z"
        >>> assert_same_schedule(schedule(alice, bob, start=now), schedule(bob, alice, start=later), since=later)
    """
    __tracebackhide__ = True
    from oncall.testing.differences import difference

    _refuse(difference(first, second, since, until))


def _refuse(message: str) -> None:
    """Fail with a message, unless there is none."""
    __tracebackhide__ = True
    if message:
        raise AssertionError(message)
