from __future__ import annotations

import pytest

from inhouse.errors import UsageError
from inhouse.model.taken import Home, Refused
from inhouse.planner.home import dotted, home_of, packages_of

LAYOUT = (
    "setup.py",
    "src/app/__init__.py",
    "src/app/web/__init__.py",
    "src/app/web/views.py",
    "src/plug/__init__.py",
    "tests/test_web.py",
    "docs/conf.py",
)


def home(*used: str, files: tuple[str, ...] = LAYOUT, **more: str) -> Home | Refused:
    return home_of(used, files, more.get("project"), more.get("into"), ("pyproject.toml",))


def test_top_packages_are_those_without_a_package_around() -> None:
    assert packages_of(LAYOUT) == {"src/app": "app", "src/plug": "plug"}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("src/app/web/views.py", "app.web.views"),
        ("src/app/web/__init__.py", "app.web"),
        ("src/app/__init__.py", "app"),
        ("src/app/types.pyi", "app.types"),
        ("tests/test_web.py", None),
    ],
)
def test_modules_have_dotted_names_inside_a_package_only(path: str, name: str | None) -> None:
    assert dotted(path, packages_of(LAYOUT)) == name


def test_two_packages_are_not_chosen_between() -> None:
    found = home("src/app/web/views.py", "src/plug/__init__.py")
    assert isinstance(found, Refused)
    assert "--into" in found.reason


def test_the_package_with_the_projects_name_is_chosen() -> None:
    found = home("src/app/web/views.py", "src/plug/__init__.py", project="app")
    assert found == Home(folder="src/app/_inhouse", dotted="app._inhouse")


def test_no_code_crosses_a_workspace() -> None:
    files = ("a/pyproject.toml", "a/one/__init__.py", "b/two/__init__.py")
    used = ("a/one/__init__.py", "b/two/__init__.py")
    found = home_of(used, files, "one", None, ("a/pyproject.toml", "b/pyproject.toml"))
    assert isinstance(found, Refused)


def test_the_package_that_uses_it_owns_it() -> None:
    found = home("src/app/web/views.py", "tests/test_web.py")
    assert found == Home(folder="src/app/_inhouse", dotted="app._inhouse")


def test_into_names_another_package() -> None:
    found = home("src/app/web/views.py", into="src/plug/")
    assert found == Home(folder="src/plug/_inhouse", dotted="plug._inhouse")
    with pytest.raises(UsageError, match="not an import package"):
        home("src/app/web/views.py", into="docs")


def test_loose_modules_own_beside_themselves() -> None:
    assert home("main.py", files=("main.py", "other.py")) == Home(
        folder="_inhouse", dotted="_inhouse"
    )
    assert home("bin/main.py", files=("bin/main.py",)) == Home(
        folder="bin/_inhouse", dotted="_inhouse"
    )


def test_a_script_beside_packages_leaves_the_code_in_the_projects_own() -> None:
    assert isinstance(home("main.py"), Refused)
    assert home("main.py", project="app") == Home(folder="src/app/_inhouse", dotted="app._inhouse")


def test_use_in_tests_alone_stays_with_them() -> None:
    assert isinstance(home("tests/test_web.py"), Refused)
    files = ("app/__init__.py", "tests/__init__.py", "tests/test_web.py")
    assert home("tests/test_web.py", files=files) == Home(
        folder="tests/_inhouse", dotted="tests._inhouse"
    )


SPACE = {
    "app/__init__.py": b"",
    "plug/web/__init__.py": b"from . import views\n",
    "plug/web/views.py": b"import tiny\n",
}


def spaced(importing: str, **more: bytes) -> Home | Refused:
    files = {**SPACE, "tests/test_web.py": importing.encode(), **more}
    return home_of(["plug/web/views.py"], files, "app", None, ("pyproject.toml",))


@pytest.mark.parametrize(
    "importing",
    [
        "from plug.web import views\n",
        "from plug.web.views import x\n",
        "from plug import web\n",
        "from plug import (other,\n    web)\n",
        "import os, plug.web.views\n",
        "def f():\n    import plug.web as w\n",
    ],
)
def test_a_package_in_a_namespace_is_imported_through_it(importing: str) -> None:
    assert spaced(importing) == Home(folder="plug/web/_inhouse", dotted="plug.web._inhouse")
    files = {**SPACE, "a.py": importing.encode()}
    assert dotted("plug/web/views.py", packages_of(files)) == "plug.web.views"


def test_a_package_below_a_folder_that_is_on_the_path_has_its_own_name() -> None:
    assert spaced("from web.views import x\n") == Home(
        folder="plug/web/_inhouse", dotted="web._inhouse"
    )


@pytest.mark.parametrize("importing", ["import website, plugs.web\n", "import web, plug.web\n"])
def test_a_package_of_no_certain_name_owns_nothing(importing: str) -> None:
    found = spaced(importing)
    assert isinstance(found, Refused)
    assert found.reason.startswith("plug/web would own it, but is ")


def test_a_package_beside_its_manifest_needs_no_import_to_be_known() -> None:
    files = {"pkgs/web/pyproject.toml": b"", **SPACE, "pkgs/web/web/__init__.py": b"import tiny\n"}
    manifests = ("pyproject.toml", "pkgs/web/pyproject.toml")
    found = home_of(["pkgs/web/web/__init__.py"], files, "app", None, manifests)
    assert found == Home(folder="pkgs/web/web/_inhouse", dotted="web._inhouse")
