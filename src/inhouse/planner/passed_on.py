"""Uses of a package that go through the project's own modules: `from app.compat import text_type`.

The audit follows names through re-exports, the codemod edits where they come in. A use behind a
re-export needs no edit as long as its first name really comes from a module of the project.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inhouse.model.evidence import Site
from inhouse.model.places import FileSites


class PassedOn:
    """Answers for the sites of one package; `strict` where the names that others take may change.

    Then only what a file is known to export counts, as only such an import keeps its name.
    """

    def __init__(
        self, files: Mapping[str, bytes], sites: Iterable[FileSites], *, strict: bool
    ) -> None:
        self._files, self._strict = files, strict
        self._own = {part.removesuffix(".py") for path in files for part in path.split("/")}
        self._exported = {
            f"{each.module}.{each.name}" if each.name else each.module
            for file in sites
            for each in file.imports
            if each.exported and not each.unread
        }
        self._known: dict[str, _Taken | None] = {}

    def covers(self, site: Site) -> bool:
        """Tell whether the use is reached by a name that a module of the project passes on."""
        if site.kind in ("dynamic", "config"):
            return False
        if self._strict and not any(
            site.symbol == each or site.symbol.startswith(f"{each}.") for each in self._exported
        ):
            return False
        if site.file not in self._known:
            self._known[site.file] = self._read(site.file)
        taken = self._known[site.file]
        return taken is not None and site.line in taken.lines

    def _read(self, path: str) -> _Taken | None:
        try:
            tree = ast.parse(self._files[path])
        except (KeyError, SyntaxError, ValueError, RecursionError):
            return None
        return _taken(tree, self._own)


@dataclass(frozen=True, slots=True)
class _Taken:
    lines: frozenset[int]


def _taken(tree: ast.Module, own: set[str]) -> _Taken:
    """Return the lines that import from modules of the project or read a name so imported."""
    names: set[str] = set()
    star = False
    lines: set[int] = set()
    nodes = list(ast.walk(tree))
    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            if not node.level and (node.module or "").partition(".")[0] not in own:
                continue
            star |= any(alias.name == "*" for alias in node.names)
            names |= {alias.asname or alias.name for alias in node.names}
            lines.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.partition(".")[0] in own:
                    names.add(alias.asname or alias.name.partition(".")[0])
    for node in nodes:
        if isinstance(node, (ast.Name, ast.Attribute)):  # no union made for each node
            first: ast.expr = node
            while isinstance(first, ast.Attribute):
                first = first.value
            if isinstance(first, ast.Name) and (star or first.id in names):
                lines.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return _Taken(frozenset(lines))
