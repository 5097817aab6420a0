"""Asks the indexes for one project's page, in the cheapest form that each of them serves."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import replace

from packaging.utils import NormalizedName

from inhouse.evidence.index.client import IndexClient, Reply
from inhouse.evidence.index.credentials import host_of
from inhouse.evidence.index.project import ProjectPage
from inhouse.evidence.index.project_json import parse_project_json, project_json_url
from inhouse.evidence.index.simple_html import parse_html
from inhouse.evidence.index.simple_json import parse_simple_json
from inhouse.evidence.index.trouble import IndexTroubleError, Trouble
from inhouse.model.evidence import Missing

_HELD = 4  # pages of several megabytes that may wait to be parsed at the same time
_SIMPLE = (
    "application/vnd.pypi.simple.v1+json, "
    "application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"
)


class Lookup:
    """Finds project pages; remembers which indexes do not serve the per-project JSON."""

    def __init__(self, client: IndexClient, indexes: Iterable[str]) -> None:
        self._client = client
        self._indexes = tuple(indexes)
        self._without_json: set[str] = set()
        self._with_json: set[str] = set()
        self._without_status: set[str] = set()
        self._lock = threading.Lock()
        self._holding = threading.BoundedSemaphore(_HELD)
        self._parsing = threading.Lock()  # a page takes many times its size while it is parsed

    @property
    def client(self) -> IndexClient:
        """The client that all requests go through."""
        return self._client

    @property
    def indexes(self) -> tuple[str, ...]:
        """The configured indexes, best first."""
        return self._indexes

    def close(self) -> None:
        """End all requests at once; may be called from any thread."""
        self._client.close()

    def page(self, index: str, name: NormalizedName) -> ProjectPage:
        """Return the project's page on one index; IndexTroubleError says why there is none."""
        url = project_json_url(index, name)
        if url is not None and index not in self._without_json:
            try:
                return self._project_json(url, index)
            except IndexTroubleError as error:
                if error.kind not in (Trouble.ABSENT, Trouble.SENSELESS, Trouble.TOO_LARGE):
                    raise
            page = self.simple_page(index, name)
            with self._lock:
                if index not in self._with_json:
                    self._without_json.add(index)  # it has the project, and no JSON of any
            return page
        return self.simple_page(index, name)

    def page_with_status(self, index: str, name: NormalizedName) -> ProjectPage:
        """Return the project's page, completed with the status that the simple page may give."""
        page = self.page(index, name)
        silent = index in self._without_json or index in self._without_status
        if silent or not isinstance(page.status, Missing):
            return page
        try:
            status = self.simple_page(index, name).status
        except IndexTroubleError:
            return page
        if isinstance(status, Missing):  # then it says so of no project
            with self._lock:
                self._without_status.add(index)
        return replace(page, status=status)

    def simple_page(self, index: str, name: NormalizedName) -> ProjectPage:
        """Return the project's page of the simple index, read from JSON or HTML."""
        reply = self.client.get(f"{index.rstrip('/')}/{name}/", accept=_SIMPLE)
        with self._parsing:
            return replace(_parsed(reply), index=index)

    def _project_json(self, url: str, index: str) -> ProjectPage:
        with self._holding:
            reply = self.client.get(url, accept="application/json")
            with self._parsing:
                page = parse_project_json(reply.body, reply.url, index)
        with self._lock:
            self._with_json.add(index)
        return page


def _parsed(reply: Reply) -> ProjectPage:
    kind = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind.endswith("json"):
        return parse_simple_json(reply.body, reply.url)
    if "html" in kind or not kind:
        return parse_html(reply.body.decode("utf-8", "replace"), reply.url)
    reason = f"{host_of(reply.url)} answered with neither HTML nor JSON"
    raise IndexTroubleError(Trouble.SENSELESS, reason)
