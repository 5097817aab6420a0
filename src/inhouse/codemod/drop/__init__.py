"""Removes imports of a package that nothing needs: unused, or in a branch that never runs."""

from __future__ import annotations

import ast

from inhouse.codemod.drop.available import Version, parse_version
from inhouse.codemod.drop.branches import only_branch
from inhouse.codemod.drop.constructs import Kept, import_attempt, suppressed, version_branch
from inhouse.codemod.drop.leftovers import Loss, lost_names, only_for, unused_sys
from inhouse.codemod.rewrite.applying import UnprovenError, emptied, proved
from inhouse.codemod.rewrite.groups import Imported, MismatchError, imported_of, is_interface
from inhouse.codemod.rewrite.import_statements import StatementEdit, StaysError, change_import
from inhouse.codemod.rewrite.scopes import Names, names_of
from inhouse.codemod.rewrite.source_text import SourceText, UnreadableError, read_source
from inhouse.model.places import Edited, FileSites, Left

__all__ = ["drop"]


def drop(sites: FileSites, source: bytes, *, min_python: str | None) -> Edited:
    """Remove what is surely dead of a package's imports in one file; never raises.

    `min_python` is the lowest Python that the project supports ("3.11"). `rewritten` counts the
    imported names that went; every other one is left, with the reason.
    """
    blocked = tuple((each.line, each.why) for each in sites.left)
    if blocked or not sites.imports:
        return _edited(sites, source, 0, list(blocked))
    read = {number for use in sites.uses for number in use.imports}
    if all(n in read and not each.guards for n, each in enumerate(sites.imports)):
        needed = [(e.span.line, f"{e.binds} is used in this file") for e in sites.imports]
        return _edited(sites, source, 0, needed)
    try:
        text = read_source(source)
        names = names_of(text.tree)
        imports = imported_of(sites, text)
        dropper = _Dropper(text, names, sites, imports, parse_version(min_python))
        changes = dropper.changes()
        if not changes:
            return _edited(sites, source, 0, dropper.left)
        after = text.bytes_of(proved(text, names, [], [], changes))
    except (UnreadableError, MismatchError, UnprovenError, StaysError) as error:
        return _edited(sites, source, 0, [(_first_line(sites), str(error))])
    except RecursionError:
        return _edited(sites, source, 0, [(_first_line(sites), "it is nested too deep")])
    return _edited(sites, after, dropper.dropped, dropper.left)


def _edited(sites: FileSites, after: bytes, count: int, left: list[tuple[int, str]]) -> Edited:
    lines = sorted(dict.fromkeys(left))
    listed = tuple(Left(file=sites.path, line=line, why=why) for line, why in lines)
    return Edited(path=sites.path, after=after, rewritten=count, left=listed)


def _first_line(sites: FileSites) -> int:
    return min(each.span.line for each in sites.imports)


class _Dropper:
    def __init__(
        self,
        source: SourceText,
        names: Names,
        sites: FileSites,
        imports: list[Imported],
        lowest: Version | None,
    ) -> None:
        self.source = source
        self.names = names
        self.sites = sites
        self.imports = imports
        self.lowest = lowest
        self.ours = frozenset[ast.stmt](each.statement for each in imports)
        self.left: list[tuple[int, str]] = []
        self.dropped = 0

    def changes(self) -> dict[ast.AST, StatementEdit]:
        """Return the edits of all statements that change; counts and lists the rest."""
        kept = self._constructs()
        gone = frozenset(node for each in kept for node in each.gone())
        removed = self._unused(gone)
        whole: list[ast.stmt] = [each.whole for each in kept if not each.body]
        whole += [node for node, at in removed.items() if len(at) == len(node.names)]
        system = unused_sys(self.source, self.names, gone)
        if system is not None:
            removed[system] = {0}
            whole.append(system)
        held = emptied(self.source, whole)
        found: dict[ast.AST, StatementEdit] = {}
        for each in kept:
            needs = each.whole in held
            body = list(each.body)
            found[each.whole] = only_branch(self.source, each.whole, body, needs_body=needs)
        for node, at in removed.items():
            nothing = dict.fromkeys(at, ())
            found[node] = change_import(self.source, node, nothing, [], needs_body=node in held)
        return found

    def _constructs(self) -> list[Kept]:
        """Return the compound statements of which only a part stays, outermost first."""
        found: list[Kept] = []
        seen: set[ast.AST] = set()
        for each in self.imports:
            kept, why = self._around(each)
            if kept is None:
                if why:
                    self.left.append((each.site.span.line, why))
                    seen.add(each.alias)
                continue
            if kept.whole not in seen:
                seen.add(kept.whole)
                found.append(kept)
        self._told = {node for node in seen if isinstance(node, ast.alias)}
        inside = {n for each in found for n in ast.walk(each.whole) if n is not each.whole}
        return [each for each in found if each.whole not in inside]

    def _around(self, imported: Imported) -> tuple[Kept | None, str]:
        """Return the outermost statement around an import whose dead part holds it."""
        node: ast.AST | None = imported.statement
        best: Kept | None = None
        why = ""
        while node is not None:
            kept = self._judge(node)
            if kept is not None and kept.why:
                why = why or kept.why
            elif kept is not None and imported.statement in kept.gone():
                trouble = self._trouble(kept)
                best, why = (best, why or trouble) if trouble else (kept, why)
            node = self.source.parents.get(node)
        return best, "" if best else why

    def _judge(self, node: ast.AST) -> Kept | None:
        if isinstance(node, ast.If):
            return version_branch(node, self.lowest, self.names)
        if isinstance(node, ast.Try):
            return import_attempt(node, self.ours, self.lowest, self.names)
        if isinstance(node, ast.With):
            return suppressed(node, self.ours, self.names)
        return None

    def _trouble(self, kept: Kept) -> str:
        """Say why the dead part cannot go alone."""
        parent = self.source.parents.get(kept.whole)
        if isinstance(parent, ast.If) and kept.whole in parent.orelse:
            low, _ = self.source.of(kept.whole)
            if self.source.text[low : low + 4] == "elif":
                return "it stands in an elif"
        if isinstance(kept.whole, ast.If) and kept.body == tuple(kept.whole.orelse) and kept.body:
            low, _ = self.source.of(kept.body[0])
            if self.source.text[low : low + 4] == "elif":
                return "an elif follows"
        loss = lost_names(self.names, kept.gone())
        exported = self._exported(kept)
        return only_for(loss, exported)

    def _exported(self, kept: Kept) -> frozenset[str]:
        gone = kept.gone()
        remains = Loss.bound_in(kept.body)
        return frozenset(
            each.site.binds
            for each in self.imports
            if each.alias in gone
            and each.site.exported
            and not each.site.unread
            and each.site.binds not in remains
        )

    def _unused(self, gone: frozenset[ast.AST]) -> dict[ast.Import | ast.ImportFrom, set[int]]:
        """Return the imported names that nothing reads, outside of what goes anyway."""
        found: dict[ast.Import | ast.ImportFrom, set[int]] = {}
        read = {number for use in self.sites.uses for number in use.imports}
        for each in self.imports:
            if each.alias in gone:
                self.dropped += 1
                continue
            why = self._still_needed(each, read)
            if why:
                if each.alias not in self._told:
                    self.left.append((each.site.span.line, why))
                continue
            self.dropped += 1
            found.setdefault(each.statement, set()).add(each.site.index)
        return found

    def _still_needed(self, imported: Imported, read: set[int]) -> str:
        site = imported.site
        if imported.alias in self._told:
            return "told"
        if site.form == "star":
            return "a star import binds names that cannot be told"
        if imported.number in read:
            return f"{site.binds} is used in this file"
        if any(guard in ("try-import", "except-import", "other-try") for guard in site.guards):
            return "its import may fail and the code goes on"
        if site.exported and not site.unread:
            return f"{site.binds} is imported from here by others, or listed in __all__"
        if is_interface(imported, self.sites.path):
            return f"{site.binds} may be part of what this file offers to others"
        scope = self.names.home[imported.alias]
        if lost_names(self.names, frozenset({imported.alias})).read or scope.kind == "class":
            return f"{site.binds} is read in this file"
        return ""
