"""Whatever the text, reading a manifest gives a value or our own error in one line."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inhouse.errors import InputError
from inhouse.manifests import read
from tests.lockfiles.test_any_text import toml

pytestmark = pytest.mark.once

FILES = [
    "pyproject.toml",
    "Pipfile",
    "setup.cfg",
    "setup.py",
    "requirements.in",
    "requirements.txt",
]
KEYS = st.sampled_from(
    [
        "name", "version", "dependencies", "optional-dependencies", "requires-python", "group",
        "extras", "python", "markers", "git", "path", "optional", "source", "url", "packages",
        "dev-packages", "requires", "python_version", "dev-dependencies", "default-groups", "index",
        "workspace", "members", "include-group", "build-backend", "pixi", "file", "a", "editable",
    ]
)  # fmt: skip
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from(["a", "^1", "*", "a[b]>=1", "!", "\x1b", "all", "-e x#egg=y", "1 || 2"])
    | st.integers(-1, 2)
    | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=25,
)
WORDS = st.lists(
    st.sampled_from(
        [
            "setup(", ")", "install_requires=", "extras_require=", "{'a': ['b']}", "['a', 'b']",
            ",", "+", "x", "x = ['c']\n", "\n", "**x", "name='a'", "[options]\n",
            "install_requires = a\n", "  b\n", "-r requirements.in", "-e .", "[metadata]\n", "a==1",
        ]
    ),
    max_size=12,
)  # fmt: skip


def check(file: str, text: str) -> None:
    try:
        manifest = read({file: text})
    except InputError as error:
        assert "\n" not in str(error)
        assert str(error).isprintable()
    else:
        hash(manifest)


@pytest.mark.parametrize("file", FILES)
@given(text=st.text())
def test_text(file: str, text: str) -> None:
    check(file, text)


@pytest.mark.parametrize("file", FILES)
@given(words=WORDS)
def test_words(file: str, words: list[str]) -> None:
    check(file, "".join(words))


@given(
    table=st.dictionaries(
        st.sampled_from(["project", "dependency-groups", "build-system", "packages", "source"]),
        VALUES,
    ),
    tool=st.dictionaries(st.sampled_from(["poetry", "pdm", "uv", "pixi", "setuptools"]), VALUES),
)
def test_tables(table: dict[str, Any], tool: dict[str, Any]) -> None:
    text = "\n".join(f"{key} = {toml(value)}" for key, value in {**table, "tool": tool}.items())
    check("pyproject.toml", text)
    check("Pipfile", text)


@pytest.mark.parametrize("file", FILES)
def test_deep_and_long_texts(file: str) -> None:
    for piece in ("[", "(", "-", "a", " ", "\\\n", "#", "x=["):
        check(file, piece * 50_000)
        check(file, "setup(install_requires=" + piece * 50_000)
    check(file, "setup(install_requires=" + "+".join(["['a']"] * 20_000) + ")")
