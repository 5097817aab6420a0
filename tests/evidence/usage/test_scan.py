from __future__ import annotations

import pytest

from inhouse.model.evidence import SymbolUse
from tests.evidence.usage.projects import counts, result_of, usage_of


def test_alias_of_submodule_is_resolved() -> None:
    usage = usage_of("import six.moves.urllib as d\nd.e.f()\n", "six")
    assert counts(usage) == {"six.moves.urllib.e.f": 1}


def test_renamed_function() -> None:
    usage = usage_of("from slugify import slugify as s\ns('x')\ns('y', a=1)\n", "slugify")
    assert usage.symbols == (SymbolUse(symbol="slugify.slugify", count=2, keywords=("a",)),)
    assert (usage.imported, usage.files, usage.call_sites) == (True, 1, 2)
    assert [site.line for site in usage.sites] == [1, 2, 3]


def test_call_shapes() -> None:
    usage = usage_of("import six\nsix.b(*a)\nsix.u(**k)\nx = six.n\n@six.d\ndef f(): ...\n", "six")
    shapes = {each.symbol: (each.star_arguments, each.as_value) for each in usage.symbols}
    assert shapes == {
        "six.b": (True, False),
        "six.u": (True, False),
        "six.n": (False, True),
        "six.d": (False, True),
    }
    assert usage.call_sites == 2


def test_chain_ends_at_the_first_call() -> None:
    assert counts(usage_of("import six\nsix.a().b.c()\nsix.d[0].e\n", "six")) == {
        "six.a": 1,
        "six.d": 1,
    }


@pytest.mark.parametrize(
    "source",
    [
        "import six\ndef f():\n    return six.b()\n",
        "import six\nclass A:\n    def f(self, x=six.b()): ...\n",
        "import six\nx = [six.b() for y in z]\n",
        "import six\nx = lambda: six.b()\n",
        "def f():\n    global six\n    import six\ndef g():\n    six.b()\n",
        "def f():\n    import six\n    def g():\n        nonlocal six\n        six.b()\n",
        "def f():\n    return six.b()\nimport six\n",
        "if x:\n    import six\nelse:\n    six = None\nsix.b()\n",
        "import six\nfor six_ in x:\n    six.b()\n",
        "import six\ndef f(y=six.b()):\n    six = 1\n",
        "import six\nx = [six for six in six.b()]\n",
        "import six\nf'{six.b()!r}'\n",
        "import six\ntry:\n    pass\nexcept* ValueError:\n    six.b()\n",
        "import six\nmatch x:\n    case six.A if six.b():\n        pass\n",
        "import six\nwith six.b() as six: ...\n",
        "from six import b\nb()\n",
        "from six import *\nimport six\nsix.b()\n",
        "import six as six2, os\nsix2.b()\n",
        "import six.moves\nsix.b()\n",
    ],
)
def test_every_scope_is_seen(source: str) -> None:
    usage = usage_of(source, "six")
    assert counts(usage)["six.b"] == 1
    assert usage.call_sites == 1


def test_both_sides_of_a_fallback_count() -> None:
    source = "try:\n    import ujson as json\nexcept ImportError:\n    import json\njson.dumps(1)\n"
    assert counts(usage_of(source, "ujson")) == {"ujson.dumps": 1}


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("from six import *\n", "app.py:1: star import of six"),
        ("import six\ngetattr(six, name)\n", "app.py:2: a name of six is computed"),
        ("import six\nf(six)\n", "app.py:2: module six is used as a value"),
        ("import six.moves\nf(six.moves)\n", "app.py:2: module six.moves is used as a value"),
        ("import six\nsix.PY2 = 1\n", "app.py:2: six.PY2 is assigned"),
        ("import six\nsetattr(six, 'PY2', 1)\n", "app.py:2: six.PY2 is assigned"),
        (
            "import six\nglobals()[x]()\n",
            "app.py:1: six is imported in a file that calls globals(), eval or exec",
        ),
        (
            "import importlib\nimportlib.import_module(f'six.{x}')\n",
            "app.py:2: a name of six is computed",
        ),
        ("import six\nmock.patch(f'six.{x}')\n", "app.py:2: a name of six is computed"),
        (
            "import six\n@patch('six.moves.' + x)\ndef f(): ...\n",
            "app.py:2: a name of six.moves is computed",
        ),
        ("import six\npatch('six.{}.b'.format(x))\n", "app.py:2: a name of six is computed"),
        ("import six\npatch('six.%s' % x)\n", "app.py:2: a name of six is computed"),
    ],
)
def test_what_cannot_be_told_is_said(source: str, reason: str) -> None:
    assert usage_of(source, "six").opaque == (reason,)


@pytest.mark.parametrize(
    "source",
    [
        "import six\nif six is None: ...\n",
        "import six\nif not six: ...\n",
        "import six\nx = 1 if six else 2\n",
        "import six\ngetattr(six, 'b')\n",
        "import six\nhasattr(six, 'b')\n",
        "import six\nmocker.patch.object(six, 'b')\n",
        "import six\nmock.patch('mine.{}'.format(six.b))\n",
        "import six\nclient.patch(f'six/{x}', data=x)\n",
        "from six import b\nf(b)\n",
        "from six import A\nA.x = 1\n",
    ],
)
def test_what_can_be_told_is_not_opaque(source: str) -> None:
    assert usage_of(source, "six").opaque == ()


def test_named_attributes_are_uses() -> None:
    usage = usage_of("import six\ngetattr(six, 'b')(1)\nmock.patch.object(six, 'u')\n", "six")
    assert counts(usage) == {"six.b": 1, "six.u": 1}


def test_unused_import_may_be_meant_for_others() -> None:
    usage = usage_of("from six import b\nimport six.moves\n", "six")
    assert counts(usage) == {"six.b": 1, "six.moves": 1}
    assert not usage.symbols[0].as_value


def offered(source: str, rel: str = "compat.py", other: str = "") -> tuple[str, ...]:
    usages = result_of({rel: source, "app.py": other}, "six").usages
    return usages["six"].passed_on


@pytest.mark.parametrize("other", ["", "import compat\n", "from compat import c\n", "b = 1\n"])
def test_an_import_that_nobody_takes_is_not_passed_on(other: str) -> None:
    assert offered("from six import b\nb(1)\n", other=other) == ()


@pytest.mark.parametrize(
    "other",
    [
        "from compat import b\nb(1)\n",
        "from compat import b as c\n",
        "from compat import *\n",
        "import compat as d\nd.b(1)\n",
        "mock.patch('compat.b')\n",
    ],
)
def test_what_another_file_takes_is_passed_on(other: str) -> None:
    assert offered("from six import b\nb(1)\n", other=other) == ("six.b",)


@pytest.mark.parametrize(
    "listed",
    [
        "__all__ = ['a', 'b']\n",
        "__all__ += ('b',)\n",
        "__all__.extend(['b'])\n",
        "__all__.append('b')\n",
        "if x:\n    __all__: list[str] = ['b']\n",
    ],
)
def test_what_all_lists_is_passed_on(listed: str) -> None:
    assert offered(f"from six import b\n{listed}b(1)\n") == ("six.b",)
    assert offered(f"from six import c\n{listed}c(1)\n") == ()


def test_an_unread_import_of_an_interface_is_passed_on() -> None:
    assert offered("from six import b\n", "pkg/__init__.py") == ("six.b",)
    assert offered("from six import b\nb(1)\n", "pkg/__init__.py") == ()


def test_a_module_that_is_passed_on_is_so_as_a_whole() -> None:
    assert offered("import six\n", other="from compat import six\nsix.b(1)\n") == ("six",)


def test_only_tests() -> None:
    files = {"tests/test_a.py": "import six\n", "conftest.py": "import six\n"}
    assert result_of(files, "six").usages["six"].only_tests
    files["app.py"] = "import six\n"
    assert not result_of(files, "six").usages["six"].only_tests
