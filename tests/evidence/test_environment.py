from __future__ import annotations

import sys
from pathlib import Path

import pytest

from inhouse.errors import InputError
from inhouse.evidence.environment import as_lockfile, find_environment, read_environment
from tests.evidence.test_installed import install


def make(site: Path, *folders: str) -> None:
    site.mkdir(parents=True, exist_ok=True)
    for folder in folders:
        (site / folder).mkdir()


def test_no_environment_is_none(tmp_path: Path) -> None:
    assert find_environment(tmp_path, variables={}) is None
    assert find_environment(tmp_path, variables={"VIRTUAL_ENV": str(tmp_path / "gone")}) is None


def test_a_chosen_one_that_is_none_is_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not an installed environment; name a virtual"):
        find_environment(tmp_path, tmp_path / "nowhere")


def test_the_projects_own_comes_first(tmp_path: Path) -> None:
    install(tmp_path / ".venv")
    install(tmp_path / "active", "other")
    variables = {"VIRTUAL_ENV": str(tmp_path / "active")}
    found = find_environment(tmp_path, variables=variables)
    assert found is not None
    assert [d.name for d in found.distributions] == ["tiny"]
    found = find_environment(tmp_path / "elsewhere", variables=variables)
    assert found is not None
    assert [d.name for d in found.distributions] == ["other"]


def test_a_site_packages_folder_may_be_named(tmp_path: Path) -> None:
    site = install(tmp_path)
    found = read_environment(site)
    assert found is not None
    assert (found.python, found.distributions[0].root) == ("3.12", tmp_path.resolve())


def test_the_windows_layout(tmp_path: Path) -> None:
    make(tmp_path / "Lib" / "site-packages", "Tiny_Thing-1.0.dist-info")
    (tmp_path / "Scripts").mkdir()
    (tmp_path / "pyvenv.cfg").write_text("version_info = 3.13.0.final.0\n")
    found = read_environment(tmp_path)
    assert found is not None
    assert (found.python, found.distributions[0].name) == ("3.13", "tiny-thing")


def test_pyvenv_cfg_decides_between_pythons(tmp_path: Path) -> None:
    make(tmp_path / "lib" / "python3.11" / "site-packages", "a-1.dist-info")
    make(tmp_path / "lib" / "python3.12" / "site-packages", "b-1.dist-info")
    (tmp_path / "pyvenv.cfg").write_text("version = 3.11.4\n")
    found = read_environment(tmp_path)
    assert found is not None
    assert [d.name for d in found.distributions] == ["a"]


def test_half_removed_and_double_distributions(tmp_path: Path) -> None:
    make(
        tmp_path / "lib" / "python3.12" / "site-packages",
        "~iny-1.0.dist-info",
        "tiny-1.0.dist-info",
        "tiny-1.1.dist-info",
        "nonsense.dist-info",
    )
    found = read_environment(tmp_path)
    assert found is not None
    assert [d.version for d in found.distributions] == ["1.0", "1.1"]
    assert [note.code for note in found.notes] == ["environment-broken"]


def test_system_packages_are_said_to_be_unseen(tmp_path: Path) -> None:
    make(tmp_path / "lib" / "python3.12" / "site-packages", "a-1.dist-info")
    (tmp_path / "pyvenv.cfg").write_text("include-system-site-packages = true\n")
    found = read_environment(tmp_path)
    assert found is not None
    assert [note.code for note in found.notes] == ["environment-system-packages"]


def test_an_environment_in_the_shape_of_a_lockfile(tmp_path: Path) -> None:
    install(tmp_path)
    found = read_environment(tmp_path)
    assert found is not None
    lock = as_lockfile(found)
    assert (lock.format, lock.edges_known) == ("environment", False)
    assert [(p.name, p.version) for p in lock.packages] == [("tiny", "1.0")]


@pytest.mark.skipif(sys.prefix == sys.base_prefix, reason="the tests run outside an environment")
def test_the_environment_of_these_tests() -> None:
    found = read_environment(Path(sys.prefix))
    assert found is not None
    assert found.python == f"{sys.version_info.major}.{sys.version_info.minor}"
    assert found.named("pytest")  # type: ignore[arg-type]
