"""`oncall fairness`: who carries how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import click

import oncall
from oncall.analysis.by_person import known_people, person_of
from oncall.analysis.fairness import NOT_GIVEN, catalog_of
from oncall.analysis.people import users_of
from oncall.analysis.terms import term
from oncall.chronology.zones import DAY, Zone
from oncall.cli import choices, options, output, progress, time_off
from oncall.cli.logs import warn
from oncall.cli.moments import Range
from oncall.cli.named_people import warn_of_strangers
from oncall.model.full_names import configuration_in_full
from oncall.views.answers import Shares

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from oncall import Attribution, Settings, User
    from oncall.analysis.nights import Night
    from oncall.analysis.public_holidays import HolidaysOf
    from oncall.cli.choices import Choice
    from oncall.cli.moments import Typed
    from oncall.cli.time_off import GivenDays
    from oncall.model import Configuration, Schedule


def _weights(_context: click.Context, option: click.Parameter, texts: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    found: list[tuple[str, float]] = []
    for text in texts:
        name, equals, number = text.rpartition("=")
        try:
            value = float(number)
        except ValueError:
            value = -1.0
        if not equals or not name or not 0 <= value < float("inf"):
            raise click.BadParameter(f"{text!r} is not PERSON=WEIGHT with a number of at least 0", param=option)
        found.append((name, value))
    return tuple(found)


@click.command(cls=options.Command, epilog="Example: oncall fairness infra/ --holidays US --weight bob=0.5")
@options.sources
@options.at
@options.since
@options.until("one joint period later")
@options.schedule
@click.option(
    "--holidays",
    multiple=True,
    metavar="[PERSON=]COUNTRY|DATE|FILE.ics",
    help="Public holidays of everybody, or of one person: DE, DE-BY, 2026-12-25, FILE.ics.",
)
@click.option(
    "--weight", "weights", multiple=True, metavar="PERSON=WEIGHT", callback=_weights, help="0.5 of a full share."
)
@click.option("--log", "logs", multiple=True, metavar="FILE", help="A page log, as JSON or CSV: whom it woke.")
@click.option("--time-zone", metavar="ZONE", help="The zone of times in a CSV that have no UTC offset.")
@choices.of_file
@options.as_json
def fairness(
    *,
    sources: options.Sources,
    at: Typed,
    since: Typed | None,
    until: Typed | None,
    schedule: str | None,
    holidays: tuple[str, ...],
    weights: tuple[tuple[str, float], ...],
    logs: tuple[str, ...],
    time_zone: str | None,
    choice: Choice,
    as_json: bool,
) -> None:
    """Who carries how much: hours, nights, weekends, holidays and shifts of everybody, and how evenly.

    Looks at one joint period of the layers, from now or once everything that starts or ends has done so: it comes again
    for ever. Public holidays are those of one year from then on. Nights, weekends and holidays are those where people
    live.

    With several schedules, also at what people have in all of them together: whoever is on call in two at once is on
    call once. Weights, holidays and the night of the settings file hold where nothing else is said.
    """
    configuration = sources.configuration()
    settings = choice.settings()
    warn_of_strangers(settings, configuration, choice)
    asked = Range(since=since, until=until, at=at)
    told = configuration if as_json else configuration_in_full(configuration)
    chosen = options.chosen(told.schedules, schedule)
    days = time_off.holidays(holidays, *_holidays_within(chosen, asked)) if holidays else ()
    expected = _Expected.of(configuration, settings, days, weights)
    log = oncall.load_log(*logs, time_zone=time_zone) if logs else None
    pages = None if log is None else oncall.attribute(log, configuration)
    if pages is not None:
        warn(pages, " ".join(logs))
    with progress.over(chosen, "Measuring the schedules") as schedules:
        answers = [
            Shares(schedule=each, fairness=expected.fairness(each, each.users, _range([each], asked), pages))
            for each in schedules
        ]
    if len(chosen) > 1:
        everything = oncall.Configuration(schedules=chosen)
        with progress.shown("Measuring them together"):
            together = expected.fairness(everything, users_of(everything), _range(chosen, asked), pages)
        answers.append(Shares(schedule=None, fairness=together))
    if as_json:
        alone = [each.to_dict() for each in answers if each.schedule is not None]
        output.write_json({"schedules": alone, "together": answers[-1].to_dict() if len(chosen) > 1 else None})
        return
    from oncall.views.fairness import shares_text

    output.write(shares_text(answers, output.canvas()).rstrip("\n") or "There is no schedule.")


@attrs.frozen(kw_only=True)
class _Expected:
    """What is expected of the people of a configuration."""

    weights: Mapping[User, float]
    holidays: Mapping[User, HolidaysOf] | None
    night: Night

    @classmethod
    def of(
        cls,
        configuration: Configuration,
        settings: Settings,
        holidays: Sequence[GivenDays],
        weights: Sequence[tuple[str, float]],
    ) -> _Expected:
        """What the options say, else the settings.

        Raises:
            NotFoundError: an option names somebody who is not there.
        """
        people = catalog_of(users_of(configuration))
        given = {person_of(name, people, "weights"): value for name, value in weights}
        return cls(
            weights={**dict(known_people(settings.weights, people)), **given},
            holidays=time_off.by_person(holidays, people) if holidays else time_off.settled(settings, people),
            night=settings.night,
        )

    def fairness(
        self,
        subject: Schedule | Configuration,
        known: Iterable[User],
        span: tuple[int | None, int | None],
        pages: Attribution | None,
    ) -> oncall.Fairness:
        """The fairness of a subject in which so many people are `known`: of others nothing can be expected there."""
        own = {*known}
        holidays: dict[User | str, HolidaysOf] = {
            who: days for who, days in (self.holidays or {}).items() if who in own
        }
        return oncall.fairness(
            subject,
            *span,
            holidays=None if self.holidays is None else holidays,
            weights={who: weight for who, weight in self.weights.items() if who in own},
            pages=NOT_GIVEN if pages is None else pages,
            night=self.night,
        )


def _holidays_within(schedules: Sequence[Schedule], asked: Range) -> tuple[int, int]:
    """From when to when anybody looks at public holidays, in any of some schedules or in all of them together.

    Raises:
        InvalidValueError: as `_range`.
    """
    groups = [[each] for each in schedules] + [[*schedules]] if schedules else []
    spans = [term([each.compiled.stack for each in group], *_range(group, asked)).holidays for group in groups]
    return min((start for start, _ in spans), default=0), max((end for _, end in spans), default=DAY)


def _range(schedules: Sequence[Schedule], asked: Range) -> tuple[int | None, int | None]:
    """From when to when: as asked, else from now, or once all has settled; None where the library knows better.

    Raises:
        InvalidValueError: it is empty, or holds more hand-offs than anybody could read.
    """
    if asked.until is not None:
        return asked.across(schedules)
    zone = Zone.named(schedules[0].time_zone)
    if asked.since is not None:
        return asked.since.instant(zone), None
    stacks = [each.compiled.stack for each in schedules]
    if all(stack.pattern is None for stack in stacks):
        return None, None
    return max(asked.at.instant(zone), *(stack.settled for stack in stacks)), None
