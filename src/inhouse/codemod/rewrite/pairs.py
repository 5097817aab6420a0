"""The pairs of a rule's rewrites.py: a call as it is written now, and what is written instead."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from inhouse.codemod.rewrite.evaluation import check_evaluation
from inhouse.codemod.rewrite.signatures import NoFitError, Signature, bind, parse_signature
from inhouse.codemod.rewrite.source_text import SourceText, UnreadableError, read_source
from inhouse.model.rule import RuleSymbol


@dataclass(frozen=True, slots=True, kw_only=True)
class PairBook:
    """The parsed rewrites.py. `imports` maps its local names to (module, name or None)."""

    source: SourceText
    functions: dict[str, ast.FunctionDef]
    imports: dict[str, tuple[tuple[str, ...], str | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A pair that fits a call. `holes` maps parameters of `after` to the call's argument, or to
    the default that the original would take, which is then an expression of the rule."""

    book: PairBook
    after: ast.expr
    arguments: dict[str, ast.expr]
    defaults: dict[str, ast.expr] = field(default_factory=dict)


def read_pairs(text: str) -> PairBook:
    """Parse the text of rewrites.py, never run it; NoFitError where it is no program."""
    try:
        source = read_source(text.encode("utf-8"))
    except (UnreadableError, UnicodeEncodeError) as error:
        raise NoFitError(f"the rule's rewrites cannot be read: {error}") from None
    functions: dict[str, ast.FunctionDef] = {}
    imports: dict[str, tuple[tuple[str, ...], str | None]] = {}
    for node in source.tree.body:
        if isinstance(node, ast.FunctionDef):
            functions[node.name] = node
        elif isinstance(node, ast.Import):
            for alias in node.names:
                parts = tuple(alias.name.split("."))
                local = alias.asname or parts[0]
                if local in imports and imports[local] != (parts, None):
                    raise NoFitError(f"the rule's rewrites import two things as {local}")
                imports[local] = (parts, None)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                imports[alias.asname or alias.name] = (tuple(node.module.split(".")), alias.name)
    return PairBook(source=source, functions=functions, imports=imports)


def _returned(function: ast.FunctionDef | None, name: str) -> ast.expr:
    if function is None:
        raise NoFitError(f"the rule has no {name}")
    body = [
        each
        for each in function.body
        if not (isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant))
    ]
    if len(body) != 1 or not isinstance(body[0], ast.Return) or body[0].value is None:
        raise NoFitError(f"{name} of the rule is more than one return")
    return body[0].value


def _original(book: PairBook, node: ast.expr) -> str:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or node.id not in book.imports:
        return ""
    module, name = book.imports[node.id]
    # `import a.b` binds `a`, whose parts follow as attributes.
    root = (node.id,) if name is None and module[0] == node.id else module
    return ".".join((*root, *([name] if name else []), *reversed(parts)))


def fill(book: PairBook, symbol: RuleSymbol, call: ast.Call) -> Filled:
    """Fit a pair to a call; NoFitError says why it cannot stand for this one."""
    name = f"before_{symbol.pair}"
    before = book.functions.get(name)
    pattern = _returned(before, name)
    after_name = f"after_{symbol.pair}"
    after_function = book.functions.get(after_name)
    after = _returned(after_function, after_name)
    if before is None or after_function is None or not isinstance(pattern, ast.Call):
        raise NoFitError(f"{name} of the rule does not return a call")
    if _original(book, pattern.func) != symbol.name:
        raise NoFitError(f"{name} of the rule does not call {symbol.name}")
    holes = _parameters(before)
    if set(_parameters(after_function)) != set(holes):
        raise NoFitError(f"{name} and {after_name} of the rule take different parameters")
    signature = _signature(symbol, pattern)
    given = bind(call, signature)
    expected = bind(pattern, signature)
    filled = Filled(book=book, after=after, arguments={}, defaults={})
    for parameter, value in given.items():
        if parameter not in expected:
            raise NoFitError(f"the argument {parameter} is not covered by the rule")
        wanted = expected[parameter]
        if isinstance(wanted, ast.Name) and wanted.id in holes:
            filled.arguments[wanted.id] = value
        elif not isinstance(wanted, ast.Constant) or ast.dump(wanted) != ast.dump(value):
            raise NoFitError(f"the argument {parameter} is not {ast.unparse(wanted)}")
    for parameter, wanted in expected.items():
        if parameter not in given:
            _default(filled, signature, parameter, wanted, holes)
    missing = set(holes) - set(filled.arguments) - set(filled.defaults)
    if missing:
        raise NoFitError(f"{name} of the rule does not pass on {', '.join(sorted(missing))}")
    check_evaluation(after, filled.arguments, frozenset(holes), frozenset(book.imports))
    return filled


def _parameters(function: ast.FunctionDef) -> dict[str, ast.expr | None]:
    args = function.args
    if args.vararg or args.kwarg:
        raise NoFitError(f"{function.name} of the rule takes * or **")
    ordered = [*args.posonlyargs, *args.args]
    padding: list[ast.expr | None] = [None] * (len(ordered) - len(args.defaults))
    found = dict(zip([a.arg for a in ordered], [*padding, *args.defaults], strict=True))
    found.update({a.arg: d for a, d in zip(args.kwonlyargs, args.kw_defaults, strict=True)})
    return found


def _signature(symbol: RuleSymbol, pattern: ast.Call) -> Signature:
    if symbol.signature is not None:
        return parse_signature(symbol.signature)
    # Without one, only calls of the very shape of the pattern fit: position by position.
    if any(isinstance(each, ast.Starred) for each in pattern.args):
        raise NoFitError("the rule's pair unpacks arguments")
    return Signature(
        positional=tuple(f"argument {index + 1}" for index in range(len(pattern.args))),
        named=frozenset(each.arg for each in pattern.keywords if each.arg),
        defaults={},
        vararg=False,
        kwarg=False,
    )


def _default(
    filled: Filled,
    signature: Signature,
    parameter: str,
    wanted: ast.expr,
    holes: dict[str, ast.expr | None],
) -> None:
    """Take the default of a parameter that the call leaves out, where rule and original agree."""
    original = signature.defaults[parameter]
    if isinstance(wanted, ast.Name) and wanted.id in holes:
        default = holes[wanted.id]
        if default is None or ast.dump(default) != ast.dump(original):
            raise NoFitError(f"the argument {parameter} is left out")
        if not isinstance(default, ast.Constant):
            raise NoFitError(
                f"the argument {parameter} is left out, and its default is no constant"
            )
        filled.defaults[wanted.id] = default
    elif ast.dump(wanted) != ast.dump(original):
        raise NoFitError(f"the argument {parameter} is left out")
