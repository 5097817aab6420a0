"""What is claimed of pathlib, a copy of what Python has."""

import ast
import os
import pathlib
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
    copy = PathFinder.find_spec("pathlib", [folder])
    assert Path(copy.origin) == Path(folder, "pathlib.py")
    found = PathFinder.find_spec("pathlib")
    assert Path(sysconfig.get_path("stdlib")).resolve() in Path(found.origin).resolve().parents


def test_what_it_holds(distribution):
    modules = {str(file) for file in distribution.files if file.suffix == ".py"}
    assert modules == {"pathlib.py"}
    assert not distribution.requires


def test_every_name_is_in_the_standard_library(distribution):
    tree = ast.parse(distribution.locate_file("pathlib.py").read_text(encoding="utf-8"))
    values = {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    offered = ast.literal_eval(values["__all__"])
    assert {"Path", "PosixPath", "PurePath", "WindowsPath"} <= set(offered)
    assert [name for name in offered if not hasattr(pathlib, name)] == []


def test_the_copy_cannot_be_imported(distribution):
    copy = distribution.locate_file("pathlib.py").read_text(encoding="utf-8")
    assert "from collections import Sequence\n" in copy
    _, error = run(distribution, "import pathlib")
    assert error.startswith("ImportError: cannot import name 'Sequence' from 'collections'")
    assert run_without("import pathlib; print(pathlib.PurePosixPath('a') / 'b')") == ("a/b", "")


@pytest.mark.parametrize("name", ["read_text", "write_bytes", "expanduser", "is_relative_to"])
def test_the_copy_lacks_what_came_later(distribution, name):
    copy = ast.parse(distribution.locate_file("pathlib.py").read_text(encoding="utf-8"))
    classes = [each for each in copy.body if isinstance(each, ast.ClassDef)]
    assert {"Path", "PurePath"} <= {each.name for each in classes}
    assert not any(getattr(each, "name", "") == name for each in ast.walk(copy))
    assert hasattr(pathlib.Path, name)
