"""The guarded HTTP that pip-audit's services get in place of their caching session.

Bodies are read here, within a size and until a moment, so that no answer can fill the memory or
drip on for ever. Nothing is written to disk: answers are remembered in `memory`, by us.
"""

from __future__ import annotations

import io
import threading
import time
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from inhouse import __version__

# PyPI's largest per-version documents are about 1 MB.
MAX_BODY_BYTES = 8_000_000
MAX_REDIRECTS = 5
CONNECT_SECONDS = 5.0
LAST_SECONDS = 0.05  # a failure this near the end is the end's


class TooLongError(requests.RequestException):
    """A body is longer than any honest one."""


class GuardedAdapter(HTTPAdapter):
    """A pool of connections for all threads; reads every body, redirects' too, within limits."""

    def __init__(self, *, size: int, until: float) -> None:
        super().__init__(pool_connections=4, pool_maxsize=size)
        self.until = until  # time.monotonic()
        self.stop = threading.Event()

    def send(
        self,
        request: requests.PreparedRequest,
        stream: Any = False,
        timeout: Any = None,
        verify: Any = True,
        cert: Any = None,
        proxies: Any = None,
    ) -> requests.Response:
        """Send a request and return its response with the body already read."""
        del stream, timeout  # how a body is read, and for how long, is decided here
        self._go_on()
        left = self.until - time.monotonic()
        limits = (min(left, CONNECT_SECONDS), left)
        response = super().send(request, True, limits, verify, cert, proxies)
        try:
            body = bytearray()
            for chunk in response.iter_content(65_536):
                body += chunk
                if len(body) > MAX_BODY_BYTES:
                    raise TooLongError(f"more than {MAX_BODY_BYTES} bytes")
                self._go_on()
        finally:
            response.close()
        whole = requests.Response()
        whole.status_code, whole.reason = response.status_code, response.reason
        whole.headers, whole.url, whole.request = response.headers, response.url, request
        whole.raw = io.BytesIO(body)
        return whole

    def is_over(self) -> bool:
        """Say whether it is too late for any answer to be of use."""
        return self.stop.is_set() or time.monotonic() >= self.until - LAST_SECONDS

    def _go_on(self) -> None:
        if self.is_over():
            raise requests.Timeout("the time for all questions is over")


class Wire:
    """The two methods of a session that pip-audit's services call.

    `base` replaces scheme, host and leading path of what is got. `status` and `body` are those of
    the last answer, for comparing with what was made of it.
    """

    def __init__(self, adapter: GuardedAdapter, base: str | None) -> None:
        self._session = requests.Session()
        self._session.max_redirects = MAX_REDIRECTS
        self._session.headers["User-Agent"] = f"inhouse/{__version__}"
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)
        self._base = base
        self.status: int | None = None
        self.body = b""

    def get(self, url: str, timeout: object) -> requests.Response:
        """GET; the time limit is the adapter's, not `timeout`."""
        del timeout
        if self._base is not None:
            url = self._base.rstrip("/") + urlsplit(url).path
        return self._request("GET", url, None)

    def post(self, url: str, data: str, timeout: object) -> requests.Response:
        """POST; the time limit is the adapter's, not `timeout`."""
        del timeout
        return self._request("POST", url, data)

    def _request(self, method: str, url: str, data: str | None) -> requests.Response:
        self.status, self.body = None, b""
        response = self._session.request(method, url, data=data)
        self.status, self.body = response.status_code, response.content
        return response
