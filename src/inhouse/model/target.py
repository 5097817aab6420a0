"""The environment that markers are evaluated for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One environment: a Python version and a platform, as PEP 508 markers see it.

    `python` is `major.minor`, `python_full` has the micro version too. With `universal`, markers
    are not evaluated and every package of the lock is kept.
    """

    python: str
    python_full: str
    platform: str  # the name users give: linux, macos, windows, possibly with -x86_64 / -aarch64
    sys_platform: str
    os_name: str
    platform_system: str
    platform_machine: str
    implementation: str = "CPython"
    universal: bool = False

    def marker_environment(self) -> dict[str, str]:
        """Return the PEP 508 environment for `packaging.markers.Marker.evaluate`."""
        return {
            "implementation_name": self.implementation.lower(),
            "implementation_version": self.python_full,
            "os_name": self.os_name,
            "platform_machine": self.platform_machine,
            "platform_python_implementation": self.implementation,
            "platform_release": "",
            "platform_system": self.platform_system,
            "platform_version": "",
            "python_full_version": self.python_full,
            "python_version": self.python,
            "sys_platform": self.sys_platform,
        }
