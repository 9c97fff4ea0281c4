"""The checkout team's on-call rotation, as pagerduty.tf beside this file says it, in Python."""

from oncall import Configuration, EscalationPolicy, EscalationRule, Layer, Schedule, Service, User

WEEK = 7 * 24 * 3600

# A user's id is its address in Terraform, so that these are the people of pagerduty.tf.
alice, bob, carol, dave, engineering_manager = (
    User(f"pagerduty_user.{label}", name=name, email=email)
    for label, name, email in (
        ("alice", "Alice", "alice@example.com"),
        ("bob", "Bob", "bob@example.com"),
        ("carol", "Carol", "carol@example.com"),
        ("dave", "Dave", "dave@example.com"),
        ("engineering_manager", "Engineering Manager", "engineering.manager@example.com"),
    )
)

schedule = Schedule(
    id="pagerduty_schedule.checkout_oncall",
    name="Checkout Team On-Call",
    time_zone="America/New_York",
    layers=[
        Layer(
            name="Primary",
            start="2025-01-01T00:00:00-05:00",
            rotation_virtual_start="2025-01-01T00:00:00-05:00",
            rotation_turn_length_seconds=WEEK,
            users=[alice, bob, carol, dave],
        ),
        Layer(
            name="Secondary",
            start="2025-01-01T00:00:00-05:00",
            rotation_virtual_start="2025-01-08T00:00:00-05:00",
            rotation_turn_length_seconds=WEEK,
            users=[alice, bob, carol, dave],
        ),
    ],
)

policy = EscalationPolicy(
    id="pagerduty_escalation_policy.checkout",
    name="Checkout Escalation",
    num_loops=2,
    rules=[
        EscalationRule(escalation_delay_in_minutes=10, targets=[schedule]),
        EscalationRule(escalation_delay_in_minutes=15, targets=[engineering_manager]),
    ],
)

service = Service(id="pagerduty_service.checkout", name="Checkout", escalation_policy=policy)

configuration = Configuration(
    schedules=[schedule],
    escalation_policies=[policy],
    users=[alice, bob, carol, dave, engineering_manager],
    services=[service],
)

if __name__ == "__main__":
    print("An incident at 2025-03-12T15:00Z pages")
    for page in policy.pages("2025-03-12T15:00:00Z"):
        print(f"  {page.at:%H:%M} {page.user}")
