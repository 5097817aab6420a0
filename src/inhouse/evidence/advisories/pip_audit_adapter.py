"""pip-audit behind our own interface: the only file that knows its names, all of them private.

pip-audit has no public Python interface; what is used here is checked, release by release, by
tests/evidence/advisories/test_contract.py. It is written for honest servers, so its results are
compared with the body they came from, and anything that does not add up is a `Trouble`.
Imported only when a question must really be asked: pip-audit takes about 0.2 s to import.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import requests
from packaging.utils import canonicalize_name
from packaging.version import Version

from inhouse.evidence.advisories.answers import Found, Question, answer_from, unknown
from inhouse.evidence.advisories.dispatch import LATE, Asker, Outcome, Trouble
from inhouse.evidence.advisories.sources import AdvisorySource
from inhouse.evidence.advisories.wire import GuardedAdapter, TooLongError, Wire


def load_pip_audit() -> ModuleType:
    """Import `pip_audit._service` without importing pip_api.

    Importing pip_api runs `python -m pip --version`, which executes a `pip.py` that lies in the
    current folder: in an audit, the audited project's. pip-audit reads one attribute of it, to
    find pip's own HTTP cache, which is not used here; a stand-in takes its place meanwhile.
    """
    missing = object()
    before: Any = sys.modules.get("pip_api", missing)
    stand_in: Any = ModuleType("pip_api")
    stand_in.PIP_VERSION = "0"  # too old to have a cache folder that could be asked for
    sys.modules["pip_api"] = stand_in
    try:
        from pip_audit import _service  # type: ignore[import-untyped]  # it has no py.typed
    finally:
        if before is missing:
            del sys.modules["pip_api"]
        else:
            sys.modules["pip_api"] = before
    service: ModuleType = _service
    return service


@contextlib.contextmanager
def connector(
    source: AdvisorySource, *, until: float, in_flight: int
) -> Iterator[Callable[[threading.Event], Asker]]:
    """Yield what builds one thread's asker; the threads share one pool of connections."""
    pip_audit = load_pip_audit()
    adapter = GuardedAdapter(size=in_flight, until=until)

    def connect(stop: threading.Event) -> Asker:
        adapter.stop = stop
        return _Asker(pip_audit, source, adapter).ask

    try:
        yield connect
    finally:
        adapter.close()


class _Asker:
    """One of pip-audit's services, its session replaced by our guarded wire."""

    def __init__(
        self, pip_audit: ModuleType, source: AdvisorySource, adapter: GuardedAdapter
    ) -> None:
        self.pip_audit, self.source, self.adapter = pip_audit, source, adapter
        # Never written to, since the session that would is replaced; and it could not be.
        nowhere = Path(os.devnull) / "pip-audit"
        base = None
        if source.kind == "osv":
            own_url = {"osv_url": source.url} if source.url else {}
            self.service = pip_audit.OsvService(nowhere, None, **own_url)
        else:
            self.service, base = pip_audit.PyPIService(nowhere, None), source.url
        self.wire = Wire(adapter, base)
        self.service.session = self.wire

    def ask(self, question: Question) -> Outcome:
        """Return the answer to one question, or what kept it from being had. Never raises."""
        name, version = question
        try:
            name = canonicalize_name(name, validate=True)
            spec = self.pip_audit.ResolvedDependency(name, Version(version or ""))
        except ValueError:  # also a number of thousands of digits
            return unknown("the name or version is none that an index could have")
        try:
            answered, results = self.service.query(spec)
            if isinstance(answered, self.pip_audit.SkippedDependency):
                return _http_trouble(self.wire.status)
            doubt = self._doubt(name, spec.version, len(results))
            found = [_found(result) for result in results]
        except Exception as error:  # noqa: BLE001 - a lying answer breaks pip-audit in any way
            return LATE if self.adapter.is_over() else _trouble(error, self.wire.status)
        return doubt if isinstance(doubt, Trouble) else answer_from(found, doubt)

    def _doubt(self, name: str, version: Version, results: int) -> str | Trouble:
        """Compare the body with what pip-audit made of it."""
        body = json.loads(self.wire.body)
        if not isinstance(body, dict):
            return _nonsense("is not an object")
        if self.source.kind == "osv":
            return _osv_doubt(body, name, results)
        return _pypi_doubt(body, name, version, results)


def _pypi_doubt(
    body: Mapping[str, Any], name: str, version: Version, results: int
) -> str | Trouble:
    info = body.get("info")
    if not isinstance(info, dict):
        return _nonsense("does not say what package it is about")
    said = info.get("name"), info.get("version")
    if not all(isinstance(text, str) for text in said):
        return _nonsense("does not say what package it is about")
    if canonicalize_name(str(said[0])) != name or Version(str(said[1])) != version:
        return _nonsense("is about another package or version")
    entries = body.get("vulnerabilities")
    if entries is None:
        text = "the service does not report vulnerabilities"
        return Trouble("no-field", text, text)
    if not _well_formed(entries, ("aliases", "fixed_in")) or _standing(entries) != results:
        return _nonsense("lists malformed advisories")
    return ""


def _osv_doubt(body: Mapping[str, Any], name: str, results: int) -> str | Trouble:
    entries = body.get("vulns", [])
    if body and "vulns" not in body and "next_page_token" not in body:
        return _nonsense("holds no list of advisories")
    if not _well_formed(entries, ()):
        return _nonsense("lists malformed advisories")
    standing = [entry for entry in entries if entry.get("withdrawn") is None]
    about = [entry for entry in standing if name in _osv_names(entry)]
    if len(about) != len(standing):
        return _nonsense("is about another package")
    if len(standing) != results:
        return "an advisory in a newer format was left out"
    return "only the first page of the answer was read" if body.get("next_page_token") else ""


def _osv_names(entry: Mapping[str, Any]) -> set[str]:
    return {
        canonicalize_name(affected["package"]["name"])
        for affected in entry.get("affected") or []
        if affected["package"].get("ecosystem") == "PyPI"
    }


def _well_formed(entries: object, needed: Sequence[str]) -> bool:
    """Check the shapes pip-audit relies on; a string where a list should be looks like one."""
    if not isinstance(entries, list):
        return False
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
            return False
        withdrawn = entry.get("withdrawn")
        if withdrawn is not None and not (isinstance(withdrawn, str) and withdrawn[:4].isdigit()):
            return False
        for field in {*needed, "aliases"}:
            texts = entry.get(field, None if field in needed else [])
            if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
                return False
    return True


def _standing(entries: Sequence[Mapping[str, Any]]) -> int:
    return sum(entry.get("withdrawn") is None for entry in entries)


def _found(result: Any) -> Found:
    return Found(
        ids=(str(result.id), *map(str, result.aliases)),
        fixed_in=tuple(map(str, result.fix_versions)),
    )


def _nonsense(what: str) -> Trouble:
    text = f"the service's answer {what}"
    return Trouble(what, text, text)


def _http_trouble(status: int | None) -> Trouble:
    if status == requests.codes.not_found:
        return Trouble(
            "404", "not known to the service", "the service answers 404 for every package"
        )
    text = f"the service answered {status}"
    return Trouble(str(status), text, text)


def _trouble(error: Exception, status: int | None) -> Trouble:
    """Put an exception in our own words; a server's text is never repeated."""
    if status is not None and status >= 400:
        return _http_trouble(status)
    cause = error.__cause__ or error.__context__ or error
    kinds: tuple[tuple[type[BaseException], str], ...] = (
        (requests.TooManyRedirects, "the service redirects without end"),
        (TooLongError, "the service's answer is too long"),
        (requests.exceptions.SSLError, "the service's certificate is not trusted"),
        (requests.exceptions.ProxyError, "the proxy does not answer"),
        (requests.ConnectTimeout, "the service cannot be reached"),
        (requests.exceptions.ChunkedEncodingError, "the service's answer broke off"),
        (requests.exceptions.ContentDecodingError, "the service's answer is damaged"),
        (requests.exceptions.JSONDecodeError, "the service's answer is not JSON"),
        (requests.ConnectionError, "the service cannot be reached"),
    )
    for one in (error, cause):
        for kind, text in kinds:
            if isinstance(one, kind):
                return Trouble(kind.__name__, text, text)
    return _nonsense("makes no sense")
