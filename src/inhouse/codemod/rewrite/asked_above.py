"""Properties that a subclass asks for with super(), where the target would answer otherwise."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping

from inhouse.model.places import FileSites, Left
from inhouse.model.rule import Rule

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def asked_above(
    sites: Iterable[FileSites], texts: Mapping[str, bytes], files: Mapping[str, bytes], rule: Rule
) -> tuple[Left, ...]:
    """Return where the project reads, through super(), a name that such a symbol decorates.

    `texts` are the files with sites, `files` all Python files: subclasses may be in any of them.
    """
    symbols = {each.name for each in rule.symbols if each.not_through_super}
    decorated = [name for each in sites for name in _decorated(each, texts[each.path], symbols)]
    if not decorated:
        return ()
    named = "|".join(map(re.escape, sorted(set(decorated))))
    pattern = re.compile(rf"\bsuper\s*\([^()]*\)\s*\.\s*({named})\b".encode())
    return tuple(
        Left(
            file=path,
            line=data.count(b"\n", 0, found.start()) + 1,
            why=f"{found[1].decode()} is asked for with super(), which gives a stored value",
        )
        for path, data in files.items()
        if b"super" in data
        for found in pattern.finditer(data)
    )


def _decorated(sites: FileSites, source: bytes, symbols: set[str]) -> Iterator[str]:
    """Yield the names of functions in one file that one of the symbols decorates."""
    lines = {
        use.span.line for use in sites.uses if use.context == "decorator" and use.symbol in symbols
    }
    if not lines:
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, _FUNCTIONS) and lines & {each.lineno for each in node.decorator_list}:
            yield node.name
