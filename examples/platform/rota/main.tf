terraform {
  required_providers {
    pagerduty = {
      source = "PagerDuty/pagerduty"
    }
  }
}

variable "name" {
  type = string
}

variable "time_zone" {
  type = string
}

variable "hand_off" {
  type = string
}

variable "people" {
  type = list(string)
}

variable "nights" {
  type    = list(string)
  default = []
}

resource "pagerduty_schedule" "this" {
  name      = "${title(var.name)} on call"
  time_zone = var.time_zone

  layer {
    name                         = "Weeks"
    start                        = var.hand_off
    rotation_virtual_start       = var.hand_off
    rotation_turn_length_seconds = 7 * 24 * 3600
    users                        = var.people
  }

  dynamic "layer" {
    for_each = length(var.nights) > 0 ? ["Nights"] : []

    content {
      name                         = layer.value
      start                        = var.hand_off
      rotation_virtual_start       = timeadd(var.hand_off, "13h")
      rotation_turn_length_seconds = 24 * 3600
      users                        = var.nights

      restriction {
        type              = "daily_restriction"
        start_time_of_day = "22:00:00"
        duration_seconds  = 8 * 3600
      }
    }
  }
}

output "schedule_id" {
  value = pagerduty_schedule.this.id
}
