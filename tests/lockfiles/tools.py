"""What the projects' own tools export from their locks, for comparison."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
import uv
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from inhouse.linker import link
from inhouse.manifests import is_manifest
from inhouse.manifests import read as read_manifest
from inhouse.model.lock import Lockfile, Manifest, Selection
from inhouse.model.target import Target

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"

Pins = set[tuple[str, str]]


def projects(filename: str) -> list[str]:
    """The folders of the corpus that hold a file of this name, relative to it."""
    return sorted(
        path.parent.relative_to(CORPUS).as_posix() for path in CORPUS.glob(f"**/{filename}")
    )


def need_corpus() -> None:
    if not CORPUS.is_dir():
        pytest.skip("the shared corpus of real locks is not here")


def manifest_of(folder: Path) -> Manifest:
    paths = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    texts = {path: (folder / path).read_text("utf-8") for path in paths if is_manifest(path)}
    return read_manifest(texts)


def target(platform: str = "linux", python: str = "3.12") -> Target:
    system, os_name, sys_platform = {
        "linux": ("Linux", "posix", "linux"),
        "windows": ("Windows", "nt", "win32"),
        "macos": ("Darwin", "posix", "darwin"),
    }[platform]
    return Target(
        python=python,
        python_full=f"{python}.9",
        platform=platform,
        sys_platform=sys_platform,
        os_name=os_name,
        platform_system=system,
        platform_machine="x86_64",
    )


def run_tool(
    project: str, scratch: Path, *command: str, given: Mapping[str, str] | None = None
) -> str:
    """Run `uv tool run COMMAND` on a copy of a corpus project; return stdout, skip if it refuses.

    `given` are texts that take the place of files in the copy.

    The tools come from the index; they read the lock and contact nothing themselves.
    """
    folder = scratch / project.replace("/", "-")
    home = scratch / "home"
    if not folder.exists():
        shutil.copytree(CORPUS / project, folder)
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755)
        home.mkdir(exist_ok=True)
    for name, text in (given or {}).items():
        (folder / name).write_text(text, "utf-8")
    cache = subprocess.run(
        [uv.find_uv_bin(), "cache", "dir"], capture_output=True, text=True, check=True
    ).stdout.strip()
    kept = {key: value for key, value in os.environ.items() if not key.startswith("VIRTUAL_ENV")}
    run = subprocess.run(
        [uv.find_uv_bin(), "tool", "run", *command],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**kept, "HOME": str(home), "UV_CACHE_DIR": cache, "PIPENV_IGNORE_VIRTUALENVS": "1"},
    )
    if run.returncode:
        pytest.skip(f"{command[0]} refuses: {run.stderr.strip().splitlines()[-1][:200]}")
    return run.stdout


def exported(text: str, chosen: Target) -> Pins:
    """The (name, version) pairs of an export that are wanted on a target."""
    found: Pins = set()
    for line in text.splitlines():
        line = line.split(" #")[0].strip()
        if not line or line.startswith(("#", "-i", "--")):
            continue
        try:
            pin = Requirement(line)
        except InvalidRequirement as error:
            raise AssertionError(line) from error
        if pin.marker is None or pin.marker.evaluate(chosen.marker_environment()):
            found.add((canonicalize_name(pin.name), str(pin.specifier).removeprefix("==")))
    return found


def linked(lock: Lockfile, manifest: Manifest, chosen: Target, selection: Selection) -> Pins:
    graph = link(lock, manifest, chosen, selection)
    return {(node.package.name, node.package.version or "") for node in graph.nodes}
