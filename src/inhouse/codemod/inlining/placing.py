"""Puts the files of one package beside what lies in the project's `_inhouse` already."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from packaging.utils import canonicalize_name

from inhouse.codemod.inlining.source import NotTakenError
from inhouse.model.patch import FileChange
from inhouse.model.taken import Home, LedgerEntry, Origin

_INIT = b'"""Code of others that this project owns now; ledger.toml says where it is from."""\n'
_NAMESPACE = b'"""Holds packages that came from different distributions."""\n'
_RULE = "=" * 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What is in `_inhouse` now: files by path relative to the project root, and its ledger."""

    home: Home
    present: Mapping[str, bytes]
    ledger: tuple[LedgerEntry, ...] = ()


def licence_path(origin: Origin) -> str | None:
    """Return where the licence text goes, relative to `_inhouse`; None if there is none."""
    if not origin.licence_files:
        return None
    return f"licenses/{canonicalize_name(origin.name)}-{origin.version}.txt"


def licence_text(origin: Origin) -> bytes:
    """Return all licence files as one; several are parted by lines that name them."""
    texts = [
        (path, data.decode("utf-8-sig", "replace").replace("\r\n", "\n").strip("\n"))
        for path, data in origin.licence_files
    ]
    if len(texts) == 1:
        return f"{texts[0][1]}\n".encode()
    parts = [f"{_RULE}\n{path}\n{_RULE}\n\n{text}\n" for path, text in texts]
    return "\n".join(parts).encode()


def placed(
    site: Site, origin: Origin, files: Mapping[str, bytes], namespaces: tuple[str, ...] = ()
) -> tuple[FileChange, ...]:
    """Return the changes that write `files` (paths relative to `_inhouse`) for one package.

    Files of an earlier version of the same package go. NotTakenError where a file that the
    project has, and that its ledger does not know or knows otherwise, is in the way.
    """
    wanted = dict(files)
    path = licence_path(origin)
    if path is not None:
        wanted[path] = licence_text(origin)
    for folder in namespaces:
        wanted[f"{folder}/__init__.py"] = _NAMESPACE
    for file in wanted:
        if "\\" in file or not all(part.strip(".") for part in file.split("/")):
            raise NotTakenError(f"{file}: no path for a file of the project")
    name = canonicalize_name(origin.name)
    written = {
        file: digest
        for entry in site.ledger
        if canonicalize_name(entry.name) == name
        for file, digest in entry.files
    }
    changes: list[FileChange] = []
    for file, after in sorted(wanted.items()):
        full = f"{site.home.folder}/{file}"
        before = site.present.get(full)
        if before is not None and before != after:
            _may_replace(full, before, written.get(file))
        changes.append(FileChange(path=full, before=before, after=after))
    for file, digest in sorted(written.items()):
        full = f"{site.home.folder}/{file}"
        before = site.present.get(full)
        if file in wanted or before is None or file in _shared(site, name):
            continue
        _may_replace(full, before, digest)
        changes.append(FileChange(path=full, before=before, after=None))
    _no_other_shape(site, wanted, written)
    init = f"{site.home.folder}/__init__.py"
    if init not in site.present and "__init__.py" not in wanted:
        changes.append(FileChange(path=init, before=None, after=_INIT))
    return tuple(sorted(changes, key=lambda change: change.path))


def _shared(site: Site, name: str) -> set[str]:
    """Return files that other packages of the ledger need as well."""
    return {
        file
        for entry in site.ledger
        if canonicalize_name(entry.name) != name
        for file, _ in entry.files
    }


def _may_replace(full: str, before: bytes, digest: str | None) -> None:
    if digest is None:
        raise NotTakenError(f"{full}: there is a file of the project's own in the way")
    if hashlib.sha256(before).hexdigest() != digest.removeprefix("sha256:"):
        raise NotTakenError(f"{full}: was changed since it was taken in-house")


def _no_other_shape(site: Site, wanted: Mapping[str, bytes], written: Mapping[str, str]) -> None:
    """Refuse `name.py` beside `name/`: only one of them would be imported."""
    tops = {file.partition("/")[0] for file in wanted if file.endswith(".py")}
    for full in site.present:
        file = full.removeprefix(f"{site.home.folder}/")
        top = file.partition("/")[0]
        other = top.removesuffix(".py") if top.endswith(".py") and top == file else f"{top}.py"
        if file != full and other in tops and top not in tops and file not in written:
            raise NotTakenError(f"{full}: has the name of what is to be owned")
