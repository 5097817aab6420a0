"""Where the project uses a package, seen by both readers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from inhouse.codemod.sites import ImportNames, find_sites
from inhouse.model.places import FileSites, Left
from inhouse.pipeline.replacing.named import named_elsewhere
from inhouse.pipeline.replacing.overlay import Overlay
from inhouse.pipeline.replacing.subject import Subject
from inhouse.planner.coverage import uncovered
from inhouse.planner.passed_on import PassedOn


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The files with sites, their present bytes, and what no strategy can handle.

    `pruned` maps files that were edited already (dead imports taken out) to their bytes before.
    """

    names: ImportNames
    sites: tuple[FileSites, ...]
    texts: dict[str, bytes]
    left: tuple[Left, ...]
    pruned: Mapping[str, bytes] = field(default_factory=dict)
    dropped: int = 0
    passed_on: tuple[str, ...] = ()

    @property
    def symbols(self) -> tuple[str, ...]:
        """The dotted names of the package that the project reaches, sorted."""
        found = {use.symbol for each in self.sites for use in each.uses}
        found.update(self.passed_on)
        for each in self.sites:
            for site in each.imports:
                if site.form == "from":
                    found.add(f"{site.module}.{site.name}")
        return tuple(sorted(found))

    @property
    def importers(self) -> tuple[str, ...]:
        """The files that need owned code at hand; others have a text that reads like its name."""
        found = [
            each.path
            for each in self.sites
            if each.imports or each.uses or any(one.role in _LEADING for one in each.strings)
        ]
        return tuple(found or [each.path for each in self.sites])

    @property
    def count(self) -> int:
        """How many imports, uses and strings there are."""
        return sum(len(each.imports) + len(each.uses) + len(each.strings) for each in self.sites)


_LEADING = ("patch-target", "import-name")  # strings that lead to a module


def _is_about(sites: FileSites) -> bool:
    """Tell whether a file really reaches the package."""
    return bool(sites.imports or sites.uses or sites.strings or sites.left or sites.patched)


def places_of(subject: Subject, overlay: Overlay, *, strict: bool = True) -> Places:
    """Return the places in the files as the changes so far leave them.

    `strict` where an edit may take away names that other modules of the project read.
    """
    names = ImportNames(
        packages=subject.import_names,
        modules=subject.modules,
        distribution=subject.standing.name,
    )
    before = overlay.python
    sites = find_sites(before, names)
    passed_on = PassedOn(overlay.python, sites, strict=strict)
    usage = subject.usage
    missed = uncovered(usage, sites, passed_on.covers) if usage is not None else ()
    through = {each.symbol for each in usage.sites if passed_on.covers(each)} if usage else set()
    texts = before
    if overlay.patch.changes:
        # The audit's line numbers are those of the files on disk; the edit's are of the new ones.
        texts = overlay.current()
        sites = find_sites(texts, names)
    found = [each for each in sites if _is_about(each)]
    named = named_elsewhere(subject, overlay.workspace)
    left = {(each.file, each.line): each for each in (*named, *missed)}
    for each in found:
        left |= {(one.file, one.line): one for one in each.left}
    return Places(
        names=names,
        sites=tuple(found),
        texts={each.path: texts[each.path] for each in found},
        left=tuple(left[key] for key in sorted(left)),
        passed_on=tuple(sorted(through.difference(names.packages, names.modules))),
    )


def pruned(places: Places, overlay: Overlay, python: str) -> Places:
    """Return the places after dead imports are gone: a fallback is not worth rewriting."""
    from inhouse.codemod.drop import drop

    changed: dict[str, bytes] = {}
    count = 0
    for sites in places.sites:
        if sites.left:
            continue
        edited = drop(sites, places.texts[sites.path], min_python=python)
        if edited.after != places.texts[sites.path]:
            changed[sites.path] = edited.after
            count += edited.rewritten
    if not changed:
        return places
    texts = {**overlay.current(), **changed}
    found = {each.path: each for each in find_sites(texts, places.names) if _is_about(each)}
    gone = [FileSites(path=path) for path in changed if path not in found]
    every = tuple(sorted((*found.values(), *gone), key=lambda each: each.path))
    return replace(
        places,
        sites=every,
        texts={each.path: texts[each.path] for each in every},
        pruned={path: places.texts[path] for path in changed},
        dropped=count,
    )
