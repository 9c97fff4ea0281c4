locals {
  team = ["alice", "bob", "carol", "dave"]
}

resource "pagerduty_user" "member" {
  for_each = toset(local.team)

  name  = title(each.key)
  email = "${each.key}@example.com"
}

resource "pagerduty_schedule" "payments" {
  name      = "Payments"
  time_zone = "America/New_York"

  layer {
    name                         = "Weekly"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = [for name in local.team : pagerduty_user.member[name].id]
  }
}
