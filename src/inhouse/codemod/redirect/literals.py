"""Plans the change of strings that name a module to import or something to patch."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from inhouse.codemod.redirect.targets import Targets
from inhouse.codemod.sites.source_text import SourceText
from inhouse.model.places import FileSites, Left, StringSite

_QUOTES = ('"""', "'''", '"', "'")


@dataclass(slots=True)
class Strings:
    """New texts of literals, and the strings that stay."""

    edits: list[tuple[int, int, str]] = field(default_factory=list)
    literals: dict[ast.Constant, str] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)


def plan_strings(sites: FileSites, text: SourceText, tree: ast.Module, targets: Targets) -> Strings:
    """Return the changes of all strings of a file that lead to `targets`."""
    found = Strings()
    wanted = {
        site.span: site
        for site in sites.strings
        if site.role in ("patch-target", "import-name", "other")
        and targets.of(site.text.replace(":", ".", 1)) is not None
    }
    if not wanted:
        return found
    nodes = {
        text.span(node): node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    for span, site in wanted.items():
        why = _plan(site, nodes.get(span), text, targets, found)
        if why:
            found.left.append(Left(file=sites.path, line=span.line, why=why))
    return found


def _plan(
    site: StringSite,
    node: ast.Constant | None,
    text: SourceText,
    targets: Targets,
    found: Strings,
) -> str:
    """Plan one string; return why it stays, "" where it changes or is only a word."""
    if site.role == "other":
        if "." in site.text or ":" in site.text:
            return f"the string {site.text!r} names the package, and what reads it is not known"
        return ""
    new = targets.of(site.text)
    if node is None or node.value != site.text:
        return "the file is not the one that was searched"
    written = text.cut(site.span)
    quote = next((each for each in _QUOTES if written.endswith(each)), '"')
    prefix = written[: len(written) - len(site.text) - 2 * len(quote)]
    if new is None or written != f"{prefix}{quote}{site.text}{quote}" or prefix not in _PREFIXES:
        return f"the string {site.text!r} is written in an unusual way"
    start = text.offset(site.span.line, site.span.column) + len(prefix) + len(quote)
    found.edits.append((start, start + len(site.text), new))
    found.literals[node] = new
    return ""


_PREFIXES = frozenset({"", "r", "R", "u", "U"})
