"""A project `shop` that uses a small package `pads` from a loopback index, under git."""

from __future__ import annotations

import base64
import hashlib
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.evidence.archives import sha256, wheel
from tests.loopback import Loopback

PADS = '''"""Pads text."""

import textwrap

LICENSE_NOTE = "MIT"


def left(text, width=8, fill=" "):
    """Return the text padded on the left.

    >>> left("a", 3)
    '  a'
    """
    if width < 0:
        raise ValueError("no negative width")
    return fill * (width - len(text)) + text


def unused():
    return textwrap.dedent("x")
'''
MIT = "Copyright (c) 2020 A. Padder\n\nPermission is hereby granted, free of charge ...\n"
APP = '''"""The shop."""

from pads import left


def label(name):
    return left(name, width=6, fill=".")
'''
GIT = ("git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")


def pads(
    licence: str = "MIT", files: Mapping[str, str] | None = None, requires: tuple[str, ...] = ()
) -> bytes:
    """Return the wheel, with a RECORD that an installer accepts."""
    listed = dict(files or {"pads.py": PADS})
    more = f"License-Expression: {licence}\nLicense-File: LICENSE\n" if licence else ""
    more += "".join(f"Requires-Dist: {each}\n" for each in requires)
    extra = {"pads-1.0.dist-info/licenses/LICENSE": MIT}
    lines = [f"{path},{_digest(text)},{len(text.encode())}" for path, text in listed.items()]
    lines += ["pads-1.0.dist-info/METADATA,,", "pads-1.0.dist-info/WHEEL,,"]
    lines += ["pads-1.0.dist-info/licenses/LICENSE,,", "pads-1.0.dist-info/RECORD,,"]
    extra["pads-1.0.dist-info/RECORD"] = "\n".join(lines) + "\n"
    return wheel("pads", "1.0", listed, more=more, extra=extra)


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return "sha256=" + base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def shop(
    folder: Path,
    server: Loopback,
    *,
    data: bytes | None = None,
    files: Mapping[str, str] | None = None,
    lock: str = "requirements",
) -> Path:
    """Write and commit the project; return its folder. `lock` is requirements or uv."""
    data = data if data is not None else pads()
    name = "pads-1.0-py3-none-any.whl"
    server.add(f"/files/{name}", data, ranges=True)
    link = f"{server.url}/files/{name}#sha256={sha256(data)}"
    server.add_page("/simple/pads/", [(name, link)])
    written = {
        "pyproject.toml": (
            '[project]\nname = "shop"\nversion = "1"\nrequires-python = ">=3.11"\n'
            'dependencies = [\n    "pads>=1", # pads labels\n]\n'
        ),
        "src/shop/__init__.py": "",
        "src/shop/app.py": APP,
        "tests/test_app.py": (
            "from shop.app import label\n\n\n"
            'def test_label():\n    assert label("pen") == "...pen"\n'
        ),
    }
    if lock == "uv":
        written["uv.lock"] = (
            'version = 1\nrevision = 3\nrequires-python = ">=3.11"\n\n[[package]]\nname = "pads"\n'
            f'version = "1.0"\nsource = {{ registry = "{server.url}/simple" }}\n'
            f'wheels = [{{ url = "{server.url}/files/{name}", hash = "sha256:{sha256(data)}", '
            f"size = {len(data)} }}]\n\n[[package]]\n"
            'name = "shop"\nversion = "1"\nsource = { virtual = "." }\n'
            'dependencies = [{ name = "pads" }]\n'
        )
    else:
        written["requirements.txt"] = (
            f"pads==1.0 \\\n    --hash=sha256:{sha256(data)}\n    # via shop\n"
        )
    for path, text in {**written, **(files or {})}.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    subprocess.run([*GIT, "init", "-q"], cwd=folder, check=True)
    subprocess.run([*GIT, "add", "-A"], cwd=folder, check=True)
    subprocess.run([*GIT, "commit", "-q", "-m", "before"], cwd=folder, check=True)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file but git's own."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }
