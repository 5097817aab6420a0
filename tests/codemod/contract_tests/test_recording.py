"""Which trials become tests, and in which words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inhouse.codemod.contract_tests import observed, record
from inhouse.model.proof import Compared, Outcome
from tests.codemod.contract_tests.recordings import compared, error, value

MODULES = (("slug", "shop._inhouse.slug"),)
CALL = "from slug import slugify\nslugify(_0)\n"


@pytest.mark.parametrize(
    "trial",
    [
        compared(CALL, value("'a'"), "'A'", same=False),
        compared(CALL, value("'a'"), "'A'", known="announced"),
        compared(CALL, value(None), "'A'"),
        compared(CALL, value(repr("a" * 500)), "'A'"),
        compared(CALL, Outcome(kind="stopped", type=""), "'A'"),
        compared(CALL, value("1", output="[file] x: b''\n"), "'A'"),
        compared(CALL, error("slug.f.<locals>.Odd"), "'A'"),
        compared(CALL, error("NoSuchBuiltin"), "'A'"),
        compared(CALL, replace(value("1"), warnings=("slug.Odd: x",)), "'A'"),
        compared(CALL, value("'a'"), repr("a" * 400)),
    ],
)
def test_what_cannot_be_written_down_is_left_out(trial: Compared) -> None:
    assert record([trial], MODULES) == ()


def test_values_stand_in_the_place_of_holes() -> None:
    (test,) = record([compared(CALL, value("'a'"), "'A'")], MODULES)
    assert test.imports == ("from shop._inhouse.slug import slugify",)
    assert (test.call, test.expected, test.raises) == ("slugify('A')", "'a'", None)
    assert test.parameters == (("p0", "'A'"),)


def test_errors_are_imported_from_where_the_project_has_them() -> None:
    found = record([compared(CALL, error("slug.errors.Bad"), "1")], MODULES)
    assert found[0].raises == "shop._inhouse.slug.errors.Bad"
    found = record([compared(CALL, error("json.decoder.JSONDecodeError"), "1")], MODULES)
    assert found[0].raises == "json.decoder.JSONDecodeError"
    assert record([compared(CALL, error("ValueError"), "1")], MODULES)[0].raises == "ValueError"


def test_values_bring_the_library_modules_they_are_made_with() -> None:
    (test,) = record([compared(CALL, value("'a'"), "datetime.date(2024, 1, 1)")], MODULES)
    assert "import datetime" in test.imports


def test_warnings_and_output_are_kept() -> None:
    outcome = replace(value("1", output="hello\n"), warnings=("DeprecationWarning: old",))
    (test,) = record([compared(CALL, outcome, "1")], MODULES)
    assert (test.warns, test.output) == ("DeprecationWarning", "hello\n")


def test_the_same_call_is_recorded_once_and_many_are_thinned() -> None:
    twice = [compared(CALL, value("'a'"), "'A'")] * 2
    assert len(record(twice, MODULES)) == 1
    many = [compared(CALL, value(str(n % 7)), str(n)) for n in range(100)]
    found = record(many, MODULES, most=10)
    assert len(found) == 10
    assert {test.expected for test in found} == {str(n) for n in range(7)}


def test_values_without_source_are_looked_at_more_closely() -> None:
    lazy = Outcome(kind="value", type="generator", value='{"lazy":"iterator","items":[1]}')
    endless = Outcome(
        kind="value", type="count", value='{"lazy":"iterator","items":[1],"more":true}'
    )
    thing = Outcome(kind="value", type="slug.T", value='{"object":"slug.T","state":[["a",1]]}')
    found = observed([compared(CALL, each, "1") for each in (lazy, endless, thing)])
    assert [trial.script.original.splitlines()[-1] for trial in found] == [
        "list(slugify(_0))",
        "list(islice(slugify(_0), 12))",
        "vars(slugify(_0))",
        "str(slugify(_0))",
    ]
    assert all(trial.values == ("1",) for trial in found)
    assert found[0].script.replacement.startswith("from shop._inhouse.slug import")


@pytest.mark.parametrize(
    ("lines", "setup", "call"),
    [
        ("x = 'a'\nslugify(x)", (), "slugify('a')"),
        ("x = 'a'\nslugify(x, x)", ("x = 'a'",), "slugify(x, x)"),
        ("x = open\nslugify(x)", ("x = open",), "slugify(x)"),
        (
            "x = []\nfor y in '12':\n    x.append(y)\nslugify(x)",
            ("x = []", "for y in '12':\n    x.append(y)"),
            "slugify(x)",
        ),
    ],
)
def test_a_literal_that_is_used_once_stands_where_it_is_used(
    lines: str, setup: tuple[str, ...], call: str
) -> None:
    trial = compared(f"from slug import slugify\n{lines}\n", value("'a'"))
    (test,) = record([trial], MODULES)
    assert (test.setup, test.call) == (setup, call)
