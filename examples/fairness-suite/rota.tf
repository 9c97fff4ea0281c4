terraform {
  required_providers {
    pagerduty = {
      source  = "PagerDuty/pagerduty"
      version = "~> 3.0"
    }
  }
}

locals {
  people = ["alice", "bob", "carol", "dave", "erin"]
}

resource "pagerduty_user" "person" {
  for_each = toset(local.people)

  name  = title(each.key)
  email = "${each.key}@example.com"
}

resource "pagerduty_schedule" "shop" {
  name      = "Shop"
  time_zone = "Europe/Madrid"

  layer {
    name                         = "Weeks"
    start                        = "2025-01-06T09:00:00+01:00"
    rotation_virtual_start       = "2025-01-06T09:00:00+01:00"
    rotation_turn_length_seconds = 7 * 24 * 3600
    users                        = [for name in local.people : pagerduty_user.person[name].id]
  }
}
