from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from inhouse.evidence.contents import Contents
from inhouse.evidence.environment import read_environment
from inhouse.evidence.index.lookup import Lookup
from inhouse.evidence.obtain import Obtained, ObtainLimits, Wanted, obtain
from inhouse.evidence.store import Store
from inhouse.model.evidence import Missing
from inhouse.model.lock import Source
from tests.evidence.archives import sdist, sha256, wheel
from tests.evidence.indexes import artifact, lookup, serve, wanted
from tests.evidence.test_installed import install
from tests.loopback import Loopback, until

WHEEL = "tiny-1.0-py3-none-any.whl"
DATA = wheel()


@pytest.fixture
def server() -> Iterator[Loopback]:
    with Loopback() as loopback:
        yield loopback


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache")


def get(
    item: Wanted, store: Store, index: Lookup | None = None, environment: Path | None = None
) -> Obtained:
    try:
        (answer,) = obtain(
            [item],
            environment=read_environment(environment) if environment else None,
            store=store,
            lookup=index,
        )
    finally:
        if index is not None:
            index.client.close()
    return answer


def reason(answer: Obtained) -> str:
    assert isinstance(answer.contents, Missing)
    assert "\n" not in answer.contents.reason
    return answer.contents.reason


def source(answer: Obtained) -> str:
    assert isinstance(answer.contents, Contents), answer
    return answer.contents.source


def test_offline_asks_nobody(store: Store) -> None:
    item = wanted(artifact(WHEEL, DATA, "https://files.example/" + WHEEL))
    assert "offline" in reason(get(item, store))


@pytest.mark.parametrize("kind", ["git", "path", "editable", "workspace"])
def test_what_is_not_published_is_not_looked_for(store: Store, kind: str) -> None:
    item = wanted(source=Source(kind=kind, location="."))  # type: ignore[arg-type]
    with Loopback() as server:
        assert "fetched" in reason(get(item, store, lookup(server.url))) or "project" in reason(
            get(item, store, lookup(server.url))
        )
        assert not server.seen


def test_a_package_without_a_version(store: Store) -> None:
    assert "no version" in reason(get(wanted(version=None), store))


def test_a_wrong_hash_is_never_measured(server: Loopback, store: Store) -> None:
    url = server.add("/" + WHEEL, wheel(files={"tiny.py": "evil = 1\n"}))
    answer = get(wanted(artifact(WHEEL, DATA, url)), store, lookup())
    assert answer.hash_mismatch
    assert "does not have the hash in the lock" in reason(answer)
    assert [note.code for note in answer.notes] == ["hash-mismatch"]
    assert store.root is not None
    assert not list(store.root.rglob("blob/*/*"))


def test_too_large_by_the_lock_is_not_downloaded(server: Loopback, store: Store) -> None:
    data = wheel(files={"tiny.bin": bytes(range(256)) * 1_200 + b"x" * 10})
    url = server.add("/" + WHEEL, data)
    big = artifact(WHEEL, data, url)
    limits = ObtainLimits(could_be_micro=1_000)
    (answer,) = obtain([wanted(big)], environment=None, store=store, lookup=lookup(), limits=limits)
    assert answer.size_bytes == len(data)
    assert "above the limit of 1000 for a package that could be micro" in reason(answer)
    assert not server.seen


def test_too_large_by_the_servers_word(server: Loopback, store: Store) -> None:
    data = wheel(files={"a.bin": b"".join(bytes([n % 251]) * n for n in range(900))}) + b""
    url = server.add("/" + WHEEL, data)
    index = lookup()
    limits = ObtainLimits(could_be_micro=500)
    item = wanted(artifact(WHEEL, data, url, size=False))
    (answer,) = obtain([item], environment=None, store=store, lookup=index, limits=limits)
    assert answer.size_bytes == len(data)
    (again,) = obtain([item], environment=None, store=store, lookup=None, limits=limits)
    assert again.size_bytes == len(data)
    assert "above the limit" in reason(again)
    index.client.close()


def test_the_paths_of_a_large_direct_package(server: Loopback, store: Store) -> None:
    data = wheel(files={"tiny/__init__.py": "", "tiny-1.0.data/purelib/also.py": "", "b.bin": "x"})
    url = server.add("/" + WHEEL, data, ranges=True)
    limits = ObtainLimits(direct=100)
    item = wanted(artifact(WHEEL, data, url), direct=True)
    index = lookup()
    for _ in range(2):
        (answer,) = obtain([item], environment=None, store=store, lookup=index, limits=limits)
        assert answer.listing is not None
        assert {"tiny/__init__.py", "also.py"} <= {entry.path for entry in answer.listing}
    assert len(server.seen) == 1
    index.client.close()


def test_a_web_page_in_place_of_the_file(server: Loopback, store: Store) -> None:
    url = server.add("/" + WHEEL, "<html>Please log in</html>", kind="text/html")
    answer = get(wanted(artifact(WHEEL, DATA, url)), store, lookup())
    assert "web page" in reason(answer)
    assert not answer.hash_mismatch


def test_a_damaged_archive_with_the_right_hash(server: Loopback, store: Store) -> None:
    url = server.add("/" + WHEEL, b"garbage")
    answer = get(wanted(artifact(WHEEL, b"garbage", url)), store, lookup())
    assert "cannot be read: not a zip file" in reason(answer)


def test_a_file_of_the_lock_is_fetched_once(server: Loopback, store: Store) -> None:
    url = server.add("/" + WHEEL, DATA)
    item = wanted(artifact(WHEEL, DATA, url))
    first = get(item, store, lookup())
    assert (source(first), first.size_bytes, first.native_wheels) == ("wheel", len(DATA), False)
    assert source(get(item, store)) == "cache"
    assert len(server.seen) == 1


def test_an_unusable_cache_is_done_without(server: Loopback, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = Store(tmp_path / "file")
    url = server.add("/" + WHEEL, DATA)
    answer = get(wanted(artifact(WHEEL, DATA, url)), store, lookup())
    assert isinstance(answer.contents, Contents)
    assert answer.contents.read("tiny.py").startswith(b"def one")
    assert store.trouble is not None


def test_the_environment_comes_first(store: Store, tmp_path: Path) -> None:
    install(tmp_path / "venv")
    answer = get(wanted(artifact(WHEEL, DATA)), store, None, tmp_path / "venv")
    assert (source(answer), answer.size_bytes) == ("installed", len(DATA))


def test_another_version_in_the_environment_is_not_used(store: Store, tmp_path: Path) -> None:
    install(tmp_path / "venv")
    answer = get(wanted(version="1.1"), store, None, tmp_path / "venv")
    assert "the environment holds tiny 1.0, the lock says 1.1" in reason(answer)
    assert [note.code for note in answer.notes] == ["environment-not-used"]


def test_a_changed_installation_is_fetched_instead(
    server: Loopback, store: Store, tmp_path: Path
) -> None:
    site = install(tmp_path / "venv")
    (site / "tiny.py").write_text("changed = True\n")
    item = wanted(artifact(WHEEL, DATA, server.add("/" + WHEEL, DATA)))
    assert source(get(item, store, lookup(), tmp_path / "venv")) == "wheel"


def test_a_lock_without_urls_is_found_by_its_hash(server: Loopback, store: Store) -> None:
    serve(server, WHEEL, DATA)
    answer = get(wanted(artifact(WHEEL, DATA)), store, lookup(server.url + "/simple"))
    assert source(answer) == "wheel"


def test_a_lock_without_artifacts_is_found_by_its_version(server: Loopback, store: Store) -> None:
    serve(server, WHEEL, DATA)
    serve(server, "tiny-1.0.tar.gz", sdist())
    serve(server, "tiny-1.0-cp312-cp312-win_amd64.whl", DATA)
    item = wanted(version="1.0.0")
    answer = get(item, store, lookup(server.url + "/simple"))
    assert (source(answer), answer.native_wheels) == ("wheel", True)
    again = get(item, store)
    assert (source(again), again.native_wheels) == ("cache", True)


def test_an_sdist_where_there_is_no_wheel(server: Loopback, store: Store) -> None:
    serve(server, "tiny-1.0.tar.gz", sdist())
    answer = get(wanted(), store, lookup(server.url + "/simple"))
    assert source(answer) == "sdist"
    assert isinstance(answer.native_wheels, Missing)


def test_a_dead_index_of_the_lock_falls_back_by_hash(server: Loopback, store: Store) -> None:
    serve(server, WHEEL, DATA)
    with Loopback() as gone:
        dead = gone.url
    item = wanted(artifact(WHEEL, DATA, f"{dead}/{WHEEL}"), index=f"{dead}/simple")
    answer = get(item, store, lookup(server.url + "/simple"))
    assert source(answer) == "wheel"
    assert [note.code for note in answer.notes] == ["other-index"]


def test_another_index_without_the_hash_does_not_count(server: Loopback, store: Store) -> None:
    serve(server, WHEEL, wheel(files={"tiny.py": "another = 1\n"}))
    with Loopback() as gone:
        dead = gone.url
    locked = wanted(artifact(WHEEL, DATA), index=f"{dead}/simple")
    answer = get(locked, store, lookup(server.url + "/simple"))
    assert "no file with a hash of the lock" in reason(answer)
    unhashed = wanted(artifact(WHEEL, None), index=f"{dead}/simple")
    answer = get(unhashed, store, lookup(server.url + "/simple"))
    assert "no hash by which" in reason(answer)
    assert server.count("/files/" + WHEEL) == 0


def test_what_is_known_is_neither_fetched_nor_opened(server: Loopback, store: Store) -> None:
    url = server.add("/" + WHEEL, DATA)
    artifacts = {f"sha256:{sha256(DATA)}"}
    (answer,) = obtain(
        [wanted(artifact(WHEEL, DATA, url))],
        environment=None,
        store=store,
        lookup=lookup(),
        known=artifacts.__contains__,
    )
    assert isinstance(answer.contents, Contents)
    assert answer.contents.artifact in artifacts
    assert not server.seen


def test_many_at_once_and_a_quick_end(server: Loopback, store: Store) -> None:
    many = []
    for number in range(60):
        name = f"p{number}"
        data = wheel(name)
        url = server.add(f"/{name}", data, drip=0.02 if number >= 20 else 0.0)
        file = artifact(f"{name}-1.0-py3-none-any.whl", data, url)
        many.append(wanted(file, name=name))
    index = lookup()
    answers = obtain(many, environment=None, store=store, lookup=index)
    for _ in range(15):
        assert isinstance(next(answers).contents, Contents)
    assert until(lambda: server.most_at_once >= 16)
    began = time.monotonic()
    index.client.close()
    answers.close()  # type: ignore[attr-defined]
    assert time.monotonic() - began < 20
    assert store.root is not None
    for place in (store.root / "blob").rglob("?" * 64):
        assert sha256(place.read_bytes()) == place.name


@pytest.mark.index
def test_real_packages_from_the_configured_index(tmp_path: Path) -> None:
    from inhouse.evidence.index.client import IndexClient
    from inhouse.evidence.index.sources import configured_indexes

    found = configured_indexes()
    names = {"six": "1.16.0", "docopt": "0.6.2", "python-slugify": "8.0.4", "numpy": "2.0.0"}
    many = [wanted(name=name, version=version) for name, version in names.items()]
    with IndexClient(found.credentials, cert=found.cert, proxy=found.proxy) as client:
        index = Lookup(client, found.urls)
        store = Store(tmp_path)
        answers = {a.key: a for a in obtain(many, environment=None, store=store, lookup=index)}
        asked = client.requests
    six, docopt = answers["six==1.16.0"], answers["docopt==0.6.2"]
    assert isinstance(six.contents, Contents)
    assert "six.py" in [entry.path for entry in six.contents.entries]
    assert source(docopt) == "sdist"
    assert source(answers["python-slugify==8.0.4"]) == "wheel"
    assert "above the limit" in reason(answers["numpy==2.0.0"])
    assert answers["numpy==2.0.0"].native_wheels is True
    assert asked <= 12
    again = list(obtain(many, environment=None, store=store, lookup=None))
    assert sum(isinstance(answer.contents, Contents) for answer in again) == 3
