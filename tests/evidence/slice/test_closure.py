"""Which lines a used name needs."""

from __future__ import annotations

import textwrap

import pytest

from inhouse.evidence.slice import slice_of
from inhouse.model.evidence import Slice
from tests.evidence.slice.sources import Texts, sliced, text_of


def lines_for(code: str, *symbols: str) -> list[str]:
    files = {"pkg/__init__.py": textwrap.dedent(code)}
    return text_of(sliced(files, *symbols), files)


def test_one_function_of_many() -> None:
    assert lines_for("def f(): return 1\ndef g(): return 2\n", "pkg.g") == ["def g(): return 2"]


def test_what_a_function_reads_and_no_more() -> None:
    code = "A = 1\nB = 2\ndef h(): return A\ndef f(A=B): return h()\ndef g(): return f\n"
    assert lines_for(code, "pkg.h") == ["A = 1", "def h(): return A"]
    assert lines_for(code, "pkg.f") == code.splitlines()[:4]


def test_local_names_hide_the_modules() -> None:
    code = """\
        x = y = key = item = err = 1
        def f(x, *y):
            key = [item for item in x]
            try: return lambda err: err + key
            except E as err: raise err
        class E(Exception): pass
        """
    assert "x = y = key = item = err = 1" not in lines_for(code, "pkg.f")


def test_global_reaches_out_of_a_function_and_nonlocal_does_not() -> None:
    code = """\
        n = 0
        m = 0
        def f():
            global n
            n += 1
            m = 1
            def g():
                nonlocal m
                m += n
            return g
        """
    assert lines_for(code, "pkg.f")[:2] == ["n = 0", "def f():"]


@pytest.mark.parametrize(
    "needs",
    [
        "class A(x): pass",
        "class A(metaclass=x): pass",
        "class A:\n    y = x",
        "class A:\n    x = x",
        "class A:\n    def x(self): pass\n    def m(self): return x",
        "class A:\n    def m(self, y=x): pass",
        "class A:\n    def m(self, y: x): pass",
        "class A:\n    y = [x for z in 'ab']",
        "@x\ndef A(): pass",
        "def A(y: x): pass",
        "def A() -> x: pass",
        "A = [x for x in x]",
        "A = {**x}",
        "A = lambda y=x: y",
        "def A():\n    def inner():\n        return x\n    return inner",
        "def A(y):\n    match y:\n        case x.z: pass",
        "def A():\n    return f'{x!r}'",
        "async def A():\n    async with x as y: pass",
        "def A():\n    del x.y",
        "A = 1\nA += x",
        "A = {}\nA['k'] = x",
        "A = {}\nA.update(k=x)",
        "A = []\nfor i in range(3):\n    A.append(x)",
        "A = []\nwith x:\n    A.append(1)",
        "def A(): pass\nA.attribute = x",
        "class A: pass\nA.method = x",
        "def A(): pass\nsetattr(A, 'y', x)",
        "try:\n    A = x\nexcept NameError:\n    A = 1",
        "if x:\n    def A(): pass",
        "if unknown:\n    A = 1\nelse:\n    A = x",
    ],
)
def test_what_needs_x_gets_x(needs: str) -> None:
    taken = lines_for(f"x = object()\nunknown = 0\n{needs}\n", "pkg.A")
    assert taken[0] == "x = object()"
    assert [line for line in taken if line != "unknown = 0"][1:] == [
        line.strip() for line in needs.splitlines()
    ]


@pytest.mark.parametrize(
    "code",
    [
        "from __future__ import annotations\nx = 1\ndef A(y: x) -> x: pass",
        "x = 1\ndef A(y: 'x'): pass",
        "x = 1\ndef A():\n    y: x = 2",
        "x = 1\nclass A:\n    x = 2\n    y = x",
        "import typing\nx = 1\nif typing.TYPE_CHECKING:\n    x = 2\ndef A(y: 'x'): pass",
    ],
)
def test_what_does_not_need_x_does_not_get_it(code: str) -> None:
    assert "x = 1" not in lines_for(code, "pkg.A")


def test_a_whole_class_comes_with_any_of_it() -> None:
    code = "class A:\n    def f(self): pass\n    def g(self): pass\n"
    assert lines_for(code, "pkg.A.f") == [line.strip() for line in code.splitlines()]


def test_lines_are_code_lines() -> None:
    text = (
        '"""Docs."""\nimport os\n\ndef f():\n    """Say\n    so."""\n    # why\n\n    return os\n'
    )
    found = slice_of(Texts({"pkg.py": text}), ("pkg",), ("pkg.f",))
    assert found == Slice(lines=3, symbols=1, files=1, paths=("pkg.py",))


def test_branches_that_no_supported_python_takes_are_left_out() -> None:
    code = """\
        import sys
        if sys.version_info[0] < 3:
            from urllib2 import quote as f
        elif sys.version_info >= (3, 0):
            def f(): pass
        else:
            from somewhere import f
        """
    files = {"pkg/__init__.py": textwrap.dedent(code)}
    assert sliced(files, "pkg.f").slice.requires == ()
    assert "def f(): pass" in text_of(sliced(files, "pkg.f"), files)


def test_all_branches_are_taken_where_it_cannot_be_told() -> None:
    code = "try:\n    from fast import f\nexcept ImportError:\n    def f(): return slow\nslow = 1\n"
    found = sliced({"pkg/__init__.py": code}, "pkg.f")
    assert found.slice.requires == ("fast",)
    assert found.slice.lines == 5


def test_one_name_of_a_guarded_import() -> None:
    code = "try:\n    from fast import f, g\nexcept ImportError:\n    from slow import f, g\n"
    found = sliced({"pkg/__init__.py": code + "def use(): return f\n"}, "pkg.use")
    names = {name for piece in found.pieces if piece.kind == "import" for name in piece.names}
    assert names == {"f"}


def test_an_import_that_decides_something_else_comes_whole() -> None:
    code = "try:\n    import fast\n    HAS = True\nexcept ImportError:\n    HAS = False\n"
    found = sliced({"pkg/__init__.py": code}, "pkg.HAS")
    assert (found.slice.requires, found.slice.lines) == (("fast",), 5)


def test_external_imports_are_named_and_the_standard_library_is_not() -> None:
    code = (
        "import os, numpy.linalg\ndef f():\n    from six.moves import map\n    return os, numpy\n"
    )
    assert sliced({"pkg/__init__.py": code}, "pkg.f").slice.requires == ("numpy", "six")


def test_an_import_by_literal_name_is_named() -> None:
    code = "import importlib\ndef f(): return importlib.import_module('orjson')\n"
    assert sliced({"pkg/__init__.py": code}, "pkg.f").slice.requires == ("orjson",)


def test_the_name_of_a_caught_exception_is_no_hole_in_the_slice() -> None:
    code = "try:\n    import fast\nexcept ImportError as e:\n    fast = e.with_traceback(None)\n"
    found = sliced({"pkg.py": f"{code}def f(): return fast\n"}, "pkg.f")
    assert found.slice.opaque == ()
