"""Inputs taken from a package's own tests."""

from __future__ import annotations

import pytest

from inhouse.codemod.cases.tested import examples_of_tests
from tests.codemod.cases.packages import package

PACKAGE = package({"p.py": "def f(a, b=1): ...\ndef g(a): ...\nclass E(Exception): ...\n"})


def texts(source: str, path: str = "tests/test_p.py") -> list[str]:
    found = examples_of_tests(PACKAGE, ("p.f",), {path: source.encode()})
    return [draft.text for draft in found]


@pytest.mark.parametrize(
    "source",
    [
        "def (:",
        "from p import g\ndef test_a():\n    assert g(1) == 2\n",
        "from p import f, g\ndef test_a():\n    assert f(g(1)) == 2\n",
        "from p import f\ndef test_a(tmp_path):\n    assert f(tmp_path) == 2\n",
        "from p import f\nclass A:\n    def test_a(self):\n        assert f(self.x) == 2\n",
        "import os\nfrom p import f\ndef test_a():\n    f(os.getcwd())\n",
        "from p import f\ndef helper():\n    assert f(1) == 2\n",
    ],
)
def test_what_cannot_stand_alone_is_left_out(source: str) -> None:
    assert texts(source) == []


def test_other_files_are_not_read() -> None:
    assert texts("from p import f\ndef test_a():\n    assert f(1) == 2\n", "p.py") == []


@pytest.mark.parametrize(
    "line",
    [
        "assert f('x') == 'y'",
        "assert 'y' == f('x')",
        "self.assertEqual(f('x'), 'y')",
        "self.assertEqual('y', f('x'))",
        "with raises(E):\n        f('x')",
    ],
)
def test_the_call_is_taken_and_not_what_is_expected_of_it(line: str) -> None:
    source = f"from p import E, f, g\ndef test_a(self):\n    {line}\n"
    assert texts(source) == ["from p import f\nf('x')\n"]


def test_short_names_of_the_package_are_written_out() -> None:
    source = "import p as q\ndef test_a():\n    assert q.f(1) == q.f(2)\n"
    assert texts(source) == ["from p import f\nf(1)\n"]


def test_a_module_that_is_not_in_use_is_not_imported_beside_one_that_is() -> None:
    files = {"q/__init__.py": "def f(a): ...\n", "q/more.py": "def g(a): ...\n"}
    source = b"import q\nimport q.more\ndef test_a():\n    assert q.f(2)\n"
    found = examples_of_tests(package(files), ("q.f",), {"tests/test_q.py": source})
    assert {draft.text for draft in found} == {"from q import f\nf(2)\n"}


def test_what_a_class_prepares_comes_along() -> None:
    source = (
        "from p import f\nclass T:\n    def setUp(self):\n        self.doc = {'a': 1}\n"
        "    def test_a(self):\n        self.assertEqual(f(self.doc), 1)\n"
    )
    assert texts(source) == ["from p import f\ndoc = {'a': 1}\nf(doc)\n"]


def test_tables_of_parameters_give_a_script_a_row() -> None:
    source = (
        "import pytest\nfrom p import f\nROWS = [('a', 1), ('b', 2)]\n"
        "@pytest.mark.parametrize(('x', 'y'), ROWS)\n"
        "def test_a(x, y):\n    assert f(x) == y\n"
    )
    assert texts(source) == [
        "from p import f\nx = 'a'\nf(x)\n",
        "from p import f\nx = 'b'\nf(x)\n",
    ]


def test_a_function_that_is_passed_on_comes_along() -> None:
    source = (
        "from p import f\ndef test_a():\n    def back(x):\n        return x + 1\n"
        "    assert f(back) == 2\n"
    )
    assert texts(source) == ["from p import f\ndef back(x):\n    return x + 1\nf(back)\n"]


def test_a_function_that_changes_what_is_around_it_does_not() -> None:
    source = (
        "from p import f\ndef test_a():\n    n = 0\n    def back(x):\n        nonlocal n\n"
        "        n += x\n    assert f(back) == 2\n"
    )
    assert texts(source) == []


def test_a_call_that_is_handed_to_an_assertion_is_made() -> None:
    source = "from p import E, f\ndef test_a(self):\n    self.assertRaises(E, f, 'x', b=2)\n"
    assert texts(source) == ["from p import f\nf('x', b=2)\n"]


def test_a_function_of_the_test_that_is_called_back_shows_what_it_was_given() -> None:
    source = (
        "from p import f\ndef test_a(self):\n"
        "    def back(x):\n        back.count += 1\n        self.assertEqual(x, 1)\n"
        "    back.count = 0\n    f('x', b=back)\n    self.assertEqual(back.count, 3)\n"
    )
    shown = "from p import f\n\ndef back(x):\n    back.count += 1\n    pass\nback.count = 0\n"
    assert f"{shown}f('x', b=back)\nback.count\n" in [
        each.replace("f\ndef", "f\n\ndef") for each in texts(source)
    ]


def test_imports_that_may_fail_are_seen() -> None:
    source = (
        "try:\n    from io import BytesIO\nexcept ImportError:\n    from x import BytesIO\n"
        "from p import f\ndef test_a():\n    assert f(BytesIO(b'a')) == 2\n"
    )
    assert texts(source) == ["from io import BytesIO\nfrom p import f\nf(BytesIO(b'a'))\n"]
