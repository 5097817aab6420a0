"""The definitions of another release, digested as those that were taken had been."""

from __future__ import annotations

import hashlib

from inhouse.codemod.inlining import taken_from, taken_whole
from inhouse.codemod.inlining.source import NotTakenError, source_of
from inhouse.evidence.contents import Contents, UnreadableError
from inhouse.evidence.slice.answer import closure
from inhouse.evidence.slice.library import Library, Limits, RefusedError
from inhouse.evidence.store import Store
from inhouse.model.closure import Closure, Piece
from inhouse.model.evidence import Maybe, Missing, Slice
from inhouse.model.taken import LedgerEntry

_KIND = "taken"
_MAX_BYTES = 5_000_000  # of the modules that are parsed: some seconds
_NO_SLICE = Slice(lines=0, symbols=0, files=0)
# By the recorded name, the digest in the release; None where nothing has that name any more.
Digests = dict[str, str | None]


def recall(store: Store, artifact: str, entry: LedgerEntry) -> Digests | None:
    """Return what an earlier run found out about an artifact for this entry."""
    value = store.get(_KIND, _key(artifact, entry))
    names = {name for name, _ in entry.taken}
    if not isinstance(value, dict) or value.keys() != names:
        return None
    if not all(digest is None or isinstance(digest, str) for digest in value.values()):
        return None
    return value


def digests_in(store: Store, contents: Contents, entry: LedgerEntry) -> Maybe[Digests]:
    """Return the digest of each definition that the entry names, and keep them."""
    known = recall(store, contents.artifact, entry)
    if known is not None:
        return known
    try:
        found = _digests(contents, entry)
    except (UnreadableError, NotTakenError, RefusedError) as error:
        return Missing(str(error))
    except (RecursionError, MemoryError):
        return Missing(f"{contents.filename}: its code is nested too deeply")
    if isinstance(found, Missing):
        return found
    wanted = {name: found.get(name) or _moved(found, name, old) for name, old in entry.taken}
    store.put(_KIND, _key(contents.artifact, entry), wanted)
    return wanted


def _moved(found: dict[str, str], name: str, digest: str) -> str | None:
    """Return the digest if the very same definition stands in another of the modules looked at."""
    last = name.rpartition(":")[2]
    same = (key for key, held in found.items() if held == digest and last)
    return digest if any(key.rpartition(":")[2] == last for key in same) else None


def _key(artifact: str, entry: LedgerEntry) -> str:
    asked = repr((entry.strategy, entry.symbols, entry.taken))
    return f"{artifact} {hashlib.sha256(asked.encode('utf-8', 'replace')).hexdigest()}"


def _digests(contents: Contents, entry: LedgerEntry) -> Maybe[dict[str, str]]:
    modules = {name.partition(":")[0] for name, _ in entry.taken}
    places = {path for module in modules for path in _places(module)}
    held = [each for each in contents.entries if each.path in places]
    if sum(each.size for each in held) > _MAX_BYTES:
        return Missing(f"{contents.filename}: there is too much code to compare")
    if entry.strategy == "vendor":
        tops = tuple(sorted({module.partition(".")[0] for module in modules}))
        whole = dict(taken_whole(contents.read, tuple(each.path for each in held), tops))
        _check_readable(contents, entry, whole)
        return whole
    found = dict(_all_of(contents, modules))
    # The same cut as was taken: of a name that is bound twice, it may have held one binding.
    cut = closure(contents, (), entry.symbols)
    if not isinstance(cut, Missing):
        found |= taken_from(contents.read, cut)
    return found


def _check_readable(contents: Contents, entry: LedgerEntry, found: dict[str, str]) -> None:
    """Raise NotTakenError where a module lost all its names because it cannot be parsed."""
    held = {each.path for each in contents.entries}
    lost = {name.partition(":")[0] for name, _ in entry.taken if not name.endswith(":")}
    lost -= {name.partition(":")[0] for name in found if not name.endswith(":")}
    for path in sorted(path for module in lost for path in _places(module)):
        if path in held:
            source_of(path, contents.read(path))


def _places(module: str) -> tuple[str, str]:
    path = module.replace(".", "/")
    return f"{path}.py", f"{path}/__init__.py"


def _all_of(contents: Contents, modules: set[str]) -> tuple[tuple[str, str], ...]:
    """Digest every definition of some modules, whether or not anything reaches it now."""
    library = Library(contents, Limits())
    pieces = []
    for module in sorted(modules):
        outline = library.outline(module)
        if outline is None and module in library.broken:
            raise NotTakenError(library.broken[module])
        for unit in outline.units if outline is not None else ():
            names = () if unit.label in ("", "*") else (unit.label,)
            pieces.append(
                Piece(
                    module=module,
                    path=outline.path if outline is not None else "",
                    kind=unit.kind,
                    spans=unit.spans,
                    names=names,
                )
            )
    return taken_from(contents.read, Closure(slice=_NO_SLICE, pieces=tuple(pieces)))
