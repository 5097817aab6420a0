"""Joins what the files record with the names of the locked packages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from inhouse.evidence.usage.firstparty import FirstParty
from inhouse.evidence.usage.owners import Owners, PackageNames
from inhouse.evidence.usage.records import (
    ASSIGNED,
    BARE,
    IMPORT,
    MODULE,
    NAMED,
    STAR,
    FileUses,
    Mention,
    Row,
)
from inhouse.evidence.usage.reexports import Reexports
from inhouse.evidence.usage.tally import Tally
from inhouse.model.evidence import Usage


def merge(
    files: Mapping[str, FileUses], packages: Iterable[PackageNames], sizes: Mapping[str, int]
) -> dict[str, Usage]:
    """Return the usage of every package, unused ones included; `sizes` has all listed files."""
    return _Merger(files, tuple(packages), sizes).run()


class _Merger:
    def __init__(
        self,
        files: Mapping[str, FileUses],
        packages: tuple[PackageNames, ...],
        sizes: Mapping[str, int],
    ) -> None:
        self._files = files
        self._owners = Owners(packages)
        self._first = FirstParty(sizes, sizes)
        self._reexports = Reexports(files, self._first, self._owners.roots)
        self._tallies = {package.name: Tally() for package in packages}
        self._importers: dict[str, frozenset[str]] = {}

    def run(self) -> dict[str, Usage]:
        wanted = self._owners.roots
        for rel, uses in self._files.items():
            for root, rows in uses.rows.items():
                if root in wanted:
                    self._add_rows(rel, root, rows)
                elif not root or root in self._first.roots:
                    self._follow_rows(rel, root, rows)
            for mention in uses.mentions:
                self._add_mention(rel, mention)
        for path in self._reexports.taken:
            for owner in self._owners.of_path(path):
                self._tallies[owner].offered(path)
        return {name: tally.usage() for name, tally in self._tallies.items()}

    def _add_rows(self, rel: str, root: str, rows: list[Row]) -> None:
        if not self._first.may_own(root):
            for row in rows:
                self._add(rel, row[0], Row(*row))
            return
        importers = self._importers_of(root)
        for row in rows:
            path = row[0]
            if self._first.owns(rel, path, importers):
                self._follow(rel, Row(*row), path)
            else:
                self._add(rel, path, Row(*row))

    def _importers_of(self, root: str) -> frozenset[str]:
        """Return the files that import this name absolutely."""
        found = self._importers.get(root)
        if found is None:
            found = self._importers[root] = frozenset(
                rel
                for rel, uses in self._files.items()
                if any(row[2] & IMPORT for row in uses.rows.get(root, ()))
            )
        return found

    def _follow_rows(self, rel: str, root: str, rows: list[Row]) -> None:
        names = self._reexports.names
        for row in rows:
            path = row[0]
            if row[2] & STAR:
                for target in self._reexports.passed_by_star(rel, path):
                    for owner in self._owners.of_path(target):
                        self._tallies[owner].passed_on(rel, row[4][0], target)
                continue
            if names.isdisjoint(path.split(".")):
                continue
            self._follow(rel, Row(*row), path if root else self._first.absolute(rel, path))

    def _follow(self, rel: str, row: Row, path: str) -> None:
        target = self._reexports.resolve(path)
        if target is not None:
            self._add(rel, target, row)

    def _add(self, rel: str, path: str, row: Row) -> None:
        for owner in self._owners.of_path(path):
            if row.shape & NAMED and not self._is_use_by_name(path, row, owner):
                continue
            module = path.rpartition(".")[0] if row.shape & ASSIGNED else path
            is_module = bool(row.shape & MODULE) or self._owners.is_module(module, owner)
            self._tallies[owner].add(rel, path, row, is_module=is_module)

    def _is_use_by_name(self, path: str, row: Row, owner: str) -> bool:
        if row.kind == "d" or row.shape & BARE:
            return True
        return self._owners.could_hold(path, owner)

    def _add_mention(self, rel: str, mention: Mention) -> None:
        how, word = mention.how, mention.word
        if how == "command":
            found = self._owners.of_command(word)
        elif how == "module":
            own = self._first.owns(rel, word, frozenset())
            found = () if own else self._owners.of_path(word)
        elif how == "distribution":
            found = self._owners.of_name(word)
        elif how == "plugin":
            found = self._owners.of_path(word) or self._owners.of_tool(word)
        else:
            found = self._owners.of_tool(word)
        for owner in found:
            self._tallies[owner].mention(rel, mention.line, word)
