from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from inhouse.evidence.environment import read_environment
from inhouse.evidence.requirements import metadata_of, requires_dist
from inhouse.evidence.store import Store
from inhouse.model.evidence import Missing
from tests.evidence.archives import sdist, sha256, wheel
from tests.evidence.indexes import artifact, lookup, serve, wanted
from tests.evidence.test_installed import install
from tests.loopback import Loopback

WHEEL = "tiny-1.0-py3-none-any.whl"
DATA = wheel(more="Requires-Dist: six>=1.9\nRequires-Dist: idna; extra == 'net'\n")
LINES = ("six>=1.9", "idna; extra == 'net'")


@pytest.fixture
def server() -> Iterator[Loopback]:
    with Loopback() as loopback:
        yield loopback


def test_unknown_is_not_none(tmp_path: Path) -> None:
    answers = metadata_of([wanted()], environment=None, store=Store(tmp_path), lookup=None)
    assert isinstance(answers["tiny==1.0"], Missing)


def test_the_environment_tells_first(tmp_path: Path) -> None:
    install(tmp_path / "venv")
    answers = metadata_of(
        [wanted(), wanted(version="1.1")],
        environment=read_environment(tmp_path / "venv"),
        store=Store(tmp_path),
        lookup=None,
    )
    assert answers["tiny==1.0"] == ()
    assert isinstance(answers["tiny==1.1"], Missing)


@pytest.mark.parametrize("sibling", [True, False])
@pytest.mark.parametrize("ranges", [True, False])
def test_a_small_part_of_the_wheel_is_enough(
    server: Loopback, tmp_path: Path, sibling: bool, ranges: bool
) -> None:
    serve(server, WHEEL, DATA, ranges=ranges)
    if sibling:
        text = (
            "Metadata-Version: 2.1\nRequires-Dist: six>=1.9\nRequires-Dist: idna; extra == 'net'\n"
        )
        server.add(f"/files/{WHEEL}.metadata", text)
    index = lookup(server.url + "/simple")
    many = [wanted(artifact(WHEEL, DATA))]
    store = Store(tmp_path)
    assert metadata_of(many, environment=None, store=store, lookup=index) == {"tiny==1.0": LINES}
    index.client.close()
    asked = len(server.seen)
    assert metadata_of(many, environment=None, store=store, lookup=index) == {"tiny==1.0": LINES}
    assert len(server.seen) == asked
    if sibling:
        assert server.count(f"/files/{WHEEL}") == 0


def test_a_file_with_another_hash_does_not_speak(server: Loopback, tmp_path: Path) -> None:
    serve(server, WHEEL, wheel(more="Requires-Dist: evil\n"))
    index = lookup(server.url + "/simple")
    many = [wanted(artifact(WHEEL, DATA))]
    answers = metadata_of(many, environment=None, store=Store(tmp_path), lookup=index)
    assert isinstance(answers["tiny==1.0"], Missing)
    index.client.close()


def test_an_sdist_that_leaves_it_to_its_build(server: Loopback, tmp_path: Path) -> None:
    serve(server, "tiny-1.0.tar.gz", sdist())
    index = lookup(server.url + "/simple")
    answers = metadata_of([wanted()], environment=None, store=Store(tmp_path), lookup=index)
    assert isinstance(answers["tiny==1.0"], Missing)
    assert "only a build" in answers["tiny==1.0"].reason
    index.client.close()


def test_folded_lines_become_one() -> None:
    assert requires_dist("Name: x\nRequires-Dist: six\n  (>=1.9)\n\nbody") == ("six (>=1.9)",)


def test_the_file_speaks_before_the_page(server: Loopback, tmp_path: Path) -> None:
    info = {"name": "tiny", "version": "1.0", "requires_dist": ["idna"]}
    url = server.add(f"/files/{WHEEL}", DATA)
    listed = {"filename": WHEEL, "url": url, "digests": {"sha256": sha256(DATA)}}
    page = json.dumps({"info": info, "releases": {"1.0": [listed]}})
    server.add("/pypi/tiny/json", page, kind="application/json")
    index = lookup(server.url + "/simple")
    try:
        many = [wanted(artifact(WHEEL, DATA))]
        answers = metadata_of(many, environment=None, store=Store(tmp_path), lookup=index)
        assert answers["tiny==1.0"] == LINES
        server.add(f"/files/{WHEEL}", b"gone", status=404)
        answers = metadata_of(many, environment=None, store=Store(None), lookup=index)
        assert answers["tiny==1.0"] == ("idna",)
    finally:
        index.client.close()
