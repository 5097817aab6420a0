"""What a package is besides small: each trait is seen, with its place, and not imagined."""

from __future__ import annotations

from typing import Any

import pytest

from inhouse.evidence.measure import broken_on
from inhouse.model.evidence import Measurement

PLAIN = """import os
import sys

__all__ = ["join"]
_CACHE = None


class Joiner:
    items = []

    def __init__(self):
        self.path = os.environ.get("X", sys.version)

    def name(self, items):
        items.append(self.path)
        return items


def join(*parts):
    result = []
    result.append(parts)
    return "".join(result)
"""


def codes(measurement: Measurement) -> set[str]:
    return {trait.code for trait in measurement.traits}


def test_plain_code_has_none(measured: Any) -> None:
    assert codes(measured({"pkg.py": PLAIN})) == set()


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("security", "import hmac\n"),
        ("hashes", "import hashlib\n"),
        ("platform-branches", "import sys\nif sys.platform == 'win32': x = 1\n"),
        ("platform-branches", "from sys import platform\nwin = platform.startswith('win')\n"),
        ("platform-branches", "import os\ndef f(): return 1 if os.name == 'nt' else 2\n"),
        ("platform-branches", "import platform\nsystem = platform.system()\n"),
        ("platform", "try:\n    import fcntl\nexcept ImportError:\n    fcntl = None\n"),
        ("platform-branches", "import signal\ndef f(): signal.signal(signal.SIGALRM, None)\n"),
        ("locks", "import threading as t\nclass A:\n    def __init__(self): self.l = t.RLock()\n"),
        ("locks", "from asyncio import Lock\nlock = Lock()\n"),
        ("patches-stdlib", "import asyncio\ndef f(): asyncio.run = None\n"),
        ("patches-stdlib", "import socket\nsetattr(socket, 'socket', None)\n"),
        ("global-state", "_known = {}\ndef f(x): _known[x] = 1\n"),
        ("global-state", "_known = []\ndef f(x): _known.append(x)\n"),
        ("global-state", "_count = 0\ndef f():\n    global _count\n    _count += 1\n"),
        ("shared-identity", "from contextvars import ContextVar\ncurrent = ContextVar('c')\n"),
        ("shared-identity", "subscribers = []\ndef notify(e):\n    for s in subscribers: s(e)\n"),
        ("persisted-format", "def b58encode(x): pass\ndef b58decode(x): pass\n"),
        ("dynamic", "def __getattr__(name): return 1\n"),
        ("dynamic", "def f(x): return eval(x)\n"),
        ("dynamic", "import sys\nsys.modules['pkg.moves'] = None\n"),
        ("build-backend", "def build_wheel(folder): pass\n"),
        ("no-code", "from other import thing\n"),
        ("data-table", "T = [\n" + "    1,\n" * 70 + "]\n"),
    ],
)
def test_seen_in_code(measured: Any, code: str, text: str) -> None:
    (trait,) = [t for t in measured({"pkg.py": text}).traits if t.code == code]
    assert code == "no-code" or trait.evidence.startswith("pkg.py:")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("security", "import hashlib\n"),
        ("shared-identity", "cache = {}\ndef f(x): cache[x] = 1\n"),
        ("platform-branches", "import sys\nagent = f'x {sys.version_info}'\n"),
        ("patches-stdlib", "import sys\nsys.path.insert(0, '')\nsys.argv = []\n"),
        ("patches-stdlib", "import socket\ndef f(socket): socket.timeout = 3\n"),
        ("locks", "from mine import Lock\nlock = Lock()\n"),
        ("global-state", "NAMES = {'a': 1}\ndef f(x): return NAMES[x]\n"),
        ("persisted-format", "def encode(x): pass\n"),
        ("dynamic", "import re\nre.compile('x')\nclass A:\n    def __getattr__(self, n): pass\n"),
        ("security", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import ssl\n"),
    ],
)
def test_not_imagined(measured: Any, code: str, text: str) -> None:
    assert code not in codes(measured({"pkg.py": text}))


@pytest.mark.parametrize(
    ("code", "metadata"),
    [
        ("security", "Classifier: Topic :: Security :: Cryptography\n"),
        ("security", "Summary: HTTP security headers\n"),
        ("protocol", "Summary: Reads RFC 3986 addresses\n"),
        ("protocol", "\nAn implementation of ISO 8601 dates\n"),
        ("typing-marker", "Summary: Types for use with typing.Annotated\n"),
    ],
)
def test_seen_in_metadata(measured: Any, code: str, metadata: str) -> None:
    text = "Metadata-Version: 2.1\nName: pkg\n" + metadata
    assert code in codes(measured({"pkg.py": PLAIN}, text))


@pytest.mark.parametrize(
    ("code", "metadata"),
    [
        ("typing-marker", "Summary: Command lines. Based on Python type hints.\n"),
        ("typing-marker", "Summary: Validates data using type annotations\n"),
        ("security", "Summary: Makes file names safe\n"),
    ],
)
def test_not_read_into_metadata(measured: Any, code: str, metadata: str) -> None:
    text = "Metadata-Version: 2.1\nName: pkg\n" + metadata
    assert code not in codes(measured({"pkg.py": PLAIN}, text))


def test_a_command_for_pipx_and_a_joined_namespace_are_no_plugins(measured: Any) -> None:
    points = "[pipx.run]\npkg = pkg:main\n"
    files = {
        "pkg.py": PLAIN,
        "pkg-1.0.dist-info/entry_points.txt": points,
        "pkg-1.0-py3.9-nspkg.pth": "import sys\n",
    }
    assert "plugin" not in codes(measured(files))
    assert "plugin" in codes(measured({"pkg.py": PLAIN, "pkg.pth": "import pkg\n"}))


def test_entry_points(measured: Any) -> None:
    points = "[console_scripts]\npkg = pkg:main\n[pytest11]\npkg = pkg\n"
    measurement = measured({"pkg.py": PLAIN, "pkg-1.0.dist-info/entry_points.txt": points})
    assert {"plugin", "console-script"} <= codes(measurement)
    assert measurement.entry_point_groups == ("console_scripts", "pytest11")
    assert measurement.console_scripts == ("pkg",)


def test_shape_of_the_distribution(measured: Any) -> None:
    assert codes(measured({"pkg-stubs/a.pyi": "x: int\n"})) == {"stub-only"}
    shipped = measured({"pkg/__init__.py": PLAIN, "pkg/tests/test_a.py": "x = 1\n"})
    assert codes(shipped) == {"ships-tests"}
    text = PLAIN + "try:\n    from pkg._speedups import join\nexcept ImportError:\n    pass\n"
    fast = measured({"pkg/__init__.py": text, "pkg/_speedups.abi3.so": b""})
    assert "accelerator" in codes(fast)


@pytest.mark.parametrize(
    ("text", "python", "broken"),
    [
        ("import imp\n", "3.12", True),
        ("import imp\n", "3.11", False),
        ("import collections\nclass A(collections.Mapping): pass\n", "3.10", True),
        ("from collections import Mapping\n", "3.9", False),
        ("import UserDict\n", "3.11", True),
        ("import pkg_resources\n", "3.12", True),
        ("try:\n    import imp\nexcept ImportError:\n    imp = None\n", "3.13", False),
        ("def f():\n    import imp\n", "3.13", False),
    ],
)
def test_broken_on(measured: Any, text: str, python: str, broken: bool) -> None:
    trait = broken_on(measured({"pkg.py": text}), python)
    assert (trait is not None) is broken
    assert trait is None or trait.evidence.startswith("pkg.py:")


def test_broken_only_in_modules_that_an_import_reaches(measured: Any) -> None:
    files = {
        "pkg/__init__.py": "from . import a\n",
        "pkg/a.py": "x = 1\n",
        "pkg/b.py": "import imp\n",
    }
    assert broken_on(measured(files), "3.13") is None
    files["pkg/a.py"] = "from .b import x\n"
    assert broken_on(measured(files), "3.13") is not None


def test_a_requirement_may_bring_the_module_back(measured: Any) -> None:
    text = "Metadata-Version: 2.1\nName: pkg\nRequires-Dist: setuptools>=60\n"
    assert broken_on(measured({"pkg.py": "import pkg_resources\n"}, text), "3.13") is None
