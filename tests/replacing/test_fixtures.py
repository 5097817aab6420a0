"""Each project of fixtures/replacing is rewritten right, or refused with file, line and reason."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.replacing import projects
from tests.replacing.projects import Case, Shelf, Tree, cases

pytestmark = pytest.mark.index


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    pins = {pin for case in cases() for pin in projects.pins_of(case.folder)}
    return projects.stock(tmp_path_factory.mktemp("packages"), pins)


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def can_run(case: Case) -> bool:
    return sys.version_info[:2] >= case.python


def report(file: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))["packages"]
    return found


def endings(data: bytes) -> set[bytes]:
    return set(re.findall(rb"\r\n|\r|\n", data))


@pytest.mark.parametrize(
    "case", [each for each in cases() if each.expect == "refused"], ids=lambda c: c.folder.name
)
def test_refused(case: Case, tmp_path: Path, cache: Path) -> None:
    project = projects.copy(case, tmp_path)
    before = projects.tree(project)
    file = tmp_path / "report.json"
    done = projects.replace(project, case, cache, "--format", "diff", "--output", f"json={file}")
    assert (done.code, done.out) == (1, "")
    refused = [each for each in report(file) if each["status"] == "refused"]
    assert refused
    found = {(each["file"], each["line"], each["why"]) for one in refused for each in one["left"]}
    assert {each[:2] for each in found} == {each[:2] for each in case.left}
    for path, line, why in case.left:
        assert any(each[:2] == (path, line) and why in each[2] for each in found), found
    assert case.reason in " ".join(one["reason"] for one in refused)
    assert projects.tree(project) == before


@pytest.mark.parametrize(
    "case", [each for each in cases() if each.expect == "rewritten"], ids=lambda c: c.folder.name
)
def test_rewritten(case: Case, tmp_path: Path, cache: Path, shelf: Shelf) -> None:
    if not can_run(case):
        pytest.skip("the project's syntax is newer than this Python")
    project = projects.copy(case, tmp_path)
    pins, start = projects.pins_of(project), projects.tree(project)
    original = projects.run(project, case, shelf.folders(pins))
    assert original.code == 0, original.err.decode()
    file = tmp_path / "report.json"
    options = ("--format", "diff", "--full", "--output", f"json={file}")
    done = projects.replace(project, case, cache, *options)
    packages = report(file)
    assert {each["status"] for each in packages} == {"planned"}, packages
    projects.patch(project, done.out_bytes)
    gone = {*case.packages, *(key.partition("==")[0] for p in packages for key in p["sheds"])}
    replaced = projects.run(project, case, shelf.folders(pins, gone))
    assert replaced == original, replaced.err.decode()
    assert_left_whole(case, start, projects.tree(project), packages)
    again = projects.replace(project, case, cache, "--format", "diff")
    assert again.out == ""


def assert_left_whole(
    case: Case, before: Tree, after: Tree, packages: list[dict[str, Any]]
) -> None:
    """Assert what holds of the whole project: manifest, imports, untouched bytes, line ends."""
    changed = {each["path"] for one in packages for each in one["files"]}
    assert {path for path in {*before, *after} if before.get(path) != after.get(path)} == changed
    for package in case.packages:
        name = re.escape(package).replace("\\-", "[-_.]")
        declared = re.compile(rf"(?i)(?m)^\s*[\"']?{name}\s*[\"'=<>~!;,]")
        assert not declared.search(after["pyproject.toml"].decode())
        assert not declared.search(after["requirements.txt"].decode())
    listed = "|".join(case.imports)
    imports = re.compile(rf"(?m)^\s*(?:import\s+(?:{listed})\b|from\s+(?:{listed})[\s.])".encode())
    for path, data in after.items():
        if path.endswith((".py", ".pyi")) and "/_inhouse/" not in path:
            assert not imports.search(data), path
        if path in before and path in changed and path.endswith(".py"):
            assert endings(data) <= endings(before[path]), path
            assert data.startswith(b"\xef\xbb\xbf") == before[path].startswith(b"\xef\xbb\xbf")
