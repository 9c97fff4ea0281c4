"""`oncall replay`: who would have been paged about incidents that happened."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import attrs
import click

import oncall
from oncall.cli import options, output
from oncall.errors import NotFoundError, Problem
from oncall.model import EscalationPolicy, PageLog, Service
from oncall.views.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oncall.analysis.comparisons import ReplayComparison
    from oncall.analysis.replayed import Replay
    from oncall.model import Catalog, Configuration, Incident

Subject: TypeAlias = EscalationPolicy | Service
"""What incidents go through."""

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

    Each incident goes through the service that it names, with its timeouts, else through the escalation policy that it
    names. One that names neither goes through every policy, and so do all if none names anything that is there. With
    --policy or --service, all go through that one. Acknowledgements and resolutions hold as they happened.

    With --proposed: the same through what has that address, or that name, in another configuration, and what differs.
    """
    if policy is not None and service is not None:
        raise click.UsageError("--policy and --service exclude each other: each names what the incidents go through")
    configuration = sources.configuration()
    log = oncall.load_log(*logs, time_zone=time_zone)
    if service is not None:
        routed: list[tuple[Subject, PageLog]] = [(configuration.services[service], log)]
    elif policy is not None:
        routed = [(configuration.escalation_policies[policy], log)]
    else:
        routed = _routed(configuration, log, " ".join(logs))
    replays = [oncall.replay(subject, incidents) for subject, incidents in routed]
    if not proposed:
        _write(replays, as_json=as_json)
        return
    other = attrs.evolve(sources, paths=proposed).configuration()
    subjects = [_counterpart(other, subject) for subject, _ in routed]
    after = [oncall.replay(subject, incidents) for subject, (_, incidents) in zip(subjects, routed, strict=True)]
    comparisons = [one.compared_with(another) for one, another in zip(replays, after, strict=True)]
    _write(comparisons, as_json=as_json)


def _write(answers: Sequence[Replay | ReplayComparison], *, as_json: bool) -> None:
    if as_json:
        output.write_json([answer.to_dict() for answer in answers])
        return
    from oncall.views.replays import answers_text

    output.write(answers_text(answers, output.canvas()).rstrip("\n") or "There is no escalation policy.")


def _routed(configuration: Configuration, log: PageLog, path: str) -> list[tuple[Subject, PageLog]]:
    """What incidents go through, in the order of the configuration, each with its own; a warning about the rest."""
    by_names: dict[tuple[str, str], list[Incident]] = defaultdict(list)
    for incident in log:
        by_names[incident.service, incident.escalation_policy].append(incident)
    own: dict[Subject, list[Incident]] = defaultdict(list)
    others: list[Incident] = []
    for names, incidents in by_names.items():
        subject = _named(configuration, *names)
        (others if subject is None else own[subject]).extend(incidents)
    nameless = [incident for incident in others if not incident.service and not incident.escalation_policy]
    if len(nameless) < len(others):
        strangers = counted(len(others) - len(nameless), "incident")
        done = "left out (--policy or --service replays all)" if own else "replayed as if they named nothing"
        output.warn(Problem(path, f"{strangers} of services and policies that are not there: {done}"))
    everywhere = nameless if own else others
    policies, services = configuration.escalation_policies.values(), configuration.services.values()
    routed: list[tuple[Subject, PageLog]] = [
        *((policy, PageLog([*own.get(policy, ()), *everywhere])) for policy in policies),
        *((service, PageLog(own.get(service, ()))) for service in services),
    ]
    return [(subject, incidents) for subject, incidents in routed if incidents] or routed[: len(policies)]


def _named(configuration: Configuration, service: str, policy: str) -> Subject | None:
    """The service that an incident names, else the escalation policy; None: neither is there."""
    return _found(configuration.services, service) or _found(configuration.escalation_policies, policy)


def _found(catalog: Catalog[S], name: str) -> S | None:
    try:
        return catalog[name]
    except NotFoundError:
        return None


def _counterpart(proposed: Configuration, subject: Subject) -> Subject:
    """What has the id of a policy or a service in another configuration, else its name.

    Raises:
        NotFoundError: nothing there has, or more than one thing.
    """
    match subject:
        case Service():
            return _found(proposed.services, subject.id) or proposed.services[subject.name]
        case EscalationPolicy():
            return _found(proposed.escalation_policies, subject.id) or proposed.escalation_policies[subject.name]
