"""PyPI's per-version document, through pip-audit, from a server that answers properly."""

from __future__ import annotations

from collections.abc import Callable

from inhouse.evidence.advisories import ask
from inhouse.model.evidence import Advisory, AdvisoryAnswer
from tests.evidence.advisories.asking import Shelf, ask_one, pypi
from tests.evidence.advisories.loopback import (
    Loopback,
    Request,
    Respond,
    honest,
    pypi_document,
    vulnerability,
)

Serve = Callable[[Respond], Loopback]


def test_no_vulnerabilities_is_clean(serve: Serve) -> None:
    assert ask_one(pypi(serve(honest()))) == AdvisoryAnswer(state="clean")


def test_a_withdrawn_one_does_not_count(serve: Serve) -> None:
    gone = vulnerability("PYSEC-2024-1", withdrawn="2024-02-01T00:00:00Z")
    assert ask_one(pypi(serve(honest(gone)))).state == "clean"


def test_identifiers_and_mending_versions_are_kept_in_order(serve: Serve) -> None:
    bad = vulnerability(
        "GHSA-aaaa-bbbb-cccc",
        aliases=["CVE-2024-3651", "PYSEC-2024-60"],
        fixed_in=["3.10", "3.7", "3.7rc1"],
    )
    assert ask_one(pypi(serve(honest(bad)))) == AdvisoryAnswer(
        state="vulnerable",
        advisories=(
            Advisory(
                id="PYSEC-2024-60",
                aliases=("CVE-2024-3651", "GHSA-aaaa-bbbb-cccc"),
                fixed_in=("3.7rc1", "3.7", "3.10"),
            ),
        ),
    )


def test_the_same_one_listed_by_two_databases_counts_once(serve: Serve) -> None:
    first = vulnerability("PYSEC-2024-60", aliases=["CVE-2024-3651"], fixed_in=["3.7"])
    second = vulnerability("GHSA-aaaa-bbbb-cccc", aliases=["CVE-2024-3651"], fixed_in=["3.8"])
    other = vulnerability("CVE-2020-1")
    answer = ask_one(pypi(serve(honest(first, other, second))))
    assert [one.id for one in answer.advisories] == ["PYSEC-2024-60", "CVE-2020-1"]
    assert answer.advisories[0].fixed_in == ("3.7", "3.8")


def test_one_404_among_good_answers_is_unknown_for_that_package_alone(serve: Serve) -> None:
    def respond(request: Request) -> None:
        name, version = request.question()
        if name == "ours":
            request.send({"message": "Not Found"}, 404)
        else:
            request.send(pypi_document(name, version))

    source = pypi(serve(respond))
    answers = ask([("ours", "1.0"), ("idna", "3.4")], source, Shelf()).answers
    assert answers["ours", "1.0"] == AdvisoryAnswer(
        state="unknown", reason="not known to the service"
    )
    assert answers["idna", "3.4"].state == "clean"


def test_every_package_asked_gets_an_answer_under_the_name_it_was_asked_by(serve: Serve) -> None:
    server = serve(honest())
    asked = [("Idna", "3.4"), ("idna", "3.4"), ("gone", None), ("odd", "2004d"), ("../x", "1")]
    answers = ask(asked, pypi(server), Shelf()).answers
    assert list(answers) == asked
    assert [answer.state for answer in answers.values()] == ["clean", "clean", *["unknown"] * 3]
    assert server.requests == ["/pypi/idna/3.4/json"]  # asked once, and only what an index can have


def test_equal_versions_spelt_differently_are_the_same_package(serve: Serve) -> None:
    server = serve(lambda request: request.send(pypi_document("Jaraco.Text", "1.0")))
    assert ask_one(pypi(server), "jaraco-text", "1.0.0").state == "clean"


def test_a_base_with_a_path_keeps_it(serve: Serve) -> None:
    server = serve(honest())
    server.url += "/mirror/"
    assert ask_one(pypi(server)).state == "clean"
    assert server.requests == ["/mirror/pypi/idna/3.4/json"]
