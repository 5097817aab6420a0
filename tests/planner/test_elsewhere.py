"""Templates, examples and stored values that name a package; prose and look-alikes do not."""

from __future__ import annotations

import pytest

from inhouse.planner.elsewhere import Elsewhere, is_text

SEARCH = Elsewhere(("tiny",), lambda path: path in ("tiny.pad", "tiny.sub.Pad"))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("README.md", "import tiny\nfrom tiny import pad\n`tiny.pad`\n"),
        ("notes.txt", ">>> import tinyer\n>>> x = 'import tiny'\n"),
        ("a.json", '{"tiny": 1, "tiny.title": 2, "u": "https://x/tiny.pad/", "m": "tiny.pads"}'),
        ("a.csv", "tiny.py,my.tiny.pad,a-tiny.pad,tiny.pad(1)\n"),
        ("a.yaml", "tiny: pad\nfile: ./tiny.pad\n"),
        ("templates/page.html", "<p>import tiny, they said</p>\n"),
        ("templates/code.py.j2", "import tinyer\n# import tiny\n"),
    ],
)
def test_nothing_is_found(path: str, text: str) -> None:
    assert SEARCH.places(path, text.encode()) == ()


def test_what_the_audit_reads_is_not_read_again() -> None:
    for path in ("pyproject.toml", "uv.lock", "requirements-dev.in", "pylock.toml", "a.py"):
        assert is_text(path) == (path == "pylock.toml")


@pytest.mark.parametrize(
    ("path", "text", "lines"),
    [
        ("notes.rst", "Hello\n\n  >>> from tiny.sub import Pad\n", [3]),
        ("README.md", ">>> import os, tiny\n>>> import tiny as t\n", [1, 2]),
        ("app/code.py.tmpl", "x\nimport tiny\n", [2]),
        ("my-template/setup", "from tiny import pad\n", [1]),
        ("a.json", '{"a": 1,\n "step": "tiny.pad", "x": "tiny.sub:Pad"}', [2]),
        ("a.csv", "1\n2,tiny:pad\n", [2]),
    ],
)
def test_places_are_found(path: str, text: str, lines: list[int]) -> None:
    assert is_text(path)
    assert [each.line for each in SEARCH.places(path, text.encode())] == lines


def test_bytes_that_are_no_text_are_searched_too() -> None:
    assert SEARCH.places("a.json", b'\xff\xfe "tiny.pad"')[0].line == 1
