# Weekdays and weekends go to different people: whoever had the week is off at its end.

terraform {
  required_providers {
    pagerduty = {
      source  = "PagerDuty/pagerduty"
      version = "~> 3.0"
    }
  }
}

locals {
  people = ["alice", "bob", "carol", "dave"]
  week   = 7 * 24 * 3600
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
    name                         = "Weekdays"
    start                        = "2025-01-06T09:00:00+01:00" # a Monday
    rotation_virtual_start       = "2025-01-06T09:00:00+01:00"
    rotation_turn_length_seconds = local.week
    users                        = [for name in local.people : pagerduty_user.person[name].id]
  }

  # The last layer wins, in its hours. Its turns begin on Fridays; two turns behind, so that week and weekend of a person
  # are a fortnight apart.
  layer {
    name                         = "Weekends"
    start                        = "2025-01-06T09:00:00+01:00"
    rotation_virtual_start       = "2025-01-24T17:00:00+01:00"
    rotation_turn_length_seconds = local.week
    users                        = [for name in local.people : pagerduty_user.person[name].id]

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 5 # Friday
      start_time_of_day = "17:00:00"
      duration_seconds  = 64 * 3600 # to Monday 09:00
    }
  }
}
