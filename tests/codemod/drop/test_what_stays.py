"""Imports that are not surely dead stay as they are."""

from __future__ import annotations

import pytest

from tests.codemod.drop.given import BRANCH, TRY, dropped, kept


@pytest.mark.parametrize(
    ("text", "lowest", "why"),
    [
        ("import tomli\ntomli.loads('')\n", "3.11", "used in this file"),
        (TRY, "3.10", "tomllib is not known to exist on every Python from 3.10"),
        (TRY, None, "lowest Python of the project is not known"),
        (TRY, "three", "lowest Python of the project is not known"),
        (BRANCH.format("sys.version_info >= (3, 11)"), "3.10", "not surely dead"),
        (BRANCH.format("sys.version_info >= (3, 11)"), None, "is not known"),
        (BRANCH.format("sys.version_info == (3, 11)"), "3.11", "used in this file"),
        (BRANCH.format("sys.version_info >= (3, x)"), "3.11", "not surely dead"),
        (BRANCH.format("sys.version_info[1] >= 11"), "3.11", "not surely dead"),
        (BRANCH.format("sys.version_info >= (3, 11) and f()"), "3.11", "not surely dead"),
        (BRANCH.format("f() or sys.version_info >= (3, 11)"), "3.11", "not surely dead"),
        (BRANCH.format("sys.version_info >= '3'"), "3.11", "not surely dead"),
        (
            "import six as sys\n" + BRANCH.format("sys.version_info >= (3, 11)"),
            "3.11",
            "sys is used in this file",
        ),
        (
            TRY.replace("tomllib.x", "tomllib.x\n").replace(
                "ImportError:", "ImportError:\n    x = 1"
            ),
            "3.10",
            "3.10",
        ),
        (
            "try:\n    import tomllib\nexcept ImportError:\n    import tomli as tomllib\n"
            "else:\n    y = 1\ntomllib.x\n",
            "3.11",
            "else or a finally",
        ),
        (
            "try:\n    import tomllib\nexcept ImportError:\n    import tomli as tomllib\n"
            "finally:\n    y = 1\ntomllib.x\n",
            "3.11",
            "else or a finally",
        ),
        (
            "try:\n    import tomllib\n    f()\nexcept ImportError:\n    import tomli as tomllib\n",
            "3.11",
            "more than import",
        ),
        (
            "try:\n    from tomllib import nothing\nexcept ImportError:\n"
            "    from tomli import nothing\nnothing\n",
            "3.11",
            "tomllib.nothing is not known",
        ),
        (
            "try:\n    import imp\nexcept ImportError:\n    import tomli as imp\nimp.x\n",
            "3.11",
            "imp is not known",
        ),
        (
            "try:\n    import ujson\nexcept ImportError:\n    import tomli as ujson\nujson.x\n",
            "3.11",
            "ujson is not known",
        ),
        (
            "try:\n    import tomli\nexcept ImportError:\n    tomli = None\nprint(tomli)\n",
            "3.11",
            "",
        ),
        (
            "try:\n    import tomli\nexcept ImportError:\n    tomli = None\n"
            "HAS = tomli is not None\n",
            "3.11",
            "bound nowhere else",
        ),
        (
            "try:\n    import tomli\n    HAS = True\nexcept ImportError:\n    HAS = False\n",
            "3.11",
            "more than import it",
        ),
        (
            "try:\n    import tomli\nexcept Exception:\n    tomli = None\n",
            "3.11",
            "more than failed imports",
        ),
        (
            "ImportError = OSError\ntry:\n    import tomli\nexcept ImportError:\n"
            "    tomli = None\n",
            "3.11",
            "more than failed imports",
        ),
        (
            "try:\n    import tomli\nexcept ImportError:\n    import tomllib\nprint(tomllib)\n",
            "3.11",
            "other names",
        ),
        (
            "try:\n    from mock import patch\nexcept ImportError:\n"
            "    from mock.mock import patch\n"
            "patch\n",
            "3.11",
            "fallback imports the package",
        ),
        (
            "if x:\n    pass\nelif sys.version_info < (3, 11):\n    import tomli\nimport sys\n",
            "3.11",
            "elif",
        ),
        (
            "import sys\nif sys.version_info < (3, 11):\n    import tomli\nelif x:\n    y = 1\n",
            "3.11",
            "elif follows",
        ),
        (
            "import sys\nif sys.version_info < (3, 11):\n    import tomli\n"
            "    OLD = True\nprint(OLD)\n",
            "3.11",
            "OLD is bound nowhere else",
        ),
        (
            "import sys\nif sys.version_info >= (3, 11):\n    import tomllib\n"
            "    X = '''\n    a'''\n"
            "else:\n    import tomli as tomllib\ntomllib.x\n",
            "3.11",
            "several lines",
        ),
        ("from tomli import *\n", "3.11", "."),
        ("import tomli\n__all__ = ['tomli']\n", "3.11", "listed in __all__"),
        ("class A:\n    import tomli\n", "3.11", "."),
        ("def f():\n    global tomli\n    import tomli\n", "3.11", "."),
        (
            "import contextlib\nwith contextlib.suppress(OSError):\n    import tomli\n",
            "3.11",
            "more than failed imports",
        ),
        (
            "import contextlib\nwith contextlib.suppress(ImportError):\n"
            "    import tomli\n    f()\n",
            "3.11",
            "more than import it",
        ),
        ("exec('tomli')\nimport tomli\ntomli\n", "3.11", "."),
    ],
)
def test_what_is_not_surely_dead_stays(text: str, lowest: str | None, why: str) -> None:
    import re

    found = kept(text, lowest)
    assert re.search(why, found), found


def test_an_import_that_another_file_takes_stays() -> None:
    assert "by others" in kept("import tomli\n", others={"b.py": "from a import tomli\n"})


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("import tomli\n", "p/__init__.py"),
        ("import tomli\n", "a.pyi"),
        ("import tomli as tomli\n", "a.py"),
        ("from tomli import loads as loads\n", "a.py"),
    ],
)
def test_an_unused_import_that_may_be_an_offer_stays(text: str, path: str) -> None:
    edited = dropped(text, path=path)
    assert edited.after.decode() == text
    assert "offers to others" in edited.left[0].why
