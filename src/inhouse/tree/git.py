"""Asks git about a repository without running anything that the repository names.

A repository's configuration may name programs: monitors, hooks, filters, pagers, transports.
Each is switched off by what git is started with; filters by name, as git has no switch for all.
A folder that looks like a bare repository may be part of what is checked out: it is none of ours.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

SECONDS = 60
_OFF = (
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "core.untrackedCache=false"),
    *("-c", "core.sshCommand=false"),
    *("-c", "safe.bareRepository=explicit"),
    *("-c", "status.submoduleSummary=false"),
    *("-c", "protocol.allow=never"),
    *("-c", "credential.helper="),
)
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",  # the index is only read
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ALLOW_PROTOCOL": "none",  # no missing object is fetched
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_PAGER": "cat",
    "LC_ALL": "C",
}
_KEYS = (("clean", ""), ("smudge", ""), ("process", ""), ("required", "false"))
_OVERRIDES_SINCE = (2, 31)  # the first git that takes settings from GIT_CONFIG_COUNT


_BARE = ("HEAD", "objects", "refs")  # what git takes a folder for a repository by


class UnaskedError(Exception):
    """Git could not be asked, or gave no answer; the text says why."""


def posing(folder: Path) -> Path | None:
    """Return the first folder, upwards, that git older than 2.38 would take for a repository.

    The files of a repository, history and settings included, can be committed to another one
    under any name but `.git`.
    """
    for each in (folder, *folder.parents):
        if os.path.lexists(each / ".git"):
            return None
        if all(os.path.lexists(each / name) for name in _BARE):
            return each
    return None


@dataclass(frozen=True, slots=True)
class Git:
    """A git program for one folder. `filters` are the names of filters to be switched off."""

    program: Path
    folder: Path
    filters: tuple[str, ...] = ()

    def ask(self, *arguments: str) -> bytes:
        """Return what git prints; UnaskedError with its own last line where it fails."""
        command = [str(self.program), "--no-pager", "--literal-pathspecs", *_OFF, *arguments]
        try:
            done = subprocess.run(  # noqa: S603 - a list of arguments and no shell
                command,
                cwd=self.folder,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise UnaskedError(f"git gave no answer within {SECONDS} s") from error
        except OSError as error:
            raise UnaskedError(f"git cannot be started: {error.strerror}") from error
        if done.returncode:
            lines = [line for line in done.stderr.decode("utf-8", "replace").splitlines() if line]
            said = next((each for each in lines if each.startswith("fatal:")), "")
            raise UnaskedError(said or (lines or [f"git ended with {done.returncode}"])[-1])
        return done.stdout

    def without_filters(self) -> Git:
        """Return the same with all filters off that any configuration in force defines."""
        try:
            listed = self.ask("config", "--null", "--name-only", "--get-regexp", r"^filter\.")
        except UnaskedError:  # git's answer where there are none
            return self
        keys = listed.decode("utf-8", "surrogateescape").split("\0")
        names = {match[1] for key in keys if (match := re.match(r"(?s)filter\.(.*)\.", key))}
        if names and self._version() < _OVERRIDES_SINCE:
            raise UnaskedError("this git is too old to be asked safely; 2.31 is needed")
        return Git(self.program, self.folder, tuple(sorted(names)))

    def _version(self) -> tuple[int, int]:
        match = re.search(rb"(\d+)\.(\d+)", self.ask("version"))
        return (int(match[1]), int(match[2])) if match else (0, 0)

    def _environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        settings = [(f"filter.{each}.{key}", text) for each in self.filters for key, text in _KEYS]
        numbered = {"GIT_CONFIG_COUNT": str(len(settings))}
        for count, (key, text) in enumerate(settings):
            numbered |= {f"GIT_CONFIG_KEY_{count}": key, f"GIT_CONFIG_VALUE_{count}": text}
        return {**kept, **_ENVIRONMENT, **numbered}
