"""What is claimed of typing, the backport to Python before 3.5."""

import ast
import os
import subprocess
import sys
import sysconfig
import typing
from importlib.machinery import PathFinder
from pathlib import Path

import pytest


def run(distribution, code):
    """Run code on a Python that finds what is installed before the standard library."""
    folder = str(distribution.locate_file(""))
    done = subprocess.run(
        [sys.executable, "-S", "-B", "-c", code],
        env={**os.environ, "PYTHONPATH": folder},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip(), done.stderr.strip().rpartition("\n")[2]


def run_without(code):
    """Run code on a Python that has the standard library only."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", code], capture_output=True, text=True, check=False
    )
    return done.stdout.strip(), done.stderr.strip().rpartition("\n")[2]


def test_the_standard_library_comes_first(distribution):
    folder = str(distribution.locate_file(""))
    assert folder in sys.path
    copy = PathFinder.find_spec("typing", [folder])
    assert Path(copy.origin) == Path(folder, "typing.py")
    found = PathFinder.find_spec("typing")
    assert Path(sysconfig.get_path("stdlib")).resolve() in Path(found.origin).resolve().parents


def test_what_it_holds(distribution):
    modules = {str(file) for file in distribution.files if file.suffix == ".py"}
    assert modules == {"typing.py"}
    assert not distribution.requires


def test_every_name_is_in_the_standard_library(distribution):
    tree = ast.parse(distribution.locate_file("typing.py").read_text(encoding="utf-8"))
    values = {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    offered = ast.literal_eval(values["__all__"])
    assert {"Any", "Callable", "Dict", "List", "Optional"} <= set(offered)
    assert [name for name in offered if not hasattr(typing, name)] == ["GenericMeta"]


def test_for_which_python_it_was_made(distribution):
    said = " ".join(distribution.metadata.get_payload().split())
    assert (
        "a backport of the standard library typing module to Python versions older than 3.5" in said
    )
    assert "installing this package has NO EFFECT" in said


@pytest.mark.parametrize("module", ["typing", "asyncio", "importlib.metadata"])
def test_the_copy_cannot_be_imported(distribution, module):
    wrong = "AttributeError: type object 'Callable' has no attribute '_abc_registry'"
    assert run(distribution, f"import {module}") == ("", wrong)
    assert run_without(f"import {module}") == ("", "")
