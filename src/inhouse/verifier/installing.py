"""Puts pinned distributions into a virtual environment, with uv or with pip."""

from __future__ import annotations

import ast
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

SECONDS = 600.0  # for one command
_TELLING = ("cause:", "error: could", "error: no", "error: hash", "because ", "hash mismatch")
_LINES = 40  # of what a failed command said, kept for the message
# What an index may need to be reached; nothing else of the user's environment is handed on. HOME
# is, for netrc and the tools' own settings and caches; a build of an sdist sees these too.
_HANDED_ON = {
    "HOME", "PATH", "NETRC", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_DIRS",
    "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY",
    "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CLIENT_CERT",
    "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_NO_INDEX", "PIP_CERT",
    "PIP_CLIENT_CERT", "PIP_TRUSTED_HOST", "PIP_PROXY", "PIP_CONFIG_FILE", "PIP_CACHE_DIR",
    "PIP_DEFAULT_TIMEOUT", "PIP_KEYRING_PROVIDER",
    "UV_CACHE_DIR", "UV_NATIVE_TLS", "UV_SYSTEM_CERTS", "UV_HTTP_TIMEOUT", "UV_FIND_LINKS",
    "UV_NO_INDEX", "UV_INSECURE_HOST", "UV_KEYRING_PROVIDER", "UV_CONFIG_FILE",
}  # fmt: skip
_INDEXES_OF_UV = ("UV_INDEX", "UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_EXTRA_INDEX_URL")


class InstallError(Exception):
    """A command failed; the message is the most telling line it printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installer:
    """How to make an environment: with uv where `uv` is set, else with venv and pip.

    `index_url` takes the place of the index that the tool is configured for.
    """

    uv: Path | None
    offline: bool
    index_url: str | None
    environ: Mapping[str, str]

    def create(self, python: Path, folder: Path) -> None:
        """Make an empty virtual environment."""
        if self.uv is None:
            self._run([str(python), "-I", "-m", "venv", str(folder)])
            return
        argv = [str(self.uv), "venv", "--no-project", "--relocatable", "--no-python-downloads"]
        self._run([*argv, "--python", str(python), str(folder)])

    def install(self, folder: Path, requirements: Path, *, hashed: bool, build: bool) -> None:
        """Install a requirements file without dependencies; wheels only unless `build`."""
        arguments = ["--no-deps", "-r", str(requirements)]
        arguments += ["--require-hashes"] if hashed else []
        arguments += [] if build else ["--only-binary", ":all:"]
        python = str(folder / "bin" / "python")
        if self.uv is None:
            more = ["--no-index"] if self.offline else []
            argv = [python, "-I", "-m", "pip", "install", "--no-input", "-q"]
            self._run([*argv, "--disable-pip-version-check", *more, *arguments])
            return
        argv = [str(self.uv), "pip", "install", "--python", python, "--compile-bytecode", "-q"]
        # Every index may hold a pinned file: with its hash known, none can put in another. pip
        # looks in all of its indexes too.
        if hashed or not any(name.startswith(_INDEXES_OF_UV) for name in self.environ):
            argv += ["--index-strategy", "unsafe-best-match"]
        self._run([*argv, *(["--offline"] if self.offline else []), *arguments])

    def _run(self, argv: Sequence[str]) -> None:
        code, said = run(argv, self._variables())
        if code != 0:
            raise InstallError(_telling(said) or f"exit code {code}")

    def _variables(self) -> dict[str, str]:
        found = {
            name: value
            for name, value in self.environ.items()
            if name.upper() in _HANDED_ON or name.startswith(_INDEXES_OF_UV)
        }
        if self.index_url:  # not on the command line: it may hold a password
            for name in _INDEXES_OF_UV:
                found.pop(name, None)
            found.update(PIP_INDEX_URL=self.index_url, UV_DEFAULT_INDEX=self.index_url)
        if self.uv is not None:
            told = _as_uv_says(_pip_settings(found))
            if any(name in found for name in _INDEXES_OF_UV):
                told.pop("UV_DEFAULT_INDEX", None)
            found = {**told, **found}
        return found | {"UV_NO_PROGRESS": "1", "NO_COLOR": "1", "LANG": "C.UTF-8"}


def run(argv: Sequence[str], environ: Mapping[str, str]) -> tuple[int, str]:
    """Run a command to its end and return its exit code and the end of what it said.

    InstallError where it cannot start or takes longer than `SECONDS`; it and all it started are
    ended then, and when this process is interrupted.
    """
    try:
        process = subprocess.Popen(  # noqa: S603
            argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=dict(environ),
            start_new_session=True,
        )
    except OSError as error:
        raise InstallError(f"{argv[0]}: {error.strerror}") from None
    with process:
        try:
            said, _ = process.communicate(timeout=SECONDS)
        except BaseException as error:
            with suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
            if isinstance(error, subprocess.TimeoutExpired):
                raise InstallError(f"took longer than {SECONDS:g} seconds") from None
            raise
    return process.returncode, said.decode("utf-8", "replace")


def _telling(said: str) -> str:
    """Return the line that says why a command failed."""
    lines = [
        line.strip(" \t\u00d7\u2570\u2500\u25b6\u2502\u251c")
        for line in said.splitlines()
        if line.strip()
    ]
    for line in lines[-_LINES:]:
        if line.lower().startswith(_TELLING):
            text = line
            break
    else:
        text = lines[-1] if lines else ""
    return text if len(text) <= 300 else text[:299] + "…"


def _pip_settings(environ: Mapping[str, str]) -> dict[str, str]:
    """Return pip's own settings, asked of pip; {} where there is no pip beside this Python."""
    try:
        code, said = run([sys.executable, "-I", "-m", "pip", "config", "list"], environ)
    except InstallError:
        return {}
    found: dict[str, str] = {}
    for line in said.splitlines() if code == 0 else ():
        name, _, text = line.partition("=")
        with suppress(ValueError, SyntaxError):
            found[name.split(".")[-1]] = str(ast.literal_eval(text))  # later lines win
    return found


def _as_uv_says(settings: Mapping[str, str]) -> dict[str, str]:
    names = {
        "index-url": "UV_DEFAULT_INDEX",
        "extra-index-url": "UV_EXTRA_INDEX_URL",
        "find-links": "UV_FIND_LINKS",
    }
    return {
        names[key]: (",".join(text.split()) if key == "find-links" else " ".join(text.split()))
        for key, text in settings.items()
        if key in names and text.strip()
    }
