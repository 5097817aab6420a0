"""Making the planned changes, and checking that nothing else has changed."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Mapping

from inhouse.codemod.rewrite.groups import ImportNode
from inhouse.codemod.rewrite.import_statements import StatementEdit, StaysError, change_import
from inhouse.codemod.rewrite.new_imports import NewImport
from inhouse.codemod.rewrite.plan import Plan
from inhouse.codemod.rewrite.replacing import NodeEdit
from inhouse.codemod.rewrite.scopes import Names, names_of
from inhouse.codemod.rewrite.source_text import (
    SourceText,
    Splice,
    UnreadableError,
    parsed,
    spliced,
)

_BLOCKS = ("body", "orelse", "finalbody")


class UnprovenError(Exception):
    """The changed text is not surely what was planned; the message says where it shows."""


def applied(source: SourceText, names: Names, plan: Plan) -> str:
    """Return the changed text; UnprovenError where it does not parse to exactly the planned tree.

    The tree of `source` is used up.
    """
    try:
        changes = _statements(source, plan)
    except StaysError as error:
        raise UnprovenError(str(error)) from None
    return proved(source, names, plan.edits, plan.quoted, changes)


def proved(
    source: SourceText,
    names: Names,
    edits: list[NodeEdit],
    quoted: list[Splice],
    changes: Mapping[ast.AST, StatementEdit],
) -> str:
    """Make changes to expressions, quoted annotations and statements; as `applied`."""
    try:
        splices = [edit.splice for edit in edits] + quoted
        splices += [splice for change in changes.values() for splice in change.splices]
        text = spliced(source.text, splices)
        source.bytes_of(text)
        tree = parsed(text)
    except (UnreadableError, UnicodeEncodeError) as error:
        raise UnprovenError(str(error)) from None
    except ValueError as error:
        raise UnprovenError(f"changes overlap: {error}") from None
    before = names.unresolved()
    strings = _strings(source, quoted)
    if not same_tree(_Planned(edits, changes, strings).visit(source.tree), tree):
        raise UnprovenError("the edited text does not parse to what was planned")
    lost = names_of(tree).unresolved() - before - frozenset(dir(builtins))
    if lost:
        raise UnprovenError(f"{', '.join(sorted(lost))} would be left without a meaning")
    return text


def same_tree(one: object, other: object) -> bool:
    """Compare two trees without their positions."""
    if type(one) is not type(other):
        return False
    if isinstance(one, ast.AST):
        return all(
            same_tree(getattr(one, name, None), getattr(other, name, None)) for name in one._fields
        )
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same_tree, one, other))
    # 0.0 and -0.0, and parts of complex numbers, are equal and not the same.
    return one == other and repr(one) == repr(other)


def block_of(source: SourceText, statement: ast.AST) -> list[ast.stmt]:
    """Return the statements among which one stands."""
    parent = source.parents[statement]
    for name in _BLOCKS:
        block = getattr(parent, name, None)
        if isinstance(block, list) and statement in block:
            return block
    raise StaysError("its block was not found")


def emptied(source: SourceText, gone: list[ast.stmt]) -> set[ast.stmt]:
    """Return the statements that must leave a `pass` behind when all of `gone` go."""
    held: set[ast.stmt] = set()
    for statement in gone:
        block = block_of(source, statement)
        is_module = block is source.tree.body
        if not is_module and all(each in gone for each in block):
            held.add(block[0])
    return held


def _statements(source: SourceText, plan: Plan) -> dict[ast.AST, StatementEdit]:
    touched: Mapping[ImportNode, dict[int, list[NewImport]]] = plan.replaced
    every = dict.fromkeys([*touched, *plan.beside])
    fresh = _without_repeats(source, plan)
    gone: list[ast.stmt] = [
        node
        for node, names in fresh.items()
        if len(names) == len(node.names) and not any(names.values())
    ]
    held = emptied(source, gone)
    return {
        node: change_import(
            source,
            node,
            fresh.get(node, {}),
            plan.beside.get(node, []),
            needs_body=node in held,
        )
        for node in every
    }


def _without_repeats(
    source: SourceText, plan: Plan
) -> dict[ImportNode, dict[int, list[NewImport]]]:
    """Drop what an earlier statement of the same block imports by now."""
    seen: dict[int, set[NewImport]] = {}
    fresh: dict[ImportNode, dict[int, list[NewImport]]] = {}
    for node in sorted(plan.replaced, key=lambda each: (each.lineno, each.col_offset)):
        known = seen.setdefault(id(block_of(source, node)), set())
        fresh[node] = {}
        for index in sorted(plan.replaced[node]):
            wanted = plan.replaced[node][index]
            fresh[node][index] = [each for each in wanted if each not in known]
            known.update(wanted)
    return fresh


def _strings(source: SourceText, splices: list[Splice]) -> dict[ast.AST, str]:
    """Return the new values of the string literals that hold quoted annotations."""
    found: dict[ast.AST, str] = {}
    if not splices:
        return found
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        start, end = source.of(node)
        inside = [each for each in splices if start <= each.start and each.end <= end]
        if not inside:
            continue
        moved = [Splice(start=s.start - start, end=s.end - start, parts=s.parts) for s in inside]
        literal = ast.parse(spliced(source.text[start:end], moved), mode="eval").body
        if not isinstance(literal, ast.Constant) or not isinstance(literal.value, str):
            raise UnprovenError("a quoted annotation cannot be edited")
        found[node] = literal.value
    return found


class _Planned(ast.NodeTransformer):
    """Turns the old tree into the one that the new text must have."""

    def __init__(
        self,
        edits: list[NodeEdit],
        statements: Mapping[ast.AST, StatementEdit],
        strings: Mapping[ast.AST, str],
    ) -> None:
        self.edits = {edit.node: edit for edit in edits}
        self.statements = statements
        self.strings = strings

    def visit(self, node: ast.AST) -> ast.AST:
        if node in self.edits:
            return self.edits[node].build(self._renewed)
        if node in self.statements:
            # The visitor of lists takes several statements, or none, for one.
            return list(self.statements[node].now)  # type: ignore[return-value]
        if node in self.strings and isinstance(node, ast.Constant):
            return ast.Constant(value=self.strings[node], kind=node.kind)
        renewed: ast.AST = super().visit(node)
        return renewed

    def _renewed(self, node: ast.expr) -> ast.expr:
        renewed = self.visit(node)
        assert isinstance(renewed, ast.expr)
        return renewed
