# The checkout team, mended: a schedule for each level, hand-offs in the morning, and five minutes to the second person.

terraform {
  required_providers {
    pagerduty = {
      source  = "PagerDuty/pagerduty"
      version = "~> 3.0"
    }
  }
}

locals {
  week = 7 * 24 * 3600
}

resource "pagerduty_user" "alice" {
  name  = "Alice"
  email = "alice@example.com"
}

resource "pagerduty_user" "bob" {
  name  = "Bob"
  email = "bob@example.com"
}

resource "pagerduty_user" "carol" {
  name  = "Carol"
  email = "carol@example.com"
}

resource "pagerduty_user" "dave" {
  name  = "Dave"
  email = "dave@example.com"
}

resource "pagerduty_user" "engineering_manager" {
  name  = "Engineering Manager"
  email = "engineering.manager@example.com"
}

resource "pagerduty_schedule" "checkout_primary" {
  name      = "Checkout Primary"
  time_zone = "America/New_York"

  layer {
    name                         = "Primary"
    start                        = "2025-01-01T10:00:00-05:00"
    rotation_virtual_start       = "2025-01-01T10:00:00-05:00"
    rotation_turn_length_seconds = local.week

    users = [
      pagerduty_user.alice.id,
      pagerduty_user.bob.id,
      pagerduty_user.carol.id,
      pagerduty_user.dave.id,
    ]
  }
}

# Next week's primary is this week's secondary. The other way round, an incident in the last five minutes of a week would
# page one person twice: first as this week's primary, then, after the hand-off, as next week's secondary.
resource "pagerduty_schedule" "checkout_secondary" {
  name      = "Checkout Secondary"
  time_zone = "America/New_York"

  layer {
    name                         = "Secondary"
    start                        = "2025-01-01T10:00:00-05:00"
    rotation_virtual_start       = "2024-12-25T10:00:00-05:00"
    rotation_turn_length_seconds = local.week

    users = [
      pagerduty_user.alice.id,
      pagerduty_user.bob.id,
      pagerduty_user.carol.id,
      pagerduty_user.dave.id,
    ]
  }
}

resource "pagerduty_escalation_policy" "checkout" {
  name      = "Checkout Escalation"
  num_loops = 2

  rule {
    escalation_delay_in_minutes = 5

    target {
      type = "schedule_reference"
      id   = pagerduty_schedule.checkout_primary.id
    }
  }

  rule {
    escalation_delay_in_minutes = 10

    target {
      type = "schedule_reference"
      id   = pagerduty_schedule.checkout_secondary.id
    }
  }

  rule {
    escalation_delay_in_minutes = 15

    target {
      type = "user_reference"
      id   = pagerduty_user.engineering_manager.id
    }
  }
}

resource "pagerduty_service" "checkout" {
  name              = "Checkout"
  escalation_policy = pagerduty_escalation_policy.checkout.id
}
