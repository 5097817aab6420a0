"""Asks an index over HTTP: bounded in time and size, retried where that can help, never leaking.

Every attempt runs in a thread of its own that is left behind at its deadline: name lookup, a
stalled connection and headers that drip in cannot be stopped in any other way.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from inhouse.evidence.index.credentials import Credentials, Origin, host_of, origin_of, parts_of
from inhouse.evidence.index.exchange import Exchange, Received, exchange
from inhouse.evidence.index.trouble import IndexTroubleError, Trouble

if TYPE_CHECKING:
    import httpx

_MOVED = (301, 302, 303, 307, 308)
_TRANSIENT = (408, 425, 429, 500, 502, 503, 504)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds, bytes and counts that bound one request; `deadline` is for each attempt."""

    connect: float = 5.0
    read: float = 10.0
    deadline: float = 30.0
    attempts: int = 3
    backoff: float = 0.4
    longest_wait: float = 8.0
    redirects: int = 5
    page: int = 24_000_000
    connections: int = 24
    patience: int = 4  # failed requests in a row after which a host is not asked again


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A whole answer; `total` is the size of the file of which `body` is a part."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    total: int | None = None


class IndexClient:
    """Shared by all threads; `close` makes every request under way end at once."""

    def __init__(
        self,
        credentials: Credentials | None = None,
        *,
        cert: str | None = None,
        proxy: str | None = None,
        limits: Limits | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self.requests = 0
        self.wavered = False  # something failed that may go well another time
        self.unreachable = False  # of that: a host gave no answer that could be used
        self._credentials = credentials or Credentials()
        self._cert, self._proxy = cert, proxy
        self._http: httpx.Client | None = None
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._dead: dict[Origin, str] = {}
        self._failures: dict[Origin, int] = {}

    def __enter__(self) -> IndexClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop all requests and close all connections; may be called from any thread."""
        self._stopped.set()
        with self._lock:
            http, self._http = self._http, None
        if http is not None:
            http.close()

    def get(
        self, url: str, *, limit: int | None = None, accept: str = "*/*", tail: int | None = None
    ) -> Reply:
        """Return the answer's whole body, or with `tail` its last bytes where the server can.

        IndexTroubleError after the last attempt; its message names the host, never a login.
        """
        wanted = Exchange(
            url=url,
            accept=accept,
            limit=limit if limit is not None else self.limits.page,
            tail=tail,
            packed=limit is None,
        )
        latest = Received()
        for attempt in range(1, self.limits.attempts + 1):
            try:
                latest, reply = self._follow(wanted, latest)
            except _FailedError as failed:
                latest = failed.held
                if self._stopped.is_set():
                    raise _stopped() from None
                wait = self._wait(latest, attempt)
                if wait is None:
                    self.wavered |= failed.trouble.kind is not Trouble.ABSENT
                    self.unreachable |= failed.trouble.kind is Trouble.UNREACHABLE
                    self._count_failure(url, failed.trouble)
                    raise failed.trouble from None
            else:
                self._failures.pop(origin_of(url), None)
                return reply
            if self._stopped.wait(wait):
                raise _stopped()
        raise AssertionError("the last attempt returns or raises")

    def _wait(self, held: Received, attempt: int) -> float | None:
        """Return the seconds to wait before trying again, None where that is of no use."""
        if attempt >= self.limits.attempts or not held.transient or self._stopped.is_set():
            return None
        asked = held.retry_after
        if asked is None:
            asked = self.limits.backoff * 2 ** (attempt - 1) * random.uniform(0.5, 1.5)  # noqa: S311
        return min(asked, self.limits.longest_wait)

    def _follow(self, wanted: Exchange, latest: Received) -> tuple[Received, Reply]:
        held = latest.next_attempt()
        for _ in range(self.limits.redirects + 1):
            held = self._attempt(wanted, held)
            try:
                if held.status not in _MOVED:
                    return held, self._judged(wanted, held)
                wanted = wanted.moved_to(_target(wanted.url, held.headers.get("location", "")))
            except IndexTroubleError as error:
                raise _FailedError(error, held) from None
            held = held.next_attempt()
        held.transient = False
        reason = f"{host_of(wanted.url)} redirects in circles"
        raise _FailedError(IndexTroubleError(Trouble.SENSELESS, reason), held)

    def _attempt(self, wanted: Exchange, held: Received) -> Received:
        origin = origin_of(wanted.url)
        if origin in self._dead:
            held.transient = False
            raise _FailedError(IndexTroubleError(Trouble.UNREACHABLE, self._dead[origin]), held)
        http = self._client()
        login = self._credentials.header_for(wanted.url)
        self.requests += 1
        worker = threading.Thread(
            target=exchange, args=(http, wanted, login, held, self._stopped), daemon=True
        )
        worker.start()
        end = time.monotonic() + self.limits.deadline
        while not held.done.wait(min(0.2, self.limits.deadline)):
            if self._stopped.is_set():
                raise _stopped()
            if time.monotonic() > end:
                held.left.set()  # its thread may still write into it: it is not used again
                reason = f"{host_of(wanted.url)} did not finish in {self.limits.deadline:g} s"
                raise _FailedError(IndexTroubleError(Trouble.UNREACHABLE, reason), Received())
        if held.trouble is not None:
            raise _FailedError(held.trouble, held)
        return held

    def _judged(self, wanted: Exchange, held: Received) -> Reply:
        host, status = host_of(wanted.url), held.status
        held.transient = status in _TRANSIENT
        if status in (404, 410):
            raise IndexTroubleError(Trouble.ABSENT, f"{host} does not have it ({status})")
        if status in (401, 403, 407):
            raise IndexTroubleError(Trouble.REFUSED, f"{host} refuses access ({status})")
        if status not in (200, 206):
            raise IndexTroubleError(Trouble.UNREACHABLE, f"{host} answered {status}")
        body, held.body = bytes(held.body), bytearray()
        return Reply(
            url=wanted.url, status=status, headers=held.headers, body=body, total=held.total
        )

    def _count_failure(self, url: str, error: IndexTroubleError) -> None:
        """Give a host up that takes no connection, or failed often in a row: the next is quick."""
        if error.kind is not Trouble.UNREACHABLE:
            return
        origin = origin_of(url)
        count = self._failures[origin] = self._failures.get(origin, 0) + 1
        if error.hostless or count >= self.limits.patience:
            self._dead[origin] = error.reason

    def _client(self) -> httpx.Client:
        with self._lock:
            if self._stopped.is_set():
                raise _stopped()
            if self._http is None:
                from inhouse.evidence.index.connection import new_client

                limits = self.limits
                self._http = new_client(
                    connect=limits.connect,
                    read=limits.read,
                    connections=limits.connections,
                    cert=self._cert,
                    proxy=self._proxy,
                )
            return self._http


class _FailedError(Exception):
    """One attempt's trouble and what it brought all the same."""

    def __init__(self, trouble: IndexTroubleError, held: Received) -> None:
        super().__init__(trouble.reason)
        self.trouble, self.held = trouble, held


def _stopped() -> IndexTroubleError:
    return IndexTroubleError(Trouble.STOPPED, "the run was stopped")


def _target(url: str, location: str) -> str:
    lost = IndexTroubleError(Trouble.SENSELESS, f"{host_of(url)} redirects to no usable URL")
    try:
        target = urljoin(url, location)
        parts = parts_of(target)
    except ValueError:
        raise lost from None
    if not location:
        raise lost
    if parts.scheme == "http" and url.startswith("https:"):
        raise IndexTroubleError(Trouble.SENSELESS, f"{host_of(url)} redirects to plain http")
    return target
