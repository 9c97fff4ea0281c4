"""Who has which role of an incident, and in which weeks of a quarter somebody would have two.

`python examples/roles.py`
"""

from __future__ import annotations

from oncall import IncidentRoles, Layer, Schedule, User

NEW_YORK = "America/New_York"
SINCE, UNTIL = "2025-01-06T09:00:00-05:00", "2025-04-07T09:00:00-04:00"


def weekly(name: str, *people: str) -> Schedule:
    """A weekly rotation that changes hands on Mondays at 09:00."""
    users = [User(person, name=person.title()) for person in people]
    layer = Layer.weekly(users, name="weekly", start=SINCE, hand_off="mon 09:00", time_zone=NEW_YORK)
    return Schedule(name=name, time_zone=NEW_YORK, layers=[layer])


roles = IncidentRoles(
    commander=weekly("Commanders", "alice", "bob", "carol"),
    technical_lead=weekly("Checkout", "dave", "erin", "alice", "frank"),
    communications=User("grace", name="Grace"),
    scribe=weekly("Scribes", "heidi", "ivan"),
)


def main() -> None:
    """Assign the roles of one incident, then list the conflicts of the quarter."""
    print(roles.assign("2025-03-12T15:00:00Z"))
    for span in roles.conflicts(SINCE, UNTIL):
        print()
        print(f"from {span.start:%d %b %H:%M} to {span.end:%d %b %H:%M}:")
        print(roles.assign(span.start))


if __name__ == "__main__":
    main()
