"""Escapes, bidi overrides and newlines in whatever is shown: none gets out as it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command_line import Done, inhouse

pytestmark = pytest.mark.once

EVIL = "\x1b[31m\u202e\x9b2J\x07\r\n\u2028\u200b\U000e0041zz"
FOLDED = EVIL.replace("\r\n", "\n ")  # as metadata continues a line
QUOTED = json.dumps(EVIL.replace("\U000e0041", ""))
LOCK = """\
version = 1
[[package]]
name = "shop"
version = "1"
source = { virtual = "." }
dependencies = [{ name = "tiny" }, { name = "late" }]
[[package]]
name = "tiny"
version = "1.0"
source = { registry = "https://index.example/simple" }
[[package]]
name = "late"
version = "1"
source = { git = "https://git.example/late" }
"""
RULE = f"""\
schema = 1
tier = "micro"
reason = "tiny"
advice = "stdlib"
summary = {QUOTED}
target = {QUOTED}
own-lines = 3
keep-when = [{QUOTED}]
references = [{QUOTED}]
symbols = [{{ name = "tiny.one", to = {QUOTED}, why = {QUOTED} }}]
differences = [{{ text = {QUOTED} }}]
"""
METADATA = f"""\
Metadata-Version: 2.1
Name: tiny
Version: 1.0
Summary: {FOLDED}
License: {FOLDED}
Requires-Python: {FOLDED}
Requires-Dist: x{FOLDED}
Project-URL: Funding, https://x.example/{FOLDED}

"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose every text is hostile, down to the names of its folder and files."""
    folder = tmp_path_factory.mktemp("words") / "sh\x1b[31m\u202eop"
    site = folder / ".venv/lib/python3.11/site-packages"
    info, rule = site / "tiny-1.0.dist-info", folder / "ours/tiny"
    info.mkdir(parents=True)
    rule.mkdir(parents=True)
    texts = {
        folder / ".venv/pyvenv.cfg": "version = 3.11.0\n",
        info / "METADATA": METADATA,
        info / "entry_points.txt": "[console_scripts]\n\x1b[31mx = tiny:one\n[\x1b[32mg]\na = b\n",
        info / "RECORD": "tiny.py,,\ntiny-1.0.dist-info/METADATA,,\n",
        site / "tiny.py": "def one():\n    return 1\n",
        rule / "rule.toml": RULE,
        folder / "uv.lock": LOCK,
        folder / "e\x1b[31m\u202evil.py": "import tiny\ntiny.one()\n",
        folder / "pyproject.toml": (
            '[project]\nname = "shop"\nversion = "1"\ndependencies = ["tiny", "late"]\n'
            '[tool.inhouse]\nrules = ["ours"]\n'
        ),
    }
    for path, text in texts.items():
        path.write_bytes(text.encode())
    return folder


def clean(done: Done) -> None:
    """Check that nothing but printable characters and line ends came out."""
    assert all(line.isprintable() for line in done.out.split("\n"))
    assert all(line.isprintable() for line in done.err.split("\n"))


@pytest.mark.parametrize(
    "arguments",
    [
        ["audit"],
        ["audit", "--all"],
        ["audit", "--format", "json"],
        ["explain", "tiny"],
        ["explain", "tiny", "--format", "json"],
        ["explain", "late"],
        ["graph"],
        ["graph", "--format", "mermaid"],
    ],
    ids=" ".join,
)
def test_no_format_lets_it_out(shop: Path, arguments: list[str]) -> None:
    fixed = ("--offline", "--advisories", "none", "--cache-dir", shop.parent / "cache")
    done = inhouse(*arguments, shop, *fixed)
    assert (done.code, done.err) == (0, "")
    clean(done)
    assert arguments[-1] == "late" or "tiny" in done.out
    if "json" in arguments and "audit" in arguments:
        assert done.package("tiny")["facts"]["sloc"] == 2
        assert done.report["project"]["root"] == str(shop)


@pytest.mark.parametrize(
    "arguments",
    [
        ["explain", "n\x1b[31m\nope"],
        ["audit", "--group", "\x1b[31m"],
        ["audit", "--extra", "\x1b[31m"],
        ["audit", "--python", "\x1b[31m"],
        ["audit", "--platform", "\x1b[31m"],
        ["audit", "--lock", "\x1b[31m.lock"],
        ["audit", "--env", "\x1b[31m"],
        ["audit", "--profile", "\x1b[31m"],
        ["audit", "--advisories", "\x1b[31m"],
        ["audit", "--format", "\x1b[31m"],
        ["audit", "--output", "\x1b[31m"],
        ["audit", "--\x1b[31m"],
        ["audit", "--index-url", "\x1b[31m"],
        ["audit", "--index-url", "ftp://index.example/simple"],
        ["audit", "--index-url", "http://"],
        ["\x1b[31m"],
    ],
    ids=range(16),
)
def test_a_wrong_argument_is_said_without_it(shop: Path, arguments: list[str]) -> None:
    done = inhouse(*arguments, shop, "--cache-dir", shop.parent / "cache")
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) <= 2
    clean(done)


@pytest.mark.parametrize(
    ("where", "what"),
    [
        ("[dependency-groups]\n{} = ['tiny']\n", "dependency-groups"),
        ("[project.optional-dependencies]\n{} = ['tiny']\n", "optional-dependencies"),
        ("[tool.inhouse]\n{} = 1\n", "tool.inhouse"),
        ("[tool.inhouse]\nlock = {}\n", ""),
        ("[tool.inhouse]\nrules = [{}]\n", ""),
        ("{} = ", "is not TOML"),
    ],
)
def test_a_refusal_that_repeats_the_file_is_one_clean_line(
    tmp_path: Path, where: str, what: str
) -> None:
    tmp_path.joinpath("uv.lock").write_text(LOCK)
    head = "[project]\nname = 'shop'\nversion = '1'\n"
    tmp_path.joinpath("pyproject.toml").write_text(head + where.format(QUOTED), "utf-8")
    done = inhouse("audit", tmp_path, "--offline", "--no-cache")
    assert (done.code, done.out) == (2, "")
    assert what in done.err
    assert done.err.count("\n") == 1
    clean(done)
