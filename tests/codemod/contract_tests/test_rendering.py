"""The generated file: readable, deterministic, and run by a real pytest or unittest."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from inhouse.codemod.contract_tests import collected, render
from inhouse.codemod.contract_tests.rendering import Style
from inhouse.model.recorded import RecordedTest
from tests.codemod.contract_tests.recordings import recorded

OWNED = """
class Odd(ValueError):
    pass

class Box:
    def __init__(self):
        self.items = []
    def add(self, item):
        self.items.append(item)

def slugify(text, sep="-", words=()):
    if not isinstance(text, str):
        raise Odd("no text")
    if sep is None:
        raise TypeError
    return sep.join(text.lower().split())

def shout(text):
    import warnings
    warnings.warn("loud", DeprecationWarning, stacklevel=2)
    return text.upper()

def say(text):
    print(text)
"""
IMPORT = ("from shop._inhouse.slug import Box, say, shout, slugify",)
TESTS = (
    recorded("slugify('A b')", "'a-b'", parameters=(("text", "'A b'"),)),
    recorded("slugify('C')", "'c'"),
    recorded("slugify('A b', sep='_')", "'a_b'"),
    recorded("slugify('" + "Long word " * 12 + "', sep='')", repr("longword" * 12)),
    recorded("slugify('a', words=('x', 'y'))", "'a'"),
    recorded("slugify(1)", raises="shop._inhouse.slug.Odd"),
    recorded("slugify(None)", raises="shop._inhouse.slug.Odd"),
    recorded("slugify('a', None)", raises="TypeError"),
    recorded(
        "(len(box.items), box.items)",
        "(1, [3])",
        setup=("box = Box()", "box.add(3)"),
        imports=IMPORT,
        symbol="slug.Box",
    ),
    recorded("shout('a')", "'A'", warns="DeprecationWarning", imports=IMPORT, symbol="slug.shout"),
    recorded("say('hello')", "None", output="hello\n", imports=IMPORT, symbol="slug.say"),
    recorded("not slugify('')", "True"),
)


def rendered(style: Style = "pytest", tests: tuple[RecordedTest, ...] = TESTS) -> str:
    return render(
        tests,
        package="slug",
        version="1.0",
        home="shop._inhouse.slug",
        regenerate="inhouse replace slug",
        style=style,
    )


def run(folder: Path, text: str, style: Style, owned: str = OWNED) -> tuple[int, str]:
    package = folder / "shop" / "_inhouse"
    package.mkdir(parents=True)
    for place in (package, package.parent):
        place.joinpath("__init__.py").touch()
    package.joinpath("slug.py").write_text(owned)
    folder.joinpath("test_inhouse_slug.py").write_text(text)
    command = ["-m", "pytest", "-q", "--disable-plugin-autoload", "-p", "no:cacheprovider"]
    if style == "unittest":
        command = ["-m", "unittest", "-q"]
    done = subprocess.run(
        [sys.executable, *command, "test_inhouse_slug.py"],
        cwd=folder,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(folder), "PATH": ""},
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("style", ["pytest", "unittest"])
def test_the_file_is_green_at_once(tmp_path: Path, style: Style) -> None:
    code, said = run(tmp_path, rendered(style), style)
    assert code == 0, said
    count = collected(TESTS, style)
    assert (f"Ran {count} tests" if style == "unittest" else f"{count} passed") in said
    assert count < len(TESTS) or style == "pytest"


@pytest.mark.parametrize("style", ["pytest", "unittest"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (".lower()", ""),
        ('raise Odd("no text")', "return None"),
        ("raise TypeError", "return ''"),
        ("self.items.append(item)", "pass"),
        ("warnings.warn(", "str("),
        ("print(text)", "pass"),
    ],
)
def test_the_file_is_red_when_the_code_is_broken(
    tmp_path: Path, style: Style, old: str, new: str
) -> None:
    broken = OWNED.replace(old, new).replace('str("loud", DeprecationWarning, stacklevel=2)', "")
    assert broken != OWNED
    code, _ = run(tmp_path, rendered(style), style, broken)
    assert code != 0


def test_it_says_what_it_is_and_names_no_removed_package() -> None:
    text = rendered()
    tree = ast.parse(text)
    told = ast.get_docstring(tree) or ""
    assert "slug 1.0" in told and "shop._inhouse.slug" in told and "inhouse replace slug" in told
    imported = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert set(imported) == {"shop._inhouse.slug"}


@pytest.mark.parametrize("style", ["pytest", "unittest"])
def test_lines_are_short_and_the_text_is_the_same_each_time(style: Style) -> None:
    assert max(map(len, rendered(style).splitlines())) <= 88
    assert rendered(style) == rendered(style)


def test_pytest_is_imported_only_where_it_is_needed() -> None:
    text = rendered(tests=(recorded("slugify('a')", "'a'"),))
    assert "pytest" not in text
    assert text.endswith('def test_slugify():\n    assert slugify("a") == "a"\n')


def test_calls_of_one_form_make_a_table() -> None:
    text = rendered(tests=TESTS[:2])
    assert (
        '    ("text", "expected"),\n    [\n        ("A b", "a-b"),\n        ("C", "c"),\n' in text
    )
    assert "def test_slugify(text, expected):\n    assert slugify(text) == expected\n" in text


def test_singletons_are_compared_by_identity() -> None:
    text = rendered(tests=(recorded("slugify('a')", "None"),))
    assert 'assert slugify("a") is None' in text


def test_an_error_named_like_something_else_is_written_in_full() -> None:
    test = recorded(
        "slugify(1)", raises="other.slugify", imports=("from shop._inhouse.slug import slugify",)
    )
    assert "with pytest.raises(other.slugify):" in rendered(tests=(test,))


TWICE = """
import sys, types

def clean(self, request=None):
    return self.strip() + str(request or "")

other = types.ModuleType("shop._inhouse.slug._other")
other.clean = lambda text: text.strip().lower()
sys.modules[other.__name__] = other
"""


@pytest.mark.parametrize("style", ["pytest", "unittest"])
def test_one_name_from_two_modules_is_told_apart(tmp_path: Path, style: Style) -> None:
    here = ("from shop._inhouse.slug import clean",)
    there = ("import shop._inhouse.slug", "from shop._inhouse.slug._other import clean")
    tests = (
        recorded("clean(' A ')", "'A'", imports=here),
        recorded("clean('B')", "'B'", imports=here),
        recorded("clean(' A ')", "'a'", imports=there),
        recorded("clean('B')", "'b'", imports=there),
        recorded("list(map(clean, texts))", "['c']", setup=("texts = [' C']",), imports=there),
    )
    text = rendered(style, tests)
    assert "from shop._inhouse.slug._other import clean as other_clean\n" in text
    code, said = run(tmp_path, text, style, TWICE)
    assert code == 0, said


@pytest.mark.parametrize("style", ["pytest", "unittest"])
def test_columns_hide_nothing_that_the_function_around_them_has(
    tmp_path: Path, style: Style
) -> None:
    here = ("from shop._inhouse.slug import clean",)
    tests = tuple(
        recorded(
            f"clean({text!r}, {asked!r})",
            repr(text.strip() + asked),
            imports=here,
            parameters=(("self", repr(text)), ("request", repr(asked))),
        )
        for text, asked in ((" A", "x"), ("B ", "y"))
    )
    code, said = run(tmp_path, rendered(style, tests), style, TWICE)
    assert code == 0, said
