"""What is remembered, for how long, and what `offline` makes of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inhouse.evidence.advisories import AdvisorySource, ask
from inhouse.evidence.store import Store
from inhouse.model.evidence import AdvisoryAnswer
from tests.evidence.advisories.asking import Shelf, many, osv, pypi
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
HOUR = 3600
IDNA = ("idna", "3.4")


class Clock:
    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


def test_an_answer_lasts_six_hours(serve: Serve, tmp_path: Path) -> None:
    server, clock, store = serve(honest(vulnerability("CVE-1"))), Clock(), Store(tmp_path)
    first = ask([IDNA], pypi(server), store, clock=clock)
    clock.now += 6 * HOUR - 1
    assert ask([IDNA], pypi(server), store, clock=clock) == first
    assert len(server.requests) == 1
    clock.now += 2
    assert ask([IDNA], pypi(server), store, clock=clock) == first
    assert len(server.requests) == 2


def test_a_failing_service_is_left_alone_for_one_hour(serve: Serve) -> None:
    server, clock, shelf = serve(lambda request: request.send({}, 404)), Clock(), Shelf()
    ask(many(100), pypi(server), shelf, clock=clock)
    asked = len(server.requests)
    clock.now += 720
    result = ask(many(100), pypi(server), shelf, clock=clock)
    assert len(server.requests) == asked
    assert {answer.reason for answer in result.answers.values()} == {
        "the service answers 404 for every package (asked 12 min ago)"
    }
    assert "100 of 100" in result.notes[0].text
    clock.now += HOUR
    ask(many(100), pypi(server), shelf, clock=clock)
    assert len(server.requests) > asked


@pytest.mark.parametrize(
    ("found", "state", "reason"),
    [
        (
            [vulnerability("CVE-1")],
            "vulnerable",
            "as of 8 h ago; now: the service answered 503",
        ),
        ([], "unknown", "the service answered 503; 8 h ago it was clean"),
    ],
)
def test_a_failure_does_not_wipe_out_what_was_known(
    serve: Serve, found: list[dict[str, Any]], state: str, reason: str
) -> None:
    server, clock, shelf = serve(honest(*found)), Clock(), Shelf()
    known = ask([IDNA], pypi(server), shelf, clock=clock).answers[IDNA]
    clock.now += 8 * HOUR
    server.respond = lambda request: request.send({}, 503)
    failed = ask([IDNA], pypi(server), shelf, clock=clock).answers[IDNA]
    assert (failed.state, failed.reason) == (state, reason)
    again = ask([IDNA], pypi(server), shelf, clock=clock).answers[IDNA]
    assert again.state == state
    assert len(server.requests) == 2
    offline = ask([IDNA], pypi(server), shelf, clock=clock, offline=True).answers[IDNA]
    assert (offline.state, offline.reason) == (known.state, "asked 8 h ago")
    server.respond = honest()
    clock.now += HOUR + 1
    assert ask([IDNA], pypi(server), shelf, clock=clock).answers[IDNA].state == "clean"


def test_what_only_ran_out_of_time_is_asked_again(serve: Serve) -> None:
    slow = True

    def respond(request: Request) -> None:
        name, version = request.question()
        if slow and name != "package-1":
            request.server.loopback.released.wait(30)
        request.send(pypi_document(name, version))

    source, shelf = pypi(serve(respond)), Shelf()
    ask(many(4), source, shelf, deadline=1)
    slow = False
    answers = ask(many(4), source, shelf, deadline=10).answers
    assert {answer.state for answer in answers.values()} == {"clean"}


def test_sources_do_not_answer_for_each_other(serve: Serve) -> None:
    server, shelf = serve(honest()), Shelf()
    ask([IDNA], pypi(server), shelf)
    assert ask([IDNA], osv(server), shelf, offline=True).answers[IDNA].state == "unknown"


def test_only_what_is_new_is_asked(serve: Serve) -> None:
    server, shelf = serve(honest()), Shelf()
    ask(many(20), pypi(server), shelf)
    ask(many(21), pypi(server), shelf)
    assert len(server.requests) == 21


def test_offline_without_memory_is_unknown(serve: Serve) -> None:
    server = serve(honest())
    answer = ask([IDNA], pypi(server), Shelf(), offline=True).answers[IDNA]
    assert answer == AdvisoryAnswer(state="unknown", reason="offline, and no answer is remembered")
    assert server.requests == []


def test_offline_uses_an_old_answer_and_says_its_age(serve: Serve) -> None:
    server, clock, shelf = serve(honest(vulnerability("CVE-1"))), Clock(), Shelf()
    ask([IDNA], pypi(server), shelf, clock=clock)
    clock.now += 72 * HOUR
    answer = ask([IDNA], pypi(server), shelf, clock=clock, offline=True).answers[IDNA]
    assert (answer.state, answer.reason) == ("vulnerable", "asked 3 days ago")
    clock.now += 100 * 24 * HOUR
    answer = ask([IDNA], pypi(server), shelf, clock=clock, offline=True).answers[IDNA]
    assert answer.state == "unknown"
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "damage",
    [
        [],
        "text",
        {"idna==3.4": None},
        {"idna==3.4": []},
        {"idna==3.4": [10**12, "clean", [], ""]},
        {"idna==3.4": [True, "clean", [], ""]},
        {"idna==3.4": ["now", "clean", [], ""]},
        {"idna==3.4": [1_700_000_000, "spotless", [], ""]},
        {"idna==3.4": [1_700_000_000, "clean"]},
        {"idna==3.4": [1_700_000_000, "vulnerable", [["X"]], ""]},
    ],
)
def test_damaged_memory_is_no_memory(serve: Serve, damage: Any) -> None:
    server, shelf = serve(honest()), Shelf()
    source = pypi(server)
    shelf.put("advisories", source.key, damage)
    answer = ask([IDNA], source, shelf, clock=Clock()).answers[IDNA]
    assert answer == AdvisoryAnswer(state="clean")
    assert len(server.requests) == 1


def test_another_process_s_answers_are_kept(serve: Serve, tmp_path: Path) -> None:
    store = Store(tmp_path)
    source: AdvisorySource

    def respond(request: Request) -> None:
        name, version = request.question()
        if name == "idna":  # while we ask, another audit of the same machine finishes
            ask([("flask", "1.0")], source, store)
        request.send(pypi_document(name, version))

    source = pypi(serve(respond))
    ask([IDNA], source, store)
    answers = ask([IDNA, ("flask", "1.0")], source, store, offline=True).answers
    assert {answer.state for answer in answers.values()} == {"clean"}


def test_pip_audit_is_not_imported_for_what_is_remembered() -> None:
    program = (
        "import sys\n"
        "from inhouse.evidence.advisories import advisory_source, ask\n"
        "from inhouse.evidence.store import Store\n"
        "for source in 'none', 'pypi', 'osv', '.':\n"
        "    ask([('idna', '3.4')], advisory_source(source), Store(None), offline=True)\n"
        "heavy = {'pip_audit', 'requests', 'httpx', 'rich', 'pip_api'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)\n"
    )
    folder = Path(__file__).parent
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True)
    assert done.returncode == 0, done.stderr
