"""Shortcuts for asking a loopback service."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from inhouse.evidence.advisories import AdvisorySource, ask
from inhouse.model.evidence import AdvisoryAnswer
from tests.evidence.advisories.loopback import Loopback


class Shelf:
    """A store in memory."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], Any] = {}

    def get(self, kind: str, key: str) -> Any | None:
        return self.values.get((kind, key))

    def put(self, kind: str, key: str, value: Any) -> None:
        self.values[kind, key] = value


def pypi(loopback: Loopback) -> AdvisorySource:
    return AdvisorySource(kind="pypi", url=loopback.url)


def osv(loopback: Loopback) -> AdvisorySource:
    return AdvisorySource(kind="osv", url=loopback.url + "/v1/query")


def ask_one(source: AdvisorySource, name: str = "idna", version: str = "3.4") -> AdvisoryAnswer:
    return ask([(name, version)], source, Shelf(), deadline=5).answers[name, version]


def many(count: int) -> Sequence[tuple[str, str | None]]:
    return [(f"package-{number}", "1.0") for number in range(count)]
