terraform {
  required_providers {
    pagerduty = {
      source = "PagerDuty/pagerduty"
    }
  }
}

variable "night_watch" {
  description = "Teams whose nights one of the platform leads takes."
  type        = set(string)
  default     = []
}

locals {
  teams = yamldecode(file("${path.module}/teams.yaml")).teams
  leads = ["carol", "dave"]
}

data "pagerduty_user" "person" {
  for_each = toset(concat(local.leads, flatten([for team in local.teams : team.people])))

  email = "${each.key}@example.com"
}

module "rota" {
  source   = "./rota"
  for_each = local.teams

  name      = each.key
  time_zone = each.value.time_zone
  hand_off  = each.value.hand_off
  people    = [for name in each.value.people : data.pagerduty_user.person[name].id]
  nights    = contains(var.night_watch, each.key) ? [for name in local.leads : data.pagerduty_user.person[name].id] : []
}

resource "pagerduty_escalation_policy" "team" {
  for_each = module.rota

  name      = "${title(each.key)} escalation"
  num_loops = 1

  rule {
    escalation_delay_in_minutes = 5

    target {
      type = "schedule_reference"
      id   = each.value.schedule_id
    }
  }

  dynamic "rule" {
    for_each = local.leads

    content {
      escalation_delay_in_minutes = 10 + 5 * rule.key

      target {
        id = data.pagerduty_user.person[rule.value].id
      }
    }
  }
}
