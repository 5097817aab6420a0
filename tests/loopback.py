"""A real HTTP server on loopback whose routes can be slow, broken, lying or absent."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any


@dataclass(kw_only=True)
class Route:
    """How one path is answered; `first` are the statuses of the first answers, before `status`."""

    body: bytes = b""
    status: int = 200
    kind: str = "application/octet-stream"
    headers: Mapping[str, str] = field(default_factory=dict)
    ranges: bool = False
    first: tuple[int, ...] = ()
    cut: tuple[int, ...] = ()  # the first answers break off after so many bytes
    claim: int | None = None  # a Content-Length that is not true
    drip: float = 0.0  # seconds before each byte of the body
    slow_headers: float = 0.0  # seconds before each byte of one endless header
    answered: int = 0


@dataclass(frozen=True)
class Seen:
    """A request as it came."""

    path: str
    headers: Mapping[str, str]


class Loopback:
    """Serves `routes` until the block ends; `seen` are the requests in order."""

    def __init__(self, routes: Mapping[str, Route] | None = None, host: str = "127.0.0.1") -> None:
        self.routes = dict(routes or {})
        self.seen: list[Seen] = []
        self.most_at_once = self._at_once = 0
        self._lock = threading.Lock()
        self.closing = threading.Event()
        self._server = _Server((host, 0), _Handler)
        self._server.loopback = self
        self.url = f"http://{host}:{self._server.server_address[1]}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    def __enter__(self) -> Loopback:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def add(self, path: str, body: bytes | str = b"", **how: Any) -> str:
        """Add a route and return its URL."""
        data = body.encode() if isinstance(body, str) else body
        self.routes[path] = Route(body=data, **how)
        return self.url + path

    def add_json(self, path: str, value: object, **how: Any) -> str:
        """Add a route that answers with JSON."""
        return self.add(path, json.dumps(value), kind="application/json", **how)

    def add_page(self, path: str, links: Iterable[tuple[str, str]], **how: Any) -> str:
        """Add a simple index page of (name, href) links."""
        rows = "".join(f'<a href="{href}">{name}</a><br/>' for name, href in links)
        page = f"<!DOCTYPE html><html><body><h1>Links for it</h1>{rows}</body></html>"
        return self.add(path, page, kind="text/html", **how)

    def count(self, path: str) -> int:
        """Return how often a path was asked for."""
        return sum(seen.path == path for seen in self.seen)

    def enter(self, seen: Seen) -> None:
        """Note a request."""
        with self._lock:
            self.seen.append(seen)
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)

    def leave(self) -> None:
        """Note the end of an answer."""
        with self._lock:
            self._at_once -= 1


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    loopback: Loopback

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: clients that hang up are what the tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the base
        """Say nothing."""

    def do_GET(self) -> None:
        assert isinstance(self.server, _Server)
        loopback = self.server.loopback
        loopback.enter(Seen(self.path, {k.lower(): v for k, v in self.headers.items()}))
        try:
            route = loopback.routes.get(self.path)
            self._answer(route or Route(status=404, kind="text/html"), loopback)
        finally:
            loopback.leave()

    def _answer(self, route: Route, loopback: Loopback) -> None:
        turn = route.answered
        route.answered += 1
        status = route.first[turn] if turn < len(route.first) else route.status
        body, extra = (route.body, {}) if status == 200 else (b"", {})
        wanted = self.headers.get("Range", "")
        if status == 200 and route.ranges and wanted.startswith("bytes="):
            start, end = _part(wanted, len(route.body))
            body, status = route.body[start:end], 206
            extra = {"Content-Range": f"bytes {start}-{end - 1}/{len(route.body)}"}
        if status != 200 and status != 206:
            body = route.body if turn >= len(route.first) else b""
        self._send_headers(route, status, len(body), extra, loopback)
        if turn < len(route.cut):
            self.wfile.write(body[: route.cut[turn]])
            self.close_connection = True
        elif route.drip:
            self._drip(body, route.drip, loopback)
        else:
            self.wfile.write(body)
        self.close_connection = self.close_connection or route.claim is not None

    def _send_headers(
        self, route: Route, status: int, length: int, extra: Mapping[str, str], loopback: Loopback
    ) -> None:
        self.send_response(status)
        if route.slow_headers:
            self.flush_headers()
            self._drip(b"X-Slow: " + b"a" * 10_000, route.slow_headers, loopback)
        self.send_header("Content-Type", route.kind)
        self.send_header("Content-Length", str(route.claim or length))
        if route.ranges:
            self.send_header("Accept-Ranges", "bytes")
        for name, value in {**route.headers, **extra}.items():
            self.send_header(name, value)
        self.end_headers()

    def _drip(self, data: bytes, pause: float, loopback: Loopback) -> None:
        for position in range(len(data)):
            if loopback.closing.wait(pause):
                return
            self.wfile.write(data[position : position + 1])
            self.wfile.flush()


def _part(wanted: str, total: int) -> tuple[int, int]:
    first, _, last = wanted.removeprefix("bytes=").partition("-")
    if not first:
        return max(0, total - int(last)), total
    return int(first), min(int(last) + 1, total) if last else total


def until(condition: Any, seconds: float = 5.0) -> bool:
    """Wait for a condition; False if it never came true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.01)
    return False
