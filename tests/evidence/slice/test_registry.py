"""Registrations and table fills come with what they change."""

from __future__ import annotations

import pytest

from tests.evidence.slice.test_modules import defined

REGISTRY = """\
TABLE = {}
def register(name):
    def add(f):
        TABLE[name] = f
        return f
    return add
"""


@pytest.mark.parametrize(
    "fill",
    [
        "@register('g')\ndef g(): pass\n",
        "def g(): pass\nregister('g')(g)\n",
        "def g(): pass\nTABLE['g'] = g\n",
        "def g(): pass\nTABLE.update(g=g)\n",
        "def g(): pass\nfor n in 'ab':\n    TABLE[n] = g\n",
        "def g(): pass\nif True:\n    TABLE.setdefault('g', g)\n",
        "def g(): pass\ntry:\n    TABLE['g'] = g\nexcept KeyError:\n    pass\n",
    ],
)
def test_what_registers_in_a_reached_table_is_kept(fill: str) -> None:
    files = {"pkg.py": REGISTRY + fill + "def f(): return TABLE\ndef h(): pass\n"}
    assert "pkg.g" in defined(files, "pkg.f")
    assert defined(files, "pkg.h") == ["pkg.h"]


@pytest.mark.parametrize(
    "plugin",
    [
        "from . import table\n@table.register('g')\ndef g(): pass\n",
        "from .table import register\n@register('g')\ndef g(): pass\n",
        "from .table import TABLE\ndef g(): pass\nTABLE['g'] = g\n",
    ],
)
def test_what_registers_from_a_module_that_nothing_reaches_is_kept(plugin: str) -> None:
    files = {
        "pkg/__init__.py": "from .table import f\nfrom . import plugin\n",
        "pkg/table.py": REGISTRY + "def f(): return TABLE\n",
        "pkg/plugin.py": plugin,
    }
    assert "pkg.plugin.g" in defined(files, "pkg.f")


def test_an_object_with_methods_that_register() -> None:
    code = "class App:\n    def route(self, f): return f\napp = App()\n@app.route\ndef g(): pass\n"
    assert defined({"pkg.py": code}, "pkg.app") == ["pkg.App", "pkg.g"]
    assert defined({"pkg.py": code}, "pkg.App") == ["pkg.App"]


def test_a_class_that_is_registered_with_an_abstract_one() -> None:
    code = "from collections.abc import Sized\nclass A: pass\nSized.register(A)\n"
    assert defined({"pkg.py": code}, "pkg.A") == ["pkg.A"]
