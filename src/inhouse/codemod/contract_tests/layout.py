"""Source text of expressions in short lines and double quotes, as formatters leave it."""

from __future__ import annotations

import ast
import io
import tokenize

WIDTH = 88
_BRACKETS: dict[type[ast.expr], tuple[str, str]] = {
    ast.Tuple: ("(", ")"),
    ast.List: ("[", "]"),
    ast.Set: ("{", "}"),
}


def quoted(source: str) -> str:
    """Return source with strings in double quotes, except where that would need escapes."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError):
        return source
    lines = source.splitlines(keepends=True)
    for token in reversed(tokens):
        (row, start), (end_row, end) = token.start, token.end
        text = token.string
        body = text.lstrip("rbuRBU")
        simple = body.startswith("'") and not body.startswith("'''") and '"' not in body
        if token.type == tokenize.STRING and row == end_row and simple:
            prefix = text[: len(text) - len(body)]
            line = lines[row - 1]
            inner = body[1:-1].replace("\\'", "'")
            lines[row - 1] = f'{line[:start]}{prefix}"{inner}"{line[end:]}'
    return "".join(lines)


def laid_out(source: str, indent: int = 0, before: int = 0, after: int = 0) -> list[str]:
    """Return the lines of an expression whose statement stands at `indent` columns.

    `before` and `after` count what else stands on its first and last line. Later lines are
    indented from the statement on. Long containers, calls and strings are broken up; what cannot
    be broken stays long.
    """
    node = ast.parse(source, mode="eval").body
    return _Writer(WIDTH - indent).fitted(node, 0, before, after).split("\n")


class _Writer:
    """Writes expressions into lines of a width."""

    def __init__(self, width: int) -> None:
        self.width = width

    def fitted(self, node: ast.expr, indent: int, used: int, after: int) -> str:
        """Return a node's text; it begins at column `used`, and `after` columns follow it."""
        flat = quoted(ast.unparse(node))
        if used + len(flat) + after <= self.width and "\n" not in flat:
            return flat
        parts = self._parts(node, indent + 4)
        if parts is not None:
            opening, inner, closing = parts
            lines = "".join(f"{' ' * (indent + 4)}{each}\n" for each in inner)
            return f"{opening}\n{lines}{' ' * indent}{closing}"
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq):
            right = node.comparators[0]
            short = len(quoted(ast.unparse(right))) < 40
            one = self.fitted(node.left, indent, used, after + 44 if short else 4)
            last = one.rpartition("\n")[2]
            start = len(last) + 4 if "\n" in one else used + len(one) + 4
            return f"{one} == {self.fitted(right, indent, start, after)}"
        return flat

    def _parts(self, node: ast.expr, pad: int) -> tuple[str, list[str], str] | None:
        match node:
            case ast.Constant(value=str() | bytes() as value) if len(repr(value)) > 22:
                return "(", _pieces(value, self.width - pad), ")"
            case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts) if parts:
                opening, closing = _BRACKETS[type(node)]
                return opening, [self.fitted(e, pad, pad, 1) + "," for e in parts], closing
            case ast.Dict(keys=keys, values=values) if keys:
                pairs = zip(keys, values, strict=True)
                named = [
                    ("**" if k is None else quoted(ast.unparse(k)) + ": ", v) for k, v in pairs
                ]
                return "{", [self._named(name, part, pad) for name, part in named], "}"
            case ast.Call(func=func, args=args, keywords=words) if args or words:
                inner = [self.fitted(each, pad, pad, 1) + "," for each in args]
                inner += [
                    self._named(f"{word.arg}=" if word.arg else "**", word.value, pad)
                    for word in words
                ]
                if len(inner) == 1:
                    inner[0] = inner[0].removesuffix(",")
                return quoted(ast.unparse(func)) + "(", inner, ")"
        return None

    def _named(self, name: str, part: ast.expr, pad: int) -> str:
        return f"{name}{self.fitted(part, pad, pad + len(name), 1)},"


def _key(node: ast.expr | None) -> str:
    return "**" if node is None else quoted(ast.unparse(node)) + ": "


def _pieces(value: str | bytes, room: int) -> list[str]:
    """Return literals of at most about `room` characters that make up one text."""
    pieces: list[str] = []
    rest = value
    while rest:
        count = min(len(rest), room)
        while count > 1 and len(repr(rest[:count])) > room:
            count -= max(1, count // 16)
        pieces.append(quoted(repr(rest[:count])))
        rest = rest[count:]
    return pieces
