"""What is not taken: each with the file, the line and the reason, and nothing written."""

from __future__ import annotations

import pytest

from inhouse.model.taken import LedgerEntry, Refused
from tests.codemod.inlining.distributions import HOME, sliced, vendored


def reason(found: object) -> str:
    assert isinstance(found, Refused), found
    return found.reason


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (
            "import importlib\ndef f(n):\n    return importlib.import_module('pkg.' + n, 'x')\n",
            None,
        ),
        ("def f():\n    return __import__('pkg.sub')\n", "__import__, which gives the top package"),
        ("X = 'pkg.sub'\ndef f(n):\n    return __import__(n)\n", "module by a computed name"),
        ("from importlib import metadata\nM = metadata.metadata('pkg')\n", "the metadata of pkg"),
        ("import pkg_resources as r\nr.require('Pkg')\n", "the metadata of Pkg"),
        ("from importlib.metadata import version\ndef f(n):\n    return version(n)\n", "computed"),
        ("import sys\nX = sys.modules['pkg.gone']\n", "looks itself up in sys.modules"),
        ("class A:\n    pass\nA.__module__ = 'pkg'\n", "its classes belong to 'pkg'"),
        ("if __name__ == 'pkg':\n    pass\n", "compares its own name"),
        ("print 'hello'\n", "not readable by this Python"),
        ("from pkg . sub import X\n", "written oddly"),
    ],
)
def test_code_that_cannot_move_is_refused_with_its_place(code: str, why: str | None) -> None:
    found = vendored({"pkg/__init__.py": code, "pkg/sub.py": "X = 1\n"})
    if why is None:
        assert not isinstance(found, Refused)
        return
    assert why in reason(found) and "pkg/__init__.py:" in reason(found)


def test_native_code_is_refused() -> None:
    files: dict[str, str | bytes] = {
        "pkg/__init__.py": "",
        "pkg/_fast.cpython-311-x86_64-linux-gnu.so": b"\x7fELF",
    }
    assert "pkg/_fast.cpython-311-x86_64-linux-gnu.so: native code" in reason(vendored(files))


def test_a_plugin_is_refused() -> None:
    files = {"pkg.py": "", "pkg-1.0.dist-info/entry_points.txt": "[pytest11]\nx = pkg\n"}
    assert "plugin of 'pytest11'" in reason(vendored(files))


def test_code_without_its_licence_text_is_refused() -> None:
    files = {"pkg.py": "def a():\n    pass\n", "pkg-1.0.dist-info/LICENSE": ""}
    assert "no licence text comes with pkg 1.0" in reason(sliced(files, "pkg.a"))
    assert "no licence text comes with pkg 1.0" in reason(vendored(files))


def test_a_slice_that_cannot_be_moved_either_says_both_reasons() -> None:
    files = {"pkg.py": "X = 'pkg.a'\ndef a(n):\n    return __import__(n), globals()\n"}
    found = reason(sliced(files, "pkg.a"))
    assert "globals()" in found and "pkg.py:3: imports a module by a computed name" in found


def test_a_file_of_the_users_is_never_overwritten() -> None:
    files = {"pkg.py": "def a():\n    pass\n"}
    present = {f"{HOME.folder}/pkg.py": b"mine = 1\n"}
    assert "src/proj/_inhouse/pkg.py: there is a file of the project's own" in reason(
        sliced(files, "pkg.a", present=present)
    )
    shape = {f"{HOME.folder}/pkg/__init__.py": b"mine = 1\n"}
    assert "has the name of what is to be owned" in reason(sliced(files, "pkg.a", present=shape))


def test_owned_code_that_was_edited_since_is_not_overwritten() -> None:
    files = {"pkg.py": "def a():\n    pass\n"}
    entry = LedgerEntry(
        name="pkg",
        version="0.9",
        artifact="sha256:1",
        licence="MIT",
        strategy="slice",
        symbols=("pkg.a",),
        date="2026-01-01",
        proof="",
        files=(("pkg.py", "sha256:" + "1" * 64),),
    )
    present = {f"{HOME.folder}/pkg.py": b"edited = 1\n"}
    found = reason(sliced(files, "pkg.a", present=present, ledger=(entry,)))
    assert "was changed since it was taken in-house" in found


def test_a_path_out_of_the_folder_is_refused() -> None:
    files = {"pkg/__init__.py": "", "pkg/../../x.txt": "out"}
    assert "pkg/../../x.txt: no path for a file of the project" in reason(vendored(files))


def test_annotations_read_at_run_time_are_not_stood_in_for() -> None:
    files = {
        "pkg/__init__.py": "from __future__ import annotations\nfrom typing import get_type_hints\n"
        "from pkg.big import Big\ndef a(x: Big):\n    return get_type_hints(a)\n",
        "pkg/big.py": "class Big:\n    pass\n",
    }
    found = sliced(files, "pkg.a")
    assert not isinstance(found, Refused) and found.strategy == "vendor"
    assert "reads annotations at run time" in found.notes[0]


@pytest.mark.parametrize(
    "code",
    [
        "register(['pkg.sub.Extension'])\n",
        "register({'x': 'pkg.sub:Extension'})\n",
        "register(target='pkg.sub')\n",
        "register('pkg:run')\n",
    ],
)
def test_texts_that_address_a_module_are_refused(code: str) -> None:
    files = {
        "pkg/__init__.py": f"from framework import register\ndef a():\n    {code}",
        "pkg/sub.py": "Extension = 1\n",
    }
    for found in (vendored(files), sliced(files, "pkg.a")):
        assert "pkg/__init__.py:3: a text names a module of the package: 'pkg" in reason(found)


@pytest.mark.parametrize(
    "code",
    [
        "raise ValueError('pkg.sub')\n",
        "print('pkg.sub')\n",
        "return 'pkg.title'\n",
        "return 'pkg'\n",
        "return 'pkg.sub is a part of it'\n",
        "x: 'pkg.sub.Extension' = 1\n",
        "'pkg.sub'\n",
    ],
)
def test_texts_that_nothing_imports_by_are_kept(code: str) -> None:
    files = {"pkg/__init__.py": f"def a():\n    {code}", "pkg/sub.py": "Extension = 1\n"}
    assert not isinstance(vendored(files), Refused)


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("def a():\n    return ['pkg.sub.Extension']\n", True),
        ("import warnings\ndef a(s='pkg.sub'):\n    return s\n", True),
        ("from importlib.metadata import version\ndef a(s='pkg.sub'):\n    return s\n", True),
        ("import pydoc\ndef a():\n    return pydoc.locate('pkg.sub.Extension')\n", False),
        ("T = {'pkg.sub': 1}\ndef a(x):\n    return T[x.__module__]\n", False),
        ("def a(x):\n    return x.__module__ == 'pkg.sub'\n", False),
        ("from other import b\nX = 'pkg.sub'\n", False),
    ],
)
def test_a_text_is_a_label_where_nothing_imports_by_texts(code: str, kept: bool) -> None:
    found = vendored({"pkg/__init__.py": code, "pkg/sub.py": "Extension = 1\n"})
    assert isinstance(found, Refused) != kept
