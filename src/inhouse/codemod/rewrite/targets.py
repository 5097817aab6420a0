"""What a rule says of one dotted symbol: what takes its place, or why nothing does."""

from __future__ import annotations

import ast
import builtins
from dataclasses import dataclass
from typing import TypeAlias

from inhouse.codemod.rewrite.standard_modules import is_standard, module_part
from inhouse.model.rule import Rule, RuleSymbol

Dotted = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A dotted name: `module` is imported and `chain` follows; a builtin has no module."""

    module: Dotted
    chain: Dotted
    symbol: RuleSymbol
    own: int  # how many last parts of the use were not named by the rule (`.object`)

    @property
    def dotted(self) -> Dotted:
        """The whole name."""
        return self.module + self.chain


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An expression of literals and builtins; `chain` are attributes taken of it."""

    text: str
    chain: Dotted
    symbol: RuleSymbol


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """Calls are rewritten by the pairs that these symbols name, the first that fits."""

    symbols: tuple[RuleSymbol, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """Nothing takes its place, and why."""

    why: str


Target: TypeAlias = Named | Written | Paired | Not


def target_of(rule: Rule, symbol: str, home: str | None) -> Target:
    """Find what takes the place of a symbol. The longest name of the rule that covers it wins."""
    found = _covering(rule, symbol)
    if not found:
        return Not(why=f"the rule says nothing about {symbol}")
    first = found[0]
    if first.status != "rewritten":
        why = first.why or "the rule gives advice on it, but no rewrite that is sure"
        return Not(why=f"{symbol}: {why}")
    rest = tuple(symbol.split(".")[_length(first) :])
    if first.to is None:
        if any(each.pair is None for each in found):
            return Not(why=f"{symbol}: the rule gives neither a name nor a pair for it")
        if rest:
            return Not(why=f"{symbol}: only calls of {first.name} can be rewritten")
        return Paired(symbols=found)
    return _named(first, rest, home)


def _length(symbol: RuleSymbol) -> int:
    return len(symbol.name.removesuffix(".*").split("."))


def _covering(rule: Rule, symbol: str) -> tuple[RuleSymbol, ...]:
    """Return the rule's entries for the longest name that covers a symbol, in their order."""
    found: list[tuple[int, RuleSymbol]] = []
    for each in rule.symbols:
        if each.name.endswith(".*"):
            name = each.name[:-2]
            if symbol.startswith(name + "."):
                found.append((2 * len(name.split(".")), each))
        elif symbol == each.name or (symbol.startswith(each.name + ".") and "." in each.name):
            # A name beats a star of the same length: the star covers what is below only.
            found.append((2 * len(each.name.split(".")) + 1, each))
    best = max((length for length, _ in found), default=0)
    return tuple(each for length, each in found if length == best)


def _named(symbol: RuleSymbol, rest: Dotted, home: str | None) -> Target:
    text = (symbol.to or "").strip()
    star = text.endswith(".*")
    if star != symbol.name.endswith(".*"):
        return Not(why=f"{symbol.name}: the rule's `to` does not fit its name")
    text = text.removesuffix(".*")
    own = len(rest)
    try:
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Not(why=f"{symbol.name}: the rule's `to` is not an expression")
    parts = _dotted(tree)
    if parts is None:
        if star or not _is_literal(tree):
            return Not(why=f"{symbol.name}: the rule's `to` is neither a name nor a literal")
        return Written(text=text, chain=rest, symbol=symbol)
    if parts[0] == "_inhouse":
        if home is None:
            return Not(why=f"{symbol.name}: the project has no package that could hold its code")
        module = tuple(home.split("."))
        return Named(module=module, chain=parts[1:] + rest, symbol=symbol, own=own)
    if len(parts) == 1 and not star and hasattr(builtins, parts[0]):
        return Named(module=(), chain=parts + rest, symbol=symbol, own=own)
    if len(parts) == 1 and not is_standard(parts[0]):
        return Not(why=f"{symbol.name}: the rule's `to` is neither a builtin nor a module")
    whole = parts + rest
    length = module_part(whole)
    if not star and length > len(parts):
        length = len(parts)
    return Named(module=whole[:length], chain=whole[length:], symbol=symbol, own=own)


def _dotted(node: ast.expr) -> Dotted | None:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    return (node.id, *reversed(parts))


def _is_literal(node: ast.expr) -> bool:
    if isinstance(node, ast.Tuple):
        return all(_is_literal(each) for each in node.elts)
    if isinstance(node, ast.Name):
        return hasattr(builtins, node.id)
    return isinstance(node, ast.Constant)


def names_in(text: str) -> frozenset[str]:
    """Return the names that an expression reads."""
    return frozenset(
        node.id for node in ast.walk(ast.parse(text, mode="eval")) if isinstance(node, ast.Name)
    )
