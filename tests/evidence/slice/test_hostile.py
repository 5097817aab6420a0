"""Packages made to make a slicer loop, crash or crawl."""

from __future__ import annotations

import cProfile
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inhouse.evidence.slice.answer import closure
from inhouse.evidence.slice.library import Limits
from inhouse.model.evidence import Missing
from tests.evidence.slice.sources import Texts, refused, sliced
from tests.evidence.slice.test_modules import defined


def test_star_imports_in_a_circle() -> None:
    files = {
        "pkg/__init__.py": "from .a import *\n",
        "pkg/a.py": "from .b import *\n",
        "pkg/b.py": "from .a import *\nfrom . import *\ndef f(): pass\n",
    }
    assert defined(files, "pkg.f") == ["pkg.b.f"]
    assert "not defined" in refused(dict(files), "pkg.g")


def test_names_in_a_circle_that_nobody_defines() -> None:
    files = {
        "pkg/__init__.py": "from .a import f\n",
        "pkg/a.py": "from .b import f\n",
        "pkg/b.py": "from .a import f\n",
    }
    assert sliced(files, "pkg.f").slice.lines == 0


def test_a_module_that_imports_itself() -> None:
    files = {
        "pkg/__init__.py": "import pkg\nfrom pkg import f as f, a\nfrom . import a\n"
        "def f(): return pkg.f, pkg.pkg.pkg.f, pkg.a.g\n",
        "pkg/a.py": "def g(): pass\n",
    }
    assert defined(files, "pkg.f") == ["pkg.a.g", "pkg.f"]


def test_modules_that_import_each_other() -> None:
    files = {
        "pkg/__init__.py": "from .a import f\n",
        "pkg/a.py": "from . import b\ndef f(): return b.g()\n",
        "pkg/b.py": "from . import a\ndef g(): return a.f()\ndef h(): pass\n",
    }
    assert defined(files, "pkg.f") == ["pkg.a.f", "pkg.b.g"]


@pytest.mark.parametrize(
    "text",
    [
        "f = " + "(" * 10_000 + ")" * 10_000,
        "f = " + "-" * 10_000 + "1",
        "f = " + "+".join(["x"] * 10_000),
        "f = x" + ".a" * 10_000,
        "f = x" + "[0]" * 10_000,
        "f = " + "lambda: " * 10_000 + "1",
        "f = [" + "0 for x in " * 1_000 + "y]",
        "def f():\n" + "".join(" " * n + "if x:\n" for n in range(1, 90)) + " " * 90 + "pass",
        "if x: f = 1\n" + "elif x: f = 2\n" * 3_000,
    ],
)
def test_deep_nesting_is_sliced_or_refused(text: str) -> None:
    found = closure(Texts({"pkg.py": text + "\nx = y = 1\n"}), ("pkg",), ("pkg.f",))
    assert not isinstance(found, Missing) or "pkg.py" in found.reason


@pytest.mark.parametrize("data", [b"f = 1\0", b"\xff\xfe", b"# coding: nonsense\nf = 1", b"f = '"])
def test_bytes_that_are_no_source(data: bytes) -> None:
    assert "pkg.py" in refused({"pkg.py": data}, "pkg.f")


def test_strange_symbols() -> None:
    for symbol in ("pkg..f", "pkg.", ".f", "", "pkg.f\x1b[0m", "pkg." + "a." * 5_000):
        found = closure(Texts({"pkg.py": "f = 1\n"}), ("pkg",), (symbol,))
        assert isinstance(found, Missing)


def test_relative_imports_above_the_top_are_nothing() -> None:
    files = {"pkg/__init__.py": "from .... import x\nfrom ...y import f as g\ndef f(): return 1\n"}
    assert sliced(files, "pkg.f").slice.lines == 1


def test_paths_that_are_no_modules() -> None:
    files = {"pkg.py": "f = 1\n", "../evil.py": "", "a-b/c.py": "", "x.data/y.py": "", "é/f.py": ""}
    assert sliced(files, "pkg.f").slice.lines == 1


def test_a_huge_file_is_given_up_quickly() -> None:
    began = time.perf_counter()
    text = "def f(): pass\n" + "x = {'a': [1, 2, 3]}\n" * 300_000
    assert "reaches more than" in refused({"pkg.py": text}, "pkg.f")
    assert time.perf_counter() - began < 20


def test_a_long_chain_of_modules() -> None:
    files: dict[str, str | bytes] = {
        f"pkg/m{n}.py": f"from .m{n + 1} import f\n" for n in range(2_000)
    }
    files |= {"pkg/__init__.py": "from .m0 import f\n", "pkg/m2000.py": "def f(): pass\n"}
    assert refused(files, "pkg.f") == "reaches more than 300 modules"
    found = closure(Texts(files), ("pkg",), ("pkg.f",), limits=Limits(modules=3_000))
    assert not isinstance(found, Missing)
    assert (found.slice.lines, found.slice.opaque) == (1, ())


def test_a_module_of_many_names_grows_linearly() -> None:
    def calls(count: int) -> int:
        text = "".join(f"T{n} = []\ndef f{n}(): return T{n}, f{n + 1}\n" for n in range(count))
        contents = Texts({"pkg.py": text + f"f{count} = 1\n"})
        with cProfile.Profile() as counted:
            assert not isinstance(closure(contents, ("pkg",), ("pkg.f0",)), Missing)
        return sum(each.callcount for each in counted.getstats())

    assert calls(3_200) < 5 * calls(800)


NAMES = st.sampled_from(["a", "b", "c", "f", "pkg"])
STATEMENTS = st.one_of(
    st.builds("from .{} import {}".format, NAMES, NAMES),
    st.builds("from .{} import *".format, NAMES),
    st.builds("from . import {}".format, NAMES),
    st.builds("import pkg.{} as {}".format, NAMES, NAMES),
    st.builds("def {}(): return {}.{}".format, NAMES, NAMES, NAMES),
    st.builds("class {}({}): {} = {}".format, NAMES, NAMES, NAMES, NAMES),
    st.builds("{}.{}({})".format, NAMES, NAMES, NAMES),
    st.builds("{}[0] = {}".format, NAMES, NAMES),
    st.builds("@{}.{}\ndef {}(): global {}; {} = {}".format, *[NAMES] * 6),
    st.builds("if {}: {} = {}\nelse: import {}".format, *[NAMES] * 4),
    st.builds("try: from {} import {}\nexcept E: {} = 1".format, *[NAMES] * 3),
    st.builds("for {} in {}: {}.append({})".format, *[NAMES] * 4),
)
MODULES = st.lists(STATEMENTS, max_size=5).map(lambda lines: "\n".join(lines) + "\n")


@settings(max_examples=150, deadline=None)
@given(top=MODULES, a=MODULES, b=MODULES, name=NAMES)
def test_any_tangle_has_an_answer(top: str, a: str, b: str, name: str) -> None:
    contents = Texts({"pkg/__init__.py": top, "pkg/a.py": a, "pkg/b.py": b, "pkg/c/__init__.py": b})
    found = closure(contents, ("pkg",), (f"pkg.{name}",))
    again = closure(contents, ("pkg",), (f"pkg.{name}",))
    assert found == again
    if not isinstance(found, Missing):
        assert found.slice.lines <= sum(text.count("\n") for text in (top, a, b, b))
