"""Finds a project's installed environment and lists what it holds, without running anything in it.

Names and versions come from the folder names of the installed metadata, so listing a large
environment opens no files.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from packaging.utils import NormalizedName, canonicalize_name

from inhouse.errors import InputError
from inhouse.model.lock import LockedPackage, Lockfile, Note, Source

_PYTHON_FOLDER = re.compile(r"^(python|pypy)(\d+)\.(\d+)t?$")
_EGG_INFO = re.compile(r"^(?P<name>.+?)-(?P<version>[^-]+)(-py\d+(\.\d+)?)?(-[\w.]+)?\.egg-info$")
_MAX_CONFIG = 100_000
_MEND = "name a virtual environment or a site-packages folder"


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledDistribution:
    """One distribution of an environment; `info` is its `.dist-info` or `.egg-info`."""

    name: NormalizedName
    version: str
    info: Path
    site: Path
    root: Path | None  # of the environment; None where only a site-packages folder is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """An installed environment; `root` is the virtual environment, or the folder that was named."""

    root: Path
    python: str | None  # major.minor, where the layout tells
    distributions: tuple[InstalledDistribution, ...]
    notes: tuple[Note, ...] = ()
    _by_name: dict[NormalizedName, tuple[InstalledDistribution, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def named(self, name: NormalizedName) -> tuple[InstalledDistribution, ...]:
        """Return the distributions of this name; more than one means a broken environment."""
        return self._by_name.get(name, ())


def find_environment(
    project: Path, chosen: Path | None = None, variables: Mapping[str, str] | None = None
) -> Environment | None:
    """Return the chosen environment, else `.venv` in the project, else `$VIRTUAL_ENV`, else None.

    InputError if an environment was chosen and there is none.
    """
    if chosen is not None:
        found = read_environment(chosen)
        if found is None:
            raise InputError(str(chosen), "not an installed environment", _MEND)
        return found
    active = (os.environ if variables is None else variables).get("VIRTUAL_ENV")
    for place in (project / ".venv", Path(active) if active else None):
        found = read_environment(place) if place else None
        if found is not None:
            return found
    return None


def read_environment(place: Path) -> Environment | None:
    """Return the environment at a virtual environment's root or a site-packages folder."""
    try:
        root = place.resolve()
        if not root.is_dir():
            return None
        config = _config(root)
        sites = _site_folders(root, config)
        if sites:
            return _listed(root, root, sites, config)
        if _holds_metadata(root):
            home = _home_of(root)
            return _listed(root, home, [root], _config(home) if home else {})
    except (OSError, ValueError, RuntimeError):
        return None
    return None


def as_lockfile(environment: Environment) -> Lockfile:
    """Return what is installed in the shape of a lockfile, for a project that has none.

    Requirements are left open (`edges_known` is False): the installed metadata tells them.
    """
    packages = tuple(
        LockedPackage(
            name=item.name,
            version=item.version,
            source=Source(kind="unknown"),
            edges_known=False,
        )
        for item in environment.distributions
    )
    return Lockfile(
        format="environment",
        version=None,
        packages=packages,
        edges_known=False,
        notes=environment.notes,
    )


def _listed(
    place: Path, root: Path | None, sites: list[Path], config: dict[str, str]
) -> Environment:
    found = [item for site in sites for item in _distributions(site, root)]
    found.sort(key=lambda item: (item.name, item.version, str(item.info)))
    by_name: dict[NormalizedName, tuple[InstalledDistribution, ...]] = {}
    for item in found:
        by_name[item.name] = (*by_name.get(item.name, ()), item)
    notes = [
        Note(
            code="environment-broken",
            text=f"the environment holds {name} more than once; its files are not used",
        )
        for name, items in by_name.items()
        if len(items) > 1
    ]
    if config.get("include-system-site-packages", "").lower() == "true":
        text = "the environment also sees the system's packages, which are not looked at"
        notes.append(Note(code="environment-system-packages", text=text))
    return Environment(
        root=place,
        python=_python_of(sites[0], config),
        distributions=tuple(found),
        notes=tuple(notes),
        _by_name=by_name,
    )


def _distributions(site: Path, root: Path | None) -> list[InstalledDistribution]:
    found: list[InstalledDistribution] = []
    with os.scandir(site) as items:
        for item in items:
            parts = _name_and_version(item.name)
            if parts is not None:
                name, version = canonicalize_name(parts[0]), parts[1].replace("_", "-")
                info = site / item.name
                found.append(
                    InstalledDistribution(
                        name=name, version=version, info=info, site=site, root=root
                    )
                )
    return found


def _name_and_version(folder: str) -> tuple[str, str] | None:
    if folder.endswith(".dist-info") and not folder.startswith("~"):
        name, dash, version = folder.removesuffix(".dist-info").partition("-")
        return (name, version) if dash and name and version else None
    match = _EGG_INFO.match(folder)
    return (match["name"], match["version"]) if match else None


def _config(root: Path) -> dict[str, str]:
    try:
        with (root / "pyvenv.cfg").open(encoding="utf-8", errors="replace") as file:
            lines = file.read(_MAX_CONFIG).splitlines()
    except OSError:
        return {}
    pairs = (line.partition("=") for line in lines)
    return {key.strip().lower(): value.strip() for key, equals, value in pairs if equals}


def _site_folders(root: Path, config: dict[str, str]) -> list[Path]:
    windows = root / "Lib" / "site-packages"
    if (root / "Scripts").is_dir() and windows.is_dir():
        return [windows.resolve()]
    found: dict[Path, tuple[int, int]] = {}
    for library in ("lib", "lib64"):
        if (root / library).is_dir():
            for folder in (root / library).iterdir():
                match = _PYTHON_FOLDER.match(folder.name)
                site = folder / "site-packages"
                if match and site.is_dir():
                    found[site.resolve()] = (int(match[2]), int(match[3]))
    if not found:
        return [windows.resolve()] if windows.is_dir() else []
    stated = re.match(r"(\d+)\.(\d+)", config.get("version_info", config.get("version", "")))
    wanted = (int(stated[1]), int(stated[2])) if stated else max(found.values())
    if wanted not in found.values():
        wanted = max(found.values())
    return sorted(site for site, version in found.items() if version == wanted)


def _holds_metadata(folder: Path) -> bool:
    with os.scandir(folder) as items:
        return any(_name_and_version(item.name) is not None for item in items)


def _home_of(site: Path) -> Path | None:
    """Return the environment root above a site-packages folder of the usual layout."""
    if site.name != "site-packages":
        return None
    if _PYTHON_FOLDER.match(site.parent.name) and site.parent.parent.name in ("lib", "lib64"):
        return site.parents[2]
    return site.parents[1] if site.parent.name == "Lib" else None


def _python_of(site: Path, config: dict[str, str]) -> str | None:
    match = _PYTHON_FOLDER.match(site.parent.name)
    if match:
        return f"{match[2]}.{match[3]}"
    stated = re.match(r"(\d+\.\d+)", config.get("version_info", config.get("version", "")))
    return stated[1] if stated else None
