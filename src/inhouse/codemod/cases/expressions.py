"""What an expression says by its form alone."""

from __future__ import annotations

import ast


def literal(node: ast.expr) -> bool:
    """Tell whether an expression is written out: constants, containers of them, signs."""
    match node:
        case ast.Constant():
            return True
        case ast.UnaryOp(op=ast.USub() | ast.UAdd() | ast.Not(), operand=inner):
            return literal(inner)
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
            return all(map(literal, parts))
        case ast.Dict(keys=keys, values=values):
            return all(key is not None and literal(key) for key in keys) and all(
                map(literal, values)
            )
        case ast.BinOp(left=left, right=right, op=ast.Add() | ast.Sub() | ast.Mult()):
            # A power or shift of constants can fill the memory; these three cannot by far.
            return literal(left) and literal(right)
    return False


def free_names(node: ast.AST) -> set[str]:
    """Return the names that an expression or statement takes from outside itself."""
    loaded: set[str] = set()
    bound: set[str] = set()
    for each in ast.walk(node):
        match each:
            case ast.Name(id=name, ctx=ast.Load()):
                loaded.add(name)
            case ast.Name(id=name) | ast.arg(arg=name) | ast.ExceptHandler(name=str(name)):
                bound.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                bound.add(name)
            case ast.ClassDef(name=name):
                bound.add(name)
    return loaded - bound


def renamed(text: str, before: str, after: str) -> str:
    """Return statements or an expression in which one name is another."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == before:
            node.id = after
    return ast.unparse(tree)


def kind_of_expression(node: ast.expr) -> str | None:
    """Return the annotation of what an expression gives, where its form tells it."""
    match node:
        case ast.JoinedStr():
            return "str"
        case ast.BinOp(left=ast.Constant(value=str()), op=ast.Mod() | ast.Add()):
            return "str"
        case ast.Call(func=ast.Name(id="str" | "repr" | "input" | "chr")):
            return "str"
        case ast.Call(func=ast.Name(id="len" | "int" | "ord")):
            return "int"
        case ast.Call(
            func=ast.Attribute(attr="strip" | "lower" | "upper" | "join" | "format" | "decode")
        ):
            return "str"
        case ast.Compare() | ast.UnaryOp(op=ast.Not()):
            return "bool"
        case ast.ListComp():
            return "list[int]"
    return None
