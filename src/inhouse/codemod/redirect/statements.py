"""Plans the change of each import statement that reaches the package."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from inhouse.codemod.redirect.targets import Style, Targets
from inhouse.codemod.sites.source_text import SourceText
from inhouse.model.places import FileSites, ImportSite, Left, Span

_TAIL = re.compile(r"[ \t\f]*(?:#[^\r\n]*)?(\r\n|\r|\n)")
_FROM = re.compile(r"from(?:[ \t\f]|\\\r?\n)+([\w.]+)(?=[ \t\f\\])")


@dataclass(slots=True)
class Planned:
    """The change of one statement: the statements that follow from it, or why there are none."""

    node: ast.stmt
    nodes: list[ast.stmt] = field(default_factory=list)
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    count: int = 0


class _RefusedError(Exception):
    pass


class Planner:
    """Plans all statements of one file."""

    def __init__(
        self,
        sites: FileSites,
        text: SourceText,
        tree: ast.Module,
        targets: Targets,
        style: Style,
    ) -> None:
        self._sites, self._text, self._targets, self._style = sites, text, targets, style
        self._nodes = {
            text.span(node): node
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
        }
        self._taken = set(sites.names)

    def statements(self) -> Iterator[Planned]:
        """Yield the plan of each statement that a site stands for."""
        by_span: dict[Span, list[ImportSite]] = {}
        for site in self._sites.imports:
            by_span.setdefault(site.span, []).append(site)
        for span, sites in by_span.items():
            node = self._nodes.get(span)
            if node is None:
                why = "the file is not the one that was searched"
                lost = ast.Pass(lineno=span.line, col_offset=0)
                left = [Left(file=self._sites.path, line=span.line, why=why)]
                yield Planned(lost, left=left)
                continue
            planned = Planned(node, count=len(sites))
            try:
                if isinstance(node, ast.Import):
                    self._import(node, sites, planned)
                else:
                    self._import_from(node, sites, planned)
            except _RefusedError as error:
                left = [Left(file=self._sites.path, line=span.line, why=str(error))]
                planned = Planned(node, left=left)
            yield planned

    def _target(self, path: str) -> str:
        found = self._targets.of(path)
        if found is None:
            raise _RefusedError(f"it is not known where `{path}` lives now")
        return found

    def _import(self, node: ast.Import, sites: list[ImportSite], planned: Planned) -> None:
        if len(node.names) == 1 and not getattr(node, "is_lazy", False):
            self._single(node, sites[0], planned)
            return
        aliases: list[ast.alias] = []
        wanted = {site.index: site for site in sites}
        for index, alias in enumerate(node.names):
            site = wanted.get(index)
            if site is None:
                aliases.append(alias)
                continue
            root = self._root(site)
            new = [ast.alias(name=self._target(root), asname=site.binds)]
            if root != site.module:
                new.append(self._loading(site))
            aliases += new
            span = self._alias_span(alias)
            written = ", ".join(f"{each.name} as {each.asname}" for each in new)
            planned.edits.append((*span, written))
        planned.nodes = [_same_laziness(ast.Import(names=aliases), node)]

    def _root(self, site: ImportSite) -> str:
        """Return the module that an alias of an import statement binds."""
        if site.asname:
            return site.module
        root = site.module.partition(".")[0]
        if self._targets.of(root) is None:
            why = f"it binds the namespace `{root}`, which other distributions share"
            raise _RefusedError(why)
        return root

    def _loading(self, site: ImportSite) -> ast.alias:
        """Return an alias that loads a submodule, under a name that nobody meets."""
        if site.scope == "class":
            raise _RefusedError("it loads a submodule inside of a class")
        name = "_" + site.module.replace(".", "_")
        while name in self._taken:
            name += "_"
        self._taken.add(name)
        return ast.alias(name=self._target(site.module), asname=name)

    def _single(self, node: ast.Import, site: ImportSite, planned: Planned) -> None:
        root = self._root(site)
        target = self._target(root)
        parent, _, leaf = target.rpartition(".")
        if not parent or (site.asname and "." in root):
            aliases = [ast.alias(name=target, asname=site.binds)]  # as it was, under another name
            first: ast.stmt = ast.Import(names=aliases)
            written = f"import {target} as {site.binds}"
        else:
            level, rest = self._style.written(parent)
            renamed = None if leaf == site.binds else site.binds
            aliases = [ast.alias(name=leaf, asname=renamed)]
            first = ast.ImportFrom(module=rest or None, names=aliases, level=level)
            written = f"from {'.' * level}{rest} import {leaf}"
            written += f" as {renamed}" if renamed else ""
        planned.nodes = [first]
        start, end = self._whole(node)
        if root == site.module:
            planned.edits.append((start, end, written))
            return
        loading = self._loading(site)
        planned.nodes.append(ast.Import(names=[loading]))
        more = f"import {loading.name} as {loading.asname}"
        line_start = self._text.starts[node.lineno - 1]
        indent = self._text.text[line_start:start]
        tail = _TAIL.match(self._text.text, end)
        if indent.strip() or tail is None:
            planned.edits.append((start, end, f"{written}; {more}"))
            return
        planned.edits.append((start, end, written))
        line = f"{indent}{more}  # noqa: F401{tail[1]}"
        planned.edits.append((tail.end(), tail.end(), line))

    def _import_from(self, node: ast.ImportFrom, sites: list[ImportSite], planned: Planned) -> None:
        module = node.module or ""
        if any(self._targets.below(f"{module}.{alias.name}") for alias in node.names):
            raise _RefusedError("names of one statement live in different places now")
        parents = []
        for site in sites:
            path = module if site.form == "star" else f"{module}.{site.name}"
            target = self._target(path)
            if site.form == "star":
                parents.append(target)
                continue
            parent, _, leaf = target.rpartition(".")
            if leaf != site.name:
                raise _RefusedError(f"`{site.name}` has another name now")
            parents.append(parent)
        if len(set(parents)) > 1:
            raise _RefusedError("names of one statement live in different places now")
        home = self._style.written(parents[0])
        level, rest = home
        whole = len(sites) == len(node.names)
        if not whole:
            self._divided(node, sites, home, planned)
            return
        start, end = self._whole(node)
        match = _FROM.match(self._text.text, start, end)
        if match is None or match[1] != module:
            raise _RefusedError("the statement is written in an unusual way")
        planned.edits.append((match.start(1), match.end(1), "." * level + rest))
        new = ast.ImportFrom(module=rest or None, names=node.names, level=level)
        planned.nodes = [_same_laziness(new, node)]

    def _divided(
        self,
        node: ast.ImportFrom,
        sites: list[ImportSite],
        home: tuple[int, str],
        planned: Planned,
    ) -> None:
        """Divide `from namespace import ours, theirs`."""
        start, end = self._whole(node)
        text = self._text.text
        line_start = self._text.starts[node.lineno - 1]
        indent = text[line_start:start]
        tail = _TAIL.match(text, end)
        if "#" in text[start:end] or "\\" in text[start:end] or getattr(node, "is_lazy", False):
            raise _RefusedError("it takes names of another distribution as well, with comments")
        ours = {site.index for site in sites}
        groups: list[tuple[bool, list[ast.alias]]] = []
        for index, alias in enumerate(node.names):
            mine = index in ours
            if not groups or groups[-1][0] != mine:
                groups.append((mine, []))
            groups[-1][1].append(alias)
        lines = []
        theirs = (0, node.module or "")
        for mine, names in groups:
            level, rest = home if mine else theirs
            planned.nodes.append(ast.ImportFrom(module=rest or None, names=names, level=level))
            listed = ", ".join(_alias(each) for each in names)
            lines.append(f"from {'.' * level}{rest} import {listed}")
        alone = not indent.strip() and tail is not None
        comment = text[end : tail.start(1)].rstrip() if alone and tail else ""
        joint = f"{comment}{tail[1]}{indent}" if alone and tail else "; "
        planned.edits.append((start, end, joint.join(lines)))

    def _whole(self, node: ast.stmt) -> tuple[int, int]:
        span = self._text.span(node)
        return (
            self._text.offset(span.line, span.column),
            self._text.offset(span.end_line, span.end_column),
        )

    def _alias_span(self, alias: ast.alias) -> tuple[int, int]:
        line, end_line = alias.lineno, alias.end_lineno or alias.lineno
        start = self._text.offset(line, self._text.column(line, alias.col_offset))
        end_column = self._text.column(end_line, alias.end_col_offset or 0)
        return start, self._text.offset(end_line, end_column)


def _alias(alias: ast.alias) -> str:
    return f"{alias.name} as {alias.asname}" if alias.asname else alias.name


def _same_laziness(new: ast.stmt, old: ast.stmt) -> ast.stmt:
    if hasattr(old, "is_lazy"):
        new.is_lazy = old.is_lazy  # type: ignore[attr-defined]
    return new
