"""Targets and graphs in the short form that the linker's tests speak."""

from __future__ import annotations

from pathlib import Path

from inhouse.model.graph import DependencyGraph
from inhouse.model.lock import Manifest
from inhouse.model.target import Target

NOTHING = Manifest(members=())
CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "locks"

_SYSTEMS = {
    "linux": ("linux", "posix", "Linux", "x86_64"),
    "windows": ("win32", "nt", "Windows", "AMD64"),
    "macos": ("darwin", "posix", "Darwin", "arm64"),
}


def target(platform: str = "linux", python: str = "3.12", *, universal: bool = False) -> Target:
    sys_platform, os_name, system, machine = _SYSTEMS[platform]
    return Target(
        python=python,
        python_full=f"{python}.0",
        platform=platform,
        sys_platform=sys_platform,
        os_name=os_name,
        platform_system=system,
        platform_machine=machine,
        universal=universal,
    )


def installed(graph: DependencyGraph) -> set[tuple[str, str | None]]:
    return {(node.package.name, node.package.version) for node in graph.nodes}
