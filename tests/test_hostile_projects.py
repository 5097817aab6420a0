"""Project folders that are not what they should be: unreadable, odd, nested, or not there."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command_line import Done, audit, inhouse
from tests.sound_locks import UV

pytestmark = pytest.mark.once

PYPROJECT = '[project]\nname = "shop"\nversion = "1"\ndependencies = ["tiny"]\n'


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    folder.mkdir()
    folder.joinpath("uv.lock").write_text(UV)
    folder.joinpath("pyproject.toml").write_text(PYPROJECT)
    return folder


def refused(done: Done, says: str) -> None:
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert done.err[:-1].isprintable()
    assert re.search(says, done.err), done.err


def test_folders_that_are_no_project(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    empty = tmp_path / "empty"
    empty.mkdir()
    looping = tmp_path / "looping"
    looping.symlink_to(looping)
    refused(audit(tmp_path / "none", "--offline"), "none: No such file.*; name a project folder")
    refused(audit(file, "--offline"), "file: not a folder; name the folder that holds the lockfile")
    refused(audit(empty, "--offline"), "holds no lockfile and no environment; lock it first")
    refused(audit(looping, "--offline"), "looping: .*symbolic links; name a project folder")
    refused(audit(tmp_path / "\x1b[31mred", "--offline"), r"\\x1b\[31mred")


def test_only_a_lock_is_enough(tmp_path: Path) -> None:
    tmp_path.joinpath("uv.lock").write_text(UV)
    done = audit(tmp_path, "--offline")
    assert (done.code, done.err, done.report["summary"]["packages"]) == (0, "", 1)
    assert done.report["packages"][0]["tier"] == "unknown"


def test_only_an_environment_is_enough_and_said(tmp_path: Path) -> None:
    site = tmp_path / ".venv/lib/python3.11/site-packages"
    info = site / "tiny-1.0.dist-info"
    info.mkdir(parents=True)
    info.joinpath("METADATA").write_text("Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
    info.joinpath("RECORD").write_text("tiny.py,,\ntiny-1.0.dist-info/METADATA,,\n")
    site.joinpath("tiny.py").write_text("def one():\n    return 1\n")
    tmp_path.joinpath(".venv/pyvenv.cfg").write_text("version = 3.11.0\n")
    done = audit(tmp_path, "--offline")
    assert (done.code, done.err) == (0, "")
    assert done.report["project"]["lockfile"] is None
    assert done.report["packages"][0]["facts"]["sloc"] == 2


ODD: dict[str, Callable[[Path], object]] = {
    "folder": lambda path: path.mkdir(),
    "dangling": lambda path: path.symlink_to("nowhere"),
    "outside": lambda path: path.symlink_to("/etc/hostname"),
    "circle": lambda path: path.symlink_to(path.name),
    "pipe": lambda path: os.mkfifo(path),
    "device": lambda path: path.symlink_to("/dev/zero"),
    "socket": lambda path: _socket(path),
}


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(path))


def test_sources_that_cannot_be_read_are_done_without(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind, make in ODD.items():
        shop.joinpath(kind).mkdir()
        for name in ("app.py", "tox.ini", "conftest.py", "notes.ipynb", "Dockerfile"):
            monkeypatch.chdir(shop / kind)
            make(shop / kind / name)
    shop.joinpath("good.py").write_text("import tiny\ntiny.one()\n")
    done = audit(shop, "--offline")
    assert (done.code, done.err) == (0, "")
    assert done.report["summary"]["packages"] == 1
    assert done.seconds < 60


@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("name", ["uv.lock", "pyproject.toml"])
def test_a_lock_or_manifest_that_cannot_be_read_ends_in_one_line_or_is_absent(
    shop: Path, name: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shop)
    shop.joinpath(name).unlink()
    ODD[kind](shop / name)
    done = audit(shop, "--offline")
    assert done.seconds < 60
    if done.code:
        refused(done, "")
    else:
        assert name == "pyproject.toml"
        assert done.report["summary"]["packages"] == 1


SOURCES: dict[str, bytes] = {
    "latin_1.py": b'import tiny\nx = "\xe9"\n',
    "cookie.py": b"# -*- coding: latin-1 -*-\nimport tiny\nx = '\xe9'\n",
    "no_such_cookie.py": b"# coding: no-such-codec\nimport tiny\n",
    "not_text_cookie.py": b"# coding: hex\nimport tiny\n",
    "utf_16.py": "import tiny\n".encode("utf-16"),
    "bom.py": b"\xef\xbb\xbfimport tiny\n",
    "nul.py": b"import tiny\n\0\n",
    "brackets.py": b"x = " + b"(" * 10_000 + b")" * 10_000,
    "unary.py": b"x = " + b"-" * 10_000 + b"1",
    "attributes.py": b"import tiny\ntiny" + b".a" * 10_000,
    "calls.py": b"import tiny\ntiny" + b"()" * 10_000,
    "sum.py": b"x = " + b"+".join([b"1"] * 10_000),
    "blocks.py": b"\n".join(b" " * n + b"if x:" for n in range(1_000)),
    "elifs.py": b"if x: pass\n" + b"elif x: pass\n" * 10_000,
    "lambdas.py": b"x = " + b"lambda: " * 10_000 + b"1",
    "text.py": b"x = '" + b"f" * 4_000_000 + b"'",
    "fstring.py": b"x = f'" + b"{x}" * 50_000 + b"'",
    "fnested.py": b"x = " + b"f'{" * 200 + b"1" + b"}'" * 200,
    "binary.py": bytes(range(256)) * 100,
    "deep.toml": b"x = " + b"[" * 10_000,
    "dotted.toml": b"x" + b".x" * 100_000 + b" = 1",
    "deep.ipynb": b'{"cells":' + b"[" * 100_000,
    "deep.cfg": b"[a]\n" + b"x = %(x)s\n" * 3,
    "tox.ini": b"\0\xff[\n" + b"[" * 100_000,
    "Makefile": b"x:\n\t" + b"a\\\n" * 50_000,
    "run.sh": b"'" + b"$(" * 10_000,
    "Dockerfile": b"RUN " + b"\\\n" * 50_000,
    "package.json": b"{" * 100_000,
    ".pre-commit-config.yaml": b"a: &a [" + b"*a," * 10_000,
}


def test_sources_that_cannot_be_understood_leave_the_rest_audited(shop: Path) -> None:
    for name, data in SOURCES.items():
        shop.joinpath(name).write_bytes(data)
    shop.joinpath("good.py").write_text("import tiny\ntiny.one()\n")
    done = audit(shop, "--offline")
    assert (done.code, done.err) == (0, "")
    assert done.report["summary"]["packages"] == 1
    assert done.report["notes"]
    assert done.seconds < 60
    assert done.megabytes < 250
    again = audit(shop, "--offline")
    assert again.out == done.out


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("lokc = 'uv.lock'", r"pyproject.toml: tool.inhouse.lokc is not a setting.*mean lock\?"),
        ("lock = 3", "pyproject.toml: tool.inhouse.lock must be a text"),
        ("rules = 'ours'", "pyproject.toml: tool.inhouse.rules must be a list"),
        ("rules = ['nowhere']", "nowhere: no such folder; correct"),
        ("thresholds = {mcro = 1}", "is not a setting of inhouse"),
        ("profile = 'x'", "tool.inhouse.profile must be 'default' or 'literature'"),
        ("lock = 'no.txt'", "no.txt"),
        ("x = [,\ny = 1", r"pyproject.toml: is not TOML: .*line \d+, column \d+"),
        ("x" + ".x" * 20_000 + " = 1", "pyproject.toml: is not TOML: a key has more than"),
        ("x = " + "9" * 5_000, "pyproject.toml: is not TOML: a number has too many digits"),
        ("x = " + "[" * 10_000, "pyproject.toml: is not TOML: it is nested too deeply"),
    ],
    ids=range(11),
)
def test_wrong_settings_are_one_line_with_their_place(shop: Path, table: str, says: str) -> None:
    shop.joinpath("pyproject.toml").write_text(f"{PYPROJECT}[tool.inhouse]\n{table}\n")
    refused(audit(shop, "--offline"), says)


RULE = 'schema = 1\ntier = "micro"\nreason = "tiny"\nadvice = "keep"\nsummary = "s"\n'


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("", r"rule.toml:\d+: schema"),
        ("schema = 99\n", r"rule.toml:1: schema must be 1"),
        (RULE + "advise = 'keep'\n", r"rule.toml:6: advise is unknown; did you mean advice\?"),
        (RULE.replace('"micro"', '"tiny"'), r"rule.toml:2: tier must be one of"),
        (RULE + "symbols = 3\n", r"rule.toml:6: symbols must be of type list"),
        (RULE + "keep-when = [1]\n", r"rule.toml:6: keep-when"),
        (RULE + "min-python = 'x'\n", r"rule.toml:6: min-python"),
        (RULE + "x = [", r"rule.toml.*is not TOML"),
        (RULE + "x" + ".x" * 20_000 + "=1", r"rule.toml.*is not TOML"),
        (b"\xff\xfe", r"rule.toml.*"),
        (b"\0", r"rule.toml.*is not TOML"),
    ],
    ids=range(11),
)
def test_a_malformed_local_rule_is_one_line_with_file_and_line(
    shop: Path, rule: str | bytes, says: str
) -> None:
    folder = shop / "ours/tiny"
    folder.mkdir(parents=True)
    folder.joinpath("rule.toml").write_bytes(rule.encode() if isinstance(rule, str) else rule)
    shop.joinpath("pyproject.toml").write_text(f"{PYPROJECT}[tool.inhouse]\nrules = ['ours']\n")
    refused(audit(shop, "--offline"), says)


def test_a_rule_that_is_a_pipe_does_not_hang(shop: Path) -> None:
    folder = shop / "ours/tiny"
    folder.mkdir(parents=True)
    os.mkfifo(folder / "rule.toml")
    shop.joinpath("pyproject.toml").write_text(f"{PYPROJECT}[tool.inhouse]\nrules = ['ours']\n")
    assert audit(shop, "--offline").code in (0, 2)


def test_a_lock_elsewhere_may_be_named(tmp_path: Path, shop: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("tiny==1.0\n")
    done = audit(shop, "--offline", "--lock", other)
    assert (done.code, done.err) == (0, "")
    refused(inhouse("audit", shop, "--lock", tmp_path / "none.lock"), "there is no such file")
