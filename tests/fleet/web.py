# SPDX-License-Identifier: Apache-2.0
"""A web server for tests: a directory over http, with ranges, and with faults by the name of a
file.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar


class Handler(BaseHTTPRequestHandler):
    """Serves `folder`, with `If-Match`. Files whose name begins with `broken` fail, `short` send
    half of what is asked, `changing` are another file after the first range, `sly` too, but
    whatever is to match; `weak` has an etag that matches nothing, `whole` knows no ranges, `slow`
    sends nothing but headers until the server ends, `hidden` cannot be looked at. What is
    in `cure` has no fault any more.
    """

    protocol_version = "HTTP/1.1"
    folder = Path()
    requests: ClassVar[list[tuple[str, str, str]]]
    versions: ClassVar[dict[str, int]]
    ended: ClassVar[threading.Event]
    cure: ClassVar[set[str]]

    def handle(self) -> None:
        with suppress(ConnectionError):
            super().handle()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the terminal."""

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        name = self.path.lstrip("/")
        wanted = self.headers.get("Range", "")
        self.requests.append((self.command, name, wanted))
        path = self.folder / name
        if path.is_dir():
            links = "".join(f'<a href="{p.name}">{p.name}</a>' for p in sorted(path.iterdir()))
            self.answer(200, links.encode(), {"Content-Type": "text/html"})
        elif not path.exists():
            self.answer(404, b"")
        elif (name.startswith("broken") and wanted) or name.startswith("hidden"):
            self.answer(500, b"no")
        else:
            self.serve_file(name, path.read_bytes(), wanted)

    def serve_file(self, name: str, data: bytes, wanted: str) -> None:
        version = self.versions.get(name, 0)
        weak = "W/" * name.startswith("weak")
        etag = f'{weak}"{name}-{version}"'
        headers = {"ETag": etag, "Accept-Ranges": "bytes"}
        condition = self.headers.get("If-Match")
        matches = not condition or (condition == etag and not weak)
        if not matches and not name.startswith("sly"):
            self.answer(412, b"")
            return
        if not wanted or name.startswith("whole"):
            self.answer(200, data, headers)
            return
        first, last = (int(n) for n in wanted.removeprefix("bytes=").split("-"))
        part = data[first : last + 1]
        headers["Content-Range"] = f"bytes {first}-{first + len(part) - 1}/{len(data)}"
        if name.startswith("short") and name not in self.cure:
            part = part[: len(part) // 2]
        if name.startswith(("changing", "sly")):
            self.versions[name] = version + 1
        self.answer(206, part, headers)

    def answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET" and status == 206 and self.path.startswith("/slow"):
            self.ended.wait()
        elif self.command == "GET":
            with suppress(ConnectionError):  # the client has seen enough
                self.wfile.write(body)


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, type[Handler]]]:
    """The URL of a server of a directory, and what was asked of it."""

    class Own(Handler):
        requests: ClassVar[list[tuple[str, str, str]]] = []
        versions: ClassVar[dict[str, int]] = {}
        ended = threading.Event()
        cure: ClassVar[set[str]] = set()

    Own.folder = folder
    server = ThreadingHTTPServer(("127.0.0.1", 0), Own)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/", Own
    finally:
        Own.ended.set()
        server.shutdown()
        thread.join()
        server.server_close()
