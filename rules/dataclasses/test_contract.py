"""What is claimed of dataclasses, the backport to Python 3.6."""

import ast
import dataclasses
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
    copy = PathFinder.find_spec("dataclasses", [folder])
    assert Path(copy.origin) == Path(folder, "dataclasses.py")
    found = PathFinder.find_spec("dataclasses")
    assert Path(sysconfig.get_path("stdlib")).resolve() in Path(found.origin).resolve().parents


def test_what_it_holds(distribution):
    modules = {str(file) for file in distribution.files if file.suffix == ".py"}
    assert modules == {"dataclasses.py"}
    assert not distribution.requires


def test_every_name_is_in_the_standard_library(distribution):
    tree = ast.parse(distribution.locate_file("dataclasses.py").read_text(encoding="utf-8"))
    values = {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    offered = ast.literal_eval(values["__all__"])
    assert {"dataclass", "field", "fields", "asdict", "replace"} <= set(offered)
    assert [name for name in offered if not hasattr(dataclasses, name)] == []


MADE = """
import dataclasses

@dataclasses.dataclass
class Point:
    x: int

print(Point(1))
"""


def test_for_which_python_it_was_made(distribution):
    assert distribution.metadata["Summary"].endswith(
        "backport of the dataclasses module for Python 3.6"
    )


def test_a_copy_that_comes_first_is_the_one_that_runs(distribution):
    code = "import dataclasses; print(dataclasses.__file__)"
    assert run(distribution, code) == (str(distribution.locate_file("dataclasses.py")), "")
    assert run(distribution, MADE) == ("Point(x=1)", "") == run_without(MADE)


def test_with_typing_the_copy_makes_no_class(distribution):
    code = f"import typing\n{MADE}"
    printed, error = run(distribution, code)
    assert printed == ""
    assert error.startswith("AttributeError: module 'typing' has no attribute '_ClassVar'")
    assert run_without(code) == ("Point(x=1)", "")


@pytest.mark.parametrize("option", ["slots", "kw_only", "match_args"])
def test_the_copy_lacks_what_came_later(distribution, option):
    code = f"import dataclasses; dataclasses.dataclass({option}=True)"
    wrong = f"TypeError: dataclass() got an unexpected keyword argument '{option}'"
    assert run(distribution, code) == ("", wrong)
    assert run_without(code) == ("", "")
