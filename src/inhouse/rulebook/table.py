"""What rule.toml says of its symbols, against the code that stands beside it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping

from inhouse.model.rule import Rule, RuleSymbol
from inhouse.model.rule_check import Mistake
from inhouse.rulebook.source import Source, dotted, parameters

_FILE = "rule.toml"
_OWN = "_inhouse."


def mistakes(rule: Rule, text: str, sources: Mapping[str, Source]) -> Iterator[Mistake]:
    """Yield what is wrong with the symbols and differences of a complete rule."""
    lines = text.splitlines()

    def mistake(value: str, wrong: str) -> Mistake:
        spelled = f'"{value}"'
        line = next((n for n, each in enumerate(lines, 1) if spelled in each), 1)
        return Mistake(file=_FILE, line=line, wrong=wrong)

    if not rule.rewrites:
        wrong = "no symbol is rewritten and no claim is made, so there is nothing to prove"
        yield mistake(rule.summary, wrong)
    seen: dict[str, set[str | None]] = {}
    for symbol in rule.symbols:
        pairs = seen.setdefault(symbol.name, set())
        # Several pairs may stand for several shapes of one call.
        if symbol.pair in pairs or None in pairs or (pairs and symbol.pair is None):
            yield mistake(symbol.name, f"{symbol.name} is listed twice")
        pairs.add(symbol.pair)
        for wrong in _symbol(rule, symbol, sources):
            yield mistake(symbol.name, f"{symbol.name} {wrong}")
        for name in _unseen(symbol, sources.get("test_contract.py")):
            wrong = f"{symbol.name} has {name}, which test_contract.py never reads"
            yield mistake(name, wrong)
    yield from _differences(rule, sources, mistake)


def _unseen(symbol: RuleSymbol, contract: Source | None) -> list[str]:
    """Return the attributes of an exception that the contract does not look at."""
    if contract is None or not symbol.attributes:
        return []
    read = {node.attr for node in ast.walk(contract.tree) if isinstance(node, ast.Attribute)}
    return [name for name in symbol.attributes if name not in read]


def _symbol(rule: Rule, symbol: RuleSymbol, sources: Mapping[str, Source]) -> Iterator[str]:
    package = rule.import_package or ""
    if not f"{symbol.name}.".startswith(f"{package}."):
        yield f"is not below {package}; set `package` to the name that all symbols begin with"
    if symbol.signature is not None and _signature(symbol.signature) is None:
        yield f"has a signature that is no Python: {symbol.signature}"
    if symbol.status == "refused" and not symbol.why:
        yield "is refused without saying why"
    if symbol.status != "rewritten":
        return
    if (symbol.to is None) == (symbol.pair is None):
        yield "is rewritten, so it needs either `to` or `pair`"
    elif symbol.to is not None:
        yield from _target(symbol.to, sources.get("replacement.py"))
    elif symbol.pair is not None:
        yield from _pair(symbol, sources.get("rewrites.py"))


def _target(to: str, replacement: Source | None) -> Iterator[str]:
    if to.startswith(_OWN):
        name = to.removeprefix(_OWN)
        if replacement is not None and name not in replacement.defined():
            yield f"goes to {to}, which replacement.py does not define"
        return
    try:
        found = ast.parse(to, mode="eval").body
    except (SyntaxError, ValueError):
        yield f"goes to {to!r}, which is no expression; describe it in `why`"
        return
    if dotted(found) is None and not _literal(found):
        yield f"goes to {to!r}, which is neither a dotted name nor a literal"


def _literal(node: ast.expr) -> bool:
    """Return whether it is a constant, or a tuple of such and of plain names."""
    if isinstance(node, ast.Tuple):
        return all(isinstance(each, ast.Name) or _literal(each) for each in node.elts)
    return isinstance(node, ast.Constant)


def _pair(symbol: RuleSymbol, rewrites: Source | None) -> Iterator[str]:
    signature = _signature(symbol.signature or "")
    if symbol.signature is None:
        yield "has a pair, so it needs the original's signature"
    if rewrites is None:
        return
    functions = rewrites.functions()
    for side in ("before", "after"):
        name = f"{side}_{symbol.pair}"
        if name not in functions:
            yield f"has the pair {symbol.pair}, but rewrites.py has no {name}"
    before = functions.get(f"before_{symbol.pair}")
    if before is None or signature is None:
        return
    known = parameters(signature)
    wide = signature.args.vararg or signature.args.kwarg
    strange = [name for name in parameters(before) if name not in known and not wide]
    if strange:
        yield f"has the pair {symbol.pair}, whose {strange[0]} is no parameter of the original"


def _signature(text: str) -> ast.FunctionDef | None:
    try:
        tree = ast.parse(f"def f{text}: ...")
    except (SyntaxError, ValueError):
        return None
    first = tree.body[0]
    return first if isinstance(first, ast.FunctionDef) and len(tree.body) == 1 else None


def _differences(
    rule: Rule, sources: Mapping[str, Source], mistake_at: Callable[[str, str], Mistake]
) -> Iterator[Mistake]:
    contract = sources.get("test_contract.py")
    if contract is None:
        return
    functions = contract.functions()
    for difference in rule.differences:
        brief = difference.text[:40]
        if difference.verified and not difference.test:
            yield mistake_at(difference.text, f"verified, but names no test: {brief}...")
        if not difference.test:
            continue
        function = functions.get(difference.test)
        if function is None:
            wrong = f"test_contract.py has no {difference.test}, which shows a difference"
            yield mistake_at(difference.test, wrong)
        elif "side" not in parameters(function):
            yield contract.mistake(function, f"{function.name} does not ask for the side")
    named = {difference.test for difference in rule.differences}
    for name, function in functions.items():
        if name.startswith("test_") and "side" in parameters(function) and name not in named:
            yield contract.mistake(function, f"{name} takes `side`, but no difference names it")
