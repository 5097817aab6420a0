"""What is claimed of argparse, a copy of what Python has."""

import argparse
import ast
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
    copy = PathFinder.find_spec("argparse", [folder])
    assert Path(copy.origin) == Path(folder, "argparse.py")
    found = PathFinder.find_spec("argparse")
    assert Path(sysconfig.get_path("stdlib")).resolve() in Path(found.origin).resolve().parents


def test_what_it_holds(distribution):
    modules = {str(file) for file in distribution.files if file.suffix == ".py"}
    assert modules == {"argparse.py"}
    assert not distribution.requires


def test_every_name_is_in_the_standard_library(distribution):
    tree = ast.parse(distribution.locate_file("argparse.py").read_text(encoding="utf-8"))
    values = {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    offered = ast.literal_eval(values["__all__"])
    assert {"Action", "ArgumentParser", "FileType", "Namespace"} <= set(offered)
    assert [name for name in offered if not hasattr(argparse, name)] == []


def test_a_copy_that_comes_first_is_the_one_that_runs(distribution):
    code = "import argparse; print(argparse.__version__)"
    assert run(distribution, code) == (distribution.version, "")
    assert run_without(code) == ("1.1", "")


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("argparse.BooleanOptionalAction", "no attribute 'BooleanOptionalAction'"),
        ("argparse.ArgumentParser(allow_abbrev=False)", "argument 'allow_abbrev'"),
        ("argparse.ArgumentParser(exit_on_error=False)", "argument 'exit_on_error'"),
        ("argparse.ArgumentParser().add_subparsers(required=True)", "argument 'required'"),
        ("argparse.ArgumentParser().parse_intermixed_args([])", "'parse_intermixed_args'"),
    ],
)
def test_the_copy_lacks_what_came_later(distribution, code, wrong):
    _, error = run(distribution, f"import argparse; {code}")
    assert error.startswith(("AttributeError:", "TypeError:"))
    assert wrong in error
    assert run_without(f"import argparse; {code}") == ("", "")


def test_a_subcommand_is_optional_in_the_standard_library(distribution):
    code = """
import argparse
parser = argparse.ArgumentParser(prog="tool")
parser.add_subparsers(dest="command").add_parser("build")
print(parser.parse_args([]))
"""
    assert run(distribution, code) == ("", "tool: error: too few arguments")
    assert run_without(code) == ("Namespace(command=None)", "")
