"""Reads a file in syntax newer than the running Python: imports and dotted names, no scopes."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING

from inhouse.evidence.usage.records import FROM, IMPORT, STAR, UNSCOPED, VALUE, FileUses, Gatherer

if TYPE_CHECKING:
    import libcst

_MAX_BYTES = 1_000_000
_STACK_BYTES = 256 * 1024 * 1024  # libcst's parser recurses on the machine's stack
_DEEP = re.compile(rb"(?:[\[({]\s*){100}|(?:(?:not|lambda[^:\n]{0,40}:|[-+~])\s*){100}")


def scan_newer(data: bytes, reason: str) -> FileUses:
    """Record what libcst can still read; `reason` is why Python's own parser could not."""
    if len(data) > _MAX_BYTES or b"\0" in data or _DEEP.search(data) or _depth(data) > 200:
        return FileUses(problem=reason)
    answers: list[FileUses] = []
    before = threading.stack_size(_STACK_BYTES)
    try:
        worker = threading.Thread(target=lambda: answers.append(_scan(data, reason)))
        worker.start()
    finally:
        threading.stack_size(before)
    worker.join()
    return answers[0] if answers else FileUses(problem=reason)


def _depth(data: bytes) -> int:
    depth = deepest = 0
    for byte in data:
        if byte in b"([{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b")]}":
            depth -= 1
    return deepest


def _scan(data: bytes, reason: str) -> FileUses:
    import libcst

    try:
        module = libcst.parse_module(data)
        return _read(module)
    except Exception:  # noqa: BLE001 - the parser's own errors are of several kinds
        return FileUses(problem=reason)


def _read(module: libcst.Module) -> FileUses:
    import libcst
    import libcst.metadata
    from libcst.helpers import get_full_name_for_node

    wrapper = libcst.MetadataWrapper(module, unsafe_skip_copy=True)
    positions = wrapper.resolve(libcst.metadata.PositionProvider)
    found = Gatherer()
    names: dict[str, str] = {}

    class Reader(libcst.CSTVisitor):
        def _line(self, node: libcst.CSTNode) -> int:
            return int(positions[node].start.line)

        def visit_Import(self, node: libcst.Import) -> bool:  # noqa: N802 - libcst's name
            for alias in node.names:
                path = get_full_name_for_node(alias.name) or ""
                root = path.partition(".")[0]
                names[alias.evaluated_alias or root] = path if alias.asname else root
                found.row(path, "p", IMPORT | UNSCOPED, self._line(node))
            return False

        def visit_ImportFrom(self, node: libcst.ImportFrom) -> bool:  # noqa: N802
            module = "." * len(node.relative)
            module += (get_full_name_for_node(node.module) or "") if node.module else ""
            if isinstance(node.names, libcst.ImportStar):
                found.row(module, "p", IMPORT | STAR | UNSCOPED, self._line(node))
                return False
            for alias in node.names:
                name = alias.evaluated_name
                path = f"{module}{name}" if module.endswith(".") else f"{module}.{name}"
                names[alias.evaluated_alias or name] = path
                found.row(path, "p", IMPORT | FROM | UNSCOPED, self._line(node))
            return False

        def visit_Attribute(self, node: libcst.Attribute) -> bool:  # noqa: N802
            path = get_full_name_for_node(node)
            if path is None:
                return True
            uses.append((path, self._line(node)))
            return False

        def visit_Name(self, node: libcst.Name) -> None:  # noqa: N802
            uses.append((node.value, self._line(node)))

    uses: list[tuple[str, int]] = []
    wrapper.visit(Reader())
    for path, line in uses:
        root, dot, rest = path.partition(".")
        if root in names:
            found.row(f"{names[root]}{dot}{rest}", "p", VALUE | UNSCOPED, line)
    return found.result(dict(names), "newer syntax than the running Python")
