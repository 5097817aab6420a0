"""What the files of a project have of each other: re-exports, and patches of them by name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from inhouse.codemod.sites.calls import examine
from inhouse.codemod.sites.raw import Raw
from inhouse.codemod.sites.source_text import UnreadableError, parse, read_source
from inhouse.model.places import FileSites, StringSite

_BREAK = rb"(?:[ \t]|\\\r?\n)+"
_FROM = re.compile(
    rb"(?<![\w.])from"
    + _BREAK
    + rb"([.\w]+)"
    + _BREAK
    + rb"import\b[ \t]*(\((?:#[^\r\n]*|[^)#])*\)|(?:\\\r?\n|[^\r\n;#(])*)"
)
_IMPORT = re.compile(
    rb"(?:^|[;:])[ \t]*import" + _BREAK + rb"((?:\\\r?\n|[^\r\n;#])*)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Exporter:
    """A file that binds names by imports of the package: `names`, in its module's scope.

    `parts` is its path as parts of a dotted name.
    """

    path: str
    names: frozenset[str]
    parts: tuple[str, ...]

    def is_called(self, dotted: str) -> bool:
        """Tell whether an absolute dotted name may be this file's."""
        parts = tuple(dotted.split("."))
        return bool(dotted) and self.parts[-len(parts) :] == parts


@dataclass(slots=True)
class Taken:
    """What one file takes from others of the project."""

    exported: set[tuple[str, str]]  # path of the exporter, name
    patches: list[StringSite]  # only those whose target is an exporter's name


def exporters(found: Iterable[FileSites]) -> tuple[Exporter, ...]:
    """Return the files whose imports of the package other files can take."""
    every = []
    for sites in found:
        names = {each.binds for each in sites.imports if each.binds and each.scope == "module"}
        names |= {each.binds for each in sites.imports if each.scope != "module" and each.exported}
        if names:
            parts = sites.path.rpartition(".")[0].split("/")
            kept = parts[:-1] if parts[-1] == "__init__" else parts
            every.append(Exporter(sites.path, frozenset(names), tuple(kept)))
    return tuple(every)


def taken(files: Mapping[str, bytes], found: tuple[Exporter, ...]) -> dict[str, Taken]:
    """Look through all files for what they take from the exporters.

    Imports are read out of the bytes, so text that only looks like one counts as well: a name
    that is said to be exported without need is merely kept.
    """
    if not found:
        return {}
    by_stem: dict[str, list[Exporter]] = {}
    for each in found:
        by_stem.setdefault(each.parts[-1] if each.parts else "", []).append(each)
    stems = [stem.encode() for stem in by_stem]
    rooted = any(each.path.rpartition("/")[2].startswith("__init__.") for each in found)
    names = _either(name for each in found for name in each.names)
    target = re.compile(rb"(?<!\w)" + _either(by_stem) + rb"\." + names + rb"(?!\w)")
    answers = {}
    for path, data in files.items():
        if not any(stem in data for stem in stems) and not (rooted and b"from ." in data):
            continue
        exported: set[tuple[str, str]] = set()
        for module, taking in _import_texts(data):
            for exporter in _candidates(module, taking, by_stem, found):
                if exporter.path != path:
                    _from_text(path, module, taking, exporter, data, exported)
        patches = _patches(data, found) if target.search(data) else []
        exported |= {hit for each in patches for hit in _patched(each.text, found)}
        if exported or patches:
            answers[path] = Taken(exported, patches)
    return answers


def _either(words: Iterable[str]) -> bytes:
    return b"(?:" + b"|".join(re.escape(each.encode()) for each in sorted(set(words))) + b")"


def _candidates(
    module: str,
    taking: tuple[str, ...],
    by_stem: Mapping[str, list[Exporter]],
    found: tuple[Exporter, ...],
) -> Iterable[Exporter]:
    """Return the exporters that an import can mean, judged by the last parts of its names."""
    last = module.rpartition(".")[2]
    if not last:  # `from .. import name`: the folder has the name
        return found
    hits = {
        each.path: each for word in (last, *taking) if word in by_stem for each in by_stem[word]
    }
    return hits.values()


def _import_texts(data: bytes) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield module and names of what looks like an import; () for `import module`."""
    for match in _FROM.finditer(data):
        names = _names(match[2].strip(b"()"))
        yield match[1].decode("utf-8", "replace"), names or ("*",)
    for match in _IMPORT.finditer(data):
        for name in _names(match[1]):
            yield name, ()


def _names(text: bytes) -> tuple[str, ...]:
    """Return the names of a list of aliases, without what they are renamed to."""
    plain = re.sub(rb"#[^\r\n]*|\\\r?\n", b" ", text).decode("utf-8", "replace")
    words = (each.split() for each in plain.split(","))
    return tuple(each[0] for each in words if each)


def _attributes(data: bytes, names: frozenset[str]) -> set[str]:
    """Return those of the names that a file takes from any value; all where it cannot be read."""
    near = {name for name in names if f".{name}".encode() in data}
    if not near:
        return near
    try:
        tree = parse(read_source(data).text)
    except UnreadableError:
        return near
    return near & {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def _from_text(
    path: str,
    module: str,
    taking: tuple[str, ...],
    exporter: Exporter,
    data: bytes,
    exported: set[tuple[str, str]],
) -> None:
    """Record what one import takes from an exporter."""
    names: set[str] = set()
    if taking and _is(path, module, exporter):
        names |= exporter.names if "*" in taking else exporter.names & set(taking)
    joined = "" if module.endswith(".") else "."
    whole = [f"{module}{joined}{each}" for each in taking] or [module]
    if any(_is(path, each, exporter) for each in whole):
        names |= _attributes(data, exporter.names)
    exported.update((exporter.path, name) for name in names)


def _patches(data: bytes, found: tuple[Exporter, ...]) -> list[StringSite]:
    """Return the patches by name that meet an exporter's name."""
    try:
        source = read_source(data)
        raw = Raw()
        for node in ast.walk(parse(source.text)):
            if isinstance(node, ast.Call) and node.args:
                examine(node, raw)
    except UnreadableError:
        return []
    return [
        StringSite(
            span=source.span(each),
            text=str(each.value),
            role="patch-target",
            call=source.span(raw.within[id(each)]),
        )
        for each in raw.patches
        if _patched(str(each.value), found)
    ]


def _patched(target: str, found: tuple[Exporter, ...]) -> set[tuple[str, str]]:
    parts = target.split(".")
    return {
        (exporter.path, parts[end])
        for end in range(1, len(parts))
        for exporter in found
        if parts[end] in exporter.names and exporter.is_called(".".join(parts[:end]))
    }


def _is(path: str, module: str, exporter: Exporter) -> bool:
    """Tell whether a module, as written in a file, may mean the exporter's file."""
    dotted = module.lstrip(".")
    level = len(module) - len(dotted)
    if level == 0:
        return exporter.is_called(dotted)
    folder = path.split("/")[:-1]
    up = level - 1
    if up > len(folder):
        return False
    kept = folder[: len(folder) - up] if up else folder
    return exporter.parts == (*kept, *filter(None, dotted.split(".")))
