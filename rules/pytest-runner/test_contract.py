"""What is claimed of pytest-runner, which makes a command of setup.py of pytest."""

import importlib.util
import os
import subprocess
import sys
import types

import pytest


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


def test_it_cannot_be_imported(distribution):
    done = subprocess.run(
        [sys.executable, "-S", "-B", "-c", "import ptr"],
        env={**os.environ, "PYTHONPATH": str(distribution.locate_file(""))},
        capture_output=True,
        text=True,
        check=False,
    )
    wrong = "ModuleNotFoundError: No module named 'pkg_resources'"
    assert done.stderr.strip().rpartition("\n")[2] == wrong
    assert all("extra ==" in each for each in distribution.requires)


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


def test_what_fetches_requirements(distribution, monkeypatch):
    fetching = loaded(distribution, monkeypatch).CustomizedDist()
    with pytest.raises(ModuleNotFoundError) as error:
        fetching.fetch_build_egg("a-requirement")
    assert error.value.name == "setuptools.command.easy_install"
