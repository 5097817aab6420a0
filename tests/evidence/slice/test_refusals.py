"""What has no slice, and what has one that cannot be trusted: always with the reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inhouse.evidence.slice.answer import slice_of
from inhouse.evidence.slice.library import Limits
from inhouse.model.evidence import Missing, Slice
from tests.evidence.slice.sources import Texts, refused, sliced


def test_a_symbol_that_does_not_exist_is_named() -> None:
    assert "pkg.gone is not defined" in refused({"pkg/__init__.py": "x = 1\n"}, "pkg.gone")


def test_a_re_export_that_leads_nowhere_is_no_definition() -> None:
    files: dict[str, str | bytes] = {
        "pkg/__init__.py": "from .a import f\n",
        "pkg/a.py": "g = 1\n",
    }
    assert "pkg.a.f is not defined" in refused(files, "pkg.f")


def test_another_distributions_package_is_named() -> None:
    assert "no module other" in refused({"pkg.py": "x = 1\n"}, "other.x")


def test_no_symbol_is_not_an_empty_slice() -> None:
    assert slice_of(Texts({"pkg.py": "x = 1\n"}), ("pkg",), ()) == Missing(
        "no used symbol is known"
    )


def test_native_code_has_no_slice() -> None:
    files: dict[str, str | bytes] = {"pkg/__init__.py": "", "pkg/fast.cpython-312-darwin.so": b"\0"}
    assert "is native code" in refused(files, "pkg.fast.run")


@pytest.mark.parametrize(
    "top", ["from .fast import run\n", "from .fast import *\n", "from . import fast\nrun = fast\n"]
)
def test_a_symbol_that_comes_from_native_code_is_never_a_small_slice(top: str) -> None:
    files = {"pkg/__init__.py": top, "pkg/fast.cpython-312-darwin.so": ""}
    found = slice_of(Texts(dict(files)), ("pkg",), ("pkg.run",))
    assert isinstance(found, Missing) or found.opaque
    guarded = "try:\n    from .fast import run\nexcept ImportError:\n    def run(): pass\n"
    assert sliced(files | {"pkg/__init__.py": guarded}, "pkg.run").slice.opaque


def test_native_code_below_a_slice_is_said() -> None:
    files = {"pkg/__init__.py": "from ._c import run\ndef f(): return run()\n", "pkg/_c.so": ""}
    (reason,) = sliced(files, "pkg.f").slice.opaque
    assert "native code (pkg/_c.so)" in reason


def test_a_reached_file_that_is_not_python_refuses() -> None:
    files: dict[str, str | bytes] = {"pkg/__init__.py": "from .a import f\n", "pkg/a.py": "print 1"}
    assert "pkg/a.py:1" in refused(files, "pkg.f")


def test_an_unreached_file_that_is_not_python_does_not_matter() -> None:
    files = {"pkg/__init__.py": "def f(): pass\n", "pkg/a.py": "print 1"}
    assert sliced(files, "pkg.f").slice.lines == 1


def test_a_guarded_file_that_is_not_python_is_said() -> None:
    files = {
        "pkg/__init__.py": "try:\n    from ._two import f\nexcept SyntaxError:\n    f = None\n",
        "pkg/_two.py": "print 1",
    }
    assert any("pkg/_two.py:1" in reason for reason in sliced(files, "pkg.f").slice.opaque)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("def f(n): return globals()[n]", "globals()"),
        ("def f(n): exec(n)", "exec"),
        ("def f(n): return eval(n)", "eval"),
        ("def f(): return open(__file__)", "__file__"),
        ("import sys\ndef f(): return sys.modules[__name__]", "sys.modules"),
        ("import sys\ndef f(): return sys._getframe(1)", "frame"),
        ("from importlib import import_module\ndef f(n): return import_module(n)", "computed name"),
        (
            "def f():\n    import importlib as i\n    return i.import_module('x' + y)\ny = 1",
            "computed",
        ),
        ("from importlib.resources import files\ndef f(): return files('pkg')", "data files"),
        ("import pkgutil as p\ndef f(): return p.get_data('pkg', 'x')", "data files"),
        ("from contextvars import ContextVar\nV = ContextVar('v')\ndef f(): V.get()", "ContextVar"),
        ("class A: pass\ndef f(): return A.__subclasses__()", "subclasses"),
        ("def __getattr__(name): return 1", "module __getattr__"),
        ("from . import b\ndef f(n): return getattr(b, n)", "passes the module pkg.b"),
        ("from tkinter2 import *\ndef f(): return g", "imports * from tkinter2"),
        ("def f(): return nowhere", "bound nowhere"),
        ("from .c import g\ndef f(): return g", "not in the distribution"),
        ("R = {}\ndef register(f): R[1] = f\ndef f(): return R", "registry that others fill"),
        ("def start(): pass\nstart()\ndef f(): pass", "calls start (line 2), which is left out"),
        ("import socket\nsocket.socket = None\ndef f(): pass", "changes socket"),
        ("for n in 'ab': globals()[n] = n\ndef f(): pass", "globals()"),
    ],
)
def test_dynamic_code_is_said(code: str, words: str) -> None:
    files = {"pkg/__init__.py": code + "\n", "pkg/b.py": "def x(): pass\n"}
    assert any(words in reason for reason in sliced(files, "pkg.f").slice.opaque)


def test_usage_that_is_not_known_takes_the_whole_module() -> None:
    files = {"pkg/__init__.py": "def f(): pass\ndef g(): pass\n", "pkg/b.py": "x = 1\n"}
    found = sliced(files, "pkg.f", opaque=("app.py:3: getattr on pkg",)).slice
    assert replace(found, paths=()) == Slice(
        lines=2, symbols=2, files=1, opaque=("app.py:3: getattr on pkg",)
    )


def test_usage_that_is_not_known_at_all_takes_the_import_package() -> None:
    contents = Texts({"pkg/__init__.py": "def f(): pass\nx = 1\n"})
    found = slice_of(contents, ("pkg",), (), ("app.py:1: star import",))
    assert isinstance(found, Slice)
    assert replace(found, paths=()) == Slice(
        lines=2, symbols=2, files=1, opaque=("app.py:1: star import",)
    )


def test_a_slice_that_reaches_too_far_is_none() -> None:
    contents = Texts({"pkg.py": "def f(): pass\n" + "x = 1\n" * 50})
    found = slice_of(contents, ("pkg",), ("pkg.f",), limits=Limits(lines=20))
    assert found == Missing("reaches more than 20 lines")
