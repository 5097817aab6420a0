"""A package's own tests on the package and on a copy of it."""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from inhouse.verifier.environment import Environment, Pin, provide
from inhouse.verifier.staging import staged
from inhouse.verifier.suite_process import Ended
from inhouse.verifier.upstream import Seen, Upstream, _excused, run
from inhouse.verifier.upstream_files import layout_of
from inhouse.verifier.upstream_requirements import test_requirements as needed


def layout(*paths: str) -> tuple[set[str], tuple[tuple[str, str], ...]]:
    found = layout_of(dict.fromkeys(paths, b"x = 1\n"), ("pkg",))
    return (set(found.files), found.inside) if found else (set(), ())


@pytest.mark.parametrize(
    "paths",
    [
        (),
        ("pkg/__init__.py", "setup.py"),
        ("pkg/test.py", "pkg/__init__.py"),  # a module of the package
        ("docs/test_examples.py",),
        ("../tests/test_a.py", "/tests/test_b.py"),
        ("tests/conftest.py",),
    ],
)
def test_no_tests_are_found_where_there_are_none(paths: tuple[str, ...]) -> None:
    assert layout(*paths) == (set(), ())


def test_the_package_itself_is_not_laid_out() -> None:
    files, inside = layout("pkg/__init__.py", "pkg/a.py", "tests/test_a.py", "tests/data/x.json")
    assert files == {"tests/test_a.py", "tests/data/x.json"}
    assert inside == ()


def test_tests_inside_the_package_stand_below_an_empty_package() -> None:
    files, inside = layout("src/pkg/__init__.py", "src/pkg/a.py", "src/pkg/tests/test_a.py")
    assert files == {"src/pkg/__init__.py", "src/pkg/tests/test_a.py"}
    assert inside == (("pkg", "src/pkg"),)


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("pyproject.toml", "not [toml", ()),
        ("pyproject.toml", '[project.optional-dependencies]\ntest = ["a>1", "pkg"]', ("a>1",)),
        (
            "pyproject.toml",
            '[dependency-groups]\ndev = ["a", {include-group = "x"}, "ruff"]',
            ("a",),
        ),
        ("setup.cfg", "[options.extras_require]\ntesting =\n  a\n  b; python_version<'3'\n", None),
        ("tox.ini", "[testenv]\ndeps =\n  a\n  -rfile.txt\n  py27: b\n  {x}\n", ("a", "b")),
        ("requirements-dev.txt", "a==1 # why\n-e .\nhttps://x.example/a.zip\n", ("a==1",)),
        ("requirements/test.txt", "a\n", ("a",)),
        ("docs/requirements.txt", "a\n", ()),
    ],
)
def test_what_tests_need_is_read(path: str, text: str, found: tuple[str, ...] | None) -> None:
    wanted = found if found is not None else ("a", 'b; python_version < "3"')
    assert needed({path: text.encode()}, ("pkg",)) == wanted


def upstream(folder: Path, files: Mapping[str, bytes] | None = None) -> Upstream:
    return Upstream(
        files=files or {},
        import_names=("pkg",),
        modules=(("pkg", "shop._inhouse.pkg"),),
        folder=folder,
        owned=("shop/_inhouse/pkg/__init__.py",),
        names=("pkg",),
    )


@pytest.mark.parametrize(
    ("crash", "excused"),
    [
        (("{0}/t.py", "ImportError: cannot import name 'b' from 'shop._inhouse.pkg'"), True),
        (("{0}/t.py", "ModuleNotFoundError: No module named 'pkg.other'"), True),
        (("{0}/t.py", "AttributeError: module 'shop._inhouse.pkg' has no attribute 'b'"), True),
        (("{0}/t.py", "AttributeError: 'Trie' object has no attribute 'b'"), False),
        (("{0}/t.py", "ModuleNotFoundError: No module named 'requests'"), False),
        (("{0}/t.py", "AssertionError: 1 != 2 from pkg"), False),
        (("{1}/pkg.py", "AttributeError: module 'shop._inhouse.pkg' has no attribute 'b'"), False),
        (("", "{1}/pkg.py:3: in f\nE ImportError: cannot import name 'b' from 'pkg'"), False),
    ],
)
def test_only_what_a_test_itself_asks_for_is_excused(
    tmp_path: Path, crash: tuple[str, str], excused: bool
) -> None:
    path, message = (part.format("/tests", tmp_path.resolve()) for part in crash)
    seen = Seen(
        ended=Ended(code=1, tail=""), passed=frozenset(), crashes={"t.py::a": (path, message)}
    )
    assert _excused(upstream(tmp_path), seen, "t.py::a") is excused


def test_no_tests_is_said(tmp_path: Path) -> None:
    environment = Environment(python=Path(sys.executable), version="3", pins=(), site=tmp_path)
    found = run(upstream(tmp_path), environment)
    assert found.note == "its sdist holds no tests that can be found"


@pytest.fixture(scope="module")
def slugs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Environment]:
    cache = tmp_path_factory.mktemp("environments")
    yield provide([Pin(name="inflection", version="0.5.1")], python=None, cache=cache)


TESTS = {
    "test_inflection.py": b"""
import unittest
import inflection
from inflection import camelize, pluralize

def test_kept():
    assert camelize("a_b") == "AB"

def test_not_taken():
    assert pluralize("post") == "posts"

def test_through_the_module():
    assert inflection.titleize("a_b") == "A B"

def test_broken():
    assert camelize("x_y", False) == "xY"

def test_always_fails():
    assert camelize("a") == "b"

unittest.main()
""",
}
COPY = b"""
def camelize(string, uppercase_first_letter=True):
    return "".join(part.capitalize() for part in string.split("_"))
"""


@pytest.mark.index
def test_a_copy_loses_what_it_does_otherwise(slugs: Environment) -> None:
    with staged({"shop/_inhouse/inflection.py": COPY}) as folder:
        found = run(
            Upstream(
                files=TESTS,
                import_names=("inflection",),
                modules=(("inflection", "shop._inhouse.inflection"),),
                folder=folder,
                owned=("shop/_inhouse/inflection.py",),
            ),
            slugs,
        )
    assert (found.passed, found.excused, found.failed_before) == (1, 2, 1)
    assert found.lost == ("test_inflection.py::test_broken",)
    assert found.note == "1 fail on the original too and are not counted"


@pytest.mark.index
def test_a_whole_copy_of_a_real_package_passes_all_of_its_tests(
    slugs: Environment, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:"]
    command += ["-d", str(tmp_path), "inflection==0.5.1"]
    subprocess.run(command, capture_output=True, timeout=120)
    sdists = list(tmp_path.glob("*.tar.gz"))
    if not sdists:
        pytest.skip("the index does not give the sdist")
    with tarfile.open(fileobj=io.BytesIO(sdists[0].read_bytes())) as archive:
        files = {
            member.name.partition("/")[2]: opened.read()
            for member in archive
            if member.isfile() and (opened := archive.extractfile(member))
        }
    source = (slugs.site / "inflection" / "__init__.py").read_bytes()
    with staged({"shop/_inhouse/inflection.py": source}) as folder:
        found = run(
            Upstream(
                files=files,
                import_names=("inflection",),
                modules=(("inflection", "shop._inhouse.inflection"),),
                folder=folder,
                owned=("shop/_inhouse/inflection.py",),
            ),
            slugs,
        )
    assert found.passed > 400
    assert (found.lost, found.excused, found.failed) == ((), 0, 0)
