"""Whole runs: how they are ended, what they leave behind, and what they never do."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from tests.command_line import ROOT, audit, command
from tests.evidence.archives import wheel
from tests.loopback import Loopback, Route, until
from tests.served import Served, project
from tests.test_hostile_archives import readable

pytestmark = pytest.mark.once

SCHEMA = json.loads((ROOT / "src/inhouse/reports/audit.schema.json").read_text("utf-8"))
posix = pytest.mark.skipif(os.name == "nt", reason="POSIX signals and streams")


def many(count: int, name: str = "pack") -> list[Served]:
    return [Served(name=f"{name}{n}", data=wheel(f"{name}{n}")) for n in range(count)]


def line(shop: Path, server: Loopback, cache: Path) -> list[str]:
    index = ("--index-url", f"{server.url}/simple")
    return command("audit", shop, "--advisories", "none", "--cache-dir", cache, *index)


def nulls_of(facts: dict[str, Any]) -> set[str]:
    """Return the names of the null facts as `missing` has them."""
    signs = {f"readiness.{name}" for name, value in facts["readiness"].items() if value is None}
    return signs | {name for name, value in facts.items() if value is None}


def test_each_null_fact_has_its_reason_and_the_document_fits_its_schema(tmp_path: Path) -> None:
    with Loopback() as server:
        packages = [*many(3), Served(name="page", data=wheel("page"))]
        shop = project(tmp_path / "shop", server, packages)
        server.routes["/files/page-1.0-py3-none-any.whl"] = Route(body=b"<p>", kind="text/html")
        done = audit(shop, "--index-url", f"{server.url}/simple")
    bare = audit(shop, "--offline", "--no-cache")
    for each in (done, bare):
        assert (each.code, each.err) == (0, "")
        jsonschema.validate(each.report, SCHEMA)
        for package in each.report["packages"]:
            assert set(package["missing"]) == nulls_of(package["facts"])
            assert all(package["missing"].values())
    assert done.package("pack0")["facts"]["sloc"] == 2


def test_a_second_run_needs_no_index(tmp_path: Path) -> None:
    with Loopback() as server:
        shop = project(tmp_path / "shop", server, many(3))
        first = audit(shop, "--index-url", f"{server.url}/simple")
    second = audit(shop, "--offline")
    assert [p["facts"]["sloc"] for p in second.report["packages"]] == [2, 2, 2]
    assert [p["tier"] for p in first.report["packages"]] == ["micro"] * 3


def test_a_cache_that_cannot_be_used_is_done_without(tmp_path: Path) -> None:
    file = tmp_path / "cache"
    file.write_text("not a folder")
    with Loopback() as server:
        shop = project(tmp_path / "shop", server, many(2))
        done = audit(shop, "--index-url", f"{server.url}/simple", cache=file)
    assert (done.code, done.err) == (0, "")
    assert "cache" in done.codes()
    assert done.package("pack1")["facts"]["sloc"] == 2


def test_a_damaged_cache_is_a_cold_one(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    with Loopback() as server:
        shop = project(tmp_path / "shop", server, many(2))
        first = audit(shop, "--index-url", f"{server.url}/simple", cache=cache)
        junk = random.Random(5)
        for path in cache.rglob("*"):
            if path.is_file():
                path.write_bytes(junk.choice([b"", b"\0\xff", b"[" * 50_000, b"[1]", b'{"a":{}}']))
        second = audit(shop, "--index-url", f"{server.url}/simple", cache=cache)
    assert (second.code, second.err) == (0, "")
    assert second.report["packages"] == first.report["packages"]


@posix
@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["int", "term"]
)
def test_an_interrupted_run_leaves_a_whole_cache(
    tmp_path: Path, sent: signal.Signals, code: int
) -> None:
    chance = random.Random(code)
    cache = tmp_path / "cache"
    for turn, wait in enumerate((0.0, chance.uniform(0, 0.4), chance.uniform(0.4, 1))):
        with Loopback() as server:  # anew, or a request of the run before might count as this one's
            name = "abc"[turn]  # what an earlier turn has kept is not asked for again
            shop = project(tmp_path / f"shop{turn}", server, many(12, name), pages=False)
            for number in range(12):
                route = server.routes[f"/files/{name}{number}-1.0-py3-none-any.whl"]
                route.drip, route.ranges = chance.uniform(0.0002, 0.004), False
            with subprocess.Popen(
                line(shop, server, cache), stdout=subprocess.PIPE, stderr=subprocess.PIPE
            ) as process:
                assert until(lambda server=server: len(server.seen) > 0, 20)
                time.sleep(wait)
                process.send_signal(sent)
                start = time.monotonic()
                out, err = process.communicate(timeout=15)
        if out:  # it had answered already, and may have met the signal while leaving
            assert (err, out[:4]) == (b"", b"shop")
            assert process.returncode in (0, -sent)
        else:
            assert (process.returncode, out, err) == (code, b"", b"error: interrupted\n")
        assert time.monotonic() - start < 14
        if cache.exists():
            readable(cache)
    with Loopback() as server:
        packages = [package for name in "abc" for package in many(12, name)]
        shop = project(tmp_path / "shop", server, packages, pages=False)
        done = audit(shop, "--index-url", f"{server.url}/simple", cache=cache)
    assert (done.code, done.err) == (0, "")
    assert len(done.report["packages"]) == 36
    assert all(package["facts"]["sloc"] == 2 for package in done.report["packages"])


@posix
def test_an_interrupt_before_anything_has_begun_gives_no_traceback(tmp_path: Path) -> None:
    tmp_path.joinpath("uv.lock").write_text("version = 1\n")
    for wait in (0.05, 0.15, 0.3):
        with subprocess.Popen(
            command("audit", tmp_path, "--offline", "--advisories", "none", "--no-cache"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            time.sleep(wait)
            process.send_signal(signal.SIGTERM)
            _, err = process.communicate(timeout=10)
        assert process.returncode in (0, 143, -signal.SIGTERM)
        assert b"Traceback" not in err


@posix
def test_a_reader_that_goes_away_and_a_full_disk(tmp_path: Path) -> None:
    with Loopback() as server:
        shop = project(tmp_path / "shop", server, many(3))
        started = " ".join(f"'{word}'" for word in line(shop, server, tmp_path / "cache"))
        script = f"{started} --format json | head -1; echo ${{PIPESTATUS[0]}}"
        head = subprocess.run(["bash", "-c", script], capture_output=True, check=False)
        assert (head.stdout, head.stderr) == (b"{\n0\n", b"")
        full = subprocess.run(
            ["bash", "-c", f"{started} > /dev/full"], capture_output=True, check=False
        )
    assert full.returncode == 3
    assert full.stderr == b"error: standard output: cannot be written: No space left on device\n"


def test_two_runs_at_once_share_a_cache(tmp_path: Path) -> None:
    with Loopback() as server:
        shop = project(tmp_path / "shop", server, many(20))
        started = [*line(shop, server, tmp_path / "cache"), "--format", "json"]
        both = [subprocess.Popen(started, stdout=subprocess.PIPE) for _ in range(2)]
        outs = [process.communicate(timeout=60)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    for out in outs:
        assert [p["facts"]["sloc"] for p in json.loads(out)["packages"]] == [2] * 20
    readable(tmp_path / "cache")


GUARD = """
import os, sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto",
                 "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork"):
        sys.__stderr__.write(f"GUARD {event} {arguments}\\n")
        os._exit(99)
sys.addaudithook(refuse)
"""


def trapped(shop: Path, marker: Path) -> None:
    """Fill a project with code that would leave a marker if any of it were run."""
    mark = f"open({str(marker)!r}, 'a').write(__file__ if '__file__' in dir() else 'x')\n"
    shell = f"#!/bin/sh\ntouch '{marker}'\n"
    site = shop / ".venv/lib/python3.11/site-packages"
    info = site / "pack0-1.0.dist-info"
    names = ["setup.py", "conftest.py", "sitecustomize.py", "usercustomize.py", "typer.py"]
    names += ["httpx.py", "shop_plugin.py", "noxfile.py", "build_backend.py"]
    files = dict.fromkeys(names, "import pack0\n" + mark)
    files |= {
        ".venv/bin/python": shell,
        ".venv/bin/git": shell,
        ".venv/pyvenv.cfg": "home = /nowhere\nversion = 3.11.4\n",
        ".git/config": f"[core]\nfsmonitor = touch {marker}\npager = touch {marker}\n",
        ".git/hooks/post-index-change": shell,
        ".gitattributes": "* filter=trap\n",
        ".pdbrc": mark,
        "pyproject.toml": (
            '[project]\nname = "shop"\nversion = "1"\nrequires-python = ">=3.11"\n'
            'dependencies = ["pack0"]\n[build-system]\nrequires = []\n'
            'build-backend = "build_backend"\nbackend-path = ["."]\n'
        ),
    }
    installed = {
        "pack0/__init__.py": mark + "def one():\n    return 1\n",
        "trap.pth": f"import sys; {mark}",
        "sitecustomize.py": mark,
        "pack0-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: pack0\nVersion: 1.0\n",
        "pack0-1.0.dist-info/entry_points.txt": "[pip_audit]\nx = pack0:one\n",
    }
    info.mkdir(parents=True)
    for folder, texts in ((shop, files), (site, installed)):
        for name, text in texts.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            path.chmod(0o755)
    record = "".join(f"{name},,\n" for name in installed if name.startswith("pack0"))
    info.joinpath("RECORD").write_text(record + "pack0-1.0.dist-info/RECORD,,\n")


@pytest.mark.parametrize(
    "verb", [["audit", "--all"], ["explain", "pack0"], ["graph"]], ids=" ".join
)
def test_nothing_is_run_and_offline_opens_no_socket(tmp_path: Path, verb: list[str]) -> None:
    marker, shop, guard = tmp_path / "marker", tmp_path / "shop", tmp_path / "guard"
    shop.mkdir()
    guard.mkdir()
    guard.joinpath("sitecustomize.py").write_text(GUARD)
    text = 'version = 1\n[[package]]\nname = "shop"\nversion = "1"\nsource = { virtual = "." }\n'
    text += 'dependencies = [{ name = "pack0" }, { name = "far" }]\n'
    for name in ("pack0", "far"):
        text += f'[[package]]\nname = "{name}"\nversion = "1.0"\n'
        text += 'source = { registry = "https://index.example/simple" }\n'
    shop.joinpath("uv.lock").write_text(text)
    trapped(shop, marker)
    done = subprocess.run(
        command(*verb, ".", "--offline", "--cache-dir", tmp_path / "cache"),
        cwd=shop,
        env={**os.environ, "PYTHONPATH": str(guard), "VIRTUAL_ENV": str(shop / ".venv")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "pack0" in done.stdout
    assert not marker.exists()


def test_the_guard_of_the_test_above_does_notice(tmp_path: Path) -> None:
    tmp_path.joinpath("sitecustomize.py").write_text(GUARD)
    with Loopback() as server:
        shop = project(tmp_path / "shop", server, many(1))
        done = subprocess.run(
            line(shop, server, tmp_path / "cache"),
            env={**os.environ, "PYTHONPATH": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 99
    assert "GUARD socket." in done.stderr
