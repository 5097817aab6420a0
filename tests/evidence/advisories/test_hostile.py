"""A service that breaks off, lies, or attacks: every such answer is unknown, and soon."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.evidence.advisories.asking import ask_one, osv, pypi
from tests.evidence.advisories.loopback import (
    Loopback,
    Request,
    Respond,
    honest,
    pypi_document,
    vulnerability,
)

pytestmark = pytest.mark.once

Serve = Callable[[Respond], Loopback]
FINE = pypi_document("idna", "3.4")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({}, id="empty object"),
        pytest.param([], id="list"),
        pytest.param(None, id="null"),
        pytest.param({"info": FINE["info"]}, id="does not report vulnerabilities"),
        pytest.param({"vulnerabilities": []}, id="about nothing"),
        pytest.param(FINE | {"info": {"name": None, "version": 3}}, id="nameless"),
        pytest.param(pypi_document("flask", "3.4"), id="another package"),
        pytest.param(pypi_document("idna", "3.5"), id="another version"),
        pytest.param(pypi_document("idna", "latest"), id="no version"),
        pytest.param(FINE | {"vulnerabilities": {}}, id="object for list"),
        pytest.param(FINE | {"vulnerabilities": ""}, id="text for list"),
        pytest.param(FINE | {"vulnerabilities": [1]}, id="numbers"),
        pytest.param(pypi_document("idna", "3.4", {}), id="without fields"),
        pytest.param(pypi_document("idna", "3.4", vulnerability(7)), id="numeric id"),
        pytest.param(pypi_document("idna", "3.4", vulnerability("A", aliases="BCD")), id="aliases"),
        pytest.param(pypi_document("idna", "3.4", vulnerability("A", fixed_in="12")), id="fixed"),
        pytest.param(pypi_document("idna", "3.4", vulnerability("A", fixed_in=["x"])), id="fix"),
        pytest.param(pypi_document("idna", "3.4", vulnerability("A", withdrawn=True)), id="drawn"),
        pytest.param(pypi_document("idna", "3.4", vulnerability("A", withdrawn="")), id="drawn2"),
        pytest.param(pypi_document("idna", "3.4", vulnerability("A", summary=[])), id="summary"),
        pytest.param(b"<!doctype html><title>Sign in</title>", id="HTML"),
        pytest.param(b"", id="nothing"),
        pytest.param(b"\xff\xfe\x00", id="bytes"),
        pytest.param(b'{"info": ' + b"[" * 100_000, id="deep nesting"),
        pytest.param(b'{"a": ' + b"9" * 10_000 + b"}", id="long number"),
        pytest.param(b" " * 9_000_000, id="huge body"),
    ],
)
def test_a_lie_is_unknown(serve: Serve, body: Any) -> None:
    answer = ask_one(pypi(serve(lambda request: request.send(body))))
    assert answer.state == "unknown"
    assert answer.reason
    assert answer.reason.isprintable()
    assert answer.advisories == ()


def test_terminal_escapes_in_an_identifier_are_never_passed_on(serve: Serve) -> None:
    answer = ask_one(pypi(serve(honest(vulnerability("CVE-1\x1b[2J")))))
    assert answer.state == "unknown"
    assert answer.reason == "an advisory was dropped: its identifier is malformed"


def test_a_malformed_alias_is_dropped_and_the_advisory_stays(serve: Serve) -> None:
    bad = vulnerability("CVE-1", aliases=["\x1b[2J", "GHSA-1", "x" * 101, "a\nb"])
    answer = ask_one(pypi(serve(honest(bad))))
    assert answer.state == "vulnerable"
    assert answer.advisories[0].aliases == ("GHSA-1",)


def test_thousands_of_advisories_for_one_version_are_not_believed(serve: Serve) -> None:
    flood = honest(*(vulnerability(f"CVE-{number}") for number in range(5_000)))
    assert ask_one(pypi(serve(flood))).state == "unknown"


@pytest.mark.parametrize("source", [pypi, osv])
def test_a_body_that_breaks_off(serve: Serve, source: Any) -> None:
    def respond(request: Request) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "5000")
        request.end_headers()
        request.wfile.write(b'{"info": {')
        request.close_connection = True

    answer = ask_one(source(serve(respond)))
    assert (answer.state, answer.reason) == ("unknown", "the service's answer broke off")


@pytest.mark.parametrize("source", [pypi, osv])
def test_a_redirect_loop_ends(serve: Serve, source: Any) -> None:
    server = serve(lambda request: request.send(b"", 302, {"Location": request.path}))
    answer = ask_one(source(server))
    assert (answer.state, answer.reason) == ("unknown", "the service redirects without end")
    assert len(server.requests) <= 7


def test_a_compressed_flood_is_cut_off(serve: Serve) -> None:
    import gzip

    flood = gzip.compress(b" " * 200_000_000, 1)
    server = serve(lambda request: request.send(flood, 200, {"Content-Encoding": "gzip"}))
    answer = ask_one(pypi(server))
    assert (answer.state, answer.reason) == ("unknown", "the service's answer is too long")


def test_a_body_that_drips_does_not_outlast_the_deadline(serve: Serve) -> None:
    def respond(request: Request) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "5000")
        request.end_headers()
        while not request.server.loopback.released.wait(0.1):
            request.wfile.write(b" ")

    from inhouse.evidence.advisories import ask
    from tests.evidence.advisories.asking import Shelf

    began = time.monotonic()
    answers = ask([("idna", "3.4")], pypi(serve(respond)), Shelf(), deadline=1).answers
    assert time.monotonic() - began < 20
    assert answers["idna", "3.4"].reason == "no answer within 1 s"
