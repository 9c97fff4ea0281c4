"""`oncall replay`: who would have been paged about incidents that happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import attrs
import click

import oncall
from oncall.analysis.routes import Routes
from oncall.cli import options, output, progress
from oncall.errors import NotFoundError, Problem
from oncall.model import EscalationPolicy, PageLog, Service
from oncall.views.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oncall.analysis.comparisons import ReplayComparison
    from oncall.analysis.replayed import Replay
    from oncall.analysis.routes import Escalated
    from oncall.model import Catalog, Configuration, Incident

S = TypeVar("S", Service, EscalationPolicy)


@click.command(
    cls=options.Command,
    epilog="Example: oncall replay infra/ --log incidents.json --proposed proposed/ --format json",
)
@options.sources
@click.option("--log", "logs", multiple=True, required=True, metavar="FILE", help="Incidents, as JSON or CSV.")
@click.option("--time-zone", metavar="ZONE", help="The zone of times in a CSV that have no UTC offset.")
@options.policy
@click.option("--service", metavar="NAME", help="Only this service, by its name or address, with its timeouts.")
@click.option("--proposed", multiple=True, metavar="PATH", help="Compare with what is read there.")
@options.as_json
def replay(
    *,
    sources: options.Sources,
    logs: tuple[str, ...],
    time_zone: str | None,
    policy: str | None,
    service: str | None,
    proposed: tuple[str, ...],
    as_json: bool,
) -> None:
    """Who would have been paged about incidents that happened.

    Each incident goes through the service that it names, with its timeouts, and through the escalation policy that it
    names, else the service's. One that names neither goes through every policy, and so do all if none names anything
    that is there. With --policy or --service, all go through that one. Acknowledgements and resolutions hold as they
    happened.

    With --proposed: the same through what has that address, or that name, in another configuration, and what differs.
    """
    if policy is not None and service is not None:
        raise click.UsageError("--policy and --service exclude each other: each names what the incidents go through")
    configuration = sources.configuration(in_full=not as_json)
    with progress.shown("Reading the log"):
        log = oncall.load_log(*logs, time_zone=time_zone)
    if service is not None:
        routed: list[tuple[Escalated, PageLog]] = [(configuration.services[service], log)]
    elif policy is not None:
        routed = [(configuration.escalation_policies[policy], log)]
    else:
        routed = _routed(configuration, log, " ".join(logs))
    with progress.over(routed, "Replaying incidents") as each:
        replays = [oncall.replay(subject, incidents) for subject, incidents in each]
    if not proposed:
        _write(replays, as_json=as_json)
        return
    other = attrs.evolve(sources, paths=proposed).configuration(in_full=not as_json)
    subjects = [_counterpart(other, subject, " ".join(proposed)) for subject, _ in routed]
    with progress.over(zip(subjects, routed, strict=True), "Replaying them through what is proposed") as each:
        after = [oncall.replay(subject, incidents) for subject, (_, incidents) in each]
    comparisons = [one.compared_with(another) for one, another in zip(replays, after, strict=True)]
    _write(comparisons, as_json=as_json)


def _write(answers: Sequence[Replay | ReplayComparison], *, as_json: bool) -> None:
    if as_json:
        output.write_json([answer.to_dict() for answer in answers])
        return
    from oncall.views.replays import answers_text

    output.write(answers_text(answers, output.canvas()).rstrip("\n") or "There is no escalation policy.")


def _routed(configuration: Configuration, log: PageLog, path: str) -> list[tuple[Escalated, PageLog]]:
    """What incidents go through, in the order of the configuration, each with its own; a warning about the rest."""
    routes = Routes(configuration)
    own: dict[int, tuple[Escalated, list[Incident]]] = {}
    nameless: list[Incident] = []
    strangers: list[Incident] = []
    for incident in log:
        route = routes.of(incident)
        if not incident.service and not incident.escalation_policy:
            nameless.append(incident)
        elif isinstance(route, str):
            strangers.append(incident)
        else:
            own.setdefault(id(route), (route, []))[1].append(incident)
    if strangers:
        done = "left out (--policy or --service replays all)" if own else "replayed as if they named nothing"
        message = f"{counted(len(strangers), 'incident')} of services and policies that are not there: {done}"
        output.warn(Problem(path, message))
    everywhere = nameless if own else [*nameless, *strangers]
    policies = [*configuration.escalation_policies.values()]
    subjects: list[Escalated] = [*policies, *configuration.services.values()]
    known = {id(subject) for subject in subjects}
    subjects += [route for key, (route, _) in own.items() if key not in known]
    routed = [
        (subject, PageLog([*own.get(id(subject), (subject, []))[1], *(everywhere if place < len(policies) else [])]))
        for place, subject in enumerate(subjects)
    ]
    return [(subject, incidents) for subject, incidents in routed if incidents] or routed[: len(policies)]


def _found(catalog: Catalog[S], name: str) -> S | None:
    try:
        return catalog[name]
    except NotFoundError:
        return None


def _counterpart(proposed: Configuration, subject: Escalated, paths: str) -> Escalated:
    """What has the id of a policy or a service in another configuration, read from `paths`, else its name.

    Raises:
        NotFoundError: nothing there has, or more than one thing.
    """
    try:
        match subject:
            case Service():
                return _found(proposed.services, subject.id) or proposed.services[subject.name]
            case EscalationPolicy():
                return _found(proposed.escalation_policies, subject.id) or proposed.escalation_policies[subject.name]
    except NotFoundError as error:
        kind = f"{error.kind} in what is proposed ({paths})"
        near = error.near or _near(proposed.escalation_policies, subject.name)
        raise attrs.evolve(error, kind=kind, near=near) from error


def _near(catalog: Catalog[S], name: str) -> tuple[str, ...]:
    """The ids of what a name means there, or may have been meant to mean."""
    try:
        return (catalog[name].id,)
    except NotFoundError as error:
        return error.near
