"""Writes the used part of a package: one module where one holds it, else a package of its shape."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import replace

from inhouse.codemod.inlining.checking import check_modules, check_names
from inhouse.codemod.inlining.counting import lines_of
from inhouse.codemod.inlining.cutting import cut
from inhouse.codemod.inlining.folding import folded
from inhouse.codemod.inlining.headers import header_of, with_header
from inhouse.codemod.inlining.layout import Layout, layout_of
from inhouse.codemod.inlining.licences import require_licence
from inhouse.codemod.inlining.lookups import lookups_of, texts_of
from inhouse.codemod.inlining.moving import moved
from inhouse.codemod.inlining.needs import needs_of
from inhouse.codemod.inlining.placing import Site, licence_path, placed
from inhouse.codemod.inlining.repairing import repaired
from inhouse.codemod.inlining.shapes import fits_one_file, parents_of
from inhouse.codemod.inlining.source import NotTakenError, Source, source_of
from inhouse.codemod.inlining.vendoring import vendor_package
from inhouse.codemod.inlining.versions import oldest_python
from inhouse.codemod.inlining.wanted import Wanted
from inhouse.model.closure import Closure, Piece
from inhouse.model.taken import Home, LedgerEntry, Origin, Owned, Refused

_MODIFIED = "only the used parts are kept"
# What a closure says of code that a copy of exactly this code still does right, or that the look
# at its lookups settles.
_SETTLED = (
    "looks at its caller's frame",
    "keeps state in a ContextVar that others share",
    "imports modules by a computed name",
    "reads metadata of installed distributions",
)


def slice_package(
    closure: Closure,
    read: Callable[[str], bytes],
    entries: tuple[str, ...],
    origin: Origin,
    home: Home,
    import_names: tuple[str, ...],
    symbols: tuple[str, ...],
    *,
    min_python: str | None,
    present: Mapping[str, bytes] | None = None,
    ledger: tuple[LedgerEntry, ...] = (),
) -> Owned | Refused:
    """Return the files that hold the closure; the whole package where it cannot be cut soundly.

    `present` are the files of the project below `home` (by path from its root), `ledger` what
    they are known to be. A change of strategy is explained in `notes`.
    """
    site = Site(home=home, present=present or {}, ledger=ledger)
    unsafe = [
        why
        for why in closure.slice.opaque
        if not why.endswith(_SETTLED) and "not readable as Python 3" not in why
    ]
    try:
        if unsafe:
            raise NotTakenError(unsafe[0])
        maker = _Slicer(closure, read, layout_of(entries, import_names), oldest_python(min_python))
        owned = maker.owned(site, origin, symbols)
        stubs = [f"{path}i" for path in closure.slice.paths if f"{path}i" in entries]
        notes = (f"{path}: the stub file is not taken" for path in stubs)
        return replace(owned, notes=(*owned.notes, *notes))
    except NotTakenError as error:
        whole = vendor_package(
            read,
            entries,
            origin,
            home,
            import_names,
            min_python=min_python,
            present=present,
            ledger=ledger,
            symbols=symbols,
        )
        if isinstance(whole, Refused):
            return replace(whole, reason=f"no part can be cut out ({error}); {whole.reason}")
        note = f"the whole package is taken, for no part can be cut out soundly: {error}"
        return replace(whole, notes=(note, *whole.notes), symbols=symbols)


class _Slicer:
    def __init__(
        self,
        closure: Closure,
        read: Callable[[str], bytes],
        layout: Layout,
        oldest: tuple[int, int],
    ) -> None:
        self.layout, self.read, self.oldest = layout, read, oldest
        self.pieces: dict[str, list[Piece]] = {}
        for piece in closure.pieces:
            if layout.own(piece.module):
                self.pieces.setdefault(piece.module, []).append(piece)
        self.stood_in: set[str] = set()
        self.notes: list[str] = []

    def owned(self, site: Site, origin: Origin, symbols: tuple[str, ...]) -> Owned:
        made = {module: self.made(module) for module in self.pieces}
        made = {module: source for module, source in made.items() if source.tree.body}
        made = self.looked_up(made, site.home, origin)
        if not made:
            raise NotTakenError("nothing of the package is reached")
        only = fits_one_file(made, self.layout, symbols)
        if only is None:
            made = {module: moved(source, module, self.layout) for module, source in made.items()}
            check_modules(made, self.layout)
        require_licence(origin, made.values() if only is None else (made[only],))
        header = header_of(origin, _MODIFIED, licence_path(origin))
        tops = [top for top in self.layout.tops if any(_below(name, top) for name in made)]
        if only is None:
            files = self.package(made, header)
        else:
            files = {f"{tops[0].replace('.', '/')}.py": with_header(made[only].text, header)}
        needed, optional = needs_of(made.values() if only is None else [made[only]], self.oldest)
        self.notes += [f"uses {name} where it is installed, as before" for name in optional]
        namespaces = tuple({top.rpartition(".")[0].replace(".", "/") for top in tops} - {""})
        changes = placed(
            site, origin, {path: text.encode() for path, text in files.items()}, namespaces
        )
        return Owned(
            strategy="slice",
            files=changes,
            modules=tuple((top, f"{site.home.dotted}.{top}") for top in tops),
            symbols=symbols,
            lines=sum(lines_of(Source(path, text)) for path, text in files.items()),
            requires=needed,
            notes=tuple(self.notes),
        )

    def looked_up(
        self, made: Mapping[str, Source], home: Home, origin: Origin
    ) -> dict[str, Source]:
        """Handle what the modules look up by names; NotTakenError where they look for modules."""
        texts = texts_of(made.values(), self.layout)
        found = {}
        for module, source in made.items():
            lookups = lookups_of(source, module, self.layout, origin, home.dotted, texts)
            for left in lookups.left:
                raise NotTakenError(f"{left.file}:{left.line}: {left.why}")
            if lookups.renamed:
                raise NotTakenError(f"{source.path}: looks up its own modules by name")
            self.notes += lookups.notes
            found[module] = source.edited(lookups.edits) if lookups.edits else source
        return found

    def made(self, module: str) -> Source:
        """Return one module cut down to its pieces."""
        path = self.layout.modules[module]
        original = source_of(path, self.read(path))

        def own(node: ast.Import | ast.ImportFrom) -> bool:
            if isinstance(node, ast.Import):
                return any(self.layout.own(alias.name) for alias in node.names)
            return self.layout.own(self.layout.absolute(module, node.level, node.module))

        def cutting(wanted: Wanted) -> Source:
            return cut(original, wanted, own=own, oldest=self.oldest)

        made, stood_in = repaired(original, cutting, Wanted.of(self.pieces[module]))
        made = folded(made, self.oldest)
        check_names(made, original)
        for name in stood_in:
            self.notes.append(f"{path}: {name} is only named in annotations, and not taken")
        return made

    def package(self, made: Mapping[str, Source], header: str) -> dict[str, str]:
        files = {self.layout.modules[m]: with_header(s.text, header) for m, s in made.items()}
        for parent in parents_of(made, self.layout):
            files.setdefault(f"{parent.replace('.', '/')}/__init__.py", header)
        return files


def _below(module: str, top: str) -> bool:
    return module == top or module.startswith(f"{top}.")
