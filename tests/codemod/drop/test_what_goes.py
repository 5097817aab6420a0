"""Imports that nothing needs go, and only they; then hostile input."""

from __future__ import annotations

import pytest

from inhouse.codemod.sites import ImportNames, find_sites
from tests.codemod.drop.given import BRANCH, KEPT, TRY, dropped, gone, kept


@pytest.mark.parametrize(
    "test",
    [
        "sys.version_info >= (3, 11)",
        "sys.version_info > (3, 10)",
        "sys.version_info >= (3,)",
        "sys.version_info >= (3, 11, 0)",
        "(3, 11) <= sys.version_info",
        "sys.version_info[:2] >= (3, 11)",
        "sys.version_info[:2] > (3, 10)",
        "sys.version_info[0] >= 3",
        "sys.version_info[0] > 2",
        "sys.version_info.major != 2",
        "not sys.version_info < (3, 11)",
        "not (sys.version_info[0] == 2)",
        "sys.version_info >= (3, 11) or TYPE_CHECKING",
        "sys.version_info >= (3, 8) and sys.version_info >= (3, 11)",
    ],
)
def test_a_version_test_that_always_holds(test: str) -> None:
    assert gone(BRANCH.format(test)) == KEPT


@pytest.mark.parametrize(
    "test",
    [
        "sys.version_info < (3, 11)",
        "sys.version_info <= (3, 10)",
        "(3, 11) > sys.version_info",
        "sys.version_info[:2] <= (3, 10)",
        "sys.version_info[0] == 2",
        "sys.version_info < (3, 11) and not TYPE_CHECKING",
    ],
)
def test_a_version_test_that_never_holds(test: str) -> None:
    text = (
        f"import sys\nif {test}:\n    import tomli as tomllib\nelse:\n    import tomllib\n"
        "sys, tomllib.x\n"
    )
    assert gone(text) == KEPT


def test_the_lowest_python_may_name_a_patch_release() -> None:
    assert gone(BRANCH.format("sys.version_info >= (3, 11, 4)"), "3.11.4") == KEPT
    assert "not surely" in kept(BRANCH.format("sys.version_info >= (3, 11, 4)"), "3.11.3")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (TRY, "import tomllib\ntomllib.x\n"),
        (TRY.replace("ImportError", "ModuleNotFoundError"), "import tomllib\ntomllib.x\n"),
        (TRY.replace("ImportError", "(ImportError, OSError)"), "import tomllib\ntomllib.x\n"),
        ("import tomli\nimport os\n", "import os\n"),
        ("import os\n\nimport tomli  # noqa: F401\n\nx = 1\n", "import os\n\nx = 1\n"),
        ("import tomli, os\nx = os\n", "import os\nx = os\n"),
        ("def f():\n    import tomli\n", "def f():\n    pass\n"),
        ("def f():\n    import tomli\n    import mock\n", "def f():\n    pass\n"),
        ("if True: import tomli\n", "if True: pass\n"),
        ("try:\n    import tomli\nexcept ImportError:\n    tomli = None\n\nx = 1\n", "x = 1\n"),
        ("try:\n    import tomli\nexcept ImportError:\n    pass\n", ""),
        (
            "def f():\n    try:\n        import tomli\n    except ImportError:\n        pass\n",
            "def f():\n    pass\n",
        ),
        (
            "try:\n    from mock import patch\nexcept ImportError:\n"
            "    from unittest.mock import patch  # the same\npatch('')\n",
            "from unittest.mock import patch  # the same\npatch('')\n",
        ),
        (
            "from contextlib import suppress\nwith suppress(ImportError):\n"
            "    import tomli\nx = 1\n",
            "from contextlib import suppress\nx = 1\n",
        ),
        (
            "import sys\n\nif sys.version_info >= (3, 11):\n    import tomllib\nelse:\n"
            "    import tomli as tomllib\n\ntomllib.x\n",
            "import tomllib\n\ntomllib.x\n",
        ),
        (
            "import sys\nif sys.version_info < (3, 11):\n    import tomli\n\n\nx = 1\n",
            "\n\nx = 1\n",
        ),
        (
            "# first\nimport sys\n\nif sys.version_info >= (3, 11):  # new\n"
            "    # about it\n    import tomllib  # it\n    # below it\nelse:  # old\n    # gone\n"
            "    import tomli as tomllib  # gone\n# stays\nsys, tomllib.x\n",
            "# first\nimport sys\n\n# about it\nimport tomllib  # it\n# below it\n"
            "# stays\nsys, tomllib.x\n",
        ),
        (
            "import sys\nif sys.version_info < (3, 11): import tomli as t\n"
            "else: import tomllib as t\n"
            "sys, t.x\n",
            "import sys\nimport tomllib as t\nsys, t.x\n",
        ),
        (
            "import sys\nif sys.version_info >= (3, 11):\n    from typing import Self\n\n"
            "    def f(a,\n          b):\n        return 'x'\nelse:\n"
            "    import tomli\n    f = tomli.f\n"
            "sys, Self, f\n",
            "import sys\nfrom typing import Self\n\ndef f(a,\n      b):\n    return 'x'\n"
            "sys, Self, f\n",
        ),
        (
            "import sys\nif sys.version_info >= (3, 11):\n    x = 1\nelif sys:\n    import tomli\n"
            "else:\n    y = 1\nx, sys\n",
            "import sys\nx = 1\nx, sys\n",
        ),
        (
            "import sys\nif sys.version_info < (3, 11):\n    try:\n        import tomli\n"
            "    except ImportError:\n        tomli = None\nsys\n",
            "import sys\nsys\n",
        ),
    ],
)
def test_what_is_surely_dead_goes(before: str, after: str) -> None:
    assert gone(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            b"\xef\xbb\xbfimport sys\r\nif sys.version_info >= (3, 11):\r\n"
            b"\timport tomllib\r\nelse:\r\n"
            b"\timport tomli as tomllib\r\nsys, tomllib.x, '\xc3\xa9'",
            b"\xef\xbb\xbfimport sys\r\nimport tomllib\r\nsys, tomllib.x, '\xc3\xa9'",
        ),
        (
            b"# coding: latin-1\nx = '\xe9'\n\x0c\nimport tomli\n",
            b"# coding: latin-1\nx = '\xe9'\n\x0c\n",
        ),
        (TRY[:-1].encode(), b"import tomllib\ntomllib.x"),
    ],
)
def test_bytes_around_survive(before: bytes, after: bytes) -> None:
    edited = dropped(before)
    assert edited.after == after
    assert edited.left == ()


@pytest.mark.parametrize(
    "source",
    [b"import tomli\nx = (", b"import tomli\n\0", b"# coding: none\nimport tomli\n"],
)
def test_a_file_that_is_not_understood_is_left(source: bytes) -> None:
    edited = dropped(source)
    assert edited.after == source
    assert edited.left


def test_a_second_run_changes_nothing() -> None:
    after = gone(TRY)
    assert find_sites({"a.py": after.encode()}, ImportNames(packages=("tomli",))) == ()
