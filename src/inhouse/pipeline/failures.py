"""What a run within the hour could not get, so that the next one does not wait for it anew."""

from __future__ import annotations

import hashlib
import time

from inhouse.evidence.store import Store

_KIND = "failed"
_SECONDS = 3600


class Failures:
    """Reasons by kind and key; `surroundings` is what else could make a new try succeed."""

    def __init__(self, store: Store, surroundings: str) -> None:
        self._store = store
        # Index URLs are among them, which may hold logins: those stay out of the cache.
        self._surroundings = hashlib.sha256(surroundings.encode("utf-8", "replace")).hexdigest()
        self.any = False

    def recall(self, what: str, key: str) -> str | None:
        """Return why `what` could not be had for `key`, where that was tried within the hour."""
        stored = self._store.get(_KIND, f"{what} {key}")
        try:
            when, surroundings, reason = stored  # type: ignore[misc]  # what misfits is not used
            age = time.time() - float(when)
        except (TypeError, ValueError):
            return None
        if surroundings != self._surroundings or not 0 <= age < _SECONDS:
            return None
        minutes = int(age // 60)
        return f"{reason} (tried {minutes} min ago)" if minutes else str(reason)

    def remember(self, what: str, key: str, reason: str) -> None:
        """Keep a reason for an hour."""
        self.any = True
        self._store.put(_KIND, f"{what} {key}", [time.time(), self._surroundings, reason])
