"""Public names: what the top modules offer, each thing once."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("def f(): pass\nclass A: pass\ndef _g(): pass\nX = 1\n", 2),
        ("__all__ = ['f', 'X', '__version__']\ndef f(): pass\ndef g(): pass\nX = 1\n", 2),
        ("__all__ = ('f',)\n__all__ += ('g',)\n__all__.extend(['h'])\n__all__.append('i')\n", 4),
        ("try:\n    from shutil import which\nexcept ImportError:\n    def which(): pass\n", 1),
        ("from os.path import join\nimport sys\n", 0),
        ("if True:\n    def f(): pass\nelse:\n    def f(): pass\n", 1),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from a import B\n", 0),
    ],
)
def test_one_module(measured: Any, text: str, count: int) -> None:
    assert measured({"pkg.py": text}).public_names == count


def test_re_exports_count_once_however_they_are_named(fixture_measured: Any) -> None:
    # Basket (also Cart), basket, Wheel, Spoke, pay; not the module parts, not what os.path owns.
    assert fixture_measured("re-exports").public_names == 5


def test_a_name_may_hide_the_module_it_lives_in(measured: Any) -> None:
    files = {"pkg/__init__.py": "from .run import run\n", "pkg/run.py": "def run(): pass\n"}
    assert measured(files).public_names == 1


def test_names_through_a_module_and_a_cycle(measured: Any) -> None:
    files = {
        "pkg/__init__.py": "from pkg import coder\nfrom .a import *\ndump = coder.dump\n",
        "pkg/coder.py": "def dump(): pass\n",
        "pkg/a.py": "from .b import *\ndef one(): pass\n",
        "pkg/b.py": "from .a import *\ndef two(): pass\nfrom .c import gone\n",
    }
    assert measured(files).public_names == 4


def test_lists_taken_from_submodules(measured: Any) -> None:
    files = {
        "pkg/__init__.py": "from . import a\nfrom .a import *\n__all__ = a.__all__ + ['x']\n",
        "pkg/a.py": "__all__ = ['f', 'g']\ndef f(): pass\ndef g(): pass\n",
    }
    assert measured(files).public_names == 3


def test_an_empty_top_module_shows_its_submodules(measured: Any) -> None:
    files = {"pkg/__init__.py": "", "pkg/a.py": "def f(): pass\n", "pkg/_b.py": "def g(): pass\n"}
    assert measured(files).public_names == 1
