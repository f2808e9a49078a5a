# SPDX-License-Identifier: Apache-2.0
"""A headless Chromium, driven over a pair of pipes (DevTools protocol), with nothing to install.

`python -m tests.docs.browser PAGE PICTURE [WIDTH]` takes a picture of a page of the built site.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any

PROGRAM = shutil.which("chromium")
# Far more than a page of the site takes on a busy machine.
PATIENCE = 300.0
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)
# Chromium reads commands from descriptor 3 and answers on 4.
_EXEC = "import os, sys; a, b = map(int, sys.argv[1:3]); x, y = os.dup(a), os.dup(b); " + (
    "x, y = (os.dup(x), os.dup(y)); os.dup2(x, 3); os.dup2(y, 4); os.execv(sys.argv[3], "
    "sys.argv[3:])"
)


class BrowserError(Exception):
    """The browser refused a command, a script failed, or it did not answer."""


class Browser:
    """One browser with one page."""

    def __init__(self) -> None:
        if PROGRAM is None:
            raise BrowserError("no chromium on the PATH")
        self._profile = tempfile.TemporaryDirectory(prefix="instar-chromium-")
        profile = f"--user-data-dir={self._profile.name}"
        to_read, self._to = os.pipe()
        self._from, to_write = os.pipe()
        for fd in (to_read, to_write):
            os.set_inheritable(fd, True)
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                _EXEC,
                str(to_read),
                str(to_write),
                PROGRAM,
                *_FLAGS,
                profile,
                "about:blank",
            ],
            pass_fds=(to_read, to_write),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(to_write)
        self._number = 0
        self._rest = b""
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)[
            "sessionId"
        ]
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def __enter__(self) -> Browser:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        with suppress(OSError, BrowserError):
            self._session = None
            self.call("Browser.close")
        os.close(self._to)
        os.close(self._from)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for _attempt in range(50):  # its last process may still be writing there
            with suppress(OSError):
                self._profile.cleanup()
                return
            time.sleep(0.1)

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Send one command and return its result."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise BrowserError(f"{method}: {answer['error']['message']}")
                result: dict[str, Any] = answer["result"]
                return result
            self.events.append(answer)

    def _receive(self) -> dict[str, Any]:
        import select

        while b"\0" not in self._rest:
            if not select.select([self._from], [], [], PATIENCE)[0]:
                raise BrowserError("no answer")
            piece = os.read(self._from, 1 << 16)
            if not piece:
                raise BrowserError("the browser ended")
            self._rest += piece
        text, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(text)
        return message

    def resize(self, width: int, height: int) -> None:
        """Set the window's size in pixels."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def open(self, url: str) -> None:
        """Go to a page and wait until it and its scripts are loaded."""
        self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url=url)
        self.wait(
            "document.readyState === 'complete' && location.href !== 'about:blank' || "
            f"{json.dumps(url)} === ''"
        )

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        found = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in found:
            raise BrowserError(
                f"{script}: {found['exceptionDetails'].get('exception', {}).get('description')}"
            )
        return found["result"].get("value")

    def wait(self, script: str) -> Any:
        """The value of an expression, once it is true."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            value = self.run(script)
            if value:
                return value
            time.sleep(0.05)
        raise BrowserError(f"never true: {script}")

    def picture(self, path: Path, *, whole: bool = False) -> None:
        """Write what the window shows, or the whole page, as PNG."""
        found = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(found["data"]))

    def complaints(self) -> list[str]:
        """Errors that pages gave since the start."""
        out = []
        for event in self.events:
            match event.get("method"):
                case "Runtime.exceptionThrown":
                    details = event["params"]["exceptionDetails"]
                    out.append(details.get("exception", {}).get("description") or details["text"])
                case "Log.entryAdded" if event["params"]["entry"]["level"] == "error":
                    out.append(
                        f"{event['params']['entry']['text']} "
                        f"{event['params']['entry'].get('url', '')}"
                    )
        return out


@contextmanager
def browser(width: int = 1280, height: int = 900) -> Iterator[Browser]:
    """A browser with a window of that size."""
    with Browser() as found:
        found.resize(width, height)
        yield found


def main() -> int:
    """Take one picture."""
    page, picture = sys.argv[1:3]
    site = Path(__file__).resolve().parents[2] / "build" / "site"
    with browser(int(sys.argv[3]) if len(sys.argv) > 3 else 1280) as window:
        window.open(f"file://{site}/{page}")
        time.sleep(0.3)
        window.picture(Path(picture))
    return 0


if __name__ == "__main__":
    sys.exit(main())
