"""An environment for a package's own tests: the pins of the proof, pytest, what the tests need."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from inhouse.verifier.environment import Environment
from inhouse.verifier.installing import Installer, InstallError
from inhouse.verifier.pythons import find_uv


class _Resolving(Installer):
    """Installs with requirements; wheels only, so that nothing is built."""

    def resolve(self, folder: Path, lines: Sequence[str]) -> None:
        """Install some requirements and what they require. InstallError."""
        python = str(folder / "bin" / "python")
        wheels = ["--only-binary", ":all:"]
        if self.uv is None:
            argv = [python, "-I", "-m", "pip", "install", "--no-input", "-q"]
            more = ["--disable-pip-version-check", *(["--no-index"] if self.offline else [])]
        else:
            argv = [str(self.uv), "pip", "install", "--python", python, "-q"]
            more = ["--offline"] if self.offline else []
        self._run([*argv, *more, *wheels, *lines])


def with_tests(
    environment: Environment,
    folder: Path,
    lines: Sequence[str],
    *,
    offline: bool = False,
    index_url: str | None = None,
    environ: Mapping[str, str] = os.environ,
) -> tuple[Path, tuple[str, ...]]:
    """Make an environment in `folder`; return its interpreter and what could not be had.

    It sees the packages of `environment`, whose pins come first. InstallError where there is no
    pytest.
    """
    installer = _Resolving(
        uv=find_uv(environ), offline=offline, index_url=index_url, environ=environ
    )
    installer.create(environment.python, folder)
    python = folder / "bin" / "python"
    site = next(iter(sorted(folder.glob("lib/python*/site-packages"))), None)
    if site is None:
        raise InstallError("the environment for the tests has no folder of packages")
    # Not copied: only read, and before what the tests bring along.
    site.joinpath("_inhouse_pins.pth").write_text(
        f"import sys; sys.path.insert(0, {str(environment.site)!r})\n", encoding="utf-8"
    )
    missing: list[str] = []
    pytest = ["pytest"] if not any(line.startswith("pytest") for line in lines) else []
    try:
        installer.resolve(folder, [*pytest, *lines])
    except InstallError:
        installer.resolve(folder, ["pytest"])
        for line in lines:
            try:
                installer.resolve(folder, [line])
            except InstallError:
                missing.append(line)
    return python, tuple(missing)
