"""What is claimed of pytest-runner, which makes a command of setup.py of pytest."""

import importlib.util
import os
import subprocess
import sys
import types
from importlib import metadata

import pytest

WRONG = "ModuleNotFoundError: No module named 'pkg_resources'"
STAND_IN = """
import types
def require(*names): pass
def get_distribution(name): return types.SimpleNamespace(version="84.2.1")
def parse_version(text): return [int(part) for part in text.split(".")]
"""


def run(*arguments, path, folder):
    """Run Python with nothing but a path; return all that it says, by lines."""
    return subprocess.run(
        [sys.executable, "-S", "-B", "-u", "-W", "ignore", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, path))},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    ).stdout.splitlines()


def set_up(folder, more=""):
    """Write a setup.py."""
    text = f"from setuptools import setup\nsetup(name='a', version='1.5', py_modules=[], {more})\n"
    (folder / "setup.py").write_text(text)


def loaded(distribution, monkeypatch):
    """Return its module, loaded beside stand-ins for what it imports of setuptools."""
    modules = {
        "pkg_resources": {},
        "setuptools": {"Distribution": type("Distribution", (), {"__init__": lambda *_: None})},
        "setuptools.command": {},
        "setuptools.command.test": {"test": type("test", (), {})},
    }
    for name, values in modules.items():
        module = types.ModuleType(name)
        vars(module).update(values, __path__=[])
        monkeypatch.setitem(sys.modules, name, module)
    sys.modules["setuptools"].command = sys.modules["setuptools.command"]
    sys.modules["setuptools.command"].test = sys.modules["setuptools.command.test"]
    (file,) = [file for file in distribution.files if file.suffix == ".py"]
    spec = importlib.util.spec_from_file_location("ptr", distribution.locate_file(file))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_its_own_page_says(distribution):
    said = " ".join(distribution.metadata.get_payload().split())
    assert "Deprecation Notice" in said
    assert "features that break security mechanisms in pip" in said
    assert "Remove ``'pytest-runner'`` from your ``setup_requires``" in said


def test_it_cannot_be_imported(distribution, tmp_path):
    (file,) = [file for file in distribution.files if file.suffix == ".py"]
    (tmp_path / "ptr.py").write_text(distribution.locate_file(file).read_text())
    said = run("-c", "import ptr", path=[tmp_path], folder=tmp_path)
    assert said[-1] == WRONG
    assert all("extra ==" in each for each in distribution.requires)


def test_it_cannot_be_imported_beside_setuptools(distribution, tmp_path):
    path = [distribution.locate_file("")]
    first = "import setuptools; print(setuptools.__version__); import ptr"
    said = run("-c", first, path=path, folder=tmp_path)
    assert (said[0], said[-1]) == ("84.2.1", WRONG)
    found = {file.parts[0] for file in metadata.files("setuptools")}
    assert "setuptools" in found
    assert "pkg_resources" not in found


def test_setup_py_fails(distribution, tmp_path):
    set_up(tmp_path)
    path = [distribution.locate_file("")]
    assert run("setup.py", "--version", path=path, folder=tmp_path) == ["1.5"]
    for command in ("ptr", "pytest", "--help-commands"):
        said = run("setup.py", command, path=path, folder=tmp_path)
        assert said[-1] == WRONG
        assert "    import pkg_resources" in said


@pytest.mark.parametrize("more", ["", "tests_require=['pytest']"])
def test_pkg_resources_is_not_all_that_is_missing(distribution, tmp_path, more):
    set_up(tmp_path, more)
    (tmp_path / "pkg_resources.py").write_text(STAND_IN)
    path = [tmp_path, distribution.locate_file("")]
    said = run("setup.py", "pytest", path=path, folder=tmp_path)
    assert "AttributeError: 'Distribution' object has no attribute 'tests_require'" in said[-1]


def test_the_commands_of_setup_py(distribution):
    found = {(point.group, point.name): point.value for point in distribution.entry_points}
    commands = "distutils.commands"
    assert found == {(commands, "ptr"): "ptr:PyTest", (commands, "pytest"): "ptr:PyTest"}


@pytest.mark.parametrize("code", [0, 1, 5])
def test_the_command_is_a_call_of_pytest(distribution, monkeypatch, code):
    command = loaded(distribution, monkeypatch).PyTest()
    stand_in, calls = types.ModuleType("pytest"), []
    stand_in.main = lambda: calls.append(sys.argv[1:]) or code
    monkeypatch.setitem(sys.modules, "pytest", stand_in)
    command.addopts = "-x 'a folder'"
    command.finalize_options()
    if code == 0:
        assert command.run_tests() is None
    else:
        with pytest.raises(SystemExit) as ended:
            command.run_tests()
        assert ended.value.code == code
    assert calls == [["-x", "a folder"]]


def test_what_fetches_requirements(distribution, monkeypatch, tmp_path):
    fetching = loaded(distribution, monkeypatch).CustomizedDist()
    with pytest.raises(ModuleNotFoundError) as error:
        fetching.fetch_build_egg("a-requirement")
    assert error.value.name == "setuptools.command.easy_install"
    (tmp_path / "pkg_resources.py").write_text(STAND_IN)
    path = [tmp_path, distribution.locate_file("")]
    program = "import ptr; ptr.CustomizedDist().fetch_build_egg('a-requirement')"
    assert run("-c", program, path=path, folder=tmp_path)[-1] == "NotImplementedError"
