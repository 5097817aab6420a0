"""What a closure wants of one module: which statements, and which names of which imports."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from inhouse.codemod.inlining.source import first_line
from inhouse.codemod.inlining.versions import only_for_types
from inhouse.model.closure import Piece

Block = list[ast.stmt]


@dataclass(slots=True)
class Wanted:
    """Lines at which wanted statements begin; names are those that an import takes.

    `head_lines` are lines of a wanted `try` that are not told apart from it; `typed` are names
    wanted from blocks for type checkers.
    """

    starts: set[int] = field(default_factory=set)
    heads: set[int] = field(default_factory=set)
    head_lines: set[int] = field(default_factory=set)
    imports: dict[int, set[str]] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, pieces: Iterable[Piece]) -> Wanted:
        """Sort the pieces of one module."""
        made = cls()
        for piece in pieces:
            first = piece.spans[0][0]
            match piece.kind:
                case "import" | "star":
                    made.imports.setdefault(first, set()).update(piece.names)
                case "header":
                    made.heads.add(first)
                    for start, end in piece.spans:
                        made.head_lines.update(range(start, end + 1))
                case "definition" | "code":
                    made.starts.add(first)
        return made

    def keeps(self, node: ast.stmt) -> bool:
        """Tell whether anything of a statement stays."""
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            return True
        if isinstance(node, ast.Import | ast.ImportFrom):
            return bool(self.kept(node))
        if isinstance(node, ast.If):
            if only_for_types(node.test):
                return any(map(self.keeps, (*node.body, *node.orelse)))
            return node.lineno in self.heads
        if isinstance(node, ast.Try):
            return node.lineno in self.heads
        return first_line(node) in self.starts

    def kept(self, node: ast.Import | ast.ImportFrom) -> list[ast.alias]:
        """Return what stays of an import; a wanted star gives its names, or stays a star."""
        names = self.imports.get(node.lineno, set())
        if node.names[0].name != "*":
            return [
                alias
                for alias in node.names
                if alias.name in names or (alias.asname or alias.name) in self.typed
            ]
        if "*" in names:
            return node.names
        return [ast.alias(name) for name in sorted(names)]


def blocks_of(node: ast.stmt) -> Iterator[Block]:
    """Yield the blocks of a compound statement that are not scopes of their own."""
    for name in ("body", "orelse", "finalbody"):
        block = getattr(node, name, None)
        if block:
            yield block
    for handler in getattr(node, "handlers", ()):
        yield handler.body
