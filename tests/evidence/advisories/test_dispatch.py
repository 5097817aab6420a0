"""Many questions at once: in flight together, within the deadline, not to a useless service."""

from __future__ import annotations

import _thread
import threading
import time
from collections.abc import Callable

import pytest

from inhouse.evidence.advisories import AdvisorySource, ask
from tests.evidence.advisories.asking import Shelf, many, osv, pypi
from tests.evidence.advisories.loopback import (
    Loopback,
    Request,
    Respond,
    honest,
    pypi_document,
)

pytestmark = pytest.mark.once

Serve = Callable[[Respond], Loopback]


def test_sixteen_questions_are_in_flight_at_once(serve: Serve) -> None:
    all_there = threading.Barrier(16)

    def respond(request: Request) -> None:
        all_there.wait(timeout=20)  # nobody is answered until sixteen have asked
        request.send(pypi_document(*request.question()))

    server = serve(respond)
    answers = ask(many(32), pypi(server), Shelf(), deadline=30).answers
    assert {answer.state for answer in answers.values()} == {"clean"}
    assert server.most == 16


def test_never_more_in_flight_than_asked_for(serve: Serve) -> None:
    server = serve(honest())
    ask(many(40), pypi(server), Shelf(), deadline=30, in_flight=3)
    assert len(server.requests) == 40
    assert server.most <= 3


def test_connections_are_used_again(serve: Serve) -> None:
    ports = set()

    def respond(request: Request) -> None:
        ports.add(request.client_address[1])
        request.send(pypi_document(*request.question()))

    ask(many(60), pypi(serve(respond)), Shelf(), deadline=30, in_flight=4)
    assert len(ports) <= 4


def test_a_service_that_is_not_there_is_asked_only_a_few_times() -> None:
    began = time.monotonic()
    nobody = AdvisorySource(kind="osv", url="http://127.0.0.1:1/")
    result = ask(many(2_000), nobody, Shelf(), deadline=30)
    assert time.monotonic() - began < 20
    assert {(answer.state, answer.reason) for answer in result.answers.values()} == {
        ("unknown", "the service cannot be reached")
    }


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (404, "the service answers 404 for every package"),
        (503, "the service answered 503"),
        (429, "the service answered 429"),
    ],
)
def test_a_service_that_fails_everything_is_given_up_on(
    serve: Serve, status: int, reason: str
) -> None:
    server = serve(lambda request: request.send({}, status))
    result = ask(many(300), pypi(server), Shelf(), deadline=30)
    assert len(server.requests) <= 8 + 16
    assert {(answer.state, answer.reason) for answer in result.answers.values()} == {
        ("unknown", reason)
    }
    (note,) = result.notes
    assert note.code == "advisories-unknown"
    assert "300 of 300 packages" in note.text


def test_a_sign_in_page_for_everything_is_given_up_on(serve: Serve) -> None:
    server = serve(lambda request: request.send(b"<html>Sign in</html>"))
    ask(many(300), osv(server), Shelf(), deadline=30)
    assert len(server.requests) <= 8 + 16


def test_many_404s_among_good_answers_do_not_stop_the_asking(serve: Serve) -> None:
    def respond(request: Request) -> None:
        name, version = request.question()
        ours = int(name.rpartition("-")[2]) < 60
        request.send(pypi_document(name, version), 404 if ours else 200)

    server = serve(respond)
    answers = ask(many(120), pypi(server), Shelf(), deadline=30).answers
    assert len(server.requests) == 120
    assert sum(answer.state == "clean" for answer in answers.values()) == 60


def test_after_the_deadline_the_rest_is_unknown_and_the_answers_stay(serve: Serve) -> None:
    def respond(request: Request) -> None:
        name, version = request.question()
        if name != "package-7":
            request.server.loopback.released.wait(30)
        request.send(pypi_document(name, version))

    began = time.monotonic()
    answers = ask(many(12), pypi(serve(respond)), Shelf(), deadline=1).answers
    assert time.monotonic() - began < 20
    assert answers["package-7", "1.0"].state == "clean"
    late = [answer for key, answer in answers.items() if key[0] != "package-7"]
    assert {(one.state, one.reason) for one in late} == {("unknown", "no answer within 1 s")}


def test_ctrl_c_ends_the_waiting_at_once_and_keeps_what_was_answered(serve: Serve) -> None:
    def respond(request: Request) -> None:
        name, version = request.question()
        if name == "package-7":
            request.send(pypi_document(name, version))
            # Once its answer is in, somebody presses Ctrl-C.
            threading.Timer(0.5, _thread.interrupt_main).start()
        else:
            request.server.loopback.released.wait(30)

    shelf = Shelf()
    server = serve(respond)
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        ask(many(12), pypi(server), shelf, deadline=25)
    assert time.monotonic() - began < 20
    (kept,) = shelf.values.values()
    assert list(kept) == ["package-7==1.0"]
