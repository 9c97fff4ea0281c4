"""Headless Chromium, spoken to through a pipe in its own protocol (https://chromedevtools.github.io/devtools-protocol/).

A browser is started once, and looks at pages at any width: its own window cannot be as narrow as a phone.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
from base64 import b64decode
from time import monotonic
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PROGRAM = None if os.name == "nt" else next(filter(None, map(shutil.which, NAMES)), None)
"""A browser on the PATH, or None. On Windows a process cannot be given a pipe by its number."""
WHY_NOT = f"none of {', '.join(NAMES)} is on the PATH, or this is Windows"
_LAUNCH = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3]]
os.dup2(ends[0], 3)
os.dup2(ends[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Chromium reads commands from 3, and writes answers to 4: this puts the pipes there, and becomes Chromium."""
_PATIENCE = 90.0
"""Seconds to wait for an answer."""


class Browser:
    """A running browser with one page; `folder` is for its profile."""

    def __init__(self, folder: Path) -> None:
        assert PROGRAM is not None, WHY_NOT
        theirs, self._ours = os.pipe()
        self._answers, their_answers = os.pipe()
        command = [
            *(sys.executable, "-c", _LAUNCH, str(theirs), str(their_answers)),
            PROGRAM,
            "--headless",
            "--no-sandbox",  # containers have none to offer; what is shown is our own
            "--disable-gpu",
            "--hide-scrollbars",
            "--remote-debugging-pipe",
            f"--user-data-dir={folder}",
        ]
        self._process = subprocess.Popen(
            command, pass_fds=(theirs, their_answers), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for end in (theirs, their_answers):
            os.close(end)
        self._unread, self._number, self._session = b"", 0, ""
        self.requests: list[str] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.ask("Page.enable")
        self.ask("Network.enable")

    def close(self) -> None:
        """End it."""
        os.close(self._ours)  # at the end of the commands it ends
        os.close(self._answers)
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def open(self, page: Path, width: int, height: int, *, is_dark: bool) -> None:
        """Show a page in a window of this size, to a reader who prefers it dark or light."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        scheme = {"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}
        self.ask("Emulation.setDeviceMetricsOverride", **size)
        self.ask("Emulation.setEmulatedMedia", features=[scheme])
        self.requests.clear()
        self._send("Page.navigate", url=page.as_uri())
        self._wait(lambda message: message.get("method") == "Page.loadEventFired")

    def run(self, script: str) -> Any:
        """What a script comes to, once it has."""
        found = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def picture(self) -> bytes:
        """The whole page as PNG."""
        size = self.ask("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        return b64decode(self.ask("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)["data"])

    def paper(self) -> bytes:
        """The page as PDF, of A4."""
        size = {"paperWidth": 8.27, "paperHeight": 11.69}
        return b64decode(self.ask("Page.printToPDF", printBackground=True, preferCSSPageSize=True, **size)["data"])

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The result of a command."""
        number = self._send(method, **parameters)
        answer = self._wait(lambda message: message.get("id") == number)
        assert "error" not in answer, answer["error"]
        result: dict[str, Any] = answer["result"]
        return result

    def _send(self, method: str, **parameters: Any) -> int:
        self._number += 1
        command = {"id": self._number, "method": method, "params": parameters}
        session = {"sessionId": self._session} if self._session else {}
        left = memoryview(json.dumps(command | session).encode() + b"\0")
        while left:
            left = left[os.write(self._ours, left) :]
        return self._number

    def _wait(self, is_it: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The next message that it is; requests in those before it are kept."""
        until = monotonic() + _PATIENCE
        while True:
            message = self._next(until)
            if message.get("method") == "Network.requestWillBeSent":
                self.requests.append(message["params"]["request"]["url"])
            if is_it(message):
                return message

    def _next(self, until: float) -> dict[str, Any]:
        while b"\0" not in self._unread:
            ready, _, _ = select.select([self._answers], [], [], max(until - monotonic(), 0))
            assert ready, f"the browser says nothing for {_PATIENCE:g} seconds"
            part = os.read(self._answers, 1 << 20)
            assert part, "the browser has ended"
            self._unread += part
        first, _, self._unread = self._unread.partition(b"\0")
        message: dict[str, Any] = json.loads(first)
        return message
