"""Takes the functions that are used from a rule's replacement.py, with what they need."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from inhouse.codemod.inlining.bindings import bound, bound_in
from inhouse.codemod.inlining.checking import check_names
from inhouse.codemod.inlining.counting import lines_of
from inhouse.codemod.inlining.cutting import cut
from inhouse.codemod.inlining.headers import commented, with_header
from inhouse.codemod.inlining.placing import Site, placed
from inhouse.codemod.inlining.source import NotTakenError, Source, first_line
from inhouse.codemod.inlining.versions import OLDEST
from inhouse.codemod.inlining.wanted import Wanted
from inhouse.model.taken import Home, LedgerEntry, Origin, Owned, Refused


def snippet_package(
    replacement: str,
    symbols: tuple[str, ...],
    origin: Origin,
    home: Home,
    import_name: str,
    *,
    rule: str | None = None,
    present: Mapping[str, bytes] | None = None,
    ledger: tuple[LedgerEntry, ...] = (),
) -> Owned | Refused:
    """Return a module with the named functions of a rule's replacement.py.

    A symbol is a name of that file, also as `_inhouse.NAME` or below the import name
    (`toml.loads` is `loads`). `rule` is the rule's id, else the distribution's name.
    """
    try:
        source = Source("replacement.py", replacement.replace("\r\n", "\n"))
        names = [symbol.rpartition(".")[2] for symbol in symbols]
        missing = [name for name in names if name not in bound(source)]
        if missing:
            return Refused(reason=f"replacement.py of {rule or origin.name} has no {missing[0]}")
        made = cut(source, _wanted(source.tree, names), own=lambda _: False, oldest=OLDEST)
        check_names(made, source)
        text = with_header(made.text, _header(rule or origin.name, origin))
        path = f"{import_name.replace('.', '/')}.py"
        parent = import_name.rpartition(".")[0].replace(".", "/")
        bare = Origin(name=origin.name, version=origin.version, artifact="", licence=None)
        site = Site(home=home, present=present or {}, ledger=ledger)
        return Owned(
            strategy="snippet",
            files=placed(site, bare, {path: text.encode()}, (parent,) if parent else ()),
            modules=((import_name, f"{home.dotted}.{import_name}"),),
            symbols=symbols,
            lines=lines_of(Source(path, text)),
        )
    except NotTakenError as error:
        return Refused(reason=str(error))


def _header(rule: str, origin: Origin) -> str:
    return commented(
        [f"Written for inhouse's rule {rule}; takes the place of {origin.name} {origin.version}."]
    )


def _wanted(tree: ast.Module, names: list[str]) -> Wanted:
    """Want the statements that bind the names, and in turn what those read."""
    wanted = Wanted()
    waiting, seen = list(names), set(names)
    while waiting:
        name = waiting.pop()
        for node in tree.body:
            if name not in bound_in(ast.Module([node], [])):
                continue
            if isinstance(node, ast.Import | ast.ImportFrom):
                taken = {
                    alias.name
                    for alias in node.names
                    if (alias.asname or alias.name.partition(".")[0]) == name
                }
                wanted.imports.setdefault(node.lineno, set()).update(taken)
                continue
            _all_of(node, wanted)
            read = {leaf.id for leaf in ast.walk(node) if isinstance(leaf, ast.Name)} - seen
            seen |= read
            waiting += sorted(read)
    return wanted


def _all_of(node: ast.stmt, wanted: Wanted) -> None:
    wanted.starts.add(first_line(node))
    for inner in ast.walk(node):
        if isinstance(inner, ast.If | ast.Try):
            wanted.heads.add(inner.lineno)
        if isinstance(inner, ast.stmt):
            wanted.starts.add(first_line(inner))
            wanted.head_lines.add(inner.lineno)
        if isinstance(inner, ast.Import | ast.ImportFrom):
            names = {alias.name for alias in inner.names}
            wanted.imports.setdefault(inner.lineno, set()).update(names)
