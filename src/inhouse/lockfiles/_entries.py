"""What formats share that say one package in several entries, or for named groups."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar
from urllib.parse import unquote

from inhouse.lockfiles._reading import Malformed, Table, normalised, optional_text, size_of, texts
from inhouse.model.lock import Artifact

Item = TypeVar("Item")


def united(parts: Iterable[tuple[Item, ...]]) -> tuple[Item, ...]:
    """Return all items of all tuples, once each, in the order of their first appearance."""
    return tuple(dict.fromkeys(item for part in parts for item in part))


def either(markers: Iterable[str | None]) -> str | None:
    """Return the marker that holds where any of the given ones does; None always holds."""
    found = list(dict.fromkeys(markers))
    certain = [marker for marker in found if marker is not None]
    if len(certain) < len(found) or not certain:
        return None
    return certain[0] if len(certain) == 1 else " or ".join(f"({marker})" for marker in certain)


def group_names(row: Table, runtime: str) -> tuple[str, ...] | None:
    """Return the normalised names under `groups`; the format's word for runtime is "runtime"."""
    if "groups" not in row:
        return None
    found = (normalised(group, "groups") for group in texts(row, "groups"))
    return tuple("runtime" if group == runtime else group for group in found)


def artifact(row: Table) -> Artifact:
    """Return one wheel or sdist of a table with `file` or `url`, `hash` and perhaps `size`."""
    url, filename = optional_text(row, "url"), optional_text(row, "file")
    if filename is None:
        if url is None:
            raise Malformed("file", "is missing")
        filename = unquote(url.partition("#")[0].partition("?")[0]).rpartition("/")[2]
    digest = hash_pair(optional_text(row, "hash") or "")
    return Artifact(
        kind="wheel" if filename.endswith(".whl") else "sdist",
        filename=filename,
        url=url,
        hashes=(digest,) if digest else (),
        size=size_of(row, "size"),
    )


def hash_pair(text: str) -> tuple[str, str] | None:
    """Return `algorithm:digest` as a pair, None where the text is not of that form."""
    algorithm, _, digest = text.partition(":")
    return (algorithm, digest) if algorithm and digest else None
