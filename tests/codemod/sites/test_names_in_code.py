"""Code put together at run time, texts of classes, and pickles."""

from __future__ import annotations

import pytest

from tests.codemod.sites.test_find_sites import sites


def left(text: str) -> list[tuple[int, str]]:
    return [(each.line, each.why) for each in sites(text).left]


def code(text: str) -> list[str]:
    return [each.text for each in sites(text).strings if each.role == "code"]


@pytest.mark.parametrize(
    "text",
    [
        "import pkg\neval(x, {})\n",
        "import pkg\nexec(x, space)\n",
        "import pkg\nglobals()['other']\n{'pkg': 1}\n",
        "import pkg\nmodel.eval(x)\n",
        "import pkg\nimport_module('.' + x, y)\nimport_module(f'own.{x}')\n",
        "import pkg\nNS = 'own'\ndef f(x):\n    import_module(f'{NS}.{x}')\n",
        "import pkg\nNS: str = 'own'\nimport_module(NS + '.' + x)\n",
        "import pkg\nimport_module(f'{__name__}.{x}')\n",
        "import pkg\nimport_module('own.%s' % x)\n",
        "import pkg\nprint(pkg.Class(3), pkg.NAME, pkg.name)\nf'{pkg.Class.name}'\n",
        "import pkg, json\njson.loads(x)\npkg.Class()\n",
        "import pkg, pickle\npickle.loads(x)\npkg.function()\n",
        "import pkg\nrun(['other', 'pkg'])\n",
        "import pkg\nsay(f'pkg. {x}', f'pkg.sub of {x}', f'{x} of pkg.', 'pkg. It')\n",
    ],
)
def test_nothing_stands_in_the_way(text: str) -> None:
    assert (left(text), code(text)) == ([], [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import pkg\neval('pkg.' + x, {})\n", ["'pkg.' + x"]),
        ("import pkg\neval(f'pkg.{x}')\n", ["f'pkg.{x}'"]),
        ("import pkg\nexec(x)\n", ["x"]),
        ("import pkg\nexec(x, globals())\n", ["globals()", "x"]),
        ("import pkg as p\nglobals()['p']\n", ["p"]),
        ("import pkg as p\n'p' in vars()\n", ["p"]),
        ("import pkg as p\nf(**globals())\n", ["globals()"]),
    ],
)
def test_names_that_code_reads_at_run_time(text: str, found: list[str]) -> None:
    assert sorted(code(text)) == found


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("import pkg\nprint(pkg.Class)\n", 2, "the text of `pkg.Class`"),
        ("from pkg import Class as C\nx = f'{C}'\n", 2, "the text of `C`"),
        ("import pkg\nx = repr(pkg.sub.Class)\n", 2, "the text of"),
        ("from pkg import Class\nimport pickle\npickle.load(f)\n", 3, "may hold objects"),
        ("import pkg, shelve\nshelve.open(f)\npkg.Class()\n", 2, "may hold objects"),
        ("import pkg\nsubprocess.run(['py-pkg', 'x'])\n", 2, "command is run"),
        ("import pkg\nos.system('pkg --help')\n", 2, "command is run"),
        ("import pkg\nimport_module(name)\n", 2, "computed name"),
        ("import pkg\nimport_module('p' + 'kg')\n", 2, "computed name"),
        ("import pkg\nimport_module(f'pkg.{x}')\n", 2, "computed name"),
        ("import pkg\nNS = 'pkg'\nimport_module(f'{NS}.{x}')\n", 3, "of the package"),
        ("import pkg\nNS = 'own'\nNS = g()\nimport_module(f'{NS}.{x}')\n", 4, "not known"),
        ("import pkg\nNS = 'own'\nlambda NS: import_module(f'{NS}.{x}')\n", 3, "not known"),
        ("import pkg\nNS = 'own'\nfrom a import *\nimport_module(NS + '.x')\n", 4, "not known"),
        ("import pkg\nimport_module('pkg.%s' % x)\n", 2, "of the package"),
        ("import pkg\nimport_module('%s.x' % x)\n", 2, "not known"),
        ("import pkg\nimport_module('{}.x'.format(x))\n", 2, "not known"),
        ("import pkg\nimport_module('pkg.{}'.format(x))\n", 2, "of the package"),
        ("mock.patch('pkg.{}'.format(x), spec=True)\n", 1, "of the package"),
        ("mock.patch(f'pkg.{x}')\n", 1, "of the package"),
        ("NS = 'pkg'\nmock.patch(NS + '.x')\n", 2, "of the package"),
        ("NS = 'pkg'\nmock.patch.dict(f'{NS}.x')\n", 2, "of the package"),
        ("monkeypatch.setattr('pkg.%s' % name, 1)\n", 1, "of the package"),
        ("import pkg\nmock.patch(name)\n", 2, "not known"),
        ("locate('pkg.sub.%s' % x)\n", 1, "put together"),
        ("locate(f'pkg.sub.{x}')\n", 1, "put together"),
        ("NS = 'pkg'\nlocate(f'{NS}.{x}')\n", 2, "put together"),
        ("X = 'name'\nlocate(f'pkg.{X}')\n", 2, "put together"),
    ],
)
def test_what_nothing_carries_over_is_left(text: str, line: int, why: str) -> None:
    ((at, reason),) = left(text)
    assert at == line
    assert why in reason
