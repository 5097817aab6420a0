"""The faults that are made: each replaces one piece of syntax by a likely mistake."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.In: "not in",
    ast.NotIn: "in",
}
_ARITHMETIC: dict[type[ast.operator], str] = {
    ast.Add: "-",
    ast.Sub: "+",
    ast.Mult: "/",
    ast.Div: "*",
    ast.FloorDiv: "/",
    ast.Mod: "*",
    ast.Pow: "*",
    ast.BitAnd: "|",
    ast.BitOr: "&",
    ast.BitXor: "&",
    ast.LShift: ">>",
    ast.RShift: "<<",
}


class Fault(NamedTuple):
    """What takes the place of a node's text, and how people call the mistake."""

    node: ast.stmt | ast.expr | ast.ExceptHandler
    text: str
    what: str


def faults_in(node: ast.AST) -> Iterator[Fault]:
    """Yield the faults made at one node, its parts not included."""
    if isinstance(node, ast.expr):
        yield from _in_expression(node)
    elif isinstance(node, ast.stmt):
        yield from _in_statement(node)


def _in_expression(node: ast.expr) -> Iterator[Fault]:
    match node:
        case ast.Compare(ops=[op, *_]):
            said = _COMPARISONS[type(op)]
            parts = [ast.unparse(node.left), said, _operand(node.comparators[0])]
            for more, value in zip(node.ops[1:], node.comparators[1:], strict=True):
                parts += [_written(more), _operand(value)]
            yield Fault(node, f"({' '.join(parts)})", f"another comparison: {said}")
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
            if not (isinstance(op, ast.Mod) and _is_text(left)):
                said = _ARITHMETIC[type(op)]
                text = f"({_operand(left)} {said} {_operand(right)})"
                yield Fault(node, text, f"another operator: {said}")
        case ast.BoolOp(op=op, values=values):
            said = "or" if isinstance(op, ast.And) else "and"
            text = f" {said} ".join(map(_operand, values))
            yield Fault(node, f"({text})", f"{said} in place of the other")
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=inner):
            yield Fault(node, _operand(inner), "a negation or sign removed")
        case ast.IfExp(test=test, body=body, orelse=orelse):
            text = f"({_operand(orelse)} if {_operand(test)} else {_operand(body)})"
            yield Fault(node, text, "a condition negated")
        case ast.Slice() | ast.Constant() | ast.Call():
            yield from _in_part(node)
        case ast.JoinedStr():
            yield Fault(node, " 'XX' ", "another text")


def _in_part(node: ast.Slice | ast.Constant | ast.Call) -> Iterator[Fault]:
    if isinstance(node, ast.Slice):
        return _in_slice(node)
    return _in_call(node) if isinstance(node, ast.Call) else _in_constant(node)


def _in_slice(node: ast.Slice) -> Iterator[Fault]:
    if not hasattr(node, "lineno"):
        return
    lower = ast.unparse(node.lower) if node.lower else ""
    upper = ast.unparse(node.upper) if node.upper else ""
    step = f":{ast.unparse(node.step)}" if node.step else ""
    if node.lower is not None:
        yield Fault(node, f"({lower}) + 1:{upper}{step}", "a slice begins one later")
    if node.upper is not None:
        yield Fault(node, f"{lower}:({upper}) - 1{step}", "a slice ends one earlier")


def _in_constant(node: ast.Constant) -> Iterator[Fault]:
    value = node.value
    if isinstance(value, bool):
        yield Fault(node, str(not value), f"{not value} in place of {value}")
    elif isinstance(value, int):
        yield Fault(node, f"({value + 1})", f"{value + 1} in place of {value}")
    elif isinstance(value, float):
        yield Fault(node, f"({value + 1.0!r})", f"{value + 1.0!r} in place of {value!r}")
    elif isinstance(value, str):
        other = "XX" + value if value else "XX"
        yield Fault(node, f" {other!r} ", f"another text than {value!r:.30}")


def _in_call(node: ast.Call) -> Iterator[Fault]:
    if isinstance(node.func, ast.Name) and node.func.id in ("max", "min"):
        return  # either order gives the same
    plain = [each for each in node.args if not isinstance(each, ast.Starred)]
    if len(plain) == len(node.args) == 2:
        words = [f"{each.arg}={ast.unparse(each.value)}" for each in node.keywords if each.arg]
        if len(words) == len(node.keywords):
            swapped = [ast.unparse(each) for each in reversed(plain)]
            text = f"{ast.unparse(node.func)}({', '.join([*swapped, *words])})"
            yield Fault(node, text, "two arguments swapped")


def _in_statement(node: ast.stmt) -> Iterator[Fault]:
    match node:
        case ast.Return(value=value) if value is not None:
            if not isinstance(value, ast.Constant) or value.value is not None:
                yield Fault(node, "return None", "returns nothing")
        case ast.If(test=test) | ast.While(test=test) if not isinstance(test, ast.Constant):
            yield Fault(test, f"(not {_operand(test)})", "a condition negated")
        case ast.Break() | ast.Continue():
            other = "continue" if isinstance(node, ast.Break) else "break"
            yield Fault(node, other, f"{other} in place of the other")
        case ast.AugAssign(op=op) if type(op) in _ARITHMETIC:
            said = _ARITHMETIC[type(op)]
            text = f"{ast.unparse(node.target)} {said}= {ast.unparse(node.value)}"
            yield Fault(node, text, f"another operator: {said}=")
            yield Fault(node, "pass", "a statement removed")
        case (
            ast.Assign()
            | ast.Delete()
            | ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom() | ast.Await())
        ):
            yield Fault(node, "pass", "a statement removed")
        case ast.Raise():
            yield Fault(node, "pass", "an error is not raised")
        case ast.Try(handlers=handlers):
            for each in handlers:
                if each.type is not None and "ImportError" not in ast.unparse(each.type):
                    yield Fault(each.type, "()", "an error is not caught")


def _operand(node: ast.expr) -> str:
    return f"({ast.unparse(node)})"


def _written(op: ast.cmpop) -> str:
    made = ast.Compare(left=ast.Name("a"), ops=[op], comparators=[ast.Name("b")])
    return ast.unparse(made)[2:-2]


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
