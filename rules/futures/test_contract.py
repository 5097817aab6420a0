"""What is claimed of futures, the concurrent.futures of Python 2."""

import ast
import concurrent.futures
import os
import subprocess
import sys
import sysconfig
from importlib.machinery import PathFinder
from pathlib import Path


def test_the_standard_library_comes_first(distribution):
    folder = str(distribution.locate_file(""))
    assert folder in sys.path
    copy = PathFinder.find_spec("concurrent", [folder])
    assert Path(copy.origin) == Path(folder, "concurrent", "__init__.py")
    found = PathFinder.find_spec("concurrent")
    assert Path(sysconfig.get_path("stdlib")).resolve() in Path(found.origin).resolve().parents


def test_what_it_holds(distribution):
    modules = {str(file) for file in distribution.files if file.suffix == ".py"}
    inner = {"__init__", "_base", "process", "thread"}
    assert modules == {"concurrent/__init__.py", *(f"concurrent/futures/{n}.py" for n in inner)}
    assert not distribution.requires


def test_every_name_is_in_the_standard_library(distribution):
    tree = ast.parse(distribution.locate_file("concurrent/futures/__init__.py").read_text("utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    offered = {alias.name for node in imports for alias in node.names}
    assert {"Future", "ThreadPoolExecutor", "ProcessPoolExecutor", "as_completed"} <= offered
    assert [name for name in offered if not hasattr(concurrent.futures, name)] == []


def test_the_copy_cannot_be_imported(distribution):
    code = "from concurrent.futures import ThreadPoolExecutor as T; print(T().submit(pow, 2, 3).result())"
    start = [sys.executable, "-S", "-B"]
    first = {**os.environ, "PYTHONPATH": str(distribution.locate_file(""))}
    done = subprocess.run([*start, "-c", code], env=first, capture_output=True, text=True)
    assert "raise type(self._exception), self._exception, self._traceback" in done.stderr
    assert done.stderr.strip().rpartition("\n")[2].startswith("SyntaxError")
    done = subprocess.run([*start, "-I", "-c", code], capture_output=True, text=True)
    assert done.stdout == "8\n"
