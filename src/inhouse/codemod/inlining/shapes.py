"""Whether one module holds a slice, or a package of the original's shape is needed."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

from inhouse.codemod.inlining.bindings import bound
from inhouse.codemod.inlining.exports import export_of
from inhouse.codemod.inlining.layout import Layout
from inhouse.codemod.inlining.source import Source, chain_of

_MAKES_CLASS = frozenset(
    {"namedtuple", "NamedTuple", "TypedDict", "NewType", "type", "new_class", "make_dataclass"}
    | {"Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"}
)


def fits_one_file(
    made: Mapping[str, Source],
    layout: Layout,
    symbols: tuple[str, ...],
) -> str | None:
    """Return the one module that can stand for the whole slice, None if there is none.

    All other reached modules must only pass its names on, unchanged; it must import nothing of
    the package; every used symbol must be a name directly below the import package. Classes stay
    where they were, for messages and reprs say in which module that is.
    """
    code = [module for module, source in made.items() if not _only_passes_on(source)]
    if len(code) != 1:
        return None
    (home,) = code
    tops = [top for top in layout.tops if any(_below(module, top) for module in made)]
    if len(tops) != 1:
        return None
    (top,) = tops
    if not _is_closed(made[home], home, layout):
        return None
    if home == top:
        return home if len(made) == 1 else None
    if _has_class(made[home]) or not all(symbol.startswith(f"{top}.") for symbol in symbols):
        return None
    if any(symbol.startswith(f"{home}.") for symbol in symbols):
        return None  # the project imports the module itself
    names = {symbol.removeprefix(f"{top}.").partition(".")[0] for symbol in symbols}
    if not names <= bound(made[home]):
        return None
    if any(layout.there(f"{top}.{name}") and f"{top}.{name}" != home for name in names):
        return None
    return home


def parents_of(modules: Iterable[str], layout: Layout) -> list[str]:
    """Return the packages around modules that are not among them, namespaces left aside."""
    found: set[str] = set()
    for module in modules:
        parts = module.split(".")
        found.update(".".join(parts[:end]) for end in range(1, len(parts)))
    return sorted(name for name in found if layout.own(name) and name not in set(modules))


def _is_closed(source: Source, module: str, layout: Layout) -> bool:
    """Tell whether a module imports nothing of its own package."""
    for node in source.nodes:
        if isinstance(node, ast.ImportFrom):
            target = layout.absolute(module, node.level, node.module)
            if node.level or layout.own(target) or layout.above(target):
                return False
        elif isinstance(node, ast.Import) and any(layout.own(a.name) for a in node.names):
            return False
    return True


def _has_class(source: Source) -> bool:
    for node in source.nodes:
        if isinstance(node, ast.ClassDef):
            return True
        if isinstance(node, ast.Call) and len(node.args) > 1:
            made = chain_of(node.func).rpartition(".")[2] in _MAKES_CLASS
            if made:
                return True
    return False


def _only_passes_on(source: Source) -> bool:
    for place, node in enumerate(source.tree.body):
        if export_of(node) is not None:
            continue
        if isinstance(node, ast.Expr) and place == 0:
            continue
        if not isinstance(node, ast.ImportFrom):
            return False
        if any(alias.asname not in (None, alias.name) for alias in node.names):
            return False
    return True


def _below(module: str, top: str) -> bool:
    return module == top or module.startswith(f"{top}.")
