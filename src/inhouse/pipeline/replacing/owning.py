"""The code that takes a package's place, and the edit that leads to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from inhouse.evidence.contents import UnreadableError
from inhouse.evidence.slice.answer import closure
from inhouse.model.evidence import Missing
from inhouse.model.patch import FileChange
from inhouse.model.places import Edited, FileSites, Left
from inhouse.model.rule import RuleSymbol
from inhouse.model.taken import Home, LedgerEntry, Origin, Owned, Refused
from inhouse.pipeline.replacing.licences import with_sdist_licence
from inhouse.pipeline.replacing.overlay import Overlay
from inhouse.pipeline.replacing.places import Places
from inhouse.pipeline.replacing.subject import Subject
from inhouse.planner.candidate import Plan

Edit = Callable[[FileSites, bytes, str | None], Edited]


class Owning:
    """Makes the owned files of one package and the edit of the project's files."""

    def __init__(
        self, subject: Subject, plan: Plan, places: Places, home: Home | None, overlay: Overlay
    ) -> None:
        self._subject, self._plan, self._places = subject, plan, places
        self._home, self._overlay = home, overlay

    def owned(self) -> Owned | Refused | None:
        """Return the owned code; None where the standard library is all that is needed."""
        if self._plan.strategy in ("stdlib", "snippet"):
            made = self._snippet() if self._home is not None else None
        else:
            made = self._copied()
        if made is None or isinstance(made, Refused):
            return made
        return replace(made, files=tuple(self._placed(each) for each in made.files))

    def edit(self, owned: Owned | None) -> Edit:
        """Return the codemod for this package."""
        if self._plan.strategy in ("stdlib", "snippet"):
            return self._rewriting(owned)
        assert owned is not None
        return self._redirecting(owned)

    def _rewriting(self, owned: Owned | None) -> Edit:
        from inhouse.codemod.rewrite import rewrite

        rule = self._subject.judged.subject.rule
        assert rule is not None
        pairs = self._subject.examined.project.catalogue.texts(rule.id).get("rewrites.py", "")
        home = owned.modules[0][1] if owned is not None else None

        def edit(sites: FileSites, source: bytes, module: str | None) -> Edited:
            return rewrite(sites, source, rule, pairs, home=home, module=module)

        return edit

    def _redirecting(self, owned: Owned) -> Edit:
        from inhouse.codemod.redirect import redirect

        served = frozenset(owned.symbols)
        whole = self._plan.strategy == "vendor" or owned.strategy == "vendor"

        def edit(sites: FileSites, source: bytes, module: str | None) -> Edited:
            edited = redirect(
                sites, source, owned.modules, module=module, importable=True, whole=whole
            )
            if whole:
                return edited
            unserved = _unserved(sites, served, owned.modules)
            if not unserved:
                return edited
            return Edited(path=sites.path, after=source, rewritten=0, left=unserved)

        return edit

    def _snippet(self) -> Owned | Refused:
        from inhouse.codemod.inlining import snippet_package

        rule = self._subject.judged.subject.rule
        assert rule is not None and self._home is not None
        text = self._subject.examined.project.catalogue.texts(rule.id).get("replacement.py")
        if text is None:
            return Refused(reason=f"the rule {rule.id} has no replacement.py")
        symbols = served_by(rule.symbols, self._places.symbols)
        targets = tuple(sorted({each.to or each.name for each in symbols}))
        # A distribution may have several import packages: the rule tells of one.
        name = (rule.import_package or rule.id).partition(".")[0]
        if name not in self._subject.import_names:
            name = next(iter(self._subject.import_names), rule.id)
        made = snippet_package(
            text,
            targets,
            self._origin(),
            self._home,
            name,
            rule=rule.id,
            present=self._present(),
            ledger=self._ledger(),
        )
        if isinstance(made, Refused):
            return made
        return replace(made, symbols=tuple(each.name for each in symbols))

    def _copied(self) -> Owned | Refused:
        from inhouse.codemod.inlining import slice_package, vendor_package

        contents, names = self._subject.contents, self._subject.import_names
        assert contents is not None and self._home is not None
        entries = tuple(each.path for each in contents.entries)
        origin, python = self._origin(), self._subject.python
        untold = ""
        try:
            if self._plan.strategy == "slice":
                usage = self._subject.usage
                opaque = usage.opaque if usage is not None else ()
                found = closure(contents, names, self._places.symbols, opaque)
                if not isinstance(found, Missing):
                    return slice_package(
                        found,
                        contents.read,
                        entries,
                        origin,
                        self._home,
                        names,
                        self._places.symbols,
                        min_python=python,
                        present=self._present(),
                        ledger=self._ledger(),
                    )
                untold = f"its used part cannot be told: {found.reason}"
            whole = vendor_package(
                contents.read,
                entries,
                origin,
                self._home,
                names,
                min_python=python,
                present=self._present(),
                ledger=self._ledger(),
                symbols=self._places.symbols,
            )
            return _instead(whole, untold) if untold else whole
        except UnreadableError as error:
            return Refused(reason=f"its files cannot be read: {error}")

    def _origin(self) -> Origin:
        from inhouse.codemod.inlining import origin_of

        subject, contents = self._subject, self._subject.contents
        facts = subject.facts
        licence = None if facts is None or isinstance(facts.license, Missing) else facts.license
        origin = origin_of(
            subject.standing.name,
            subject.standing.version or "",
            subject.artifact,
            licence,
            tuple(each.path for each in contents.entries) if contents is not None else (),
            contents.read if contents is not None else _nothing,
            subject.import_names,
        )
        if origin.licence_files or self._plan.strategy not in ("slice", "vendor"):
            return origin
        return with_sdist_licence(origin, subject)

    def _present(self) -> dict[str, bytes]:
        """Return what lies below the place of owned code now."""
        assert self._home is not None
        inside = f"{self._home.folder}/"
        overlay, changed = self._overlay, self._overlay.changed
        paths = {
            *overlay.workspace.paths(lambda path: path.startswith(inside)),
            *(path for path in changed if path.startswith(inside)),
        }
        read = {path: overlay.read(path) for path in paths}
        return {path: data for path, data in read.items() if data is not None}

    def _ledger(self) -> tuple[LedgerEntry, ...]:
        from inhouse.codemod.inlining import read_ledger

        assert self._home is not None
        data = self._overlay.read(f"{self._home.folder}/ledger.toml")
        return read_ledger(data.decode("utf-8")) if data is not None else ()

    def _placed(self, change: FileChange) -> FileChange:
        """Return the change as one from what is there now."""
        return replace(change, before=self._overlay.read(change.path))


def _instead(whole: Owned | Refused, untold: str) -> Owned | Refused:
    """Say why the whole package is taken where a part was to be."""
    if isinstance(whole, Refused):
        return replace(whole, reason=f"{untold}; {whole.reason}")
    return replace(whole, notes=(f"the whole package is taken: {untold}", *whole.notes))


def _nothing(path: str) -> bytes:
    raise UnreadableError(f"{path}: the package's files are not at hand")


def served_by(rules: Iterable[RuleSymbol], used: Iterable[str]) -> tuple[RuleSymbol, ...]:
    """Return the rule's symbols that its own code serves and that are used, sorted by name.

    A used name is served by the longest name of the rule that it begins with.
    """
    known = {each.name: each for each in rules}
    found = {}
    for symbol in used:
        parts = symbol.split(".")
        prefixes = (".".join(parts[:end]) for end in range(len(parts), 0, -1))
        name = next((each for each in prefixes if each in known), None)
        rule = known[name] if name is not None else None
        if rule is not None and rule.status == "rewritten" and _is_owned(rule):
            found[rule.name] = rule
    return tuple(found[name] for name in sorted(found))


def _is_owned(rule: RuleSymbol) -> bool:
    return (rule.to or "").startswith("_inhouse.")


def _unserved(
    sites: FileSites, served: frozenset[str], modules: tuple[tuple[str, str], ...]
) -> tuple[Left, ...]:
    """Return uses of names that were not taken; symbols and modules of the origin are dotted."""
    names = {old for old, _ in modules}
    found = []
    for use in sites.uses:
        parts = use.symbol.split(".")
        prefixes = {".".join(parts[:end]) for end in range(1, len(parts) + 1)}
        if not prefixes & served and use.symbol not in names:
            why = f"{use.symbol} is not among the names that were taken"
            found.append(Left(file=sites.path, line=use.span.line, why=why))
    return tuple(found)
