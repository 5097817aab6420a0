"""What every archive reader refuses: unsafe paths, colliding names, bombs.

Archives come from strangers. The limits are far above what the few megabytes that are ever
downloaded can honestly hold, so meeting one is a reason to look at nothing in the archive.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from inhouse.evidence.contents import UnreadableError

_DRIVE = re.compile(r"^[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SHOWN = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveLimits:
    """Upper bounds of what is read from one archive; sizes in bytes, ratios unpacked to packed."""

    entries: int = 50_000
    total: int = 400_000_000
    directory: int = 16_000_000
    path: int = 1_000
    depth: int = 60
    ratio: int = 250  # deflate itself cannot pass about 1,030
    ratio_from: int = 10_000_000  # smaller files may be as repetitive as they like


LIMITS = ArchiveLimits()


def shown(name: str) -> str:
    """Return a member's name safe for a one-line message: no control characters, cut short."""
    text = _CONTROL.sub("?", name)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."


def safe_path(name: str, limits: ArchiveLimits = LIMITS) -> str:
    """Return `name` as a relative POSIX path; UnreadableError where it could leave the folder."""
    if not name or _CONTROL.search(name):
        raise UnreadableError(f"a file name with control characters ({shown(name)!r})")
    if len(name) > limits.path:
        raise UnreadableError(f"a file name of {len(name)} characters ({shown(name)!r})")
    if "\\" in name or _DRIVE.match(name) or name.startswith("/"):
        raise UnreadableError(f"an absolute or Windows path in the archive ({shown(name)!r})")
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if ".." in parts:
        raise UnreadableError(f"a path that leaves the archive ({shown(name)!r})")
    if not parts:
        raise UnreadableError(f"an empty file name ({shown(name)!r})")
    if len(parts) > limits.depth:
        raise UnreadableError(f"folders nested {len(parts)} deep ({shown(name)!r})")
    return "/".join(parts)


def refuse_collisions(paths: Iterable[str]) -> None:
    """Raise UnreadableError where two paths would be one file on some file system."""
    seen: dict[str, str] = {}
    for path in paths:
        folded = path.casefold()
        if not folded.isascii():
            folded = unicodedata.normalize("NFC", folded)
        other = seen.setdefault(folded, path)
        if other is not path:
            what = "twice" if other == path else "and a name that differs only in case"
            raise UnreadableError(f"the archive holds {shown(path)!r} {what}")


def refuse_bomb(
    sizes: Iterable[tuple[str, int, int]], packed: int, limits: ArchiveLimits = LIMITS
) -> None:
    """Raise UnreadableError where (path, unpacked, packed) sizes cannot be those of code.

    `packed` is the size of the whole archive.
    """
    total = 0
    for count, (path, unpacked, squeezed) in enumerate(sizes, start=1):
        if count > limits.entries:
            raise UnreadableError(f"more than {limits.entries} files in the archive")
        total += unpacked
        if unpacked > limits.ratio_from and unpacked > limits.ratio * max(squeezed, 1):
            raise UnreadableError(f"{shown(path)!r} unpacks to {unpacked} bytes, like a bomb")
        if total > limits.total:
            raise UnreadableError(f"the archive unpacks to more than {limits.total} bytes")
    if total > limits.ratio_from and total > limits.ratio * max(packed, 1):
        raise UnreadableError(f"{packed} bytes unpack to {total}, like a bomb")
