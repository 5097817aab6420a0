"""Modules of the project that are called like a package: whose is the import?"""

from __future__ import annotations

import pytest

from tests.evidence.usage.projects import counts, result_of

ASKS = "from build import ProjectBuilder\n\nProjectBuilder('.')\n"
USED = {"build.ProjectBuilder": 1}


def used(files: dict[str, str]) -> dict[str, int]:
    return counts(result_of(files, "build").usages["build"])


@pytest.mark.parametrize(
    "own",
    ["build.py", "src/build.py", "packages/tool/src/build/__init__.py", "tools/build.py"],
)
def test_a_module_on_the_path_is_the_projects_own(own: str) -> None:
    files = {"app.py": ASKS, own: "class ProjectBuilder: ...\n", "tools/pyproject.toml": ""}
    assert used(files) == {}


@pytest.mark.parametrize("folder", ["tests/fixtures/demo", "examples/demo", "docs/src"])
def test_a_project_among_the_tests_or_examples_gives_others_no_modules(folder: str) -> None:
    aside = {f"{folder}/build.py": "", f"{folder}/pyproject.toml": ""}
    assert used({"src/app/__init__.py": "", "src/app/a.py": ASKS, **aside}) == USED
    assert used({f"{folder}/app.py": ASKS, **aside}) == {}


def test_a_module_of_a_package_is_no_top_level_one() -> None:
    files = {"app/__init__.py": "", "app/commands/__init__.py": "", "app/commands/build.py": ASKS}
    assert used(files) == USED
