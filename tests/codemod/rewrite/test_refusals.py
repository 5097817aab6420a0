"""What must stay as it is."""

from __future__ import annotations

import pytest

from tests.codemod.rewrite.given import MOCK, SIX, TOML, TOOL, kept, rewritten, rule, symbol


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("import toml\nprint(toml.dumps({}))\n", "cannot write TOML"),
        ("import toml\nmap(toml.loads, x)\n", "passed as a value"),
        ("import toml\nx = {'loads': toml.loads}\n", "passed as a value"),
        ("import toml\ntoml.loads(*args)\n", "with \\*"),
        ("import toml\ntoml.loads(**args)\n", "with \\*\\*"),
        ("import toml\ntoml.loads(x, dict)\n", "_dict is not covered"),
        ("import toml\ntoml.loads(x, decoder=d)\n", "decoder is not covered"),
        ("import toml\ntoml.loads(x, strict=1)\n", "keyword strict"),
        ("import toml\ntoml.loads()\n", "without s"),
        ("import toml\ntoml.loads(s=1, **kw)\n", "with \\*\\*"),
        ("import toml\ntoml.load(x, decoder=d)\n", "decoder is not covered"),
        ("import toml\ntoml.load(*x)\n", "with \\*"),
        ("import toml\nopen_it = toml.load\n", "passed as a value"),
        ("import toml\ntoml.loads = fake\n", "assigned"),
        ("import toml\nf(toml)\n", "value"),
        ("import toml\ngetattr(toml, 'loads')('')\n", "look"),
        ("import toml\ngetattr(toml, name)('')\n", "."),
        ("from toml import *\nloads('')\n", "star"),
        ("import toml\ntoml.unknown()\n", "says nothing about toml.unknown"),
        ("import toml\ntoml.loads(  # the text\n    x)\n", "comment"),
        ("import toml\nclass A:\n    toml = toml\n", "."),
        ("try:\n    import toml\nexcept ImportError:\n    toml = None\ntoml.loads('')\n", "."),
        (
            "try:\n    import tomllib\nexcept ImportError:\n    import toml\ntoml.loads('')\n",
            "fail",
        ),
        (
            "import toml\nif x:\n    import json as toml\ntoml.loads('')\n",
            "bound by something else",
        ),
        ("def f():\n    global toml\n    import toml\n    toml.loads('')\n", "."),
        ("import toml\ntomllib = _tomllib = 1\ntoml.loads('')\n", "taken in this file"),
        (
            "import toml\nfrom mock import patch\n@patch('toml.loads')\ndef f(): toml.loads('')\n",
            ".",
        ),
        ('import toml\nf"{toml.loads(x)=}"\n', "prints its text|run as code"),
    ],
)
def test_toml_is_left(text: str, why: str) -> None:
    import re

    left = kept(text, TOML)
    assert any(re.search(why, each) for _, each in left), left


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("import six\nstr = 1\nsix.text_type(x)\n", "str means something else"),
        ("import six\ndef f(str):\n    return six.text_type(str)\n", "str means something else"),
        ("import six\nfrom x import *\nsix.text_type(1)\n", "star import|something else"),
        ("import six\nclass A(six.string_types): pass\n", "cannot be a literal here"),
        ("import six\ndef f(x: six.string_types): pass\n", "cannot be a literal here"),
        ("import six\nmatch x:\n    case six.text_type: pass\n", "pattern"),
        ("import six\nsix.MovedModule\n", "has no equal"),
        ("import six\nf = six.iteritems\n", "passed as a value"),
        ("import six\n@six.iteritems\ndef f(): pass\n", "passed as a value"),
        ("import six\nsix.iteritems(d, x=1)\n", "keyword x"),
        ("import six\nf'{six.iteritems(d)=}'\n", "prints its text|run as code"),
    ],
)
def test_six_is_left(text: str, why: str) -> None:
    import re

    left = kept(text, SIX)
    assert any(re.search(why, each) for _, each in left), left


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("import tool\ntool.swap(f(), g())\n", "another order"),
        ("import tool\ntool.twice(f())\n", "exactly once"),
        ("import tool\ntool.both(a, f())\n", "later than now"),
        ("import tool\ntool.both(f(), g())\n", "later than now"),
        ("import tool\ntool.each(f(), b)\n", "later than now"),
        ("import tool\ntool.each(item, 1)\n", "item has another meaning"),
        ("import tool\ntool.pick(1, 2)\n", "left out"),
        ("import tool\ntool.pick(1, 2, strict=False)\n", "strict is not True"),
        ("import tool\ntool.pick(1, 2, strict=s)\n", "strict is not True"),
        ("import tool\ntool.add((y := 1), y)\n", "binds a name"),
        ("import tool\ntool.add(1, *b)\n", "unpacks"),
        ("import tool\ntool.add(1, 2, 3)\n", "3 positional"),
        ("import tool\ntool.add(1, a=2)\n", "given twice"),
        ("import tool\ntool.plain(1, c=2)\n", "keyword c"),
        ("import tool\ntool.swap(a, b)\n", "tool2, which is not bound"),
    ],
)
def test_a_call_that_a_pair_does_not_fit_is_left(text: str, why: str) -> None:
    left = kept(text, TOOL)
    assert any(why in each for _, each in left), left


def test_a_name_that_is_not_the_package_is_not_touched() -> None:
    text = "import toml\n\n\ndef f(toml):\n    return toml.loads('')\n\n\n[toml for toml in x]\n"
    edited = rewritten(text + "toml.TomlDecodeError\n", TOML)
    expected = text.replace("import toml\n", "import tomllib\n") + "tomllib.TOMLDecodeError\n"
    assert edited.after.decode() == expected


def test_an_export_that_nothing_can_stand_for_is_left() -> None:
    text = "import toml\n__all__ = ['toml']\n"
    assert kept(text, TOML) == [(1, "toml is imported from here by others, or listed in __all__")]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("try:\n    import toml\nexcept ImportError:\n    x = 1\n", "a.py"),
        ("import toml\n", "p/__init__.py"),
        ("import toml as toml\n", "a.py"),
    ],
)
def test_an_import_that_nothing_reads_may_still_be_needed(text: str, path: str) -> None:
    kept(text, TOML, path=path)


def test_a_function_others_import_keeps_its_import() -> None:
    text = "from toml import loads\nloads('')\n"
    edited = rewritten(text, TOML, others={"b.py": "from a import loads\nloads('', dict)\n"})
    assert edited.after.decode() == "from toml import loads\nimport tomllib\ntomllib.loads('')\n"
    assert [each.line for each in edited.left] == [1]


def test_one_left_use_keeps_the_import_for_itself() -> None:
    edited = rewritten("import toml\n\ntoml.dumps(toml.loads(x))\n", TOML)
    assert edited.after.decode() == (
        "import toml\nimport tomllib\n\ntoml.dumps(tomllib.loads(x))\n"
    )
    assert [(each.file, each.line) for each in edited.left] == [("a.py", 3)]


def test_without_a_home_our_own_functions_have_no_place() -> None:
    assert "no package" in kept("import toml\ntoml.load(x)\n", TOML, home=None)[0][1]


@pytest.mark.parametrize(
    "broken",
    [
        symbol("mock.patch", "a b"),
        symbol("mock.patch", "unknown_name"),
        symbol("mock.patch", "f()"),
        symbol("mock.patch", "x.*"),
        symbol("mock.patch"),
        symbol("mock.patch", pair="missing"),
        symbol("mock.patch", pair="loads", signature="("),
        symbol("mock.patch", "unittest.mock.patch", signature="(a=b c)", keywords=()),
        symbol("mock.patch", "unittest.mock.patch", status="advised"),
    ],
)
def test_a_rule_that_makes_no_sense_changes_nothing(broken: object) -> None:
    kept("import mock\nmock.patch('x')\n", rule(broken))  # type: ignore[arg-type]


def test_a_module_used_as_a_value_needs_a_rule_of_its_own() -> None:
    kept("import mock\nf(mock)\n", rule(MOCK.symbols[0]))


@pytest.mark.parametrize(
    "text",
    ["import mock.mock\nmock.mock.patch\n", "from mock.mock import patch\npatch\n"],
)
def test_a_star_does_not_make_up_modules(text: str) -> None:
    assert "no module" in kept(text, MOCK)[0][1]
