"""Rewrites newer Python syntax to older forms on the same lines, so that one set of measures does.

Only the shape matters to the measures, not the meaning: type parameters go, `type X = T` becomes an
assignment, new string forms become calls. Nothing that comes out of here is ever run or written.
"""

from __future__ import annotations

import threading
from typing import Any

import libcst as cst

from inhouse.model.flatness import is_flat

_STACK_BYTES = 64_000_000  # the parser's frames are large; threads have small stacks elsewhere


def downlevel(text: str) -> str | None:
    """Return `text` in older syntax with the same line numbers; None if it cannot be read."""
    if not is_flat(text):
        return None
    found: list[str | None] = []
    usual = threading.stack_size(_STACK_BYTES)
    try:
        worker = threading.Thread(target=lambda: found.append(_rewritten(text)))
        worker.start()
    finally:
        threading.stack_size(usual)
    worker.join()
    return found[0] if found else None


def _rewritten(text: str) -> str | None:
    try:
        changed = cst.parse_module(text).visit(_Downlevel())
        return changed.code if isinstance(changed, cst.Module) else None
    except (cst.ParserSyntaxError, cst.CSTValidationError, ValueError):
        return None
    except (RecursionError, MemoryError):
        return None


class _Downlevel(cst.CSTTransformer):
    def leave_FunctionDef(  # noqa: N802 - libcst's name
        self, _original: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef:
        return updated_node.with_changes(type_parameters=None)

    def leave_ClassDef(  # noqa: N802
        self, _original: cst.ClassDef, updated_node: cst.ClassDef
    ) -> cst.ClassDef:
        return updated_node.with_changes(type_parameters=None)

    def leave_TypeAlias(  # noqa: N802
        self, _original: cst.TypeAlias, updated_node: cst.TypeAlias
    ) -> Any:
        target = cst.AssignTarget(updated_node.name)
        return cst.Assign(targets=[target], value=_grouped(updated_node.value))

    def visit_ConcatenatedString(self, _node: cst.ConcatenatedString) -> bool:  # noqa: N802
        return False  # its parts must stay strings, so it is rewritten whole

    def leave_ConcatenatedString(  # noqa: N802
        self, _original: cst.ConcatenatedString, updated_node: cst.ConcatenatedString
    ) -> cst.BaseExpression:
        return self._called(updated_node, _parts(updated_node))

    def visit_FormattedString(self, _node: cst.FormattedString) -> bool:  # noqa: N802
        return False

    def leave_FormattedString(  # noqa: N802
        self, _original: cst.FormattedString, updated_node: cst.FormattedString
    ) -> cst.BaseExpression:
        return self._called(updated_node, list(updated_node.parts))

    def visit_TemplatedString(self, _node: Any) -> bool:  # noqa: N802
        return False

    def leave_TemplatedString(  # noqa: N802
        self, _original: Any, updated_node: Any
    ) -> cst.BaseExpression:
        return self._called(updated_node, list(updated_node.parts))

    def _called(self, node: Any, parts: list[Any]) -> cst.BaseExpression:
        """Turn a formatted string into `"".format(its expressions)`, over as many lines."""
        found = [part.expression.visit(self) for part in parts if hasattr(part, "expression")]
        if not found and isinstance(node, cst.ConcatenatedString):
            return node
        code = cst.Module([]).code_for_node
        lines = code(node).count("\n") - sum(code(value).count("\n") for value in found)
        filler = '""' if lines < 1 else '"""' + "\n" * lines + '"""'
        call = cst.Call(
            func=cst.Attribute(value=cst.SimpleString(filler), attr=cst.Name("format")),
            args=[cst.Arg(value) for value in found],
        )
        grouped: cst.BaseExpression = call.with_changes(lpar=node.lpar, rpar=node.rpar)
        return grouped

    def leave_ExceptHandler(  # noqa: N802
        self, _original: cst.ExceptHandler, updated_node: cst.ExceptHandler
    ) -> cst.ExceptHandler:
        kind = updated_node.type
        if isinstance(kind, cst.Tuple) and not kind.lpar:
            return updated_node.with_changes(type=_grouped(kind))
        return updated_node


def _grouped(node: cst.BaseExpression) -> cst.BaseExpression:
    if node.lpar:
        return node
    return node.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])


def _parts(node: Any) -> list[Any]:
    if isinstance(node, cst.ConcatenatedString):
        return [*_parts(node.left), *_parts(node.right)]
    return list(getattr(node, "parts", ()))
