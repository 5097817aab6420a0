"""A real HTTP server on loopback that a test tells how to behave, and counts what it sees."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

NONE: Mapping[str, str] = {}
Respond = Callable[["Request"], None]


class Request(BaseHTTPRequestHandler):
    """One request; a test's function answers it through these methods."""

    server: _Server
    protocol_version = "HTTP/1.1"
    body = b""

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self.body = self.rfile.read(int(self.headers["Content-Length"]))
        self._serve()

    def send(self, body: Any, status: int = 200, headers: Mapping[str, str] = NONE) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def question(self) -> tuple[str, str]:
        """Return the name and version asked about, in either service's way."""
        if self.command == "POST":
            asked = json.loads(self.body)
            return asked["package"]["name"], asked["version"]
        *_, name, version, _ = self.path.split("/")
        return name, version

    def log_message(self, *_: object) -> None:
        pass

    def _serve(self) -> None:
        loopback = self.server.loopback
        with loopback.lock:
            loopback.requests.append(self.path)
            loopback.now += 1
            loopback.most = max(loopback.most, loopback.now)
        try:
            with contextlib.suppress(OSError):
                loopback.respond(self)
        finally:
            with loopback.lock:
                loopback.now -= 1


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    loopback: Loopback

    def handle_error(self, *_: object) -> None:
        """Stay silent where the client went away."""


class Loopback:
    """`respond` answers; `requests` lists paths, `most` is the most that were open at once."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond
        self.lock = threading.Lock()
        self.requests: list[str] = []
        self.now = self.most = 0
        self.released = threading.Event()  # set when the test is over: slow answers wait on it
        self._server = _Server(("127.0.0.1", 0), Request)
        self._server.loopback = self
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    @classmethod
    @contextlib.contextmanager
    def running(cls, respond: Respond) -> Iterator[Loopback]:
        loopback = cls(respond)
        thread = threading.Thread(target=loopback._server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield loopback
        finally:
            loopback.released.set()
            loopback._server.shutdown()
            thread.join()
            loopback._server.server_close()


def pypi_document(name: str, version: str, *vulnerabilities: dict[str, Any]) -> dict[str, Any]:
    return {
        "info": {"name": name, "version": version},
        "urls": [],
        "vulnerabilities": list(vulnerabilities),
    }


def vulnerability(identifier: Any, **changes: Any) -> dict[str, Any]:
    found = {
        "id": identifier,
        "aliases": [],
        "fixed_in": [],
        "details": "text",
        "summary": None,
        "withdrawn": None,
        "published": "2024-01-02T03:04:05Z",
    }
    return found | changes


def honest(*vulnerabilities: dict[str, Any]) -> Respond:
    """Answer every question properly, with these vulnerabilities."""

    def respond(request: Request) -> None:
        request.send(pypi_document(*request.question(), *vulnerabilities))

    return respond
