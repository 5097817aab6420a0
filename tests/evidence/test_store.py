from __future__ import annotations

import multiprocessing
import os
from pathlib import Path

import pytest

from inhouse.evidence.store import Store, default_cache_dir
from tests.evidence.archives import sha256


def write_many(root: str, offset: int) -> None:
    store = Store(Path(root))
    for number in range(60):
        store.put("kind", f"key{number}", ["value", number, "x" * 2_000])
        store.put_blob(b"%d" % number * 500)
        found = store.get("kind", f"key{(number * 7 + offset) % 60}")
        assert found is None or found[2] == "x" * 2_000
    assert store.trouble is None


def test_nothing_is_remembered_without_a_folder() -> None:
    store = Store(None)
    store.put("kind", "key", 1)
    assert store.get("kind", "key") is None
    assert store.get_blob(store.put_blob(b"data")) is None
    assert store.trouble is None


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("mine")
    store = Store(tmp_path / "cache")
    store.put("kind", "key", 1)
    assert store.get("kind", "key") is None
    assert not store.has_blob(sha256(b"data"))
    assert store.trouble is not None
    assert (tmp_path / "cache").read_text() == "mine"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    store = Store(tmp_path / "cache")
    store.put("kind", "key", 1)
    assert store.trouble is not None
    tmp_path.chmod(0o700)


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_value_is_a_miss(tmp_path: Path, damage: bytes) -> None:
    store = Store(tmp_path)
    store.put("kind", "key", {"a": 1})
    (place,) = (p for p in tmp_path.rglob("*") if p.is_file())
    place.write_bytes(damage)
    assert store.get("kind", "key") is None


def test_a_damaged_blob_is_a_miss(tmp_path: Path) -> None:
    store = Store(tmp_path)
    digest = store.put_blob(b"data")
    (place,) = (p for p in tmp_path.rglob("*") if p.is_file())
    place.write_bytes(b"date")
    assert store.has_blob(digest)
    assert store.get_blob(digest) is None


@pytest.mark.parametrize("digest", ["../../etc/passwd", "", "a" * 63, "A" * 64, "/etc/passwd"])
def test_a_digest_never_becomes_a_path(tmp_path: Path, digest: str) -> None:
    store = Store(tmp_path)
    assert store.get_blob(digest) is None
    assert not store.has_blob(digest)


def test_any_key_is_a_key(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for key in ("../../up", "a\0b", "\ud800", "x" * 5_000):
        store.put("kind", key, key.encode("utf-8", "replace").decode())
        assert store.get("kind", key) is not None
    assert store.trouble is None


def test_two_processes_share_a_cache(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=write_many, args=(str(tmp_path), n)) for n in (0, 3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert not list(tmp_path.rglob(".new-*"))
    store = Store(tmp_path)
    assert all(store.get("kind", f"key{n}")[1] == n for n in range(60))  # type: ignore[index]


def test_the_folder_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("INHOUSE_CACHE_DIR", str(tmp_path))
    assert default_cache_dir() == tmp_path
    monkeypatch.delenv("INHOUSE_CACHE_DIR")
    assert "inhouse" in str(default_cache_dir())
