"""What becomes of one use: which target takes its place, or why it is left."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from inhouse.codemod.rewrite.groups import Imported, Used
from inhouse.codemod.rewrite.out_of_place import out_of_place
from inhouse.codemod.rewrite.pairs import Filled, PairBook, fill, read_pairs
from inhouse.codemod.rewrite.scopes import Names, Scope
from inhouse.codemod.rewrite.signatures import NoFitError, check_shape
from inhouse.codemod.rewrite.source_text import SourceText
from inhouse.codemod.rewrite.targets import Named, Not, Paired, Written, names_in, target_of
from inhouse.model.rule import Rule, RuleSymbol

Answer: TypeAlias = Named | Written | Filled | Not


@dataclass(slots=True, kw_only=True)
class Judge:
    """Finds the answer for each use of one file."""

    source: SourceText
    names: Names
    rule: Rule
    rewrites: str
    home: str | None
    same: dict[ast.AST, str] = field(default_factory=dict)  # imports that bind a builtin itself
    _book: PairBook | None = None

    def target(self, symbol: str) -> Named | Written | Paired | Not:
        """Return what the rule says of a symbol."""
        return target_of(self.rule, symbol, self.home)

    def answer(self, use: Used) -> Answer:
        """Return what takes the place of a use. Nothing here looks at imports."""
        site = use.site
        if site.context == "assigned":
            return Not(why=f"{site.symbol} is set or deleted here")
        target = self.target(site.symbol)
        if isinstance(target, Not):
            return target
        call = self.call_of(use)
        try:
            if isinstance(target, Paired):
                if call is None:
                    return Not(why=f"{site.symbol} is passed as a value; only calls are covered")
                return self._filled(target, call)
            symbol = target.symbol
            exact = not (target.own if isinstance(target, Named) else target.chain)
            why = out_of_place(self.source, use, self.rule, target) if exact else None
            if why:
                return Not(why=f"{site.symbol}: {why}")
            if exact and site.context == "call":
                if call is None:
                    return Not(why=f"the call of {site.symbol} was not found")
                check_shape(call, symbol.keywords, symbol.signature)
            elif exact and site.context == "value" and _depends_on_call(symbol):
                return Not(why=f"{site.symbol} is passed as a value; only calls are covered")
        except NoFitError as error:
            return Not(why=f"{site.symbol}: {error}")
        if isinstance(target, Written) and site.context not in ("call", "value"):
            return Not(why=f"{site.symbol} cannot be a literal here")
        return target

    def call_of(self, use: Used) -> ast.Call | None:
        """Return the call whose function a use is."""
        if use.node is None:
            return None
        parent = self.source.parents.get(use.node)
        if isinstance(parent, ast.Call) and parent.func is use.node:
            return parent
        return None

    def _filled(self, target: Paired, call: ast.Call) -> Answer:
        if self._book is None:
            self._book = read_pairs(self.rewrites)
        reason = ""
        for symbol in target.symbols:
            try:
                return fill(self._book, symbol, call)
            except NoFitError as error:
                reason = reason or f"{symbol.name}: {error}"
        return Not(why=reason)

    def shadowed(self, use: Used, name: str) -> str | None:
        """Say why a builtin's name does not mean the builtin where a use stands."""
        if self.names.stars:
            return f"a star import may bind {name}"
        if use.node is None:
            return f"{name} is bound in this file" if name in self.names.bound else None
        scope: Scope | None = self.names.home[use.node]
        while scope is not None:
            scope = scope.resolve(name)
            if scope is None:
                break
            if any(self.same.get(each) != name for each in scope.binders[name]):
                return f"{name} means something else here"
            scope = scope.parent
        return None

    def know(self, imports: Iterable[Imported]) -> None:
        """Note which imports stand for a builtin of their own name, so that none shadows it."""
        for each in imports:
            target = self.target(each.symbol)
            if (
                isinstance(target, Named)
                and not target.module
                and target.chain == (each.site.binds,)
            ):
                self.same[each.alias] = each.site.binds

    def builtins_of(self, answer: Answer) -> frozenset[str]:
        """Return the builtins that the new text of a use reads."""
        if isinstance(answer, Named):
            return frozenset(answer.chain[:1]) if not answer.module else frozenset()
        if isinstance(answer, Written):
            return names_in(answer.text)
        if isinstance(answer, Filled):
            own = {*answer.arguments, *answer.defaults, *answer.book.imports}
            tree = answer.after
            inner = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
            read: set[str] = set()
            for node in ast.walk(tree):
                if isinstance(node, ast.Name):
                    (read if isinstance(node.ctx, ast.Load) else inner).add(node.id)
            return frozenset(read - own - inner)
        return frozenset()

    def unfit(self, use: Used, answer: Answer, text: str) -> str | None:
        """Say why a text cannot stand where a use stands, though it is right elsewhere."""
        for name in sorted(self.builtins_of(answer)):
            if not hasattr(builtins, name):
                return f"the rule's replacement reads {name}, which is not bound"
            why = self.shadowed(use, name)
            if why:
                return why
        if use.node is None:
            return None
        parent = self.source.parents.get(use.node)
        is_class = isinstance(parent, ast.MatchClass) and parent.cls is use.node
        if use.site.context == "pattern" and "." not in text and not is_class:
            return f"{text} would bind a name in a pattern"
        return self._unfit_in_string(use, text)

    def _unfit_in_string(self, use: Used, text: str) -> str | None:
        node: ast.AST | None = use.node
        while node is not None and not isinstance(node, ast.stmt):
            above = self.source.parents.get(node)
            if isinstance(above, ast.FormattedValue):
                if any(char in text for char in "'\"\\{}#\r\n"):
                    return "it stands inside an f-string"
                holder = self.source.parents.get(above)
                if isinstance(holder, ast.JoinedStr) and _is_debugging(holder, above, use):
                    return "an f-string prints its text"
            elif above is not None and type(above).__name__ in ("Interpolation", "TemplateStr"):
                return "it stands inside a template string"
            node = above
        return None


def _is_debugging(holder: ast.JoinedStr, value: ast.FormattedValue, use: Used) -> bool:
    index = holder.values.index(value)
    before = holder.values[index - 1] if index else None
    return (
        isinstance(before, ast.Constant)
        and isinstance(before.value, str)
        and before.value.rstrip().endswith("=")
        and use.site.local in before.value
    )


def _depends_on_call(symbol: RuleSymbol) -> bool:
    """Tell whether a name holds for some calls only. A class without keywords may be named."""
    if symbol.keywords is None:
        return False
    is_class = symbol.name.rpartition(".")[2][:1].isupper()
    return bool(symbol.keywords) or not is_class
