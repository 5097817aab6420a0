"""Writes the pieces of a closure as a package again, to find out whether it runs by itself.

What the closure leaves out is cut from each module; modules it does not reach are empty files.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

from inhouse.evidence.contents import Contents
from inhouse.evidence.measure.syntax import quiet
from inhouse.model.closure import Closure, Piece


def write_original(contents: Contents, folder: Path) -> None:
    for entry in contents.entries:
        if not entry.path.endswith((".so", ".pyd")):
            _write(folder / entry.path, contents.read(entry.path))


def write_slice(contents: Contents, found: Closure, folder: Path) -> None:
    by_path: dict[str, list[Piece]] = {}
    for piece in found.pieces:
        by_path.setdefault(piece.path, []).append(piece)
    for entry in contents.entries:
        if entry.path.endswith(".py"):
            text = ""
            if entry.path in by_path:
                with quiet():
                    tree = ast.parse(contents.read(entry.path))
                tree.body = _Cut(by_path[entry.path]).block(tree.body)
                text = ast.unparse(tree)
            _write(folder / entry.path, text.encode())


def outcome(folder: Path, program: str, more: tuple[Path, ...] = ()) -> object:
    """Run a program that leaves its answer in `answer`; a failure is its last line."""
    lines = [
        "import json, sys",
        f"sys.path[:0] = {[str(folder), *map(str, more)]!r}",
        program,
        "print(json.dumps(answer, default=repr))",
    ]
    command = [sys.executable, "-I", "-S", "-W", "ignore", "-c", "\n".join(lines)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=folder)
    if done.returncode:
        return "failed: " + done.stderr[-600:]
    return json.loads(done.stdout.splitlines()[-1])


def _write(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)


class _Cut:
    def __init__(self, pieces: list[Piece]) -> None:
        self.starts = {p.spans[0][0] for p in pieces if p.kind in ("definition", "code")}
        self.heads = {p.spans[0][0] for p in pieces if p.kind == "header"}
        self.head_lines = {
            line
            for p in pieces
            if p.kind == "header"
            for start, end in p.spans
            for line in range(start, end + 1)
        }
        self.imports: dict[int, set[str]] = {}
        for piece in pieces:
            if piece.kind in ("import", "star"):
                self.imports.setdefault(piece.spans[0][0], set()).update(piece.names)

    def block(self, body: list[ast.stmt]) -> list[ast.stmt]:
        return [kept for node in body for kept in self.statement(node)]

    def statement(self, node: ast.stmt) -> list[ast.stmt]:
        if isinstance(node, ast.Import | ast.ImportFrom):
            return self.imported(node)
        if isinstance(node, ast.If):
            body, orelse = self.block(node.body), self.block(node.orelse)
            if node.lineno not in self.heads:
                return [*body, *orelse]
            node.body, node.orelse = body or [ast.Pass()], orelse
            return [node]
        if isinstance(node, ast.Try):
            return self.attempt(node)
        decorators = getattr(node, "decorator_list", [])
        start = min((item.lineno for item in decorators), default=node.lineno)
        return [node] if start in self.starts else []

    def imported(self, node: ast.Import | ast.ImportFrom) -> list[ast.stmt]:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            return [node]
        names = self.imports.get(node.lineno, set())
        if node.names[0].name == "*":
            node.names = [ast.alias(name) for name in sorted(names - {"*"})]
            if "*" in names:
                node.names = [ast.alias("*")]
        else:
            node.names = [alias for alias in node.names if alias.name in names]
        return [node] if node.names else []

    def attempt(self, node: ast.Try) -> list[ast.stmt]:
        if node.lineno not in self.heads:
            return []
        for part in (node, *node.handlers):
            for name in ("body", "orelse", "finalbody"):
                block = getattr(part, name, None)
                if block:
                    kept = [k for child in block for k in self.inside(child)]
                    setattr(part, name, kept or [ast.Pass()])
        return [node]

    def inside(self, node: ast.stmt) -> list[ast.stmt]:
        return [node] if node.lineno in self.head_lines else self.statement(node)
