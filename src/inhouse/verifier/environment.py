"""A throw-away virtual environment with exactly the pinned distributions, kept for the next run."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from inhouse.errors import IncompleteError
from inhouse.model.progress import Progress
from inhouse.verifier.installing import Installer, InstallError
from inhouse.verifier.pythons import choose, find_uv

SHAPE = 1  # of a kept environment; another number makes the old ones unused
KEPT = 24  # environments in the cache
STALE = 86_400.0  # seconds after which a half-made one is taken away
_DONE = "environment.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """One distribution. `hashes` are "sha256:<hex>" of the files that the lock allows."""

    name: str
    version: str
    hashes: tuple[str, ...] = ()

    def line(self) -> str:
        """Return the line of a requirements file."""
        return " ".join([f"{self.name}=={self.version}", *(f"--hash={h}" for h in self.hashes)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """An environment that holds `pins`; `site` is its folder of packages.

    `version` is the full version of Python, `kept` whether it was there already, `seconds` how
    long it took to get. `notes` say what is not as asked.
    """

    python: Path
    version: str
    pins: tuple[Pin, ...]
    site: Path
    kept: bool = False
    seconds: float = 0.0
    notes: tuple[str, ...] = ()


def provide(
    pins: Sequence[Pin],
    *,
    python: str | None,
    cache: Path,
    offline: bool = False,
    index_url: str | None = None,
    progress: Progress | None = None,
    uv: Path | None = None,
    environ: Mapping[str, str] = os.environ,
) -> Environment:
    """Return an environment with the pins, from `cache` or newly made there.

    `python` is the version wanted ("3.11"). Without hashes a pin is held by its version alone,
    which is noted. IncompleteError where it cannot be made.
    """
    started = time.monotonic()
    found = choose(python, environ)
    wanted = tuple(sorted(pins, key=lambda pin: (pin.name, pin.version)))
    notes = [found.note] if found.note else []
    loose = [pin.name for pin in wanted if not pin.hashes]
    if loose:
        notes.append(f"no hash is known for {', '.join(loose)}: held by version alone")
    place = cache / "environments" / _key(found.python, found.version, wanted)
    kept = _is_whole(place)
    if not kept:
        if progress is not None:
            progress.stage("making the environment of the proof", 0, len(wanted))
        installer = Installer(
            uv=uv or find_uv(environ), offline=offline, index_url=index_url, environ=environ
        )
        _make(place, found.python, wanted, installer)
    with suppress(OSError):
        os.utime(place)
    return Environment(
        python=place / "bin" / "python",
        version=found.version,
        pins=wanted,
        site=_site(place),
        kept=kept,
        seconds=time.monotonic() - started,
        notes=tuple(notes),
    )


def _key(python: Path, version: str, pins: tuple[Pin, ...]) -> str:
    where = os.path.realpath(python)
    said = [SHAPE, where, version, [[p.name, p.version, *sorted(p.hashes)] for p in pins]]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]


def _is_whole(place: Path) -> bool:
    return (place / _DONE).is_file() and (place / "bin" / "python").exists()


def _site(place: Path) -> Path:
    for folder in sorted((place / "lib").glob("python*/site-packages")):
        return folder
    raise IncompleteError(f"{place}: the environment of the proof has no site-packages; remove it")


def _make(place: Path, python: Path, pins: tuple[Pin, ...], installer: Installer) -> None:
    """Make an environment beside its place and move it there when it is whole."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        _sweep(place.parent)
        making = Path(tempfile.mkdtemp(prefix=".making-", dir=place.parent))
    except OSError as error:
        raise IncompleteError(
            f"{place.parent}: the environment of the proof cannot be made: {error.strerror}"
        ) from None
    try:
        inner = making / "environment"
        installer.create(python, inner)
        _install(inner, pins, installer)
        text = json.dumps([pin.line() for pin in pins])
        (inner / _DONE).write_text(text, encoding="utf-8")
        _move(inner, place)
    except InstallError as error:
        tool = "uv" if installer.uv is not None else "pip"
        offline = " without the network" if installer.offline else ""
        raise IncompleteError(
            f"the environment of the proof cannot be made{offline}: {tool}: {error}"
        ) from None
    except OSError as error:
        raise IncompleteError(
            f"{place}: the environment of the proof cannot be made: {error.strerror}"
        ) from None
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _install(folder: Path, pins: tuple[Pin, ...], installer: Installer) -> None:
    """Install hashed pins and the rest apart: with one hash, pip asks for all."""
    for hashed in (True, False):
        chosen = [pin for pin in pins if bool(pin.hashes) is hashed]
        if not chosen:
            continue
        requirements = folder / f"requirements-{'hashed' if hashed else 'loose'}.txt"
        requirements.write_text("".join(f"{pin.line()}\n" for pin in chosen), encoding="utf-8")
        try:
            installer.install(folder, requirements, hashed=hashed, build=False)
        except InstallError:
            # Something of it has no wheel: its sdist is built, by code of its own.
            installer.install(folder, requirements, hashed=hashed, build=True)


def _move(inner: Path, place: Path) -> None:
    try:
        inner.rename(place)
    except OSError:
        if _is_whole(place):  # another run was faster
            return
        shutil.rmtree(place, ignore_errors=True)
        inner.rename(place)


def _sweep(folder: Path) -> None:
    """Take away what an interrupted run left, and the environments longest unused."""
    found: list[tuple[float, Path]] = []
    now = time.time()
    for entry in folder.iterdir():
        with suppress(OSError):
            age = entry.lstat().st_mtime
            if not entry.name.startswith(".making-"):
                found.append((age, entry))
            elif now - age > STALE:
                shutil.rmtree(entry, ignore_errors=True)
    for _, entry in sorted(found)[: max(0, len(found) - KEPT + 1)]:
        shutil.rmtree(entry, ignore_errors=True)
