"""A project's tests before and after a patch, with real pytest runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

import pytest

from inhouse.errors import UsageError
from inhouse.model.patch import FileChange, Patch
from inhouse.verifier.project_tests import Suite, arguments, run
from inhouse.verifier.project_tests_copy import copy_project, source_roots

PYTEST = f"{sys.executable} -m pytest -q --disable-plugin-autoload"


def project(folder: Path, files: Mapping[str, str]) -> Path:
    root = folder / "shop-project"
    for path, text in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    return root


def change(root: Path, path: str, after: str | None) -> Patch:
    place = root / path
    before = place.read_bytes() if place.exists() else None
    data = None if after is None else after.encode()
    return Patch(changes=(FileChange(path=path, before=before, after=data),))


SHOP = {
    "src/shop/__init__.py": "def price():\n    return 3\n",
    "tests/test_shop.py": (
        "from shop import price\ndef test_price():\n    assert price() == 3\n"
        "def test_broken():\n    assert price() == 4\n"
    ),
}


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("", "--test: the command is empty"),
        ("pytest 'x", "--test pytest 'x: No closing quotation"),
        ("no-such-program-here -q", "there is no no-such-program-here"),
        ("./run-tests", "./run-tests cannot be run"),
    ],
)
def test_a_command_that_cannot_run_is_refused(tmp_path: Path, command: str, message: str) -> None:
    with pytest.raises(UsageError, match=message.replace("-", r"\-").replace(".", r"\.")):
        arguments(Suite(root=tmp_path, command=command))


def test_what_puts_the_environment_in_front_is_not_needed(tmp_path: Path) -> None:
    found = arguments(Suite(root=tmp_path, command="uv run python -m pytest"))
    assert found[0].endswith("/python") and found[1:] == ["-m", "pytest"]


@pytest.mark.once
def test_there_is_no_shell(tmp_path: Path) -> None:
    root = project(tmp_path, SHOP)
    run(Suite(root=root, command=f"{PYTEST} ; touch made"), Patch())
    assert not list(tmp_path.rglob("made"))


@pytest.mark.once
def test_a_harmless_change_loses_nothing_and_a_failure_before_is_said(tmp_path: Path) -> None:
    root = project(tmp_path, SHOP)
    patch = change(root, "src/shop/__init__.py", "def price():\n    return 2 + 1\n")
    found = run(Suite(root=root, command=PYTEST), patch)
    assert (found.passed, found.failed, found.failed_before) == (1, 1, 1)
    assert found.lost == () and found.ids
    assert found.note == "one failed before"


@pytest.mark.once
def test_what_is_lost_is_named_and_the_folder_left_alone(tmp_path: Path) -> None:
    root = project(tmp_path, SHOP)
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    found = run(
        Suite(root=root, command=PYTEST),
        change(root, "src/shop/__init__.py", "def price():\n    return 4\n"),
    )
    assert found.lost == ("tests.test_shop::test_price",)
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before


@pytest.mark.once
def test_a_test_that_comes_and_goes_is_not_lost(tmp_path: Path) -> None:
    counter = tmp_path / "counter"
    root = project(
        tmp_path,
        {
            "test_a.py": (
                f"from pathlib import Path\np = Path({str(counter)!r})\n"
                "def test_first_only():\n"
                "    seen = p.exists()\n    p.touch()\n    assert not seen\n"
                "def test_steady(): pass\n"
            )
        },
    )
    found = run(Suite(root=root, command=PYTEST), Patch())
    assert found.lost == ()
    assert "come and go" in found.note


@pytest.mark.once
@pytest.mark.parametrize("form", ["import gone", "from importlib.metadata import version"])
def test_what_leaves_cannot_be_imported_afterwards(tmp_path: Path, form: str) -> None:
    use = "version('gone')" if "version" in form else "gone.x"
    root = project(
        tmp_path,
        {
            "test_a.py": f"def test_a():\n    {form}\n    {use}\n",
            "vendored/gone.py": "x = 1\n",
            "vendored/gone-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: gone\nVersion: 1\n",
        },
    )
    suite = Suite(root=root, command=PYTEST, sources=("vendored", "."))
    assert run(suite, Patch()).passed == 1
    leaving: Mapping[str, Collection[str]] = {"gone": ("gone",)}
    left = Suite(root=root, command=PYTEST, sources=("vendored", "."), leaving=leaving)
    assert run(left, Patch()).lost == ("test_a::test_a",)


def environment(folder: Path, requires: str) -> Path:
    place = folder / "venv"
    place.joinpath("bin").mkdir(parents=True)
    place.joinpath("bin", "python").symlink_to(sys.executable)
    site = place / "lib" / "python3.11" / "site-packages"
    for name, needs in (("gone", ""), ("tool", requires)):
        info = site / f"{name}-1.dist-info"
        info.mkdir(parents=True)
        info.joinpath("METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n{needs}"
        )
    return place


@pytest.mark.once
def test_what_something_else_needs_stays_importable(tmp_path: Path) -> None:
    root = project(tmp_path, {"test_a.py": "def test_a(): pass\n"})
    suite = Suite(
        root=root,
        command=PYTEST,
        environment=environment(tmp_path, "Requires-Dist: Gone>=1\n"),
        leaving={"gone": ("gone",)},
    )
    assert run(suite, Patch()).note == "gone stays importable, tool needs it"


@pytest.mark.once
def test_an_extra_that_nobody_asked_for_needs_nothing(tmp_path: Path) -> None:
    root = project(tmp_path, {"test_a.py": "def test_a(): pass\n"})
    place = environment(tmp_path, 'Requires-Dist: gone; extra == "all"\n')
    suite = Suite(root=root, command=PYTEST, environment=place, leaving={"gone": ("gone",)})
    assert run(suite, Patch()).note == ""


def test_another_command_is_compared_by_its_exit_code(tmp_path: Path) -> None:
    root = project(tmp_path, {"check.py": "import sys\nsys.exit(0)\n"})
    suite = Suite(root=root, command=f"{sys.executable} check.py")
    good = run(suite, Patch())
    assert not good.ids and good.lost == () and good.note == "only exit codes are compared"
    bad = run(suite, change(root, "check.py", "print('alas')\nraise SystemExit(2)\n"))
    assert bad.lost == ("the command as a whole",)
    assert bad.note == "the command fails after the change: exit code 2: alas"


def test_a_command_that_failed_before_proves_nothing_and_says_so(tmp_path: Path) -> None:
    root = project(tmp_path, {"check.py": "raise SystemExit('no database')\n"})
    found = run(Suite(root=root, command=f"{sys.executable} check.py"), Patch())
    assert (found.passed, found.failed_before, found.lost) == (0, 1, ())
    assert found.note == "the command fails before the change: exit code 1: no database"


@pytest.mark.once
def test_a_run_that_hangs_is_ended(tmp_path: Path) -> None:
    root = project(tmp_path, {"check.py": "import time\n"})
    suite = Suite(root=root, command=f"{sys.executable} check.py", seconds=3)
    found = run(suite, change(root, "check.py", "import time\ntime.sleep(60)\n"))
    assert found.note == "the command fails after the change: it took too long"


@pytest.mark.once
def test_secrets_are_not_handed_on(tmp_path: Path) -> None:
    text = "import os\ndef test_a():\n    assert 'TOKEN' not in os.environ\n"
    root = project(tmp_path, {"test_a.py": text})
    environ = dict(os.environ, TOKEN="secret")
    assert run(Suite(root=root, command=PYTEST, environ=environ), Patch()).passed == 1


@pytest.mark.once
def test_the_copy_comes_before_an_editable_install(tmp_path: Path) -> None:
    root = project(tmp_path, SHOP)
    environ = dict(os.environ, PYTHONPATH=str(root / "src"))
    patch = change(root, "src/shop/__init__.py", "def price():\n    return 4\n")
    found = run(Suite(root=root, command=PYTEST, environ=environ), patch)
    assert found.lost == ("tests.test_shop::test_price",)


@pytest.mark.once
def test_workers_report_together(tmp_path: Path) -> None:
    root = project(tmp_path, SHOP)
    found = run(Suite(root=root, command=f"{PYTEST} -p xdist -n 2 -p no:cacheprovider"), Patch())
    assert (found.passed, found.failed_before, found.ids) == (1, 1, True)


def test_what_is_no_part_of_the_project_is_not_copied(tmp_path: Path) -> None:
    root = project(
        tmp_path,
        {
            "a.py": "",
            "odd/pyvenv.cfg": "",
            "odd/lib/b.py": "",
            "node_modules/c.js": "",
            ".hidden/d": "",
        },
    )
    (root / "link.py").symlink_to("a.py")
    (root / "outside").symlink_to(tmp_path)
    target = tmp_path / "copy"
    copy_project(root, target)
    found = {str(path.relative_to(target)) for path in target.rglob("*") if not path.is_dir()}
    assert {"a.py", ".hidden/d", "link.py"} <= found
    assert not any(each.startswith(("odd", "node_modules")) for each in found)
    assert (target / "outside").is_symlink() and (target / "link.py").is_symlink()


@pytest.mark.parametrize(
    ("files", "roots"),
    [
        ({"src/shop/__init__.py": "", "tests/__init__.py": ""}, ("src",)),
        ({"shop/__init__.py": ""}, (".",)),
        ({"shop.py": ""}, (".",)),
        ({"src/shop/__init__.py": "", "plugins/__init__.py": ""}, ("src", ".")),
    ],
)
def test_sources_are_found(tmp_path: Path, files: dict[str, str], roots: tuple[str, ...]) -> None:
    assert source_roots(project(tmp_path, files)) == roots
