"""Examples in a package's docstrings and description, as scripts for the symbols in use."""

from __future__ import annotations

import ast
import doctest
import re
import textwrap
from collections.abc import Iterator, Sequence

from inhouse.codemod.cases.definitions import Function, PackageSource
from inhouse.codemod.cases.drafts import Draft
from inhouse.codemod.cases.kin import kin_of, told_of
from inhouse.codemod.cases.shown import drafts_from

# More from one package would only cost time.
_MOST_EXAMPLES = 120
_LONGEST_TEXT = 500_000
_FENCE = re.compile(
    r"^(?P<indent> *)```+ *(?:python|py|python3|pycon|\{code-block\} python)?[^\n`]*\n"
    r"(?P<fenced>.*?)^ *```+ *$|^(?P<at> *)\.\. (?:code|code-block|sourcecode):: *python\d?\n"
    r"(?P<block>(?:(?P=at) +[^\n]*\n|[ \t]*\n)+)",
    re.MULTILINE | re.DOTALL,
)


def examples_of(
    package: PackageSource, symbols: Sequence[str], description: str = ""
) -> tuple[Draft, ...]:
    """Return the examples that touch the given symbols and nothing else of the package."""
    used = {symbol: package.find(symbol) for symbol in symbols}
    kin = kin_of(package, symbols)
    drafts: list[Draft] = []
    for module in sorted(package.modules):
        for place, text in _docstrings(package, module):
            statements = _doctested(text)
            drafts += drafts_from(package, used, module, place, statements)
            drafts += drafts_from(package, used, module, place, told_of(statements, kin))
            if len(drafts) >= _MOST_EXAMPLES:
                return tuple(drafts[:_MOST_EXAMPLES])
    for statements in _described(description[:_LONGEST_TEXT]):
        for shown in (statements, told_of(statements, kin)):
            drafts += drafts_from(package, used, None, "the package's description", shown)
    return tuple(drafts[:_MOST_EXAMPLES])


def _docstrings(package: PackageSource, module: str) -> Iterator[tuple[str, str]]:
    tree = package.tree(module)
    if tree is None:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | Function):
            text = ast.get_docstring(node)
            if text and ">>>" in text:
                name = "" if isinstance(node, ast.Module) else f".{node.name}"
                yield f"the docstring of {module}{name}", text


def _doctested(text: str) -> list[ast.stmt]:
    """Return the statements of the prompts in a text, those that are skipped left out."""
    try:
        examples = doctest.DocTestParser().get_examples(text)
    except ValueError:
        return []
    statements: list[ast.stmt] = []
    for each in examples:
        if doctest.SKIP in each.options:
            continue
        try:
            statements += ast.parse(each.source).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return statements


def _described(text: str) -> Iterator[list[ast.stmt]]:
    """Yield the statements of each code block of a description that is Python."""
    if ">>>" in text:
        yield _doctested(text)
    for found in _FENCE.finditer(text):
        block = textwrap.dedent(found["fenced"] or found["block"] or "")
        if ">>>" in block:
            continue
        try:
            yield ast.parse(block).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
