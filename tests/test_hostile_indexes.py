"""Indexes that lie, loop and fail: each package unknown with its reason, others audited."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command_line import Done, audit
from tests.evidence.archives import wheel
from tests.loopback import Loopback, Route
from tests.served import Served, project

pytestmark = pytest.mark.once

PAGE = b"<html><title>Sign in</title><form></form></html>"


def file_of(name: str) -> str:
    return f"/files/{name}-1.0-py3-none-any.whl"


# How each file is answered, and the words that say so.
ANSWERS: dict[str, tuple[Route, str]] = {
    "page": (Route(body=PAGE, kind="text/html"), "a web page"),
    "circle": (Route(status=302, headers={"Location": file_of("circle")}), "in circles"),
    "local": (Route(status=302, headers={"Location": "file:///etc/passwd"}), "no usable URL"),
    "nowhere": (Route(status=302), "no usable URL"),
    "broken": (Route(body=wheel("broken"), cut=(100,) * 20), "broke off"),
    "failing": (Route(status=500), "answered 500"),
    "busy": (Route(status=503, headers={"Retry-After": "0"}), "answered 503"),
    "gone": (Route(status=404), "does not have it (404)"),
    "refused": (Route(status=403), "refuses access (403)"),
    "packed": (
        Route(body=wheel("packed"), headers={"Content-Encoding": "br"}),
        "an encoding not asked for",
    ),
}
PAGES: dict[str, tuple[Route, str]] = {
    "htmlpage": (Route(body=PAGE, kind="text/html"), "not a page of a package index"),
    "badjson": (Route(body=b"[{]", kind="application/vnd.pypi.simple.v1+json"), "not JSON"),
    "deepjson": (
        Route(body=b'{"files":' + b"[" * 100_000, kind="application/vnd.pypi.simple.v1+json"),
        "JSON",
    ),
    "scheme": (
        Route(body=b'<a href="file:///etc/passwd">scheme-1.0.tar.gz</a>', kind="text/html"),
        "",
    ),
}


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Done]:
    folder = tmp_path_factory.mktemp("indexes")
    names = ("sound", *ANSWERS, *PAGES)
    with Loopback() as server:
        packages = [Served(name=name, data=wheel(name)) for name in names]
        shop = project(folder / "shop", server, packages, pages=False)
        for name, (route, _) in ANSWERS.items():
            server.routes[file_of(name)] = route
        for name, (route, _) in PAGES.items():
            server.routes[file_of(name)] = Route(status=404)
            server.routes[f"/simple/{name}/"] = route
        yield audit(shop, "--index-url", f"{server.url}/simple", cache=folder / "cache")


@pytest.mark.parametrize(
    ("name", "why"), [(name, why) for name, (_, why) in {**ANSWERS, **PAGES}.items()]
)
def test_it_is_unknown_with_its_reason(audited: Done, name: str, why: str) -> None:
    package = audited.package(name)
    assert package["tier"] == "unknown"
    assert package["facts"]["sloc"] is None
    assert why in package["missing"]["sloc"]


def test_the_others_are_audited_within_bounds(audited: Done) -> None:
    assert (audited.code, audited.err) == (0, "")
    assert audited.package("sound")["facts"]["sloc"] == 2
    assert audited.seconds < 60
    assert audited.megabytes < 200


def test_an_index_that_takes_no_connection_leaves_all_unknown(tmp_path: Path) -> None:
    with Loopback() as server:
        shop = project(tmp_path / "shop", server, [Served(name="alone", data=wheel("alone"))])
        index = f"{server.url}/simple"
    done = audit(shop, "--index-url", index)
    assert done.err == ""
    assert done.package("alone")["tier"] == "unknown"
    assert "cannot be reached" in done.package("alone")["missing"]["sloc"]
    assert done.seconds < 60


def test_a_file_much_larger_than_locked_is_not_taken_for_a_large_package(tmp_path: Path) -> None:
    with Loopback() as server:
        swollen = Served(name="swollen", data=wheel("swollen"))
        shop = project(tmp_path / "shop", server, [swollen], pages=False)
        server.routes[file_of("swollen")] = Route(body=b"x" * 5_000_000)
        done = audit(shop, "--index-url", f"{server.url}/simple")
    assert (done.code, done.err) == (3, "")
    assert done.package("swollen")["tier"] == "unknown"
    assert "does not have the size in the lock" in done.package("swollen")["missing"]["sloc"]


def test_a_login_in_an_index_url_is_never_shown(tmp_path: Path) -> None:
    with Loopback() as server:
        shop = project(tmp_path / "shop", server, [Served(name="alone", data=wheel("alone"))])
        index = f"{server.url}/simple".replace("//", "//user:s3cret@")
        lock = shop / "uv.lock"
        lock.write_text(lock.read_text().replace(f"{server.url}/simple", index))
        server.routes.clear()
        done = audit(shop, "--index-url", index)
    assert "s3cret" not in done.out + done.err
    assert all(b"s3cret" not in path.read_bytes() for path in _files(tmp_path / "shop-cache"))


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
