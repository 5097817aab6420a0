"""The cache: JSON values and artifacts by content address, shared safely by any processes.

Every file is written beside its place and moved there in one step, so a reader sees a whole value
or none, and a process that is stopped leaves at most a stray temporary file. A cache that cannot
be used is done without, and `trouble` says why.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import tempfile
from pathlib import Path
from typing import Any

import platformdirs

_DIGEST = re.compile(r"[0-9a-f]{64}")
# Raised when what is cached changes its meaning or shape; old values are then never read.
ANALYSER_VERSION = "8"


def default_cache_dir() -> Path:
    """Return `$INHOUSE_CACHE_DIR`, else the platform's cache folder for inhouse."""
    chosen = os.environ.get("INHOUSE_CACHE_DIR")
    return Path(chosen) if chosen else Path(platformdirs.user_cache_dir("inhouse"))


class Store:
    """Keyed values below one folder; `Store(None)` remembers nothing."""

    def __init__(self, root: Path | None) -> None:
        self.root = root
        self.trouble: str | None = None

    def get(self, kind: str, key: str) -> Any | None:
        """Return the JSON value stored under `kind` and `key`, or None."""
        text = self._read(self._place(kind, key))
        if text is None:
            return None
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return None

    def put(self, kind: str, key: str, value: Any) -> None:
        """Store a JSON value."""
        data = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
        self._write(self._place(kind, key), data.encode("utf-8", "surrogatepass"))

    def has_blob(self, sha256: str) -> bool:
        """Tell whether a blob of this name is there; what it holds is checked when it is read."""
        place = self._place("blob", sha256)
        try:
            return place is not None and place.is_file()
        except OSError:
            return False

    def get_blob(self, sha256: str) -> bytes | None:
        """Return the bytes with this SHA-256, checked, or None."""
        data = self._read(self._place("blob", sha256))
        if data is not None and hashlib.sha256(data).hexdigest() != sha256:
            return None
        return data

    def put_blob(self, data: bytes) -> str:
        """Store bytes and return their SHA-256."""
        digest = hashlib.sha256(data).hexdigest()
        self._write(self._place("blob", digest), data)
        return digest

    def _place(self, kind: str, key: str) -> Path | None:
        if self.root is None:
            return None
        if kind == "blob" and not _DIGEST.fullmatch(key):
            return None  # digests come from lockfiles: they must not become paths
        version = "" if kind == "blob" else f"-{ANALYSER_VERSION}"
        name = key if kind == "blob" else hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
        return self.root / f"{kind}{version}" / name[:2] / name

    def _read(self, place: Path | None) -> bytes | None:
        if place is None:
            return None
        try:
            return place.read_bytes()
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            self.trouble = f"{self.root}: {getattr(error, 'strerror', None) or error}"
            return None

    def _write(self, place: Path | None, data: bytes) -> None:
        if place is None or self.trouble:
            return
        temporary = ""
        try:
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".new-")
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.replace(temporary, place)  # noqa: PTH105 - the one atomic move, beside mkstemp
            temporary = ""
        except PermissionError as error:
            if not place.exists():  # on Windows another process may hold the same value open
                self.trouble = f"{self.root}: {error.strerror or error}"
        except (OSError, ValueError) as error:
            self.trouble = f"{self.root}: {getattr(error, 'strerror', None) or error}"
        finally:
            if temporary:
                with contextlib.suppress(OSError):
                    Path(temporary).unlink()
