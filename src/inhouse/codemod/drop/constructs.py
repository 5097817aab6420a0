"""Compound statements around imports: which of their branches surely never runs."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from inhouse.codemod.drop.available import Version, has_module, has_name
from inhouse.codemod.drop.conditions import outcome
from inhouse.codemod.rewrite.scopes import Names

_IMPORT_ERRORS = frozenset({"ImportError", "ModuleNotFoundError"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A statement of which only some statements stay; `why` says why not, where nothing is sure."""

    whole: ast.stmt
    body: tuple[ast.stmt, ...]
    why: str = ""

    def gone(self) -> frozenset[ast.AST]:
        """Return every node that goes."""
        stays = {node for each in self.body for node in ast.walk(each)}
        return frozenset(ast.walk(self.whole)) - stays


def version_branch(node: ast.If, lowest: Version | None, names: Names) -> Kept | None:
    """Return the branch of a version test that runs; None where it tests something else."""
    if not _asks_version(node.test):
        return None
    if lowest is None:
        return Kept(whole=node, body=(), why="the lowest Python of the project is not known")
    found = outcome(node.test, lowest, names)
    if found is None:
        why = "its branch is not surely dead on every Python that the project supports"
        return Kept(whole=node, body=(), why=why)
    if found:
        return Kept(whole=node, body=tuple(node.body))
    return Kept(whole=node, body=tuple(node.orelse))


def _asks_version(test: ast.expr) -> bool:
    for node in ast.walk(test):
        name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
        if name == "version_info":
            return True
    return False


def import_attempt(
    node: ast.Try, ours: frozenset[ast.stmt], lowest: Version | None, names: Names
) -> Kept:
    """Return what stays of a try statement around imports. `ours` import the package."""

    def refused(why: str) -> Kept:
        return Kept(whole=node, body=(), why=why)

    if node.orelse or node.finalbody:
        return refused("its try statement has an else or a finally")
    if not node.handlers:
        return refused("its try statement catches nothing")
    if any(each in ours for each in node.body):
        return _fallback(node, ours, lowest, names)
    if lowest is None:
        return refused("the lowest Python of the project is not known")
    why = _unsure(node.body, lowest)
    return refused(why) if why else Kept(whole=node, body=tuple(node.body))


def _fallback(
    node: ast.Try, ours: frozenset[ast.stmt], lowest: Version | None, names: Names
) -> Kept:
    """Return the handler of an import of the package, which always runs once it is gone."""

    def refused(why: str) -> Kept:
        return Kept(whole=node, body=(), why=why)

    handler = node.handlers[0]
    if len(node.handlers) > 1 or not catches_import_errors(handler.type, names):
        return refused("its try statement catches more than failed imports")
    if not all(_only_ours(each, ours) for each in node.body):
        return refused("its try statement does more than import it")
    if any(each in ours for each in ast.walk(handler)):
        return refused("its fallback imports the package, too")
    bound = _bound(node.body)
    if all(_is_placeholder(each, bound) for each in handler.body):
        return Kept(whole=node, body=())
    if lowest is None:
        return refused("the lowest Python of the project is not known")
    why = _unsure(handler.body, lowest)
    if why:
        return refused(why)
    if handler.name or not bound <= _bound(handler.body):
        return refused("its fallback binds other names")
    return Kept(whole=node, body=tuple(handler.body))


def suppressed(node: ast.With, ours: frozenset[ast.stmt], names: Names) -> Kept | None:
    """Return what stays of a `with suppress(ImportError)`; None where it is something else."""
    call = node.items[0].context_expr
    if len(node.items) > 1 or not isinstance(call, ast.Call) or call.keywords:
        return None
    called = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if isinstance(call.func, ast.Name):
        called = call.func.id
    if called != "suppress":
        return None
    if not call.args or not all(catches_import_errors(each, names) for each in call.args):
        return Kept(whole=node, body=(), why="it suppresses more than failed imports")
    if not all(_only_ours(each, ours) for each in node.body):
        return Kept(whole=node, body=(), why="its with statement does more than import it")
    return Kept(whole=node, body=())


def catches_import_errors(node: ast.expr | None, names: Names) -> bool:
    """Tell whether an except clause names failed imports, the builtins, and nothing else."""
    if isinstance(node, ast.Tuple):
        return bool(node.elts) and all(catches_import_errors(each, names) for each in node.elts)
    return isinstance(node, ast.Name) and node.id in _IMPORT_ERRORS and node.id not in names.bound


def _only_ours(node: ast.stmt, ours: frozenset[ast.stmt]) -> bool:
    return node in ours and isinstance(node, ast.Import | ast.ImportFrom)


def _bound(body: list[ast.stmt]) -> set[str]:
    found: set[str] = set()
    for node in body:
        if isinstance(node, ast.Import):
            found |= {each.asname or each.name.split(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {each.asname or each.name for each in node.names}
        elif isinstance(node, ast.Assign):
            found |= {each.id for each in node.targets if isinstance(each, ast.Name)}
    return found


def _is_placeholder(node: ast.stmt, bound: set[str]) -> bool:
    """Tell whether a statement only marks the package's names as absent."""
    if isinstance(node, ast.Pass):
        return True
    if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Constant):
        return False
    return all(isinstance(each, ast.Name) and each.id in bound for each in node.targets)


def _unsure(body: list[ast.stmt], lowest: Version) -> str | None:
    """Say why some statement may fail; None where all surely succeed."""
    for node in body:
        if _is_placeholder(node, _bound([node])):
            continue
        if isinstance(node, ast.Import):
            missing = [a.name for a in node.names if not has_module(a.name, lowest)]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            module = node.module
            missing = [
                f"{module}.{a.name}" for a in node.names if not has_name(module, a.name, lowest)
            ]
        else:
            return "its try statement does more than import"
        if missing:
            at_least = ".".join(str(part) for part in lowest[:2])
            return f"{missing[0]} is not known to exist on every Python from {at_least}"
    return None
