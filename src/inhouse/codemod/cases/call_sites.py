"""The project's own calls of a package, as scripts: literals kept, everything else a hole."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from inhouse.codemod.cases.definitions import PackageSource
from inhouse.codemod.cases.drafts import SAFE_BUILTINS, Draft, hole_of, written
from inhouse.codemod.cases.expressions import free_names, kind_of_expression, literal
from inhouse.codemod.cases.signatures import Parameter, Signature
from inhouse.model.places import FileSites, Span, UseSite
from inhouse.model.proof import Hole

Lookup = Callable[[str], Signature | None]
# A value longer than this says nothing more than a shorter one, and cannot be read in a test.
_LONGEST_VALUE = 400


@dataclass(slots=True)
class Seen:
    """Values seen for the parameters of each symbol, as source text."""

    values: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def add(self, symbol: str, parameter: str, value: str) -> None:
        """Remember a value for a parameter."""
        for owner in (symbol, ""):  # "" holds what any part of the package takes under the name
            held = self.values.setdefault((owner, parameter), [])
            if value not in held and len(held) < 20 and len(value) <= _LONGEST_VALUE:
                held.append(value)

    def fill(self, draft: Draft) -> Draft:
        """Return a draft whose holes know the values seen elsewhere for their parameters."""
        holes = tuple(self._filled(draft.symbol, hole) for hole in draft.holes)
        return replace(draft, holes=holes)

    def _filled(self, symbol: str, hole: Hole) -> Hole:
        name = hole.parameter or ""
        more = self.values.get((symbol, name)) or self.values.get(("", name), [])
        return replace(hole, examples=tuple(dict.fromkeys([*more, *hole.examples])))


def calls_of(
    sites: FileSites, source: bytes, package: PackageSource, lookup: Lookup, seen: Seen
) -> tuple[tuple[Draft, ...], tuple[str, ...]]:
    """Return a draft for every call of the package in a file, and the calls that give none."""
    text = _text(source)
    tree = None if text is None else _tree(text)
    if text is None or tree is None:
        return (), (f"{sites.path}: its calls are not tried, it cannot be read as Python",)
    reader = _Reader(sites, text, tree, package, lookup, seen)
    drafts: list[Draft] = []
    for use in sites.uses:
        if use.context == "call":
            draft = reader.draft(use)
            if draft:
                drafts.append(draft)
    return tuple(drafts), tuple(reader.dropped)


def _text(source: bytes) -> str | None:
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
        return source.decode(encoding).removeprefix("\ufeff")
    except (SyntaxError, UnicodeDecodeError, LookupError):
        return None


def _tree(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


class _Reader:
    """Reads the calls of one file."""

    def __init__(
        self,
        sites: FileSites,
        text: str,
        tree: ast.Module,
        package: PackageSource,
        lookup: Lookup,
        seen: Seen,
    ) -> None:
        self.sites, self.package, self.lookup, self.seen = sites, package, lookup, seen
        self.dropped: list[str] = []
        lines = text.replace("\f", " ").splitlines(keepends=True)
        self.lines = [line.encode() for line in lines] if not text.isascii() else []
        self.by_span = {
            (*self._start(node), *self._end(node)): node
            for node in ast.walk(tree)
            if isinstance(node, ast.expr)
        }
        self.constants = _constants(tree)
        self.known = {
            (use.span.line, use.span.column, use.span.end_line, use.span.end_column): use.symbol
            for use in sites.uses
        }

    def _column(self, line: int, offset: int) -> int:
        """Return a column in characters for one in UTF-8 bytes."""
        if not self.lines or line > len(self.lines):
            return offset
        return len(self.lines[line - 1][:offset].decode(errors="ignore"))

    def _start(self, node: ast.expr) -> tuple[int, int]:
        return node.lineno, self._column(node.lineno, node.col_offset)

    def _end(self, node: ast.expr) -> tuple[int, int]:
        line = node.end_lineno or node.lineno
        return line, self._column(line, node.end_col_offset or 0)

    def draft(self, use: UseSite) -> Draft | None:
        """Return the script of one call, or None with the reason noted."""
        place = f"{self.sites.path}:{use.span.line}"
        call = self._call(use.call)
        if call is None:
            return None
        if any(isinstance(each, ast.Starred) for each in call.args) or any(
            each.arg is None for each in call.keywords
        ):
            self.dropped.append(f"{place}: the call unpacks arguments, its shape is not known")
            return None
        module, names = self.package.split(use.symbol)
        statement, written_as = written(module, names)
        script = _Script(self, use.symbol, self.lookup(use.symbol))
        script.imports.append(statement)
        parts = [script.argument(each, index, None) for index, each in enumerate(call.args)]
        parts += [
            f"{each.arg}={script.argument(each.value, None, each.arg)}" for each in call.keywords
        ]
        imports = "\n".join(dict.fromkeys(script.imports))
        signature = self.lookup(use.symbol)
        expression = f"{written_as}({', '.join(parts)})"
        if signature and signature.asynchronous:
            imports, expression = f"import asyncio\n{imports}", f"asyncio.run({expression})"
        return Draft(
            symbol=use.symbol,
            text=f"{imports}\n{expression}\n",
            origin="call site",
            place=place,
            holes=tuple(script.holes),
        )

    def _call(self, span: Span | None) -> ast.Call | None:
        found = self.by_span.get((*span,)) if span else None
        return found if isinstance(found, ast.Call) else None


class _Script:
    """The holes and imports of one call while its arguments are read."""

    def __init__(self, reader: _Reader, symbol: str, signature: Signature | None) -> None:
        self.reader, self.symbol = reader, symbol
        self.parameters = signature.parameters if signature and not signature.hidden else ()
        self.holes: list[Hole] = []
        self.imports: list[str] = []

    def argument(self, node: ast.expr, index: int | None, keyword: str | None) -> str:
        """Return the text of one argument: itself where it is closed, else a new hole."""
        parameter = self._parameter(index, keyword)
        closed = self._closed(node)
        name = parameter.name if parameter else keyword or ""
        if closed is not None and len(closed) <= _LONGEST_VALUE:
            if literal(node) and name:
                self.reader.seen.add(self.symbol, name, closed)
            return closed
        examples = self.reader.constants.get(node.id, ()) if isinstance(node, ast.Name) else ()
        hole = hole_of(f"_{len(self.holes)}", parameter, kind_of_expression(node), examples)
        if parameter is None and keyword:
            hole = replace(hole, parameter=keyword)
        self.holes.append(hole)
        return hole.name

    def _parameter(self, index: int | None, keyword: str | None) -> Parameter | None:
        if keyword is not None:
            return next((each for each in self.parameters if each.name == keyword), None)
        places = [each for each in self.parameters if each.kind in ("positional", "either")]
        if index is not None and index < len(places):
            return places[index]
        return next((each for each in self.parameters if each.kind == "star"), None)

    def _closed(self, node: ast.expr) -> str | None:
        """Return the text of an expression made of literals, safe builtins and the package."""
        if literal(node):
            return ast.unparse(node)
        if any(isinstance(each, ast.Await | ast.Yield | ast.YieldFrom) for each in ast.walk(node)):
            return None
        imports: list[str] = []
        taken = _Canonical(self.reader, imports)
        # The tree is shared by all calls of the file: work on a copy.
        copy = ast.parse(ast.unparse(node), mode="eval").body
        copy = taken.visit_like(node, copy)
        if free_names(copy) - SAFE_BUILTINS - taken.names:
            return None
        self.imports += imports
        return ast.unparse(copy)


class _Canonical:
    """Writes uses of the package inside an argument the way scripts write them."""

    def __init__(self, reader: _Reader, imports: list[str]) -> None:
        self.reader, self.imports = reader, imports
        self.names: set[str] = set()

    def visit_like(self, original: ast.expr, copy: ast.expr) -> ast.expr:
        """Return `copy` with the package's names replaced where `original` uses them."""
        reader = self.reader
        key = (*reader._start(original), *reader._end(original))
        symbol = reader.known.get(key)
        if symbol is not None and isinstance(original, ast.Name | ast.Attribute):
            statement, expression = written(*reader.package.split(symbol))
            self.imports.append(statement)
            self.names.add(expression.split(".")[0])
            return ast.parse(expression, mode="eval").body
        for name, value in ast.iter_fields(original):
            twin = getattr(copy, name, None)
            if isinstance(value, ast.expr) and isinstance(twin, ast.expr):
                setattr(copy, name, self.visit_like(value, twin))
            elif isinstance(value, list) and isinstance(twin, list) and len(value) == len(twin):
                pairs = zip(value, twin, strict=True)
                setattr(copy, name, [self._either(one, two) for one, two in pairs])
        return copy

    def _either(self, original: object, copy: object) -> object:
        if isinstance(original, ast.expr) and isinstance(copy, ast.expr):
            return self.visit_like(original, copy)
        if isinstance(original, ast.keyword) and isinstance(copy, ast.keyword):
            copy.value = self.visit_like(original.value, copy.value)
        return copy


def _constants(tree: ast.Module) -> Mapping[str, tuple[str, ...]]:
    """Return the names of a file that only ever stand for literals, with those literals."""
    found: dict[str, list[ast.expr | None]] = {}
    for name, value in _bindings(tree):
        found.setdefault(name, []).append(value)
    return {
        name: tuple(ast.unparse(value) for value in values if value is not None)
        for name, values in found.items()
        if all(value is not None and literal(value) for value in values)
    }


def _bindings(tree: ast.Module) -> Iterator[tuple[str, ast.expr | None]]:
    simple: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    simple.add(id(target))
                    yield target.id, node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            simple.add(id(node.target))
            if node.value is not None:
                yield node.target.id, node.value
        elif isinstance(node, ast.arg):
            yield node.arg, None
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and id(node) not in simple:
            yield from [] if isinstance(node.ctx, ast.Load) else [(node.id, None)]
