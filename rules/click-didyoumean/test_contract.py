"""What is claimed of click_didyoumean, beside what click does by itself."""

import ast
import difflib
import importlib.util
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

NAMES = ("comet", "commit", "commits", "common", "push")


def commands(names=NAMES):
    return {name: click.Command(name) for name in names}


def said(group, word):
    """Return the exit code and what stands after the usage and its hint."""
    result = CliRunner().invoke(group, [word])
    return result.exit_code, result.output.partition("\n\n")[2]


def code_of(distribution):
    return Path(str(distribution.locate_file("click_didyoumean/__init__.py"))).read_text("utf-8")


def test_it_is_one_small_class(distribution):
    tree = ast.parse(code_of(distribution))
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    assert sorted(classes) == ["DYMCommandCollection", "DYMGroup", "DYMMixin"]
    assert [len(classes[name].body) for name in ("DYMCommandCollection", "DYMGroup")] == [1, 1]
    assert len(lines_of(classes["DYMMixin"], code_of(distribution))) == 26
    imports = [ast.unparse(node) for node in tree.body if isinstance(node, ast.Import)]
    assert imports == ["import difflib", "import typing", "import click"]
    assert [each.partition(" ")[0] for each in distribution.requires] == ["click"]


def lines_of(tree, text):
    """Return the lines of a class that are neither empty nor documentation."""
    documented = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            documented |= set(range(node.lineno, node.end_lineno + 1))
    lines = text.splitlines()[: tree.end_lineno]
    return [
        line
        for number, line in enumerate(lines, 1)
        if number >= tree.lineno and number not in documented and line.strip()
    ]


def test_a_copy_suggests_the_same(subject, distribution, tmp_path):
    path = tmp_path / "suggesting.py"
    path.write_text(code_of(distribution), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("suggesting", path)
    copied = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(copied)
    assert copied.DYMGroup is not subject.DYMGroup
    for word in ("comit", "co", "pish", "zzz"):
        ours = said(copied.DYMGroup("tool", commands=commands()), word)
        assert ours == said(subject.DYMGroup("tool", commands=commands()), word)


def test_the_words(subject):
    expected = (
        "Error: No such command 'comit'.\n\n"
        "Did you mean one of these?\n    commit\n    commits\n    comet\n"
    )
    assert said(subject.DYMGroup("tool", commands=commands()), "comit") == (2, expected)
    assert said(click.Group("tool", commands=commands()), "comit") == (
        2,
        "Error: No such command 'comit'. (Did you mean one of: 'comet', 'commit', 'commits'?)\n",
    )
    expected = "Error: No such command 'pish'.\n\nDid you mean one of these?\n    push\n"
    assert said(subject.DYMGroup("tool", commands=commands()), "pish") == (2, expected)
    assert said(click.Group("tool", commands=commands()), "pish") == (
        2,
        "Error: No such command 'pish'. Did you mean 'push'?\n",
    )


@pytest.mark.parametrize(
    ("word", "found"),
    [("co", ["comet", "common", "commit"]), ("pushed-away", ["push"]), ("pushing", ["push"])],
)
def test_how_much_alike(subject, word, found):
    assert difflib.get_close_matches(word, NAMES, 3, 0.5) == found
    _, text = said(subject.DYMGroup("tool", commands=commands()), word)
    assert text.partition("these?")[2].split() == found
    by_itself = said(click.Group("tool", commands=commands()), word)[1]
    assert ("Did you mean" in by_itself) is bool(difflib.get_close_matches(word, NAMES))
    assert by_itself.startswith(f"Error: No such command '{word}'.")


@pytest.mark.parametrize("option", [{"max_suggestions": 1}, {"cutoff": 0.9}])
def test_what_can_be_set(subject, option):
    group = subject.DYMGroup("tool", commands=commands(), **option)
    expected = "Error: No such command 'comit'.\n\nDid you mean one of these?\n    commit\n"
    assert said(group, "comit") == (2, expected)
    with pytest.raises(TypeError, match=next(iter(option))):
        click.Group("tool", commands=commands(), **option)


def test_a_collection_suggests(subject):
    sources = [click.Group("a", commands=commands(["push"]))]
    sources.append(click.Group("b", commands=commands(["pull"])))
    collection = subject.DYMCommandCollection("tool", sources=sources)
    expected = "Error: No such command 'pul'.\n\nDid you mean one of these?\n    pull\n    push\n"
    assert said(collection, "pul") == (2, expected)
    by_itself = click.CommandCollection("tool", sources=sources)
    assert said(by_itself, "pul") == (2, "Error: No such command 'pul'.\n")


class Finding(click.Group):
    """A group that looks for its commands when they are asked for."""

    def list_commands(self, _context):
        return ["pull", "push"]

    def get_command(self, _context, name):
        return click.Command(name) if name in ("pull", "push") else None


def test_commands_that_are_found_later(subject):
    class Suggesting(subject.DYMMixin, Finding):
        pass

    expected = "Error: No such command 'pul'.\n\nDid you mean one of these?\n    pull\n    push\n"
    assert said(Suggesting("tool"), "pul") == (2, expected)
    assert said(Suggesting("tool"), "pull") == (0, "")
    assert said(Finding("tool"), "pul") == (2, "Error: No such command 'pul'.\n")


def test_the_error(subject):
    with pytest.raises(click.UsageError) as caught:
        subject.DYMGroup("tool", commands=commands()).main(["pish"], standalone_mode=False)
    assert type(caught.value) is click.UsageError
    words = "No such command 'pish'.\n\nDid you mean one of these?\n    push"
    assert caught.value.message == words
    with pytest.raises(click.UsageError) as caught:
        click.Group("tool", commands=commands()).main(["pish"], standalone_mode=False)
    assert type(caught.value).__name__ == "NoSuchCommand"
    assert caught.value.message == "No such command 'pish'."
    assert caught.value.possibilities == ["push"]
