"""What is claimed of ordereddict, the collections.OrderedDict of Python before 2.7."""

import ast
import collections
import collections.abc
import importlib
import sys
import types

import pytest


def test_it_cannot_be_imported(distribution):
    assert distribution.locate_file("ordereddict.py").is_file()
    with pytest.raises(ModuleNotFoundError, match="No module named 'UserDict'"):
        importlib.import_module("ordereddict")
    made = collections.OrderedDict([("b", 1), ("a", 2)])
    assert list(made.items()) == [("b", 1), ("a", 2)]


@pytest.mark.parametrize("order", [("ordereddict", "collections"), ("collections", "ordereddict")])
def test_which_side_of_a_fallback_runs(distribution, order):
    assert (
        "from UserDict import DictMixin" in distribution.locate_file("ordereddict.py").read_text()
    )
    code = """
try:
    from {} import OrderedDict
except ImportError:
    from {} import OrderedDict
"""
    found = {}
    exec(code.format(*order), found)
    assert found["OrderedDict"] is collections.OrderedDict


def test_the_methods_of_both(distribution):
    tree = ast.parse(distribution.locate_file("ordereddict.py").read_text(encoding="utf-8"))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef))
    names = {node.name for node in body if isinstance(node, ast.FunctionDef)}
    names |= {node.targets[0].id for node in body if isinstance(node, ast.Assign)}
    assert {"popitem", "copy", "fromkeys", "__reversed__", "setdefault"} <= names
    missing = {name for name in names if not hasattr(collections.OrderedDict, name)}
    assert missing == {"iterkeys", "itervalues", "iteritems"}


def test_it_is_code_for_python_2(distribution, monkeypatch):
    monkeypatch.setitem(sys.modules, "UserDict", types.ModuleType("UserDict"))
    older = dict.fromkeys(["iterkeys", "itervalues", "iteritems"])
    mixin = type("DictMixin", (collections.abc.MutableMapping,), older)
    monkeypatch.setattr(sys.modules["UserDict"], "DictMixin", mixin, raising=False)
    space = {}
    exec(distribution.locate_file("ordereddict.py").read_text(encoding="utf-8"), space)
    theirs = space["OrderedDict"].fromkeys(["a"])
    with pytest.raises(AttributeError, match="has no attribute 'next'"):
        theirs.popitem()
    assert collections.OrderedDict.fromkeys(["a"]).popitem() == ("a", None)
