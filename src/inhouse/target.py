"""Chooses the one environment that markers are evaluated for."""

from __future__ import annotations

import platform as this_platform
import re
from collections.abc import Iterable
from dataclasses import dataclass

from packaging.markers import default_environment
from packaging.specifiers import InvalidSpecifier, Specifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from inhouse.errors import UsageError
from inhouse.model.lock import Note
from inhouse.model.target import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class _System:
    """What markers see of one operating system; `machines` maps our names to its own."""

    sys_platform: str
    os_name: str
    platform_system: str
    machines: dict[str, str]  # the first one stands where none is named


_SYSTEMS = {
    "linux": _System(
        sys_platform="linux",
        os_name="posix",
        platform_system="Linux",
        machines={"x86_64": "x86_64", "aarch64": "aarch64"},
    ),
    "macos": _System(
        sys_platform="darwin",
        os_name="posix",
        platform_system="Darwin",
        machines={"aarch64": "arm64", "x86_64": "x86_64"},
    ),
    "windows": _System(
        sys_platform="win32",
        os_name="nt",
        platform_system="Windows",
        machines={"x86_64": "AMD64", "aarch64": "ARM64"},
    ),
}
_PYTHON = re.compile(r"3\.\d{1,2}(\.\d{1,3})?", re.ASCII)
_MINORS = range(40)  # more Python 3 versions than a requires-python can sensibly mean


def choose(
    python: str | None,
    platform: str | None,
    universal: bool,
    requires_python: str | None,
) -> tuple[Target, tuple[Note, ...]]:
    """Return the target environment and what should be said about the choice.

    Without `python` it is this interpreter, or the lower bound of `requires_python` where this
    interpreter is outside it. UsageError, listing the choices, where `python` or `platform`
    cannot be read.
    """
    notes: tuple[Note, ...] = ()
    if python is None:
        full, notes = _fitting_python(requires_python)
    else:
        full = _asked_python(python)
    here = default_environment()
    own = python is None and full == this_platform.python_version()
    label, machine, system = _system(platform)
    target = Target(
        python=".".join(full.split(".")[:2]),
        python_full=full,
        platform=label,
        sys_platform=system.sys_platform if system else here["sys_platform"],
        os_name=system.os_name if system else here["os_name"],
        platform_system=system.platform_system if system else here["platform_system"],
        platform_machine=machine,
        implementation=here["platform_python_implementation"] if own else "CPython",
        universal=universal,
    )
    return target, notes


def _asked_python(python: str) -> str:
    if not _PYTHON.fullmatch(python):
        raise UsageError(
            f"--python {python!r}: not a version of Python 3; give 3.N or 3.N.M, such as 3.12"
        )
    return python if python.count(".") == 2 else f"{python}.0"


def _fitting_python(requires_python: str | None) -> tuple[str, tuple[Note, ...]]:
    current = this_platform.python_version()
    if not requires_python:
        return current, ()
    try:
        wanted = SpecifierSet(requires_python)
    except InvalidSpecifier:
        text = f"requires-python {requires_python!r} cannot be read, so Python {current} is used"
        return current, (Note(code="requires-python-unreadable", text=text),)
    try:
        if wanted.contains(current, prereleases=True):
            return current, ()
    except InvalidVersion:  # a private build's own version string
        return current, ()
    chosen = _lower_bound(wanted) or _nearest_minor(wanted)
    if chosen is None:
        text = f"no Python 3 is within requires-python {requires_python!r}; {current} is used"
        return current, (Note(code="requires-python-unreadable", text=text),)
    text = (
        f"this is Python {current}, outside requires-python {requires_python!r}: "
        f"markers are evaluated for Python {chosen}; --python chooses another"
    )
    return chosen, (Note(code="python-from-requires", text=text),)


def _lower_bound(wanted: SpecifierSet) -> str | None:
    """Return the lowest Python 3 that a lower bound or an exact pin admits."""
    candidates: list[Version] = []
    for part in wanted:
        candidates += _first_versions(part)
    fitting = [item for item in candidates if item.major == 3 and wanted.contains(item)]
    return _full(min(fitting)) if fitting else None


def _first_versions(part: Specifier) -> list[Version]:
    if part.operator not in (">=", ">", "==", "~=", "==="):
        return []
    try:
        bound = Version(part.version.removesuffix(".*"))
    except InvalidVersion:
        return []
    major, minor, micro = (*bound.release, 0, 0)[:3]
    if major < 3:  # every Python 3 is above it
        return [Version(f"3.{number}.0") for number in _MINORS]
    return [bound, Version(f"{major}.{minor}.{micro + 1}"), Version(f"{major}.{minor + 1}.0")]


def _nearest_minor(wanted: SpecifierSet) -> str | None:
    """Return the highest Python 3 minor within a specifier that has only upper bounds."""
    fitting = [number for number in _MINORS if wanted.contains(f"3.{number}.0")]
    return f"3.{fitting[-1]}.0" if fitting else None


def _full(version: Version) -> str:
    major, minor, micro = (*version.release, 0, 0)[:3]
    return f"{major}.{minor}.{micro}"


def _system(platform: str | None) -> tuple[str, str, _System | None]:
    """Return the platform's label, its machine as markers see it, and what is known of it."""
    if platform is None:
        here = default_environment()
        name = {"darwin": "macos", "win32": "windows"}.get(
            here["sys_platform"], here["sys_platform"]
        )
        machine = here["platform_machine"]
        ours = {"amd64": "x86_64", "arm64": "aarch64"}.get(machine.lower(), machine.lower())
        return f"{name}-{ours}" if ours else name, machine, None
    name, dash, ours = platform.lower().partition("-")
    system = _SYSTEMS.get(name)
    if system is None or (dash and ours not in system.machines):
        raise UsageError(
            f"--platform {platform!r}: not a known platform; give {_one_of(_SYSTEMS)}, "
            f"alone or followed by -x86_64 or -aarch64"
        )
    ours = ours or next(iter(system.machines))
    return platform.lower(), system.machines[ours], system


def _one_of(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} or {last}"
