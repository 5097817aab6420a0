"""All files of a package's source distribution: its tests stand nowhere else."""

from __future__ import annotations

from dataclasses import replace

from inhouse.evidence.candidates import Candidate, from_lock, from_page, has_hash, locked_hashes
from inhouse.evidence.contents import UnreadableError
from inhouse.evidence.index.lookup import Lookup
from inhouse.evidence.index.trouble import IndexTroubleError
from inhouse.evidence.store import Store
from inhouse.evidence.tarball import unpack_tar
from inhouse.model.evidence import Missing
from inhouse.model.lock import LockedPackage

MAX_BYTES = 20_000_000  # of the archive; tests with their data are larger than the code
_KIND = "sdist-of"


def sdist_files(
    package: LockedPackage, lookup: Lookup | None, store: Store
) -> dict[str, bytes] | Missing:
    """Return the files of the locked version's sdist below its top folder.

    It is checked against the lock's hash where that names one, else against the index's. Only
    tar archives are read.
    """
    key = f"{package.name} {package.version} {sorted(locked_hashes(package))}"
    known = store.get(_KIND, key)
    if isinstance(known, list) and len(known) == 2:
        data = store.get_blob(str(known[0]))
        if data is not None:
            return _unpacked(data, str(known[1]))
    if lookup is None:
        return Missing("its sdist is not at hand, and --offline opens no connection")
    reasons: list[str] = []
    for candidate in _candidates(package, lookup, reasons):
        data = _downloaded(candidate, lookup, reasons)
        if data is not None:
            store.put(_KIND, key, [store.put_blob(data), candidate.filename])
            return _unpacked(data, candidate.filename)
    return Missing("; ".join(dict.fromkeys(reasons)) or "its release has no sdist")


def _candidates(package: LockedPackage, lookup: Lookup, reasons: list[str]) -> list[Candidate]:
    """Return the sdists to try; an index's own counts only if the lock does not say otherwise."""
    found = [each for each in from_lock(package) if each.kind == "sdist" and each.url is not None]
    locked = locked_hashes(package)
    for index in lookup.indexes:
        try:
            files = lookup.page(index, package.name).of_version(package.version or "")
        except IndexTroubleError as error:
            reasons.append(error.reason)
            continue
        sdists = [each for each in from_page(files, frozenset()) if each.kind == "sdist"]
        named = [each for each in sdists if locked.intersection(each.hashes)]
        lock_has_sdist = any(each.kind == "sdist" for each in package.artifacts)
        found += named if named or lock_has_sdist else sdists
    return [replace(each, size=None) for each in found]


def _downloaded(candidate: Candidate, lookup: Lookup, reasons: list[str]) -> bytes | None:
    if candidate.url is None or not candidate.filename.endswith((".tar.gz", ".tgz", ".tar.bz2")):
        reasons.append(f"{candidate.filename} is not a tar archive")
        return None
    try:
        data = lookup.client.get(candidate.url, limit=MAX_BYTES).body
    except IndexTroubleError as error:
        reasons.append(error.reason)
        return None
    if not has_hash(data, candidate):
        reasons.append(f"the downloaded {candidate.filename} does not have its hash")
        return None
    return data


def _unpacked(data: bytes, filename: str) -> dict[str, bytes] | Missing:
    try:
        unpacked = unpack_tar(data, filename)
    except UnreadableError as error:
        return Missing(str(error))
    files = {p: content for p, (_, content) in unpacked.files.items() if isinstance(content, bytes)}
    tops = {path.partition("/")[0] for path in files}
    if len(tops) == 1 and all("/" in path for path in files):
        return {path.partition("/")[2]: content for path, content in files.items()}
    return files
