"""Examples from docstrings and descriptions."""

from __future__ import annotations

import pytest

from inhouse.codemod.cases import scripts_of
from inhouse.codemod.cases.documented import examples_of
from tests.codemod.cases.packages import package


def texts(doc: str, symbols: tuple[str, ...] = ("p.f",), description: str = "") -> list[str]:
    source = f'def f(a, b=1):\n    """{doc}"""\ndef g(a): ...\nclass T: ...\n'
    found = examples_of(package({"p.py": source}), symbols, description)
    return [draft.text for draft in found]


@pytest.mark.parametrize(
    "doc",
    [
        ">>> g(1)",  # nothing in use
        ">>> f(g(1))",  # something that is not in use too
        ">>> import p\n>>> f(p.g(1))",
        ">>> import os\n>>> f(os.getcwd())",  # reaches outside
        ">>> f(1)  # doctest: +SKIP",
        ">>> f(open('x'))",
        ">>> f(",
    ],
)
def test_examples_that_reach_more_than_what_is_in_use_are_left_out(doc: str) -> None:
    assert texts(doc) == []


def test_an_example_brings_its_import_and_what_it_needs() -> None:
    doc = ">>> unused = 1\n>>> words = ['b']\n>>> words.append('a')\n>>> f(words)\n3"
    assert texts(doc) == ["from p import f\nwords = ['b']\nwords.append('a')\nf(words)\n"]


def test_a_name_bound_anew_ends_what_is_needed() -> None:
    doc = ">>> t = f(0)\n>>> t = f(1)\n>>> t"
    assert texts(doc)[-1] == "from p import f\nt = f(1)\nt\n"


def test_code_blocks_of_a_description_are_read() -> None:
    description = (
        "Usage\n-----\n```python\nimport p\nr = p.f('a b')\nself.assertEqual(r, 'c')\n```\n"
        "\n.. code-block:: python\n\n    from p import f\n    assert f(2) == 3\n\nend\n"
    )
    assert texts("", description=description) == [
        "from p import f\nf('a b')\n",
        "from p import f\nr = f('a b')\nr\n",
        "from p import f\nf(2)\n",
    ]


def test_a_description_that_is_no_python_gives_nothing() -> None:
    assert texts("", description="```python\n$ pip install p\n```\n" + "`" * 1000) == []


def test_examples_that_cannot_be_translated_are_left_out() -> None:
    files = {"p.py": 'def f(a):\n    """\n    >>> f(1)\n    >>> f(2)\n    """\n'}

    def translate(text: str) -> str | None:
        return None if "f(2)" in text else text.replace("from p", "from q")

    cases = scripts_of([], ["p.f"], lambda path: files[path].encode(), {"p": "p.py"}, translate)
    assert [each.replacement for each in cases.scripts] == [
        "from q import f\nf(1)\n",
        "from q import f\nf(_0)\n",
    ]
    assert cases.scripts[1].holes[0].examples == ("1", "2")
    assert cases.dropped == ()


def test_what_is_shown_of_a_relative_is_tried_on_the_used_class() -> None:
    shown = '"""\n>>> t = B(1)\n>>> t.get()\n"""\n'
    classes = "class Base:\n    def get(self): ...\nclass A(Base): ...\nclass B(Base): ...\n"
    files = {"p.py": shown + classes + "class C: ...\n"}
    cases = scripts_of([], ["p.A"], lambda path: files[path].encode(), {"p": "p.py"}, str)
    texts = [each.original for each in cases.scripts if each.origin == "example"]
    assert texts == ["from p import A\nA(1)\n", "from p import A\nt = A(1)\nt.get()\n"]
