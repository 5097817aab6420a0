"""Where a project keeps its tests, and how it writes them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from inhouse.codemod.contract_tests.rendering import Style

_TEST_FILE = re.compile(r"(?:test_[^/]*|[^/]*_test|conftest)\.py$")
_FOLDERS = ("tests", "test")


def place_of_tests(paths: Iterable[str], package: str) -> str:
    """Return the path for a package's test file, after the project's own convention.

    `paths` are the project's files. The folder is the shallowest one called tests or test that
    holds test files, else the one that holds most of them, else `tests`.
    """
    name = re.sub(r"[-.]+", "_", package).lower()
    counts = Counter(
        PurePosixPath(path).parent.as_posix()
        for path in paths
        if _TEST_FILE.search(path) and "_inhouse" not in path and "node_modules" not in path
    )
    tops: dict[str, int] = {}
    for folder, count in counts.items():
        parts = folder.split("/")
        for index, part in enumerate(parts):
            if part in _FOLDERS:
                top = "/".join(parts[: index + 1])
                tops[top] = tops.get(top, 0) + count
                break
    if tops:
        depth = min(top.count("/") for top in tops)
        shallow = {top: count for top, count in tops.items() if top.count("/") == depth}
        folder = max(shallow, key=lambda top: (shallow[top], top == "tests", top))
    elif counts:
        folder = max(counts, key=lambda each: (counts[each], -each.count("/"), each))
    else:
        folder = "tests"
    file = f"test_inhouse_{name}.py"
    return file if folder == "." else f"{folder}/{file}"


def style_of_tests(
    files: Mapping[str, bytes], requirements: Iterable[str], names: Iterable[str] = ()
) -> Style:
    """Return how the project's tests are written.

    unittest only where its test files use it, none of them uses pytest, and neither its
    requirements nor its files (`names`) mention pytest.
    """
    if any(re.match(r"pytest\b", each.strip(), re.IGNORECASE) for each in requirements):
        return "pytest"
    if any(PurePosixPath(each).name in ("pytest.ini", "conftest.py") for each in names):
        return "pytest"
    tests = [data for path, data in files.items() if _TEST_FILE.search(path)]
    uses_pytest = any(b"import pytest" in data or b"from pytest" in data for data in tests)
    uses_unittest = any(b"unittest" in data or b"TestCase" in data for data in tests)
    return "unittest" if uses_unittest and not uses_pytest else "pytest"
