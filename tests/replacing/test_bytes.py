"""Files whose bytes are unusual, and files that are not the project's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.replacing import projects
from tests.replacing.projects import Case, Shelf

pytestmark = pytest.mark.index

PINS = ("inflection==0.5.1", "toml==0.10.2")
MANIFEST = """\
[project]
name = "app"
version = "1.0"
requires-python = ">=3.11"
dependencies = ["inflection", "toml"]
"""
PROGRAM = """\
import toml
import inflection as words  # names
from toml import (
    loads,
)


def read(text):
    from toml import TomlDecodeError as Broken
    try:
        return loads(text), toml.loads("b = 'k\xe4se'")
    except Broken:
        return words.camelize("k\xe4se_brot")


print(ascii(read("a = 1")), ascii(read("a =")))
"""
TEXTS = {
    "CRLF": PROGRAM.replace("\n", "\r\n").encode(),
    "only CR": PROGRAM.replace("\n", "\r").encode(),
    "mixed ends": PROGRAM.replace("\n\n", "\r\n\n").encode(),
    "a BOM": b"\xef\xbb\xbf" + PROGRAM.encode(),
    "a BOM and CRLF": b"\xef\xbb\xbf" + PROGRAM.replace("\n", "\r\n").encode(),
    "form feeds": PROGRAM.replace("\n\n\n", "\n\f\n\f\n").encode(),
    "a form feed before the imports": b"\f" + PROGRAM.encode(),
    "Latin-1": b"# -*- coding: latin-1 -*-\n" + PROGRAM.encode("latin-1"),
    "a script in Latin-1": b"#!/usr/bin/python\n# vim: set fileencoding=iso-8859-15 :\r\n"
    + PROGRAM.encode("iso-8859-15"),
    "tabs": PROGRAM.replace("    ", "\t").encode(),
    "no final newline": PROGRAM.rstrip("\n").encode(),
    "blanks at the ends of lines": PROGRAM.replace("\n", "  \n").encode(),
    "one line": b"import toml, inflection; print(toml.loads(inflection.underscore('A=1')))",
}


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return projects.stock(tmp_path_factory.mktemp("packages"), PINS)


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def written(root: Path, program: bytes) -> Path:
    project = root / "project"
    (project / "app").mkdir(parents=True)
    (project / "pyproject.toml").write_text(MANIFEST)
    (project / "requirements.txt").write_text("\n".join(PINS) + "\n")
    (project / "app/__init__.py").write_bytes(b"")
    (project / "app/__main__.py").write_bytes(program)
    return project


def case(project: Path, package: str, strategy: str) -> Case:
    return Case(folder=project, packages=(package,), strategy=strategy, expect="rewritten")


@pytest.mark.parametrize(("package", "strategy"), [("toml", "stdlib"), ("inflection", "slice")])
@pytest.mark.parametrize("kind", TEXTS)
def test_bytes_that_are_not_edited_survive(
    kind: str, package: str, strategy: str, tmp_path: Path, cache: Path, shelf: Shelf
) -> None:
    project = written(tmp_path, TEXTS[kind])
    meant = case(project, package, strategy)
    original = projects.run(project, meant, shelf.folders(PINS))
    assert original.code == 0, original.err
    done = projects.replace(project, meant, cache, "--format", "diff", "--full")
    assert done.code == 0, done.out + done.err
    projects.patch(project, done.out_bytes)
    assert projects.run(project, meant, shelf.folders(PINS, [package])) == original
    before, after = TEXTS[kind], (project / "app/__main__.py").read_bytes()
    assert ends(after) <= ends(before)
    assert set(after.splitlines()[-3:]) <= set(before.splitlines()) or len(before) < 100
    assert after.startswith(b"\xef\xbb\xbf") == before.startswith(b"\xef\xbb\xbf")
    assert after.endswith(b"\n") == before.endswith(b"\n")


def ends(data: bytes) -> set[bytes]:
    return set(re.findall(rb"\r\n|\r|\n", data))


def test_what_leads_outside_is_not_written(tmp_path: Path, cache: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "shared.py").write_text("import toml\nx = toml.loads('a = 1')\n")
    (outside / "folder").mkdir()
    (outside / "folder/more.py").write_text("import toml\nx = toml.loads('a = 1')\n")
    project = written(tmp_path, b"import toml\nprint(toml.loads('a = 1'))\n")
    (project / "app/shared.py").symlink_to(outside / "shared.py")
    (project / "app/folder").symlink_to(outside / "folder")
    (project / "app/again.py").symlink_to("__main__.py")
    before = projects.tree(outside)
    done = projects.replace(project, case(project, "toml", "stdlib"), cache, "--format", "diff")
    assert projects.tree(outside) == before
    assert "shared.py" not in done.out
    assert "more.py" not in done.out
    assert done.out.count("--- a/app/") == 1
