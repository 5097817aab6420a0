"""Newer syntax keeps its lines when rewritten; what is too deep is refused, not crashed on."""

from __future__ import annotations

import ast

import pytest

from inhouse.evidence.measure.downlevel import downlevel
from inhouse.model.flatness import is_flat

NEW = "type X = int\n"


@pytest.mark.parametrize(
    "text",
    [
        NEW,
        "def f[T: int, *U](a: T) -> T:\n    return a\n",
        'x = f"{a["b"]} {\n    c!r:>{w}}" "d"\n',
        "try: pass\nexcept A, B: pass\n",
        'x = t"a {b}"\n',
    ],
)
def test_older_form_on_the_same_lines(text: str) -> None:
    older = downlevel(text)
    assert older is not None
    assert older.count("\n") == text.count("\n")
    ast.parse(older)


@pytest.mark.parametrize("times", [800, 20_000])
@pytest.mark.parametrize(
    "pattern",
    [
        "({})",
        "-{}",
        "not {}",
        "1+{}",
        "2**{}",
        "lambda:{}",
        "a if b else {}",
        "'a' {}",
        "f'{{{}}}'",
    ],
)
def test_depth_never_crashes(pattern: str, times: int) -> None:
    before, after = pattern.format("|").split("|")
    assert downlevel(f"{NEW}x = {before * times}1{after * times}\n") is None


def test_long_flat_code_is_flat() -> None:
    table = "x = [\n" + "    (1, 'a', f'{b:>{c}}'),\n" * 5_000 + "]\n"
    assert is_flat(table + "def f():\n    return 1\n" * 5_000)


def test_python_2_is_not_newer() -> None:
    assert downlevel("print 'x'\n") is None
