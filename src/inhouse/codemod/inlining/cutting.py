"""Cuts what a closure does not want out of a module's text; the rest stays word for word."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

from inhouse.codemod.inlining.exports import export_of, reduced_export
from inhouse.codemod.inlining.source import Edit, NotTakenError, Source, first_line, last_line
from inhouse.codemod.inlining.trimming import trimmed
from inhouse.codemod.inlining.versions import OLDEST, decided, only_for_types
from inhouse.codemod.inlining.wanted import Block, Wanted, blocks_of

_WIDTH = 88
Importing = ast.Import | ast.ImportFrom
Own = Callable[[Importing], bool]
_LEGAL = re.compile(r"copyright|licen[cs]e|\(c\)|©", re.IGNORECASE)


def cut(source: Source, wanted: Wanted, *, own: Own, oldest: tuple[int, int]) -> Source:
    """Return the module with only what is wanted.

    `own` tells which imports are of the package itself: what nothing needs is taken out of them
    even where others must stay whole.
    """
    cutter = _Cutter(source, wanted, own, oldest)
    cutter.module()
    text = trimmed(source, cutter.dropped, cutter.edits)
    return reduced_export(Source(source.path, text))


class _Cutter:
    def __init__(self, source: Source, wanted: Wanted, own: Own, oldest: tuple[int, int]) -> None:
        self.source, self.wanted = source, wanted
        self.own, self.oldest = own, oldest
        self.edits: list[Edit] = []
        self.dropped: set[int] = set()  # lines that go

    def module(self) -> None:
        body = self.source.tree.body
        if body and _is_text(body[0]):
            body = body[1:]  # the module's docstring stays, and what stands above it
        previous = False
        for cluster in _clusters(body):
            stays = [self.stays(node) for node in cluster]
            if len(cluster) == 1 and _is_text(cluster[0]):
                stays = [previous]  # describes what stands above it
            self.group(cluster, stays)
            previous = any(stays)
        if not previous and self.source.tree.body:
            self.drop(last_line(self.source.tree.body[-1]) + 1, len(self.source.lines))

    def stays(self, node: ast.stmt) -> bool:
        return self.wanted.keeps(node) or export_of(node) is not None

    def group(self, cluster: Block, stays: list[bool]) -> None:
        """Handle statements that share lines: they stay or go together."""
        if not any(stays):
            self.drop(self.above(first_line(cluster[0])), last_line(cluster[-1]))
        elif len(cluster) == 1:
            self.statement(cluster[0])

    def above(self, line: int) -> int:
        """Return the first line of the comments that belong to the statement at `line`.

        Those set apart by blank lines go too, unless they speak of rights.
        """
        lines = self.source.lines
        first = seen = line
        while seen > 1:
            text = lines[seen - 2].strip()
            if text and (not text.startswith("#") or _LEGAL.search(text)):
                return first
            seen -= 1
            first = seen if text else first
        top = 1  # what the file begins with speaks of the whole file
        while top < line and lines[top - 1].startswith("#"):
            top += 1
        return max(first, top)

    def drop(self, start: int, end: int) -> None:
        self.dropped.update(range(start, end + 1))

    def statement(self, node: ast.stmt) -> None:
        match node:
            case ast.Import() | ast.ImportFrom():
                self.imported(node)
            case ast.If():
                self.condition(node)
            case ast.Try():
                self.attempt(node)

    def block(self, body: Block, stays: list[bool]) -> None:
        """Cut one indented block; an emptied one is left with a `pass`."""
        if not any(stays):
            if len(body) > 1 or not isinstance(body[0], ast.Pass):
                start = self.source.range(body[0])[0]
                if first_line(body[0]) < body[0].lineno:  # decorated
                    start = self.source.line_start(first_line(body[0])) + body[0].col_offset
                self.edits.append(Edit(start, self.source.range(body[-1])[1], "pass"))
            return
        kept = dict(zip(map(id, body), stays, strict=True))
        for cluster in _clusters(body):
            self.group(cluster, [kept[id(node)] for node in cluster])

    def condition(self, node: ast.If) -> None:
        if only_for_types(node.test):
            self.branches(node, [self.wanted.keeps(child) for child in node.body])
            return
        outcome = decided(node.test, self.oldest)
        if outcome is None and decided(node.test, OLDEST) is not None:
            where = f"{self.source.path}:{node.lineno}"
            raise NotTakenError(f"{where}: an older Python than 3.9 takes another branch")
        self.branches(node, [self.within(child) for child in node.body])

    def within(self, child: ast.stmt) -> bool:
        """Tell whether a statement in a wanted `if` stays: also what ends the branch."""
        return isinstance(child, ast.Raise | ast.Assert) or self.stays(child)

    def branches(self, node: ast.If, stays: list[bool]) -> None:
        orelse = [self.within(child) for child in node.orelse]
        if only_for_types(node.test) and not any(stays) and not any(orelse):
            raise NotTakenError(f"{self.source.path}:{node.lineno}: an empty branch for types")
        self.block(node.body, stays)
        if not node.orelse:
            return
        if any(orelse):
            self.block(node.orelse, orelse)
            return
        if last_line(node.body[-1]) >= first_line(node.orelse[0]):
            raise NotTakenError(f"{self.source.path}:{node.lineno}: branches share a line")
        self.drop(last_line(node.body[-1]) + 1, last_line(node))

    def attempt(self, node: ast.Try) -> None:
        handled = any(self.does(child) for item in node.handlers for child in item.body)
        for block in blocks_of(node):
            stays = [self.inside(child) for child in block]
            for place, child in enumerate(block):
                if isinstance(child, ast.Import | ast.ImportFrom):
                    own = self.own(child)
                    if block is node.body and handled and not (own and stays[place]):
                        if own:
                            where = f"{self.source.path}:{child.lineno}"
                            raise NotTakenError(f"{where}: a fallback depends on this import")
                        # Whether the fallback runs depends on every name that is imported here.
                        stays[place] = True
                        self.wanted.imports[child.lineno] = {item.name for item in child.names}
            self.block(block, stays)

    def does(self, child: ast.stmt) -> bool:
        return not isinstance(child, ast.Pass) and self.inside(child)

    def inside(self, child: ast.stmt) -> bool:
        return child.lineno in self.wanted.head_lines or self.stays(child)

    def imported(self, node: Importing) -> None:
        kept = self.wanted.kept(node)
        star = node.names[0].name == "*"
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            return
        if not kept or kept == node.names or (star and not self.own(node)):
            return
        if not star and len(kept) == len(node.names):
            return
        start, end = self.source.range(node)
        self.edits.append(Edit(start, end, _import_text(node, kept, node.col_offset)))


def _target(node: Importing) -> str:
    """Return the module of an import as written, with its dots."""
    if isinstance(node, ast.Import):
        return node.names[0].name
    return "." * node.level + (node.module or "")


def _import_text(node: Importing, kept: list[ast.alias], indent: int) -> str:
    names = [item.name + (f" as {item.asname}" if item.asname else "") for item in kept]
    if isinstance(node, ast.Import):
        return f"import {', '.join(names)}"
    head = f"from {_target(node)} import "
    line = head + ", ".join(names)
    if indent + len(line) <= _WIDTH:
        return line
    space = " " * indent
    return "\n".join([f"{head}(", *(f"{space}    {name}," for name in names), f"{space})"])


def _clusters(body: Block) -> list[Block]:
    """Group statements of which one begins on the line where another ends."""
    found: list[Block] = []
    for node in body:
        if found and first_line(node) <= last_line(found[-1][-1]):
            found[-1].append(node)
        else:
            found.append([node])
    return found


def _is_text(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )
