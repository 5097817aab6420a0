"""All scripts for the symbols of a package."""

from __future__ import annotations

from inhouse.codemod.cases import scripts_of
from inhouse.codemod.sites import ImportNames, find_sites

SOURCE = b"def f(word):\n    return 1 if word == 'ox' else 2\n"
PROJECT = b"from p import f\ndef g(x):\n    return f(x)\n"


def test_a_call_site_is_tried_with_what_the_code_branches_on_too() -> None:
    sites = find_sites({"app.py": PROJECT}, ImportNames(packages=("p",), modules=("p",)))
    cases = scripts_of(
        [(sites[0], PROJECT)], ["p.f"], {"p.py": SOURCE}.__getitem__, {"p": "p.py"}, str
    )
    called = [each for each in cases.scripts if each.original.endswith("f(_0)\n")]
    assert [each.place for each in called] == ["app.py:3"]
    assert "'ox'" in called[0].holes[0].examples
