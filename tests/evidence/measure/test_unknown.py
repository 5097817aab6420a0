"""Where the figures cannot be told they are Missing with a reason, never small."""

from __future__ import annotations

import base64
import gc
import warnings
import zlib
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from inhouse.evidence.measure import MeasureLimits
from inhouse.model.evidence import Measurement, Missing

FIGURES = (
    "sloc",
    "functions",
    "max_complexity",
    "sum_complexity",
    "public_names",
    "longest_literal",
)
PACKED = base64.b64encode(zlib.compress(b"def f(): pass\n" * 50)).decode()


def reason(measurement: Measurement) -> str:
    values = [getattr(measurement, name) for name in FIGURES]
    assert all(isinstance(value, Missing) for value in values), values
    assert measurement.modules == ()
    return str(values[0].reason)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"pkg.cpython-312-x86_64-linux-gnu.so": b"\x7fELF"}, "compiled code only"),
        ({"pkg/__init__.py": "from pkg._x import *\n", "pkg/_x.abi3.so": b""}, "compiled"),
        ({"pkg-stubs/__init__.pyi": "def f() -> int: ...\n"}, "type stubs only"),
        ({"pkg.py": "print 'hello'\n"}, "pkg.py:1: not readable as Python 3"),
        ({"pkg/__init__.py": "", "pkg/a.py": "def f(:\n"}, "pkg/a.py:1"),
        ({"pkg.py": b"# coding: klingon\nx = 1\n"}, "cannot be decoded"),
        ({"pkg.py": b"x = '\xff'\n"}, "cannot be decoded"),
        ({"pkg.py": b"x = 1\0\n"}, "pkg.py"),
        ({"pkg.py": "x = " + "(" * 5_000 + ")" * 5_000}, "pkg.py"),
        ({"pkg.py": "x = " + "-" * 90_000 + "1"}, "pkg.py"),
        ({"pkg.py": "x = " + "a." * 50_000 + "b"}, "pkg.py"),
        ({"pkg.py": "import zlib\nexec(zlib.decompress(DATA))\n"}, "unpacks code and runs it"),
        (
            {"pkg.py": f"P = '{PACKED * 80}'\nc = zlib.decompress(P)\nexec(c)\n"},
            "exec",
        ),
        ({"pkg.py": "from pyarmor_runtime import __pyarmor__\n"}, "obfuscated"),
        ({"pkg.py": ";".join(f"a{i}={i}" for i in range(300))}, "squeezed"),
    ],
)
def test_figures_are_missing(measured: Any, files: dict[str, Any], said: str) -> None:
    assert said in reason(measured(files))


def test_python_2_only(fixture_measured: Any) -> None:
    assert "oldpkg/words.py:2" in reason(fixture_measured("python-2-only"))


def test_too_large_still_says_what_costs_nothing(measured: Any) -> None:
    files = {"pkg/__init__.py": "x = 1\n" * 500, "pkg/data.bin": b"0" * 99}
    measurement = measured(files, limits=MeasureLimits(python_bytes=2_000))
    assert (
        reason(measurement)
        == "3 kB of Python in 1 files: past the 2 kB or 5000 files that are measured"
    )
    assert (measurement.files, measurement.data_bytes) == (1, 99)
    assert measurement.import_names == ("pkg",)


def test_unreadable_tests_do_not_matter(measured: Any) -> None:
    files = {"pkg/__init__.py": "def f(): pass\n", "pkg/tests/old.py": "print 'x'\n"}
    assert measured(files).sloc == 1


def test_no_metadata_is_said_field_by_field(measured: Any) -> None:
    measurement = measured({"pkg.py": "x = 1\n"}, metadata=None)
    for name in ("requires_dist", "summary", "license"):
        assert isinstance(getattr(measurement, name), Missing), name
    assert measurement.sloc == 1


def test_an_sdist_that_leaves_its_requirements_open(measured: Any) -> None:
    files = {"pkg.py": "x = 1\n", "PKG-INFO": "Name: pkg\n"}
    assert isinstance(measured(files, None, "sdist").requires_dist, Missing)
    assert measured(files, None, "wheel").requires_dist == ()


def test_an_empty_distribution_is_known_to_be_empty(measured: Any) -> None:
    measurement = measured({})
    assert (measurement.sloc, measurement.public_names, measurement.files) == (0, 0, 0)
    assert [trait.code for trait in measurement.traits] == ["no-code"]


@pytest.mark.parametrize(
    "text",
    [
        "import sys\nsys.modules[__name__] = object()\n",
        "def f(): pass\nglobals().update(make())\n",
        "import importlib\ndef __getattr__(name):\n    return importlib.import_module(name)\n",
    ],
)
def test_names_made_at_run_time_are_missing(measured: Any, text: str) -> None:
    measurement = measured({"pkg.py": text})
    assert isinstance(measurement.public_names, Missing)
    assert measurement.sloc == text.count("\n")
    assert "dynamic" in [trait.code for trait in measurement.traits]


def test_threads_leave_warnings_and_the_collector_as_they_were(measured: Any) -> None:
    before = list(warnings.filters)
    text = "x = '\\d'\n" + "def f(): return 1\n" * 500
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: measured({"pkg.py": text}).sloc, range(12)))
    assert set(results) == {501}
    assert list(warnings.filters) == before
    assert gc.isenabled()
