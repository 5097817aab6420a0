"""The lookup that a run uses: its indexes are found out when the first question is asked."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping

from inhouse.evidence.index.client import IndexClient, Limits
from inhouse.evidence.index.lookup import Lookup
from inhouse.evidence.index.sources import Indexes, NamedIndex, configured_indexes
from inhouse.model.lock import Note


class ConfiguredLookup(Lookup):
    """Asks the project's, uv's and pip's indexes; a run that needs none never asks pip either.

    `named` are the project's `[[tool.uv.index]]` and the indexes that its lock or manifest names.
    """

    def __init__(
        self,
        named: Iterable[NamedIndex] = (),
        variables: Mapping[str, str] | None = None,
        limits: Limits | None = None,
    ) -> None:
        super().__init__(IndexClient(limits=limits), ())
        self._named, self._variables, self._limits = tuple(named), variables, limits
        self._found: Indexes | None = None
        self._finding = threading.Lock()
        self._closed = False

    @property
    def client(self) -> IndexClient:
        """The client that all requests go through."""
        self._find()
        return self._client

    @property
    def indexes(self) -> tuple[str, ...]:
        """The configured indexes, best first."""
        return self._find().urls

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was left out of the configuration; nothing where it was not needed."""
        return self._found.notes if self._found is not None else ()

    @property
    def requests(self) -> int:
        """How many requests were made."""
        return self._client.requests

    def close(self) -> None:
        """End all requests at once; may be called from any thread."""
        self._closed = True
        self._client.close()

    def _find(self) -> Indexes:
        with self._finding:
            if self._found is None:
                found = configured_indexes(self._named, self._variables)
                self._client = IndexClient(
                    found.credentials, cert=found.cert, proxy=found.proxy, limits=self._limits
                )
                if self._closed:
                    self._client.close()
                self._found = found
            return self._found
