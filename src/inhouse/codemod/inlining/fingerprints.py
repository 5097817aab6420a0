"""Digests of the definitions that were taken, to tell later whether upstream changed them."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Callable, Iterator

from inhouse.codemod.inlining.bindings import bound_in
from inhouse.codemod.inlining.layout import layout_of
from inhouse.codemod.inlining.source import NotTakenError, Source, first_line, last_line, source_of
from inhouse.model.closure import Closure

Read = Callable[[str], bytes]


def taken_from(read: Read, closure: Closure) -> tuple[tuple[str, str], ...]:
    """Return "module:name" and the digest of its source text for every definition of a closure.

    A name with several definitions (overloads, branches) has one digest of them all. Statements
    that bind no name are "module:" and are digested together. Imports are not code.
    """
    texts: dict[str, list[str]] = {}
    sources: dict[str, Source] = {}
    for piece in closure.pieces:
        if piece.kind not in ("definition", "code", "header"):
            continue
        if piece.path not in sources:
            sources[piece.path] = source_of(piece.path, read(piece.path))
        source = sources[piece.path]
        text = "\n".join(
            line.rstrip() for start, end in piece.spans for line in source.lines[start - 1 : end]
        )
        names = piece.names or tuple(_bound_at(source, piece.spans[0][0])) or ("",)
        for name in names:
            texts.setdefault(f"{piece.module}:{name}", []).append(text)
    return _digested(texts)


def taken_whole(
    read: Read, entries: tuple[str, ...], import_names: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """Return the same for every module-level definition of a package; modules that do not parse
    have one digest of their text.
    """
    texts: dict[str, list[str]] = {}
    for module, path in layout_of(entries, import_names).modules.items():
        data = read(path)
        try:
            source = source_of(path, data)
        except NotTakenError:
            texts.setdefault(f"{module}:", []).append(data.decode("utf-8", "replace"))
            continue
        for node in source.tree.body:
            if isinstance(node, ast.Import | ast.ImportFrom):
                continue
            rows = source.lines[first_line(node) - 1 : last_line(node)]
            text = "\n".join(line.rstrip() for line in rows)
            for name in sorted(bound_in(ast.Module([node], []))) or [""]:
                texts.setdefault(f"{module}:{name}", []).append(text)
    return _digested(texts)


def _bound_at(source: Source, line: int) -> Iterator[str]:
    for node in source.nodes:
        if isinstance(node, ast.stmt) and first_line(node) == line:
            if not isinstance(node, ast.If | ast.Try):
                yield from sorted(bound_in(ast.Module([node], [])))
            return


def _digested(texts: dict[str, list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, "sha256:" + hashlib.sha256("\n".join(found).encode()).hexdigest())
        for name, found in sorted(texts.items())
    )
