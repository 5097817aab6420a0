"""Whatever the text, the readers of other tools' locks give a lock or our error in one line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inhouse.errors import LockfileError
from inhouse.lockfiles import pdm, pipfile, poetry, requirements
from inhouse.model.lock import Lockfile
from tests.lockfiles.test_any_text import toml

pytestmark = pytest.mark.once

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "locks"
PARSERS: dict[str, Callable[[str], Lockfile]] = {
    "poetry": poetry.parse,
    "pdm": pdm.parse,
    "pipfile": pipfile.parse,
    "requirements": lambda text: requirements.parse(text, include=lambda path: f"b==1\n{path}"),
}
REAL = {
    kind: [
        path.read_text("utf-8")
        for path in sorted((FIXTURES / kind).glob("**/*"))
        if path.is_file() and path.name != "pyproject.toml"
    ]
    for kind in PARSERS
}
HEADS = {
    "poetry": 'metadata = {lock-version = "2.1"}\n',
    "pdm": 'metadata = {lock_version = "4.5"}\n',
    "pipfile": '{"_meta": {"pipfile-spec": 6}, "default": ',
    "requirements": "a==1 ",
}
KEYS = st.sampled_from(
    re.findall(
        r"\S+",
        "name version source type url reference resolved_reference dependencies extras extra "
        "markers marker groups main optional python python-versions files file hash hashes size "
        "develop git ref revision path editable targets requires_python yanked default index "
        "metadata lock-version lock_version package _meta sources requires python_version a b",
    )
)
TEXTS = [
    "a", "main", "1.0", "^1", "~2", "* || <1", "a[b]>=1; extra == 'c'", "extra == 'a' or (b", "!",
    "sha256:0", "\x1b", "git+https://git.example/a#egg=b", "-e .", "file:///a", "",
]  # fmt: skip
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from(TEXTS) | st.integers(-1, 2) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=25,
)
LINES = st.lists(
    st.sampled_from(
        [
            "a==1", "b [x,y] == 2 ; os_name == 'nt'", "-r c.txt", "-c ../c.txt", "-e ./x#egg=y",
            "--hash=sha256:00", " \\", "# via", "#   -r x.in", "    # via a, b[c]", "-i", "--", "-",
            "git+ssh://git@git.example/x@y", "./a.whl", "x @ https://", "${A}", "a==1 --hash", "@",
            "https://files.example/a-1.tar.gz#sha256=0", "a[", "=={}", "\ufeff", "\x85", "\x0c",
        ]
    ),
    max_size=8,
)  # fmt: skip


def read(kind: str, text: str) -> None:
    try:
        lock = PARSERS[kind](text)
    except LockfileError as error:
        assert "\n" not in str(error)
        assert str(error).isprintable()
    else:
        hash(lock)


@pytest.mark.parametrize("kind", PARSERS)
@given(text=st.text())
def test_text(kind: str, text: str) -> None:
    read(kind, text)
    read(kind, HEADS[kind] + text)


@pytest.mark.parametrize("kind", ["poetry", "pdm"])
@given(table=st.dictionaries(KEYS, VALUES, max_size=6), row=st.dictionaries(KEYS, VALUES))
def test_tables_with_values_of_any_kind(kind: str, table: Any, row: Any) -> None:
    row = {"name": "a", "version": "1", **row}
    table = {"package": [row], "metadata": {"lock-version": "2.1", "lock_version": "4.5"}, **table}
    read(kind, "\n".join(f"{key} = {toml(value)}" for key, value in table.items()))


@given(value=VALUES, entry=st.dictionaries(KEYS, VALUES))
def test_objects_with_values_of_any_kind(value: Any, entry: Any) -> None:
    read("pipfile", json.dumps({"_meta": {"pipfile-spec": 6}, "default": value}))
    read("pipfile", json.dumps({"_meta": {"pipfile-spec": 6}, "default": {"a": entry}}))
    read("pipfile", json.dumps({"_meta": entry, "default": {}}))


@given(lines=LINES, end=st.sampled_from(["\n", "\r\n", " ", " \\\n"]))
def test_lines_in_any_order(lines: list[str], end: str) -> None:
    read("requirements", end.join(lines))


@pytest.mark.parametrize("kind", PARSERS)
@given(data=st.data())
def test_real_locks_with_a_piece_replaced(kind: str, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(REAL[kind]))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    piece = data.draw(st.sampled_from(["", "1", "[]", "{}", '"a"', '"', "\n", "true", "name = 1"]))
    read(kind, text[:start] + piece + text[end:])


@pytest.mark.parametrize("kind", PARSERS)
def test_deep_and_long_texts(kind: str) -> None:
    for text in ("[" * 50_000, "(" * 50_000, "a" * 200_000, " " * 200_000, "a,;#[" * 40_000):
        read(kind, text)
        read(kind, HEADS[kind] + text)
    deep = "(" * 3_000 + "extra == 'a'" + ")" * 3_000
    read("poetry", PACKAGE + f'dependencies = {{b = {{markers = "{deep}"}}}}\nextras = {{a = []}}')
    read("requirements", f"a==1 ; {deep}")


PACKAGE = HEADS["poetry"] + '[[package]]\nname = "a"\nversion = "1"\n'
