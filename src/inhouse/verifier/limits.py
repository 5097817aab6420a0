"""How much the code under test may use, and the little that it is told of the user's machine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_XDG = (
    *("DATA_HOME", "CONFIG_HOME", "STATE_HOME", "CACHE_HOME", "RUNTIME_DIR"),
    *("DATA_DIRS", "CONFIG_DIRS"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of one trial; sizes in bytes, times in seconds.

    `start` is added to `seconds` for the first run of a script in a process, which imports.
    `processes` counts processes and threads beyond those that the user already runs. `values`
    is how many values a result may consist of, `reply` how long its canonical text may be.
    """

    seconds: float = 3.0
    start: float = 20.0
    memory: int = 1 << 30
    output: int = 1 << 18
    file: int = 16 << 20
    processes: int = 64
    values: int = 50_000
    reply: int = 2 << 20


def bare_environment(home: Path) -> dict[str, str]:
    """Return the whole environment of code under test: nothing of the user's."""
    return {
        "HOME": str(home),
        "TMPDIR": str(home),
        "PATH": "",
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "TZ": "UTC",
    }


def abroad(home: Path) -> dict[str, str]:
    """Return an environment as on another machine: another zone, other folders and orders."""
    return (
        bare_environment(home)
        | {
            "HOME": str(home / "elsewhere"),
            "USERPROFILE": str(home / "elsewhere"),
            "USER": "stranger",
            "LOGNAME": "stranger",
            "PATH": "/elsewhere/bin",
            "LANG": "C",
            "LC_ALL": "C",
            "TERM": "dumb",
            "COLUMNS": "41",
            "LINES": "17",
            "NO_COLOR": "1",
            "PYTHONHASHSEED": "4242",
            "PYTHONUTF8": "1",
            "TZ": "<+0545>-05:45",
        }
        | {f"XDG_{each}": f"/elsewhere/{each.lower()}" for each in _XDG}
    )
