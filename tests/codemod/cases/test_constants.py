"""Values that a package's code and tables tell."""

from __future__ import annotations

from ast import literal_eval

from inhouse.codemod.cases.constants import telling_values
from tests.codemod.cases.packages import package


def values(text: str) -> list[object]:
    source = package({"p.py": text})
    found = source.find("p.f")
    assert found is not None
    return [literal_eval(each) for each in telling_values(source, found, "str")]


def test_what_is_put_in_place_of_a_match_is_no_input() -> None:
    found = values(r"T = [(r'(quiz)$', r'\1zes')]" + "\ndef f(s):\n    return T\n")
    assert found == ["quiz", "x quiz y"]


def test_words_that_a_pattern_shows_whole_are_not_cut_out_of_it() -> None:
    found = values("T = [r'(matr)ices$', r'^(a|b|c|dd|ee)$']\ndef f(s):\n    return T\n")
    assert "matrices" in found and "ices" not in found
    assert {"dd", "ee"} <= set(found)


def test_registered_words_come_in_each_case() -> None:
    found = values("add('cow', 'kine')\ndef f(s):\n    return s\n")
    assert found[:6] == ["cow", "Cow", "COW", "kine", "Kine", "KINE"]
