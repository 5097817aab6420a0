"""What is claimed of click_plugins, beside a plain loop over entry points."""

import importlib.util
import os
import subprocess
import sys
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

GROUP = "tool.commands"
PLUGIN = """
import click

@click.command()
def greet():
    click.echo("hello")
"""


@pytest.fixture
def good(tmp_path, monkeypatch):
    """Give the entry point of a command that works."""
    (tmp_path / "greeting_plugin.py").write_text(PLUGIN, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return EntryPoint("greet", "greeting_plugin:greet", GROUP)


BROKEN = EntryPoint("broken", "no_such_module_at_all:command", GROUP)


def group():
    return click.Group("tool")


def by_loop(group, found):
    """Add the commands as people write it without the package."""
    for each in found:
        group.add_command(each.load())
    return group


def place(distribution, path):
    return Path(str(distribution.locate_file(path)))


def test_what_its_author_says(distribution):
    text = distribution.metadata.get_payload() or distribution.metadata["Description"]
    said = "no longer actively maintained" in text and "library can be vendored" in text
    assert distribution.version in ("1.1.1", "1.1.1.1", "1.1.1.2")
    assert said is (distribution.version == "1.1.1.2")


def test_commands_are_added(subject, good):
    found = EntryPoints([good])
    ours = subject.with_plugins(found.select(group=GROUP))(group())
    assert sorted(ours.commands) == ["greet"]
    loop = by_loop(group(), found.select(group=GROUP))
    assert sorted(loop.commands) == ["greet"]
    for each in (ours, loop):
        result = CliRunner().invoke(each, ["greet"])
        assert (result.exit_code, result.output) == (0, "hello\n")


def test_a_broken_plugin(subject, good):
    ours = subject.with_plugins([BROKEN, good])(group())
    assert sorted(ours.commands) == ["broken", "greet"]
    assert type(ours.commands["broken"]) is subject.core.BrokenCommand
    assert CliRunner().invoke(ours, ["greet"]).output == "hello\n"
    loop = group()
    with pytest.raises(ModuleNotFoundError, match="no_such_module_at_all"):
        by_loop(loop, [BROKEN, good])
    assert loop.commands == {}


@pytest.mark.parametrize("words", [[], ["--help"], ["--unknown", "x"]])
def test_what_a_broken_plugin_says(subject, words, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["/somewhere/tool"])
    monkeypatch.delenv("CLICK_PLUGINS_HONESTLY", raising=False)
    ours = subject.with_plugins([BROKEN])(group())
    listed = ours.commands["broken"].short_help
    assert listed == "\u2020 Warning: could not load plugin. See `tool broken --help`."
    result = CliRunner().invoke(ours, ["broken", *words])
    assert result.exit_code == 1
    assert "Warning: entry point could not be loaded. Contact its author for help." in result.output
    assert "Traceback (most recent call last)" in result.output
    assert "No module named 'no_such_module_at_all'" in result.output


def test_only_groups(subject):
    with pytest.raises(TypeError, match=r"instance of click\.Group"):
        subject.with_plugins([])(click.Command("tool"))
    assert subject.with_plugins([])(group()).commands == {}


def test_what_it_takes(subject):
    tool = group()
    assert subject.with_plugins(None)(tool) is tool
    with pytest.raises(AttributeError, match="'str' object has no attribute 'name'"):
        subject.with_plugins(GROUP)(group())


def test_which_module_is_imported(subject, distribution):
    files = {str(each) for each in distribution.files}
    assert {"click_plugins/__init__.py", "click_plugins/core.py"} <= files
    assert ("click_plugins.py" in files) is (distribution.version != "1.1.1")
    if "click_plugins.py" in files:
        loose = place(distribution, "click_plugins.py").read_text(encoding="utf-8")
        assert "__version__ = '2.0dev'" in loose
    program = "import click_plugins as p; print(p.__file__, hasattr(p, 'BrokenCommand'))"
    folder = str(distribution.locate_file(""))
    run = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": folder, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    path, has = run.stdout.split()
    assert Path(path) == place(distribution, "click_plugins/__init__.py")
    assert has == "False"
    assert subject.with_plugins is subject.core.with_plugins
    assert issubclass(subject.core.BrokenCommand, click.Command)


def test_a_copy_works(distribution, tmp_path, good):
    text = place(distribution, "click_plugins/core.py").read_text(encoding="utf-8")
    imported = [line for line in text.splitlines() if line.startswith(("import", "from"))]
    assert sorted(imported) == ["import click", "import os", "import sys", "import traceback"]
    path = tmp_path / "plugged.py"
    path.write_text(text, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("plugged", path)
    copied = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(copied)
    tool = copied.with_plugins([good, BROKEN])(group())
    assert CliRunner().invoke(tool, ["greet"]).output == "hello\n"
    assert CliRunner().invoke(tool, ["broken"]).exit_code == 1
