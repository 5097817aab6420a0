"""Remembers answers between runs: what is known for six hours, what is not for one.

All answers of a source are one value, so a run over hundreds of packages reads one file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from inhouse.evidence.advisories.answers import Question, unknown
from inhouse.model.codec import pack, unpack
from inhouse.model.evidence import AdvisoryAnswer

KIND = "advisories"
HOUR = 3600
LASTS = 6 * HOUR
FAILURE_LASTS = HOUR
STATES = ("vulnerable", "clean", "unknown")
KEPT = 90 * 24 * HOUR  # after this even `--offline` does without
MOST = 20_000  # entries; one is about a hundred bytes


class Store(Protocol):
    """The cache's two doors (`inhouse.evidence.store.Store` has them)."""

    def get(self, kind: str, key: str) -> Any | None:
        """Return the JSON value stored under `kind` and `key`, or None."""

    def put(self, kind: str, key: str, value: Any) -> None:
        """Store a JSON value."""


class Memory:
    """The remembered answers of one source."""

    def __init__(self, store: Store, source: str, clock: Callable[[], float]) -> None:
        self._store, self._source, self._clock = store, source, clock
        self._kept = self._load()

    def fresh(self, question: Question) -> AdvisoryAnswer | None:
        """Return an answer that is young enough to be used as it is."""
        known = self._recall(_key(question))
        if known is not None and known[0] <= LASTS:
            return known[1]
        failed = self._recall(_failure(question))
        if failed is not None and failed[0] <= FAILURE_LASTS:
            return self.instead_of(question, _aged(failed[1], failed[0]))
        return None

    def of_any_age(self, question: Question) -> AdvisoryAnswer | None:
        """Return the last answer there was; its reason says how old it is."""
        last = self._recall(_key(question)) or self._recall(_failure(question))
        return None if last is None else _aged(last[1], last[0])

    def instead_of(self, question: Question, answer: AdvisoryAnswer) -> AdvisoryAnswer:
        """Return what to say when the service just gave `answer`.

        After an unknown, an earlier vulnerability still stands; an earlier clean does not, since
        what has come up since then cannot be told, but is mentioned.
        """
        known = self._recall(_key(question)) if answer.state == "unknown" else None
        if known is None:
            return answer
        age, before = known
        if before.state == "clean":
            return unknown(f"{answer.reason}; {_told(age)} ago it was clean")
        return AdvisoryAnswer(
            state=before.state,
            advisories=before.advisories,
            reason=f"as of {_told(age)} ago; now: {answer.reason}",
        )

    def keep(self, answers: Mapping[Question, AdvisoryAnswer]) -> None:
        """Add answers; what another process added meanwhile is kept as well."""
        if not answers:
            return
        now = int(self._clock())
        kept = self._load()
        for one, answer in answers.items():
            kept.pop(_failure(one), None)
            kept[_failure(one) if answer.state == "unknown" else _key(one)] = [now, *pack(answer)]
        young = {
            key: value
            for key, value in kept.items()
            if isinstance(value, list) and value and _age(value[0], now) is not None
        }
        if len(young) > MOST:
            newest = sorted(young, key=lambda key: young[key][0], reverse=True)[:MOST]
            young = {key: young[key] for key in newest}
        self._store.put(KIND, self._source, young)

    def _load(self) -> dict[str, Any]:
        value = self._store.get(KIND, self._source)
        return value if isinstance(value, dict) else {}

    def _recall(self, key: str) -> tuple[float, AdvisoryAnswer] | None:
        """Return age in seconds and answer; a damaged entry is no entry."""
        value = self._kept.get(key)
        if not isinstance(value, list) or not value:
            return None
        age = _age(value[0], self._clock())
        if age is None:
            return None
        try:
            answer: AdvisoryAnswer = unpack(AdvisoryAnswer, value[1:])
        except ValueError:
            return None
        return (age, answer) if answer.state in STATES else None


def _key(question: Question) -> str:
    return f"{question[0]}=={question[1]}"


def _failure(question: Question) -> str:
    """The key of an unknown: it stands beside the last real answer, not in its place."""
    return f"{_key(question)}?"


def _age(then: object, now: float) -> float | None:
    """Return seconds, or None for a time that is too long ago or in the future."""
    if isinstance(then, bool) or not isinstance(then, int | float):
        return None
    age = int(now) - then
    return age if 0 <= age <= KEPT else None


def _aged(answer: AdvisoryAnswer, age: float) -> AdvisoryAnswer:
    text = f"asked {_told(age)} ago"
    if answer.state == "unknown":
        return unknown(f"{answer.reason} ({text})")
    return AdvisoryAnswer(
        state=answer.state,
        advisories=answer.advisories,
        reason="; ".join(part for part in (answer.reason, text) if part),
    )


def _told(seconds: float) -> str:
    if seconds < 60:
        return "less than 1 min"
    if seconds < HOUR:
        return f"{int(seconds // 60)} min"
    if seconds < 48 * HOUR:
        return f"{int(seconds // HOUR)} h"
    return f"{int(seconds // (24 * HOUR))} days"
