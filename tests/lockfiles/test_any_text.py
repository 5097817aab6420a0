"""Whatever the text, a parser gives a lock or its own error in one line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inhouse.errors import LockfileError
from inhouse.lockfiles import pylock, uv
from inhouse.model.lock import Lockfile

pytestmark = pytest.mark.once

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "locks"
REAL = {
    "uv": [(path / "uv.lock").read_text("utf-8") for path in sorted((FIXTURES / "uv").iterdir())],
    "pylock": [path.read_text("utf-8") for path in sorted((FIXTURES / "pylock").iterdir())],
}
PARSERS = {"uv": uv.parse, "pylock": pylock.parse}

KEYS = st.sampled_from(
    [
        "version",
        "revision",
        "requires-python",
        "manifest",
        "members",
        "requirements",
        "dependency-groups",
        "package",
        "packages",
        "name",
        "source",
        "registry",
        "git",
        "url",
        "path",
        "editable",
        "virtual",
        "dependencies",
        "extra",
        "extras",
        "marker",
        "optional-dependencies",
        "dev-dependencies",
        "metadata",
        "requires-dist",
        "requires-dev",
        "specifier",
        "wheels",
        "sdist",
        "hash",
        "size",
        "upload-time",
        "lock-version",
        "environments",
        "default-groups",
        "vcs",
        "directory",
        "archive",
        "hashes",
        "index",
        "commit-id",
        "resolution-markers",
        "supported-markers",
        "provides-extras",
    ]
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from(["a", ".", "1.0", "A_b", "!", "sha256:0", "\x1b", "os_name == 'nt'"])
    | st.integers(-1, 2)
    | st.booleans()
    | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=25,
)
HEAD = 'version = 1\nlock-version = "1.0"\n'


def toml(value: Any) -> str:
    """The value as inline TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in value) + '"'
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml(each)}" for key, each in value.items()) + "}"
    return str(value)


def read(parse: Callable[[str], Lockfile], text: str) -> None:
    try:
        lock = parse(text)
    except LockfileError as error:
        assert "\n" not in str(error)
        assert str(error).isprintable()
    else:
        hash(lock)


@pytest.mark.parametrize("kind", PARSERS)
@given(text=st.text())
def test_text(kind: str, text: str) -> None:
    read(PARSERS[kind], text)
    read(PARSERS[kind], HEAD + text)


@pytest.mark.parametrize("kind", PARSERS)
@given(table=st.dictionaries(KEYS, VALUES, max_size=6), row=st.dictionaries(KEYS, VALUES))
def test_tables_with_values_of_any_kind(kind: str, table: Any, row: Any) -> None:
    row = {"name": "a", **row}
    table = {"version": 1, "lock-version": "1.0", **table}
    table.setdefault("package", [row])
    table.setdefault("packages", [row])
    read(PARSERS[kind], "\n".join(f"{key} = {toml(value)}" for key, value in table.items()))


@pytest.mark.parametrize("kind", PARSERS)
@given(data=st.data())
def test_real_locks_with_a_piece_replaced(kind: str, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(REAL[kind]))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    piece = data.draw(st.sampled_from(["", "1", "[]", "{}", '"a"', '"', "\n", "true", "name = 1"]))
    read(PARSERS[kind], text[:start] + piece + text[end:])


@pytest.mark.parametrize("kind", PARSERS)
@given(data=st.data())
def test_truncated_locks(kind: str, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(REAL[kind]))
    read(PARSERS[kind], text[: data.draw(st.integers(0, len(text)))])
