"""What the files of a project have of each other: re-exports, and patches of them by name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inhouse.codemod.sites.calls import examine
from inhouse.codemod.sites.raw import Raw
from inhouse.codemod.sites.source_text import SourceText, UnreadableError, parse, read_source
from inhouse.model.places import FileSites, Span


@dataclass(frozen=True, slots=True)
class Exporter:
    """A file that binds names by imports of the package: `names`, in its module's scope."""

    path: str
    names: frozenset[str]

    @property
    def parts(self) -> tuple[str, ...]:
        """The path as parts of a dotted name."""
        parts = self.path.rpartition(".")[0].split("/")
        return tuple(parts[:-1] if parts[-1] == "__init__" else parts)

    def is_called(self, dotted: str) -> bool:
        """Tell whether an absolute dotted name may be this file's."""
        parts = tuple(dotted.split("."))
        return bool(dotted) and self.parts[-len(parts) :] == parts


@dataclass(slots=True)
class Taken:
    """What one file takes from others of the project."""

    exported: set[tuple[str, str]]  # path of the exporter, name
    patches: list[tuple[str, Span]]  # target and place, only those that name an exporter's name


def exporters(found: Iterable[FileSites]) -> tuple[Exporter, ...]:
    """Return the files whose imports of the package other files can take."""
    every = []
    for sites in found:
        names = {each.binds for each in sites.imports if each.binds and each.scope == "module"}
        names |= {each.binds for each in sites.imports if each.scope != "module" and each.exported}
        if names:
            every.append(Exporter(sites.path, frozenset(names)))
    return tuple(every)


def taken(files: Mapping[str, bytes], found: tuple[Exporter, ...]) -> dict[str, Taken]:
    """Look through all files for what they take from the exporters."""
    if not found:
        return {}
    words = {name for each in found for name in each.names}
    stems = {each.parts[-1] for each in found if each.parts}
    mention = _words(words)
    module = _words(stems)
    answers = {}
    for path, data in files.items():
        rooted = any(each.path.rpartition("/")[2].startswith("__init__.") for each in found)
        if not (module.search(data) or (rooted and b"from ." in data)):
            continue
        if not mention.search(data) and b"*" not in data:
            continue
        try:
            source = read_source(data)
            answer = _taken(path, source, parse(source.text), found)
        except (UnreadableError, RecursionError):
            continue
        if answer.exported or answer.patches:
            answers[path] = answer
    return answers


def _words(names: Iterable[str]) -> re.Pattern[bytes]:
    each = b"|".join(re.escape(name.encode()) for name in sorted(names))
    return re.compile(rb"(?<!\w)(?:" + (each or rb"(?!)") + rb")(?!\w)")


def _taken(path: str, source: SourceText, tree: ast.Module, found: tuple[Exporter, ...]) -> Taken:
    exported: set[tuple[str, str]] = set()
    modules: set[Exporter] = set()
    raw = Raw()
    attributes: set[str] = set()
    others = [each for each in found if each.path != path]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for exporter in others:
                names, whole = _from(path, node, exporter)
                exported.update((exporter.path, name) for name in names)
                modules |= {exporter} if whole else set()
        elif isinstance(node, ast.Import):
            modules |= {e for e in found for a in node.names if e.is_called(a.name)}
        elif isinstance(node, ast.Attribute):
            attributes.add(node.attr)
        elif isinstance(node, ast.Call) and node.args:
            examine(node, raw)
    exported |= {(e.path, name) for e in modules for name in e.names & attributes}
    patches = []
    for literal in raw.patches:
        target = str(literal.value)
        hits = _patched(target, found)
        exported |= hits
        if hits:
            patches.append((target, source.span(literal)))
    return Taken(exported, patches)


def _from(path: str, node: ast.ImportFrom, exporter: Exporter) -> tuple[set[str], bool]:
    """Return the names that a statement takes from an exporter, and whether it takes the module."""
    names: set[str] = set()
    if _is(path, node, "", exporter):
        for alias in node.names:
            names |= exporter.names & {alias.name} if alias.name != "*" else exporter.names
    return names, any(_is(path, node, alias.name, exporter) for alias in node.names)


def _patched(target: str, found: tuple[Exporter, ...]) -> set[tuple[str, str]]:
    parts = target.split(".")
    return {
        (exporter.path, parts[end])
        for end in range(1, len(parts))
        for exporter in found
        if parts[end] in exporter.names and exporter.is_called(".".join(parts[:end]))
    }


def _is(path: str, node: ast.ImportFrom, name: str, exporter: Exporter) -> bool:
    """Tell whether `from module` (with `import name`, if given) may mean the exporter's file."""
    dotted = ".".join(filter(None, [node.module, name]))
    if node.level == 0:
        return exporter.is_called(dotted)
    folder = path.split("/")[:-1]
    up = node.level - 1
    if up > len(folder):
        return False
    kept = folder[: len(folder) - up] if up else folder
    return exporter.parts == (*kept, *filter(None, dotted.split(".")))
