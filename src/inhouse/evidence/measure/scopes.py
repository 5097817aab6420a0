"""Actions for what opens a scope, a guard or a branch: complexity is counted here.

Complexity is McCabe's number as radon counts it: one for a function, and one more for each `if`,
conditional expression, loop, loop `else`, `except`, `assert`, `case`, comprehension, comprehension
condition and each `and`/`or`. `with` and `lambda` add nothing; a nested function is its own.
"""

from __future__ import annotations

import ast

from inhouse.evidence.measure.facts import Guard, Sighting
from inhouse.evidence.measure.names import dotted
from inhouse.evidence.measure.walker import Walker

_FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


def function(walk: Walker, node: _FunctionNode) -> bool:
    """Open a function: its body is a region of its own, its annotations are left out."""
    facts = walk.facts
    if walk.scope == "module":
        facts.defined[node.name] = node.lineno
    facts.statements += 1
    arguments = node.args
    for group in (arguments.posonlyargs, arguments.args, arguments.kwonlyargs):
        facts.parameters.update(argument.arg for argument in group)
    walk.stack.extend(node.decorator_list)
    walk.stack.extend(arguments.defaults)
    walk.stack.extend(default for default in arguments.kw_defaults if default is not None)
    facts.complexities.append(1)
    guard: Guard = "typing" if walk.guard == "typing" else "guarded"
    walk.regions.append((list(reversed(node.body)), len(facts.complexities) - 1, "function", guard))
    return True


def class_(walk: Walker, node: ast.ClassDef) -> bool:
    """Open a class body."""
    walk.facts.classes += 1
    walk.facts.statements += 1
    if walk.scope == "module":
        walk.facts.defined[node.name] = node.lineno
        for base in node.bases:
            if (name := dotted(base)) and name.endswith("local"):
                walk.facts.calls.append(Sighting(name, node.lineno))
    walk.stack.extend(node.decorator_list)
    walk.stack.extend(node.bases)
    walk.stack.extend(keyword.value for keyword in node.keywords)
    scope = "class" if walk.scope != "function" else "function"
    walk.regions.append((list(reversed(node.body)), walk.function, scope, walk.guard))
    return True


def if_(walk: Walker, node: ast.If) -> bool:
    """Branch; below `if TYPE_CHECKING` nothing exists at run time."""
    walk.facts.statements += 1
    walk.add(1)
    if walk.scope == "function":
        return False
    name = dotted(node.test) or ""
    typing = name.rpartition(".")[2] in ("TYPE_CHECKING", "MYPY")
    conditional: Guard = "typing" if walk.guard == "typing" else "guarded"
    walk.push(node.body, "typing" if typing else conditional)
    walk.push(node.orelse, walk.guard if typing else conditional)
    walk.stack.append(node.test)
    return True


def try_(walk: Walker, node: ast.Try) -> bool:
    """Guard the imports of a `try` that catches ImportError."""
    walk.facts.statements += 1
    if walk.scope == "function":
        return False
    guard = walk.guard
    if guard == "plain" and any(_catches_import(handler.type) for handler in node.handlers):
        guard = "guarded"
    walk.push(node.body, guard)
    for handler in node.handlers:
        walk.push(handler.body, guard)
    walk.push(node.orelse)
    walk.push(node.finalbody)
    return True


def _catches_import(kind: ast.expr | None) -> bool:
    if kind is None:
        return True
    kinds = kind.elts if isinstance(kind, ast.Tuple) else [kind]
    caught = {(dotted(k) or "").rpartition(".")[2] for k in kinds}
    return bool(caught & {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"})


def with_(walk: Walker, node: ast.With) -> bool:
    """Guard the imports below `suppress`."""
    walk.facts.statements += 1
    if walk.scope == "function":
        return False
    calls = [item.context_expr for item in node.items]
    guard = walk.guard
    for call in calls:
        if isinstance(call, ast.Call) and (dotted(call.func) or "").endswith("suppress"):
            guard = "guarded" if guard == "plain" else guard
    walk.push(node.body, guard)
    walk.stack.extend(calls)
    return True


def handler(walk: Walker, _node: ast.ExceptHandler) -> bool:
    """Count an `except`."""
    walk.add(1)
    return False


def ternary(walk: Walker, node: ast.IfExp) -> bool:
    """Count a conditional expression."""
    walk.add(1)
    if walk.scope == "function":
        return False
    walk.stack.append(node.test)
    guard: Guard = "guarded" if walk.guard == "plain" else walk.guard
    walk.regions.append(([node.orelse, node.body], walk.function, walk.scope, guard))
    return True


def one(walk: Walker, _node: ast.AST) -> bool:
    """Count one branch."""
    walk.add(1)
    return False


def assert_(walk: Walker, _node: ast.Assert) -> bool:
    """Count an assertion."""
    walk.facts.statements += 1
    walk.add(1)
    return False


def loop(walk: Walker, node: ast.For | ast.AsyncFor | ast.While) -> bool:
    """Count a loop, and its `else`."""
    walk.facts.statements += 1
    walk.add(1 + bool(node.orelse))
    return False


def comprehension(walk: Walker, node: ast.comprehension) -> bool:
    """Count one `for` of a comprehension and its conditions."""
    walk.add(1 + len(node.ifs))
    return False


def boolean(walk: Walker, node: ast.BoolOp) -> bool:
    """Count each `and` and `or`."""
    walk.add(len(node.values) - 1)
    return False


def statement(walk: Walker, _node: ast.stmt) -> bool:
    """Count a plain statement."""
    walk.facts.statements += 1
    return False
