"""What is installed must be what uv says, for every real uv.lock at hand."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest
import uv
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from inhouse.linker import link
from inhouse.lockfiles.uv import parse
from inhouse.model.lock import LockedPackage, Lockfile, Manifest, Member, Selection
from tests.linker.environments import CORPUS, target

PROJECTS = sorted(str(path.parent.relative_to(CORPUS)) for path in CORPUS.glob("**/uv.lock"))
TARGETS = [("linux", "3.12"), ("windows", "3.11"), ("macos", "3.13")]
SELECTIONS = {
    "default": ([], Selection()),
    "no-dev": (["--no-dev"], Selection(no_dev=True)),
    "everything": (["--all-groups", "--all-extras"], Selection(all_groups=True, all_extras=True)),
    "all-extras": (["--all-extras", "--no-dev"], Selection(all_extras=True, no_dev=True)),
}


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("uv")


@cache
def lock_of(project: str) -> Lockfile:
    return parse((CORPUS / project / "uv.lock").read_text("utf-8"))


@cache
def exported(scratch: Path, project: str, options: tuple[str, ...]) -> tuple[Requirement, ...]:
    folder = scratch / project.replace("/", "-")
    if not folder.exists():
        folder.mkdir()
        shutil.copy(CORPUS / project / "uv.lock", folder)
        (folder / "pyproject.toml").write_text(pyproject_of(project), "utf-8")
    fixed = ("--frozen", "--offline", "--no-hashes", "--no-header", "--no-annotate")
    run = subprocess.run(
        [uv.find_uv_bin(), "export", *fixed, "--no-emit-workspace", "--all-packages", *options],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if "incompatible with the declared conflicts" in run.stderr:
        pytest.skip("uv refuses conflicting groups together")
    assert run.returncode == 0, run.stderr
    lines = (line.removeprefix("-e ") for line in run.stdout.splitlines())
    return tuple(Requirement(line) for line in lines if line and not line.startswith("./"))


def pyproject_of(project: str) -> str:
    """The real file, or what uv needs of it where the corpus has only the lock."""
    real = CORPUS / project / "pyproject.toml"
    if real.exists():
        return real.read_text("utf-8")
    (member,) = lock_of(project).members
    groups = "".join(f"{group.name} = []\n" for group in member.dev_groups)
    head = f'[project]\nname = "{member.name}"\nversion = "0"\nrequires-python = ">=3.9"\n'
    return f"{head}[dependency-groups]\n{groups}"


def manifest_of(project: str) -> Manifest:
    data = tomllib.loads(pyproject_of(project))
    defaults = data.get("tool", {}).get("uv", {}).get("default-groups", ["dev"])
    return Manifest(members=(Member(name=None, default_groups=tuple(defaults)),))


@pytest.mark.skipif(not PROJECTS, reason="the corpus of real projects is not here")
@pytest.mark.parametrize("project", PROJECTS)
@pytest.mark.parametrize("selected", SELECTIONS)
def test_the_same_packages_are_installed(project: str, selected: str, scratch: Path) -> None:
    options, selection = SELECTIONS[selected]
    requirements = exported(scratch, project, tuple(options))
    for platform, python in TARGETS:
        chosen = target(platform, python)
        environment = chosen.marker_environment()
        expected = {
            # What has a URL is exported without its version.
            (canonicalize_name(each.name), str(each.specifier).removeprefix("==") or None)
            for each in requirements
            if each.marker is None or each.marker.evaluate(environment)
        }
        graph = link(lock_of(project), manifest_of(project), chosen, selection)
        found = {
            (node.package.name, node.package.version if is_pinned(node.package) else None)
            for node in graph.nodes
        }
        assert found == expected, (platform, python)


def is_pinned(package: LockedPackage) -> bool:
    return package.source.kind == "registry"
