"""What is claimed of enum34, the backport of enum to Python 2."""

import ast
import enum
import os
import subprocess
import sys
import sysconfig
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
    copy = PathFinder.find_spec("enum", [folder])
    assert Path(copy.origin) == Path(folder, "enum", "__init__.py")
    found = PathFinder.find_spec("enum")
    assert Path(sysconfig.get_path("stdlib")).resolve() in Path(found.origin).resolve().parents


def test_what_it_holds(distribution):
    modules = {str(file) for file in distribution.files if file.suffix == ".py"}
    assert modules == {"enum/__init__.py"}
    assert not distribution.requires


def test_every_name_is_in_the_standard_library(distribution):
    tree = ast.parse(distribution.locate_file("enum/__init__.py").read_text(encoding="utf-8"))
    values = {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    offered = ast.literal_eval(values["__all__"])
    assert {"Enum", "IntEnum", "unique"} <= set(offered)
    assert [name for name in offered if not hasattr(enum, name)] == []


@pytest.mark.parametrize("module", ["re", "dataclasses", "json", "logging"])
def test_with_the_copy_first_re_cannot_be_imported(distribution, module):
    wrong = "AttributeError: module 'enum' has no attribute 'global_enum'"
    assert run(distribution, f"import {module}") == ("", wrong)
    assert run_without(f"import {module}") == ("", "")


@pytest.mark.parametrize("name", ["Flag", "IntFlag", "StrEnum", "auto", "property"])
def test_the_copy_lacks_what_came_later(distribution, name):
    wrong = f"AttributeError: module 'enum' has no attribute '{name}'"
    assert run(distribution, f"import enum; enum.{name}") == ("", wrong)
    assert run_without(f"import enum; enum.{name}") == ("", "")
