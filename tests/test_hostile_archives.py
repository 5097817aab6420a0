"""Hostile wheels and sdists on an index, locked with their true hashes, or with false ones."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import Done, audit
from tests.evidence.archives import METADATA, gzip_of_zeros, sdist, wheel
from tests.loopback import Loopback
from tests.served import Served, project

pytestmark = pytest.mark.once

DEEP = "x = " + "(" * 10_000 + ")" * 10_000


def of_wheel(name: str, **how: Any) -> Served:
    return Served(name=name, data=wheel(name, **how))


def of_sdist(name: str, kind: bytes = tarfile.REGTYPE, path: str = "", link: str = "") -> Served:
    member = tarfile.TarInfo(path or f"{name}-1.0/{name}/more.py")
    member.type, member.linkname = kind, link
    return Served(name=name, data=sdist(name, members=(member,)), filename=f"{name}-1.0.tar.gz")


def linking_wheel() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        metadata = METADATA.format(name="ziplink", version="1.0", more="")
        archive.writestr("ziplink-1.0.dist-info/METADATA", metadata)
        link = zipfile.ZipInfo("ziplink.py")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return buffer.getvalue()


# What of each is unknown, and the words that say why.
HOSTILE: list[tuple[Served, str]] = [
    (of_wheel("bomb", files={"bomb.py": b"#" * 200_000_000}), "like a bomb"),
    (
        Served(name="tarbomb", data=gzip_of_zeros(b"", 100_000_000), filename="tarbomb-1.0.tar.gz"),
        "cannot be read",
    ),
    (of_wheel("dots", extra={"../../evil.py": "x = 1"}), "leaves the archive"),
    (of_wheel("rooted", extra={"/etc/evil.py": "x = 1"}), "an absolute"),
    (of_wheel("drive", extra={"C:\\evil.py": "x = 1"}), "Windows path"),
    (of_wheel("cases", files={"cases.py": "x = 1", "CASES.py": "y = 2"}), "differs only in case"),
    (of_wheel("control", files={"a\x1b[31m.py": "x = 1"}), "control characters"),
    (Served(name="ziplink", data=linking_wheel()), "a link or a device"),
    (of_sdist("symlink", tarfile.SYMTYPE, link="/etc/passwd"), "a link or a device"),
    (of_sdist("hardlink", tarfile.LNKTYPE, link="../../etc/passwd"), "a link or a device"),
    (of_sdist("device", tarfile.CHRTYPE), "a link or a device"),
    (of_sdist("pipe", tarfile.FIFOTYPE), "a link or a device"),
    (of_sdist("tardots", path="tardots-1.0/../../evil.py"), "leaves the archive"),
    (of_sdist("tarrooted", path="/evil.py"), "an absolute"),
    (Served(name="cut", data=wheel("cut")[:200]), "not a zip file"),
    (Served(name="nothing", data=b""), "not a zip file"),
    (Served(name="page", data=b"<html>Service unavailable</html>"), "not a zip file"),
    (of_wheel("nested", files={"nested.py": DEEP}), "not readable as Python 3"),
    (of_wheel("nul", files={"nul.py": "x = 1\0\n"}), "null bytes"),
    (of_wheel("cookie", files={"cookie.py": "# coding: no-such\nx = 1\n"}), "unknown encoding"),
    (of_wheel("latin", files={"latin.py": b'x = "\xe9"\n'}), "cannot be decoded"),
]
METADATA_LINES = "Requires-Dist: a; " + "(" * 10_000 + "python_version > '3'" + ")" * 10_000


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Done]:
    folder = tmp_path_factory.mktemp("archives")
    sound = [
        of_wheel("sound"),
        of_wheel("deepmeta", more=METADATA_LINES),
        of_wheel("longline", files={"longline.py": 'x = "' + "a" * 1_000_000 + '"\n'}),
        Served(
            name="dotted",
            data=sdist("dotted", files={"pyproject.toml": "x" + ".x" * 300_000, "dotted.py": ""}),
            filename="dotted-1.0.tar.gz",
        ),
    ]
    with Loopback() as server:
        shop = project(folder / "shop", server, [*(each for each, _ in HOSTILE), *sound])
        yield audit(shop, "--index-url", f"{server.url}/simple", cache=folder / "cache")
    assert sorted(path.name for path in folder.iterdir()) == ["cache", "shop"]


@pytest.mark.parametrize(("each", "why"), HOSTILE, ids=[each.name for each, _ in HOSTILE])
def test_it_is_unknown_with_its_reason(audited: Done, each: Served, why: str) -> None:
    package = audited.package(each.name)
    assert package["tier"] == "unknown"
    assert package["advice"] in ("review", "keep")
    assert package["facts"]["sloc"] is None
    assert why in package["missing"]["sloc"]
    assert package["missing"]["sloc"].isprintable()


def test_everything_else_is_audited_within_bounds(audited: Done) -> None:
    assert (audited.code, audited.err) == (0, "")
    assert audited.package("sound")["facts"]["sloc"] == 2
    assert audited.package("sound")["facts"]["source"] == "wheel"
    assert audited.package("deepmeta")["facts"]["sloc"] == 2
    assert audited.package("longline")["facts"]["sloc"] == 1
    assert audited.package("dotted")["version"] == "1.0"
    assert audited.seconds < 60
    assert audited.megabytes < 250


def readable(cache: Path) -> int:
    """Return how many values the cache holds; all of them whole, and nothing half-written."""
    count = 0
    for path in cache.rglob("*"):
        if not path.is_file():
            continue
        assert not path.name.startswith(".new-")
        count += 1
        if path.parts[-3] != "blob":
            json.loads(path.read_bytes())
    return count


@pytest.mark.parametrize(
    "claim",
    [{"digest": "0" * 64}, {"size": 1}, {"size": 2_000}, {"digest": "f" * 64, "size": 7}],
    ids=["hash", "smaller", "larger", "size-and-hash"],
)
def test_a_file_that_is_not_what_was_locked_is_3_and_never_measured(
    tmp_path: Path, claim: dict[str, Any]
) -> None:
    wrong = Served(name="wrong", data=wheel("wrong"), **claim)
    with Loopback() as server:
        shop = project(tmp_path / "shop", server, [wrong, of_wheel("sound")], pages=False)
        done = audit(shop, "--index-url", f"{server.url}/simple", cache=tmp_path / "cache")
    assert done.code == 3
    assert "hash-mismatch" in done.codes()
    package = done.package("wrong")
    assert (package["tier"], package["facts"]["sloc"]) == ("unknown", None)
    assert "it was not looked at" in package["missing"]["sloc"]
    assert done.package("sound")["facts"]["sloc"] == 2
    assert readable(tmp_path / "cache")


def test_a_size_too_large_only_means_that_it_is_not_looked_at(tmp_path: Path) -> None:
    lying = Served(name="lying", data=wheel("lying"), size=10_000_000_000)
    with Loopback() as server:
        shop = project(tmp_path / "shop", server, [lying, of_wheel("sound")])
        done = audit(shop, "--index-url", f"{server.url}/simple", cache=tmp_path / "cache")
    assert done.code == 0
    assert done.package("lying")["tier"] in ("unknown", "foundation")
    assert done.package("lying")["facts"]["sloc"] is None
    assert done.package("sound")["facts"]["sloc"] == 2
