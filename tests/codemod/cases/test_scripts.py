"""All scripts for the symbols of a package."""

from __future__ import annotations

from dataclasses import replace

from inhouse.codemod.cases import scripts_of
from inhouse.codemod.cases.drafts import Draft, hole_of, translated
from inhouse.codemod.cases.signatures import Parameter
from inhouse.codemod.sites import ImportNames, find_sites
from tests.codemod.cases.packages import package

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


def test_a_name_of_a_module_that_its_package_hides_is_found() -> None:
    source = package(
        {"p/__init__.py": "from p.p import p\n", "p/p.py": "SEP = '-'\ndef p(): ...\n"}
    )
    assert source.split("p.p") == ("p", ("p",))
    assert source.split("p.p.SEP") == ("p.p", ("SEP",))
    assert source.find("p.p.SEP") is not None


def test_a_default_of_the_module_is_no_value_elsewhere() -> None:
    told = Parameter(name="logger", kind="either", default="logging_logger")
    assert hole_of("_0", told).default is None
    assert hole_of("_0", replace(told, default="(1, str)")).default == "(1, str)"


def test_made_up_calls_that_cannot_be_translated_are_not_spoken_of() -> None:
    drafts = [
        Draft(symbol="p.f", text="f(1)\n", origin="generated"),
        Draft(symbol="p.f", text="f()\n", origin="call site", place="app.py:1"),
        Draft(symbol="p.f", text="f(a=1)\n", origin="call site", place="app.py:2"),
        Draft(symbol="p.g", text="g()\n", origin="generated"),
    ]
    cases = translated(drafts, lambda text: text if text == "f()\n" else None)
    assert cases.dropped == (
        "app.py:2: `f(a=1)` cannot be translated",
        "p.g: `g()` cannot be translated",
    )
