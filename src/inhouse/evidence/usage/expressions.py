"""The expressions of a file: uses of imported names, calls, and strings that name something."""

from __future__ import annotations

import ast
from typing import Any, ClassVar

from inhouse.evidence.usage import strings
from inhouse.evidence.usage.records import ASSIGNED, CALL, COMPUTED, STAR_ARGUMENTS, VALUE, Gatherer
from inhouse.evidence.usage.scopes import Block, Scope
from inhouse.evidence.usage.syntax import WORD, children, dotted, last_name, text_of
from inhouse.evidence.usage.walker import (
    ANNOTATION,
    RUNTIME,
    SETTINGS,
    TESTED,
    Bind,
    Walker,
)

_BY_NAME = frozenset({"getattr", "hasattr", "setattr", "delattr"})
_PATCHING = frozenset({"object", "spy", "setattr", "delattr", "setitem"})


class Reader(Walker):
    """Reads a whole file: the statements of `Walker` and all expressions."""

    handlers: ClassVar[dict[type, str]] = {
        Bind: "_bind",
        ast.Import: "_import",
        ast.ImportFrom: "_import_from",
        ast.FunctionDef: "_function",
        ast.AsyncFunctionDef: "_function",
        ast.ClassDef: "_class",
        ast.If: "_if",
        ast.While: "_while",
        ast.For: "_for",
        ast.AsyncFor: "_for",
        ast.Try: "_try",
        ast.TryStar: "_try",
        ast.ExceptHandler: "_handler",
        ast.With: "_with",
        ast.AsyncWith: "_with",
        ast.match_case: "_case",
        ast.MatchAs: "_capture",
        ast.MatchStar: "_capture",
        ast.MatchMapping: "_capture",
        ast.Global: "_declared",
        ast.Nonlocal: "_declared",
        ast.Expr: "_expression",
        ast.Assign: "_assign",
        ast.AugAssign: "_augmented",
        ast.AnnAssign: "_annotated",
        ast.Name: "_name",
        ast.Attribute: "_attribute",
        ast.Call: "_call",
        ast.Constant: "_constant",
        ast.Dict: "_dict",
        ast.List: "_list",
        ast.Subscript: "_subscript",
        ast.Lambda: "_lambda",
        ast.ListComp: "_comprehension",
        ast.SetComp: "_comprehension",
        ast.GeneratorExp: "_comprehension",
        ast.DictComp: "_comprehension",
        ast.NamedExpr: "_walrus",
        ast.BoolOp: "_truth",
        ast.UnaryOp: "_truth",
        ast.Compare: "_compare",
        ast.IfExp: "_if_expression",
        ast.Assert: "_assert",
        ast.keyword: "_keyword",
    }

    def __init__(
        self, names: frozenset[str], type_checking: frozenset[str], found: Gatherer, filename: str
    ) -> None:
        super().__init__(names, type_checking)
        self.found = found
        self.settings = strings.settings_names(filename)
        self.reflected = False  # globals(), eval or exec is called

    def _expression(self, node: ast.Expr, scope: Scope, block: Block, flags: int) -> None:
        if not isinstance(node.value, ast.Constant):  # a docstring
            self._push([node.value], scope, block, flags)

    def _assign(self, node: ast.Assign, scope: Scope, block: Block, flags: int) -> None:
        inner = flags | (SETTINGS if any(map(self._is_setting, node.targets)) else 0)
        self._steps(
            (node.value, scope, block, inner),
            (self._type_comment(node), scope, block, flags | ANNOTATION),
            (list(node.targets), scope, block, flags),
        )

    def _augmented(self, node: ast.AugAssign, scope: Scope, block: Block, flags: int) -> None:
        inner = flags | (SETTINGS if self._is_setting(node.target) else 0)
        if isinstance(node.target, ast.Name):
            self.use(node.target.id, "", node.target, scope, block, flags)
        self._steps((node.value, scope, block, inner), (node.target, scope, block, flags))

    def _annotated(self, node: ast.AnnAssign, scope: Scope, block: Block, flags: int) -> None:
        runtime = RUNTIME if scope.kind == "class" and scope.runtime_annotations else 0
        inner = flags | (SETTINGS if self._is_setting(node.target) else 0)
        self._steps(
            (node.value, scope, block, inner),
            (node.annotation, scope, block, flags | ANNOTATION | runtime),
            (node.target if node.value else None, scope, block, flags),
        )

    def _is_setting(self, target: ast.expr) -> bool:
        return isinstance(target, ast.Name) and strings.is_setting(target.id, self.settings)

    def _name(self, node: ast.Name, scope: Scope, block: Block, flags: int) -> None:
        if isinstance(node.ctx, ast.Load):
            self.use(node.id, "", node, scope, block, flags)
        elif node.id in self.names:
            self._bind(Bind(node.id, node.lineno), scope, block, flags)

    def _attribute(self, node: ast.Attribute, scope: Scope, block: Block, flags: int) -> None:
        chain = dotted(node)
        if chain is None:
            self._push([_base(node)], scope, block, flags & ~TESTED)
        elif chain[0] in self.names:
            shape = VALUE if isinstance(node.ctx, ast.Load) else ASSIGNED
            self.use(*chain, node, scope, block, flags, shape)

    def _call(self, node: ast.Call, scope: Scope, block: Block, flags: int) -> None:
        flags &= ~(TESTED | ANNOTATION | RUNTIME)
        chain = dotted(node.func)
        if chain is None:
            self._push([_base(node.func)], scope, block, flags)
            last = last_name(node.func)
        else:
            name, attrs = chain
            last = attrs.rpartition(".")[2] or name
            shape, keywords = _call_shape(node)
            self.use(name, attrs, node, scope, block, flags, shape, keywords)
            self._reflection(name, attrs)
        done = strings.record_call(node, last, self.found)
        arguments: list[ast.AST] = [*node.args[done:], *node.keywords]
        if last == "getLogger":
            return
        if not done and (last in _BY_NAME or last in _PATCHING):
            if self._by_name(node, last, scope, block, flags):
                arguments = arguments[2:] if text_of(node.args[1]) is not None else arguments[1:]
        elif last == "cast" and node.args and text_of(node.args[0]) is not None:
            self._push([node.args[0]], scope, block, flags | ANNOTATION)
            arguments = arguments[1:]
        elif chain and last in ("append", "extend", "insert"):
            flags |= SETTINGS if strings.is_setting(chain[0], self.settings) else 0
        self._push(arguments, scope, block, flags)

    def _reflection(self, name: str, attrs: str) -> None:
        if name in ("globals", "eval", "exec") and not attrs and name not in self.names:
            self.reflected = True

    def _by_name(self, node: ast.Call, last: str, scope: Scope, block: Block, flags: int) -> bool:
        """Read `getattr(module, "name")` and its kin; False where it is none of them."""
        chain = dotted(node.args[0]) if len(node.args) > 1 else None
        if chain is None or chain[0] not in self.names:
            return False
        name, attrs = chain
        literal = text_of(node.args[1])
        if last == "setitem":
            return False
        if literal is None:
            self.use(name, attrs, node, scope, block, flags, COMPUTED)
        elif WORD.match(literal):
            shape = ASSIGNED if last in ("setattr", "delattr") else VALUE
            shape = VALUE if isinstance(node.func, ast.Attribute) else shape  # undone after a test
            self.use(name, f"{attrs}.{literal}", node, scope, block, flags, shape)
        return True

    def _constant(self, node: ast.Constant, scope: Scope, block: Block, flags: int) -> None:
        if not isinstance(node.value, str):
            return
        if flags & ANNOTATION:
            self._push([self._parsed(node.value, node.lineno)], scope, block, flags)
        else:
            strings.record_string(node.value, node.lineno, bool(flags & SETTINGS), self.found)

    def _parsed(self, text: str, line: int, mode: str = "eval") -> ast.AST | None:
        if len(text) > 2000 or not any(name in text for name in self.names):
            return None
        try:
            tree = ast.parse(text.strip(), mode=mode)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
        return ast.increment_lineno(tree, line - 1)

    def _type_comment(self, node: ast.AST) -> ast.AST | None:
        comment = getattr(node, "type_comment", None)
        if not comment or comment.startswith("ignore"):
            return None
        mode = "func_type" if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else "eval"
        return self._parsed(comment, getattr(node, "lineno", 1), mode)

    def _dict(self, node: ast.Dict, scope: Scope, block: Block, flags: int) -> None:
        self._steps(
            (list(node.keys), scope, block, flags & ~SETTINGS),
            (list(node.values), scope, block, flags),
        )

    def _list(self, node: ast.List, scope: Scope, block: Block, flags: int) -> None:
        strings.record_list(node, self.found)
        self._push(node.elts, scope, block, flags & ~TESTED)

    def _subscript(self, node: ast.Subscript, scope: Scope, block: Block, flags: int) -> None:
        flags &= ~(TESTED | SETTINGS)
        inner, rest = flags, list[ast.expr]()
        index: ast.expr = node.slice
        if flags & ANNOTATION:
            special = last_name(node.value)
            if special == "Literal":
                inner &= ~ANNOTATION
            elif special == "Annotated" and isinstance(index, ast.Tuple) and index.elts:
                index, *rest = index.elts
        self._steps(
            (node.value, scope, block, flags),
            (index, scope, block, inner),
            (list(rest), scope, block, inner & ~ANNOTATION),
        )

    def _lambda(self, node: ast.Lambda, scope: Scope, block: Block, flags: int) -> None:
        arguments = node.args
        inner = Scope("function", scope)
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        for each in [*every, arguments.vararg, arguments.kwarg]:
            if each:
                self._bind(Bind(each.arg), inner, inner.block)
        self._steps(
            ([*arguments.defaults, *arguments.kw_defaults], scope, block, flags),
            (node.body, inner, inner.block, flags & ~(TESTED | SETTINGS)),
        )

    def _comprehension(self, node: Any, scope: Scope, block: Block, flags: int) -> None:
        inner = Scope("comprehension", scope)
        steps: list[tuple[Any, Scope, Block, int]] = []
        for number, clause in enumerate(node.generators):
            steps.append((clause.iter, inner if number else scope, block, flags))
            steps.append((clause.target, inner, block, flags))
            steps.append((list(clause.ifs), inner, block, flags))
        if isinstance(node, ast.DictComp):
            steps.append(([node.key, node.value], inner, block, flags))
        else:
            steps.append((node.elt, inner, block, flags))
        self._steps(*steps)

    def _walrus(self, node: ast.NamedExpr, scope: Scope, block: Block, flags: int) -> None:
        target = scope
        while target.kind == "comprehension" and target.parent is not None:
            target = target.parent
        self._steps((node.value, scope, block, flags), (node.target, target, block, flags))

    def _truth(
        self, node: ast.BoolOp | ast.UnaryOp, scope: Scope, block: Block, flags: int
    ) -> None:
        self._push(children(node), scope, block, flags)  # TESTED goes on to the operands

    def _if_expression(self, node: ast.IfExp, scope: Scope, block: Block, flags: int) -> None:
        self._steps(
            (node.test, scope, block, flags | TESTED),
            ([node.body, node.orelse], scope, block, flags),
        )

    def _keyword(self, node: ast.keyword, scope: Scope, block: Block, flags: int) -> None:
        chosen = SETTINGS if node.arg in strings.CHOOSING else 0
        self._push([node.value], scope, block, flags | chosen)

    def _assert(self, node: ast.Assert, scope: Scope, block: Block, flags: int) -> None:
        self._steps((node.test, scope, block, flags | TESTED), (node.msg, scope, block, flags))

    def _compare(self, node: ast.Compare, scope: Scope, block: Block, flags: int) -> None:
        sides = [node.left, *node.comparators]
        with_none = any(isinstance(side, ast.Constant) and side.value is None for side in sides)
        flags = flags | TESTED if with_none else flags & ~TESTED
        self._push(sides, scope, block, flags)


def _base(node: ast.expr) -> ast.expr:
    """Skip the attributes at the end of a chain that does not start with a name."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node


def _call_shape(node: ast.Call) -> tuple[int, str]:
    keywords = [each.arg for each in node.keywords if each.arg]
    unpacks = len(keywords) < len(node.keywords) or any(
        isinstance(arg, ast.Starred) for arg in node.args
    )
    return CALL | (STAR_ARGUMENTS if unpacks else 0), " ".join(keywords)
