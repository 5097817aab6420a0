"""Requirements files of pip as a lock: pins, hashes, `-r`/`-c`, and the `# via` comments.

The format records no edges; what pip-compile and uv write into comments goes to `required_by`.
Included files are read through the caller, by paths relative to the project root.
"""

from __future__ import annotations

import fnmatch
import posixpath
import re
from collections.abc import Callable
from dataclasses import replace

from inhouse.errors import InhouseError, LockfileError
from inhouse.lockfiles._entries import either, united
from inhouse.lockfiles._reading import MAX_PACKAGES, check_text, too_many
from inhouse.lockfiles._requirement_entries import UnnamedError, entry_of
from inhouse.model.lock import LockedPackage, Lockfile, Note, Source
from inhouse.model.requirement_lines import Line, logical_lines
from inhouse.model.requirement_text import is_url

FORMAT = "requirements"

Include = Callable[[str], str]

MAX_FILES = 200  # included, all together
_PATTERNS = ("requirements*.txt", "*requirements.txt", "requirements*.lock")
_INCLUDE = {"-r": "-r", "--requirement": "-r", "-c": "-c", "--constraint": "-c"}
_INDEX = ("-i", "--index-url", "--pypi-url", "--extra-index-url")
_EDITABLE = ("-e", "--editable")
_OTHER = re.compile(  # options that change nothing about what is pinned
    r"-[fZC]|--(?:find-links|no-index|pre|trusted-host|no-binary|only-binary|prefer-binary"
    r"|require-hashes|use-feature|(?:no-)?use-pep517|config-settings?|global-option|no-deps"
    r"|install-option|process-dependency-links|always-unzip|no-build-isolation"
    r"|uploaded-prior-to|all-releases|only-final)"
)


def matches(filename: str) -> bool:
    """Tell whether a file named by `--lock` is one: pip takes any name, people use `.txt`."""
    return filename.endswith(".txt") or is_usual_name(filename)


def is_usual_name(filename: str) -> bool:
    """Tell whether the name alone says that the file holds requirements."""
    return any(fnmatch.fnmatchcase(filename.lower(), pattern) for pattern in _PATTERNS)


def parse(text: str, place: str = "requirements.txt", include: Include | None = None) -> Lockfile:
    """Read a requirements file and what it includes; LockfileError with the line that is wrong.

    `include` returns the text of a file named relative to the project root, as `place` is.
    """
    check_text(text, place)
    reader = _Reader(include)
    reader.read(text, place)
    packages = _merged(reader.entries, reader.constraints)
    return Lockfile(
        format=FORMAT,
        version=None,
        packages=packages,
        indexes=tuple(dict.fromkeys(reader.indexes)),
        edges_known=any(package.required_by for package in packages),
        listed=True,
        notes=(*dict.fromkeys(reader.notes), *_unpinned(packages)),
    )


def is_pinned(text: str, place: str, include: Include | None = None) -> bool:
    """Tell whether the file, with what it includes, pins all that it names: then it is a lock."""
    try:
        packages = parse(text, place, include).packages
    except InhouseError:  # of this file, or of one that it includes
        return False
    return bool(packages) and all(p.version or p.source.kind != "registry" for p in packages)


def included(text: str, place: str, include: Include | None = None) -> frozenset[str]:
    """Return the paths of all files that a requirements file includes by `-r`, at any depth."""
    reader = _Reader(include)
    reader.read(text, place)
    return frozenset(reader.files - {place})


def files_read(text: str, place: str, include: Include | None = None) -> frozenset[str]:
    """Return the paths of all files that decide what it says: those it includes by `-r` or `-c`."""
    reader = _Reader(include)
    reader.read(text, place)
    return frozenset(path for _, path in reader.seen) - {place}


class _Reader:
    """Collects what one file and its included files say."""

    def __init__(self, include: Include | None) -> None:
        self.include = include
        self.entries: list[LockedPackage] = []
        self.constraints: list[LockedPackage] = []
        self.indexes: list[str] = []
        self.notes: list[Note] = []
        self.files: set[str] = set()
        self._open: list[str] = []
        self.seen: set[tuple[str, str]] = set()

    def read(self, text: str, place: str, kind: str = "-r") -> None:
        if kind == "-r":
            self.files.add(place)
        self.seen.add((kind, place))
        self._open.append(place)
        for line in logical_lines(text):
            where = f"{place}: line {line.number}"
            if not line.text.isprintable() and not line.text.replace("\t", "").isprintable():
                raise LockfileError(where, "holds control characters", "remove them")
            if line.has_variable:
                self._note("environment-variable", f"{where}: names an environment variable")
            option = line.option
            if option is None or option[0] in _EDITABLE:
                self._requirement(line, where, option[1] if option else None, kind)
            elif option[0] in _INCLUDE:
                self._follow(option[1], place, where, max(kind, _INCLUDE[option[0]], key=_strict))
            elif option[0] in _INDEX:
                self.indexes.append(option[1])
            elif not _OTHER.fullmatch(option[0]):
                self._note("unknown-option", f"{where}: the option {option[0]} is not known")
        self._open.pop()

    def _requirement(self, line: Line, where: str, editable: str | None, kind: str) -> None:
        try:
            entry = entry_of(line, editable)
        except UnnamedError as error:
            self._note("unnamed-requirement", f"{where}: {error}")
        except ValueError as error:
            raise LockfileError(where, str(error), "write it as pip reads it") from None
        else:
            if entry is not None:
                rows = self.entries if kind == "-r" else self.constraints
                if len(rows) == MAX_PACKAGES:
                    raise too_many(where, MAX_PACKAGES + 1)
                rows.append(entry)

    def _follow(self, target: str, place: str, where: str, kind: str) -> None:
        if is_url(target):
            self._note("remote-include", f"{where}: {target} is not read")
            return
        path = _inside(target, place)
        if path is None:
            raise LockfileError(
                where, f"includes {target!r}, outside the project", "move it inside"
            )
        if path in self._open:
            raise LockfileError(where, f"includes {path!r}, which includes it", "break the circle")
        if (kind, path) in self.seen:
            return
        if self.include is None:
            raise LockfileError(where, f"includes {path!r}, which cannot be read here")
        if len(self.seen) > MAX_FILES:
            raise LockfileError(where, f"is more than the {MAX_FILES} files that may be included")
        text = self.include(path)
        if "\0" in text:
            raise LockfileError(path, "is not text (it holds NUL bytes)")
        self.read(text, path, kind)

    def _note(self, code: str, text: str) -> None:
        self.notes.append(Note(code=code, text=text))


def _strict(kind: str) -> bool:
    """What a file of constraints includes are constraints, whatever the option says."""
    return kind == "-c"


def _inside(target: str, place: str) -> str | None:
    """Return the path of an included file beside `place`, None where it leaves the project."""
    target = target.replace("\\", "/")
    root = posixpath.dirname(place) if posixpath.isabs(place) else ""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(place), target))
    if root:
        return path if path.startswith(root.rstrip("/") + "/") else None
    outside = path.startswith(("../", "/")) or path in ("..", ".") or path[1:2] == ":"
    return None if outside else path


def _merged(
    entries: list[LockedPackage], constraints: list[LockedPackage]
) -> tuple[LockedPackage, ...]:
    """Make one entry of those for the same thing; a bare name takes the pin found elsewhere."""
    pins: dict[str, set[str]] = {}
    for entry in [*entries, *constraints]:
        if entry.version:
            pins.setdefault(entry.name, set()).add(entry.version)
    pinned = {entry.name for entry in entries if entry.version or entry.source.kind != "registry"}
    together: dict[tuple[str, str | None, Source], list[LockedPackage]] = {}
    for entry in entries:
        if entry.version is None and entry.source.kind == "registry":
            choices = pins.get(entry.name, set())
            if len(choices) == 1:
                entry = replace(entry, version=next(iter(choices)))
            elif entry.name in pinned:
                continue
        together.setdefault((entry.name, entry.version, entry.source), []).append(entry)
    return tuple(_one(same) for same in together.values())


def _one(same: list[LockedPackage]) -> LockedPackage:
    if len(same) == 1:
        return same[0]
    return replace(
        same[0],
        marker=either(entry.marker for entry in same),
        hashes=united(entry.hashes for entry in same),
        required_by=united(entry.required_by for entry in same),
        wanted_extras=tuple(sorted(united(entry.wanted_extras for entry in same))),
    )


def _unpinned(packages: tuple[LockedPackage, ...]) -> tuple[Note, ...]:
    names = [p.name for p in packages if p.version is None and p.source.kind == "registry"]
    if not names:
        return ()
    shown = ", ".join(names[:10]) + (", ..." if len(names) > 10 else "")
    return (Note(code="unpinned", text=f"{len(names)} without an exact version: {shown}"),)
