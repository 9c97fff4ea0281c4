"""Running the command, in this process and in one of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from oncall.cli import main

ROOT = Path(__file__).parents[2]
CHECKOUT = str(ROOT / "examples" / "checkout")
FIXED = str(ROOT / "examples" / "checkout-fixed")
AT = "2025-03-12T15:00Z"
"""The instant of the article's incident."""


def run(*arguments: str, env: dict[str, str] | None = None) -> Result:
    """What the command does in this process; an exception that is not an exit is raised."""
    result = CliRunner(env=env).invoke(main, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def answer(*arguments: str) -> Any:
    """The JSON that a command writes; whatever its exit status, it is no usage error."""
    result = run(*arguments, "--format", "json")
    assert result.exit_code in {0, 1}, result.stderr
    assert result.stdout.endswith("\n")
    return json.loads(result.stdout)


def program(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """What the command does in a process of its own, from the top of the checkout."""
    kept = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS"}}
    command = [sys.executable, "-m", "oncall.cli", *arguments]
    return subprocess.run(command, cwd=ROOT, env=kept | environment, capture_output=True, check=False)


OVERNIGHT = """
resource "pagerduty_user" "ann" {
  name  = "Ann"
  email = "ann@example.com"
}

resource "pagerduty_schedule" "office" {
  name      = "Office"
  time_zone = "Europe/Madrid"
  layer {
    start                        = "2025-01-01T00:00:00+01:00"
    rotation_virtual_start       = "2025-01-01T00:00:00+01:00"
    rotation_turn_length_seconds = 604800
    users                        = [pagerduty_user.ann.id]
    restriction {
      type              = "daily_restriction"
      start_time_of_day = "09:00:00"
      duration_seconds  = 28800
    }
  }
}

resource "pagerduty_schedule" "utc" {
  name      = "All day"
  time_zone = "Etc/UTC"
  layer {
    start                        = "2025-01-01T00:00:00Z"
    rotation_virtual_start       = "2025-01-01T00:00:00Z"
    rotation_turn_length_seconds = 604800
    users                        = [pagerduty_user.ann.id]
  }
}
"""
"""Two schedules in two zones; one of them only in office hours."""
