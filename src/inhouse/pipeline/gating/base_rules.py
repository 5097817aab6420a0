"""The project's own rules as the base has them: a change does not write what judges it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from os.path import normpath
from pathlib import Path

from inhouse.catalogue import CONTRACT, Catalogue, Memory, parse_rule
from inhouse.model.rule import Rule
from inhouse.pipeline.gating.base_side import BaseSide
from inhouse.pipeline.gating.sides import Side

_RULE = "rule.toml"


class BaseRules(Catalogue):
    """The built-in rules and, before them, those in folders of the base.

    A folder that lies outside the repository is read as it is: no change of it can touch that.
    """

    def __init__(
        self, base: BaseSide, folders: tuple[str, ...], root: Path, memory: Memory | None = None
    ) -> None:
        top = root.parents[base.prefix.count("/") - 1] if base.prefix else root
        # By their names: a link in the working tree is the change's own.
        outside = [each for each in folders if not Path(normpath(root / each)).is_relative_to(top)]
        super().__init__(tuple(root / each for each in outside if (root / each).is_dir()), memory)
        self._base = base
        self._of_project = [each for each in folders if each not in outside]
        self._read: dict[str, Rule | None] = {}

    def get(self, name: str) -> Rule | None:
        """Return the rule of a distribution; RuleError if its file is not well formed."""
        if name not in self._read:
            self._read[name] = self._own(name)
        return self._read[name] or super().get(name)

    def are_touched(self, names: Iterable[str], head: Side) -> bool:
        """Tell whether the working tree has other rules for one of these names than the base."""
        paths = [posixpath.join(each, n, _RULE) for each in self._of_project for n in names]
        return any(not self._is_the_same(path, head) for path in paths)

    def _is_the_same(self, path: str, head: Side) -> bool:
        if not head.files.exists(path):
            return not self._base.side.files.exists(path)
        return self._base.holds(path, head.files.read(path))

    def _own(self, name: str) -> Rule | None:
        side = self._base.side
        for folder in reversed(self._of_project):
            path = posixpath.join(folder, name, _RULE)
            if side.files.exists(path):
                complete = side.files.exists(posixpath.join(folder, name, CONTRACT))
                place = path + side.called
                return parse_rule(
                    name, side.text(path), place=place, origin=folder, complete=complete
                )
        return None
