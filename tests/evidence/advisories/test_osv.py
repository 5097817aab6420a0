"""OSV's query service, through pip-audit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.evidence.advisories.asking import ask_one, osv
from tests.evidence.advisories.loopback import Loopback, Respond

Serve = Callable[[Respond], Loopback]


def entry(**changes: Any) -> dict[str, Any]:
    events = [{"introduced": "0"}, {"fixed": "3.7"}]
    affected = {
        "package": {"name": "idna", "ecosystem": "PyPI"},
        "ranges": [{"type": "ECOSYSTEM", "events": events}],
    }
    return {"id": "GHSA-1", "aliases": ["CVE-1"], "affected": [affected]} | changes


def test_an_empty_answer_is_clean(serve: Serve) -> None:
    assert ask_one(osv(serve(lambda request: request.send({})))).state == "clean"


def test_a_withdrawn_one_does_not_count(serve: Serve) -> None:
    body = {"vulns": [entry(withdrawn="2024-01-01T00:00:00Z")]}
    assert ask_one(osv(serve(lambda request: request.send(body)))).state == "clean"


def test_vulnerable_with_alias_and_mending_version(serve: Serve) -> None:
    answer = ask_one(osv(serve(lambda request: request.send({"vulns": [entry()]}))))
    (advisory,) = answer.advisories
    assert (advisory.id, advisory.aliases, advisory.fixed_in) == ("CVE-1", ("GHSA-1",), ("3.7",))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param([], id="a list, which pip-audit takes for clean"),
        pytest.param(0, id="a number, which pip-audit takes for clean"),
        pytest.param({"code": 3, "message": "x"}, id="an error document"),
        pytest.param({"vulns": {}}, id="vulns is no list"),
        pytest.param({"vulns": [{"id": "X-1"}]}, id="about nothing"),
        pytest.param({"vulns": [entry(affected=[])]}, id="affects nothing"),
        pytest.param({"vulns": [entry(schema_version="2.0.0")]}, id="newer format"),
        pytest.param({"vulns": [], "next_page_token": "x"}, id="more pages"),
        pytest.param({"vulns": [entry(withdrawn=False)]}, id="withdrawn on no day"),
        pytest.param({"vulns": [entry(withdrawn="soon")]}, id="withdrawn some day"),
        pytest.param({"vulns": [entry(published="soon")]}, id="published some day"),
        pytest.param(
            {"vulns": [entry(affected=[{"package": {"name": "x", "ecosystem": "PyPI"}}])]},
            id="about another package",
        ),
    ],
)
def test_what_does_not_add_up_is_unknown(serve: Serve, body: Any) -> None:
    answer = ask_one(osv(serve(lambda request: request.send(body))))
    assert answer.state == "unknown"
    assert answer.reason
    assert answer.advisories == ()


def test_an_advisory_in_a_newer_format_does_not_hide_the_others(serve: Serve) -> None:
    body = {"vulns": [entry(), entry(id="GHSA-2", aliases=[], schema_version="2.0.0")]}
    answer = ask_one(osv(serve(lambda request: request.send(body))))
    assert answer.state == "vulnerable"
    assert answer.reason == "an advisory in a newer format was left out"


def test_a_server_error_is_unknown(serve: Serve) -> None:
    answer = ask_one(osv(serve(lambda request: request.send({}, 503))))
    assert (answer.state, answer.reason) == ("unknown", "the service answered 503")


def test_a_service_that_is_not_there_is_unknown(serve: Serve) -> None:
    source = osv(serve(lambda request: request.send({})))
    assert source.url is not None
    nobody = type(source)(kind="osv", url="http://127.0.0.1:1/v1/query")
    answer = ask_one(nobody)
    assert (answer.state, answer.reason) == ("unknown", "the service cannot be reached")
