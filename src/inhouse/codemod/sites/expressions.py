"""Reads expressions: uses of names, strings and what the calls around them make of them."""

from __future__ import annotations

import ast
import re
from typing import Any, ClassVar

from inhouse.codemod.sites.calls import examine, run_as_program
from inhouse.codemod.sites.guards import last_name
from inhouse.codemod.sites.raw import Place, RawString, RawUse
from inhouse.codemod.sites.scopes import Scope
from inhouse.codemod.sites.walk import Walker, use_of
from inhouse.model.places import UseContext

_GENERIC = frozenset(
    {"Annotated", "Awaitable", "Callable", "ClassVar", "Dict", "Final", "FrozenSet", "Generator"}
    | {"Iterable", "Iterator", "List", "Literal", "Mapping", "Optional", "Sequence", "Set"}
    | {"Tuple", "Type", "Union", "dict", "frozenset", "list", "set", "tuple", "type"}
)
# Settings of frameworks whose strings are import names.
_SETTING = re.compile(
    r"(?:[A-Z]+_)?(?:APPS|MIDDLEWARE|MIDDLEWARE_CLASSES|BACKENDS)\Z|pytest_plugins\Z|extensions\Z"
)


class Reader(Walker):
    """The whole walk."""

    handlers: ClassVar[dict[type, str]] = {
        ast.Import: "_import",
        ast.ImportFrom: "_import_from",
        ast.Global: "_declared",
        ast.Nonlocal: "_declared",
        ast.FunctionDef: "_function",
        ast.AsyncFunctionDef: "_function",
        ast.ClassDef: "_class",
        ast.Lambda: "_lambda",
        ast.Try: "_try",
        ast.TryStar: "_try",
        ast.If: "_if",
        ast.With: "_with",
        ast.AsyncWith: "_with",
        ast.For: "_loop",
        ast.AsyncFor: "_loop",
        ast.While: "_loop",
        ast.AnnAssign: "_annotated",
        ast.Assign: "_assign",
        ast.AugAssign: "_augmented",
        ast.Name: "_name",
        ast.Attribute: "_attribute",
        ast.Call: "_call",
        ast.Constant: "_constant",
        ast.JoinedStr: "_formatted",
        ast.ListComp: "_comprehension",
        ast.SetComp: "_comprehension",
        ast.GeneratorExp: "_comprehension",
        ast.DictComp: "_comprehension",
        ast.NamedExpr: "_walrus",
        ast.Subscript: "_subscript",
        ast.Tuple: "_tuple",
        ast.List: "_list",
        ast.BoolOp: "_tested",
        ast.UnaryOp: "_tested",
        ast.IfExp: "_tested",
        ast.Assert: "_tested",
        ast.Compare: "_compare",
        ast.MatchValue: "_pattern",
        ast.MatchClass: "_pattern",
        ast.MatchMapping: "_pattern",
        ast.MatchAs: "_pattern",
        ast.MatchStar: "_pattern",
        **({ast.TypeAlias: "_type_alias"} if hasattr(ast, "TypeAlias") else {}),
    }

    def _inside(self, node: Any, place: Place) -> None:
        """Visit the parts of a node that is neither a chain nor a call."""
        kept: UseContext = "annotation" if place.context == "annotation" else "value"
        self._push(ast.iter_child_nodes(node), place._replace(context=kept, call=None))

    def _tuple(self, node: ast.Tuple, place: Place) -> None:
        self._push(node.elts, place)

    def _list(self, node: ast.List, place: Place) -> None:
        run_as_program(node.elts, self.raw)
        self._inside(node, place)

    def _name(self, node: ast.Name, place: Place) -> None:
        if node.id not in self.local:
            return
        if not isinstance(node.ctx, ast.Load):
            self._bind(node.id, node.lineno, place.scope)
        if not isinstance(node.ctx, ast.Store):
            deleted = isinstance(node.ctx, ast.Del)
            context: UseContext = "assigned" if deleted else place.context
            self.raw.uses.append(RawUse(node.id, (), node, place, context=context))

    def _attribute(self, node: ast.Attribute, place: Place) -> None:
        found = use_of(node)
        if found is None:
            base: ast.expr = node
            while isinstance(base, ast.Attribute):
                base = base.value
            self._push([base], place._replace(context="value", call=None))
            return
        if found[0] in self.local:
            context: UseContext = place.context if isinstance(node.ctx, ast.Load) else "assigned"
            self.raw.uses.append(RawUse(*found, node, place, context=context))

    def _call(self, node: ast.Call, place: Place) -> None:
        examine(node, self.raw)
        self._push([node.func], place._replace(context="call", call=node))
        inside = place._replace(context="value", call=None, typing=False)
        typed = inside._replace(typing=True)
        last = last_name(node.func)
        for number, each in enumerate(node.args):
            is_type = (last in ("cast", "ForwardRef") and number == 0) or (
                last in ("TypeVar", "NewType") and number > 0
            )
            self._push([each], typed if is_type else inside)
        for keyword in node.keywords:
            bound = last == "TypeVar" and keyword.arg in ("bound", "default")
            self._push([keyword.value], typed if bound else inside)

    def _constant(self, node: ast.Constant, place: Place) -> None:
        if isinstance(node.value, str) and node.value:
            alone = isinstance(place.holder, ast.Expr) and place.holder.value is node
            self.raw.strings.append(RawString(node, place, alone))

    def _formatted(self, node: ast.JoinedStr, place: Place) -> None:
        before = ""
        self.raw.begun.append(node)
        for value in node.values:
            if isinstance(value, ast.FormattedValue):
                inside = place._replace(context="value", call=None, typing=False)
                self._push([value.value, value.format_spec], inside)
                self.raw.displayed.append(value.value)
                if before.rstrip().endswith("="):  # f"{name=}" shows the text of the expression
                    self.raw.shown.append((node, value.value))
            before = str(value.value) if isinstance(value, ast.Constant) else ""

    def _comprehension(self, node: Any, place: Place) -> None:
        place = place._replace(context="value", call=None)
        inner = place._replace(scope=self._scope(node, Scope("comprehension", place.scope)))
        for number, clause in enumerate(node.generators):
            self._push([clause.iter], inner if number else place)
            self._push([clause.target, *clause.ifs], inner)
        results = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        self._push(results, inner)

    def _walrus(self, node: ast.NamedExpr, place: Place) -> None:
        self._bind(node.target.id, node.lineno, place.scope.walrus_target())
        self._push([node.value], place._replace(context="value", call=None))

    def _subscript(self, node: ast.Subscript, place: Place) -> None:
        value = place._replace(call=None)
        if place.context != "annotation":
            value = value._replace(context="value")
        self._push([node.value], value)
        if not isinstance(node.ctx, ast.Load) and use_of(node.value):
            self.raw.stores.append((node.value, place))
        last = last_name(node.value)
        if last == "Literal" and (place.typing or place.context == "annotation"):
            return
        if last == "Annotated" and isinstance(node.slice, ast.Tuple):
            plain = value._replace(typing=False, context="value")
            self._push(node.slice.elts[:1], value._replace(typing=True))
            self._push(node.slice.elts[1:], plain)
            return
        self._push([node.slice], value._replace(typing=place.typing or last in _GENERIC))

    def _tested(self, node: Any, place: Place) -> None:
        """Visit an operation; what is only asked for its truth is no value that gets away."""
        asked = node.test if isinstance(node, ast.IfExp | ast.Assert) else None
        if isinstance(node, ast.UnaryOp):
            asked = node.operand
        if asked is not None:
            self.raw.explained.add(id(asked))
        self._inside(node, place)

    def _compare(self, node: ast.Compare, place: Place) -> None:
        sides = [node.left, *node.comparators]
        if any(isinstance(each, ast.Constant) and each.value is None for each in sides):
            self.raw.explained.update(map(id, sides))
        self._inside(node, place)

    def _pattern(self, node: Any, place: Place) -> None:
        name = getattr(node, "rest", None) if isinstance(node, ast.MatchMapping) else None
        if isinstance(node, ast.MatchAs | ast.MatchStar):
            name = node.name
        if name:
            self._bind(name, node.lineno, place.scope)
        self._push(ast.iter_child_nodes(node), place._replace(context="pattern", call=None))

    def _assign(self, node: ast.Assign, place: Place) -> None:
        for target in node.targets:
            self._listed(target, node.value)
        self._push([*node.targets, node.value], place)

    def _augmented(self, node: ast.AugAssign, place: Place) -> None:
        self._listed(node.target, node.value)
        self._push([node.target, node.value], place)

    def _annotated(self, node: ast.AnnAssign, place: Place) -> None:
        if node.value is not None:
            self._listed(node.target, node.value)
        super()._annotated(node, place)

    def _listed(self, target: ast.expr, value: ast.expr) -> None:
        name = last_name(target)
        if name == "__all__":
            self.raw.listed(value, "export")
        elif _SETTING.match(name):
            self.raw.listed(value, "a setting names it")
