"""Reads one Python file: `scan_file` records its uses of anything that is imported."""

from __future__ import annotations

import ast
import re
import sys
import warnings
from itertools import islice

from inhouse.evidence.usage.expressions import Reader
from inhouse.evidence.usage.newer import scan_newer
from inhouse.evidence.usage.records import (
    ASSIGNED,
    FROM,
    IMPORT,
    MODULE,
    NAMED,
    OFFERED,
    REFLECTED,
    UNUSED,
    FileUses,
    Gatherer,
)
from inhouse.evidence.usage.scopes import Binding
from inhouse.evidence.usage.syntax import DOTTED, WORD, imports_of, offered
from inhouse.evidence.usage.walker import ANNOTATION, RUNTIME, TYPING, Event

# Without one of these bytes patterns there is nothing to find in a Python file.
_WORTH_PARSING = re.compile(
    rb"import|['\"]\w+[.:+]\w|_plugins|APPS|MIDDLEWARE|BACKENDS|extensions|html_theme"
    rb"|\.run|\.include|load_|engine|backend|parser|driver"
)
# `except A, B:` of Python 3.14, which older parsers know with parentheses only.
_BARE_EXCEPT = re.compile(
    rb"^([ \t]*except\*?[ \t]+)(\w[\w.]*(?:[ \t]*,[ \t]*\w[\w.]*)+)([ \t]*):", re.MULTILINE
)
_EXAMPLE = re.compile(rb">>>[ \t]+(?:import|from)[ \t]+([A-Za-z_][\w.]*)", re.ASCII)
_MAX_EXAMPLES = 500  # per file
_TYPE_COMMENT = re.compile(rb"#\s*type:\s*(?!ignore)")


def scan_file(source: bytes | str, filename: str = "module.py") -> FileUses:
    """Record all imports and the uses of imported names; never raises.

    `source` is read as Python reads it (coding cookies, byte order marks). `filename` is the last
    part of the path: some names are settings only in a file of a certain name.
    """
    data = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    if not _WORTH_PARSING.search(data):
        return FileUses()
    try:
        tree = _parse(data)
    except SyntaxError as error:
        older = _BARE_EXCEPT.sub(rb"\1(\2)\3:", data)
        if older != data:
            return scan_file(older, filename)
        return scan_newer(data, _reason(error))
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        return FileUses(problem=_reason(error))
    try:
        return scan_tree(tree, filename, _examples(data))
    except (RecursionError, MemoryError) as error:
        return FileUses(problem=_reason(error))


def _examples(data: bytes) -> tuple[tuple[str, int], ...]:
    """Return the modules that doctests import, with the number of the line."""
    return tuple(
        (match[1].decode("ascii"), data.count(b"\n", 0, match.start()) + 1)
        for match in islice(_EXAMPLE.finditer(data), _MAX_EXAMPLES)
    )


def _parse(data: bytes) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes are the file's own affair
        if _TYPE_COMMENT.search(data):
            try:
                return ast.parse(data, type_comments=True)
            except SyntaxError:  # perhaps only a comment that is not a type
                pass
        return ast.parse(data)


def _reason(error: BaseException) -> str:
    if isinstance(error, RecursionError | MemoryError):
        return "nested too deeply to be parsed"
    if isinstance(error, SyntaxError) and error.lineno:
        return f"line {error.lineno}: {error.msg}"
    return (str(error).splitlines() or [type(error).__name__])[0]


def scan_tree(
    tree: ast.Module, filename: str, examples: tuple[tuple[str, int], ...] = ()
) -> FileUses:
    """Record the uses in a parsed file; `examples` are modules that its doctests import."""
    found = Gatherer()
    names, type_checking, modules = _imported_names(tree)
    reader = Reader(names, type_checking, found, filename)
    reader.walk(tree)
    dotted: dict[str, list[Binding]] = {}
    for _, binding in reader.imports:
        if binding.path != binding.imported:
            dotted.setdefault(binding.imported, []).append(binding)
    for event in reader.events:
        _record_event(event, modules, dotted, found)
    extra = REFLECTED if reader.reflected else 0
    for _, binding in reader.imports:
        _record_import(binding, extra, found)
    for star in reader.stars:
        found.row(star.imported, star.kind, star.shape, star.line)
    exports = {
        name: binding.path
        for name, bindings in reader.module.bindings.items()
        for binding in bindings
        if binding.path is not None and not _standard(binding.path)
    }
    for name, line in offered(tree.body) if exports else ():
        if name in exports:
            found.row(exports[name], "p", OFFERED, line)
    for path, line in examples:
        found.row(path, "p", IMPORT | MODULE, line)
    if found.computed:
        _record_words(tree, found)
    stars = tuple(star.imported for star in reader.stars)
    return found.result(exports, stars=stars)


def _record_words(tree: ast.Module, found: Gatherer) -> None:
    """Where a file imports by a computed name, each word in it may be that name."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        text = node.value
        if len(text) < 200 and (WORD.match(text) or DOTTED.match(text)):
            found.row(text, "d", NAMED, node.lineno)


def _imported_names(tree: ast.Module) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the names that imports bind, those that mean TYPE_CHECKING, and modules for sure."""
    names: set[str] = set()
    type_checking: set[str] = set()
    modules: set[str] = set()
    for node in imports_of(tree):
        if isinstance(node, ast.ImportFrom):
            modules.update(_prefixes("." * node.level + (node.module or "")))
            for alias in node.names:
                names.add(alias.asname or alias.name)
                if alias.name == "TYPE_CHECKING" and alias.asname:
                    type_checking.add(alias.asname)
            continue
        for alias in node.names:
            names.add(alias.asname or alias.name.partition(".")[0])
            modules.update(_prefixes(alias.name))
    return frozenset(names), frozenset(type_checking), frozenset(modules)


def _prefixes(path: str) -> list[str]:
    parts = path.split(".")
    return [".".join(parts[:end]) for end in range(1, len(parts) + 1)]


def _record_event(
    event: Event, modules: frozenset[str], dotted: dict[str, list[Binding]], found: Gatherer
) -> None:
    """Record what a use resolves to; `dotted` has the bindings of `import a.b` by "a.b"."""
    for binding in event.scope.lookup(event.name, event.order, event.block):
        if binding.path is None:
            continue
        kind = _kind(event, binding)
        path = binding.path + event.attrs
        if binding.path == binding.imported:
            binding.used.add(kind)
        if _standard(binding.path):
            continue
        for prefix in _prefixes(path) if dotted else ():
            for each in dotted.get(prefix, ()):
                each.used.add(kind)
        owner = path.rpartition(".")[0] if event.shape & ASSIGNED else path
        shape = event.shape | (MODULE if owner in modules else 0)
        found.row(path, kind, shape, event.line, event.keywords)


def _kind(event: Event, binding: Binding) -> str:
    if binding.kind == "t" or event.flags & TYPING:
        return "t"
    if event.flags & ANNOTATION and not event.flags & RUNTIME:
        return "t"
    return binding.kind


def _record_import(binding: Binding, extra: int, found: Gatherer) -> None:
    if _standard(binding.imported):
        return
    kind = "t" if binding.used == {"t"} else binding.kind
    shape = binding.shape | (0 if binding.used else UNUSED)
    if not binding.shape & FROM:
        shape |= MODULE
    found.row(binding.imported, kind, shape | extra, binding.line)


def _standard(path: str) -> bool:
    return path.partition(".")[0] in sys.stdlib_module_names
