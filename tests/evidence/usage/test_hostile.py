"""Files that are not what they should be: each is scanned or noted, never a crash."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inhouse.evidence.usage.notebook import scan_notebook
from inhouse.evidence.usage.scan import scan_file
from tests.evidence.usage.projects import counts, result_of


@pytest.mark.parametrize(
    "data",
    [
        b"import six\nif (:\n",
        b"import six\0\n",
        b"# coding: no-such-codec\nimport six\n",
        b"import six\nx = '\xe9'\n",
        b"import six\nprint 'x'\n",
        b"import six\nx = " + b"(" * 10_000 + b")" * 10_000,
        b"import six\nx = " + b"-" * 100_000 + b"1",
        b"import six\n" + b"".join(b" " * n + b"if x:\n" for n in range(200)),
        b"import six\nx = " + b"not " * 50_000 + b"1 print",
        b"import " + b"\xff" * 1000,
    ],
)
def test_unreadable_file_is_noted(data: bytes) -> None:
    result = result_of({"bad.py": data, "good.py": "import six\nsix.b()\n"}, "six")
    (note,) = result.notes
    assert note.code == "unparsed-source"
    assert note.text.startswith("bad.py: ")
    assert "\n" not in note.text
    assert counts(result.usages["six"]) == {"six.b": 1}


def test_a_template_that_is_not_filled_in_is_no_unreadable_file() -> None:
    result = result_of(
        {"{{name}}/app.py": "import {{name}}\n", "a.py": "import six\nsix.b()\n"}, "six"
    )
    assert not result.notes
    assert counts(result.usages["six"]) == {"six.b": 1}


def test_other_encodings_are_read() -> None:
    latin = "# -*- coding: latin-1 -*-\nimport six\nx = 'é'\nsix.b(x)\n".encode("latin-1")
    bom = "\N{ZERO WIDTH NO-BREAK SPACE}import six\r\nsix.b(1)\r\n"
    result = result_of({"a.py": latin, "b.py": bom.encode()}, "six")
    assert not result.notes
    assert counts(result.usages["six"]) == {"six.b": 2}


def test_long_chains_are_walked() -> None:
    source = "import six\nx = " + " + ".join(["six.b()"] * 900) + "\n"
    usage = result_of({"a.py": source}, "six").usages["six"]
    assert usage.call_sites in (900, 0)


def test_long_elif_ladder() -> None:
    ladder = "".join(f"elif x == {n}:\n    six.b()\n" for n in range(150))
    source = f"import six\nif x:\n    pass\n{ladder}"
    assert result_of({"a.py": source}, "six").usages["six"].call_sites == 150


def test_unparenthesised_except_is_read() -> None:
    source = "import six\ntry:\n    six.b()\nexcept ValueError, KeyError:\n    six.u()\n"
    result = result_of({"a.py": source}, "six")
    assert not result.notes
    assert counts(result.usages["six"]) == {"six.b": 1, "six.u": 1}


def test_newer_syntax_is_read_through_libcst() -> None:
    from inhouse.evidence.usage.newer import scan_newer
    from inhouse.evidence.usage.records import UNSCOPED

    data = b"import six as s\ntype A[T] = list[T]\ndef f[T](x: T): return s.b(x)\n"
    found = scan_newer(data, "too new")
    assert [row.path for row in found.rows["six"]] == ["six", "six.b"]
    assert all(row.shape & UNSCOPED for row in found.rows["six"])
    assert found.problem


@pytest.mark.parametrize("data", [b"(" * 100_000, b"- " * 100_000, b"not " * 100_000 + b"print x"])
def test_deep_nesting_never_reaches_libcst(data: bytes) -> None:
    from inhouse.evidence.usage.newer import scan_newer

    assert scan_newer(data, "deep").problem == "deep"


def test_notebook() -> None:
    cells = [
        {"cell_type": "markdown", "source": ["import yaml"]},
        {"cell_type": "code", "source": ["%matplotlib inline\n", "!pip install x\n", "import six"]},
        {"cell_type": "code", "source": "out = !ls\nif x:\n    %time y\nsix.b()"},
        {"cell_type": "code", "source": "%%bash\nimport (("},
    ]
    result = result_of({"n.ipynb": json.dumps({"cells": cells})}, "six", "yaml")
    assert not result.notes
    assert counts(result.usages["six"]) == {"six.b": 1}
    assert not result.usages["yaml"].imported


def test_notebook_with_a_broken_cell() -> None:
    cells = [{"cell_type": "code", "source": each} for each in ("import six", "if (", "six.b()")]
    result = result_of({"n.ipynb": json.dumps({"cells": cells})}, "six")
    assert result.notes[0].text == "n.ipynb: 1 of 3 code cells cannot be parsed"
    assert counts(result.usages["six"]) == {"six.b": 1}


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"cells": 1}', b"[" * 100_000])
def test_what_is_no_notebook_is_noted(data: bytes) -> None:
    assert scan_notebook(data).problem


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    found = scan_file(b"import six\n" + data)
    assert found.problem or "six" in found.rows


_WORDS = st.sampled_from(
    ["import six", "six", ".b", "(", ")", "\n", "\n    ", "def f(", "):", "lambda six: ", "[", "]",
     " for six in ", " if ", "else", ":", "class A", "=", "'six.b'", "*", "del ", "global six",
     "try", "except ImportError", "with ", " as six", "match x", "case six", "f'{six}'", ":=", "x"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(_WORDS, max_size=25).map("".join))
def test_any_program(text: str) -> None:
    found = scan_file("import six\n" + text)
    assert found.problem or "six" in found.rows
