"""Takes a whole package: every module, its data files and its licences."""

from __future__ import annotations

import ast
import configparser
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from inhouse.codemod.inlining.counting import lines_of
from inhouse.codemod.inlining.headers import header_of, with_header
from inhouse.codemod.inlining.layout import Layout, layout_of
from inhouse.codemod.inlining.licences import require_licence
from inhouse.codemod.inlining.lookups import Texts, lookups_of, texts_of
from inhouse.codemod.inlining.moving import moved
from inhouse.codemod.inlining.needs import live_imports, needs_of
from inhouse.codemod.inlining.placing import Site, licence_path, placed
from inhouse.codemod.inlining.source import NotTakenError, Source, source_of
from inhouse.codemod.inlining.versions import oldest_python
from inhouse.model.places import Left
from inhouse.model.taken import Home, LedgerEntry, Origin, Owned, Refused

_MODIFIED = "imports rewritten to its new place"
_NATIVE = re.compile(r"\.(so|pyd|dylib|dll)(\.\d+)*$|\.(pyx|pxd)$")
_LEFT_OUT = re.compile(
    r"\.(c|h|cc|cpp|hpp|cxx|rs|pyc|pyo|pth|orig|rej)$|(^|/)(__pycache__|\.git[^/]*|\.DS_Store)(/|$)"
)
_TESTS = re.compile(r"(^|/)(tests?|testdata)/|(^|/)(test_[^/]*|[^/]*_test|conftest)\.pyi?$")
_DIST_INFO = re.compile(r"\.(dist|egg)-info(/|$)|\.data/")
_COMMANDS = frozenset({"console_scripts", "gui_scripts"})
_MOST_BYTES = 5_000_000


def vendor_package(
    read: Callable[[str], bytes],
    entries: tuple[str, ...],
    origin: Origin,
    home: Home,
    import_names: tuple[str, ...],
    *,
    min_python: str | None,
    present: Mapping[str, bytes] | None = None,
    ledger: tuple[LedgerEntry, ...] = (),
    symbols: tuple[str, ...] | None = None,
) -> Owned | Refused:
    """Return the whole package as files below `home`, or why it cannot be moved there.

    With `symbols`, import packages that neither they nor the code they are in name stay out.
    """
    layout = layout_of(entries, import_names)
    site = Site(home=home, present=present or {}, ledger=ledger)
    try:
        mover = _Mover(read, entries, layout, origin, home, oldest_python(min_python))
        mover.take(symbols)
        if mover.left:
            return Refused(reason=_reason(mover.left), left=tuple(mover.left))
        return mover.owned(site)
    except NotTakenError as error:
        return Refused(reason=str(error))


def _reason(left: list[Left]) -> str:
    first = left[0]
    more = f" and {len(left) - 1} more such places" if len(left) > 1 else ""
    return f"the package cannot be moved: {first.file}:{first.line}: {first.why}{more}"


@dataclass(slots=True)
class _Mover:
    read: Callable[[str], bytes]
    entries: tuple[str, ...]
    layout: Layout
    origin: Origin
    home: Home
    oldest: tuple[int, int]
    unreadable: dict[str, str] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    stubs: dict[str, Source] = field(default_factory=dict)
    data: dict[str, bytes] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def take(self, symbols: tuple[str, ...] | None) -> None:
        if not self.layout.modules:
            raise NotTakenError(f"{self.origin.name} has no module in Python to take")
        self.entry_points()
        names = {path: module for module, path in self.layout.modules.items()}
        own = [path for path in self.entries if self.belongs(path)]
        modules = [path for path in own if path in names and not _TESTS.search(path)]
        wanted = self.tops(symbols or self.layout.tops)
        waiting = [path for path in modules if self.tops([names[path]]) <= wanted]
        found: dict[str, Source] = {}
        while waiting:
            path = waiting.pop(0)
            if path in found:
                continue
            source = self.readable(path)
            if source is None:
                continue
            found[path] = source
            imported = self.imported(found[path], names[path])
            for top in self.tops(imported) - wanted:
                wanted.add(top)
                waiting += [path for path in modules if self.tops([names[path]]) == {top}]
            paths = (self.layout.modules[each] for each in imported if each in self.layout.modules)
            waiting += sorted(path for path in paths if _TESTS.search(path))
        self.need_none_of_the_unreadable(found, names)
        own = [path for path in own if any(self.under(path, top) for top in wanted)]
        texts = texts_of(found.values(), self.layout)
        for path, source in found.items():
            self.module(source, names[path], texts)
        self.rest([path for path in own if path not in names])
        require_licence(self.origin, self.sources.values())

    def readable(self, path: str) -> Source | None:
        try:
            return source_of(path, self.read(path))
        except NotTakenError as error:
            self.unreadable[path] = str(error)
            return None

    def need_none_of_the_unreadable(
        self, found: Mapping[str, Source], names: Mapping[str, str]
    ) -> None:
        """Refuse modules for other Pythons unless only branches for those import them."""
        lost = {names[path]: path for path in self.unreadable}
        for name, path in lost.items():
            if name in self.layout.tops or name in self.layout.packages:
                raise NotTakenError(self.unreadable[path])
        for path, source in found.items():
            for node in live_imports(source, self.oldest):
                for name in self.named(node, names[path]) & lost.keys():
                    raise NotTakenError(
                        f"{path}:{node.lineno}: imports {lost[name]}; {self.unreadable[lost[name]]}"
                    )
        for why in self.unreadable.values():
            self.notes.append(f"left out, as nothing that runs imports it: {why}")

    def belongs(self, path: str) -> bool:
        if _DIST_INFO.search(path):
            return False
        return any(self.under(path, top) for top in self.layout.tops)

    def under(self, path: str, top: str) -> bool:
        stem = top.replace(".", "/")
        return path.startswith(f"{stem}/") or path in (f"{stem}.py", f"{stem}.pyi")

    def tops(self, names: Iterable[str]) -> set[str]:
        """Return the import packages that dotted names begin with."""
        return {
            top
            for name in names
            for top in self.layout.tops
            if name == top or name.startswith(f"{top}.")
        }

    def module(self, source: Source, name: str, texts: Texts) -> None:
        """Move one module."""
        lookups = lookups_of(source, name, self.layout, self.origin, self.home.dotted, texts)
        self.left += lookups.left
        self.notes += lookups.notes
        if lookups.edits:
            source = source.edited(lookups.edits)
        self.sources[name] = moved(source, name, self.layout)

    def imported(self, source: Source, name: str) -> set[str]:
        """Return every dotted name that a module imports, and those above it."""
        found: set[str] = set()
        for node in source.nodes:
            if isinstance(node, ast.Import | ast.ImportFrom):
                found |= self.named(node, name)
        return {".".join(n.split(".")[:end]) for n in found for end in range(1, 12)}

    def named(self, node: ast.Import | ast.ImportFrom, name: str) -> set[str]:
        """Return the dotted names, of modules or of names in them, that an import means."""
        if isinstance(node, ast.Import):
            return {alias.name for alias in node.names}
        base = self.layout.absolute(name, node.level, node.module)
        return {base, *(f"{base}.{alias.name}" for alias in node.names)}

    def rest(self, paths: list[str]) -> None:
        """Take stubs and data files along; refuse compiled modules."""
        size = 0
        for path in paths:
            if _NATIVE.search(path):
                raise NotTakenError(f"{path}: native code cannot be taken in-house")
            if _LEFT_OUT.search(path) or _TESTS.search(path) or self.layout.hides(path):
                continue
            data = self.read(path)
            size += len(data)
            if size > _MOST_BYTES:
                raise NotTakenError(f"{path}: more than {_MOST_BYTES // 10**6} MB of data files")
            if path.endswith(".pyi"):
                stem = path.removesuffix("/__init__.pyi").removesuffix(".pyi")
                name = stem.replace("/", ".")
                self.stubs[path] = moved(source_of(path, data), name, self.layout)
            else:
                self.data[path] = data

    def entry_points(self) -> None:
        for path in self.entries:
            if not path.endswith("-info/entry_points.txt"):
                continue
            parser = configparser.ConfigParser(delimiters=("=",), strict=False, interpolation=None)
            try:
                parser.read_string(self.read(path).decode("utf-8", "replace"))
            except configparser.Error:
                raise NotTakenError(f"{path}: the entry points cannot be read") from None
            for group in parser.sections():
                if group not in _COMMANDS:
                    raise NotTakenError(f"{path}: registers itself as a plugin of {group!r}")
                for command in parser.options(group):
                    self.notes.append(f"its command {command} is not installed any more")

    def owned(self, site: Site) -> Owned:
        header = header_of(self.origin, _MODIFIED, licence_path(self.origin))
        texts = {
            self.layout.modules[m]: with_header(s.text, header) for m, s in self.sources.items()
        }
        lines = sum(lines_of(Source(path, text)) for path, text in texts.items())
        texts |= {path: with_header(source.text, header) for path, source in self.stubs.items()}
        needed, optional = needs_of(self.sources.values(), self.oldest)
        self.notes += [f"uses {name} where it is installed, as before" for name in optional]
        tops = sorted(self.tops(self.sources))
        namespaces = {top.rpartition(".")[0].replace(".", "/") for top in tops} - {""}
        files = {path: text.encode() for path, text in texts.items()} | self.data
        return Owned(
            strategy="vendor",
            files=placed(site, self.origin, files, tuple(sorted(namespaces))),
            modules=tuple((top, f"{self.home.dotted}.{top}") for top in tops),
            symbols=tuple(tops),
            lines=lines,
            requires=needed,
            notes=tuple(self.notes),
        )
