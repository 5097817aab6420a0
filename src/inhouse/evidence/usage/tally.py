"""Adds up the uses of one distribution."""

from __future__ import annotations

from dataclasses import dataclass, field

from inhouse.evidence.usage.records import (
    ASSIGNED,
    CALL,
    COMPUTED,
    IMPORT,
    KINDS,
    NAMED,
    OFFERED,
    REFLECTED,
    STAR,
    STAR_ARGUMENTS,
    TEST,
    UNSCOPED,
    UNUSED,
    VALUE,
    Row,
)
from inhouse.model.evidence import Site, SymbolUse, Usage, UseKind

_MAX_SITES = 5_000  # per distribution; the counts go on
_ORDER: tuple[UseKind, ...] = ("plain", "guarded", "typing", "dynamic", "config")


@dataclass(slots=True)
class _Symbol:
    count: int = 0
    keywords: set[str] = field(default_factory=set)
    star_arguments: bool = False
    as_value: bool = False


class Tally:
    """Collects sites, symbols and what makes the set of used names uncertain."""

    def __init__(self) -> None:
        self._sites: set[tuple[str, int, str, UseKind]] = set()
        self._symbols: dict[str, _Symbol] = {}
        self._opaque: dict[str, None] = {}
        self._calls = 0
        self._imported = False
        self._offered: set[str] = set()
        self._files: set[str] = set()
        self._kinds: set[UseKind] = set()

    def add(self, rel: str, path: str, row: Row, *, is_module: bool) -> None:
        """Count a row; `path` is the row's path, followed through re-exports."""
        if row.shape & OFFERED:
            self.offered(path)
            return
        if row.shape & UNUSED and rel.endswith(("__init__.py", ".pyi")):
            self.offered(path)
        kind = KINDS[row.kind]
        self._kinds.add(kind)
        self._files.add(rel)
        if len(self._sites) < _MAX_SITES:
            self._sites.update((rel, line, path, kind) for line in row.lines)
        shape = row.shape
        reason = _why_opaque(shape, kind, path, is_module)
        if reason:
            self._opaque[f"{rel}:{row.lines[0]}: {reason}"] = None
        if kind != "config":
            self._imported = True
        if shape & IMPORT and not shape & UNUSED:
            return
        if shape & STAR or (shape & NAMED and kind == "config"):
            return
        self._count(path, row)

    def _count(self, path: str, row: Row) -> None:
        symbol = self._symbols.setdefault(path, _Symbol())
        symbol.count += len(row.lines)
        shape = row.shape
        if shape & CALL:
            self._calls += len(row.lines)
            symbol.keywords.update(row.keywords.split())
            symbol.star_arguments |= bool(shape & STAR_ARGUMENTS)
        elif shape & (VALUE | ASSIGNED | COMPUTED | NAMED):
            symbol.as_value = True

    def offered(self, path: str) -> None:
        """Note that a module of the project offers a name of the package to others."""
        self._offered.add(path)

    def passed_on(self, rel: str, line: int, path: str) -> None:
        """Note that a file gets a name of the package by a star import of an own module."""
        self._imported = True
        self._files.add(rel)
        self._kinds.add("plain")
        self._sites.add((rel, line, path, "plain"))
        self._opaque[f"{rel}:{line}: a star import of an own module passes on {path}"] = None

    def mention(self, rel: str, line: int, word: str) -> None:
        """Count a use by name in a configuration file."""
        self._kinds.add("config")
        self._files.add(rel)
        self._sites.add((rel, line, word, "config"))

    def usage(self) -> Usage:
        """Return the sum."""
        symbols = tuple(
            SymbolUse(
                symbol=name,
                count=each.count,
                keywords=tuple(sorted(each.keywords)),
                star_arguments=each.star_arguments,
                as_value=each.as_value,
            )
            for name, each in sorted(self._symbols.items())
        )
        return Usage(
            imported=self._imported,
            files=len(self._files),
            call_sites=self._calls,
            symbols=symbols,
            kinds=tuple(kind for kind in _ORDER if kind in self._kinds),
            sites=tuple(
                Site(file=file, line=line, symbol=symbol, kind=kind)
                for file, line, symbol, kind in sorted(self._sites)
            ),
            opaque=tuple(sorted(self._opaque)),
            only_tests=bool(self._files) and all(map(is_test_file, self._files)),
            passed_on=tuple(sorted(self._offered)),
        )


def _why_opaque(shape: int, kind: UseKind, path: str, is_module: bool) -> str:
    """Say why the used names of a package cannot all be told after such a use."""
    if shape & STAR:
        return f"star import of {path}"
    if shape & UNSCOPED and shape & IMPORT:
        return f"{path} is imported in a file of newer syntax than the running Python"
    if shape & REFLECTED:
        return f"{path} is imported in a file that calls globals(), eval or exec"
    if shape & COMPUTED:
        return f"a name of {path} is computed"
    if shape & ASSIGNED and is_module:
        return f"{path} is assigned"
    if shape & VALUE and is_module and kind != "typing" and not shape & TEST:
        return f"module {path} is used as a value"
    return ""


def is_test_file(rel: str) -> bool:
    """Tell whether a file is a test by its place or name, as pytest and unittest find them."""
    *folders, name = rel.split("/")
    if {"tests", "test"}.intersection(folders) or name == "conftest.py":
        return True
    return (
        name.startswith("test_") or name.endswith(("_test.py", "_tests.py")) or name == "tests.py"
    )
