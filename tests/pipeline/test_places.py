"""Where the audit says that a package is asked for or locked."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from inhouse.model.file_place import FilePlace
from inhouse.model.report import PackageReport
from inhouse.pipeline.places import with_places
from inhouse.pipeline.project import open_project
from inhouse.pipeline.request import Request
from tests.reports.sample import package

UV = """\
version = 1
requires-python = ">=3.11"

[[package]]
name = "app"
version = "1"
source = { virtual = "." }
dependencies = [{ name = "direct" }]

[[package]]
name = "direct"
version = "1.0"

[[package]]
name = "inner"
version = "1.0"

[[package]]
name = "inner"
version = "2.0"
"""
PYPROJECT = """\
[project]
name = "app"
version = "1"
dependencies = [
    "Direct>=1",
]
[tool.uv.workspace]
members = ["parts/*"]
"""
PART = '[project]\nname = "part"\nversion = "1"\ndependencies = ["of-a-part"]\n'


def reported(name: str, version: str = "1.0", *, direct: bool = False) -> PackageReport:
    item = package(name, version, "keep", "mid", "why")
    return dataclasses.replace(item, direct=direct)


def places(root: Path, *packages: PackageReport, lock: str | None = None) -> list[FilePlace | None]:
    project = open_project(Request(project=root, no_cache=True, offline=True, lock=lock))
    return [each.place for each in with_places(project, packages)]


def write(root: Path, files: dict[str, str]) -> None:
    for rel, text in files.items():
        path = root / rel
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_direct_ones_stand_in_the_manifest_and_others_in_the_lock(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": PYPROJECT, "uv.lock": UV, "parts/a/pyproject.toml": PART})
    found = places(
        tmp_path,
        reported("direct", direct=True),
        reported("inner", "2.0"),
        reported("of-a-part", direct=True),
        reported("nowhere"),
    )
    assert found == [
        FilePlace(file="pyproject.toml", line=5),
        FilePlace(file="uv.lock", line=19),
        FilePlace(file="parts/a/pyproject.toml", line=4),
        FilePlace(file="uv.lock", line=1),
    ]


@pytest.mark.parametrize("git", ["folder", "file"])
def test_places_are_relative_to_the_repository(tmp_path: Path, git: str) -> None:
    project = tmp_path / "services" / "app"
    write(project, {"pyproject.toml": PYPROJECT, "uv.lock": UV})
    if git == "folder":
        (tmp_path / ".git").mkdir()
    else:  # of a worktree or a submodule
        (tmp_path / ".git").write_text("gitdir: elsewhere\n")
    found = places(project, reported("direct", direct=True), reported("inner"))
    assert found == [
        FilePlace(file="services/app/pyproject.toml", line=5),
        FilePlace(file="services/app/uv.lock", line=15),
    ]


def test_what_is_locked_in_an_included_file_stands_there(tmp_path: Path) -> None:
    write(tmp_path, {"requirements.txt": "-r deps/a.txt\nb==1.0\n", "deps/a.txt": "\ninner==1.0\n"})
    found = places(tmp_path, reported("inner"), reported("b", direct=True))
    assert found == [
        FilePlace(file="deps/a.txt", line=2),
        FilePlace(file="requirements.txt", line=2),
    ]


def test_a_lock_outside_the_project_has_no_place_in_it(tmp_path: Path) -> None:
    write(tmp_path, {"app/pyproject.toml": PYPROJECT, "elsewhere/all.txt": "inner==1.0\n"})
    lock = str(tmp_path / "elsewhere" / "all.txt")
    found = places(tmp_path / "app", reported("direct", direct=True), reported("inner"), lock=lock)
    assert found == [FilePlace(file="pyproject.toml", line=5), None]


def test_a_lock_outside_the_project_is_read_in_the_format_of_its_name(tmp_path: Path) -> None:
    write(tmp_path, {"app/pyproject.toml": PYPROJECT, "elsewhere/uv.lock": UV})
    request = Request(project=tmp_path / "app", lock=str(tmp_path / "elsewhere" / "uv.lock"))
    found = open_project(request).parse()
    assert (found.format, len(found.packages)) == ("uv", 3)
