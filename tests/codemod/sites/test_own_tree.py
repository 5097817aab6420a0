"""The finder against two readers that know nothing of it, over this repository's own files."""

from __future__ import annotations

import ast
import symtable
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from inhouse.codemod.sites import ImportNames, find_sites
from inhouse.codemod.sites.expressions import Reader
from inhouse.codemod.sites.raw import RawUse
from inhouse.codemod.sites.scopes import lookup
from inhouse.evidence.usage import PackageNames, SourceTree, find_usage
from inhouse.model.evidence import Usage
from inhouse.model.places import FileSites, Span

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = ("httpx", "libcst", "rich", "typer", "packaging", "platformdirs", "networkx")


@cache
def files() -> dict[str, bytes]:
    paths = sorted((ROOT / "src").rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths}


@cache
def audited() -> dict[str, Usage]:
    tree = SourceTree(
        python=tuple(files()),
        notebooks=(),
        configuration=(),
        stats={path: (len(data), 0) for path, data in files().items()},
        read=files().__getitem__,
    )
    return find_usage(tree, [PackageNames(name=each, imports=(each,)) for each in PACKAGES]).usages


def covered(found: FileSites) -> set[int]:
    lines = {each.line for each in (*found.left, *found.opaque)}
    spans: list[Span] = [each.span for each in found.imports]
    spans += [each.span for each in found.uses]
    spans += [each.span for each in found.strings]
    spans += [each.call for each in found.strings if each.call is not None]
    spans += [each.call for each in found.uses if each.call is not None]
    for span in spans:
        lines.update(range(span.line, span.end_line + 1))
    return lines


@pytest.mark.parametrize("package", PACKAGES)
def test_every_use_that_the_audit_sees_is_a_place(package: str) -> None:
    usage = audited()[package]
    found = find_sites(files(), ImportNames(packages=(package,), modules=(package,)))
    lines = {each.path: covered(each) for each in found}
    taken = {
        each.binds for sites in found for each in sites.imports if each.exported and each.binds
    }
    missed = [
        site
        for site in usage.sites
        if site.line not in lines.get(site.file, set())
        and not taken.intersection(site.symbol.split("."))  # had from another file of ours
    ]
    assert usage.sites
    assert missed == []


def tables(text: str) -> dict[tuple[str, str, int], list[symtable.SymbolTable]]:
    found = defaultdict(list)
    todo = [symtable.symtable(text, "file", "exec")]
    while todo:
        table = todo.pop()
        found[str(table.get_type()), table.get_name(), table.get_lineno()].append(table)
        todo.extend(table.get_children())
    return found


def agrees(use: RawUse, table: symtable.SymbolTable) -> bool:
    scope = use.place.scope
    here = use.name in scope.bindings and use.name not in scope.globals | scope.nonlocals
    bound = lookup(scope, use.name)
    symbol = table.lookup(use.name)
    if symbol.is_local():
        return here
    outside = scope.module().bindings.get(use.name, [])
    return not here and (bound == outside if symbol.is_global() else bool(bound))


def test_names_belong_to_the_scopes_that_the_compiler_says() -> None:
    checked = 0
    for path, data in files().items():
        if "/evidence/" not in path and "/codemod/" not in path:
            continue
        text = data.decode()
        tree = ast.parse(text)
        local = {each.id for each in ast.walk(tree) if isinstance(each, ast.Name)}
        local |= {each.arg for each in ast.walk(tree) if isinstance(each, ast.arg)}
        raw = Reader(ImportNames(packages=("none",)), frozenset(local)).walk(tree)
        owners = {scope: node for node, scope in raw.scopes}
        known = tables(text)
        for use in raw.uses:
            node = owners.get(use.place.scope)
            if not isinstance(node, ast.FunctionDef | ast.ClassDef):
                continue
            kind = "class" if isinstance(node, ast.ClassDef) else "function"
            first = node.decorator_list[0].lineno if node.decorator_list else node.lineno
            at = known.get((kind, node.name, first)) or known.get((kind, node.name, node.lineno))
            if at is None or len(at) > 1 or use.name not in at[0].get_identifiers():
                continue  # annotations are no part of the compiler's tables here
            assert agrees(use, at[0]), f"{path}:{use.node.lineno}: {use.name}"
            checked += 1
    assert checked > 2_000
