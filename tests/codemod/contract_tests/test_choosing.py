"""Which recorded tests are kept, and where the file goes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inhouse.codemod.contract_tests import choose, place_of_tests, style_of_tests
from inhouse.model.recorded import Kills, Mutant, RecordedTest
from tests.codemod.contract_tests.recordings import recorded

MANY = tuple(recorded(f"slugify({n})", str(n)) for n in range(40))


def kills(by: list[set[int]], green: set[int]) -> Kills:
    mutants = tuple(Mutant(line=n, what="", source=str(n)) for n in range(len(by)))
    return Kills(mutants=mutants, by=tuple(map(frozenset, by)), green=frozenset(green))


def test_a_test_that_is_not_green_is_never_chosen() -> None:
    assert choose(MANY[:3], kills([{0, 1}], {1, 2})) == (1, 2)


def test_those_that_notice_most_are_chosen_and_repetitions_are_not() -> None:
    found = choose(MANY, kills([{7}, {7, 8}, {7}, {9}], set(range(40))))
    assert {7, 9} <= set(found) and 8 not in found
    assert len(found) == 3


def test_there_is_an_error_where_there_can_be_one() -> None:
    tests = (*MANY[:5], recorded("slugify('')", raises="TypeError"))
    tests += (recorded("slugify('12')", raises="slug.Odd"),)
    assert 6 in choose(tests, kills([set(range(5))], set(range(7))))


def test_the_calls_of_the_project_come_first() -> None:
    call = replace(MANY[9], origin="call site")
    tests: tuple[RecordedTest, ...] = (*MANY[:9], call)
    assert 9 in choose(tests, kills([set(range(10))], set(range(10))))


def test_values_that_can_be_read_come_before_odd_ones() -> None:
    odd = recorded("slugify(iter(['\\x00']), object())", "1")
    assert 0 not in choose((odd, *MANY[:4]), kills([{0, 1}], set(range(5))))


def test_the_file_stays_short() -> None:
    by = [{n} for n in range(40)]
    assert len(choose(MANY, kills(by, set(range(40))))) <= 20
    assert len(choose(MANY, kills(by, set(range(40))), lines=5)) == 5


def test_without_mutants_some_are_kept() -> None:
    assert len(choose(MANY)) == 3


@pytest.mark.parametrize(
    ("paths", "place"),
    [
        (["a.py"], "tests/test_inhouse_my_pkg.py"),
        (["tests/test_a.py", "tests/unit/test_b.py"], "tests/test_inhouse_my_pkg.py"),
        (["test/test_a.py"], "test/test_inhouse_my_pkg.py"),
        (["src/shop/tests/test_a.py"], "src/shop/tests/test_inhouse_my_pkg.py"),
        (["test_a.py", "shop.py"], "test_inhouse_my_pkg.py"),
        (["shop/_inhouse/x/tests/test_a.py"], "tests/test_inhouse_my_pkg.py"),
        (["checks/test_a.py", "checks/test_b.py", "x/test_c.py"], "checks/test_inhouse_my_pkg.py"),
    ],
)
def test_the_projects_convention_is_followed(paths: list[str], place: str) -> None:
    assert place_of_tests(paths, "My.pkg") == place


@pytest.mark.parametrize(
    ("files", "requirements", "style"),
    [
        ({}, [], "pytest"),
        ({"tests/test_a.py": b"import unittest\n"}, [], "unittest"),
        ({"tests/test_a.py": b"import unittest\n"}, ["pytest>=8"], "pytest"),
        ({"tests/test_a.py": b"import unittest, pytest\nimport pytest\n"}, [], "pytest"),
        ({"tests/test_a.py": b"def test_a(): pass\n"}, [], "pytest"),
    ],
)
def test_a_project_without_pytest_gets_unittest(
    files: dict[str, bytes], requirements: list[str], style: str
) -> None:
    assert style_of_tests(files, requirements) == style
