"""Changing one import statement in place: names leave it, other imports come in its place."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inhouse.codemod.rewrite.new_imports import NewImport, statements
from inhouse.codemod.rewrite.source_text import SourceText, Splice

ImportNode = ast.Import | ast.ImportFrom
_FROM = re.compile(r"from(\s+)([\w.]+)(\s+)import\b")
_GOES_ALONG = re.compile(
    r"#\s*(noqa|type:\s*ignore|pyright:\s*ignore|pylint:|mypy:|ty:)", re.IGNORECASE
)
_ABOUT_TYPES = re.compile(r"#\s*(type|pyright|mypy|ty):\s*ignore(\[[^\]]*\])?\s*$", re.IGNORECASE)
_AFTER_NAME = re.compile(r"[ \t]*,[ \t]*(#[^\r\n]*)?((?:\\?(?:\r\n|\r|\n)[ \t]*)?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementEdit:
    """The splices, and the statements that the text then holds in the place of this one."""

    splices: tuple[Splice, ...]
    now: tuple[ast.stmt, ...]


class StaysError(Exception):
    """The statement cannot be changed without touching something else; the message says what."""


def change_import(
    source: SourceText,
    node: ImportNode,
    replaced: Mapping[int, Sequence[NewImport]],
    beside: Sequence[NewImport],
    *,
    needs_body: bool,
) -> StatementEdit:
    """Replace the aliases at the given positions, and add imports beside what stays.

    `needs_body` where its block would be empty otherwise.
    """
    retargeted = _retargeted(source, node, replaced) if not beside else None
    if retargeted is not None:
        return retargeted
    texts = statements([*(new for i in sorted(replaced) for new in replaced[i]), *beside])
    kept = [index for index in range(len(node.names)) if index not in replaced]
    start, end = source.of(node)
    splices: list[Splice] = []
    if kept:
        splices += _without_names(source, node, set(replaced))
        splices += _behind(source, node, texts)
    elif texts:
        splices.append(Splice(start=start, end=end, parts=(texts[0],)))
        splices += _behind(source, node, texts[1:]) + _types_comment(source, end)
    elif needs_body:
        splices.append(Splice(start=start, end=end, parts=("pass",)))
        splices += _types_comment(source, end)
    else:
        splices.append(_removal(source, start, end))
    now: list[ast.stmt] = []
    if kept:
        names = [node.names[index] for index in kept]
        now.append(_with_names(node, names))
    for text in texts or (["pass"] if needs_body and not kept else []):
        now += ast.parse(text).body
    return StatementEdit(splices=tuple(splices), now=tuple(now))


def _with_names(node: ImportNode, names: list[ast.alias]) -> ast.stmt:
    if isinstance(node, ast.Import):
        return ast.Import(names=names)
    return ast.ImportFrom(module=node.module, names=names, level=node.level)


def _retargeted(
    source: SourceText, node: ImportNode, replaced: Mapping[int, Sequence[NewImport]]
) -> StatementEdit | None:
    """Where every name still comes from one module, only the words that differ are changed."""
    if not isinstance(node, ast.ImportFrom) or len(replaced) != len(node.names):
        return None
    if any(len(each) != 1 or each[0].name is None for each in replaced.values()):
        return None
    new = [replaced[index][0] for index in range(len(node.names))]
    if len({each.module for each in new}) != 1 or len({each.binds for each in new}) != len(new):
        return None
    found = _FROM.match(source.segment(node))
    if found is None:
        return None
    start, end = source.of(node)
    low, high = (start + at for at in found.span(2))
    splices = [Splice(start=low, end=high, parts=(new[0].module,))]
    for alias, each in zip(node.names, new, strict=True):
        if (alias.name, alias.asname) != (each.name, each.asname):
            low, high = source.of(alias)
            splices.append(Splice(start=low, end=high, parts=(each.alias,)))
    names = [ast.alias(name=each.name or "", asname=each.asname) for each in new]
    now = ast.ImportFrom(module=new[0].module, names=names, level=0)
    return StatementEdit(splices=(*splices, *_types_comment(source, end)), now=(now,))


def _types_comment(source: SourceText, end: int) -> list[Splice]:
    """Take away a comment that only quiets a type checker about the import that is gone."""
    _, line_end = source.line_range(end)
    rest = source.text[end:line_end].rstrip("\r\n")
    found = _ABOUT_TYPES.fullmatch(rest.strip())
    if found is None:
        return []
    return [Splice(start=end, end=end + len(rest), parts=())]


def _stands_alone(source: SourceText, start: int, end: int) -> bool:
    """Tell whether nothing but blanks and a comment share the statement's lines."""
    line_start, _ = source.line_range(start)
    _, line_end = source.line_range(end)
    before, behind = source.text[line_start:start], source.text[end:line_end].strip()
    return not before.strip() and (not behind or behind.startswith("#"))


def _behind(source: SourceText, node: ImportNode, texts: Sequence[str]) -> list[Splice]:
    """Put further statements behind one."""
    if not texts:
        return []
    start, end = source.of(node)
    if not _stands_alone(source, start, end):
        parts = tuple(f"; {text}" for text in texts)
        return [Splice(start=end, end=end, parts=parts)]
    line_start, _ = source.line_range(start)
    _, line_end = source.line_range(end)
    indent = source.text[line_start:start].replace("\f", "")
    at = line_end - len(_ending(source.text[end:line_end]))
    parts = tuple(f"{source.newline}{indent}{text}" for text in texts)
    return [Splice(start=at, end=at, parts=parts)]


def _ending(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]


def _removal(source: SourceText, start: int, end: int) -> Splice:
    """Remove a statement with its line, or from between its neighbours on the line."""
    text = source.text
    if not _stands_alone(source, start, end):
        behind = re.compile(r"[ \t]*;[ \t]*").match(text, end)
        _, line_end = source.line_range(end)
        if behind and text[behind.end() : line_end].strip() and text[behind.end()] != "#":
            return Splice(start=start, end=behind.end(), parts=())
        before = re.compile(r"[ \t]*;[ \t]*$").search(text, 0, start)
        if before is None:
            raise StaysError("other code shares its line")
        return Splice(start=before.start(), end=end, parts=())
    line_start, _ = source.line_range(start)
    _, line_end = source.line_range(end)
    comment = text[end:line_end].strip()
    if "\f" in text[line_start:start]:
        raise StaysError("a form feed stands before it")
    if comment and not _GOES_ALONG.match(comment):
        return Splice(start=start, end=end + text[end:line_end].index("#"), parts=())
    # Of the blank lines on both sides only one side stays.
    _, previous = source.line_range(max(0, line_start - 1))
    above = text[source.line_range(max(0, line_start - 1))[0] : previous] if line_start else ""
    if not above.strip() and line_end < len(text):
        _, next_end = source.line_range(line_end)
        if not text[line_end:next_end].strip():
            line_end = next_end
    return Splice(start=line_start, end=line_end, parts=())


def _without_names(source: SourceText, node: ImportNode, gone: set[int]) -> list[Splice]:
    """Remove names from a list of which some stay, with the comments that are about them only."""
    text, splices, index = source.text, [], 0
    while index < len(node.names):
        if index not in gone:
            index += 1
            continue
        first = index
        while index < len(node.names) and index in gone:
            index += 1
        if index < len(node.names):
            splices += [_name_removal(source, node, each) for each in range(first, index)]
            continue
        start = source.of(node.names[first - 1])[1]
        end = source.of(node.names[-1])[1]
        if "#" in text[start:end]:
            splices += _last_names(source, node, first)
        else:
            splices.append(Splice(start=start, end=end, parts=()))
    return splices


def _name_removal(source: SourceText, node: ImportNode, index: int) -> Splice:
    """Remove a name that another one follows."""
    start, end = source.of(node.names[index])
    found = _AFTER_NAME.match(source.text, end)
    if found is None:
        raise StaysError("its list of names is written in a way that cannot be edited")
    comment = found.group(1)
    stop = found.end()
    if comment and not _GOES_ALONG.match(comment):
        stop = found.start(1)
    return Splice(start=start, end=min(stop, source.of(node.names[index + 1])[0]), parts=())


def _last_names(source: SourceText, node: ImportNode, first: int) -> list[Splice]:
    """Remove the last names of a list in parentheses, each with its line."""
    splices = []
    for alias in node.names[first:]:
        start, end = source.of(alias)
        line_start, line_end = source.line_range(start)
        behind = re.compile(r"[ \t]*,?[ \t]*(#[^\r\n]*)?").match(source.text, end)
        comment = behind.group(1) if behind else None
        whole = behind is not None and not source.text[behind.end() : line_end].strip()
        if source.text[line_start:start].strip() or not whole:
            raise StaysError("its list of names is written in a way that cannot be edited")
        if comment and not _GOES_ALONG.match(comment):
            raise StaysError("a comment stands beside the name")
        splices.append(Splice(start=line_start, end=line_end, parts=()))
    return splices
