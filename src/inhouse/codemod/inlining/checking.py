"""Looks at the modules that were made as a whole: is every name and every module there?"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from inhouse.codemod.inlining.bindings import bound, has_star, unbound
from inhouse.codemod.inlining.layout import Layout
from inhouse.codemod.inlining.source import NotTakenError, Source, chain_of


def check_names(source: Source, original: Source) -> None:
    """Raise NotTakenError where code reads a name that was cut away.

    Names that the original does not bind either are its own affair (builtins of Python 2 in
    branches that do not run).
    """
    try:
        compile(source.text, source.path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise NotTakenError(f"{source.path}: the cut module does not compile ({error})") from None
    lost = unbound(source)
    if lost and not has_star(source):
        known = bound(original) if not has_star(original) else lost
        if lost & known:
            raise NotTakenError(f"{source.path}: {min(lost & known)} would be undefined")


def check_modules(modules: Mapping[str, Source], layout: Layout) -> None:
    """Raise NotTakenError where an import of the package's own finds no module, or no name.

    `modules` are the made modules by the dotted name they had.
    """
    folders = {".".join(name.split(".")[:end]) for name in modules for end in range(1, 20)}
    for name, source in modules.items():
        for node, target, names in _own_imports(name, source, layout):
            where = f"{source.path}:{getattr(node, 'lineno', 1)}"
            made = modules.get(target)
            if made is None and target not in folders and target:
                raise NotTakenError(f"{where}: imports {target}, which is not taken")
            there = bound(made) if made is not None else frozenset()
            if made is not None and (has_star(made) or "__getattr__" in there):
                continue
            for wanted in names:
                below = f"{target}.{wanted}".lstrip(".")
                if wanted not in there and below not in modules and below not in folders:
                    raise NotTakenError(f"{where}: {target} has no {wanted} any more")


def _own_imports(
    name: str, source: Source, layout: Layout
) -> Iterator[tuple[ast.AST, str, list[str]]]:
    for node in source.nodes:
        if not isinstance(node, ast.ImportFrom):
            continue
        target = _target(name, node, layout)
        if target is None or _guarded(node, source, layout):
            continue
        yield node, target, [alias.name for alias in node.names if alias.name != "*"]


def _target(name: str, node: ast.ImportFrom, layout: Layout) -> str | None:
    if not node.level:
        return None
    depth = len(name.split(".")) + (name in layout.packages)
    if node.level == depth:  # the folder of all owned code
        return node.module or ""
    return layout.absolute(name, node.level, node.module) or None


def _guarded(node: ast.ImportFrom, source: Source, layout: Layout) -> bool:
    """Tell whether the import may fail: the original has no such module either."""
    for around in source.nodes:
        if isinstance(around, ast.Try) and any(node is child for child in around.body):
            caught = {chain_of(item) for h in around.handlers for item in _types(h)}
            if caught & {"ImportError", "ModuleNotFoundError", "Exception", ""}:
                target = layout.absolute(_module_of(source, layout), node.level, node.module)
                return not layout.there(target)
    return False


def _types(handler: ast.ExceptHandler) -> list[ast.expr]:
    if handler.type is None:
        return [ast.Name("")]
    return handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]


def _module_of(source: Source, layout: Layout) -> str:
    return next((name for name, path in layout.modules.items() if path == source.path), "")
