"""What is installed must be what uv says, for every real uv.lock at hand and those made here."""

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
from inhouse.lockfiles.pylock import parse as parse_pylock
from inhouse.lockfiles.uv import parse
from inhouse.model.graph import Node
from inhouse.model.lock import Lockfile, Manifest, Member, Selection
from tests.linker.environments import CORPUS, FIXTURES, NOTHING, installed, target

pytestmark = pytest.mark.once

PROJECTS = {
    path.parent.relative_to(root).as_posix(): path.parent
    for root in (CORPUS, FIXTURES / "uv")
    for path in sorted(root.glob("**/uv.lock"))
}
TARGETS = [("linux", "3.12"), ("windows", "3.11"), ("macos", "3.13")]
SELECTIONS = {
    "": Selection(),
    "--no-default-groups": Selection(no_dev=True),
    "--all-groups --all-extras": Selection(all_groups=True, all_extras=True),
    "--all-extras --no-default-groups": Selection(all_extras=True, no_dev=True),
}
NAMED = [
    ("cycles-and-extras", "--group docs", Selection(groups=("docs",))),
    ("cycles-and-extras", "--group test-it", Selection(groups=("Test_It",))),
    ("cycles-and-extras", "--extra everything", Selection(extras=("everything",))),
    ("conflicts", "--extra old", Selection(extras=("old",))),
    ("conflicts", "--extra new --group tool-one", Selection(extras=("new",), groups=("tool-one",))),
    ("workspace", "--extra less", Selection(extras=("less",))),
]


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("uv")


@pytest.mark.parametrize("project", PROJECTS)
@pytest.mark.parametrize("options", SELECTIONS)
def test_the_same_packages_are_installed(project: str, options: str, scratch: Path) -> None:
    compare(project, options, SELECTIONS[options], scratch)


@pytest.mark.parametrize(("project", "options", "selection"), NAMED)
def test_named_groups_and_extras(
    project: str, options: str, selection: Selection, scratch: Path
) -> None:
    compare(project, options, selection, scratch)


@pytest.mark.parametrize("project", PROJECTS)
def test_its_pylock_installs_the_same(project: str, scratch: Path) -> None:
    options = "--format pylock.toml --all-extras"
    text = run_uv(scratch, project, options)
    if text.startswith("error: Failed to read"):
        pytest.skip("uv would read an artifact that is not there")
    pylock = parse_pylock(text)
    for platform, python in TARGETS:
        chosen = target(platform, python)
        selection = Selection(all_extras=True)
        graph = link(lock_of(project), manifest_of(project), chosen, selection)
        assert installed(link(pylock, NOTHING, chosen, Selection())) == installed(graph)


def compare(project: str, options: str, selection: Selection, scratch: Path) -> None:
    requirements = exported(scratch, project, options)
    for platform, python in TARGETS:
        chosen = target(platform, python)
        expected = {
            (canonicalize_name(each.name), str(each.specifier).removeprefix("==") or None)
            for each in requirements
            if each.marker is None or each.marker.evaluate(chosen.marker_environment())
        }
        graph = link(lock_of(project), manifest_of(project), chosen, selection)
        found = {as_exported(node) for node in graph.nodes if node.package.source.kind in REMOTE}
        assert found == expected, (platform, python)


REMOTE = ("registry", "git", "url")


def as_exported(node: Node) -> tuple[str, str | None]:
    """What has a URL is exported without its version; what is a folder is left out here."""
    pinned = node.package.source.kind == "registry"
    return node.package.name, node.package.version if pinned else None


@cache
def lock_of(project: str) -> Lockfile:
    return parse((PROJECTS[project] / "uv.lock").read_text("utf-8"))


@cache
def exported(scratch: Path, project: str, options: str) -> tuple[Requirement, ...]:
    text = run_uv(scratch, project, f"--no-hashes --no-header --no-annotate {options}")
    assert not text.startswith("error"), text
    lines = (line.removeprefix("-e ") for line in text.splitlines())
    return tuple(Requirement(line) for line in lines if line and not line.startswith("./"))


def run_uv(scratch: Path, project: str, options: str) -> str:
    """What uv exports, or its error."""
    folder = scratch / project.replace("/", "-")
    if not folder.exists():
        shutil.copytree(PROJECTS[project], folder)
        (folder / "pyproject.toml").unlink(missing_ok=True)
        (folder / "pyproject.toml").write_text(pyproject_of(project), "utf-8")
    fixed = ("--frozen", "--offline", "--no-emit-workspace", "--all-packages")
    run = subprocess.run(
        [uv.find_uv_bin(), "export", *fixed, *options.split()],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return run.stderr if run.returncode else run.stdout


def pyproject_of(project: str) -> str:
    """The real file, or what uv needs of it where the corpus has only the lock."""
    real = PROJECTS[project] / "pyproject.toml"
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
