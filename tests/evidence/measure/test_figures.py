"""Code lines, complexity, literals, data and names of code that can be read."""

from __future__ import annotations

from typing import Any

import pytest

from inhouse.evidence.measure.limits import LIMITS, MeasureLimits
from inhouse.model.evidence import Missing

DOCUMENTED = '''# a comment
"""Documentation

over lines."""
import os


class A:
    """One line."""

    x: int = 1
    """An attribute's documentation."""

    def f(self):
        "doc"; return """
# not a comment

text"""  # a comment behind code
'''


def test_code_lines_leave_out_comments_documentation_and_blanks(measured: Any) -> None:
    assert measured({"pkg.py": DOCUMENTED}).sloc == 7


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_endings_and_marks_change_nothing(measured: Any, ending: str) -> None:
    data = b"\xef\xbb\xbf" + DOCUMENTED.replace("\n", ending).encode()
    assert measured({"pkg.py": data}).sloc == 7


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("pass", 1),
        ("if a: pass\nelif b: pass\nelse: pass", 3),
        ("for x in y: pass\nelse: pass", 3),
        ("while a: pass", 2),
        ("try: pass\nexcept A: pass\nexcept B: pass\nfinally: pass", 3),
        ("try: pass\nexcept* A: pass", 2),
        ("with a, b: pass", 1),
        ("assert a", 2),
        ("return a and b and c or d", 4),
        ("return a if b else c", 2),
        ("return [x for x in y if x if z for w in x]", 5),
        ("match a:\n    case 1: pass\n    case _: pass", 3),
        ("return lambda: a or b", 2),
        ("async with a: pass", 1),
    ],
)
def test_complexity_of_one_function(measured: Any, body: str, expected: int) -> None:
    text = "async def f():\n    " + body.replace("\n", "\n    ") + "\n"
    measurement = measured({"pkg.py": text})
    assert (measurement.functions, measurement.max_complexity) == (1, expected)


def test_nested_functions_count_by_themselves_and_module_code_not(measured: Any) -> None:
    text = "if a or b: pass\ndef f():\n    if a: pass\n    def g():\n        if b or c: pass\n"
    measurement = measured({"pkg.py": text})
    assert (measurement.functions, measurement.max_complexity, measurement.sum_complexity) == (
        2,
        3,
        5,
    )


NEWER = '''type Pair[T] = tuple[T, T]

def first[T](pair: Pair[T]) -> T:
    """Doc."""
    return pair[0] if pair else f"{pair["x"]} {
        'a' or "b"}"

class Box[T]:
    def get(self): return 1
'''


def test_newer_syntax_than_this_python_is_measured(measured: Any) -> None:
    measurement = measured({"pkg.py": NEWER})
    assert (measurement.sloc, measurement.functions, measurement.public_names) == (6, 2, 2)
    assert measurement.max_complexity == 3


def test_a_table_on_one_line_is_as_long_as_it_would_be_wrapped(fixture_measured: Any) -> None:
    measurement = fixture_measured("one-line-table")
    assert measurement.longest_literal > 60
    assert "data-table" in [trait.code for trait in measurement.traits]
    assert measurement.sloc == 3


def test_literals_are_measured_but_not_the_list_of_names(measured: Any) -> None:
    names = "__all__ = [\n" + "".join(f"    'n{i}',\n" for i in range(90)) + "]\n"
    assert measured({"pkg.py": names}).longest_literal < 10
    table = names.replace("__all__", "TABLE")
    assert measured({"pkg.py": table}).longest_literal == 92
    assert measured({"pkg.py": f"KEY = '{'x' * 8_000}'\n"}).longest_literal == 101


def test_data_is_what_is_neither_code_nor_about_the_package(measured: Any) -> None:
    files = {
        "pkg/__init__.py": "", "pkg/py.typed": "", "pkg/_a.pyi": "x: int", "pkg/LICENSE": "MIT",
        "pkg/README.md": "hello", "pkg/tests/big.json": "0" * 50, "pkg/table.json": "0" * 40,
        "pkg/{{name}}/setup.py": "print 'x'", "pkg-1.0.dist-info/RECORD": "x",
        "pkg/__pycache__/a.pyc": "x",
    }  # fmt: skip
    measurement = measured(files)
    assert measurement.data_bytes == 40 + len("print 'x'")
    assert measurement.typed is True


def test_sources_within_a_built_package_are_templates(measured: Any) -> None:
    code = {"pkg/__init__.py": "def f(): pass\n", "pkg/resources/empty_template_main.rs": "x"}
    assert measured(code).native is False
    assert measured({"pkg/empty_template_main.rs": "x"}).native is True


def test_native_is_seen_in_files_or_told(measured: Any) -> None:
    code = {"pkg/__init__.py": "def f(): pass\n"}
    assert measured(code).native is False
    assert measured(code, native_wheels=True).native is True
    assert measured({**code, "pkg/_c.abi3.so": b""}).native is True


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (["pkg/__init__.py", "other.py"], ("other", "pkg")),
        (["zope/event/__init__.py", "zope/event/classhandler.py"], ("zope.event",)),
        (
            ["google/cloud/storage/__init__.py", "google/api.py"],
            ("google.api", "google.cloud.storage"),
        ),
        (["_c.cpython-311-darwin.so", "pkg.pyd"], ("_c", "pkg")),
        (["requests-stubs/__init__.pyi"], ("requests",)),
        (["pkg/__init__.py", "tests/__init__.py", "docs/conf.py", "test_pkg.py"], ("pkg",)),
        (["tests/__init__.py"], ("tests",)),
    ],
)
def test_import_names_come_from_the_files(
    measured: Any, paths: list[str], names: tuple[str, ...]
) -> None:
    assert measured(dict.fromkeys(paths, "")).import_names == names


def test_old_namespace_packages_are_not_owned(measured: Any) -> None:
    declares = "__import__('pkg_resources').declare_namespace(__name__)\n"
    files = {"zope/__init__.py": declares, "zope/event/__init__.py": "x = 1\n"}
    assert measured(files).import_names == ("zope.event",)


def test_two_level_namespace(fixture_measured: Any) -> None:
    measurement = fixture_measured("two-level-namespace")
    assert measurement.import_names == ("acme.cloud.levels", "acme.cloud.store")
    assert measurement.public_names == 1


def test_an_sdist_installs_what_it_recorded(measured: Any) -> None:
    files = dict.fromkeys(("pkg/__init__.py", "setup.py", "benchmark.py"), "x = 1\n")
    files |= {"pkg.egg-info/top_level.txt": "pkg\n", "PKG-INFO": "Name: pkg\n"}
    measurement = measured(files, None, "sdist")
    assert (measurement.import_names, measurement.files) == (("pkg",), 1)
    del files["pkg.egg-info/top_level.txt"]
    assert measured(files, None, "sdist").import_names == ("benchmark", "pkg")


def test_tests_module_counts_only_where_it_is_interface(measured: Any) -> None:
    files = {"pkg/__init__.py": "", "pkg/tests.py": "def is_odd(n): return n % 2\n"}
    assert measured(files).functions == 1
    files["pkg/tests.py"] = "import unittest\n" + files["pkg/tests.py"]
    assert measured(files).functions == 0


def test_vendored_copies_count(measured: Any) -> None:
    files = {"pkg/__init__.py": "", "pkg/_vendor/six.py": "def f(): pass\n"}
    assert measured(files).sloc == 1


def test_imports_by_how_firmly_they_are_wanted(measured: Any) -> None:
    text = (
        "import os, firm.part\nfrom google.cloud import storage\nfrom pkg import x\n"
        "try:\n    import maybe\nexcept ImportError:\n    maybe = None\n"
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import never\n"
        "def f():\n    import late\n"
        "from contextlib import suppress\nwith suppress(ImportError):\n    import soft\n"
    )
    measurement = measured({"pkg.py": text})
    assert measurement.guarded_imports == ("late", "maybe", "soft")
    expected = "contextlib firm firm.part google google.cloud google.cloud.storage os typing"
    assert measurement.plain_imports == tuple(expected.split())


def test_missing_is_not_a_number() -> None:
    assert not isinstance(Missing("x"), int)


@pytest.mark.parametrize("limits", [LIMITS, MeasureLimits(python_bytes=10)])
def test_what_a_package_carries_is_not_wanted_from_others(
    measured: Any, limits: MeasureLimits
) -> None:
    files = {
        "pkg/__init__.py": "import six\nimport lone\nfrom jar.text import a\nimport other\n",
        "pkg/_vendor/six.py": "def f(): pass\n",
        "pkg/_vendor/lone/__init__.py": "",
        "pkg/_vendor/jar/text.py": "a = 1\n",
    }
    assert measured(files, limits=limits).plain_imports == ("other",)
