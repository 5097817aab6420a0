"""What is claimed of pprintpp, beside pprint."""

import collections
import dataclasses
import os
import pprint
import subprocess
import sys

import pytest

LONG = ["x" * 30, "y" * 30, "z" * 30]


def started(distribution, program, text=""):
    """Return what a program prints that finds the package installed."""
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        capture_output=True,
        text=True,
        check=True,
        input=text,
        env={**os.environ, "PYTHONPATH": str(distribution.locate_file(""))},
    )
    return run.stdout


def test_its_age(distribution):
    assert distribution.version in ("0.4.0", "0.3.0")
    said = distribution.metadata.get_all("Classifier")
    assert {each.rpartition(" :: ")[2] for each in said if "Python ::" in each} == {"2", "3"}
    assert distribution.requires in (None, [])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": [1, 2], "a": (1, 2)}, "{'a': (1, 2), 'b': [1, 2]}"),
        ([], "[]"),
        ((), "()"),
        (set(), "set()"),
        (collections.OrderedDict(b=1), "OrderedDict([('b', 1)])"),
        (collections.defaultdict(int, a=1), "defaultdict(<class 'int'>, {'a': 1})"),
        ("it's", '"it\'s"'),
        (None, "None"),
    ],
)
def test_what_fits(subject, value, text):
    assert subject.pformat(value) == text
    newer = isinstance(value, collections.OrderedDict) and sys.version_info >= (3, 12)
    assert (pprint.pformat(value) == text) is not newer
    assert subject.pformat(["a" * 69, "b"]) == pprint.pformat(["a" * 69, "b"])
    assert "\n" not in pprint.pformat(["a" * 70, "b"])
    assert "\n" in subject.pformat(["a" * 70, "b"])


def test_what_does_not_fit(subject, capsys):
    x, y, z = map(repr, LONG)
    ours = f"[\n    {x},\n    {y},\n    {z},\n]"
    assert subject.pformat(LONG) == ours
    assert pprint.pformat(LONG) == f"[{x},\n {y},\n {z}]"
    assert pprint.pformat(LONG, indent=4) == f"[   {x},\n    {y},\n    {z}]"
    subject.pprint(LONG)
    assert capsys.readouterr().out == ours + "\n"
    nested = f"{{\n    'k': [\n        {x},\n        {y},\n        {z},\n    ],\n}}"
    assert subject.pformat({"k": LONG}) == nested
    assert pprint.pformat({"k": LONG}) == f"{{'k': [{x},\n       {y},\n       {z}]}}"


class Names(list):
    """A list by another name."""


@pytest.mark.parametrize(
    ("value", "ours", "theirs"),
    [
        ({1, 2}, "set([1, 2])", "{1, 2}"),
        (frozenset([1]), "frozenset([1])", "frozenset({1})"),
        ((1,), "(1, )", "(1,)"),
        (Names([1]), "Names([1])", "[1]"),
    ],
)
def test_other_words_for_containers(subject, value, ours, theirs):
    assert subject.pformat(value) == ours
    assert pprint.pformat(value) == theirs


@dataclasses.dataclass
class Pair:
    """Two texts."""

    first: str = "x" * 50
    second: str = "y" * 50


def test_what_stays_in_one_line(subject):
    for value in ("word " * 40, b"bytes " * 40, Pair()):
        assert subject.pformat(value) == repr(value)
        assert "\n" in pprint.pformat(value)


def test_characters(subject):
    assert subject.pformat("a\u0301\u200b\u00a0") == r"'a\u0301\u200b\xa0'"
    assert pprint.pformat("a\u0301\u200b\u00a0") == repr("a\u0301\u200b\u00a0")
    assert "\u0301" in pprint.pformat("a\u0301")
    assert subject.pformat("\x80\n\t\\") == r"'\x80\n\t\\'"


def test_depth(subject):
    assert subject.pformat([[[[1]]]], depth=2) == "[[[[1]]]]"
    assert pprint.pformat([[[[1]]]], depth=2) == "[[[...]]]"


@pytest.mark.parametrize("name", ["compact", "sort_dicts", "underscore_numbers"])
def test_arguments_that_are_missing(subject, name):
    for function in (subject.pformat, subject.pprint):
        with pytest.raises(TypeError, match=name):
            function([1], **{name: False})
    with pytest.raises(TypeError, match=name):
        subject.PrettyPrinter(**{name: False})
    assert pprint.pformat([1], **{name: False}) == "[1]"


def test_saferepr(subject):
    assert subject.saferepr([1, 2]) == pprint.saferepr([1, 2]) == "[1, 2]"
    assert subject.saferepr(LONG).count("\n") == 4
    assert pprint.saferepr(LONG) == repr(LONG)


def test_questions(subject, capsys):
    recursive = [1]
    recursive.append(recursive)
    assert subject.isreadable([object()]) is True
    assert pprint.isreadable([object()]) is False
    assert subject.isreadable(object()) is pprint.isreadable(object()) is False
    assert capsys.readouterr().out.startswith("[<object object at")
    assert subject.isrecursive(recursive) is False
    assert subject.isreadable(recursive) is True
    assert capsys.readouterr().out.startswith("[1, <Recursion on list")
    assert pprint.isrecursive(recursive) is True
    assert pprint.isreadable(recursive) is False
    assert capsys.readouterr().out == ""


def test_a_subclass(subject):
    def shout(cls):
        class Shouting(cls):
            def format(self, value, *others):
                if isinstance(value, str):
                    return value.upper(), True, False
                return super().format(value, *others)

        return Shouting()

    assert shout(subject.PrettyPrinter).pformat(["a"]) == "['a']"
    assert shout(pprint.PrettyPrinter).pformat(["a"]) == "[A]"
    assert subject.PrettyPrinter().format([1], {}, 0, 0) == ("[1]", True, False)


def test_monkeypatch(subject, distribution):
    assert callable(subject.monkeypatch)
    program = (
        "import pprintpp; pprintpp.monkeypatch(); import pprint, pprint_original;"
        "print(pprint is pprintpp, pprint_original.__name__, pprint.pformat({1}))"
    )
    assert started(distribution, program) == "True pprint set([1])\n"


def test_the_command(distribution):
    (command,) = [each for each in distribution.entry_points if each.name == "pypprint"]
    assert command.value == "pprintpp:console"
    text = "{'b': 1, 'a': [2]}"
    ours = "import pprintpp; pprintpp.console(['pypprint'])"
    assert started(distribution, ours, text) == "{'a': [2], 'b': 1}\n"
    theirs = "import ast, pprint, sys; pprint.pprint(ast.literal_eval(sys.stdin.read()))"
    assert started(distribution, theirs, text) == "{'a': [2], 'b': 1}\n"
