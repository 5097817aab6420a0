"""Faults in modules, and recorded tests that notice them or do not."""

from __future__ import annotations

import ast
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from inhouse.model.recorded import Kills, RecordedTest
from inhouse.verifier.mutants import mutants_of
from inhouse.verifier.mutants_run import killed, unsteady


def whats(source: str, **only: tuple[str, ...]) -> list[str]:
    return [each.what for each in mutants_of(source.encode(), only.get("only"))]


@pytest.mark.parametrize(
    "source",
    [
        "",
        "def (:",
        "# coding: nonsense\nx = 1\n",
        '"""Words."""\n',
        "__all__ = ['a']\n__version__ = '1'\n",
        "import a\nfrom b import c\n",
        "def f(a: int = None) -> 'str': ...\n",
        "if sys.version_info < (3, 8):\n    x = 1\n",
        "try:\n    import a\nexcept ImportError:\n    a = 1\n",
        "class E(ValueError):\n    def __str__(self):\n        return 'x'\n",
        "warnings.warn('x', Y, 2)\n",
        "@overload\ndef f(a=1):\n    return 1\n",
        "@cache(maxsize=1)\ndef f(): ...\n",
    ],
)
def test_what_nobody_could_notice_is_left_alone(source: str) -> None:
    assert whats(source) == []


def test_words_of_errors_stay_and_the_error_goes() -> None:
    assert whats("def f():\n    raise ValueError('x' + 'y')\n") == ["an error is not raised"]


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("def f(a): return a < 1", "another comparison: <="),
        ("def f(a): return 0 < a < 2", "another comparison: <="),
        ("def f(a): return a + 1", "another operator: -"),
        ("def f(a, b): return a and b", "or in place of the other"),
        ("def f(a): return not a", "a negation or sign removed"),
        ("def f(a): return 1 if a else 2", "a condition negated"),
        ("def f(a): return a[1:]", "a slice begins one later"),
        ("def f(a): return a[:2]", "a slice ends one earlier"),
        ("def f(a): return True", "False in place of True"),
        ("def f(a): return 'é'", "another text than 'é'"),
        ("def f(a): return g(a, 1)", "two arguments swapped"),
        ("def f(a): return a", "returns nothing"),
        ("def f(a=3): return a", "4 in place of 3"),
        ("def f(a):\n    a.go()", "a statement removed"),
        ("def f(a):\n    if a: pass", "a condition negated"),
        ("def f(a):\n    for b in a: break", "continue in place of the other"),
        ("def f(a):\n    try: a()\n    except KeyError: pass", "an error is not caught"),
    ],
)
def test_likely_mistakes_are_made(source: str, what: str) -> None:
    assert what in whats(source)


def test_faults_stand_where_they_are_said_to() -> None:
    source = "x = 'ä'\r\n\r\ndef f(a):\r\n    return ('ü', a < 1)\r\n"
    mutants = mutants_of(source.encode(), ("f",))
    assert {each.line for each in mutants} == {4}
    assert {each.definition for each in mutants} == {"f"}
    for each in mutants:
        ast.parse(each.source)
    assert any("('ü', (a <= (1)))" in each.source for each in mutants)


def test_only_the_named_definitions_get_faults() -> None:
    source = "A = 1\ndef f():\n    return A\ndef g():\n    return 2\n"
    assert whats(source, only=("g",)) == ["returns nothing", "3 in place of 2"]


def test_many_are_spread_over_the_module() -> None:
    source = "".join(f"def f{n}():\n    return {n}\n" for n in range(100))
    found = mutants_of(source.encode(), most=10)
    assert len(found) == 10
    assert found[-1].line > 150


SOURCE = b"""
def double(a, times=2):
    if a < 0:
        raise ValueError("less than nothing")
    return a * times

def loop(n):
    while n > 0:
        n -= 1
    return n
"""


def recorded(call: str, expected: str | None = None, raises: str | None = None) -> RecordedTest:
    return RecordedTest(
        symbol="p.double",
        origin="call site",
        place="",
        imports=("from own.p import double, loop",),
        setup=(),
        call=call,
        expected=expected,
        raises=raises,
    )


def run(folder: Path, *tests: RecordedTest, source: bytes = SOURCE) -> Kills:
    package = folder / "own"
    package.mkdir()
    package.joinpath("__init__.py").touch()
    package.joinpath("p.py").write_bytes(source)
    return killed(
        tests,
        mutants_of(source, module="own.p"),
        {"own.p": source},
        python=Path(sys.executable),
        paths=[folder],
        site=False,
    )


def test_a_test_that_is_wrong_by_itself_notices_nothing(tmp_path: Path) -> None:
    kills = run(tmp_path, recorded("double(2)", "5"))
    assert kills.green == frozenset()
    assert kills.share() == 0.0


def test_no_interpreter_is_said_so(tmp_path: Path) -> None:
    package = tmp_path / "p.py"
    package.write_bytes(SOURCE)
    kills = killed(
        [recorded("double(2)", "4")],
        mutants_of(SOURCE, module="p"),
        {"p": SOURCE},
        python=Path("/bin/false"),
        paths=[tmp_path],
    )
    assert kills.note == "not tried: the child ended with exit code 1"
    assert kills.green == frozenset()


def test_each_mutant_knows_which_tests_notice_it(tmp_path: Path) -> None:
    kills = run(
        tmp_path,
        recorded("double(3)", "6"),
        recorded("double(-1)", raises="ValueError"),
        recorded("double(0, 5)", "0"),
    )
    assert kills.green == {0, 1, 2}
    noticed = {
        (mutant.line, mutant.what): by for mutant, by in zip(kills.mutants, kills.by, strict=True)
    }
    assert noticed[2, "3 in place of 2"] == {0}
    assert noticed[3, "another comparison: <="] == {2}
    assert noticed[4, "an error is not raised"] == {1}
    assert noticed[5, "returns nothing"] == {0, 2}
    unreached = [each for each in kills.survivors() if each.definition == "loop"]
    assert unreached and len(kills.survivors()) == len(unreached)


def test_a_mutant_that_hangs_is_noticed(tmp_path: Path) -> None:
    kills = run(tmp_path, recorded("loop(3)", "0"))
    assert [each.what for each in kills.survivors() if each.definition == "loop"] == [
        "another comparison: >=",
        "1 in place of 0",
        "2 in place of 1",
    ] or kills.share() > 0.2


def test_what_a_mutant_destroys_stays_in_its_process(tmp_path: Path) -> None:
    source = b"import os\ndef double(a):\n    if a == 0:\n        os._exit(3)\n    return a\n"
    source = source.replace(b"loop", b"") + b"def loop(a): return a\n"
    kills = run(tmp_path, recorded("double(1)", "1"), recorded("loop(2)", "2"), source=source)
    assert kills.green == {0, 1}
    by_what = dict(zip([each.what for each in kills.mutants], kills.by, strict=True))
    assert by_what["a condition negated"] == {0}


def test_what_depends_on_the_order_of_sets_is_told(tmp_path: Path) -> None:
    source = b"def order(*a):\n    return list(set(a))\ndef loop(a): return a\n"
    (tmp_path / "own.py").write_bytes(source)
    tests = [
        replace(recorded("order('a', 'b', 'c', 'd')", expected), imports=("from own import order",))
        for expected in ("['a', 'b', 'c', 'd']", "['b', 'a', 'c', 'd']")
    ]
    tests.append(
        replace(recorded("sorted(order('b', 'a'))", "['a', 'b']"), imports=tests[0].imports)
    )
    found = unsteady(
        tests, {"own": source}, python=Path(sys.executable), paths=[tmp_path], site=False
    )
    assert found == {0, 1}


def test_mutants_of_what_importing_runs_are_tried_as_well(tmp_path: Path) -> None:
    source = b"UNITS = [2, 3]\n\ndef double(a):\n    return a * UNITS[0]\n\ndef loop(n): ...\n"
    kills = run(tmp_path, recorded("double(4)", "8"), source=source)
    noticed = {mutant.line for mutant, by in zip(kills.mutants, kills.by, strict=True) if by}
    assert noticed == {1, 4}
    assert kills.note == ""
