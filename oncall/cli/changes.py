"""What `diff` and `plan` have in common: what is asked about a change, and how the answer is written."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

import attrs
import click

from oncall.analysis.changes import everybody
from oncall.analysis.namesakes import by_name, pairs
from oncall.analysis.people import schedules_of
from oncall.analysis.suggestions import suggestions
from oncall.chronology.spans import UTC_ZONE
from oncall.chronology.zones import Zone
from oncall.cli import options, output, progress, time_off
from oncall.cli.moments import Range, Typed, now
from oncall.cli.named_people import warn_of_strangers
from oncall.errors import NotFoundError, Problem, SourceError
from oncall.model import Configuration
from oncall.model.addresses import address
from oncall.views.wording import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from oncall.analysis.public_holidays import HolidaysOf
    from oncall.checks.diffing import Diff
    from oncall.cli.choices import Choice
    from oncall.model import Catalog, Schedule, User
    from oncall.model.silent_edits import SilentEdit
    from oncall.views.diffs import Section

F = TypeVar("F", bound="Callable[..., Any]")

FORMATS = ("text", "json", "markdown", "html")
_WEEKS = 8


@attrs.frozen(kw_only=True)
class Sides:
    """What is compared: two configurations, what each is called, and what reading them brought to light.

    `left_out` are the addresses of what only one of them could tell; `silent_edits` and `moved` are those of a plan.
    """

    before: Configuration
    after: Configuration
    names: tuple[str, str]
    silent_edits: tuple[SilentEdit, ...] = ()
    moved: Mapping[str, str] = attrs.field(factory=dict[str, str])
    left_out: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain values: everything but the configurations."""
        return {
            "sources": dict(zip(("before", "after"), self.names, strict=True)),
            "moved": [{"before": old, "after": new} for new, old in self.moved.items()],
            "left_out": list(self.left_out),
            "warnings": [_problem(each) for each in self.warnings],
        }

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What reading both had to say, each once."""
        return tuple(dict.fromkeys((*self.before.warnings, *self.after.warnings)))

    def tell(self) -> None:
        """Write what reading had to say to the standard error.

        Raises:
            SourceError: there is nothing to compare.
        """
        for warning in self.warnings:
            output.warn(warning)
        sides = (self.before, self.after)
        if not self.left_out and not any((*each.schedules, *each.escalation_policies) for each in sides):
            message = "nothing to compare: on neither side is a schedule or an escalation policy that could be read"
            raise SourceError([Problem(self._both_names, message)])

    def only(self, name: str) -> Sides:
        """The same with one schedule alone, as it is called on either side, and what it was before or is after.

        Raises:
            NotFoundError: it is on neither, or the name means several.
            SourceError: it is left out.
        """
        named = [_found(side.schedules, name) for side in (self.before, self.after)]
        if named == [None, None]:
            self._tell_if_left_out(name)
            self.after.schedules[name]  # There it is not, and that is said, with what is near.
        both = pairs(self.before.schedules.values(), self.after.schedules.values(), by_name)
        kept = [
            pair for pair in both if any(one is not None and one is it for one, it in zip(pair, named, strict=True))
        ]
        ids = {each.id for pair in kept for each in pair if each is not None}
        return attrs.evolve(
            self,
            before=_alone([old for old, _ in kept], self.before),
            after=_alone([new for _, new in kept], self.after),
            silent_edits=tuple(each for each in self.silent_edits if each.schedule in ids),
            left_out=(),
        )

    @property
    def _both_names(self) -> str:
        return " and ".join(dict.fromkeys(self.names))

    def _tell_if_left_out(self, name: str) -> None:
        """Say of a schedule that nobody can tell what becomes of it, by its address or the name of the resource.

        Raises:
            SourceError: it is one of these.
        """
        for each in self.left_out:
            parts = address(each)
            if name == each or (parts and parts.type == "pagerduty_schedule" and name in {parts.name, parts.short}):
                message = f"{each} is left out: what becomes of it is not known"
                raise SourceError([Problem(self._both_names, message)])


def _problem(problem: Problem) -> dict[str, Any]:
    at = problem.location
    return {"at": problem.path if at is None else str(at), "subject": problem.address, "message": problem.message}


def _found(schedules: Catalog[Schedule], name: str) -> Schedule | None:
    """The schedule that a name means, None if there is none.

    Raises:
        NotFoundError: it means several.
    """
    try:
        return schedules[name]
    except NotFoundError as error:
        if error.ambiguous:
            raise
    return None


def _alone(schedules: Iterable[Schedule | None], side: Configuration) -> Configuration:
    there = [each for each in schedules if each is not None]
    return Configuration(schedules=there, users=side.users, warnings=side.warnings)


@attrs.frozen(kw_only=True)
class Question:
    """What is asked about a change."""

    applied_at: Typed
    since: Typed | None
    until: Typed | None
    schedule: str | None
    holidays: tuple[str, ...]
    suggest: bool
    form: str

    def diff(self, sides: Sides, choice: Choice) -> Diff:
        """The difference in the range that is asked about.

        Raises:
            OncallError: the range is empty, or settings or holidays are wrong.
        """
        from oncall.checks.diffing import diff

        settings = choice.settings()
        warn_of_strangers(settings, sides.after, choice)
        schedules = [*schedules_of(sides.after), *schedules_of(sides.before)]
        zone = Zone.named(schedules[0].time_zone if schedules else UTC_ZONE)
        applied_at = self.applied_at.instant(zone)
        asked = Range(
            at=attrs.evolve(self.applied_at, seconds=applied_at, is_reading=False),
            since=self.since,
            until=self.until,
            weeks=_WEEKS,
        )
        begin, end = asked.across(schedules)
        people = everybody(sides.before, sides.after)
        given = time_off.holidays(self.holidays, begin, end) if self.holidays else ()
        days = time_off.by_person(given, people) if given else time_off.settled(settings, people)
        holidays = None if days is None else cast("dict[User | str, HolidaysOf]", days)
        return diff(
            sides.before,
            sides.after,
            begin,
            end,
            applied_at=applied_at,
            holidays=holidays,
            night=settings.night,
            settings=settings,
            silent_edits=sides.silent_edits,
        )


def asking(command: F) -> F:
    """The options that say what is asked about a change, as one argument `question`."""

    @click.option(
        "--applied-at",
        callback=_time_or_now,
        metavar="TIME",
        help="When the change takes effect; by default now. Nothing before that changes.",
    )
    @click.option(
        "--since", callback=options.time, metavar="TIME", help="Where the range begins; by default at --applied-at."
    )
    @options.until(f"{_WEEKS} weeks later")
    @options.schedule
    @click.option(
        "--holidays",
        multiple=True,
        metavar="[PERSON=]COUNTRY|DATE|FILE.ics",
        help="Public holidays of everybody, or of one person: DE, DE-BY, 2026-12-25, FILE.ics.",
    )
    @click.option(
        "--suggest", is_flag=True, help="Also say how to write the edit so that people who stay keep their turns."
    )
    @click.option(
        "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="What to write."
    )
    @wraps(command)
    def taking(
        *args: Any,  # noqa: ANN401 - handed on as they come
        applied_at: Typed,
        since: Typed | None,
        until: Typed | None,
        schedule: str | None,
        holidays: tuple[str, ...],
        suggest: bool,
        form: str,
        **others: Any,  # noqa: ANN401
    ) -> object:
        question = Question(
            applied_at=applied_at,
            since=since,
            until=until,
            schedule=schedule,
            holidays=holidays,
            suggest=suggest,
            form=form,
        )
        return command(*args, question=question, **others)

    return cast("F", taking)


def _time_or_now(context: click.Context, option: click.Parameter, text: str | None) -> Typed:
    """The time that is typed, else the full minute that it is now."""
    given = options.time(context, option, text)
    if given is not None:
        return given
    current = now()
    return attrs.evolve(current, seconds=current.seconds // 60 * 60)


def answer(context: click.Context, sides: Sides, question: Question, choice: Choice) -> None:
    """Write what changes for people, and leave with 1 if anything does, or may, since a part is not known; else with 0.

    Raises:
        OncallError: as `Sides.tell`, `Sides.only` and `Question.diff`.
    """
    sides.tell()
    if question.schedule is not None:
        sides = sides.only(question.schedule)
    found = question.diff(sides, choice)
    with progress.shown("Comparing both"):
        written = _written(found, sides, question)
    if question.form == "text":
        output.write(written)
    else:
        output.write_utf8(written)
    context.exit(0 if found.is_empty and not sides.left_out else 1)


def _written(found: Diff, sides: Sides, question: Question) -> str:
    """The answer in one of the formats."""
    if question.form == "json":
        told = {"suggestions": [each.to_dict() for each in suggestions(found)]} if question.suggest else {}
        return output.json_text({**found.to_dict(), **sides.to_dict(), **told})
    from oncall.views.diffs import diff_html, diff_markdown, diff_text, suggested  # JSON needs nothing of them.

    left_out = len(sides.left_out)
    more = [*_left_out(sides), *([suggested(found)] if question.suggest else [])]
    match question.form:
        case "markdown":
            return diff_markdown(found, more=more, left_out=left_out).rstrip("\n")
        case "html":
            return diff_html(found, more=more, left_out=left_out).rstrip("\n")
        case _:
            return diff_text(found, output.canvas(), more=more, left_out=left_out).rstrip("\n")


def _left_out(sides: Sides) -> list[Section]:
    """What is to show of schedules and policies that are no part of the comparison."""
    from oncall.views.diffs import Code, Paragraph, Part, Section

    if not sides.left_out:
        return []
    why = "What becomes of these is not known, and not looked at: they depend on what cannot be known here."
    blocks = (Paragraph((why,), "warning"), Code("\n".join(map(shown, sides.left_out))))
    title = f"Left out ({len(sides.left_out)})"
    return [Section(anchor="left-out", title=title, parts=(Part(blocks),), folded=False)]
